"""What an export can be told: format, whose work, which labels, how the text is cut."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from annotator.annotation.records import Label
from annotator.desktop.toolkit.dialogs.record_form import RecordForm, choice_box, choice_rows
from annotator.desktop.toolkit.dialogs.work_form import WorkForm
from annotator.desktop.toolkit.words import in_words
from annotator.exchange import Shaping
from annotator.formats import Known, formats
from annotator.formats.common.ranges import CODEPOINT, UTF8, UTF16


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen; as the arguments of ``write_out``."""

    format: str
    annotators: tuple[str, ...] | None
    done_only: bool
    shaping: Shaping
    offset_unit: str


class ExportForm(QWidget):
    """The choices of an export.

    Signals:
        changed: another choice was made.
        format_changed: among them the format.
    """

    changed = Signal()
    format_changed = Signal()

    def __init__(
        self,
        names: Sequence[str],
        annotator: str,
        labels: Sequence[Label],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.work = WorkForm("export", names, annotator)
        self.records = RecordForm("export", labels)
        self._formats = [one for one in formats() if one.can_write]
        self._build()
        self._connect()
        self._show_format()

    def _build(self) -> None:
        self.format = choice_box("export_format", self.tr("Format"))
        self.format.addItems([in_words(one.title) for one in self._formats])
        self.limits = QLabel()
        self.limits.setObjectName("export_limits")
        self.limits.setTextFormat(Qt.TextFormat.PlainText)
        self.limits.setWordWrap(True)
        self.limits.setMinimumWidth(1)
        self.units = choice_box("export_units", self.tr("What offsets count"))
        head = choice_rows()
        head.addRow(self.tr("Forma&t"), self.format)
        self.records.rows.addRow(self.tr("&Offsets count"), self.units)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        for widget in (self.limits, self.work, self.records):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.format.activated.connect(self._on_format)
        self.units.activated.connect(self.changed)
        self.work.changed.connect(self.changed)
        self.records.changed.connect(self.changed)

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def chosen_format(self) -> Known:
        """The format to write."""
        return self._formats[self.format.currentIndex()]

    @property
    def annotators(self) -> list[str] | None:
        """Whose work is exported; None: everyone's."""
        return self.work.annotators

    def choices(self) -> Choices:
        """Return everything that was chosen."""
        annotators = self.annotators
        units = self.chosen_format.offset_units
        place = self.units.currentIndex()
        return Choices(
            format=self.chosen_format.name,
            annotators=None if annotators is None else tuple(annotators),
            done_only=self.work.done_only.isChecked(),
            shaping=self.records.shaping,
            offset_unit=units[place] if 0 < place < len(units) else "",
        )

    def choose_format(self, name: str) -> None:
        """Choose a format by its name."""
        self.format.setCurrentIndex([one.name for one in self._formats].index(name))
        self._on_format()

    # -- reactions -----------------------------------------------------------------------------

    def _on_format(self) -> None:
        self._show_format()
        self.format_changed.emit()
        self.changed.emit()

    def _show_format(self) -> None:
        one = self.chosen_format
        limits = one.limits
        self.limits.setText(
            self.tr("Cannot hold everything: {0}.").format(in_words(limits))
            if limits
            else self.tr("Holds everything.")
        )
        words = {
            CODEPOINT: self.tr("characters (code points)"),
            UTF16: self.tr("UTF-16 units"),
            UTF8: self.tr("bytes of UTF-8"),
        }
        before = self.units.currentText()
        self.units.clear()
        self.units.addItems([words.get(unit, unit) for unit in one.offset_units])
        self.units.setCurrentIndex(max(0, self.units.findText(before)))
        self.units.setEnabled(len(one.offset_units) > 1)
