"""What is written of each record: which labels, attributes, and how the text is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label, shorten
from annotator.exchange import Shaping

_NAME_LENGTH = 80
_KEPT, _CUT = range(2)
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_ROWS = 5


class RecordForm(QWidget):
    """Labels with two marks each, attributes, and whole articles or parts of them.

    Signals:
        changed: another choice was made.

    Attributes:
        rows: at its end; more can be added.

    """

    changed = Signal()

    def __init__(self, prefix: str, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        """Build it; ``prefix`` begins the names of its widgets."""
        super().__init__(parent)
        self._labels = list(labels)
        self.labels = self._label_tree()
        self.labels.setObjectName(f"{prefix}_labels")
        self.attributes = QCheckBox(self.tr("&Attributes of spans"))
        self.attributes.setObjectName(f"{prefix}_attributes")
        self.attributes.setChecked(True)
        self.segments = choice_box(f"{prefix}_segments", self.tr("What one record is"))
        self._segment_names = ("", "paragraph", "sentence")
        self.segments.addItems(
            [self.tr("A whole article"), self.tr("A paragraph"), self.tr("A sentence")]
        )
        self.rows = choice_rows()
        self.rows.addRow(self.tr("One &record is"), self.segments)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.labels)
        layout.addWidget(self.attributes)
        layout.addLayout(self.rows)
        self.labels.itemChanged.connect(self.changed)
        self.attributes.toggled.connect(self.changed)
        self.segments.activated.connect(self.changed)

    def _label_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("Labels that are kept, and those cut out of the text"))
        tree.setHeaderLabels([self.tr("Labels"), self.tr("Cut out of the text")])
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(_KEPT, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(_CUT, QHeaderView.ResizeMode.ResizeToContents)
        for label in self._labels:
            item = QTreeWidgetItem([shorten(label.name, _NAME_LENGTH), ""])
            item.setCheckState(_KEPT, _ON)
            item.setCheckState(_CUT, _OFF)
            words = self.tr("Cut the spans of “{0}” out of the text").format(label.name)
            item.setData(_CUT, Qt.ItemDataRole.AccessibleTextRole, words)
            tree.addTopLevelItem(item)
        row = tree.sizeHintForRow(0) if self._labels else 20
        rows = min(max(len(self._labels), 2), _ROWS)
        tree.setFixedHeight(rows * row + tree.header().sizeHint().height() + 6)
        return tree

    def _checked(self, column: int) -> tuple[str, ...]:
        items = (self.labels.topLevelItem(row) for row in range(len(self._labels)))
        pairs = zip(self._labels, items, strict=True)
        return tuple(label.name for label, item in pairs if item and item.checkState(column) == _ON)

    @property
    def shaping(self) -> Shaping:
        """What was chosen."""
        labels = self._checked(_KEPT)
        return Shaping(
            labels=None if len(labels) == len(self._labels) else labels,
            attributes=self.attributes.isChecked(),
            clean=self._checked(_CUT),
            segments=self._segment_names[self.segments.currentIndex()],
        )


def choice_box(name: str, accessible: str) -> QComboBox:
    """Return a box for a choice, which may be narrower than its longest text."""
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def choice_rows() -> QFormLayout:
    """Return rows of names and choices, as wide as there is room."""
    rows = QFormLayout()
    rows.setHorizontalSpacing(12)
    rows.setVerticalSpacing(6)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return rows
