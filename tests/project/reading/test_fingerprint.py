"""Whatever is written to what was annotated makes another fingerprint; looking makes none."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import FlagSpans, SetNote, SetRanges, SetStatus
from annotator.annotation.records import Status
from annotator.project import Project, new_window
from tests.project.making import FIRST, SECOND, article, raw, tag


@pytest.fixture
def span(project) -> str:
    return tag(project)


def merged_in(project: Project, span: str, tmp_path) -> None:
    """Merge a copy in which the span has moved: as many records as before, of the same sort."""
    target = tmp_path / "pack.annotator"
    project.pack(target, "x")
    with Project.open(target) as pack:
        pack.apply(SetRanges(span=span, ranges=((4, 7),)), "x")
        project.merge(pack)


def unrecorded(project: Project, span: str, tmp_path) -> None:
    """The same without a line in the audit trail, as before merges were changes."""
    with raw(tmp_path / "p.annotator") as connection:
        before = connection.execute("SELECT max(key) FROM change_events").fetchone()
    merged_in(project, span, tmp_path)
    with raw(tmp_path / "p.annotator") as connection:
        connection.execute("DELETE FROM change_events WHERE key > ?", before)


def undone(project: Project, span: str, tmp_path) -> None:
    project.undo("x")


def imported(project: Project, span: str, tmp_path) -> None:
    with project.begin_import("test") as incoming:
        incoming.add([article("new", "More.")])


WRITES = {
    "a span moved": lambda p, span, _: p.apply(SetRanges(span=span, ranges=((4, 7),)), "x"),
    "a note": lambda p, span, _: p.apply(SetNote(span=span, note="n"), "x"),
    "a flag": lambda p, span, _: p.apply(FlagSpans(spans=(span,), flagged=True), "x"),
    "a status": lambda p, *_: p.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x"),
    "undo": undone,
    "a merge": merged_in,
    "a merge that nothing tells of": unrecorded,
    "an import": imported,
    "a story": lambda p, *_: p.set_stories({FIRST: "s", SECOND: "s"}),
    "an annotator": lambda p, *_: p.add_annotator("zoe"),
}


@pytest.mark.parametrize("name", WRITES)
def test_every_write_makes_another(project, span, tmp_path, name):
    before = project.fingerprint()
    assert project.fingerprint() == before
    WRITES[name](project, span, tmp_path)
    assert project.fingerprint() != before


def test_reading_and_windows_make_none(project, span):
    """Where an article was left is no annotation, and the sign of a window is no change."""
    before = project.fingerprint()
    project.save_reading("x", FIRST, caret=3, top=1, more_ms=50)
    assert project.attend(new_window(), "x")
    assert project.fingerprint() == before
