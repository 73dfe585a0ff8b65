"""Buttons inside a line have names, and empty what was typed."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton

from annotator.desktop.toolkit.widgets.line_buttons import add_sign, make_clearable
from tests.desktop.desk import LEFT


def test_both_are_named_and_one_empties(qtbot):
    """A screen reader has a word for each; a click on Clear empties the line."""
    line = QLineEdit("storm")
    qtbot.addWidget(line)
    line.setAccessibleName("Filter articles")
    add_sign(line, QIcon(QPixmap(16, 16)))
    make_clearable(line)
    line.show()
    buttons = {button.accessibleName(): button for button in line.findChildren(QToolButton)}
    assert set(buttons) == {"Filter articles", "Clear"}
    QTest.mouseClick(buttons["Clear"], LEFT)
    assert line.text() == ""
