"""Keys of labels in a project: no key means two labels, however long it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.annotation.edits import AddLabel, SetLabel
from annotator.annotation.records import Label
from annotator.errors import RuleError
from annotator.exchange import create_project, missing_labels
from annotator.project import Project


@pytest.fixture
def project(tmp_path: Path):
    project = create_project(tmp_path / "p.annotator")
    project.add_annotator("ana")
    yield project
    project.close()


def give(project: Project, label_id: str, key: str) -> None:
    (label,) = [one for one in project.labels() if one.id == label_id]
    project.apply(SetLabel(label=replace(label, key=key)), "ana")


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("2", "the key 2 is that of quote already"),
        ("2, 1", "the keys 2, 1 and 2, which is that of quote, begin alike"),
        ("Ctrl+B", "Ctrl+B is no key for a label"),
        ("b", "b is no key for a label"),
    ],
)
def test_a_key_that_clashes_is_refused(project, key, reason):
    with pytest.raises(RuleError) as caught:
        give(project, "claim", key)
    assert reason in str(caught.value)
    assert [one.key for one in project.labels()][:2] == ["1", "2"]


def test_pairs_that_begin_alike_are_told_apart_by_their_ends(project):
    give(project, "claim", "B, 1")
    give(project, "quote", "B, 2")
    with pytest.raises(RuleError, match="begin alike"):
        give(project, "entity", "B")
    assert [one.key for one in project.labels()][:3] == ["B, 1", "B, 2", "3"]


def test_check_tells_of_keys_that_begin_alike(project, tmp_path):
    """As another program may have written them."""
    project.close()
    with closing(sqlite3.connect(tmp_path / "p.annotator")) as database:
        database.execute("UPDATE labels SET shortcut = '2, 1' WHERE id = 'claim'")
        database.commit()
    again = Project.open(tmp_path / "p.annotator")
    found = [str(problem.what) for problem in again.check()]
    again.close()
    assert any("begin alike" in one and "quote" in one for one in found)


def test_labels_of_a_file_leave_keys_that_are_taken(project):
    given = [
        Label(id="a", name="a", key="2, 1"),
        Label(id="b", name="b", key="F6"),
        Label(id="c", name="c", key="F6, 1"),
    ]
    assert [one.key for one in missing_labels(given, project.labels())] == ["", "F6", ""]


def test_a_label_is_added_with_a_pair(project):
    project.apply(AddLabel(label=Label(id="x", name="x", key="0, 1", position=9)), "ana")
    assert project.labels()[-1].key == "0, 1"
