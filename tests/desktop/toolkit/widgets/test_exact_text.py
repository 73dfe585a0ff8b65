"""Copies of a plain text are exact."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.desktop.toolkit.widgets.exact_text import ExactText
from tests.desktop.desk import CTRL


def test_a_copy_keeps_its_spaces_and_lines(qtbot):
    """No-break spaces of each width, soft hyphens, tabs and separators come out as they were."""
    text = "a\u00a0b\u202fc\u00add\te\u2028f\ng"
    widget = ExactText(text)
    qtbot.addWidget(widget)
    widget.selectAll()
    QTest.keyClick(widget, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text
