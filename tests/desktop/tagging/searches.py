"""Finding in the project with real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.desktop.desk import CTRL, SHIFT

TEXTS = [
    "🚢 The ferry waits. The ferry is late.",
    "A train came. No ferry, no ferryman; Ferry.",
    "Nothing here but <b>bold</b> words.",
]


def open_search(desk, qtbot, words):
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_F, CTRL | SHIFT)
    dialog = desk.window.searching.dialog
    qtbot.waitUntil(lambda: dialog._indexing is None and dialog._task is None)
    QTest.keyClicks(dialog.line, words)
    idle(dialog, qtbot)
    return dialog


def idle(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._pause.isActive())


def titles(dialog):
    return [dialog.model.index(row).data() for row in range(dialog.model.rowCount())]


def preview(desk, qtbot):
    from annotator.desktop.tagging.tag_everywhere import TagEverywhereDialog

    dialog = (desk.window.findChildren(TagEverywhereDialog) or [None])[-1]
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog
