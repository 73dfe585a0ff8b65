"""What the pages of the report are made of: a column that scrolls, heads and plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.desktop.agreement.cells import Swatch
from annotator.desktop.toolkit.theme import Themes


class Page(QScrollArea):
    """A column of charts and tables."""

    def __init__(self, object_name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(accessible)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 12, 12, 8)
        self.column.setSpacing(8)
        self.setWidget(inside)


def plain(text: str = "", *, faint: bool = False) -> QLabel:
    """Return words in which nothing is taken for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if faint:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def head(text: str) -> QLabel:
    """Return a head above a chart or a table."""
    label = plain(text)
    bold = QFont(label.font())
    bold.setBold(True)
    label.setFont(bold)
    return label


def legend(kinds: dict[str, str], themes: Themes) -> QHBoxLayout:
    """Return what the patterns mean: pattern and words, side by side."""
    row = QHBoxLayout()
    row.setSpacing(6)
    for kind, words in kinds.items():
        label = plain(words)
        label.setWordWrap(False)
        row.addWidget(Swatch(kind, themes))
        row.addWidget(label)
        row.addSpacing(10)
    row.addStretch(1)
    return row
