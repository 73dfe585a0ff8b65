"""A project: the one door to what is stored."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, insert, select

from annotator.annotation.adjudication.decisions import Difference
from annotator.annotation.changes import Changes, Direction
from annotator.annotation.edits import Edit, SetAssignments
from annotator.annotation.records import Annotated, Article, Conflict, Label, Span
from annotator.errors import DamagedError, NotSavedError, ProjectError, RuleError
from annotator.paths import usable
from annotator.project import backups, checking
from annotator.project.backups import Backup, Facts, LogKeeper, Restored, lines
from annotator.project.door import beside, files
from annotator.project.door.database import Database
from annotator.project.door.locations import absolute
from annotator.project.door.server import is_url, shown
from annotator.project.door.snapshots import Snapshot
from annotator.project.editing import at_stake, editing, own_windows, taking_back
from annotator.project.editing.at_stake import AtStake
from annotator.project.editing.state import TextCache
from annotator.project.importing.abandoned import abandoned_imports, is_unused, sweep_abandoned
from annotator.project.importing.importing import Import
from annotator.project.importing.sighting import Sighting, sight
from annotator.project.merging import incoming, merge_images, merging, packing, preview, recovered
from annotator.project.merging import plan as merge_plan
from annotator.project.merging.packing import Origin, Packed
from annotator.project.merging.plan import Merged
from annotator.project.merging.preview import MergePreview
from annotator.project.operations import removing
from annotator.project.reading import agreeing, exporting, other_articles, pace, queries, search
from annotator.project.reading import reading_positions as reading
from annotator.project.reading.fingerprint import fingerprint
from annotator.project.reading.news import Mark, News, read_mark, read_news
from annotator.project.reading.search import Findings, Holding
from annotator.project.records import (
    adjudication,
    assigning,
    audit_trail,
    blindness,
    conflicts,
    stories,
)
from annotator.project.storage import marks, open_windows, rows, schema
from annotator.project.storage.clock import new_id, now
from annotator.project.storage.limits import SILENT_S
from annotator.project.storage.query_records import (
    NOBODYS,
    ArticleElsewhere,
    ArticleFilter,
    ArticleRow,
    Attempt,
    Comparison,
    HistoryEntry,
    HistoryFilter,
    NextStep,
    OpenedArticle,
    Pace,
    Problem,
    Progress,
    Reading,
    SharedOut,
    SpanElsewhere,
    Statistics,
    UndoState,
)
from annotator.project.storage.texts import check_text
from annotator.project.writing import stale_gold
from annotator.project.writing.new_labels import insert_labels
from annotator.unfinished import SWEPT_AT_ONCE, remove_database, sweep, unfinished_path
from annotator.words import Message, say

_log = logging.getLogger(__name__)


_ANNOTATOR = select(schema.annotators.c.key).where(schema.annotators.c.name == bindparam("of"))


class Project:
    """An open project. Every method is one unit of work and may be called from any thread.

    Make one with ``Project.open`` or ``Project.create``; close it when done.

    Attributes:
        location: the absolute path of its file, or its address without password.
        notices: what the person should know of it, sentence by sentence.

    """

    def __init__(
        self,
        location: str,
        database: Database,
        notices: Sequence[Message] = (),
        snapshot: Snapshot | None = None,
    ) -> None:
        self.location = location
        self.notices = tuple(notices)
        self._database = database
        self._snapshot = snapshot
        self._import_began_at: str | None = None
        self._texts = TextCache()
        self._keeper: LogKeeper | None = None

    @classmethod
    def open(cls, location: str | Path, *, busy_timeout_s: float = 2.0) -> Project:
        """Open an existing project; an older one is backed up and migrated first.

        One on a server is migrated in one transaction and not backed up. One that can only be
        read (``read_only`` says why) is copied first, and shown as it was then.

        Args:
            location: path of a project file, or a database URL.
            busy_timeout_s: how long an edit waits for another program's transaction.

        Raises:
            NotAProjectError: the file is something else.
            NewerProjectError: it was made by a newer version; it is left untouched.
            OtherFileError: it was written over while another program has it open.
            ProjectError: it does not exist or cannot be read.

        """
        if is_url(location):
            database = Database(str(location), busy_timeout_s=busy_timeout_s)
            project = cls(shown(location), database)
        else:
            place = usable(location, ProjectError, beside=files.LONGEST_SIDE)
            project = cls._opened(place, busy_timeout_s)
        try:
            project._look_inside()
        except BaseException:
            project.close()
            raise
        return project

    @classmethod
    def _opened(cls, path: Path, busy_timeout_s: float) -> Project:
        """Open a file, after a look at it and at what lies beside it."""
        sweep(path.parent, SWEPT_AT_ONCE)
        backups.sweep_left(path)
        revision = files.read_revision(path)
        with files.held(path) as held:
            reason = beside.why_read_only(path)
            if reason is not None:
                return cls._copied(path, Snapshot(path, held), revision, reason)
            beside.heal_permissions(path, held)
            notice = beside.put_stray_log_aside(path, held, lines)
            _migrate(path, revision)
            return cls._at(path, busy_timeout_s, [notice] if notice is not None else [])

    @classmethod
    def _copied(cls, path: Path, snapshot: Snapshot, revision: int, reason: Message) -> Project:
        """Open the copy of a project that can only be read."""
        try:
            with files.held(snapshot.path) as held:
                beside.put_stray_log_aside(snapshot.path, held, lines)
            _migrate(snapshot.path, revision)
            database = Database(snapshot.path, read_only=reason)
        except BaseException:
            snapshot.close()
            raise
        notice = say("{why}: it is shown as it is now, and nothing can be changed.", why=reason)
        return cls(str(path), database, [notice], snapshot)

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be changed in it; None where it can."""
        return self._database.read_only

    def look(self) -> Message | None:
        """Look whether the file is still the one that was opened.

        Returns:
            what to tell the person, None when it is: where everything is that was saved.

        """
        return self._database.look()

    def fold(self) -> None:
        """Bring everything into the file itself, for who copies it, after it was kept elsewhere.

        It may make a backup first: not on the main thread. It waits for no other program.
        """
        self._database.fold()

    @property
    def keeping_problem(self) -> Message | None:
        """Why what was brought into the file last is not among the backups, too, if it is not."""
        return self._keeper.problem if self._keeper is not None else None

    def _look_inside(self) -> None:
        with self._database.reading() as connection:
            revision = checking.check_revision(connection)
        if revision < schema.REVISION:  # on a server; a file has been looked at before
            _migrate_tables(self._database)
            self.notices += (
                say(
                    "The project was brought from format {before} to {now}: everybody who works in"
                    " it needs this version of Annotator now.",
                    before=revision,
                    now=schema.REVISION,
                ),
            )
        with self._database.reading() as connection:
            abandoned = abandoned_imports(connection)
        if abandoned:
            # Where it cannot be written now, the next one who opens it takes them back.
            with suppress(NotSavedError), self._database.writing() as connection:
                sweep_abandoned(connection)

    @classmethod
    def create(cls, location: str | Path, labels: Sequence[Label] = ()) -> Project:
        """Make a new project with ``labels`` and open it.

        Raises:
            NotSavedError: something is already there, or the place cannot be written.

        """
        if is_url(location):
            project = cls(shown(location), Database(str(location)))
            try:
                with project._database.reading() as connection:
                    checking.check_empty(connection)
                _build(project._database, labels)
            except BaseException:
                project.close()
                raise
            return project
        path = Path(location)
        _make_file(path, lambda database: _build(database, labels))
        return cls._at(path, 2.0)

    @classmethod
    def _at(cls, path: Path, busy_timeout_s: float, notices: Sequence[Message] = ()) -> Project:
        notices = [*notices]
        if files.on_network_drive(path):
            notices.append(
                say(
                    "This project lies on a network drive. It is safe for one person at a time;"
                    " for several, use packs or a database server."
                )
            )
        keeper = LogKeeper(path.absolute())
        project = cls(absolute(path), _database_at(path, busy_timeout_s, keeper), notices)
        project._keeper = keeper
        return project

    def is_unused(self) -> bool:
        """Tell whether nothing is in it but what our last import could not take back."""
        with self._database.reading() as connection:
            return is_unused(connection, self._import_began_at)

    def close(self) -> None:
        """Close the project; nothing is pending, everything is on disk already."""
        self._database.close()
        if self._snapshot is not None:
            self._snapshot.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- edits ---------------------------------------------------------------------------------

    def apply(self, edit: Edit, annotator: str, attempt: Attempt = NOBODYS) -> Changes | None:
        """Carry out and record an edit in one transaction.

        Args:
            edit: what to do.
            annotator: whose change it is.
            attempt: from which window it comes; with its own id it can be tried again safely.

        Returns:
            what changed, after it was committed; None when the edit changes nothing.

        Raises:
            RuleError: the edit would break a rule; nothing has changed.
            ClashError: others have changed what it is about since it was seen; as well.
            AlreadyThereError: another window has added the same span; as well.
            NotSavedError: it could not be stored; nothing has changed.
            UncertainError: it may be stored; tried again, it is done once.

        """
        with self._database.writing() as connection:
            return editing.apply(connection, self._texts, edit, annotator, attempt)

    def undo(self, annotator: str, attempt: Attempt = NOBODYS) -> Changes | None:
        """Take back a change of the annotator's, whichever article it was in.

        The window's own last one; then those of windows that are closed by now.

        Args:
            annotator: whose.
            attempt: in which window.

        Returns:
            what changed; None when there is nothing to undo.

        Raises:
            RuleError: somebody has changed the same records since; the change is passed over.
            NotSavedError: it could not be stored; nothing has changed.
            UncertainError: it may be stored; tried again, it is done once.

        """
        return self._step(annotator, Direction.UNDONE, attempt)

    def redo(self, annotator: str, attempt: Attempt = NOBODYS) -> Changes | None:
        """Make again what the annotator undid last; as ``undo``."""
        return self._step(annotator, Direction.REDONE, attempt)

    def step_edit(
        self, annotator: str, direction: Direction, attempt: Attempt = NOBODYS
    ) -> Changes | NextStep | None:
        """Undo or redo an edit, as ``undo``; what is more than an edit is returned, not done."""
        with self._database.writing() as connection:
            result = editing.step(
                connection, self._texts, annotator, direction, attempt, edits_only=True
            )
        if isinstance(result, RuleError):
            raise result
        return result

    def _step(self, annotator: str, direction: Direction, attempt: Attempt) -> Changes | None:
        done = self.step_edit(annotator, direction, attempt)
        if not isinstance(done, NextStep):
            return done
        self._back_up_before(done.number, back=direction is Direction.UNDONE)
        with self._database.writing() as connection:
            result = editing.step(connection, self._texts, annotator, direction, attempt)
        if isinstance(result, RuleError):
            raise result
        assert not isinstance(result, NextStep)
        return result

    def take_back(self, number: int, annotator: str, attempt: Attempt = NOBODYS) -> Changes:
        """Take one change back by itself, whatever was done since: a change of its own.

        Raises:
            RuleError: something later depends on it; it says what.
            NotSavedError: it could not be stored; nothing has changed.

        """
        self._back_up_before(number, back=True)
        with self._database.writing() as connection:
            return taking_back.take_back(connection, self._texts, number, annotator, attempt)

    def why_not_taken_back(self, number: int, annotator: str) -> Message | None:
        """Return why a change cannot be taken back by itself, None where it can."""
        with self._database.reading() as connection:
            return taking_back.why_not(connection, self._texts, number, annotator)

    def at_stake(self, number: int, *, back: bool, viewer: str | None = None) -> AtStake | None:
        """Return what taking a change back, or making it again, takes out; None for an edit.

        Args:
            number: of the change.
            back: take it back; otherwise make it again.
            viewer: who is told: of others' work only where they are not blind. None: everything.

        """
        with self._database.reading() as connection:
            key = self._viewer(connection, viewer)
            return at_stake.of_turn(connection, number, back=back, viewer=key)

    def _back_up_before(self, number: int, *, back: bool) -> None:
        """Back the project up before many articles, or somebody's work, are taken out."""
        going = self.at_stake(number, back=back)
        if going is not None and going.is_much:
            self.back_up("removal")

    def undo_state(self, annotator: str, attempt: Attempt = NOBODYS) -> UndoState:
        """Return what Undo and Redo would do now in a window."""
        with self._database.reading() as connection:
            return own_windows.undo_state(connection, self._key(connection, annotator), attempt)

    def history(
        self,
        wanted: HistoryFilter | None = None,
        *,
        article_key: int | None = None,
        limit: int = 200,
        before: int | None = None,
    ) -> list[HistoryEntry]:
        """Return lines of the audit trail, newest first: those before a key, None for the newest.

        Args:
            wanted: which; None: all.
            article_key: only those about this article.
            limit: at most so many.
            before: the lowest key of those that are known already.

        """
        with self._database.reading() as connection:
            chosen = wanted or HistoryFilter()
            return audit_trail.entries(connection, chosen, limit, before, article_key)

    def history_people(self) -> list[str]:
        """Return who has made changes, in the order in which they joined; "" the command line."""
        with self._database.reading() as connection:
            return audit_trail.people(connection)

    def history_place(self, number: int) -> tuple[str | None, tuple[str, ...]]:
        """Return the article (id) that a change is about, and the ids of spans in it."""
        with self._database.reading() as connection:
            return audit_trail.place_of(connection, number)

    # -- other windows -------------------------------------------------------------------------

    def attend(self, window: str, annotator: str) -> bool:
        """Say that a window (id) is open, every twenty seconds or so; tell whether it was stored.

        Waits neither for another program nor for the disk. From now on the main thread waits
        for a server no longer than a person at a window does.
        """
        self._database.limits.window_s = SILENT_S
        try:
            with self._database.writing(lightly=True) as connection:
                open_windows.alive(connection, window, annotator)
        except ProjectError as error:
            _log.debug("the window cannot be written down: %s", error)
            return False
        return True

    def depart(self, window: str) -> None:
        """Say that a window (id) is closed; where it cannot be stored, its silence says so."""
        try:
            with self._database.writing(lightly=True) as connection:
                open_windows.leave(connection, window)
        except ProjectError as error:
            _log.debug("the window cannot be struck out: %s", error)

    @property
    def waits_to_be_asked(self) -> bool:
        """Whether ``looks_changed`` and ``news`` may wait, so that no window should ask."""
        return self._database.waits_to_be_asked

    def looks_changed(self) -> bool:
        """Tell whether it may have been changed elsewhere since this was asked last."""
        return self._database.looks_changed()

    def mark(self) -> Mark:
        """Return up to where somebody knows the project who reads it now."""
        with self._database.reading() as connection:
            return read_mark(connection)

    def fingerprint(self) -> tuple[object, ...]:
        """Return what is another after any write to what was annotated; to be compared only.

        Whoever reads a project twice for one result compares it. Reads much.

        Raises:
            DamagedError: something cannot be read; it names the article.

        """
        with self._database.reading() as connection, exporting.naming_damage(connection):
            return fingerprint(connection)

    def news(self, known: Mark, annotator: str, window: str, own: Collection[int] = ()) -> News:
        """Return what others have changed.

        Args:
            known: up to where it is known.
            annotator: who works in the window.
            window: its id.
            own: later lines of the audit trail (keys) that the window has made itself.

        """
        with self._database.reading() as connection:
            return read_news(connection, known, self._key(connection, annotator), window, own)

    # -- people and labels ---------------------------------------------------------------------

    def annotators(self, *, gold: bool = False) -> list[str]:
        """Return the annotators' names in the order in which they joined, gold only if asked."""
        with self._database.reading() as connection:
            names = rows.Names(connection)
            known = names.annotators if gold else adjudication.people(connection, names)
            return list(known.values())

    def gold(self) -> str | None:
        """Return the name of the gold annotator, None as long as nothing was settled."""
        with self._database.reading() as connection:
            return adjudication.gold_of(connection, rows.Names(connection))

    def add_annotator(self, name: str, *, to_read: bool = False) -> str:
        """Add an annotator, unless there already is one of this name.

        Args:
            name: one line.
            to_read: also in a project that can only be read, for who looks at it: in the copy
                that is read, and nowhere else.

        Returns:
            the name that the project has for them: spaces at its ends, say, are no part of it.

        Raises:
            RuleError: the name is empty or has a line break.

        """
        with self._database.writing(privately=to_read) as connection:
            names = rows.Names(connection)
            return names.annotators[editing.known_annotator(connection, names, name)]

    def labels(self) -> list[Label]:
        """Return the labels in the order of the label bar."""
        with self._database.reading() as connection:
            return list(rows.Names(connection).labels.values())

    # -- articles ------------------------------------------------------------------------------

    def index(self, annotator: str, wanted: ArticleFilter | None = None) -> list[int]:
        """Return the keys of the articles that pass the filter, in its order."""
        with self._database.reading() as connection:
            return queries.index(
                connection, self._key(connection, annotator), wanted or ArticleFilter()
            )

    def has_article(self, article: str) -> bool:
        """Tell whether there is an article of this id."""
        with self._database.reading() as connection:
            return bool(rows.article_keys(connection, [article]))

    def article_ids(self, keys: Sequence[int]) -> list[str]:
        """Return the ids of some articles, in the order of ``keys``."""
        with self._database.reading() as connection:
            return queries.article_ids(connection, keys)

    def article_titles(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the titles of some articles by id; an article without one has its id."""
        with self._database.reading() as connection:
            found = stale_gold.titles(connection, articles)
            return dict(zip(articles, found, strict=True))

    def rows(self, annotator: str, keys: Sequence[int]) -> list[ArticleRow]:
        """Return the queue's rows of some articles, in the order of ``keys``."""
        with self._database.reading() as connection:
            return queries.rows(connection, self._key(connection, annotator), keys)

    def progress(self, annotator: str) -> Progress:
        """Return how far an annotator is."""
        with self._database.reading() as connection:
            return queries.progress(connection, self._key(connection, annotator))

    def open_article(self, annotator: str, article: str | int) -> OpenedArticle:
        """Return an article, by id or key, with the annotator's work, offsets checked.

        Raises:
            ProjectError: there is no such article.
            DamagedError: its text is not what was imported.

        """
        with self._database.reading() as connection:
            names = rows.Names(connection)
            annotator = names.person(annotator)
            if annotator not in names.annotator_keys:
                raise ProjectError(say("there is no annotator {name}", name=annotator))
            found = self._checked_article(connection, article)
            return queries.open_article(connection, names, annotator, found)

    def _checked_article(
        self, connection: Connection, article: str | int
    ) -> tuple[int, str, Article]:
        """Return ``(key, sha256, Article)``, by id or key, its text checked."""
        table = schema.articles
        condition = table.c.key == article if isinstance(article, int) else table.c.id == article
        found: tuple[int, str, Article] | None = queries.article_of(
            connection, condition, self._texts.get
        )
        if found is None:
            raise ProjectError(say("there is no article {name}", name=article))
        _, digest, record = found
        if self._texts.get(digest) is None:
            check_text(record.id, record.text, digest)
            self._texts.put(digest, record.text)
        return found

    def removal_at_stake(self, articles: Iterable[str], viewer: str | None = None) -> AtStake:
        """Return what goes when articles (ids) are removed; for whom as in ``at_stake``."""
        with self._database.reading() as connection:
            return at_stake.of_articles(connection, articles, self._viewer(connection, viewer))

    def remove_articles(
        self, articles: Sequence[str], annotator: str, attempt: Attempt = NOBODYS
    ) -> Changes:
        """Remove articles (ids) with all work on them, as one change that can be undone.

        Raises:
            RuleError: none of them is there.
            NotSavedError: it could not be stored; nothing has changed.

        """
        self.back_up("removal")
        with self._database.writing() as connection:
            return removing.carry_out(connection, articles, annotator, attempt.window)

    # -- working together ----------------------------------------------------------------------

    def comparison(
        self, article: str | int, viewer: str | None = None, *, lead: str | None = None
    ) -> Comparison:
        """Return all annotators' work on an article, by id or key, with gold and decisions.

        Args:
            article: its id or key.
            viewer: who looks: they see others' work, and gold, only where both are done. None:
                who settles sees everything.
            lead: who settles; they must not have the article still to do themselves.

        Raises:
            ProjectError: there is no such article.
            RuleError: the lead annotates it and is not done; see ``blindness``.
            DamagedError: its text is not what was imported.

        """
        with self._database.reading() as connection:
            found = self._checked_article(connection, article)
            if lead is not None:
                blindness.check_sees(connection, self._key(connection, lead), lead, found[0])
            return adjudication.comparison(connection, rows.Names(connection), found, viewer)

    def blind_articles(self, annotator: str) -> frozenset[str]:
        """Return the ids of the articles that an annotator has to do or has begun, and not done.

        Of these they are shown nothing of others: no spans, gold, decisions, history, figures.
        """
        with self._database.reading() as connection:
            return blindness.blind_articles(connection, self._key(connection, annotator))

    def blind_people(self) -> list[str]:
        """Return who is blind on any article, in the order in which they joined."""
        with self._database.reading() as connection:
            people = adjudication.people(connection, rows.Names(connection))
            return [name for key, name in people.items() if blindness.is_anywhere(connection, key)]

    def gold_difference(self, annotator: str, article: str | int) -> list[Difference]:
        """Return how an annotator's spans of an article differ from gold, one by one.

        Raises:
            ProjectError: there is no such article or annotator.
            RuleError: the annotator is not done with it, or it is not settled.

        """
        with self._database.reading() as connection:
            key, _, _ = self._checked_article(connection, article)
            return adjudication.difference(connection, rows.Names(connection), annotator, key)

    def assignments(self) -> dict[str, tuple[str, ...]]:
        """Return the annotators of each article (id) that is assigned."""
        with self._database.reading() as connection:
            return assigning.assigned(connection, rows.Names(connection))

    def set_assignments(self, assigned: Mapping[str, Sequence[str]], by: str | None = None) -> None:
        """Assign articles (ids) to exactly these annotators; others stay as they are.

        Annotators that are not in the project yet are added.

        Args:
            assigned: annotators by article.
            by: whose change it is, which they can undo; None: nobody's, it is not recorded.

        Raises:
            RuleError: an article is not there, or one of them is gold or has no name to show.

        """
        with self._database.writing() as connection:
            names = rows.Names(connection)
            people = {
                name: names.annotators[editing.known_annotator(connection, names, name)]
                for name in dict.fromkeys(name for who in assigned.values() for name in who)
            }
            edit = SetAssignments(
                assigned={
                    article: tuple(dict.fromkeys(people[name] for name in who))
                    for article, who in assigned.items()
                }
            )
            if by is not None:
                editing.apply(connection, self._texts, edit, by)
            else:
                editing.carry_out(connection, self._texts, edit)

    def share_out(
        self,
        annotators: Sequence[str] | None = None,
        *,
        overlap: float = 0.2,
        seed: int = 0,
        only_new: bool = False,
    ) -> SharedOut:
        """Share the articles out among annotators (None: all), writing nothing.

        Args:
            annotators: names.
            overlap: which part of the articles all of them do, from 0 to 1.
            seed: of what is left to chance.
            only_new: leave articles that are assigned with those who have them.

        Raises:
            RuleError: there is nobody, or one of them is gold.

        """
        with self._database.reading() as connection:
            names = rows.Names(connection)
            if annotators is not None:
                annotators = list(dict.fromkeys(map(names.person, annotators)))
            return assigning.plan(
                connection, names, annotators, overlap=overlap, seed=seed, only_new=only_new
            )

    def stories(self) -> dict[str, list[str]]:
        """Return the ids of each story's articles."""
        with self._database.reading() as connection:
            return stories.stories(connection)

    def told_by(self, names: Iterable[str]) -> dict[str, list[ArticleElsewhere]]:
        """Return the articles of some stories, as they were imported."""
        with self._database.reading() as connection:
            return stories.told_by(connection, names)

    def story_of(self) -> dict[str, str]:
        """Return the story of each article that has one, by article id."""
        with self._database.reading() as connection:
            return stories.story_of(connection)

    def signatures(self) -> list[tuple[str, bytes]]:
        """Return article ids with what tells near-duplicates of each, in the order of import."""
        with self._database.reading() as connection:
            return stories.signatures(connection)

    def unsigned_articles(self) -> Iterator[tuple[str, str]]:
        """Yield ids and texts of articles of which no signature is stored."""
        after = 0
        while True:
            with self._database.reading() as connection:
                found = stories.unsigned(connection, after, 200)
            if not found:
                return
            for _, article, text in found:
                yield article, text
            after = found[-1][0]

    def set_stories(self, told: Mapping[str, str], base: Mapping[str, str] | None = None) -> None:
        """Say which story articles (ids) tell; "" for none. It is no change and not undoable.

        Args:
            told: stories by article.
            base: what the articles told when it was decided; None: whatever they tell.

        Raises:
            ClashError: an article tells another story by now; nothing has changed.

        """
        with self._database.writing() as connection:
            stories.set_story(connection, told, base)

    def merge_stories(self, names: Iterable[str]) -> str:
        """Make one story of several and return its name."""
        with self._database.writing() as connection:
            return stories.merge_stories(connection, names)

    def reading(self, annotator: str, article: str) -> Reading | None:
        """Return how an annotator left an article (id); None when that is not known.

        It is a help and no annotation: what cannot be read is not known, and nothing is raised.
        """
        try:
            with self._database.reading() as connection:
                return reading.reading(connection, self._key(connection, annotator), article)
        except ProjectError as error:
            _log.debug("the reading of %s cannot be read: %s", article, error)
            return None

    def save_reading(
        self, annotator: str, article: str, *, caret: int, top: int, more_ms: int = 0
    ) -> bool:
        """Remember how an article (id) is left; tell whether that was stored.

        Waits neither for another program nor for the disk, and never raises: it is a help and no
        annotation.

        Args:
            annotator: who has read it.
            article: its id.
            caret: in code points.
            top: a code point of the first visible line.
            more_ms: active time since it was saved last.

        """
        try:
            with self._database.writing(lightly=True) as connection:
                by = self._key(connection, annotator)
                return reading.save(connection, by, article, caret, top, more_ms)
        except ProjectError as error:
            _log.debug("the reading of %s cannot be stored: %s", article, error)
            return False

    @staticmethod
    def _key(connection: Connection, annotator: str) -> int:
        key: int | None = connection.scalar(_ANNOTATOR, {"of": annotator})
        if key is None:  # as typed it is nobody's name
            names = rows.Names(connection)
            key = names.annotator_keys.get(names.person(annotator))
        return key or 0

    def _viewer(self, connection: Connection, viewer: str | None) -> int | None:
        return self._key(connection, viewer) if viewer is not None else None

    # -- finding -------------------------------------------------------------------------------

    def search(self, annotator: str, words: str, limit: int = 50) -> Findings:
        """Return the best articles that have all words, "phrases" and beginnings* of a query.

        Articles that ``extend_search_index`` has not come to yet are not found.
        """
        with self._database.reading() as connection:
            return search.search(connection, self._key(connection, annotator), words, limit)

    def is_search_index_complete(self) -> bool:
        """Tell whether all articles can be found."""
        with self._database.reading() as connection:
            return search.is_complete(connection)

    def extend_search_index(self) -> tuple[int, int]:
        """Index some more articles in one short transaction; to be repeated until it is complete.

        Returns:
            how far it is, and how far it has to come: equal when it is complete.

        Raises:
            NotSavedError: it could not be stored; searching then reads every text.

        """
        with self._database.writing() as connection:
            return search.extend(connection)

    def holding(
        self, annotator: str, wanted: str, after: int, at_once: int = 4_000
    ) -> tuple[list[Holding], int, int]:
        """Return articles whose text holds ``wanted``, from those with keys above ``after``.

        Returns:
            the articles, up to which key was looked, and the highest key.

        """
        with self._database.reading() as connection:
            last = search.last_key(connection)
            upto = min(last, after + at_once)
            by = self._key(connection, annotator)
            return search.holding(connection, by, wanted, after, upto), upto, last

    def spans_elsewhere(
        self, annotator: str, label_id: str, except_article: str
    ) -> list[SpanElsewhere]:
        """Return an annotator's spans with a label (id) in all articles but one (id)."""
        with self._database.reading() as connection:
            label = rows.Names(connection).label_keys.get(label_id, -1)
            by = self._key(connection, annotator)
            return other_articles.spans_with_label(connection, by, label, except_article)

    def where_spans_are(self, ids: Iterable[str]) -> dict[str, SpanElsewhere]:
        """Return in which articles those of some spans are that are in the project, by id."""
        with self._database.reading() as connection:
            return other_articles.spans_by_id(connection, ids)

    def articles_elsewhere(self, except_article: str) -> list[ArticleElsewhere]:
        """Return ids and titles of all articles but one (id)."""
        with self._database.reading() as connection:
            return other_articles.titles(connection, except_article)

    # -- in and out ----------------------------------------------------------------------------

    def sight(self, records: Sequence[Annotated]) -> list[Sighting]:
        """Tell, for each record, what importing it would do, writing nothing."""
        with self._database.reading() as connection:
            return sight(connection, records)

    def known_ids(
        self, *, spans: Iterable[str] = (), links: Iterable[str] = ()
    ) -> tuple[set[str], set[str]]:
        """Return which of some span ids, and which of some link ids, are in the project."""
        with self._database.reading() as connection:
            return set(rows.span_keys(connection, spans)), set(rows.links_by_id(connection, links))

    def spans(self, ids: Iterable[str]) -> dict[str, Span]:
        """Return those of some spans that are in the project, by id, whose ever they are."""
        with self._database.reading() as connection:
            return rows.spans_by_id(connection, rows.Names(connection), ids)

    def begin_import(
        self, source: Message | str, by: str | None = None, window: str = ""
    ) -> Import:
        """Begin an import; see ``Import``."""
        begun = Import(self._database, source, by, window)
        self._import_began_at = begun.started_at
        return begun

    def export(
        self,
        annotators: Sequence[str] | None = None,
        *,
        done_only: bool = False,
        progress: Callable[[int, int], None] | None = None,
        skipped: exporting.Skipped = exporting.refuse,
    ) -> Generator[Annotated]:
        """Yield everything that is stored, an article and annotator at a time, in one snapshot.

        Args:
            annotators: whose work; None: everybody's, and articles without any work as well.
            done_only: leave out work that is not done.
            progress: called with articles read and articles in all.
            skipped: is told of what cannot be read and is left out; else nothing is left out.

        Raises:
            ProjectError: an annotator is not in the project.
            DamagedError: something cannot be read; it names the article.

        """
        with self._database.reading() as connection:
            yield from exporting.export(
                connection, annotators, done_only=done_only, progress=progress, skipped=skipped
            )

    def done_work(
        self,
        annotators: Sequence[str] | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> Generator[agreeing.DoneWork]:
        """Yield all articles, without texts, and the work on them that is done, in one snapshot.

        Args:
            annotators: whose work; None: everybody's but gold.
            progress: called with articles read and articles in all.

        Raises:
            ProjectError: an annotator is not in the project.

        """
        with self._database.reading() as connection, exporting.naming_damage(connection):
            yield from agreeing.done_work(connection, annotators, progress)

    def texts(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the texts of some articles by id; those that are not there are left out."""
        with self._database.reading() as connection:
            return agreeing.texts(connection, articles)

    def label_use(self, label_id: str, viewer: str | None = None) -> dict[str, int]:
        """Return how many spans of a label each annotator has; those who have none are left out.

        With a viewer others' spans count only where that one is not blind.
        """
        with self._database.reading() as connection:
            key = self._viewer(connection, viewer)
            return queries.label_use(connection, rows.Names(connection), label_id, key)

    def add_labels(self, labels: Iterable[Label]) -> None:
        """Add labels whose names are not there yet."""
        with self._database.writing() as connection:
            insert_labels(connection, rows.Names(connection), labels)

    # -- packs ---------------------------------------------------------------------------------

    def pack(
        self,
        out: str | Path,
        annotator: str,
        articles: Sequence[str] | None = None,
        step: Callable[[int, int], None] | None = None,
    ) -> Packed:
        """Write a new project file with what an annotator needs, and nobody else's work.

        Args:
            out: where; there must be nothing yet.
            annotator: whose pack it is; may be new to the project.
            articles: ids; None: those assigned to the annotator, or all where none is.
            step: called with articles packed and articles in all; may raise to stop the work.

        Raises:
            ProjectError: an article is not in the project, or there is none.
            NotSavedError: there is something already, or the place cannot be written.

        """
        with self._database.reading() as connection:
            annotator = rows.Names(connection).person(annotator)
        if not (annotator and annotator.isprintable()):
            raise RuleError(say("an annotator's name is one line of visible characters"))
        made: list[Packed] = []

        def fill(database: Database) -> None:
            _build(database, ())
            with self._database.reading() as source, database.writing() as target:
                made.append(packing.pack(source, target, annotator, articles, step or _no_step))

        _make_file(Path(out), fill)
        return made[0]

    def origin(self) -> Origin | None:
        """Return where this project was taken from; None when it is no pack."""
        with self._database.reading() as connection:
            return packing.origin(connection)

    def is_related(self, other: Project) -> bool:
        """Tell whether another project is a pack, copy or backup of this one, or both of one."""
        with other._database.reading() as connection:
            theirs = packing.root_of(connection)
        with self._database.reading() as connection:
            return theirs != "" and packing.root_of(connection) == theirs

    def look_at_merge(
        self,
        pack: Project,
        step: Callable[[int, int], None] | None = None,
        *,
        foreign: bool = False,
    ) -> MergePreview:
        """Return what merging a pack would do; nothing is written. As ``merge``."""
        with self._database.reading() as connection:
            ours = recovered.lost_texts(connection)
        with pack._database.reading() as source:
            read = incoming.read_incoming(source, step or _no_step)
            theirs = recovered.lost_texts(source)
            texts = agreeing.texts(source, list(ours))
        with self._database.reading() as connection:
            recovered.as_if_given_back(connection, read, ours, texts)
            recovered.as_imported(connection, read, theirs)
            plan = merging.plan(connection, read, allow_foreign=foreign)
            return preview.preview(connection, plan, read)

    def merge(
        self,
        pack: Project,
        step: Callable[[int, int], None] | None = None,
        *,
        foreign: bool = False,
        by: str | None = None,
        window: str = "",
        source: str = "",
    ) -> Merged:
        """Bring in what was done in a pack, or in any project with articles in common.

        Only articles that both have, with equal id and text, are merged. It is one transaction:
        when anything is raised, nothing has changed. It is one change, too, which can be taken
        back. A backup before it is for the caller to make.

        Args:
            pack: is only read.
            step: called with how far it is, and how much there is; may raise to stop the work.
            foreign: whether it may be another project, no pack or copy of this one.
            by: who merges in a window, in whose undo it is; None: on the command line, nobody's.
            window: id of that window.
            source: what the pack is called, for the history; "" for its location.

        Raises:
            ForeignProjectError: it is another project, and ``foreign`` is False.
            ProjectError: no article is in common, or one has different texts.
            RuleError: a span's id is that of another annotator's or article's span.
            DamagedError: the pack is damaged.
            NotSavedError: it could not be stored.

        """
        tell = step or _no_step
        with self._database.reading() as connection:
            ours = recovered.lost_texts(connection)
        with pack._database.reading() as found:
            read = incoming.read_incoming(found, tell)
            theirs = recovered.lost_texts(found)
            texts = agreeing.texts(found, list(ours))
        with self._database.writing() as connection:
            tell(0, 3)
            recovered.give_back(connection, ours, texts)
            recovered.as_imported(connection, read, theirs)
            plan = merging.plan(connection, read, allow_foreign=foreign)
            tell(1, 3)
            images = merge_images.images_of(connection, plan) if plan.is_seen else None
            merge_plan.write(connection, plan)
            tell(2, 3)
            if images is not None:
                name = source or Path(pack.location).name
                key = None
                if by is not None:
                    key = editing.known_annotator(connection, rows.Names(connection), by)
                text = merge_images.name_of(name, plan.merged)
                merge_images.record(connection, images, text, key, now(), window)
            tell(3, 3)
        return plan.merged

    def gold_left_open(self) -> dict[str, int]:
        """Return articles (ids) whose gold is done although places are open, and how many."""
        with self._database.reading() as connection:
            return stale_gold.left_open(connection)

    def conflicts(self, *, settled: bool = False, viewer: str | None = None) -> list[Conflict]:
        """Return the conflicts that merging found and nobody has settled; ``settled``: all.

        With a viewer those about others' work in articles on which that one is blind are left out.
        """
        with self._database.reading() as connection:
            found = conflicts.waiting(connection, settled=settled)
            if viewer is None:
                return found
            key = self._key(connection, viewer)
            return blindness.seen_conflicts(connection, found, key, viewer)

    def settle_conflict(self, conflict: str) -> None:
        """Say that a conflict (id) is settled; keeping or removing spans is an ordinary edit.

        Raises:
            RuleError: there is no such conflict.

        """
        with self._database.writing() as connection:
            conflicts.settle(connection, conflict)

    # -- backups -------------------------------------------------------------------------------

    def back_up(self, why: str) -> Path | None:
        """Make a verified backup before something that changes much, and let go of old ones.

        Args:
            why: one word: merge, import, removal, restore, asked.

        Returns:
            the copy's path; None for a project on a server, whose backups are the server's, and
            for one that can only be read.

        Raises:
            NotSavedError: there is no room, or it cannot be written.
            DamagedError: the project is damaged; earlier backups stay.

        """
        if not self._database.is_sqlite or self.read_only:
            return None
        return backups.back_up_open(self._database, self._path(), why)

    def back_up_if_changed(
        self, why: str, cancelled: Callable[[], bool] = lambda: False
    ) -> Path | None:
        """Make a backup beside somebody's work if anything was done since the last one.

        It takes its time, so not on the main thread; nobody waits for it.

        Returns:
            the copy's path; None when none was needed, or backups are the server's.

        Raises:
            NotSavedError: there is no room, or it cannot be written.
            DamagedError: the project is damaged; earlier backups stay.
            CancelledError: it was asked to stop.

        """
        if not self._database.is_sqlite or self.read_only:
            return None
        return backups.back_up_if_changed(self._database, self._path(), why, stop=cancelled)

    def backups(self) -> list[Backup]:
        """Return the backups that there are of this project, newest first; [] on a server.

        What was saved after a backup and did not lead to how the project is now is among them.
        """
        facts = self.facts()
        if facts is None:
            return []
        beyond = backups.states_of(self._path(), facts.project, self._database.mark())
        return backups.listed(beyond, backups.backups_of(facts.project))

    def facts(self) -> Facts | None:
        """Return what the project holds now, to be compared with a backup; None on a server."""
        if not self._database.is_sqlite:
            return None
        return backups.facts_of_open(self._database)

    def restore(self, copy: Path) -> Restored:
        """Bring the project back to a backup; the present state is backed up first.

        It is one transaction, for everybody who has the project open: killed or failed, nothing
        has changed. Whoever shows something has to read it again.

        Raises:
            ProjectError: the project is on a server, or this is no backup of it that is whole and
                of a format that this version knows.
            NotSavedError: there is no room, the project is read-only, or others are writing.

        """
        if not self._database.is_sqlite:
            raise ProjectError(
                say(
                    "the backups of a project on a server are the server’s; see pg_dump and"
                    " pg_restore"
                )
            )
        with backups.as_project(copy) as ready:
            return backups.restore(self._database, self._path(), ready, _migrate_tables)

    def _path(self) -> Path:
        """Return the project's file, wherever the current folder has been changed to."""
        return self._database.path or Path(self.location)

    # -- health --------------------------------------------------------------------------------

    def check(self, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
        """Check the database, every text and every fragment; an empty list is good."""
        try:
            with self._database.reading() as connection:
                return checking.check(connection, progress)
        except DamagedError as error:
            return [Problem(where="database", what=error.reason)]

    def statistics(self, viewer: str | None = None) -> Statistics:
        """Return counts of articles and spans.

        With a viewer others' work counts only where that one is not blind.

        Raises:
            DamagedError: something cannot be read; it names the article.

        """
        with self._database.reading() as connection, exporting.naming_damage(connection):
            key = self._viewer(connection, viewer)
            return queries.statistics(connection, rows.Names(connection), key)

    def paces(
        self,
        at: datetime | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        viewer: str | None = None,
    ) -> list[Pace]:
        """Return how the work of each annotator goes; reads much, so not on the main thread.

        Args:
            at: now, with the time zone that says when a day begins; None: as the computer has it.
            cancelled: tells whether to stop.
            viewer: who looks: others' work counts only where they are not blind; None: all of it.

        Raises:
            CancelledError: it was asked to stop.

        """
        with self._database.reading() as connection, exporting.naming_damage(connection):
            names, moment = rows.Names(connection), at or datetime.now().astimezone()
            key = self._viewer(connection, viewer)
            return pace.paces(connection, names, moment, cancelled, key)


def _no_step(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def _make_file(path: Path, fill: Callable[[Database], None]) -> None:
    """Build a file under another name first, so that no half-made project is ever seen."""
    path = usable(path, NotSavedError, beside=files.LONGEST_SIDE)
    if path.exists():
        raise NotSavedError(say("{path}: there is already something of that name", path=path))
    if not path.parent.is_dir():
        raise NotSavedError(
            say("{path}: the folder {parent} does not exist", path=path, parent=path.parent)
        )
    sweep(path.parent, SWEPT_AT_ONCE)
    unfinished = unfinished_path(path)
    # Without a log beside it, the file has everything when it gets its name.
    database = Database(unfinished, write_ahead_log=False)
    try:
        fill(database)
        database.close()
        _name(unfinished, path)
    except OSError as error:
        raise NotSavedError(
            say("{path}: cannot be written ({why})", path=path, why=error.strerror or str(error))
        ) from error
    finally:
        database.close()
        remove_database(unfinished)


def _name(unfinished: Path, path: Path) -> None:
    """Give a file its name, unless another program has made one of that name meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise NotSavedError(
            say("{path}: there is already something of that name", path=path)
        ) from None
    except OSError:  # the drive knows no such links
        unfinished.replace(path)


def _migrate_tables(database: Database) -> None:
    """Bring the tables of a database to the newest revision; Alembic is read only where needed."""
    from annotator.project.migrating import migrate

    migrate(database)


def _migrate(path: Path, revision: int) -> None:
    """Bring a file to the newest revision, after a backup, where it is an older one."""
    if revision < schema.REVISION:
        from annotator.project.migrating import back_up_and_migrate

        back_up_and_migrate(path, revision)


def _build(database: Database, labels: Sequence[Label]) -> None:
    """Make the tables of a new project and write what it begins with."""
    from annotator.project.migrating import create_schema

    create_schema(database)
    with database.writing() as connection:
        if connection.execute(select(schema.info)).first() is not None:
            raise NotSavedError(say("there is already a project in this database"))
        connection.execute(
            insert(schema.info),
            [
                {"name": "id", "value": new_id()},
                {"name": "created_at", "value": now()},
                {"name": marks.NAME, "value": marks.first()},
            ],
        )
        insert_labels(connection, rows.Names(connection), labels)


def _database_at(path: Path, busy_timeout_s: float, keeper: LogKeeper) -> Database:
    return Database(
        path,
        busy_timeout_s=busy_timeout_s,
        write_ahead_log=not files.on_network_drive(path),
        keeper=keeper,
        kept=lines,
    )
