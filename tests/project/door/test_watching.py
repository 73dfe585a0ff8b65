"""Looking whether the file is still ours, while many write to it at once."""

from __future__ import annotations

from contextlib import closing

import pytest

from annotator.project import Project
from annotator.project.door.guarding import raw_of
from annotator.project.door.watching import Watch
from tests.project.making import make


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        yield project


def write(guard, raw):
    """Commit something in a marked transaction, and do not tell the watch yet."""
    raw.execute("BEGIN IMMEDIATE")
    with guard.transaction(raw):
        raw.execute("UPDATE info SET value = value WHERE name = 'id'")
    raw.execute("COMMIT")


def test_a_commit_that_is_told_late_is_not_taken_for_the_last_one(project: Project) -> None:
    """A thread may be interrupted between its COMMIT and telling of it; others write meanwhile."""
    guard = project.database._guard
    engine = project.database.engine
    with closing(engine.connect()) as one, closing(engine.connect()) as other:
        first, second = raw_of(one), raw_of(other)
        write(guard, first)
        guard._watch.follow(second)
        write(guard, second)
        guard.committed(first)
        guard.committed(second)
        first.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        assert guard._watch.look(first) is None
        assert guard._watch.look(second) is None


def test_an_index_that_is_being_written_is_waited_for(project: Project, monkeypatch) -> None:
    """Who writes the log's index may be interrupted in it for longer than some quick looks take."""
    guard = project.database._guard
    with closing(project.database.engine.connect()) as one:
        raw = raw_of(one)
        write(guard, raw)
        true_state, torn = Watch.state, iter(range(6))
        monkeypatch.setattr(
            Watch, "state", lambda self: None if next(torn, None) is not None else true_state(self)
        )
        monkeypatch.setattr(Watch, "_has_our_mark", had_when_known(Watch._has_our_mark))
        guard._watch._stamp = None  # something has changed
        assert guard._watch.look(raw) is None


def had_when_known(look):
    """Return a look at the mark that cannot tell while the index is torn."""

    def has(self, raw, stamp, index):
        return index is not None and look(self, raw, stamp, index)

    return has
