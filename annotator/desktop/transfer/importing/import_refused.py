"""What an import cannot take in: line by line, what repairs it, and what becomes of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.words import in_words
from annotator.errors import InputError

SHOWN = 500
"""So many refusals are listed."""


class RefusedPage(QWidget):
    """The refusals, repairs for those that have one, and whether the rest comes in.

    Signals:
        repairs_changed: another kind is to be repaired, or no longer.
        rest_changed: whether the rest is wanted without what is refused.
    """

    repairs_changed = Signal()
    rest_changed = Signal()

    def __init__(self, suggested: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = suggested
        self._kinds: Counter[str] = Counter()
        self.repairs: dict[str, QCheckBox] = {}
        self.list = QListWidget()
        self.list.setObjectName("import_refused")
        self.list.setAccessibleName(self.tr("What cannot be imported"))
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.SingleSelection)
        self._repair_rows = QVBoxLayout()
        self._repair_rows.setSpacing(4)
        self.rest = QCheckBox(self.tr("Import the &rest without them"))
        self.rest.setObjectName("import_rest")
        self.save = QCheckBox(self.tr("&Write them to a file:"))
        self.save.setObjectName("import_save_refused")
        self.save.setChecked(True)
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.place_button = QPushButton(self.tr("Choose …"))
        self.place_button.setObjectName("import_refused_file")
        self.place_button.setAccessibleName(self.tr("Choose the file for what is refused"))
        self.place_button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addSpacing(22)
        row.addWidget(self.save)
        row.addWidget(self._place, 1)
        row.addWidget(self.place_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._repair_rows)
        layout.addWidget(self.rest)
        layout.addLayout(row)
        self.rest.toggled.connect(self._show_state)
        self.rest.toggled.connect(self.rest_changed)
        self.save.toggled.connect(self._show_state)
        self.place_button.clicked.connect(self._choose)
        self._show_state()

    @property
    def wanted_repairs(self) -> tuple[str, ...]:
        """The kinds that are to be repaired."""
        return tuple(kind for kind, box in self.repairs.items() if box.isChecked())

    @property
    def target(self) -> Path | None:
        """Where what is refused is written; None: nowhere."""
        return self.path if self.rest.isChecked() and self.save.isChecked() else None

    def forget(self) -> None:
        """Forget repairs and choices, because other files were chosen."""
        for box in self.repairs.values():
            self._repair_rows.removeWidget(box)
            box.deleteLater()
        self.repairs.clear()
        self._kinds.clear()
        self.rest.setChecked(False)

    def show_refused(self, refused: Sequence[InputError]) -> None:
        """List what is refused, and offer to repair what can be."""
        self.list.clear()
        self.list.addItems([in_words(one.message) for one in refused[:SHOWN]])
        if len(refused) > SHOWN:
            more = self.tr("and {0} more").format(whole(len(refused) - SHOWN))
            self.list.addItem(more)
        if not refused:
            self.list.addItem(self.tr("Everything can be imported."))
            self.rest.setChecked(False)
        found = Counter(one.repair for one in refused if one.repair)
        wanted = self.wanted_repairs
        # What is repaired is refused no longer: its number is the one of before.
        self._kinds = Counter({**{kind: self._kinds[kind] for kind in wanted}, **found})
        for kind, number in self._kinds.items():
            box = self.repairs.get(kind)
            if box is None:
                box = self.repairs[kind] = QCheckBox()
                box.setObjectName(f"import_repair_{kind}")
                box.toggled.connect(self.repairs_changed)
                self._repair_rows.addWidget(box)
            words = self.tr("Repair all of this kind: {0} × {1}")
            box.setText(words.format(whole(number), self._name(kind)))
        for kind in [kind for kind in self.repairs if kind not in self._kinds]:
            box = self.repairs.pop(kind)
            self._repair_rows.removeWidget(box)
            box.deleteLater()
        self.rest.setVisible(bool(refused))
        for widget in (self.save, self._place, self.place_button):
            widget.setVisible(bool(refused))
        self._show_state()

    def _name(self, kind: str) -> str:
        names = {
            "utf16": self.tr("offsets in UTF-16 units"),
            "utf8": self.tr("offsets in bytes"),
            "crlf": self.tr("offsets that count each line break twice"),
            "lf": self.tr("offsets that count each line break once"),
            "inclusive": self.tr("ends that are the last character"),
            "one-based": self.tr("offsets that begin with 1"),
        }
        return names.get(kind, kind)

    def _choose(self) -> None:
        chosen = files.refused_file(self, self.path)
        if chosen is not None:
            self.path = chosen
            self._show_state()

    def _show_state(self) -> None:
        self._place.show_text(str(self.path))
        self.save.setEnabled(self.rest.isChecked())
        writes = self.rest.isChecked() and self.save.isChecked()
        self._place.setEnabled(writes)
        self.place_button.setEnabled(writes)
