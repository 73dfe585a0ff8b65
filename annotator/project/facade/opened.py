"""A project that is open: its database, and what all units of work need of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from annotator.annotation.records import Article
from annotator.errors import ProjectError
from annotator.project import backups
from annotator.project.backups import Facts, LogKeeper
from annotator.project.door.database import Database
from annotator.project.door.snapshots import Snapshot
from annotator.project.editing.state import TextCache
from annotator.project.importing.abandoned import is_unused
from annotator.project.reading import queries
from annotator.project.storage import rows, schema
from annotator.project.storage.texts import check_text
from annotator.words import Message, say

_ANNOTATOR = select(schema.annotators.c.key).where(schema.annotators.c.name == bindparam("of"))


class Opened:
    """What is open, and what holds of all of it.

    Attributes:
        location: the absolute path of its file, or its address without password.
        notices: what the person should know of it, sentence by sentence.
        database: gives units of work; nobody asks it but the modules beside this one.
        text_cache: the last texts that were read.
        import_began_at: when our last import began; None where there was none.

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
        self.database = database
        self.snapshot = snapshot
        self.import_began_at: str | None = None
        self.text_cache = TextCache()
        self.keeper: LogKeeper | None = None

    @property
    def read_only(self) -> Message | None:
        """Why nothing can be changed in it; None where it can."""
        return self.database.read_only

    def look(self) -> Message | None:
        """Look whether the file is still the one that was opened.

        Returns:
            what to tell the person, None when it is: where everything is that was saved.

        """
        return self.database.look()

    def fold(self) -> None:
        """Bring everything into the file itself, for who copies it, after it was kept elsewhere.

        It may make a backup first: not on the main thread. It waits for no other program.
        """
        self.database.fold()

    @property
    def keeping_problem(self) -> Message | None:
        """Why what was brought into the file last is not among the backups, too, if it is not."""
        return self.keeper.problem if self.keeper is not None else None

    def is_unused(self) -> bool:
        """Tell whether nothing is in it but what our last import could not take back."""
        with self.database.reading() as connection:
            return is_unused(connection, self.import_began_at)

    def close(self) -> None:
        """Close the project; nothing is pending, everything is on disk already."""
        self.database.close()
        if self.snapshot is not None:
            self.snapshot.close()

    @property
    def waits_to_be_asked(self) -> bool:
        """Whether ``looks_changed`` and ``news`` may wait, so that no window should ask."""
        return self.database.waits_to_be_asked

    def looks_changed(self) -> bool:
        """Tell whether it may have been changed elsewhere since this was asked last."""
        return self.database.looks_changed()

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
        if not self.database.is_sqlite or self.read_only:
            return None
        return backups.back_up_open(self.database, self.path(), why)

    def facts(self) -> Facts | None:
        """Return what the project holds now, to be compared with a backup; None on a server."""
        if not self.database.is_sqlite:
            return None
        return backups.facts_of_open(self.database)

    @staticmethod
    def key(connection: Connection, annotator: str) -> int:
        """Return the key of an annotator, 0 for nobody's name."""
        key: int | None = connection.scalar(_ANNOTATOR, {"of": annotator})
        if key is None:  # as typed it is nobody's name
            names = rows.Names(connection)
            key = names.annotator_keys.get(names.person(annotator))
        return key or 0

    def viewer(self, connection: Connection, viewer: str | None) -> int | None:
        """Return the key of who looks; None where everything is to be seen."""
        return self.key(connection, viewer) if viewer is not None else None

    def checked_article(
        self, connection: Connection, article: str | int
    ) -> tuple[int, str, Article]:
        """Return ``(key, sha256, Article)``, by id or key, its text checked."""
        table = schema.articles
        condition = table.c.key == article if isinstance(article, int) else table.c.id == article
        found: tuple[int, str, Article] | None = queries.article_of(
            connection, condition, self.text_cache.get
        )
        if found is None:
            raise ProjectError(say("there is no article {name}", name=article))
        _, digest, record = found
        if self.text_cache.get(digest) is None:
            check_text(record.id, record.text, digest)
            self.text_cache.put(digest, record.text)
        return found

    def path(self) -> Path:
        """Return the project's file, wherever the current folder has been changed to."""
        return self.database.path or Path(self.location)
