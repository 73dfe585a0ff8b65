"""What holds of a whole article is said by keys, seen over the page and in the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import SetArticleValue
from tests.annotation.edits.test_article_values import ARTICLE_LABELS
from tests.desktop.desk import Desk


@pytest.fixture
def desk(open_desk) -> Desk:
    desk = open_desk(["One text.", "Another text."])
    desk.window.session.project.add_labels(ARTICLE_LABELS)
    desk.window.session.reload()
    return desk


def press(desk: Desk, *keys: Qt.Key | str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        widget = desk.window.focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def open_panel(desk: Desk) -> None:
    desk.window.article.setFocus()
    QTest.keyClick(desk.window.article, Qt.Key.Key_I, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.saying.panel.isVisible()


def values(desk: Desk) -> dict[str, object]:
    return desk.window.session.values


def test_all_kinds_are_said_by_keys(desk):
    """Digits choose, Down goes on, letters answer, a text is typed; Escape goes back."""
    open_panel(desk)
    press(desk, "1", Qt.Key.Key_Down, "1", "3", Qt.Key.Key_Down, "n", Qt.Key.Key_Down)
    press(desk, "so and so", Qt.Key.Key_Escape)
    assert not desk.window.saying.panel.isVisible()
    assert desk.window.article.hasFocus()
    assert values(desk) == {
        "topic": "war",
        "genres": ("news", "letter"),
        "good": False,
        "note": "so and so",
    }


def test_they_are_seen_over_the_page_and_in_the_inspector(desk):
    window = desk.window
    assert window.header._values.text() == "topic: –  ·  genres: –  ·  good: –  ·  note: –"
    open_panel(desk)
    press(desk, "2", Qt.Key.Key_Return)
    assert "topic: peace" in window.header._values.text()
    assert "topic: peace" in window.inspector.of_article.text()
    desk.window.actions_by_name["undo"].trigger()
    assert "topic: –" in window.header._values.text()
    assert "topic: –" in window.inspector.of_article.text()
    desk.window.actions_by_name["redo"].trigger()
    assert "topic: peace" in window.header._values.text()


def test_it_begins_with_what_nobody_has_said_yet(desk):
    open_panel(desk)
    press(desk, "1", Qt.Key.Key_Return)
    open_panel(desk)
    assert desk.window.focusWidget() is desk.window.saying.panel.rows.fields["genres"]


def test_delete_clears(desk):
    open_panel(desk)
    press(desk, "1", Qt.Key.Key_Delete)
    assert values(desk) == {}
    press(desk, "1", Qt.Key.Key_Down, "12", Qt.Key.Key_Delete, Qt.Key.Key_Return)
    assert values(desk) == {"topic": "war"}


def test_letters_of_commands_do_nothing_else_meanwhile(desk):
    """E, U and the digits of labels are the panel's while it is open."""
    open_panel(desk)
    caret = desk.window.article.caret()
    press(desk, "e", "u", "3", "d", Qt.Key.Key_Escape)
    session = desk.window.session
    assert (session.spans, session.status.value) == ({}, "new")
    assert desk.window.article.caret() == caret


def test_a_click_on_the_line_opens_it_and_one_beside_it_closes_it(desk):
    window = desk.window
    QTest.mouseClick(window.header._values, Qt.MouseButton.LeftButton)
    assert window.saying.panel.isVisible()
    QTest.mouseClick(window.saying.panel, Qt.MouseButton.LeftButton, pos=window.rect().center())
    assert not window.saying.panel.isVisible()


def test_what_others_say_meanwhile_is_shown(desk):
    """Another window of the annotator has said something: it is seen, and undone there."""
    session = desk.window.session
    open_panel(desk)
    article = session.opened.article.id
    session.project.apply(SetArticleValue(articles=(article,), label="topic", value="war"), "ana")
    session.catch_up()
    assert desk.window.saying.panel.rows.fields["topic"].value == "war"


def test_another_article_has_its_own(desk):
    open_panel(desk)
    press(desk, "1", Qt.Key.Key_Escape)
    desk.window.actions_by_name["next"].trigger()
    assert values(desk) == {}
    assert "topic: –" in desk.window.header._values.text()
    desk.window.actions_by_name["previous"].trigger()
    assert values(desk) == {"topic": "war"}


def test_without_such_labels_nothing_is_shown_and_the_panel_says_how(open_desk):
    desk = open_desk(["One text."])
    assert not desk.window.header._values.isVisible()
    open_panel(desk)
    assert "Labels …" in desk.window.saying.panel._hint.text()
    press(desk, Qt.Key.Key_Escape)
    assert not desk.window.saying.panel.isVisible()
