"""Names of what is not finished: ours, whose, and gone when its process is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import unfinished
from annotator.unfinished import (
    being_made,
    make_temporary_folder,
    sweep,
    sweep_temporary,
    unfinished_path,
)

ROOT = Path(__file__).parents[1]
MAKE = """
import sys
from pathlib import Path
from annotator.unfinished import make_temporary_folder, unfinished_path
file = unfinished_path(Path(sys.argv[1]) / "p.annotator")
for end in ("", "-journal", "-wal", "-shm"):
    file.with_name(file.name + end).write_bytes(b"half")
folder = unfinished_path(Path(sys.argv[1]) / "release")
(folder / "data").mkdir(parents=True)
(folder / "data" / "a.txt").write_bytes(b"half")
(make_temporary_folder() / "a.txt").write_bytes(b"half")
print("made", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "folder"
    place.mkdir()
    return place


@pytest.fixture
def maker(folder, temporary):
    """Another process that has begun a database, a folder, and a temporary folder."""
    with subprocess.Popen(
        [sys.executable, "-c", MAKE, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdout.readline() == b"made\n"
        yield program
        program.kill()


def test_what_a_living_process_makes_stays(folder, temporary, maker):
    """Neither opening nor writing in the folder takes away what somebody is just making."""
    before = sorted(folder.iterdir())
    assert len(before) == 5
    assert sweep(folder) == []
    assert sweep_temporary() == []
    assert being_made(folder)
    assert sorted(folder.iterdir()) == before
    assert len(list(temporary.iterdir())) == 1


def test_what_a_killed_process_made_goes(folder, temporary, maker):
    """Databases with what lies beside them, folders with what is in them."""
    (folder / "mine.part").write_bytes(b"")
    (folder / ".hidden").write_bytes(b"")
    (folder / ".x.part").write_bytes(b"")
    maker.send_signal(signal.SIGKILL)
    maker.wait()
    assert not being_made(folder)
    assert len(sweep(folder)) == 5
    assert sorted(one.name for one in folder.iterdir()) == [".hidden", ".x.part", "mine.part"]
    with unfinished.temporary_folder() as mine:
        assert list(temporary.iterdir()) == [mine]
    assert list(temporary.iterdir()) == []


def test_our_own_stay(folder, temporary):
    """Another thread of this process may be at it."""
    mine = unfinished_path(folder / "x")
    mine.write_bytes(b"")
    kept = make_temporary_folder()
    assert sweep(folder) == []
    assert sweep_temporary() == []
    assert mine.exists()
    assert kept.is_dir()
    assert not being_made(folder)


def test_of_another_machine_only_what_is_old(folder):
    """In a shared folder nobody knows of another machine's processes, but of silence."""
    name = unfinished_path(folder / "x").name.replace(unfinished._system(), "0123abcd")
    theirs = folder / name
    theirs.write_bytes(b"")
    assert sweep(folder) == []
    assert being_made(folder)
    long_ago = time.time() - 3 * 24 * 3600
    os.utime(theirs, (long_ago, long_ago))
    assert sweep(folder) == [name]


def test_what_was_left_before_the_machine_was_started_goes(folder):
    """After a power cut nobody waits for days; a machine of the same name may still write."""
    name = unfinished_path(folder / "x").name.replace(unfinished._boot(), "0123abcd")
    left = folder / name
    left.write_bytes(b"")
    soon = unfinished._booted_at() + 60
    os.utime(left, (soon, soon))
    assert sweep(folder) == [] or time.time() - soon > unfinished._FOREIGN_S
    left.write_bytes(b"")
    before = unfinished._booted_at() - 60
    os.utime(left, (before, before))
    assert sweep(folder) == [name]


def test_names_of_earlier_versions_go_when_they_are_old(folder):
    names = [f".{'0' * 32}.annotator", f".{'0' * 32}.annotator-wal", ".out.jsonl.0123456789ab.part"]
    for name in names:
        (folder / name).write_bytes(b"")
    assert sweep(folder) == []
    long_ago = time.time() - 3 * 24 * 3600
    for name in names:
        os.utime(folder / name, (long_ago, long_ago))
    assert sorted(sweep(folder)) == sorted(names)


def test_a_number_that_was_given_again(folder):
    """A process of the same number that began at another time is another one."""
    path = unfinished_path(folder / "x")
    own = f"-{os.getpid()}-{unfinished._started(os.getpid())}-"
    other = path.with_name(path.name.replace(own, f"-{os.getpid()}-7-"))
    assert other != path
    other.write_bytes(b"")
    assert sweep(folder) == [other.name]


def test_a_link_is_removed_and_not_followed(folder, tmp_path):
    """Whoever plants a name gets nothing removed elsewhere."""
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "a").write_bytes(b"")
    path = unfinished_path(folder / "x")
    own = f"-{os.getpid()}-{unfinished._started(os.getpid())}-"
    path = path.with_name(path.name.replace(own, f"-{os.getpid()}-7-"))
    path.symlink_to(tmp_path / "precious")
    assert sweep(folder) == [path.name]
    assert (tmp_path / "precious" / "a").exists()


def test_nothing_is_raised(tmp_path):
    assert sweep(tmp_path / "none") == []
    assert not being_made(tmp_path / "none")


@given(st.text(min_size=1, max_size=250).filter(lambda name: not set(name) & {"/", "\0"}))
def test_every_name_fits(name):
    """Whatever a file is called, its unfinished name is hidden, swept, and not too long."""
    try:
        os.fsencode(name)
        path = unfinished_path(Path("/x") / f"a{name}")
    except UnicodeEncodeError:
        return
    assert path.name.startswith(".")
    assert len(os.fsencode(path.name)) <= 200
    own = f"-{os.getpid()}-{unfinished._started(os.getpid())}-"
    left = path.name.replace(own, f"-{os.getpid()}-7-")
    with tempfile.TemporaryDirectory() as folder:
        for name in (left, f"{left}-wal", f"{left}x"):
            Path(folder, name).write_bytes(b"")
        assert sorted(sweep(Path(folder))) == [left, f"{left}-wal"]
