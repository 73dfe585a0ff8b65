"""The page while no article is open, and the status bar when it has too much to say."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel

from annotator.annotation.records import Annotated, Article
from tests.desktop.desk import picture


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def test_an_empty_page_says_what_can_be_done(open_desk):
    """The first thing a lead sees of a new project: no blinking caret in nothing."""
    desk = open_desk([])
    settle()
    said = desk.view.accessibleDescription()
    assert "Drop files or a folder here" in said
    assert "Ctrl+I" in said
    assert desk.view.cursorWidth() == 0
    told = picture(desk.view.viewport())
    desk.view.set_hint("")
    assert picture(desk.view.viewport()) != told
    texts = {label.text() for label in desk.window.inspector.findChildren(QLabel)}
    assert "No article is open." in texts


def test_it_is_gone_with_the_first_article(open_desk):
    """What was said there is neither drawn nor read out any more."""
    desk = open_desk([])
    with desk.project().begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a", text="The ferry stays.", title="A"))])
    desk.session.reload()
    desk.session.open_article("a")
    assert desk.view.accessibleDescription() == ""
    assert desk.view.cursorWidth() == 2
    desk.session.close_article()
    assert desk.view.accessibleDescription() == "No article is open. Choose one in the list."


def test_a_long_sentence_ends_before_what_stands_beside_it(open_desk):
    """It is cut with a sign, and never runs under the buttons; screen readers have all of it."""
    desk = open_desk(["The ferry stays."])
    bar = desk.window.status_bar
    desk.window.resize(900, 600)
    settle()
    empty = bar.grab().toImage()
    bar.tell("The ferry stays in port. " * 40)
    settle()
    shown = bar.grab().toImage()
    left = min(one.x() for one in bar._beside if one.isVisible())
    beside = QRect(left - 5, 0, bar.width() - left + 5, bar.height())
    assert shown.copy(beside) == empty.copy(beside)
    assert shown.copy(0, 0, left - 5, bar.height()) != empty.copy(0, 0, left - 5, bar.height())
    assert bar.accessibleDescription().count("ferry") == 40
