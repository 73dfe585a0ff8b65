"""What programs said that they had stored, held against what the project says happened in it.

Each acknowledged action must be in the history once and as it was told; carried out one after the
other, the history must give the records that are there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import orjson

from annotator.annotation.changes import Changes, Step, identify
from annotator.annotation.records import Label, Link, Span
from annotator.project import Project

KINDS: dict[str, type] = {"spans": Span, "links": Link, "labels": Label}
"""The records that are followed."""

Records = dict[str, Any]
"""By kind and id; None where the record is gone."""


def line_of(changes: Changes) -> bytes:
    """Return what is said of an action: its event, and the records as they are after it."""
    after: Records = {}
    for kind in KINDS:
        steps: tuple[Step[Any], ...] = getattr(changes.delta, kind)
        for step in steps:
            after[f"{kind} {identify(step.record)}"] = step.after
    return msgspec.json.encode({"event": changes.event, "after": after})


@dataclass
class Ledger:
    """What was acknowledged, by event, and how many programs were killed on the way."""

    told: dict[int, Records] = field(default_factory=dict)
    twice: int = 0
    kills: int = 0

    def note(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Take in what a program said."""
        for line in lines:
            if "event" in line:
                self.twice += line["event"] in self.told
                self.told[line["event"]] = line["after"]


@dataclass
class Finding:
    """What is not as it was said."""

    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def compare(ledger: Ledger, path: Path, first: int) -> Finding:
    """Hold a ledger against a project.

    Args:
        ledger: what was said.
        path: of the project, which nobody has open.
        first: the newest event that there was before.

    """
    finding = Finding()
    happened = dict(_history(path))
    new = {key: _sides(*sides)[1] for key, sides in happened.items() if key > first}
    for key, said in ledger.told.items():
        if key not in new:
            finding.lost += 1
        elif new[key] != said:
            finding.wrong.append(f"event {key} is not what was said of it")
    untold = len(new.keys() - ledger.told.keys())
    if untold > ledger.kills:  # the action in hand when it was killed may be stored
        finding.wrong.append(f"{untold} actions that nobody was told of, with {ledger.kills} kills")
    if ledger.twice:
        finding.wrong.append(f"{ledger.twice} events were told twice")
    there, expected = _stored(path), _carried_out(happened)
    for key in expected.keys() | there.keys():
        if expected.get(key, there.get(key)) != there.get(key):
            finding.lost += 1
    finding.wrong += _twins(path, there)
    return finding


def newest_event(path: Path) -> int:
    """Return the number of the newest line in the history."""
    return max((key for key, _ in _history(path)), default=0)


_Event = tuple[Records, Records]


def _history(path: Path) -> list[tuple[int, _Event]]:
    """Return each event with the records before and after it, oldest first."""
    return [
        (key, (after, before) if event == "undone" else (before, after))
        for key, event, _, _, before, after in _changes(path)
    ]


def _plain(record: object) -> Any:
    """Return a record as JSON has it."""
    return orjson.loads(msgspec.json.encode(record))


def _records(text: str) -> Records:
    """Return one side of a change, with what is not written down because it is the default."""
    side = orjson.loads(text)
    return {
        f"{kind} {record['id']}": _plain(msgspec.convert(record, type_))
        for kind, type_ in KINDS.items()
        for record in side.get(kind, ())
    }


def _sides(before: Records, after: Records) -> _Event:
    gone = dict.fromkeys(before.keys() - after.keys())
    return before, {**gone, **after}


def _carried_out(happened: Mapping[int, _Event]) -> Records:
    """Return the records that the history leads to, None where they are gone."""
    state: Records = {}
    for key in sorted(happened):
        state.update(_sides(*happened[key])[1])
    return state


def _stored(path: Path) -> Records:
    """Return the records that the program reads."""
    found: Records = {}
    with Project.open(path) as project:
        for label in project.labels():
            found[f"labels {label.id}"] = _plain(label)
        for who in project.annotators(gold=True):
            for article in project.articles_elsewhere(""):
                opened = project.open_article(who, article.id)
                for span in opened.spans:
                    found[f"spans {span.id}"] = _plain(span)
                for link in opened.links:
                    found[f"links {link.id}"] = _plain(link)
    return found


def _changes(path: Path) -> list[tuple[int, str, int, str, Records, Records]]:
    """Return key and sort of each event; number, window and both sides of its change."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT e.key, e.event, c.number, c.window, c.before, c.after FROM change_events e"
            " JOIN changes c ON c.number = e.change WHERE e.event <> 'passed' ORDER BY e.key"
        ).fetchall()
    return [(*row[:4], _records(row[4]), _records(row[5])) for row in rows]


def _twins(path: Path, there: Records) -> list[str]:
    """Name spans that two windows have added, each the very same, where both are still so."""
    added: dict[bytes, str] = {}
    twins = []
    for _, event, _, window, before, after in _changes(path):
        for key in after.keys() - before.keys():
            if event != "done" or not window or there.get(key) != after[key] or "spans" not in key:
                continue
            span = after[key]
            same = ("annotator", "article", "label", "fragments")
            place = orjson.dumps([span[one] for one in same])
            if added.setdefault(place, window) != window:
                twins.append(f"stored twice: {place.decode()}")
    return twins


def undone_elsewhere(path: Path, told: Mapping[str, Collection[int]]) -> list[str]:
    """Name what one window has undone or redone of another one that was open all the time.

    Args:
        path: of the project.
        told: of each window that was open to the end, by id, the events that it has told.

    """
    by = {event: name for name, events in told.items() for event in events}
    last: dict[int, str | None] = {}
    wrong = []
    for key, event, number, _, _, _ in _changes(path):
        who, before = by.get(key), last.get(number)
        if event != "done" and None not in (who, before) and who != before:
            wrong.append(f"change {number} of another open window was {event}")
        last[number] = who
    return wrong
