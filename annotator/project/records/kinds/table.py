"""All kinds of records, in the order in which they are written: what is needed comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection

from annotator.annotation.changes import Delta, Step, identify
from annotator.progress import Meter
from annotator.project.records.kinds.answers import Answers
from annotator.project.records.kinds.article_facts import ArticleFactsKind
from annotator.project.records.kinds.article_values import ArticleValues
from annotator.project.records.kinds.assignments import Assignments
from annotator.project.records.kinds.choices import Choices
from annotator.project.records.kinds.conflicts import Conflicts
from annotator.project.records.kinds.decisions import Decisions
from annotator.project.records.kinds.kind import ANNOTATORS, ARTICLES, Kind, Need
from annotator.project.records.kinds.labels import Labels
from annotator.project.records.kinds.links import Links
from annotator.project.records.kinds.people import People
from annotator.project.records.kinds.rounds import Rounds
from annotator.project.records.kinds.spans import Spans
from annotator.project.records.kinds.statuses import Statuses
from annotator.project.records.kinds.suggestions import Suggestions
from annotator.project.storage.rows import Names, chunks, known_article_keys

T = TypeVar("T")

_PIECE = 1_000

LABELS, SPANS, LINKS, STATUSES = Labels(), Spans(), Links(), Statuses()
SUGGESTIONS, ARTICLE_VALUES = Suggestions(), ArticleValues()
PEOPLE, ARTICLE_FACTS = People(), ArticleFactsKind()

KINDS: tuple[Kind[Any], ...] = (
    LABELS,
    SPANS,
    LINKS,
    STATUSES,
    ARTICLE_VALUES,
    Decisions(),
    SUGGESTIONS,
    Answers(),
    Assignments(),
    Choices(),
    Conflicts(),
    PEOPLE,
    ARTICLE_FACTS,
    Rounds(),
)
"""One entry for each field of ``Delta``."""

BY_FIELD: Mapping[str, Kind[Any]] = {kind.field: kind for kind in KINDS}
VERSIONED: Mapping[str, Kind[Any]] = {kind.version: kind for kind in KINDS if kind.version}
"""By what ``versions`` calls them, those that merging joins."""

_BY_RECORD: Mapping[type, Kind[Any]] = {kind.record: kind for kind in KINDS}


def kind_of(record: object) -> Kind[Any]:
    """Return the kind of a record."""
    return _BY_RECORD[type(record)]


def parts_of(delta: Delta) -> Iterator[tuple[Kind[Any], tuple[Step[Any], ...]]]:
    """Yield the kinds that a delta is about, and what it does to each, in its own order."""
    for field in delta.__struct_fields__:
        kind = BY_FIELD[field]
        steps = kind.steps(delta)
        if steps:
            yield kind, steps


def mentioned(delta: Delta) -> set[Need]:
    """Return all that the records of a delta speak of, before and after."""
    return {
        need
        for kind, steps in parts_of(delta)
        for step in steps
        for side in (step.before, step.after)
        if side is not None
        for need in kind.mentions(side)
    }


def touched(delta: Delta) -> set[Need]:
    """Return the records that a delta is about, by field and identity."""
    return {
        Need(kind.field, identify(step.record)) for kind, steps in parts_of(delta) for step in steps
    }


def removed(delta: Delta) -> set[Need]:
    """Return the records that a delta removes."""
    return {
        Need(kind.field, identify(step.record))
        for kind, steps in parts_of(delta)
        for step in steps
        if step.after is None
    }


def articles_in(delta: Delta) -> list[str]:
    """Return the articles (ids) in which the records of a delta are, each once."""
    found = (kind.article_of(step.record) for kind, steps in parts_of(delta) for step in steps)
    return list(dict.fromkeys(article for article in found if article is not None))


# -- what fits together --------------------------------------------------------------------------


def missing(connection: Connection, names: Names, delta: Delta) -> set[Need]:
    """Return what the records that a delta leaves behind need and would not find.

    What a changed record needed before is there, unless the delta removes it.
    """
    needed: set[Need] = set()
    gone = removed(delta)
    for kind, steps in parts_of(delta):
        for step in steps:
            if step.after is not None:
                before = set(kind.needs(step.before)) if step.before is not None else set()
                needed.update(
                    need for need in kind.needs(step.after) if need not in before or need in gone
                )
    needed -= touched(delta) - gone
    by_field: dict[str, set[str]] = {}
    for need in needed - gone:
        by_field.setdefault(need.what, set()).add(need.name)
    there = {
        Need(what, name)
        for what, wanted in by_field.items()
        for name in _known(connection, names, what, wanted)
    }
    return needed - there


def _known(connection: Connection, names: Names, what: str, wanted: set[str]) -> Iterable[str]:
    """Return those of some annotators, articles or records that are there."""
    if what == ANNOTATORS:
        return names.annotator_keys.keys() & wanted
    if what == ARTICLES:
        return known_article_keys(connection, names, wanted).keys() & wanted
    return BY_FIELD[what].known(connection, names, wanted)


def stranded(
    connection: Connection, names: Names, delta: Delta
) -> Iterator[tuple[Kind[Any], Any, Any]]:
    """Yield the records that a delta does not touch and that need what it removes.

    Yields:
        kind, record, and the record that would go.

    """
    for kind in KINDS:
        for what in kind.needs_records:
            steps = BY_FIELD[what].steps(delta)
            gone = {identify(step.record): step.record for step in steps if step.after is None}
            if not gone:
                continue
            known = {identify(step.record) for step in kind.steps(delta)}
            for record in kind.needing(connection, names, what, gone):
                if identify(record) not in known:
                    names_of = (need.name for need in kind.needs(record) if need.what == what)
                    yield kind, record, next(gone[name] for name in names_of if name in gone)


# -- writing -------------------------------------------------------------------------------------


def carry_out(
    connection: Connection, names: Names, delta: Delta, meter: Meter | None = None
) -> None:
    """Carry out a delta; the caller has checked that what it replaces is there.

    Args:
        connection: inside a write transaction.
        names: labels and annotators.
        delta: what is done.
        meter: told of each thousand records; it may stop it.

    """
    parts = [(kind, steps) for kind in KINDS if (steps := kind.steps(delta))]
    for kind, steps in reversed(parts):
        if not kind.goes_last:
            _remove(connection, names, kind, steps, meter)
    for kind, steps in parts:
        changed = [one for one in steps if one.before is not None and one.after is not None]
        if changed and not kind.is_replaced:
            for some in _pieces(changed, meter):
                kind.update(connection, names, some)
        new = [
            one.after
            for one in steps
            if one.after is not None and (one.before is None or kind.is_replaced)
        ]
        if new:
            for some in _pieces(new, meter):
                kind.insert(connection, names, some)
    for kind, steps in reversed(parts):
        if kind.goes_last:
            _remove(connection, names, kind, steps, meter)


def _pieces(records: list[T], meter: Meter | None) -> Iterator[list[T]]:
    """Yield records all at once, or in pieces that are counted."""
    if meter is None:
        yield records
        return
    for some in chunks(records, _PIECE):
        yield some
        meter.add(len(some))


def _remove(
    connection: Connection,
    names: Names,
    kind: Kind[Any],
    steps: Iterable[Step[Any]],
    meter: Meter | None,
) -> None:
    gone = [
        one.before
        for one in steps
        if one.before is not None and (one.after is None or kind.is_replaced)
    ]
    if gone:
        for some in _pieces(gone, meter):
            kind.remove(connection, names, some)
