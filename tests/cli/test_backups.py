"""backup and restore, on the real program in a process of its own."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan
from annotator.project import Project
from tests.cli.test_cli import LINE, ok, refused, run, write


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project in it, and with backups of its own."""
    from tests.cli import test_cli

    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    monkeypatch.setattr(test_cli, "ENVIRONMENT", {**test_cli.ENVIRONMENT, **home})
    work = tmp_path / "work"
    work.mkdir()
    write(work / "in.jsonl", LINE)
    ok("import", "p.annotator", "in.jsonl", folder=work)
    return work


def tag(path: Path) -> None:
    with Project.open(path) as project:
        project.apply(AddSpan(article="x", label="claim", ranges=((4, 7),)), "a")


def listed(folder: Path) -> list[str]:
    return ok("backup", "p.annotator", "--list", folder=folder).splitlines()


def test_there_and_back(folder: Path) -> None:
    """A backup, more work, back to the backup, and forth again."""
    assert listed(folder) == []
    said = ok("backup", "p.annotator", folder=folder)
    copy = Path(said.partition(": ")[0])
    assert said == f"{copy}: backup of 1 article, 1 span, verified\n"
    tag(folder / "p.annotator")
    said = ok("restore", "p.annotator", "latest", folder=folder)
    first, second = said.splitlines()
    assert first == "p.annotator: restored, with 1 article, 1 span"
    before = Path(second.removeprefix("what it was before: "))
    assert ok("check", "p.annotator", folder=folder) == "ok: 1 article, 1 span\n"
    lines = listed(folder)
    assert len(lines) == 2
    shape = r"\d{4}-\d\d-\d\d \d\d:\d\d  restore +\d+ kB  1 article, 2 spans  "
    assert re.fullmatch(shape + re.escape(str(before)), lines[0])
    ok("restore", "p.annotator", before.name, folder=folder)
    assert ok("check", "p.annotator", folder=folder) == "ok: 1 article, 2 spans\n"
    ok("restore", "p.annotator", copy, folder=folder)
    assert ok("check", "p.annotator", folder=folder) == "ok: 1 article, 1 span\n"


def test_a_copy_to_a_place(folder: Path) -> None:
    """OUT is a new file or a folder, and a project as any other."""
    ok("backup", "p.annotator", "copy.annotator", folder=folder)
    assert ok("check", "copy.annotator", folder=folder) == "ok: 1 article, 1 span\n"
    assert "already something" in refused("backup", "p.annotator", "copy.annotator", folder=folder)
    assert "ends in .annotator" in refused("backup", "p.annotator", "copy.db", folder=folder)
    assert "does not exist" in refused("backup", "p.annotator", "no/c.annotator", folder=folder)
    (folder / "drive").mkdir()
    said = ok("backup", "p.annotator", "drive", folder=folder)
    assert said.startswith("drive/p.2")
    assert "no OUT" in refused("backup", "p.annotator", "x.annotator", "--list", folder=folder)


def test_what_is_refused(folder: Path) -> None:
    """One sentence each, and the project as it was."""
    before = (folder / "p.annotator").read_bytes()
    other = shutil.copyfile(folder / "p.annotator", folder / "other.annotator")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("UPDATE info SET value = 'x' WHERE name = 'id'")
        connection.commit()
    (folder / "text.annotator").write_bytes(b"text")
    for wanted, words in {
        "other.annotator": "another project",
        "text.annotator": "not an Annotator project",
        "no.annotator": "there is no such backup of p.annotator; it has none",
        "latest": "it has none",
        "p.annotator": "the project itself",
    }.items():
        assert words in refused("restore", "p.annotator", wanted, folder=folder)
    assert (folder / "p.annotator").read_bytes() == before
    assert "there is no such project" in refused("backup", "q.annotator", folder=folder)
    assert "not an Annotator project" in refused("backup", "text.annotator", folder=folder)
    for command in (("backup",), ("restore", "latest")):
        name, *rest = command
        said = refused(name, "postgresql://u:secret@h/d", *rest, folder=folder)
        assert "server’s; use pg_" in said
        assert "secret" not in said


@pytest.mark.parametrize("harm", ["gone", "empty", "header", "cut", "page"])
def test_a_project_that_cannot_be_opened(folder: Path, harm: str) -> None:
    """Whatever has happened to the file, its last backup is found by its path."""
    ok("backup", "p.annotator", folder=folder)
    path = folder / "p.annotator"
    size = path.stat().st_size
    if harm == "gone":
        path.unlink()
    else:
        with path.open("r+b") as file:
            if harm == "empty":
                file.truncate(0)
            elif harm == "header":
                file.write(b"\0" * 200)
            elif harm == "cut":
                file.truncate(size // 2)
            else:
                file.seek(4096)
                file.write(b"\xff" * (size - 4096))
    harmed = path.read_bytes() if harm != "gone" else b""
    done = run("restore", "p.annotator", "latest", folder=folder)
    assert done.returncode == 0, done.stderr
    assert ok("check", "p.annotator", folder=folder) == "ok: 1 article, 1 span\n"
    if harm == "gone":
        assert done.stderr == ""
        return
    kept = done.stderr.strip().removeprefix("the damaged project is kept as it was: ")
    assert (folder / kept).stat().st_size >= len(harmed)


def test_another_file_is_not_put_aside(folder: Path) -> None:
    """A database of another program in the project's place is left alone."""
    ok("backup", "p.annotator", "copy.annotator", folder=folder)
    (folder / "p.annotator").unlink()
    with closing(sqlite3.connect(folder / "p.annotator")) as connection:
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()
    before = (folder / "p.annotator").read_bytes()
    said = refused("restore", "p.annotator", "copy.annotator", folder=folder)
    assert "not an Annotator project" in said
    assert (folder / "p.annotator").read_bytes() == before


def test_imports_are_preceded_by_a_backup(folder: Path) -> None:
    """Where much comes in, or spans come among others; not for one more article."""
    write(folder / "one.jsonl", {"id": "y", "text": "One two"})
    ok("import", "p.annotator", "one.jsonl", folder=folder)
    assert listed(folder) == []
    write(folder / "spans.jsonl", {**LINE, "annotator": "b"})
    ok("import", "p.annotator", "spans.jsonl", folder=folder)
    assert [line.split()[2] for line in listed(folder)] == ["import"]
    write(folder / "many.jsonl", *({"id": f"n{n}", "text": f"Text {n}"} for n in range(100)))
    ok("import", "p.annotator", "many.jsonl", folder=folder)
    assert [line.split()[2] for line in listed(folder)] == ["import"] * 2
    (folder.parent / "data" / "annotator" / "backups").rename(folder.parent / "aside")
    (folder.parent / "data" / "annotator" / "backups").write_bytes(b"")
    write(folder / "more.jsonl", *({"id": f"m{n}", "text": f"Text {n}"} for n in range(100)))
    done = run("import", "p.annotator", "more.jsonl", folder=folder)
    assert done.returncode == 0
    assert done.stderr.startswith("no backup was made: ")
    assert done.stderr.count("\n") == 1


# -- what was saved since a backup ------------------------------------------------------------


def test_the_latest_state_of_a_project_that_is_gone(folder: Path) -> None:
    """It has what was saved after the newest backup, too."""
    ok("backup", "p.annotator", folder=folder)
    write(folder / "more.jsonl", {**LINE, "id": "y", "text": "One three"})
    ok("import", "p.annotator", "more.jsonl", folder=folder)
    (folder / "p.annotator").unlink()
    first, *_ = listed(folder)
    assert "everything saved until then" in first
    assert "2 articles" in ok("restore", "p.annotator", "latest", folder=folder)
    with Project.open(folder / "p.annotator") as project:
        assert project.check() == []


def test_a_kept_log_is_a_project_again(folder: Path) -> None:
    """``recover LOG OUT``; what is no such log is refused in a sentence, and nothing is made."""
    ok("backup", "p.annotator", folder=folder)
    write(folder / "more.jsonl", {**LINE, "id": "y", "text": "One three"})
    ok("import", "p.annotator", "more.jsonl", folder=folder)
    (log,) = (folder.parent / "data").rglob("*.annotator-log")
    told = ok("recover", log, "out.annotator", folder=folder)
    assert told == "out.annotator: 2 articles, 2 spans, with everything up to the end of the log\n"
    assert "already something" in refused("recover", log, "out.annotator", folder=folder)
    (folder / "x.annotator-log").write_bytes(b"x")
    assert "no log" in refused("recover", "x.annotator-log", "new.annotator", folder=folder)
    assert not (folder / "new.annotator").exists()
