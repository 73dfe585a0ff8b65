"""What an export can be told: format, whose work, which labels, how the text is cut."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label, shorten
from annotator.exchange import Shaping
from annotator.formats import Known, formats
from annotator.formats.ranges import CODEPOINT, UTF8, UTF16

_NAME_LENGTH = 80
_EXPORTED, _CUT = range(2)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_ROWS = 5


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
        self._names = list(names)
        self._labels = list(labels)
        self._formats = [one for one in formats() if one.can_write]
        self._build(annotator)
        self._connect()
        self._show_format()

    def _build(self, annotator: str) -> None:
        self.format = self._box("export_format", self.tr("Format"))
        self.format.addItems([one.title for one in self._formats])
        self.limits = QLabel()
        self.limits.setObjectName("export_limits")
        self.limits.setTextFormat(Qt.TextFormat.PlainText)
        self.limits.setWordWrap(True)
        self.limits.setMinimumWidth(1)
        self.everyone = QRadioButton(self.tr("Ever&yone’s work"))
        self.everyone.setObjectName("export_everyone")
        self.only = QRadioButton(self.tr("Only the &work of"))
        self.only.setObjectName("export_only")
        self.everyone.setChecked(True)
        self.people = QListWidget()
        self.people.setObjectName("export_people")
        self.people.setAccessibleName(self.tr("Annotators whose work is exported"))
        for name in self._names:
            item = QListWidgetItem(shorten(name, _NAME_LENGTH))
            item.setCheckState(_ON if name == annotator else _OFF)
            self.people.addItem(item)
        row = self.people.sizeHintForRow(0) if self._names else 20
        self.people.setFixedHeight(min(max(len(self._names), 2), 3) * (row + 2) + 8)
        self.done_only = QCheckBox(self.tr("Only articles that are &done"))
        self.done_only.setObjectName("export_done_only")
        self.labels = self._label_tree()
        self.attributes = QCheckBox(self.tr("&Attributes of spans"))
        self.attributes.setObjectName("export_attributes")
        self.attributes.setChecked(True)
        self.segments = self._box("export_segments", self.tr("What one record is"))
        self._segment_names = ("", "paragraph", "sentence")
        self.segments.addItems(
            [self.tr("A whole article"), self.tr("A paragraph"), self.tr("A sentence")]
        )
        self.units = self._box("export_units", self.tr("What offsets count"))
        self._lay_out()

    def _label_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setObjectName("export_labels")
        tree.setAccessibleName(self.tr("Labels that are exported, and those cut out of the text"))
        tree.setHeaderLabels([self.tr("Labels"), self.tr("Cut out of the text")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(_EXPORTED, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(_CUT, QHeaderView.ResizeMode.ResizeToContents)
        for label in self._labels:
            item = QTreeWidgetItem([shorten(label.name, _NAME_LENGTH), ""])
            item.setCheckState(_EXPORTED, _ON)
            item.setCheckState(_CUT, _OFF)
            words = self.tr("Cut the spans of “{0}” out of the text").format(label.name)
            item.setData(_CUT, Qt.ItemDataRole.AccessibleTextRole, words)
            tree.addTopLevelItem(item)
        row = tree.sizeHintForRow(0) if self._labels else 20
        rows = min(max(len(self._labels), 2), _ROWS)
        tree.setFixedHeight(rows * row + tree.header().sizeHint().height() + 6)
        return tree

    def _lay_out(self) -> None:
        head, foot = QFormLayout(), QFormLayout()
        for form in (head, foot):
            form.setHorizontalSpacing(12)
            form.setVerticalSpacing(6)
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        head.addRow(self.tr("Forma&t"), self.format)
        foot.addRow(self.tr("One &record is"), self.segments)
        foot.addRow(self.tr("&Offsets count"), self.units)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        for widget in (self.limits, self.everyone, self.only, self.people, self.done_only):
            layout.addWidget(widget)
        layout.addWidget(self.labels)
        layout.addWidget(self.attributes)
        layout.addLayout(foot)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.format.activated.connect(self._on_format)
        for box in (self.segments, self.units):
            box.activated.connect(self.changed)
        self.only.toggled.connect(self._on_only)
        for check in (self.done_only, self.attributes):
            check.toggled.connect(self.changed)
        self.people.itemChanged.connect(self.changed)
        self.labels.itemChanged.connect(self.changed)
        self.people.setEnabled(False)

    @staticmethod
    def _box(name: str, accessible: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(accessible)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return box

    # -- what was chosen -----------------------------------------------------------------------

    @property
    def chosen_format(self) -> Known:
        """The format to write."""
        return self._formats[self.format.currentIndex()]

    @property
    def annotators(self) -> list[str] | None:
        """Whose work is exported; None: everyone's."""
        if not self.only.isChecked():
            return None
        return [
            name
            for place, name in enumerate(self._names)
            if self.people.item(place).checkState() == _ON
        ]

    def _checked(self, column: int) -> tuple[str, ...]:
        items = (self.labels.topLevelItem(row) for row in range(len(self._labels)))
        pairs = zip(self._labels, items, strict=True)
        return tuple(label.name for label, item in pairs if item and item.checkState(column) == _ON)

    def choices(self) -> Choices:
        """Return everything that was chosen."""
        labels = self._checked(_EXPORTED)
        annotators = self.annotators
        units = self.chosen_format.offset_units
        place = self.units.currentIndex()
        return Choices(
            format=self.chosen_format.name,
            annotators=None if annotators is None else tuple(annotators),
            done_only=self.done_only.isChecked(),
            shaping=Shaping(
                labels=None if len(labels) == len(self._labels) else labels,
                attributes=self.attributes.isChecked(),
                clean=self._checked(_CUT),
                segments=self._segment_names[self.segments.currentIndex()],
            ),
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

    def _on_only(self, on: bool) -> None:
        self.people.setEnabled(on)
        self.changed.emit()

    def _show_format(self) -> None:
        one = self.chosen_format
        limits = one.limits
        self.limits.setText(
            self.tr("Cannot hold everything: {0}.").format(limits)
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
