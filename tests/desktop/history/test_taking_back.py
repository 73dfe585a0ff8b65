"""Undo and redo by key: what is being typed is a change, too."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from annotator.annotation.records import Annotated, Article

TEXT = "The old bridge opens on Monday. It rains."


@pytest.fixture
def desk(open_desk):
    desk = open_desk([TEXT])
    desk.drag(4, 7)
    desk.key("3")
    return desk


def stored_note(desk) -> str | None:
    spans = desk.project().open_article(desk.session.annotator, "a0").spans
    return spans[0].note if spans else None


def type_a_note(desk, text: str) -> None:
    """Type into the note of the current span, and leave it there as a draft."""
    note = desk.window.inspector.note
    desk.focus(note)
    QTest.keyClicks(note, text)
    assert note.text == text
    assert stored_note(desk) is None


def test_undo_takes_back_what_is_being_typed(desk):
    """The draft is stored first, so that it is what Undo takes back; Redo brings it again."""
    type_a_note(desk, "which one")
    desk.window.taking_back.undo()
    assert stored_note(desk) is None
    assert len(desk.session.spans) == 1
    desk.window.taking_back.redo()
    assert stored_note(desk) == "which one"


def test_redo_stores_what_is_being_typed(desk):
    """A draft is a new change: it is kept, and what was undone before it cannot come again."""
    desk.key("y")
    desk.window.taking_back.undo()
    assert not desk.session.current_span.flagged
    type_a_note(desk, "which one")
    desk.window.taking_back.redo()
    assert stored_note(desk) == "which one"
    assert not desk.session.current_span.flagged
    assert not desk.project().check()


def test_redo_of_an_import_stores_what_is_being_typed_first(desk, qtbot):
    """The import would come again in a thread; the draft comes before, and so it does not."""
    session, project = desk.session, desk.project()
    window = session.following.window
    with project.begin_import("news", session.annotator, window) as incoming:
        incoming.add([Annotated(article=Article(id="new", text="News.", title="New"))])
    desk.window.taking_back.undo()
    qtbot.waitUntil(lambda: desk.window.taking_back._task is None)
    assert not project.has_article("new")
    type_a_note(desk, "which one")
    desk.window.taking_back.redo()
    qtbot.waitUntil(lambda: desk.window.taking_back._task is None)
    assert stored_note(desk) == "which one"
    assert not project.has_article("new")
    qtbot.waitUntil(lambda: desk.window.queue._task is None)
