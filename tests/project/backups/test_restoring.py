"""Restoring: in one transaction, into the file that everybody has open."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan
from annotator.errors import (
    DamagedError,
    NewerProjectError,
    NotAProjectError,
    NotSavedError,
    ProjectBusyError,
    ProjectError,
)
from annotator.project import Project, backups
from annotator.project.backups import restoring
from annotator.project.door import files
from annotator.project.storage.schema import REVISION
from tests.project.door.test_not_saved import fill, small_disk
from tests.project.driver import start
from tests.project.making import FIRST, dump, make, old_copy, raw, spans_of, tag


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of backups of its own, beside that of the project."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return backups.folder()


def work_of(path):
    """Everything in a project but what restoring itself writes."""
    told = ("changes", "change_events", "sqlite_sequence", "windows")
    return [line for line in dump(path) if not any(f'INTO "{one}"' in line for one in told)]


def big_note(project, size=3_000_000):
    project.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 2),), note="n" * size), "x")


def test_back_to_a_backup_and_forth_again(project, path):
    """The state before is a backup of its own, so that a restore can be taken back."""
    first = tag(project)
    then = work_of(path)
    copy = project.back_up("asked")
    second = tag(project, 4, 9)
    later = work_of(path)
    restored = project.restore(copy)
    assert work_of(path) == then
    assert project.check() == []
    assert spans_of(project).keys() == {first}
    assert restored.before.name.endswith(".restore.annotator")
    assert restored.facts.spans == 1
    assert not restored.was_damaged
    third = tag(project, 10, 12)
    assert third not in (first, second)
    project.undo("x")
    project.restore(restored.before)
    assert work_of(path) == later
    assert spans_of(project).keys() == {first, second}
    assert len(project.backups()) == 3


def test_everybody_who_has_it_open_sees_it(project, path):
    """The file stays the same one; another program sees it at once and goes on working."""
    copy = project.back_up("asked")
    program = start(path, "demand", "y")
    assert program.stdout.readline() == "ready\n"
    program.stdin.write("1\n")
    program.stdin.flush()
    added = program.stdout.readline().strip()
    assert added in spans_of(project, who="y")
    inode = path.stat().st_ino
    with project.database.reading() as connection:
        told = connection.exec_driver_sql("SELECT max(key) FROM change_events").scalar_one()
    before = project.restore(copy).before
    assert path.stat().st_ino == inode
    assert spans_of(project, who="y") == {}
    with project.database.reading() as connection:
        sql = (
            "SELECT c.kind, c.annotator FROM change_events e JOIN changes c ON c.number = e.change"
            f" WHERE e.key > {told}"
        )
        assert connection.exec_driver_sql(sql).all() == [("restore", None)]
    program.stdin.write("3\n")
    program.stdin.flush()
    again = program.stdout.readline().strip()
    program.communicate()
    assert program.returncode == 0
    assert spans_of(project, who="y").keys() == {again}
    with Project.open(before) as kept:
        assert added in spans_of(kept, who="y")
    assert project.check() == []


def test_numbers_of_changes_are_never_given_again(project, path):
    """Whoever asks for what came after a number finds all that came after."""
    copy = project.back_up("asked")
    for at in range(6):
        tag(project, at, at + 2)
    highest = max(entry.number for entry in project.history())
    project.restore(copy)
    tag(project)
    assert project.history()[0].number > highest
    assert project.undo("x") is not None
    assert project.undo("x") is None


def test_what_is_written_meanwhile_is_in_the_backup(project, path, monkeypatch):
    """Work that comes between the backup of the present state and the restore is not lost."""
    copy = project.back_up("asked")
    late = []
    keep = restoring._keep_present

    def keep_and_work(*of):
        kept = keep(*of)
        if len(late) < 2:
            late.append(tag(project, 4, 9))
        return kept

    monkeypatch.setattr(restoring, "_keep_present", keep_and_work)
    restored = project.restore(copy)
    with Project.open(restored.before) as kept:
        assert spans_of(kept).keys() == set(late)
    assert spans_of(project) == {}


def test_others_who_never_stop_are_named(project, monkeypatch):
    copy = project.back_up("asked")
    keep = restoring._keep_present

    def keep_and_work(*of):
        kept = keep(*of)
        tag(project, 4, 9)
        return kept

    monkeypatch.setattr(restoring, "_keep_present", keep_and_work)
    with pytest.raises(ProjectBusyError, match="all the time"):
        project.restore(copy)
    assert len(spans_of(project)) == 5


def test_where_somebody_reads_is_no_work(project, monkeypatch):
    """A window that remembers where its article was left does not hinder a restore."""
    copy = project.back_up("asked")
    keep = restoring._keep_present

    def keep_and_read(*of):
        kept = keep(*of)
        assert project.save_reading("x", FIRST, caret=3, top=0, more_ms=100)
        return kept

    monkeypatch.setattr(restoring, "_keep_present", keep_and_read)
    project.restore(copy)


# -- refused ----------------------------------------------------------------------------------


def newer(path):
    with raw(path) as connection:
        connection.execute(f"PRAGMA user_version={REVISION + 1}")


def damaged(path):
    with path.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(b"\xff" * 3 * 4096)


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (lambda p: p.unlink(), ProjectError, "there is no such backup"),
        (lambda p: p.write_bytes(b"text" * 2000), NotAProjectError, "not an Annotator project"),
        (lambda p: p.write_bytes(b""), NotAProjectError, "not an Annotator project"),
        (newer, NewerProjectError, f"format {REVISION + 1}"),
        (damaged, DamagedError, "this backup is damaged"),
        (lambda p: (p.unlink(), make(p).close()), ProjectError, "another project"),
    ],
)
def test_what_cannot_be_restored_is_named(project, path, tmp_path, spoil, error, words):
    """One sentence, and the project is as it was, with no backup made for nothing."""
    span = tag(project)
    copy = shutil.copyfile(project.back_up("asked"), tmp_path / "copy.annotator")
    spoil(copy)
    before = dump(path)
    with pytest.raises(error, match=words) as caught:
        project.restore(copy)
    assert "\n" not in str(caught.value)
    assert str(copy) in str(caught.value)
    assert dump(path) == before
    assert list(spans_of(project)) == [span]
    assert len(project.backups()) == 1
    with pytest.raises(error, match=words):
        backups.check_backup(copy, project.facts().project)


def test_the_project_itself_is_no_backup(project, path):
    with pytest.raises(ProjectError, match="the project itself"):
        project.restore(path)


def test_held_by_another_program(path):
    """Within its time it gives up in words, and nothing has changed."""
    with Project.open(path, busy_timeout_s=0.2) as project:
        copy = project.back_up("asked")
        span = tag(project)
        holder = start(path, "hold")
        try:
            assert holder.stdout.readline() == "held\n"
            with pytest.raises(ProjectBusyError):
                project.restore(copy)
        finally:
            holder.kill()
            holder.communicate()
        assert list(spans_of(project)) == [span]


def test_an_older_format_is_migrated_before_it_comes_in(project, path, tmp_path):
    """The backup from before a migration can be restored, and everybody can go on."""
    span = tag(project)
    old = tmp_path / "old.annotator"
    old_copy(path, old)
    tag(project, 4, 9)
    before = old.read_bytes()
    project.restore(old)
    assert list(spans_of(project)) == [span]
    assert project.check() == []
    assert old.read_bytes() == before


def test_pages_of_another_size(project, path, tmp_path):
    span = tag(project)
    copy = shutil.copyfile(project.back_up("asked"), tmp_path / "copy.annotator")
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size=8192")
        connection.execute("VACUUM")
    tag(project, 4, 9)
    project.restore(copy)
    assert list(spans_of(project)) == [span]
    assert project.check() == []


# -- killed, full, damaged, gone --------------------------------------------------------------


@pytest.mark.parametrize("moment", ["keeping", "writing"])
def test_killed_in_the_middle(project, path, moment):
    """The project is as it was, the next start leaves nothing behind, and it can be restored."""
    big_note(project)
    copy = project.back_up("asked")
    span = tag(project, 4, 9)
    before = dump(path)
    program = start(path, "restore", str(copy), moment)
    assert program.stdout.readline() == f"{moment}\n"
    program.send_signal(signal.SIGKILL)
    program.communicate()
    assert dump(path) == before
    assert span in spans_of(project)
    assert project.check() == []
    project.close()
    with Project.open(path) as again:
        assert again.check() == []
        again.restore(copy)
        assert span not in spans_of(again)
        assert again.check() == []
    left = [one for one in path.parent.rglob("*") if one.name.startswith(".")]
    assert left == []


def test_a_damaged_project_is_kept_as_it_was(project, path):
    """Its pages go into the folder of backups, for what may be saved from them."""
    span = tag(project)
    copy = project.back_up("asked")
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'article_texts'"
        page = connection.execute(sql).fetchone()[0]
    project.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 100)
    bad = path.read_bytes()
    with Project.open(path) as opened:
        restored = opened.restore(copy)
        assert restored.was_damaged
        assert list(spans_of(opened)) == [span]
        assert opened.check() == []
    assert ".damaged." in restored.before.name
    kept = restored.before.read_bytes()
    assert kept[(page - 1) * 4096 :][:100] == b"\xff" * 100
    assert len(kept) == len(bad)


def test_a_project_that_is_gone(project, path):
    span = tag(project)
    copy = project.back_up("asked")
    project.close()
    path.unlink()
    restored = backups.restore_file(path, copy)
    assert restored.before is None
    with Project.open(path) as again:
        assert list(spans_of(again)) == [span]
        assert again.check() == []


def test_a_file_that_is_no_project_any_more(project, path):
    """It is renamed with its log, which is never replayed into another file."""
    span = tag(project)
    copy = project.back_up("asked")
    project.close()
    path.write_bytes(b"\0" * 9000)
    path.with_name("p.annotator-wal").write_bytes(b"log")
    restored = backups.restore_file(path, copy)
    assert restored.was_damaged
    assert restored.before.read_bytes() == b"\0" * 9000
    assert restored.before.with_name(f"{restored.before.name}-wal").read_bytes() == b"log"
    with Project.open(path) as again:
        assert list(spans_of(again)) == [span]
        assert again.check() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_cannot_be_written(project, path):
    copy = project.back_up("asked")
    project.close()
    path.chmod(0o444)
    with Project.open(path) as reading, pytest.raises(NotSavedError, match="read-only"):
        reading.restore(copy)


def test_a_disk_that_is_really_full(template):
    """When the disk fills up while restoring, the project is as it was, and goes on."""
    with small_disk(16) as disk:
        path = template.copy(disk / "p.annotator")
        with Project.open(path) as project:
            big_note(project)
            copy = project.back_up("asked")
            project.fold()
            project.undo("x")
            project.fold()
            filler = disk / "filler"
            with pytest.raises(OSError, match="No space"):
                fill(filler)
            before = dump(path)
            with pytest.raises(NotSavedError, match=r"full|no room|disk"):
                project.restore(copy)
            assert dump(path) == before
            assert project.check() == []
            filler.unlink()
            project.restore(copy)
            assert len(spans_of(project)) == 1
            assert project.check() == []


# -- where there is no log --------------------------------------------------------------------


@pytest.fixture
def without_log(path, monkeypatch):
    """A project as on a network drive."""
    monkeypatch.setattr(files, "on_network_drive", lambda _: True)
    with Project.open(path) as project:
        yield project


def test_without_a_log_nobody_waits_for_a_backup(without_log, path):
    """It begins again when somebody writes, and has everything in the end."""
    big_note(without_log)
    added = []

    def stop():
        if len(added) < 3:
            added.append(tag(without_log, 4, 9))
        return False

    copy = without_log.back_up_if_changed("opening", stop)
    assert len(added) == 3
    assert dump(copy) == dump(path)


def test_without_a_log_a_restore_is_whole_as_well(without_log, path, monkeypatch):
    """What comes between is kept, another program waits its turn, and the lock is let go of."""
    big_note(without_log)
    copy = without_log.back_up("asked")
    first, late = tag(without_log, 4, 9), []
    keep = restoring._keep_present

    def keep_and_work(*of):
        kept = keep(*of)
        if not late:
            late.append(tag(without_log, 4, 7))
        return kept

    monkeypatch.setattr(restoring, "_keep_present", keep_and_work)
    restored = without_log.restore(copy)
    assert len(spans_of(without_log)) == 1
    with Project.open(restored.before) as kept:
        assert spans_of(kept).keys() >= {first, *late}
    program = start(path, "add", "y")
    out, _ = program.communicate()
    assert program.returncode == 0
    assert len(out.splitlines()) == 40
    assert without_log.check() == []


# -- locks ------------------------------------------------------------------------------------


def locks_of(path):
    """The locks that this process has on a file, as the system counts them."""
    inode = path.stat().st_ino
    lines = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    mine = (line.split() for line in lines if "->" not in line)
    return sum(one[4] == str(os.getpid()) and one[5].endswith(f":{inode}") for one in mine)


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="counts locks as Linux tells them")
def test_no_lock_is_lost(project, path, place):
    """Backups, their list and restoring leave the locks of an open project where they are."""
    tag(project)
    before = locks_of(path)
    assert before > 0
    copy = project.back_up("asked")
    assert locks_of(path) == before
    project.back_up_if_changed("opening")
    project.backups()
    assert locks_of(path) == before
    project.restore(copy)
    assert locks_of(path) == before
    backups.backups_at(path)
    backups.is_other_database(path)
    assert locks_of(path) == before
    inside = shutil.copyfile(copy, copy.with_name("mine.annotator"))
    with Project.open(inside) as mine:
        tag(mine)
        held = locks_of(inside)
        assert held > 0
        assert inside in [one.path for one in mine.backups()]
        assert locks_of(inside) == held
