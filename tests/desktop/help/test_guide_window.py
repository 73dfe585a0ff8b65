"""The guide in the real window: F1 where one is, contents, search, links."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from annotator.desktop.help.guide_window import GuideWindow
from annotator.desktop.shell.guide import open_guide
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.theme import DARK, Choice
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from tests.desktop.desk import Desk
from tests.desktop.transfer.test_files import in_dialog

TEXT = "The ferry was late. Nobody said why."

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def guide_of(desk: Desk) -> GuideWindow:
    found = [one for one in desk.window.findChildren(GuideWindow) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def seen(guide: GuideWindow) -> str:
    return guide.view.toPlainText()


def come_to(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def lines(guide: GuideWindow) -> list[str]:
    """The contents that are shown."""
    return [one.item.text(0) for one in guide._lines if not one.item.isHidden()]


def test_the_guide_in_the_window(qtbot: QtBot, open_desk: Callable[..., Desk]) -> None:
    """F1 on the page and in the list; contents, search and links; keys and colours of now."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_F1)
    guide = guide_of(desk)
    assert guide.part == "annotators#tag"
    assert "Edit ▸ History (Ctrl+Shift+Y)" in seen(guide)

    desk.focus(desk.window.queue.list)
    come_to(qtbot, desk.window)
    desk.key(Qt.Key.Key_F1)
    assert guide_of(desk) is guide
    assert guide.part == "annotators#begin"

    guide.view.anchorClicked.emit(QUrl("leads.md#packs"))
    assert guide.part == "leads#packs"
    assert "For leads" in seen(guide)
    assert guide.view.verticalScrollBar().value() > 0
    with pytest.raises(KeyError):
        guide.show_part("leads#nothing")

    everything = lines(guide)
    QTest.keyClicks(guide.search, "utf-16 emoji")
    assert lines(guide) == ["For data people", "Offsets"]
    assert guide.found.text() == "1 place"
    QTest.keyClick(guide.search, Qt.Key.Key_Return)
    assert guide.part == "data#offsets"
    assert len(guide.view.extraSelections()) >= 2
    guide.search.setText("zeppelin")
    assert lines(guide) == []
    assert guide.found.text() == "Nothing is called so."
    guide.search.clear()
    assert lines(guide) == everything
    assert not guide.view.extraSelections()

    top = guide.view.verticalScrollBar().value()
    desk.desktop.choose_theme(Choice.DARK)
    assert guide.view.palette().base().color() == DARK.paper
    assert guide.view.verticalScrollBar().value() == top
    desk.desktop.choose_theme(Choice.LIGHT)
    come_to(qtbot, guide)
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_f1_in_a_dialog_and_a_key_that_was_changed(
    qtbot: QtBot, open_desk: Callable[..., Desk]
) -> None:
    """The guide stands over a modal dialog, says the keys of now, and comes by its own new key."""
    desk = open_desk([TEXT])
    desk.window.actions_by_name["undo"].setShortcut("Ctrl+Alt+U")
    desk.window.actions_by_name["guide"].setShortcut("F4")
    found: list[str] = []

    def look(dialog: QDialog) -> None:
        come_to(qtbot, dialog)
        QTest.keyClick(dialog, Qt.Key.Key_F4)
        (guide,) = dialog.findChildren(GuideWindow)
        assert guide.isVisible()
        found.append(guide.part)
        guide.show_part("annotators#undo")
        assert "Ctrl+Alt+U takes back" in seen(guide)
        guide.close()
        dialog.reject()

    trouble = in_dialog(ImportDialog, look)
    desk.window.actions_by_name["import"].trigger()
    if trouble:
        raise trouble[0]
    assert found == ["leads#import"]


def test_the_guide_in_german(open_desk: Callable[..., Desk]) -> None:
    """Commands as the menus call them."""
    desk = open_desk([TEXT])
    desk.desktop.languages.choose(Language.GERMAN)
    try:
        guide = open_guide(desk.window, desk.desktop.themes, Language.GERMAN)
        guide.show_part("annotators#undo")
        assert "Bearbeiten ▸ Verlauf" in seen(guide)
        assert lines(guide)[0] == "Für Annotatoren"
        guide.close()
    finally:
        desk.desktop.languages.choose(Language.ENGLISH)
