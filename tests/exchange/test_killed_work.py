"""Work that is killed leaves nothing half, and what is hidden goes with the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Article
from annotator.exchange import create_project, write_out
from annotator.project import Project

ROOT = Path(__file__).parents[2]
BEGIN = """
import sys, time
from pathlib import Path
from annotator.exchange import *
from annotator.exchange.releasing import release
from annotator.project import Project
def wait(*_):
    print("working", flush=True)
    while True:
        time.sleep(1)
"""
WORK = {
    "pack": "pack_out(Project.open('p.annotator'), 'pack.annotator', 'x', progress=wait)",
    "export": "write_out(Project.open('p.annotator'), 'out.jsonl', format='jsonl', progress=wait)",
    "export of a folder": (
        "write_out(Project.open('p.annotator'), 'brat', format='brat', progress=wait)"
    ),
    "release": "release(Project.open('p.annotator'), 'release', progress=wait)",
    "new": (
        "import annotator.project.project as p; p._name = wait; create_project('new.annotator')"
    ),
}


@pytest.fixture
def folder(tmp_path):
    with create_project(tmp_path / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            texts = [Article(id=f"a{n}", text=f"One two three {n}.") for n in range(40)]
            incoming.add([Annotated(article=one) for one in texts])
        project.add_annotator("x")
    return tmp_path


def killed_in(work: str, folder: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", BEGIN + work],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == "working\n"
        program.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("work", WORK.values(), ids=list(WORK))
@pytest.mark.parametrize("after", ["open", "write"])
def test_nothing_hidden_stays(folder, work, after):
    """Neither opening the project nor writing beside it leaves what a killed program made."""
    before = {one.name for one in folder.iterdir()}
    killed_in(work, folder)
    left = {one.name for one in folder.iterdir()} - before
    left -= {"p.annotator-wal", "p.annotator-shm"}
    assert left, "it was killed in the middle"
    assert all(one.startswith(".") for one in left)
    if after == "open":
        Project.open(folder / "p.annotator").close()
    else:
        with Project.open(folder / "p.annotator") as project:
            killed_in(work, folder)
            write_out(project, folder / "next.jsonl", format="jsonl")
        (folder / "next.jsonl").unlink()
    assert {one.name for one in folder.iterdir()} == before
