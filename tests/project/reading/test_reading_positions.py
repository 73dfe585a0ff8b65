"""Where articles were left and for how long they were open: stored, and never in the way."""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import closing

import pytest

from annotator.annotation.edits import SetStatus
from annotator.annotation.records import Status
from annotator.project import Project, Reading
from tests.project.making import FIRST, NEWS, SECOND, article, raw, tag

PATIENCE_S = 40.0
"""How long an edit waits here: nobody is so slow who does not wait."""


def test_what_was_stored_is_there_after_a_restart(project, path):
    """Place and time come back; the time adds up, also from two windows."""
    assert project.reading("x", FIRST) is None
    assert project.save_reading("x", FIRST, caret=5, top=3, more_ms=1200)
    with Project.open(path) as other:
        assert other.save_reading("x", FIRST, caret=7, top=0, more_ms=300)
        assert other.reading("x", FIRST) == Reading(caret=7, top=0, active_ms=1500)
    assert project.reading("y", FIRST) is None
    assert project.reading("x", SECOND) is None


def test_nobody_and_nothing_are_no_error(project):
    """An article or an annotator that is not there is not remembered, and nothing is raised."""
    assert not project.save_reading("x", "gone", caret=0, top=0)
    assert not project.save_reading("nobody", FIRST, caret=0, top=0)
    assert project.reading("nobody", FIRST) is None


@pytest.mark.parametrize("values", [(-1, 0, 0), (0, -1, 0), (0, 0, -1)])
def test_what_the_tables_refuse_is_not_stored(project, values):
    """A value that makes no sense is ignored."""
    caret, top, more = values
    assert not project.save_reading("x", FIRST, caret=caret, top=top, more_ms=more)
    assert project.reading("x", FIRST) is None


def test_a_busy_project_is_not_waited_for(path, caplog):
    """Another program's transaction costs no time, and the next edit waits as ever."""
    with Project.open(path, busy_timeout_s=PATIENCE_S) as project:
        _not_waited_for(project, path, caplog)


def _not_waited_for(project, path, caplog):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        with caplog.at_level(logging.DEBUG, "annotator.project.facade.articles"):
            assert not project.save_reading("x", FIRST, caret=1, top=0)
        assert time.monotonic() - begun < PATIENCE_S, "it was waited for"
        assert "another program is writing" in caplog.text
        other.execute("ROLLBACK")
    assert project.save_reading("x", FIRST, caret=1, top=0)
    engine = project.database.engine
    with engine.connect() as connection:
        for name, value in (("synchronous", 2), ("busy_timeout", int(PATIENCE_S * 1000))):
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value


def test_a_project_from_before_the_table_works(project, path):
    """A file that a developer has made before there were readings opens and is annotated."""
    with raw(path) as connection:
        connection.execute("DROP TABLE readings")
    assert not project.save_reading("x", FIRST, caret=1, top=0)
    assert project.reading("x", FIRST) is None
    assert tag(project)


def test_a_moved_project_is_no_error(project, path):
    """Leaving an article of a project that somebody has moved away says nothing."""
    path.rename(path.with_name("moved.annotator"))
    assert not project.save_reading("x", FIRST, caret=1, top=0)


def test_readings_are_no_work(project):
    """Export, history, statistics and Undo know nothing of them."""
    before = [list(project.export()), project.history(), project.statistics()]
    project.save_reading("x", FIRST, caret=1, top=0, more_ms=9)
    assert before == [list(project.export()), project.history(), project.statistics()]
    assert project.undo_state("x").undo is None
    assert not project.check()


def test_a_cancelled_import_goes_with_its_readings(project):
    """That somebody has looked at an article keeps it no longer than the import."""
    incoming = project.begin_import("test")
    incoming.add([article("third", NEWS)])
    assert project.save_reading("x", "third", caret=1, top=0, more_ms=9)
    project.save_reading("x", FIRST, caret=1, top=0, more_ms=9)
    incoming.cancel()
    assert not project.has_article("third")
    assert project.reading("x", "third") is None
    assert project.reading("x", FIRST) is not None
    assert not project.check()


def test_an_annotator_who_only_looked_goes_with_a_cancelled_import(project, path):
    """An annotator whom a cancelled import brought is removed although they have read."""
    from tests.project.making import work

    incoming = project.begin_import("test")
    incoming.add([work(FIRST, "zoe", status=Status.DONE)])
    assert project.save_reading("zoe", FIRST, caret=1, top=0, more_ms=9)
    incoming.cancel()
    assert project.annotators() == ["x", "y"]
    with raw(path) as connection:
        assert connection.execute("SELECT count(*) FROM readings").fetchone() == (0,)
    assert not project.check()


def test_an_abandoned_import_is_taken_back_in_spite_of_readings(project, path):
    """So is one that was killed, when the project is next opened."""
    incoming = project.begin_import("test")
    incoming.add([article("third", NEWS)])
    project.save_reading("x", "third", caret=1, top=0)
    with raw(path) as connection:
        connection.execute("UPDATE imports SET alive_at = '2020-01-01T00:00:00.000Z'")
    with Project.open(path) as other:
        assert not other.has_article("third")
        assert not other.check()
        other.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
