"""Copies of a plain text are exact."""

from __future__ import annotations

import subprocess
import sys

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


ENDS = """
from PySide6.QtWidgets import QApplication
from annotator.desktop.toolkit.widgets.exact_text import ExactText
application = QApplication([])
text = ExactText("a\u00a0b")
text.selectAll()
text.copy()
assert application.clipboard().text() == "a\u00a0b"
"""


def test_a_program_ends_well_with_a_copy_on_the_clipboard():
    """What is there outlives the last of Python."""
    ended = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
