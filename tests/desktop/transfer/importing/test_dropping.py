"""Files dropped anywhere on the window, and text pasted into the queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from tests.desktop.desk import CTRL, SHIFT, Desk
from tests.desktop.transfer.test_files import in_dialog

COPY, LEFT, NO = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop(desk: Desk, widget: QWidget, mime: QMimeData) -> bool:
    """Drop something on a widget as the system does: on the window of the screen."""
    place = QPointF(widget.mapTo(desk.window, widget.rect().center()))
    handle = desk.window.windowHandle()
    enter = QDragEnterEvent(place.toPoint(), COPY, mime, LEFT, NO)
    QApplication.sendEvent(handle, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(handle, QDropEvent(place, COPY, mime, LEFT, NO))
    return True


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


@pytest.mark.parametrize("where", ["article", "queue.search", "queue.list", "span_list", "window"])
def test_files_are_taken_anywhere(open_desk, qtbot, tmp_path: Path, where: str):
    """Also on fields that would take their names for text."""
    desk = open_desk(["Only one."])
    file = tmp_path / "new.txt"
    file.write_text("Dropped article")
    widget: QWidget = desk.window
    for name in where.replace("window", "").split("."):
        widget = getattr(widget, name) if name else widget

    def handler(dialog: ImportDialog) -> None:
        qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
        dialog.import_button.click()

    trouble = in_dialog(ImportDialog, handler)
    assert drop(desk, widget, of_files(file))
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 2)
    assert not trouble
    assert desk.window.queue.search.text() == ""


def test_links_to_pages_are_not_taken(open_desk):
    """There is no network: only what is on this machine."""
    desk = open_desk(["Only one."])
    mime = QMimeData()
    mime.setUrls([QUrl("https://news.invalid/a.html")])
    assert not drop(desk, desk.window.article, mime)


def test_a_drag_without_anything_is_left_to_the_widgets(open_desk):
    """Qt asks about drags that are over, too."""
    desk = open_desk(["Only one."])
    place = QPointF(10, 10)
    event = QDropEvent(place, COPY, None, LEFT, NO)
    assert not desk.window.dropping.eventFilter(desk.window, event)


def paste_text(qtbot, desk: Desk, press) -> None:
    QGuiApplication.clipboard().setText("Pasted title\n\nPasted text")

    def handler(dialog: PasteDialog) -> None:
        assert dialog.title.text() == "Pasted title"
        qtbot.waitUntil(lambda: dialog.add_button.isEnabled())
        dialog.add_button.click()

    trouble = in_dialog(PasteDialog, handler)
    press()
    assert not trouble
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 2)


def test_text_is_pasted_into_the_queue(open_desk, qtbot):
    desk = open_desk(["Only one."])
    desk.focus(desk.window.queue.list)
    paste_text(qtbot, desk, lambda: QTest.keyClick(desk.window.queue.list, Qt.Key.Key_V, CTRL))


def test_text_is_pasted_from_the_menu(open_desk, qtbot):
    desk = open_desk(["Only one."])
    paste_text(qtbot, desk, lambda: desk.key(Qt.Key.Key_V, CTRL | SHIFT))


def test_pasting_into_a_field_stays_pasting_into_a_field(open_desk):
    desk = open_desk(["Only one."])
    QGuiApplication.clipboard().setText("only")
    desk.focus(desk.window.queue.search)
    desk.key(Qt.Key.Key_V, CTRL)
    assert desk.window.queue.search.text() == "only"


def test_copied_files_are_pasted_as_files(open_desk, qtbot, tmp_path: Path):
    desk = open_desk(["Only one."])
    file = tmp_path / "new.txt"
    file.write_text("Copied article")
    QGuiApplication.clipboard().setMimeData(of_files(file))

    def handler(dialog: ImportDialog) -> None:
        qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
        assert dialog.articles.text.toPlainText() == "Copied article"
        dialog.reject()

    trouble = in_dialog(ImportDialog, handler)
    desk.focus(desk.window.queue.list)
    QTest.keyClick(desk.window.queue.list, Qt.Key.Key_V, CTRL)
    assert not trouble
    assert desk.window.queue.model.rowCount() == 1
