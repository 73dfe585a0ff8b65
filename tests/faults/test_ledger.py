"""The ledger finds what is not as it was said."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import orjson
import pytest

from annotator.annotation.edits import AddSpan, SetNote
from annotator.project import Attempt, Project
from tests.faults.hands import make_project
from tests.faults.ledger import Ledger, compare, line_of, newest_event, undone_elsewhere


@pytest.fixture
def told(tmp_path):
    """A project, its newest event before the work, and a ledger of the work."""
    path = tmp_path / "p.annotator"
    make_project(path, 1)
    first = newest_event(path)
    ledger = Ledger()
    with Project.open(path) as project:
        tag = AddSpan(article="long", label="claim", ranges=((0, 4),))
        span = project.apply(tag, "x")
        edits = [
            span,
            project.apply(SetNote(span=span.delta.spans[0].after.id, note="n"), "x"),
            project.undo("x"),
        ]
    ledger.note(orjson.loads(line_of(one)) for one in edits)
    return path, first, ledger


def execute(path, statement):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)


def test_what_was_said_is_there(told):
    path, first, ledger = told
    finding = compare(ledger, path, first)
    assert (finding.lost, finding.wrong) == (0, [])
    assert len(ledger.told) == 3


def test_an_action_that_is_not_in_the_history_is_lost(told):
    path, first, ledger = told
    ledger.told[max(ledger.told) + 1] = {}
    assert compare(ledger, path, first).lost == 1


def test_a_record_that_is_not_as_the_history_says_is_lost(told):
    path, first, ledger = told
    execute(path, "DELETE FROM fragments WHERE text = 'Line'")
    execute(path, "DELETE FROM spans WHERE id NOT LIKE '%-0-%'")
    assert compare(ledger, path, first).lost == 1


def test_an_action_that_nobody_was_told_of(told):
    """One for each kill may be: the one in hand."""
    path, first, ledger = told
    del ledger.told[max(ledger.told)]
    assert "nobody was told of" in compare(ledger, path, first).wrong[0]
    ledger.kills = 1
    assert compare(ledger, path, first).wrong == []


def test_an_action_that_was_told_otherwise(told):
    path, first, ledger = told
    ledger.told[min(ledger.told)] = {}
    assert "not what was said" in compare(ledger, path, first).wrong[0]


def test_the_same_span_from_two_windows(told):
    path, first, ledger = told
    with Project.open(path) as project:
        for window in ("one", "two"):
            edit = AddSpan(article="long", label="quote", ranges=((5, 9),))
            changes = project.apply(edit, "x", Attempt(window=window))
            ledger.note([orjson.loads(line_of(changes))])
    assert "stored twice" in compare(ledger, path, first).wrong[0]


def test_an_undo_in_another_open_window(told):
    path, _, _ = told
    with Project.open(path) as project:
        edit = AddSpan(article="long", label="quote", ranges=((5, 9),))
        made = project.apply(edit, "x", Attempt(window="one"))
        gone = project.undo("x", Attempt(window="two"))
    events = {"one": [made.event], "two": [gone.event]}
    assert len(undone_elsewhere(path, events)) == 1
    assert undone_elsewhere(path, {"one": [made.event, gone.event], "two": []}) == []
