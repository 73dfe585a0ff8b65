"""Annotators and labels."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.annotation.records import Label, of_articles, of_spans
from annotator.project.editing import editing
from annotator.project.facade.opened import Opened
from annotator.project.reading import queries
from annotator.project.records import (
    adjudication,
)
from annotator.project.storage import rows
from annotator.project.writing.new_labels import insert_labels


def annotators(project: Opened, *, gold: bool = False) -> list[str]:
    """Return people's names in the order in which they joined, gold and programs only if asked."""
    with project.database.reading() as connection:
        names = rows.Names(connection)
        known = names.annotators if gold else adjudication.people(connection, names)
        return list(known.values())


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
