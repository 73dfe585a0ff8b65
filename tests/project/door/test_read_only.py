"""What can only be read is read without a trace, and can be written again when it may be."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from annotator.errors import NotSavedError
from annotator.project import Project
from annotator.project.storage.marks import LOG
from tests.project.door.test_not_saved import _bound_by_permissions
from tests.project.driver import ROOT
from tests.project.making import spans_of, tag


@pytest.fixture
def place(template):
    """A project with two spans in a folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp(prefix="annotator-read-only-"))
    folder.chmod(0o755)
    path = template.copy(folder / "p.annotator")
    with Project.open(path) as project:
        tag(project)
        tag(project, 4, 9)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def leave_log(path):
    """A killed program's log beside it: one span more."""
    code = "import os, sys; from annotator.project import Project as P\n"
    code += "from tests.project.making import tag; tag(P.open(sys.argv[1]), 9, 12); os._exit(0)"
    subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=True)
    assert Path(f"{path}{LOG}").stat().st_size


def snapshot(folder):
    return {
        one.name: (one.read_bytes(), one.stat().st_mode, one.stat().st_mtime_ns)
        for one in folder.iterdir()
    }


ONE_AFTER_ANOTHER = """
import contextlib, io, json, sys
from annotator.__main__ import main
for words in json.loads(sys.argv[1]):
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode())
    print(json.dumps([code, *said]))
"""


def annotator(*commands):
    """Run commands in one process for which permissions count; [exit code, output, errors] each."""
    words = json.dumps([[str(word) for word in command] for command in commands])
    result = subprocess.run(
        [*_bound_by_permissions(), sys.executable, "-c", ONE_AFTER_ANOTHER, words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def restrict(path, *, folder):
    for one in path.parent.iterdir():
        one.chmod(0o444)
    if folder:
        path.parent.chmod(0o555)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("what", ["file", "folder", "folder only"])
def test_reading_leaves_no_trace(place, tmp_path, what, log):
    """stats, check, export and agreement show everything, also what is in the log."""
    if log:
        leave_log(place)
    if what == "folder only":
        place.parent.chmod(0o555)
    else:
        restrict(place, folder=what == "folder")
    before = snapshot(place.parent)
    stats, check, *others, refused = annotator(
        ("stats", place, "--json"),
        ("check", place),
        ("export", place, tmp_path / "out.jsonl"),
        ("agreement", place, "--json", tmp_path / "out.json"),
        ("assign", place, "--annotator", "x"),
    )
    assert [code for code, *_ in (stats, check, *others, refused)] == [0, 0, 0, 0, 2]
    assert json.loads(stats[1])["spans"] == 2 + log
    assert "nothing can be changed" in stats[2]
    assert check[1] == f"ok: 2 articles, {2 + log} spans\n"
    assert (tmp_path / "out.jsonl").read_bytes().count(b'"created_at"') == 2 + log
    assert "read-only" in refused[2]
    assert snapshot(place.parent) == before
    place.parent.chmod(0o755)
    for one in place.parent.iterdir():
        one.chmod(0o644)
    with Project.open(place) as project:
        assert project.read_only is None
        tag(project, 12, 14)
        assert len(spans_of(project)) == 3 + log


def test_what_a_former_version_left_is_mended(place):
    """A log and an index of mode 444 beside a file that may be written again."""
    leave_log(place)
    for end in ("-wal", "-shm"):
        Path(f"{place}{end}").chmod(0o444)
    code = (
        "import sys; from annotator.project import Project as P\n"
        "from tests.project.making import spans_of, tag\n"
        "with P.open(sys.argv[1]) as p:\n    tag(p, 12, 14); print(len(spans_of(p)))"
    )
    result = subprocess.run(
        [*_bound_by_permissions(), sys.executable, "-c", code, str(place)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "4\n"
    assert [one.name for one in place.parent.iterdir()] == [place.name]


def test_a_project_that_is_read_while_somebody_works(place, monkeypatch):
    """The copy has what was stored when it was opened, and is whole."""
    from annotator.project.door import beside

    with Project.open(place) as writer:
        for number in range(50):
            tag(writer, number % 30, number % 30 + 2)
            if number % 10 == 3:
                writer.fold()
        monkeypatch.setattr(beside, "why_read_only", lambda _: "the project file is read-only")
        with Project.open(place) as reader:
            assert reader.read_only == "the project file is read-only"
            assert reader.location == str(place)
            assert len(spans_of(reader)) == 52
            assert reader.check() == []
            with pytest.raises(NotSavedError, match="read-only"):
                tag(reader)
            with pytest.raises(NotSavedError, match="read-only"):
                reader.add_annotator("new")
            reader.add_annotator("new", to_read=True)
            assert reader.open_article("new", "news").spans == ()
            copied = reader.snapshot.path
        assert not copied.exists()
        assert "new" not in writer.annotators()
        tag(writer, 3, 9)


def test_the_window_says_that_it_is_read_only(place, tmp_path):
    """It opens, with a sign and a title; a screenshot can be taken of it."""
    restrict(place, folder=True)
    before = snapshot(place.parent)
    (opened,) = annotator(
        ("open", place, "--annotator", "new", "--screenshot", tmp_path / "window.png")
    )
    assert opened[0] == 0, opened
    assert (tmp_path / "window.png").stat().st_size > 10_000
    assert snapshot(place.parent) == before
