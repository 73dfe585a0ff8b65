"""How the work goes: who has done how much, on which days, and how fast.

Speed is told by the times of changes. The time from one change to the next counts as work on the
latter, unless it is so long that there was a break. A gesture that makes many spans at once
counts as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select

from annotator.annotation.records import Status
from annotator.errors import CancelledError
from annotator.project.records import blindness
from annotator.project.records.adjudication import people
from annotator.project.storage import schema
from annotator.project.storage.query_records import Pace
from annotator.project.storage.rows import Names
from annotator.words import say

BREAK_S = 300.0
"""So long without a change is a break."""

DAYS = 30
"""So many days back articles are counted, today with them."""

_ENOUGH_S = 60.0
_STAMP = "%Y-%m-%dT%H:%M"


def paces(
    connection: Connection,
    names: Names,
    at: datetime,
    cancelled: Callable[[], bool] = lambda: False,
    viewer: int | None = None,
) -> list[Pace]:
    """Return how the work of each annotator but gold goes, in the order in which they joined.

    Args:
        connection: inside a read transaction.
        names: of labels and annotators.
        at: now; its time zone says when a day begins.
        cancelled: tells whether to stop.
        viewer: key of who looks: of others only what is in articles on which they are not blind;
            None: everything.

    Raises:
        CancelledError: it was asked to stop.

    """
    total = connection.scalar(select(func.count()).select_from(schema.articles)) or 0
    hidden = len(blindness.blind_articles(connection, viewer)) if viewer is not None else 0
    statuses = _counts(connection, schema.statuses, schema.statuses.c.status, viewer)
    labels = _counts(connection, schema.spans, schema.spans.c.label, viewer)
    days = _days(connection, at, viewer)
    times = _times(connection, viewer)
    found = []
    for key, name in people(connection, names).items():
        if cancelled():
            raise CancelledError(say("stopped"))
        status, label = statuses[key], labels[key]
        rest = {one: status[one.value] for one in Status if one is not Status.NEW}
        per_hour, middle = _speed(connection, key, viewer)
        read, active_ms = times.get(key, (0, 0))
        found.append(
            Pace(
                annotator=name,
                new=total - (hidden if key != viewer else 0) - sum(rest.values()),
                in_progress=rest[Status.IN_PROGRESS],
                done=rest[Status.DONE],
                skipped=rest[Status.SKIPPED],
                labels={
                    one.name: label[at_] for at_, one in names.labels.items() if not one.of_article
                },
                days=dict(sorted(days[key].items())),
                read=read,
                active_ms=active_ms,
                spans_per_hour=per_hour,
                median_span_s=middle,
            )
        )
    return found


def _counts(
    connection: Connection, table: Table, column: Column[Any], viewer: int | None
) -> defaultdict[int, Counter[object]]:
    """Return how often each annotator has each value of a column."""
    found: defaultdict[int, Counter[object]] = defaultdict(Counter)
    statement = (
        select(table.c.annotator, column, func.count())
        .where(blindness.seen_by(viewer, table.c.annotator, table.c.article))
        .group_by(table.c.annotator, column)
    )
    for annotator, value, count in connection.execute(statement):
        found[annotator][value] = count
    return found


def _days(
    connection: Connection, at: datetime, viewer: int | None
) -> defaultdict[int, Counter[str]]:
    """Return how many articles each annotator finished on each of the last days, by hand."""
    table = schema.statuses
    first = at.date() - timedelta(days=DAYS - 1)
    earliest = datetime(first.year, first.month, first.day, tzinfo=at.tzinfo)
    minute = func.substr(table.c.updated_at, 1, len("2026-11-20T09:30"))
    statement = (
        select(table.c.annotator, minute, func.count())
        .where(
            table.c.status == Status.DONE.value,
            table.c["import"].is_(None),
            table.c.updated_at >= earliest.astimezone(UTC).strftime(_STAMP),
            blindness.seen_by(viewer, table.c.annotator, table.c.article),
        )
        .group_by(table.c.annotator, minute)
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for annotator, stamp, count in connection.execute(statement):
        day = _local(stamp, at.tzinfo)
        if day is not None:
            found[annotator][day] += count
    return found


def _local(stamp: str, zone: tzinfo | None) -> str | None:
    """Return the day of a stored minute where the annotator sits."""
    try:
        moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment.astimezone(zone).date().isoformat()


def _times(connection: Connection, viewer: int | None) -> dict[int, tuple[int, int]]:
    """Return with how many articles each annotator has spent time, and how much."""
    table = schema.readings
    statement = (
        select(table.c.annotator, func.count(), func.sum(table.c.active_ms))
        .where(
            table.c.active_ms > 0,
            blindness.seen_by(viewer, table.c.annotator, table.c.article),
        )
        .group_by(table.c.annotator)
    )
    return {row[0]: (row[1], int(row[2])) for row in connection.execute(statement)}


def _speed(
    connection: Connection, annotator_key: int, viewer: int | None
) -> tuple[float | None, float | None]:
    """Return spans per hour, and the median of what one took in seconds."""
    spans, changes, events = schema.spans, schema.changes, schema.change_events
    # What an import brought may carry any time: only spans made in a change count.
    made = set(
        connection.scalars(
            select(spans.c.created_at).where(
                spans.c.annotator == annotator_key,
                spans.c["import"].is_(None),
                blindness.seen_by(viewer, spans.c.annotator, spans.c.article),
            )
        )
    )
    stamps = connection.scalars(
        select(events.c.at)
        .join_from(events, changes, changes.c.number == events.c.change)
        .where(changes.c.annotator == annotator_key)
        .order_by(events.c.at)  # sorting here would hold up the main thread
    )
    active = 0.0
    gaps = []
    for (_, before), (stamp, moment) in pairwise(_moments(dict.fromkeys(stamps))):
        gap = moment - before
        if gap <= BREAK_S:
            active += gap
            if stamp in made:
                gaps.append(gap)
    per_hour = len(gaps) * 3600 / active if gaps and active >= _ENOUGH_S else None
    return per_hour, median(gaps) if gaps else None


def _moments(stamps: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield stored times with what they are in seconds; what is no time is left out."""
    for stamp in stamps:
        try:
            yield stamp, datetime.fromisoformat(stamp).timestamp()
        except ValueError:
            continue
