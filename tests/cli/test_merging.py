"""Merging on the command line, in real processes: looked at, foreign, and named gold."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from annotator.annotation.adjudication.decisions import SettleUnanimous
from annotator.annotation.edits import AddLabel, AddSpan, SetNote, SetStatus
from annotator.annotation.records import Label, Status
from annotator.project import Project
from tests import command as commands
from tests.project.making import FIRST, LABELS, SECOND, dump, make, spans_of, tag, work
from tests.project.making import span as span_record


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return commands.run(*arguments, folder=folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """p.annotator with a span; a.annotator, a pack of it in which there is more."""
    with make(tmp_path / "p.annotator") as project:
        first = tag(project)
        project.pack(tmp_path / "a.annotator", "x")
    with Project.open(tmp_path / "a.annotator") as pack:
        tag(pack, 5, 7)
        pack.apply(SetNote(span=first, note="n"), "x")
    return tmp_path


def foreign(path: Path) -> Path:
    """Make another project of the same articles, with labels of its own."""
    theirs = (
        Label(id="claim", name="Behauptung", key="1", position=0),
        Label(id="c2", name="claim", key="2", position=1, colour="#112233"),
    )
    with Project.create(path, theirs) as project:
        with project.begin_import("test") as incoming:
            incoming.add([work(of, "y") for of in (FIRST, SECOND)])
        project.add_annotator("y")
        project.apply(AddSpan(article=FIRST, label="c2", ranges=((0, 3),)), "y")
        project.apply(AddSpan(article=FIRST, label="claim", ranges=((4, 6),)), "y")
    return path


def file_of(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def test_a_dry_run_changes_nothing(folder: Path) -> None:
    """It prints a row for each annotator, label and article; no byte of the file changes."""
    before = file_of(folder / "p.annotator")
    done = run(folder, "merge", "p.annotator", "a.annotator", "--dry-run")
    assert done.returncode == 0, done.stderr
    head, columns, row = done.stdout.splitlines()
    assert head == "a.annotator: would merge: 1 span new, 1 changed, 0 removed"
    assert columns.split() == [
        *("annotator", "label", "article"),
        *("new", "changed", "removed", "conflict", "duplicate", "touches"),
    ]
    assert row.split() == ["x", "claim", FIRST, "1", "1"]
    assert file_of(folder / "p.annotator") == before
    done = run(folder, "merge", "p.annotator", "a.annotator")
    assert done.stdout == "a.annotator: 1 span new, 1 changed, 0 removed\n"
    done = run(folder, "merge", "p.annotator", "a.annotator", "--dry-run")
    assert done.stdout == "a.annotator: nothing new\n"


def test_several_packs_are_looked_at_one_by_one(folder: Path) -> None:
    shutil.copy(folder / "a.annotator", folder / "b.annotator")
    done = run(folder, "merge", "p.annotator", "a.annotator", "b.annotator", "--dry-run")
    assert "as it is now" in done.stdout.splitlines()[0]
    assert done.stdout.count("would merge") == 2


def test_another_project_needs_foreign(folder: Path) -> None:
    """Without it, exit 2, one sentence, and nothing has changed: not by the packs before it."""
    foreign(folder / "f.annotator")
    before = dump(folder / "p.annotator")
    for options in ([], ["--dry-run"]):
        done = run(folder, "merge", "p.annotator", "a.annotator", "f.annotator", *options)
        assert (done.returncode, done.stdout) == (2, "")
        (line,) = done.stderr.splitlines()
        assert line.startswith("f.annotator: it is no pack, copy or backup of this project")
        assert "--foreign" in line
    assert dump(folder / "p.annotator") == before


def test_another_project_with_foreign(folder: Path) -> None:
    """Labels of the same name are ours; others are named, and take no key that is given."""
    foreign(folder / "f.annotator")
    before = file_of(folder / "p.annotator")
    done = run(folder, "merge", "p.annotator", "f.annotator", "--foreign", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "f.annotator: another project" in done.stdout
    assert "label new: Behauptung (without a key)" in done.stdout
    assert file_of(folder / "p.annotator") == before
    for said in ("2 spans new", "0 spans new"):
        done = run(folder, "merge", "p.annotator", "f.annotator", "--foreign")
        assert said in done.stdout, done.stderr
    with Project.open(folder / "p.annotator") as project:
        labels = {label.name: label for label in project.labels()}
        assert {name: label.key for name, label in labels.items()} == {
            "claim": "1",
            "quote": "2",
            "Behauptung": "",
        }
        assert labels["claim"] == LABELS[0]
        found = {span.label for span in spans_of(project, who="y").values()}
        assert found == {"claim", labels["Behauptung"].id}


def test_another_projects_later_work_is_known_to_be_later(folder: Path) -> None:
    """Its spans changed and ours renamed: merged again, no span is there twice."""
    other = foreign(folder / "f.annotator")
    with Project.open(folder / "p.annotator") as project, Project.open(other) as theirs:
        project.merge(theirs, foreign=True)
        for name in spans_of(theirs, who="y"):
            theirs.apply(SetNote(span=name, note="later"), "y")
        merged = project.merge(theirs, foreign=True)
        assert (merged.spans_new, merged.spans_changed, merged.conflicts) == (0, 2, 0)
        merged = theirs.merge(project, foreign=True)
        assert (merged.spans_changed, merged.conflicts) == (0, 0)
        assert project.conflicts() == project.conflicts(settled=True) == []
        assert project.check() == []


def test_spans_that_are_there_already_are_counted(folder: Path) -> None:
    other = foreign(folder / "f.annotator")
    with Project.open(folder / "p.annotator") as project, Project.open(other) as theirs:
        tag(project, 0, 3, who="y")
        preview = project.look_at_merge(theirs, foreign=True)
        assert preview.duplicates == 1
        (row,) = [row for row in preview.rows if row.label == "claim"]
        assert (row.annotator, row.article, row.new, row.duplicates) == ("y", FIRST, 1, 1)
    done = run(folder, "merge", "p.annotator", "f.annotator", "--foreign", "--dry-run")
    assert "duplicate spans: 1" in done.stdout


def test_copies_packs_and_packs_of_packs_are_the_same_project(folder: Path) -> None:
    shutil.copy(folder / "p.annotator", folder / "copy.annotator")
    for source, name in (("a", "b"), ("b", "c"), ("copy", "d")):
        done = run(folder, "pack", f"{source}.annotator", f"{name}.annotator", "--annotator", "x")
        assert done.returncode == 0, done.stderr
    packs = [f"{name}.annotator" for name in ("copy", "a", "b", "c", "d")]
    for into in ("p.annotator", "c.annotator", "copy.annotator"):
        done = run(folder, "merge", into, *(one for one in packs if one != into), "--dry-run")
        assert done.returncode == 0, done.stderr


def test_what_touches_finished_work_stands_first_and_gold_is_named(folder: Path) -> None:
    with Project.open(folder / "p.annotator") as project:
        tag(project, who="y")
        for who in "xy":
            project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), who)
        project.apply(SettleUnanimous(articles=(FIRST,)), "lead")
        tag(project, 0, 2, of=SECOND)
    with Project.open(folder / "a.annotator") as pack:
        tag(pack, 2, 4, of=SECOND)
    done = run(folder, "merge", "p.annotator", "a.annotator", "--dry-run")
    rows = done.stdout.splitlines()
    again = f"gold to be looked at again in 1 article: “{FIRST}”"
    assert again in rows
    first, *rest = rows[rows.index(again) + 2 :]
    assert first.endswith("! done and settled")
    assert not any("!" in row for row in rest if "claim" in row)
    done = run(folder, "merge", "p.annotator", "a.annotator")
    assert done.stdout.splitlines()[1] == again


def test_an_import_names_the_gold(folder: Path) -> None:
    with Project.open(folder / "p.annotator") as project:
        tag(project, who="y")
        for who in "xy":
            project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), who)
        project.apply(SettleUnanimous(articles=(FIRST,)), "lead")
        source = Project.create(folder / "more.annotator", LABELS)
        with source, source.begin_import("test") as incoming:
            incoming.add([work(FIRST, "x", span_record("s1", FIRST, 8, 10))])
    assert run(folder, "export", "more.annotator", "more.jsonl").returncode == 0
    done = run(folder, "import", "p.annotator", "more.jsonl")
    assert f"gold to be looked at again in 1 article: “{FIRST}”" in done.stdout, done.stderr
    assert run(folder, "check", "p.annotator").returncode == 0


def test_a_label_of_ours_that_comes_from_a_copy_moves_no_key_unsaid(folder: Path) -> None:
    with Project.open(folder / "a.annotator") as pack:
        pack.apply(AddLabel(label=Label(id="n", name="n", key="7", position=-1)), "x")
    with Project.open(folder / "p.annotator") as project:
        project.apply(AddLabel(label=Label(id="m", name="m", key="7", position=5)), "x")
    done = run(folder, "merge", "p.annotator", "a.annotator", "--dry-run")
    assert "label new: n" in done.stdout
    assert "key of label: m (7 → –)" in done.stdout
