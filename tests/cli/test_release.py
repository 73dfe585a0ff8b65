"""``annotator release`` on the real program: made, checked, refused."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from annotator.project import Project
from tests.cli.test_cli import ok, refused, run
from tests.exchange.projects import make
from tests.exchange.release.test_releasing import corpus


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with make(tmp_path / "p.annotator", corpus()):
        pass
    return tmp_path


def test_a_release_is_made_and_checked(folder: Path) -> None:
    done = run("release", "p.annotator", "r", "--replicates", "10", "--seed", "2", folder=folder)
    assert done.returncode == 0
    assert done.stderr == ""
    first, *splits = done.stdout.splitlines()
    assert first == "r: the work of every annotator, because nothing is settled"
    assert [line.split()[0] for line in splits] == ["train", "validation", "test"]
    assert splits[0].startswith("train       24 articles, ")
    manifest = orjson.loads((folder / "r" / "manifest.json").read_bytes())
    assert manifest["options"]["seed"] == 2
    assert ok("release", "--verify", "r", folder=folder) == "ok: r\n"
    (folder / "r" / "labels.json").unlink()
    (folder / "r" / "notes.txt").write_text("mine")
    done = run("release", "--verify", "r", folder=folder)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [
        "labels.json: it is missing",
        "notes.txt: it does not belong to the release",
    ]


def test_every_option_arrives(folder: Path) -> None:
    with Project.open(folder / "p.annotator") as project:
        names = [label.name for label in project.labels()]
    assert {"claim", "boilerplate"} <= set(names)
    given = (
        "--shares", "2,1,1", "--annotator", "ana", "--unfinished-too", "--label", "claim",
        "--no-attributes", "--clean", "boilerplate", "--segments", "sentence",
        "--format", "prodigy", "--blind", "--name", "Ours", "--license", "cc0-1.0",
        "--replicates", "0",
    )  # fmt: skip
    done = run("release", "p.annotator", "r", *given, folder=folder)
    assert done.returncode == 0, done.stderr
    assert "not in release: 30 × notes, which may name people: left out" in done.stderr
    manifest = orjson.loads((folder / "r" / "manifest.json").read_bytes())
    assert manifest["name"] == "Ours"
    assert manifest["annotators"] in (["A"], ["B"])
    assert manifest["options"] == {
        "seed": 0,
        "shares": {"train": 2.0, "validation": 1.0, "test": 1.0},
        "work": "named",
        "work_why": "the annotators that were asked for",
        "done_only": False,
        "labels": ["claim"],
        "attributes": False,
        "clean": ["boilerplate"],
        "segments": "sentence",
        "formats": ["prodigy"],
        "blind": True,
        "replicates": 0,
    }
    assert (folder / "r" / "prodigy" / "test.jsonl").is_file()
    assert 'license: "cc0-1.0"' in (folder / "r" / "README.md").read_text("utf-8")
    assert ok("release", "--verify", "r", folder=folder) == "ok: r\n"


def test_what_cannot_be_done_is_refused(folder: Path) -> None:
    for given, expected in (
        (("p.annotator",), "release: expected PROJECT and FOLDER, or --verify FOLDER"),
        (("p.annotator", "--verify", "r"), "release --verify r: expected nothing else"),
        (("--verify", "r"), "r: there is no such folder; expected a release"),
        (("p.annotator", "r", "--shares", "1"), "shares 1: expected three numbers, as 80,10,10"),
        (("p.annotator", "r", "--seed", "-1"), "seed -1: expected a number from 0 on"),
        (("p.annotator", "q.annotator"), "q.annotator: this is the name of a project;"
         " expected another for an export"),
    ):  # fmt: skip
        assert refused("release", *given, folder=folder) == expected
    assert not (folder / "r").exists()
