"""Several annotators: their work side by side, who is to do what, who is blind."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from annotator.annotation.adjudication.decisions import Difference
from annotator.annotation.assigning import Unaided
from annotator.annotation.choices import Choice
from annotator.annotation.edits import SetAssignments
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import Answer, Suggestion
from annotator.project.editing import editing
from annotator.project.facade.opened import Opened
from annotator.project.records import (
    adjudication,
    assigning,
    blindness,
    suggesting,
)
from annotator.project.records import choices as stored_choices
from annotator.project.records.kinds.rounds import all_rounds
from annotator.project.storage import rows
from annotator.project.storage.query_records import (
    Comparison,
    SharedOut,
)


def comparison(
    project: Opened, article: str | int, viewer: str | None = None, *, lead: str | None = None
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
    with project.database.reading() as connection:
        found = project.checked_article(connection, article)
        if lead is not None:
            blindness.check_sees(connection, project.key(connection, lead), lead, found[0])
        return adjudication.comparison(connection, rows.Names(connection), found, viewer)


def blind_articles(project: Opened, annotator: str) -> frozenset[str]:
    """Return the ids of the articles that an annotator has to do or has begun, and not done.

    Of these they are shown nothing of others: no spans, gold, decisions, history, figures.
    """
    with project.database.reading() as connection:
        return blindness.blind_articles(connection, project.key(connection, annotator))


def blind_people(project: Opened) -> list[str]:
    """Return who is blind on any article, in the order in which they joined."""
    with project.database.reading() as connection:
        people = adjudication.people(connection, rows.Names(connection))
        return [name for key, name in people.items() if blindness.is_anywhere(connection, key)]


def gold_difference(project: Opened, annotator: str, article: str | int) -> list[Difference]:
    """Return how an annotator's spans of an article differ from gold, one by one.

    Raises:
        ProjectError: there is no such article or annotator.
        RuleError: the annotator is not done with it, or it is not settled.

    """
    with project.database.reading() as connection:
        key, _, _ = project.checked_article(connection, article)
        return adjudication.difference(connection, rows.Names(connection), annotator, key)


def answered(project: Opened) -> list[tuple[Suggestion, Answer]]:
    """Return all suggestions that somebody has answered, labels by name, with each answer."""
    with project.database.reading() as connection:
        return suggesting.answered(connection, rows.Names(connection))


def refused_places(
    project: Opened, annotator: str
) -> dict[str, set[tuple[str, tuple[tuple[int, int], ...]]]]:
    """Return what an annotator has rejected: label (name) and fragments, by article id.

    It holds whoever proposes the same again.
    """
    with project.database.reading() as connection:
        names = rows.Names(connection)
        return suggesting.refused_places(connection, names, project.key(connection, annotator))


def answered_places(
    project: Opened, annotator: str, article: str
) -> set[tuple[str, tuple[tuple[int, int], ...]]]:
    """Return what an annotator has answered in an article (id): label (name) and fragments."""
    with project.database.reading() as connection:
        names = rows.Names(connection)
        key = project.key(connection, annotator)
        return suggesting.answered_places(connection, names, key, article)


def choices(project: Opened) -> dict[str, Choice]:
    """Return what is decided of suggestions for everybody, by id.

    Raises:
        DamagedError: something of it cannot be read.

    """
    with project.database.reading() as connection:
        return stored_choices.choices(connection)


def assignments(project: Opened) -> dict[str, tuple[str, ...]]:
    """Return the annotators of each article (id) that is assigned."""
    with project.database.reading() as connection:
        return assigning.assigned(connection, rows.Names(connection))


def unaided(project: Opened) -> dict[str, tuple[str, ...]]:
    """Return who annotates which article (id) without suggestions."""
    with project.database.reading() as connection:
        return assigning.unaided(connection, rows.Names(connection))


def is_unaided(project: Opened, annotator: str, article: str) -> bool:
    """Tell whether somebody annotates an article (id) without suggestions."""
    with project.database.reading() as connection:
        names = rows.Names(connection)
        keys = rows.known_article_keys(connection, names, [article])
        by = names.annotator_keys.get(annotator)
        if by is None or article not in keys:
            return False
        return assigning.is_unaided(connection, by, keys[article])


def set_assignments(
    project: Opened,
    assigned: Mapping[str, Sequence[str]],
    by: str | None = None,
    unaided: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Assign articles (ids) to exactly these annotators; others stay as they are.

    Annotators that are not in the project yet are added.

    Args:
        assigned: annotators by article.
        by: whose change it is, which they can undo; None: nobody's, it is not recorded.
        unaided: who of them annotates without suggestions, by article; None: whoever does.

    Raises:
        RuleError: an article is not there, or one of them is gold or has no name to show.

    """
    with project.database.writing() as connection:
        names = rows.Names(connection)
        people = {
            name: names.annotators[editing.known_annotator(connection, names, name)]
            for name in dict.fromkeys(name for who in assigned.values() for name in who)
        }
        edit = SetAssignments(
            assigned={
                article: tuple(dict.fromkeys(people[name] for name in who))
                for article, who in assigned.items()
            },
            unaided=None
            if unaided is None
            else {
                article: tuple(people[name] for name in who if name in people)
                for article, who in unaided.items()
            },
        )
        if by is not None:
            editing.apply(connection, project.text_cache, edit, by)
        else:
            editing.carry_out(connection, project.text_cache, edit)


def rounds(project: Opened) -> dict[str, Round]:
    """Return all rounds by name, the earliest first."""
    with project.database.reading() as connection:
        return all_rounds(connection)


def share_out(
    project: Opened,
    annotators: Sequence[str] | None = None,
    *,
    overlap: float = 0.2,
    seed: int = 0,
    only_new: bool = False,
    without_suggestions: Unaided | None = None,
    each: int = 1,
    by_all: Sequence[str] = (),
    limits: Mapping[str, int] | None = None,
    only: Collection[str] | None = None,
) -> SharedOut:
    """Share the articles out among annotators (None: all), writing nothing.

    Args:
        annotators: names.
        overlap: which part of the articles all of them do, from 0 to 1.
        seed: of what is left to chance.
        only_new: leave articles that are assigned with those who have them.
        without_suggestions: which of them are annotated without; None: as it is.
        each: how many annotators do each of the articles that not all do.
        by_all: articles (ids) that all of them do.
        limits: how many articles somebody gets at most, by name.
        only: articles (ids) that are shared out; None: all.

    Raises:
        RuleError: there is nobody, one of them is gold, or an article is not there.

    """
    with project.database.reading() as connection:
        names = rows.Names(connection)
        if annotators is not None:
            annotators = list(dict.fromkeys(map(names.person, annotators)))
        return assigning.plan(
            connection,
            names,
            annotators,
            overlap=overlap,
            seed=seed,
            only_new=only_new,
            without_suggestions=without_suggestions,
            each=each,
            by_all=by_all,
            only=only,
            limits={names.person(name): most for name, most in (limits or {}).items()},
        )
