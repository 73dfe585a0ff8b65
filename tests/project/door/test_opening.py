"""Opening and making projects: other files, newer ones, older ones, and odd paths."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import threading
from contextlib import closing

import pytest

from annotator.annotation.edits import AddLink, SetNote
from annotator.annotation.records import Label
from annotator.errors import (
    NewerProjectError,
    NotAProjectError,
    NotSavedError,
    ProjectError,
)
from annotator.project import Project, backups
from annotator.project.storage.schema import APPLICATION_ID, REVISION
from tests.project.making import LABELS, make, old_copy, raw, spans_of, tag


def snapshot(folder):
    """Everything in a folder: names, bytes and times."""
    return {
        one.name: (one.read_bytes() if one.is_file() else None, one.stat().st_mtime_ns)
        for one in folder.iterdir()
    }


def names_in(folder):
    return [one.name for one in folder.iterdir()]


def other_sqlite(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE theirs (x)")
        connection.commit()


def newer(path):
    make(path).close()
    with raw(path) as connection:
        connection.execute(f"PRAGMA user_version={REVISION + 1}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.parametrize(
    ("fabricate", "error", "words"),
    [
        (lambda p: None, ProjectError, "there is no such project"),
        (lambda p: p.mkdir(), NotAProjectError, "this is a folder"),
        (lambda p: p.write_bytes(b""), NotAProjectError, "not an Annotator project"),
        (lambda p: p.write_bytes(b"SQLite format 3\0"), NotAProjectError, "not an Annotator"),
        (lambda p: p.write_bytes(b"x" * 5000), NotAProjectError, "not an Annotator project"),
        (other_sqlite, NotAProjectError, "this SQLite file is not an Annotator project"),
        (newer, NewerProjectError, f"format {REVISION + 1}"),
    ],
)
def test_what_is_no_project_is_left_untouched(tmp_path, fabricate, error, words):
    """What cannot be opened is named in one sentence and not touched, nor anything beside it."""
    path = tmp_path / "p.annotator"
    fabricate(path)
    before = snapshot(tmp_path)
    with pytest.raises(error, match=words) as caught:
        Project.open(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert snapshot(tmp_path) == before


def test_a_newer_format_that_is_still_in_the_log_is_refused(path):
    """The header may lag behind the log of a newer program that was killed."""
    with closing(sqlite3.connect(path)) as newer_program:
        newer_program.execute("PRAGMA wal_autocheckpoint=0")
        newer_program.execute(f"PRAGMA user_version={REVISION + 1}")
        newer_program.commit()
        assert path.read_bytes()[60:64] == REVISION.to_bytes(4, "big")
        with pytest.raises(NewerProjectError):
            Project.open(path)


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "a#b",
        "what?",
        "a?mode=ro",
        "50%",
        "%41",
        "Zoë 日本 👩‍🚀",
        'it\'s "so"',
        "a;b&c=d",
        ":memory:",
        "file:x",
        "back\\slash",
        "line\nbreak",
    ],
)
def test_odd_paths(tmp_path, name):
    """Whatever is in a path, the project is the file of that name, and no other appears."""
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.annotator"
    with make(path) as project:
        tag(project)
    assert names_in(tmp_path) == [name]
    assert names_in(folder) == [path.name]
    with Project.open(path) as project:
        assert len(spans_of(project)) == 1
    with Project.open(path) as project:
        copy = project.back_up("why")
    with Project.open(copy) as project:
        assert len(spans_of(project)) == 1


def test_a_relative_path_is_settled_when_it_is_opened(path, monkeypatch):
    """Changing the current folder afterwards does not lead to another file."""
    monkeypatch.chdir(path.parent)
    with Project.open(path.name) as project:
        monkeypatch.chdir("/")
        span = tag(project)
    with Project.open(path) as project:
        assert span in spans_of(project)


def test_create_leaves_what_is_there(tmp_path):
    """A new project takes nobody's place, and a missing folder is not made."""
    path = tmp_path / "p.annotator"
    path.write_bytes(b"mine")
    with pytest.raises(NotSavedError, match="already something"):
        Project.create(path)
    assert path.read_bytes() == b"mine"
    with pytest.raises(NotSavedError, match="does not exist"):
        Project.create(tmp_path / "no" / "p.annotator")
    assert names_in(tmp_path) == ["p.annotator"]


def test_a_project_that_fails_to_be_made_leaves_nothing(tmp_path):
    """A label that breaks the rules leaves no half-made project behind."""
    with pytest.raises(ProjectError):
        Project.create(tmp_path / "p.annotator", [Label(id="a", name="a", colour="no")])
    assert names_in(tmp_path) == []


def test_labels_that_clash_give_way(tmp_path):
    """Names are unique; an id or a key that is taken is replaced, and no label is lost."""
    given = [*LABELS, Label(id="x", name="claim"), Label(id="claim", name="other", key="1")]
    with Project.create(tmp_path / "p.annotator", given) as project:
        found = [(label.id, label.name, label.key) for label in project.labels()]
        assert sorted(found) == [
            ("claim", "claim", "1"),
            ("claim-2", "other", ""),
            ("quote", "quote", "2"),
        ]
        project.add_labels([Label(id="quote", name="new"), Label(id="quote", name="new")])
        assert [label.id for label in project.labels() if label.name == "new"] == ["quote-2"]


def test_an_older_project_is_backed_up_and_migrated(tmp_path, monkeypatch):
    """An older file is copied into the folder of backups, then brought to the newest revision."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "p.annotator"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE from_before (x)")
        connection.execute("INSERT INTO from_before VALUES (7)")
        connection.commit()
    old = path.read_bytes()
    with Project.open(path) as project:
        project.add_annotator("x")
        assert [one.where for one in project.check()] == ["info"]  # it never had an id
    assert path.read_bytes()[60:64] == REVISION.to_bytes(4, "big")
    assert {one.name for one in tmp_path.iterdir()} == {path.name, "data"}
    (copy,) = backups.folder().glob("p-*/p.*.migration.annotator")
    assert copy.read_bytes()[60:72] == old[60:72]
    for one in (path, copy):
        with closing(sqlite3.connect(one)) as connection:
            assert connection.execute("SELECT x FROM from_before").fetchall() == [(7,)]


def test_where_backups_cannot_be_written_the_copy_lies_beside(tmp_path, monkeypatch):
    """Opening an older project does not hang on the folder of backups."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    path = tmp_path / "p.annotator"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE from_before (x)")
        connection.commit()
    Project.open(path).close()
    assert len(list(tmp_path.glob("p.format-0-*.annotator"))) == 1


def test_a_migration_that_fails_changes_nothing(tmp_path, monkeypatch):
    """A table in the way stops the migration; the file is as it was, and the copy is there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "p.annotator"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("CREATE TABLE spans (x)")
        connection.commit()
        before = list(connection.iterdump())
    with pytest.raises(ProjectError):
        Project.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert len(list(backups.folder().glob("p-*/p.*.migration.annotator"))) == 1


@pytest.mark.parametrize("location", ["sqlite:///{path}", "sqlite:////tmp/none", "mysql://x/y"])
def test_an_address_of_something_else_is_refused(path, location):
    """A file is opened by its path, which is looked at first; an address is for PostgreSQL."""
    before = snapshot(path.parent)
    with pytest.raises(ProjectError):
        Project.open(location.format(path=path))
    assert snapshot(path.parent) == before


def test_a_project_of_version_1_keeps_everything(tmp_path):
    """Spans, links, statuses, labels and history are there, and can be undone and merged."""
    new, old = tmp_path / "new.annotator", tmp_path / "old.annotator"
    with make(new) as project:
        first, second = tag(project), tag(project, 4, 6)
        project.apply(AddLink(type="t", source=first, target=second), "x")
        project.apply(SetNote(span=first, note="n"), "x")
        edits = [entry for entry in project.history() if entry.kind != "import"]
        expected = list(project.export()), edits, project.labels()
    old_copy(new, old)
    other = shutil.copyfile(old, tmp_path / "other.annotator")
    assert old.read_bytes()[60:64] == (1).to_bytes(4, "big")
    with Project.open(old) as project:
        assert project.check() == []
        assert (list(project.export()), project.history(), project.labels()) == expected
        assert str(project.undo("x").text).startswith("Note on")
        with Project.open(other) as copy:
            copy.merge(project)
            assert copy.conflicts() == []
            assert [span.note for span in spans_of(copy).values()] == [None, None]


def test_a_project_that_another_program_makes_meanwhile_stays(tmp_path):
    """Two imports into a project that is not there yet: one makes it, the other is refused."""
    path = tmp_path / "p.annotator"

    class MadeMeanwhile(list):
        def __iter__(self):
            path.write_bytes(b"theirs")
            return super().__iter__()

    with pytest.raises(NotSavedError, match="there is already something of that name"):
        Project.create(path, MadeMeanwhile(LABELS))
    assert path.read_bytes() == b"theirs"
    assert names_in(tmp_path) == ["p.annotator"]


def test_control_c_in_a_write_leaves_the_project_free(tmp_path):
    """What was begun is taken back at once, with the interrupt still on its way up."""
    counting = (
        "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 3000)"
        " SELECT count(*) FROM r"
    )
    with make(tmp_path / "p.annotator") as project:
        interrupt = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT))
        try:
            with project.database.writing() as connection:
                interrupt.start()
                while True:
                    connection.exec_driver_sql(counting).fetchall()
        except KeyboardInterrupt:
            with project.database.writing():
                pass
