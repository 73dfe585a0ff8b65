"""Backups: complete, verified, in their own folder, and never in anybody's way."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.edits import AddSpan
from annotator.errors import CancelledError, DamagedError, NotAProjectError, NotSavedError
from annotator.project import Project, backups
from annotator.project.backups import making
from annotator.project.backups.copying import never
from annotator.project.backups.keeping import (
    LAST,
    MOST_BYTES,
    TIMES_THE_PROJECT,
    WEEKS,
    Kept,
    superfluous,
)
from annotator.project.backups.listing import backups_in, note_path
from tests.project.driver import start
from tests.project.making import FIRST, dump, spans_of, tag


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of backups of its own, beside that of the project."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return backups.folder()


def hidden_in(folder):
    return [one for one in folder.rglob("*") if one.name.startswith(".")]


# -- one backup -------------------------------------------------------------------------------


def test_what_is_only_in_the_log_is_in_the_backup(project, path, place):
    """A backup of a project that is open is the whole of it, in one file."""
    for at in range(5):
        tag(project, at, at + 2)
    assert path.with_name("p.annotator-wal").stat().st_size > 0
    copy = project.back_up("merge")
    assert copy.parent.parent == place
    assert copy.parent.name.startswith("p-")
    assert copy.name.endswith(".merge.annotator")
    assert dump(copy) == dump(path)
    assert {one.name for one in copy.parent.iterdir()} == {copy.name, note_path(copy).name}
    assert copy.read_bytes()[18:20] == b"\x01\x01", "it needs no log to be read"
    assert stat.S_IMODE(copy.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)
    with Project.open(copy) as opened:
        assert len(spans_of(opened)) == 5
        assert opened.check() == []


def test_two_backups_of_one_second_are_two(project, place):
    """Neither takes the other's name."""
    copies = {project.back_up("merge") for _ in range(3)}
    assert len(copies) == 3
    assert all(copy.exists() for copy in copies)


def test_editing_goes_on_while_a_backup_is_made(project, path, monkeypatch):
    """A key waits for no lock, and the backup is of the moment at which it began."""
    big = "n" * 3_000_000
    project.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 2),), note=big), "x")
    before = dump(path)
    tagged = []

    def busy():
        if not tagged or len(tagged) < 3:
            tagged.append(tag(project, 3, 6))  # in the middle of the copying
        return False

    copy = making.back_up_open(project.database, path, "opening", gentle=True, stop=busy)
    assert len(tagged) == 3
    assert dump(copy) == before
    assert spans_of(project).keys() >= set(tagged)


def test_nothing_is_made_when_nothing_has_changed(project, path):
    """Reading an article is no reason for a backup; any work is."""
    first = project.back_up_if_changed("opening")
    assert first is not None
    assert project.back_up_if_changed("opening") is None
    project.save_reading("x", FIRST, caret=3, top=0, more_ms=100)
    assert project.back_up_if_changed("daily") is None
    works = [
        lambda: tag(project),
        lambda: project.undo("x"),
        lambda: project.redo("x"),
        lambda: project.add_annotator("z"),
        lambda: project.set_assignments({FIRST: ["x"]}),
        lambda: project.set_assignments({FIRST: ["y"]}),
        lambda: project.set_stories({FIRST: "s"}),
        lambda: project.begin_import("more").finish(),
    ]
    for number, work in enumerate(works):
        work()
        assert project.back_up_if_changed("daily") is not None, number


def test_a_damaged_project_is_no_backup(project, path, place):
    """What cannot be read takes no good backup's place."""
    good = project.back_up("asked")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'article_texts'"
        page = connection.execute(sql).fetchone()[0]
    project.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 100)
    with Project.open(path) as damaged, pytest.raises(DamagedError, match="project is damaged"):
        damaged.back_up("merge")
    assert [one.path for one in backups_in(good.parent)] == [good]
    assert hidden_in(place) == []


def test_stopped_it_leaves_nothing(project, place):
    with pytest.raises(CancelledError):
        project.back_up_if_changed("opening", lambda: True)
    assert hidden_in(place) == []
    assert backups.backups_of(next(iter(place.iterdir())).name) == []


def test_a_folder_that_cannot_be_written_is_named(project, place):
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    with pytest.raises(NotSavedError, match=r"no backup was made: .*backups"):
        project.back_up("merge")
    assert tag(project) in spans_of(project)


def test_what_is_no_project_is_not_backed_up(tmp_path):
    (tmp_path / "x.annotator").write_bytes(b"text")
    with pytest.raises(NotAProjectError):
        backups.back_up_file(tmp_path / "x.annotator", "asked")


def test_a_name_that_leads_elsewhere_does_not(project, place):
    """An id comes from a file that anybody may have made."""
    with project.database.writing() as connection:
        connection.exec_driver_sql("UPDATE info SET value = '../../x' WHERE name = 'id'")
    copy = project.back_up("a/../b")
    assert copy.parent.parent == place


# -- killed -----------------------------------------------------------------------------------


def test_killed_in_the_middle_nothing_half_is_seen(project, path, place):
    """A second process is killed while it copies; the next backup sweeps what it left."""
    big = "n" * 1_000_000  # less than what is folded at once, which would be backed up first
    project.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 2),), note=big), "x")
    for _ in range(3):
        program = start(path, "backup")
        assert program.stdout.readline() == "copying\n"
        program.send_signal(signal.SIGKILL)
        program.communicate()
    left = hidden_in(place)
    assert len(left) >= 1
    assert [one for one in place.rglob("*.annotator") if one not in left] == []
    copy = project.back_up("asked")
    assert hidden_in(place) == []
    assert dump(copy) == dump(path)
    assert project.check() == []


# -- what is kept -----------------------------------------------------------------------------

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
ages = st.floats(min_value=-30, max_value=400)
sizes = st.integers(min_value=0, max_value=MOST_BYTES)


@given(st.lists(st.tuples(ages, sizes), max_size=60), st.integers(0, MOST_BYTES))
def test_the_rules_of_keeping(made, project_bytes):
    """The last ten, one a week for a quarter, within the size, and always the newest."""
    there = [Kept(n, NOW - timedelta(days=age), size) for n, (age, size) in enumerate(made, 1)]
    removed = superfluous(there, NOW, project_bytes)
    assert len(set(removed)) == len(removed)
    assert removed == sorted(removed), "oldest first"
    left = [one for index, one in enumerate(there) if index not in removed]
    if there:
        assert there[-1] in left
    most = max(MOST_BYTES, TIMES_THE_PROJECT * project_bytes)
    total = sum(one.bytes for one in left)
    assert total <= most or len(left) == 1
    wanted = {one.number for one in there[-LAST:]}
    weeks = {}
    for one in there:
        weeks[one.at.isocalendar()[:2]] = one
    wanted |= {one.number for one in weeks.values() if timedelta(0) <= NOW - one.at <= WEEKS}
    assert {one.number for one in left} <= wanted
    for one in there:
        if one.number in wanted and one not in left:  # it went for its size, and all older ones
            newer = sum(x.bytes for x in there if x.number in wanted and x.number >= one.number)
            assert newer > most


def test_a_year_of_days():
    """After a year of daily work there are ten days and a quarter of weeks."""
    kept = []
    for day in range(365):
        at = NOW + timedelta(days=day)
        kept.append(Kept(day, at, 10))
        gone = superfluous(kept, at, 10)
        kept = [one for index, one in enumerate(kept) if index not in gone]
    assert [one.number for one in kept[-10:]] == list(range(355, 365))
    assert 10 + 11 <= len(kept) <= 10 + 13
    assert (kept[-1].at - kept[0].at).days in range(80, 92)


def test_only_backups_of_the_program_are_let_go(project, path):
    """Beyond ten of one week the oldest go; what somebody has put or done there stays."""
    mine = project.back_up("asked")
    foreign = mine.with_name("mine.annotator")
    foreign.write_bytes(mine.read_bytes())
    worked_in = project.back_up("asked")
    with Project.open(worked_in) as copy:
        span = tag(copy)
    for _ in range(LAST + 3):
        project.back_up("asked")
    assert foreign.exists()
    numbers = [one.number for one in backups_in(mine.parent)]
    assert numbers == [*range(LAST + 5, 5, -1), 2, 0], "of the user’s: worked in, and put there"
    notes = list(mine.parent.glob("*.note"))
    assert len(notes) == LAST + 1
    with Project.open(worked_in) as copy:
        assert span in spans_of(copy)


def test_the_newest_stays_when_the_clock_goes_back(project, monkeypatch):
    """What was made last is the newest, whatever its date."""
    for _ in range(LAST):
        project.back_up("asked")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 1, 1, tzinfo=tz)

    monkeypatch.setattr(making, "datetime", Earlier)
    early = [project.back_up("asked") for _ in range(3)]
    assert all(one.exists() for one in early)
    listed = backups_in(early[0].parent)
    assert [one.path for one in listed[:3]] == early[::-1]
    assert len(listed) == LAST


# -- where they lie ---------------------------------------------------------------------------


def test_another_folder_can_be_chosen(project, place, tmp_path):
    """New backups go there, and those of before are still found."""
    before = project.back_up("asked")
    identity = backups.backups_of("")
    assert identity == []
    backups.choose_folder(tmp_path / "drive")
    assert backups.folder() == tmp_path / "drive"
    after = project.back_up("asked")
    assert after.parent.parent == tmp_path / "drive"
    name = after.parent.name.removeprefix("p-")
    assert {one.path for one in backups.backups_of(name)} == {before, after}
    backups.choose_folder(None)
    assert backups.folder() == place
    assert {one.path for one in backups.backups_of(name)} == {before, after}


def test_a_folder_that_cannot_be_is_not_chosen(tmp_path, place):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotSavedError, match="cannot be kept there"):
        backups.choose_folder(tmp_path / "file" / "x")
    assert backups.folder() == place


def test_a_project_that_is_gone_has_backups(project, path):
    copy = project.back_up("asked")
    project.close()
    path.unlink()
    assert [one.path for one in backups.backups_of_file(path)] == [copy]


def test_a_copy_of_the_users_own(path, tmp_path):
    """OUT may be a new file or a folder; nothing is overwritten."""
    out, facts = backups.write_copy(path, tmp_path / "copy.annotator")
    assert dump(out) == dump(path)
    assert facts.articles == 2
    with pytest.raises(NotSavedError, match="already something"):
        backups.write_copy(path, out)
    inside, _ = backups.write_copy(path, tmp_path)
    assert inside.parent == tmp_path
    assert never() is False
    assert os.fspath(path) != os.fspath(Path(inside))
