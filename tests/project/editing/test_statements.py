"""What an edit asks the database: each statement takes its share of the time of a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from annotator.annotation.edits import AddSpan
from annotator.project import Attempt, Project, new_window
from tests.project.making import FIRST, tag


@pytest.fixture
def used(project: Project) -> Project:
    """A project in which everything has been done once."""
    tag(project, 0, 3)
    tag(project, 4, 6)
    project.undo("x")
    return project


@contextmanager
def statements(project: Project) -> Iterator[list[str]]:
    """Note what is executed, how each transaction begins among it."""
    noted: list[str] = []
    engine = project.database.engine

    def note(_connection, _cursor, statement, *_rest):
        noted.append(" ".join(statement.split()))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield noted
    finally:
        event.remove(engine, "before_cursor_execute", note)


def read_from(noted: list[str]) -> list[str]:
    """Return the first table of each statement that reads."""
    return [re.search(r" FROM (\w+)", one)[1] for one in noted if one.startswith("SELECT")]


def test_a_tag_reads_each_thing_once(used):
    """The article with its status, gold with the annotators; and nothing that it does not need."""
    with statements(used) as noted:
        tag(used, 7, 9)
    assert noted[0] == "BEGIN IMMEDIATE"
    assert read_from(noted) == ["labels", "annotators", "articles", "spans"]


def test_undo_is_one_transaction(used):
    """What would be undone is looked for where it is undone; so is what comes next."""
    with statements(used) as noted:
        used.undo("x")
    assert [one for one in noted if one.startswith("BEGIN")] == ["BEGIN IMMEDIATE"]
    read = ["labels", "annotators", "windows", "changes", "articles", "spans", "links", "versions"]
    assert read_from(noted) == [*read, "windows", "changes"]


def test_what_undo_and_redo_would_do_is_one_question(used):
    with statements(used) as noted:
        used.undo_state("x")
    assert len([one for one in noted if "FROM changes" in one]) == 1


def test_undo_of_a_windows_own_change_does_not_look_for_other_windows(used):
    """Which are open matters only for what comes next, which is asked when it is done."""
    mine = Attempt(window=new_window(), since=used.mark().number)
    assert used.attend(mine.window, "x")
    label = used.labels()[0].id
    used.apply(AddSpan(article=FIRST, label=label, ranges=((7, 9),)), "x", mine)
    with statements(used) as noted:
        used.undo("x", mine)
    assert read_from(noted)[-2:] == ["windows", "changes"]
    assert read_from(noted).count("windows") == 1


def test_undo_tells_what_comes_next(used):
    """From its own transaction, as the question would be answered after it."""
    tag(used, 7, 9)
    done = used.undo("x")
    assert done.following == used.undo_state("x")
    assert done.following.undo
    assert done.following.redo
    assert used.redo("x").following == used.undo_state("x")
