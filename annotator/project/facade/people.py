"""Annotators and labels."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from annotator.annotation.facts.people import current_name
from annotator.annotation.records import Label, of_articles, of_spans
from annotator.project.editing import editing
from annotator.project.facade.opened import Opened
from annotator.project.operations import renaming, uniting
from annotator.project.operations.uniting import Uniting
from annotator.project.reading import queries
from annotator.project.records import (
    adjudication,
)
from annotator.project.records.people import all_people
from annotator.project.storage import rows
from annotator.project.writing.new_labels import insert_labels


def annotators(project: Opened, *, gold: bool = False, offered: bool = False) -> list[str]:
    """Return people's names in the order in which they joined, gold and programs only if asked.

    With ``offered`` those who are retired are left out: nobody gives them anything to do.
    """
    with project.database.reading() as connection:
        names = rows.Names(connection)
        known = names.annotators if gold else adjudication.people(connection, names)
        away = _retired(connection) if offered else frozenset()
        return [name for name in known.values() if name not in away]


def retired(project: Opened) -> frozenset[str]:
    """Return the names of the annotators who are no longer offered."""
    with project.database.reading() as connection:
        return _retired(connection)


def _retired(connection: Connection) -> frozenset[str]:
    return frozenset(one.name for one in all_people(connection).values() if one.retired)


def former_names(project: Opened) -> dict[str, str]:
    """Return the names that annotators once had, each with the name that they have by now."""
    with project.database.reading() as connection:
        said = all_people(connection)
        return {name: current_name(name, said) for name, one in said.items() if one.became}


def rename_annotator(
    project: Opened, old: str, new: str, by: str | None = None, window: str = ""
) -> None:
    """Give an annotator another name, as a change; packs under the old one come to it.

    Args:
        old: as they are called.
        new: as they will be.
        by: whose change it is, who can undo it; None: the command line's.
        window: id of the window in which it is done.

    Raises:
        RuleError: there is no such annotator, or somebody has the new name.
        DamagedError: something of theirs is not what was stored.

    """
    with project.database.writing() as connection:
        renaming.rename(connection, old, new, _who(connection, by), window)


def look_at_uniting(project: Opened, old: str, new: str) -> Uniting:
    """Return what making one of two annotators would do; raises RuleError as ``unite``."""
    with project.database.reading() as connection:
        return uniting.look(connection, old, new)


def unite_annotators(
    project: Opened, old: str, new: str, by: str | None = None, window: str = ""
) -> None:
    """Make everything of one annotator another's, as a change; the project is backed up before.

    Where both say something else of the same article, the newer one is shown and the other one
    waits as a conflict.

    Raises:
        RuleError: one of them is not there, holds what was settled, or only one is a program.
        DamagedError: something of theirs is not what was stored.
        NotSavedError: it could not be stored.

    """
    project.back_up("merge")
    with project.database.writing() as connection:
        uniting.unite(connection, old, new, _who(connection, by), window)


def _who(connection: Connection, by: str | None) -> int | None:
    return None if by is None else editing.known_annotator(connection, rows.Names(connection), by)


def programs(project: Opened) -> list[str]:
    """Return the names of the annotators who are programs, in the order in which they joined."""
    with project.database.reading() as connection:
        names = rows.Names(connection)
        return [names.annotators[key] for key in sorted(names.programs)]


def gold(project: Opened) -> str | None:
    """Return the name of the gold annotator, None as long as nothing was settled."""
    with project.database.reading() as connection:
        return adjudication.gold_of(connection, rows.Names(connection))


def add_annotator(project: Opened, name: str, *, to_read: bool = False) -> str:
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
    with project.database.writing(privately=to_read) as connection:
        names = rows.Names(connection)
        return names.annotators[editing.known_annotator(connection, names, name)]


def labels(project: Opened) -> list[Label]:
    """Return the labels of spans, in the order of the label bar."""
    return of_spans(all_labels(project))


def article_labels(project: Opened) -> list[Label]:
    """Return the labels of articles, in their order."""
    return of_articles(all_labels(project))


def all_labels(project: Opened) -> list[Label]:
    """Return all labels, of spans and of articles, in one order."""
    with project.database.reading() as connection:
        return list(rows.Names(connection).labels.values())


def add_labels(project: Opened, labels: Iterable[Label]) -> None:
    """Add labels whose names are not there yet."""
    with project.database.writing() as connection:
        insert_labels(connection, rows.Names(connection), labels)


def label_use(project: Opened, label_id: str, viewer: str | None = None) -> dict[str, int]:
    """Return how many spans of a label each annotator has; those who have none are left out.

    Of an article label it is how many articles each says something of.

    With a viewer others' spans count only where that one is not blind.
    """
    with project.database.reading() as connection:
        key = project.viewer(connection, viewer)
        return queries.label_use(connection, rows.Names(connection), label_id, key)
