"""Whose work is taken, and whether only what is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten

_NAME_LENGTH = 80
_ROWS = 3
"""So many names are shown where room is scarce."""

_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class WorkForm(QWidget):
    """Everyone's work, or that of some; what was settled comes first where it is offered.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(
        self,
        prefix: str,
        names: Sequence[str],
        annotator: str,
        *,
        settled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build it; ``prefix`` begins the names of its widgets, ``settled`` offers gold."""
        super().__init__(parent)
        self._names = list(names)
        self.settled = QRadioButton(self.tr("What was &settled"))
        self.everyone = QRadioButton(self.tr("Ever&yone’s work"))
        self.only = QRadioButton(self.tr("Only the &work of"))
        self.people = QListWidget()
        self.people.setAccessibleName(self.tr("Annotators whose work is taken"))
        for name in self._names:
            item = QListWidgetItem(shorten(name, _NAME_LENGTH))
            item.setCheckState(_ON if name == annotator else _OFF)
            self.people.addItem(item)
        row = (self.people.sizeHintForRow(0) if self._names else 20) + 2
        self.people.setMinimumHeight(min(max(len(self._names), 2), _ROWS) * row + 8)
        self.people.setMaximumHeight(max(len(self._names), 2) * row + 8)
        self.done_only = QCheckBox(self.tr("Only articles that are &done"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget, name in (
            (self.settled, "settled"),
            (self.everyone, "everyone"),
            (self.only, "only"),
            (self.people, "people"),
            (self.done_only, "done_only"),
        ):
            widget.setObjectName(f"{prefix}_{name}")
            layout.addWidget(widget)
        self.settled.setVisible(settled)
        (self.settled if settled else self.everyone).setChecked(True)
        self.people.setEnabled(False)
        self.settled.toggled.connect(self.changed)
        self.only.toggled.connect(self._on_only)
        self.done_only.toggled.connect(self.changed)
        self.people.itemChanged.connect(self.changed)

    @property
    def annotators(self) -> list[str] | None:
        """Whose work is taken; None: everyone's, or what was settled."""
        if not self.only.isChecked():
            return None
        return [
            name
            for place, name in enumerate(self._names)
            if self.people.item(place).checkState() == _ON
        ]

    def _on_only(self, on: bool) -> None:
        self.people.setEnabled(on)
        self.changed.emit()
