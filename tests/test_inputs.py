"""What is no ordinary file is refused in one sentence and never waited for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.exchange import create_project
from annotator.inputs import GROWS, fault_of, open_input, read_input
from tests import command as commands

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")

TIMEOUT_S = 120
"""Only a hang lasts so long, even on a busy machine."""


def annotator(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with nothing to read on its input."""
    return commands.run(*arguments, timeout=TIMEOUT_S)


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(os.path.relpath(path))  # the whole path may be too long for a socket


def make_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


KINDS: list[tuple[Callable[[Path], None], str]] = [
    (make_pipe, "this is a pipe, not a file"),
    (make_socket, "this is a socket, not a file"),
    (make_device, "this is a device, not a file"),
]
kinds = pytest.mark.parametrize(("make", "said"), KINDS, ids=["pipe", "socket", "device"])


@kinds
def test_every_door_refuses_what_is_no_file(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    """On the command line: exit code 2, one sentence that names the file."""
    project = tmp_path / "p.annotator"
    create_project(project).close()
    release = tmp_path / "release"
    release.mkdir()
    doors: dict[str, tuple[str | Path, ...]] = {
        "in.jsonl": ("import", project, tmp_path / "in.jsonl"),
        "in.txt": ("import", project, tmp_path / "in.txt", "--dry-run"),
        "in.zip": ("import", project, tmp_path / "in.zip"),
        "in": ("import", project, tmp_path / "in", "--format", "conll"),
        "labels.json": ("new", tmp_path / "new.annotator", "--labels", tmp_path / "labels.json"),
        "ids": ("pack", project, tmp_path / "q.annotator", "--annotator", "a", "--articles",
                tmp_path / "ids"),
        "pack.annotator": ("merge", project, tmp_path / "pack.annotator"),
        "q.annotator": ("stats", tmp_path / "q.annotator"),
        "release/manifest.json": ("release", "--verify", release),
    }  # fmt: skip
    if make is not make_pipe:  # two of them show that the kind is known
        doors = {name: doors[name] for name in ("in.jsonl", "labels.json")}
    for name, arguments in doors.items():
        make(tmp_path / name)
        ended = annotator(*arguments)
        (tmp_path / name).unlink()
        assert ended.returncode == 2, (name, ended.stderr)
        (line,) = ended.stderr.splitlines()
        assert said in line, name
        assert name.rpartition("/")[2] in line
        assert ended.stdout == ""
    assert not (tmp_path / "new.annotator").exists()


def test_standard_input_that_is_a_pipe_is_refused(tmp_path: Path) -> None:
    """Also behind the names that shells give to pipes."""
    command = [sys.executable, "-m", "annotator", "import", str(tmp_path / "p.annotator")]
    for name in ("/dev/stdin", "/dev/fd/0"):
        ended = subprocess.run(
            [*command, name, "--format", "text"],
            input="Ida ran.",
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            check=False,
        )
        assert ended.returncode == 2
        assert ended.stderr == (
            f"{name}: this is a pipe, not a file; expected an ordinary file:"
            " save what comes from it to a file first\n"
        )
    assert not (tmp_path / "p.annotator").exists()


def test_what_is_no_file_in_a_folder_is_passed_over_and_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ida ran.", encoding="utf-8")
    make_pipe(tmp_path / "in" / "b.txt")
    make_socket(tmp_path / "in" / "c.txt")
    ended = annotator("import", tmp_path / "p.annotator", tmp_path / "in")
    assert ended.returncode == 0
    assert (
        ended.stdout == "1 article new, 0 already there, 0 spans, 2 files of other kinds ignored\n"
    )
    first, second = ended.stderr.splitlines()
    assert first.startswith(f"ignored: {tmp_path}/in/b.txt: this is a pipe, not a file;")
    assert second.startswith(f"ignored: {tmp_path}/in/c.txt: this is a socket, not a file;")


@pytest.mark.parametrize(
    ("file", "beside", "text"),
    [
        ("x.ann", "x.txt", "T1\tP 0 3\tIda\n"),
        ("x.ann", "x.annotator.json", "T1\tP 0 3\tIda\n"),
        ("x.xmi", "TypeSystem.xml", '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>'),
        (
            "x.jsonld",
            "x.txt",
            '{"type":"Annotation","creator":"a","body":"P","target":{"source":"x.txt","selector":'
            '{"type":"TextQuoteSelector","exact":"Ida"}}}',
        ),
        ("x.jsonl", "README.md", '{"tokens":["Ida"],"ner_tags":[1]}'),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_what_lies_beside_is_not_waited_for(
    tmp_path: Path, file: str, beside: str, text: str
) -> None:
    """A text, a type system, a card that a reader reads along."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    make_pipe(tmp_path / beside)
    ended = annotator("import", tmp_path / "p.annotator", tmp_path / file, "--annotator", "a")
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1


def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look at it and its opening."""
    path = tmp_path / "a.txt"
    make_pipe(path)
    monkeypatch.setattr("annotator.inputs.fault_of", lambda _: "")
    with pytest.raises(InputError, match="this is a pipe, not a file"):
        open_input(path)


def test_a_file_that_grows_is_refused(tmp_path: Path) -> None:
    """Read in one or in pieces: nothing that came after its opening is taken."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"ab\n" * 100_000)
    with open_input(path, "a.txt") as file, path.open("ab") as more:
        more.write(b"c")
        more.flush()
        with pytest.raises(InputError) as caught:
            file.read()
        assert str(caught.value) == f"a.txt: {GROWS}"
    with open_input(path) as file, path.open("ab") as more:
        assert file.readline() == b"ab\n"
        more.write(b"c\n")
        more.flush()
        with pytest.raises(InputError, match="grows"):
            list(file)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="files that the kernel makes up")
def test_a_file_that_says_it_is_empty_and_is_not(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="grows"):
        read_input("/proc/self/maps")
    ended = annotator("import", tmp_path / "p.annotator", "/proc/self/maps", "--format", "text")
    assert ended.returncode == 2
    assert ended.stderr == f"/proc/self/maps: {GROWS}\n"


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for data in (b"", b"a", b"ab" * 1_000_000):
        path.write_bytes(data)
        assert read_input(path) == data
        with open_input(path) as file:
            assert b"".join(file) == data
    assert fault_of(path) is None
    with pytest.raises(InputError, match=r"a: the file has 2,000,000 bytes; expected at most 10"):
        read_input(path, "a", most=10)
    with pytest.raises(FileNotFoundError):
        read_input("a\0b")
