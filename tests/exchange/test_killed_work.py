"""Work that is killed leaves nothing half, and what is hidden goes with the next start."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Article
from annotator.errors import InputError
from annotator.exchange import ImportOptions, bring_in, create_project, write_out
from annotator.project import Project
from annotator.unfinished import unfinished_path
from tests.command import Started

BEGIN = """
import sys, time
from pathlib import Path
from annotator.exchange import *
from tests.command import Started
from annotator.exchange.release.releasing import release
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
        "import annotator.project.facade.opening as p; p._name = wait;"
        " create_project('new.annotator')"
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
    with Started("-c", BEGIN + work, folder=folder) as program:
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


def test_what_a_killed_export_left_is_not_imported(tmp_path):
    """Neither as articles, nor as the folder of another annotator beside them."""
    folder = tmp_path / "brat"
    folder.mkdir()
    for place in (folder, unfinished_path(folder)):
        place.mkdir(exist_ok=True)
        (place / "doc.txt").write_text("One two three", encoding="utf-8")
        (place / "doc.ann").write_text("T1\tclaim 0 3\tOne\n", encoding="utf-8")
    with create_project(tmp_path / "p.annotator") as project:
        with pytest.raises(InputError, match="there is no annotator"):
            bring_in(project, [tmp_path])
        assert bring_in(project, [tmp_path], ImportOptions(annotator="x")).articles == 1
        assert project.annotators() == ["x"]


def test_a_folder_with_what_was_left_is_an_empty_one(folder):
    """What a killed export left in a new folder does not keep the next one out."""
    (folder / "new").mkdir()
    killed_in(WORK["export"].replace("'out.jsonl'", "'new/out.jsonl'"), folder)
    assert list((folder / "new").iterdir()) != []
    with Project.open(folder / "p.annotator") as project:
        write_out(project, folder / "new", format="brat")
    assert any(one.suffix == ".ann" for one in (folder / "new").rglob("*"))
