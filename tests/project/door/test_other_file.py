"""The file under a project's name becomes another one while a program has it open.

The program is a second process; what it has acknowledged is somewhere, and it says where. Nothing
of one file is ever replayed into another.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.errors import OtherFileError
from annotator.project import Project
from tests.project.driver import ROOT, start
from tests.project.making import make, spans_of, tag

ACKNOWLEDGED = 30


class Program:
    """A second process that has the project open."""

    def __init__(self, path):
        self.process = start(path, "obey", "x")
        self.greeting = self.process.stdout.readline().strip()
        assert self.greeting.startswith("ready")

    def ask(self, words):
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def add(self, count=ACKNOWLEDGED):
        ids = self.ask(f"add {count}").split()
        assert len(ids) == count
        return ids

    def is_refused(self):
        answer = self.ask("add 1")
        assert answer.startswith("refused "), answer
        return answer.removeprefix("refused ")


@contextmanager
def running(path):
    program = Program(path)
    try:
        yield program
    finally:
        program.process.kill()
        program.process.communicate()


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of backups of its own, beside that of the project."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def other(tmp_path):
    """Another project, closed: with articles and spans of its own, and longer."""
    path = tmp_path / "other.annotator"
    with make(path) as project:
        for at in range(300):
            tag(project, at % 30, at % 30 + 5)
    return path


def is_sound(path):
    with Project.open(path) as project:
        assert project.notices == ()
        return project.check() == []


def ids_in(path):
    with Project.open(path) as project:
        return set(spans_of(project))


def named_in(sentence, what):
    """The file of a kind that a sentence names."""
    found = re.search(rf"(\S+\.{what}-\S+?\.annotator(?:-log)?)(?=[;, ]|$)", str(sentence))
    assert found, sentence
    return Path(found[1])


def rename_over(path, other):
    other.replace(path)


def move_and_copy(path, other):
    path.rename(path.with_name("old.annotator"))
    shutil.copyfile(other, path)


def write_over(path, other):
    """``cp other P``: the same inode with other content."""
    inode = path.stat().st_ino
    subprocess.run(["cp", str(other), str(path)], check=True)
    assert path.stat().st_ino == inode


def cut_to_zero(path, _):
    os.truncate(path, 0)


def cut_in_the_middle(path, _):
    os.truncate(path, path.stat().st_size // 2 // 4096 * 4096)


def delete(path, _):
    path.unlink()


def put_folder(path, _):
    path.unlink()
    path.mkdir()


def put_link(path, other):
    path.unlink()
    path.symlink_to(other)


ENDS = ("close", "kill", "close unnoticed")
OVER = [
    *((write_over, end, folded) for end in ENDS for folded in (False, True)),
    (cut_to_zero, "close", False),
    (cut_to_zero, "close unnoticed", True),
    (cut_in_the_middle, "close", True),
    (cut_in_the_middle, "kill", False),
]
GONE = [
    *((rename_over, end) for end in ENDS),
    (delete, "close"),
    (delete, "close unnoticed"),
    (put_folder, "close"),
    (put_link, "close unnoticed"),
]


@pytest.mark.parametrize(("how", "end"), GONE)
def test_what_was_deleted_or_replaced_is_rescued(path, other, how, end):
    """The whole project is copied beside it; the file that took the name is left as it is."""
    content = other.read_bytes()
    with running(path) as program:
        acknowledged = program.add()
        how(path, other)
        sentence = ""
        if end != "close unnoticed":
            sentence = program.is_refused()
            assert "moved or deleted while it was open" in sentence
            assert program.is_refused() == sentence, "it stays so"
        if end != "kill":
            assert program.ask("close") == "closed"
        program.process.kill()
        program.process.wait()
    rescued = named_in(sentence, "rescued") if sentence else next(path.parent.glob("*.rescued-*"))
    assert list(path.parent.glob("*-wal")) == list(path.parent.glob("*-shm")) == []
    assert set(acknowledged) <= ids_in(rescued)
    assert is_sound(rescued)
    there = path if path.is_file() else other
    if there.exists():
        assert there.read_bytes() == content
        assert is_sound(there)
        assert not set(acknowledged) & ids_in(there)


@pytest.mark.parametrize("end", ENDS)
def test_the_log_of_a_moved_file_goes_into_it(path, other, end):
    """``mv P old; cp other P``: old has everything that was acknowledged."""
    old, content = path.with_name("old.annotator"), other.read_bytes()
    with running(path) as program:
        acknowledged = program.add()
        move_and_copy(path, other)
        if end != "close unnoticed":
            assert str(old) in program.is_refused()
        if end != "kill":
            assert program.ask("close") == "closed"
    assert set(acknowledged) <= ids_in(old)
    assert is_sound(old)
    assert path.read_bytes() == content
    assert is_sound(path)


@pytest.mark.parametrize(("how", "end", "folded"), OVER)
def test_what_was_written_over_gets_nothing_more(path, other, how, end, folded):
    """The log is kept in a file of its own, and the content that is there now stays as it is."""
    with running(path) as program:
        acknowledged, before = program.add(), []
        if folded:  # then there is a backup that the log continues
            assert program.ask("fold") == "folded"
            before, acknowledged = acknowledged, program.add()
        log = Path(f"{path}-wal").read_bytes()
        how(path, other)
        content = path.read_bytes()
        sentence = ""
        if end != "close unnoticed":
            sentence = program.is_refused()
            assert "written over" in sentence
            assert program.is_refused() == sentence
            assert program.ask("look") == f"look {sentence}"
        if end != "kill":
            assert program.ask("close") == "closed"
    if folded:
        (rescued,) = path.parent.glob("*.rescued-*")
        assert not sentence or named_in(sentence, "rescued") == rescued
        assert ids_in(rescued) == {*before, *acknowledged}
    elif sentence:
        assert "there is no backup" in sentence
        assert named_in(sentence, "kept").exists()
    (kept,) = path.parent.glob("*.kept-*")
    assert kept.read_bytes() == log
    assert all(one.encode() in log for one in acknowledged)
    assert path.read_bytes() == content
    assert list(path.parent.glob("*-wal")) == list(path.parent.glob("*-shm")) == []
    if how is write_over:
        assert is_sound(path)
        assert not set(acknowledged) & ids_in(path)


@pytest.mark.parametrize("folded", [False, True])
def test_an_older_copy_of_the_same_project_is_another_file(path, folded):
    """Yesterday's copy has the same id and the same articles; its mark tells it."""
    yesterday = shutil.copyfile(path, path.with_name("yesterday"))
    with Project.open(path) as project:
        tag(project)
    with running(path) as program:
        program.add()
        if folded:
            assert program.ask("fold") == "folded"
        write_over(path, yesterday)
        assert "written over" in program.is_refused()
        program.ask("close")
    assert path.read_bytes() == yesterday.read_bytes()


def test_a_copy_from_before_the_log_was_folded_is_another_file(path):
    """Put back while everything is folded, it lacks what was acknowledged."""
    with running(path) as program:
        program.add(3)
        copy = shutil.copyfile(path, path.with_name("copy"))
        program.add(3)
        assert program.ask("fold") == "folded"
        write_over(path, copy)
        assert "written over" in program.is_refused()


def test_the_same_content_written_anew_is_no_other_file(path):
    """A copy that is what the file is, a touch, other permissions: work goes on."""
    with running(path) as program:
        acknowledged = program.add(3)
        copy = shutil.copyfile(path, path.with_name("copy"))
        write_over(path, copy)
        acknowledged += program.add(3)
        os.utime(path)
        acknowledged += program.add(3)
        path.chmod(0o640)
        acknowledged += program.add(3)
        assert program.ask("fold") == "folded"
        os.utime(path)
        acknowledged += program.add(3)
        assert program.ask("close") == "closed"
    assert set(acknowledged) <= ids_in(path)
    assert is_sound(path)


def test_two_programs_that_fold_each_others_logs(path):
    """What another program of ours writes and folds is not taken for damage."""
    with running(path) as first, running(path) as second:
        ids = []
        for turn in range(12):
            writer, folder = (first, second) if turn % 2 else (second, first)
            ids += writer.add(2)
            if turn % 3 == 0:
                assert folder.ask("fold") == "folded"
            if turn % 4 == 1:
                assert writer.ask("fold") == "folded"
            if turn % 5 == 2:
                with Project.open(path) as third:
                    ids.append(tag(third))
        assert first.ask("look") == second.ask("look") == "look"
        assert first.ask("close") == second.ask("close") == "closed"
    assert set(ids) <= ids_in(path)
    assert is_sound(path)
    assert [one.name for one in path.parent.glob("p.*")] == [path.name]


def test_a_log_that_was_deleted_is_folded_all_the_same(path):
    """``rm P-wal P-shm``: what was acknowledged is still open, and goes into the file."""
    with running(path) as program:
        acknowledged = program.add()
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink()
        acknowledged += program.add(5)
        program.process.kill()
        program.process.wait()
    assert set(acknowledged) <= ids_in(path)
    assert is_sound(path)


@pytest.mark.parametrize("part", [0, 32, 0.5])
@pytest.mark.parametrize("end", ENDS)
def test_a_log_that_was_cut_is_rescued_and_never_folded(path, part, end):
    """Its pages are in memory still; the file stays as it was before that log, and sound."""
    before = ids_in(path)
    with running(path) as program:
        acknowledged = program.add()
        log = Path(f"{path}-wal")
        os.truncate(log, int(log.stat().st_size * part) if part < 1 else part)
        sentence = ""
        if end != "close unnoticed":
            sentence = program.is_refused()
            assert "cut off the log" in sentence
            assert program.is_refused() == sentence
        if end != "kill":
            assert program.ask("close").endswith("closed")
        program.process.kill()
        program.process.wait()
    rescued = named_in(sentence, "rescued") if sentence else next(path.parent.glob("*.rescued-*"))
    assert ids_in(rescued) == before | set(acknowledged)
    assert is_sound(path)
    assert ids_in(path) == before


def test_a_log_that_was_cut_after_it_was_folded_is_let_go(path):
    """Nothing of it is missing: the next edit is to be tried again, and the work goes on."""
    with running(path) as program:
        acknowledged = program.add()
        assert program.ask("fold") == "folded"
        os.truncate(f"{path}-wal", 0)
        assert "try again" in program.is_refused()
        acknowledged += program.add()
        program.process.kill()
        program.process.wait()
    assert is_sound(path)
    assert set(acknowledged) <= ids_in(path)


def test_what_is_no_log_beside_a_project_is_put_aside(path):
    """A log with a hole at its beginning: SQLite would throw it away, and nobody would know."""
    with running(path) as program:
        program.add()
        program.process.kill()
        program.process.wait()
    with Path(f"{path}-wal").open("r+b") as log:
        log.write(b"\0" * 5_000)
    with Project.open(path) as project:
        assert "was put aside as p.kept-" in project.notices[0]
        assert project.check() == []


@pytest.mark.parametrize("live", [False, True])
def test_a_log_is_never_replayed_into_another_file(path, other, live):
    """Left by a killed program, or open in one that has noticed nothing: it is put aside."""
    content = other.read_bytes()
    with running(path) as program:
        acknowledged = program.add()
        log = Path(f"{path}-wal").read_bytes()
        if not live:
            program.process.kill()
            program.process.wait()
        other.replace(path)
        with Project.open(path) as project:
            assert project.check() == []
            assert not set(acknowledged) & set(spans_of(project))
            (notice,) = project.notices
            assert "belongs to another file" in notice
        (kept,) = path.parent.glob("*.kept-*")
        assert kept.name in notice
        assert kept.read_bytes() == log
        if live:
            rescued = named_in(program.is_refused(), "rescued")
            assert set(acknowledged) <= ids_in(rescued)
            assert program.ask("close") == "closed"
    assert path.read_bytes() == content
    assert is_sound(path)


def test_a_file_written_over_elsewhere_is_not_opened(path, other):
    """Its log is in use by a program that has it open: that one has to settle it."""
    with running(path) as program:
        program.add()
        write_over(path, other)
        with pytest.raises(OtherFileError, match="written over while a program had it open"):
            Project.open(path)
        program.is_refused()
    assert is_sound(path)


def test_a_log_of_the_same_file_is_replayed(path, tmp_path):
    """A killed program's project may have been moved, with its log, or copied with it."""
    with running(path) as program:
        acknowledged = set(program.add())
    folder = tmp_path / "copy"
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", folder / f"q.annotator{end}")
    with Project.open(folder / "q.annotator") as project:
        assert project.notices == ()
        assert acknowledged <= set(spans_of(project))
    for end in ("-wal", "-shm", ""):
        Path(f"{path}{end}").rename(f"{path.with_name('moved.annotator')}{end}")
    assert acknowledged <= ids_in(path.with_name("moved.annotator"))


def test_an_old_copy_beside_a_log_does_not_take_it(path):
    """Yesterday's copy put back after a crash stays as it is; the log is kept under a name."""
    yesterday = shutil.copyfile(path, path.with_name("yesterday"))
    with Project.open(path) as project:
        first = tag(project)
    with running(path) as program:
        program.add()
    shutil.copyfile(yesterday, path)
    with Project.open(path) as project:
        assert spans_of(project) == {}
        assert len(project.notices) == 1
        assert project.check() == []
    assert first not in ids_in(path)


def test_nobody_loses_the_locks_by_a_look_from_outside(path):
    """Whoever opens and closes the file in this process: the next look takes the locks back."""
    with Project.open(path) as project:
        tag(project)
        path.read_bytes()
        assert locks(path) == 0
        project.look()
        assert locks(path) == 1
        Path(f"{path}-shm").read_bytes()
        acknowledged = {tag(project), tag(project, 4, 9)}
        assert locks(Path(f"{path}-shm")) == 1
        subprocess.run(
            [sys.executable, "-m", "annotator", "check", str(path)], cwd=ROOT, check=True
        )
        assert Path(f"{path}-wal").exists()
        assert acknowledged <= set(spans_of(project))


def locks(path):
    """How many locks this process has on a file."""
    inode = path.stat().st_ino
    table = Path("/proc/locks").read_text(encoding="ascii")
    lines = [line.split() for line in table.splitlines() if " -> " not in line]
    mine = [one for one in lines if one[4] == str(os.getpid())]
    return sum(one[5].rpartition(":")[2] == str(inode) for one in mine)


def test_opening_twice_in_one_process_keeps_the_locks(path):
    """As View ▸ Language does: the second look at the header closes nothing."""
    with Project.open(path) as project:
        tag(project)
        assert locks(path) == 1
        with Project.open(path) as again:
            assert locks(path) == 1
            tag(again)
        assert locks(path) == 1
        assert locks(Path(f"{path}-shm")) >= 1
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("SELECT count(*) FROM spans").fetchone()
        assert locks(path) == 1
    assert locks(path) == 0


def test_with_a_backup_that_goes_with_the_log_everything_is_there(path, other):
    """Written over after a backup, and no log folded since: the project is built from both."""
    with running(path) as program:
        first = program.add(3)
        assert program.ask("backup").startswith("backup ")
        last = program.add(20)
        write_over(path, other)
        rescued = named_in(program.is_refused(), "rescued")
        program.ask("close")
    assert {*first, *last} <= ids_in(rescued)
    assert is_sound(rescued)
    assert path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("live", [False, True])
def test_a_backup_from_within_an_older_log_does_not_take_this_one(path, live):
    """It lacks what came between it and the end of that log."""
    with running(path) as program:
        program.add(3)
        backup = Path(program.ask("backup").partition(" ")[2])
        program.add(20)
        assert program.ask("fold") == "folded"
        program.add(3)
        if live:
            write_over(path, backup)
            assert "written over" in program.is_refused()
            program.ask("close")
    if not live:
        write_over(path, backup)
    with Project.open(path) as project:
        assert len(project.notices) == (not live)
        assert len(spans_of(project)) == 3
        assert project.check() == []
