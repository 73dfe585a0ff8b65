"""Font, size and line height of the articles, seen on the page while they are chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.reading import LINE_HEIGHTS, Reading
from annotator.desktop.toolkit.widgets.number_box import whole_box

_SIZES = 8, 40
_STEP = 10


class ReadingDialog(FittingDialog):
    """Shows how somebody reads, and tells of each choice at once.

    Args:
        reading: as it is; its size is one.
        parent: the window, whose page shows what is chosen.

    Signals:
        changed: a ``Reading``.
    """

    changed = Signal(object)

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_dialog")
        self.setWindowTitle(self.tr("Font and line height"))
        self._usual = Reading(size=13)
        self.family = QComboBox()
        self.family.setObjectName("reading_family")
        self.family.setAccessibleName(self.tr("Font"))
        self.family.setMinimumContentsLength(18)
        self.family.addItem(self.tr("The usual one"), "")
        for name in QFontDatabase.families():
            if QFontDatabase.isSmoothlyScalable(name) and not QFontDatabase.isPrivateFamily(name):
                self.family.addItem(name, name)
        self.points = whole_box("reading_size", *_SIZES)
        self.points.setAccessibleName(self.tr("Size in points"))
        self.points.setSuffix(self.tr(" pt"))
        self.line_height = whole_box("reading_line_height", *LINE_HEIGHTS)
        self.line_height.setAccessibleName(self.tr("Line height in percent"))
        self.line_height.setSuffix(self.tr(" %"))
        self.line_height.setSingleStep(_STEP)
        self.focus = QCheckBox(self.tr("Dim all but the current paragraph"))
        self.focus.setObjectName("reading_focus")
        self.guide = QCheckBox(self.tr("A band behind the line that is read"))
        self.guide.setObjectName("reading_guide")
        about = QLabel(self.tr("The page shows it at once. It is yours, not the project’s."))
        about.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("Font"), self.family)
        form.addRow(self.tr("Size"), self.points)
        form.addRow(self.tr("Line height"), self.line_height)
        form.addRow("", self.focus)
        form.addRow("", self.guide)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.usual_button = self.buttons.addButton(
            self.tr("As usual"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.usual_button.setObjectName("reading_usual")
        self.usual_button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self._show(reading)
        self.family.currentIndexChanged.connect(self._tell)
        self.points.valueChanged.connect(self._tell)
        self.line_height.valueChanged.connect(self._tell)
        self.focus.toggled.connect(self._tell)
        self.guide.toggled.connect(self._tell)
        self.usual_button.clicked.connect(self._on_usual)
        self.buttons.rejected.connect(self.reject)

    @property
    def reading(self) -> Reading:
        """What is chosen."""
        return Reading(
            family=self.family.currentData(),
            size=self.points.value(),
            line_height=self.line_height.value(),
            focus=self.focus.isChecked(),
            guide=self.guide.isChecked(),
        )

    def _show(self, reading: Reading) -> None:
        """Show a choice; a font that is not there any more stays named."""
        if reading.family and self.family.findData(reading.family) < 0:
            self.family.addItem(reading.family, reading.family)
        self.family.setCurrentIndex(max(0, self.family.findData(reading.family)))
        self.points.setValue(reading.size)
        self.line_height.setValue(reading.line_height)
        self.focus.setChecked(reading.focus)
        self.guide.setChecked(reading.guide)

    def _on_usual(self) -> None:
        self.blockSignals(True)
        self._show(self._usual)
        self.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.reading)
