"""How one's own spans differ from gold: a list, and what is looked at in full below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)


class DifferenceRow(NamedTuple):
    """One row.

    Attributes:
        text: in one line.
        detail: in full, as HTML.

    """

    text: str
    detail: str


class DifferencePanel(QWidget):
    """The list with its counts, and a box that hides what is the same.

    Signals:
        chosen: the number of the row that the user has gone to.
        same_changed: whether what is the same is listed, too.
    """

    chosen = Signal(int)
    same_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("difference_panel")
        self.setMinimumWidth(290)
        self._rows: Sequence[DifferenceRow] = ()
        self.counts = QLabel()
        self.counts.setObjectName("difference_counts")
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.counts.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("differences")
        self.list.setAccessibleName(self.tr("My differences from gold"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(3)
        self.list.setStyleSheet("QListWidget::item { padding: 0 5px; }")
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.detail = QLabel()
        self.detail.setObjectName("difference_detail")
        self.detail.setTextFormat(Qt.TextFormat.RichText)
        self.detail.setWordWrap(True)
        self.detail.setMargin(12)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.same = QCheckBox(self.tr("List what is the same, too"))
        self.same.setObjectName("difference_same")
        self.same.toggled.connect(self.same_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.counts.setMargin(12)
        column.addWidget(self.counts)
        column.addWidget(self.list, 1)
        column.addWidget(self.detail)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.addWidget(self.same)
        column.addLayout(foot)

    def show_rows(self, counts: str, rows: Sequence[DifferenceRow]) -> None:
        """Show other rows, none of them chosen."""
        self._rows = rows
        self.counts.setText(counts)
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setToolTip("")
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)
        self.detail.clear()
        self.detail.setVisible(bool(rows))

    def renew(self, rows: Sequence[DifferenceRow]) -> None:
        """Show the same rows in other colours; the one that is chosen stays it."""
        self._rows = rows
        number = self.list.currentRow()
        if 0 <= number < len(rows):
            self.detail.setText(rows[number].detail)

    def select(self, number: int) -> None:
        """Go to a row as the user does."""
        self.list.setCurrentRow(number)

    def _on_row_changed(self, number: int) -> None:
        if 0 <= number < len(self._rows):
            self.detail.setText(self._rows[number].detail)
            self.detail.setAccessibleName(self._rows[number].text)
            self.chosen.emit(number)
