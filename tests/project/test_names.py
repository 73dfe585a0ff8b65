"""Annotators and labels whose names look alike are one, through whichever door they come."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import AddLabel, AddSpan, SetLabel, SetStatus
from annotator.annotation.records import Label, Status
from annotator.errors import RuleError
from tests.project.making import FIRST, raw, span, tag, work

DECOMPOSED = "Zoe\u0308"


def test_every_door_leads_to_one_person(project):
    """Typed, assigned, imported, opened: with a space or a decomposed letter it is the same one."""
    assert project.add_annotator("Zoë") == "Zoë"
    assert project.add_annotator(f" {DECOMPOSED} ") == "Zoë"
    tag(project, who=f"{DECOMPOSED} ")
    project.set_assignments({FIRST: (DECOMPOSED, "Zoë")})
    with project.begin_import("file") as incoming:
        incoming.add([work(FIRST, "Zoë ", span("s", FIRST, 0, 3))])
    assert project.annotators() == ["x", "y", "Zoë"]
    assert project.assignments() == {FIRST: ("Zoë",)}
    assert len(project.open_article(DECOMPOSED, FIRST).spans) == 2
    assert {one.annotator for one in project.export([f"{DECOMPOSED} "])} == {"Zoë"}
    assert project.undo_state("Zoë ").undo is not None
    assert project.share_out([DECOMPOSED, "Zoë"]).new == ()


def test_a_pack_is_for_the_one_who_is_there(project, tmp_path):
    project.add_annotator("Zoë")
    project.pack(tmp_path / "z.annotator", DECOMPOSED)
    project.add_annotator("y ")
    assert project.annotators() == ["x", "y", "Zoë"]


def test_twins_of_an_older_project_open_and_are_named(project, path):
    """Both still work, each by its exact name; check says that they look alike."""
    with raw(path) as connection:
        connection.execute("INSERT INTO annotators VALUES (77, 'x ')")
        connection.execute("UPDATE labels SET name = 'claim ', crc = NULL WHERE id = 'quote'")
    tag(project, who="x")
    tag(project, 4, 6, who="x ")
    assert [len(project.open_article(name, FIRST).spans) for name in ("x", "x ")] == [1, 1]
    found = [str(one.what) for one in project.check()]
    assert found == [
        "these names look alike: 'x', 'x '",
        "these names look alike: 'claim', 'claim '",
    ]


def test_labels_that_look_alike_are_refused(project):
    quote = next(label for label in project.labels() if label.id == "quote")
    with pytest.raises(RuleError, match="already a label"):
        project.apply(AddLabel(label=Label(id="new", name="claim\u00a0")), "x")
    project.apply(SetLabel(label=Label(**{**_fields(quote), "name": " Quote\u0301 "})), "x")
    assert [label.name for label in project.labels()] == ["claim", "Quot\u00e9"]
    with project.begin_import("file") as incoming:
        one = span("s", FIRST, 0, 3)
        incoming.add([work(FIRST, "x", _labelled(one, "claim "))])
    assert len(project.labels()) == 2


def _labelled(one, label):
    import msgspec

    return msgspec.structs.replace(one, label=label)


def _fields(label):
    import msgspec

    return msgspec.structs.asdict(label)


def test_a_name_of_spaces_is_nobodys(project):
    for name in ("", "  ", "\u00a0", "\u200b"):
        with pytest.raises(RuleError, match="one line of visible"):
            project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), name)
    with pytest.raises(RuleError, match="one line of visible"):
        project.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 2),)), "a\nb")
