"""A combo box of labels that follows the session: names, colours, and counts if wanted."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import CHIP, chip_icon, one_line, tip


class LabelBox(QComboBox):
    """``first`` and then the labels. An item's data is the label's id, "" for the first."""

    def __init__(
        self,
        session: Session,
        themes: Themes,
        first: str,
        *,
        counted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._first = first
        self._counted = counted
        self._shown: list[Label] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setIconSize(QSize(CHIP, CHIP))
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        session.labels_changed.connect(self._rebuild)
        themes.changed.connect(self._show_icons)
        if counted:
            session.article_opened.connect(self._show_texts)
            session.changed.connect(self._show_texts)
        self._rebuild()

    def _rebuild(self) -> None:
        labels = sorted(self._session.labels.values(), key=lambda label: label.position)
        if labels == self._shown and self.count():
            return
        chosen = self.currentData() or ""
        self.blockSignals(True)
        self.clear()
        self.addItem(self._first, "")
        for label in labels:
            self.addItem(one_line(label.name), label.id)
            self.setItemData(
                self.count() - 1, tip(label.name, label.description), Qt.ItemDataRole.ToolTipRole
            )
        self._shown = labels
        self._show_texts()
        self._show_icons()
        place = self.findData(chosen)
        self.setCurrentIndex(max(place, 0))
        self.blockSignals(False)
        if place < 0:
            self.currentIndexChanged.emit(0)

    def _show_texts(self) -> None:
        if not self._counted:
            return
        counts = self._session.counts
        texts = [f"{self._first}  ·  {whole(len(self._session.spans))}"]
        texts += [f"{one_line(one.name)}  ·  {whole(counts[one.id])}" for one in self._shown]
        for place, text in enumerate(texts):
            if self.itemText(place) != text:
                self.setItemText(place, text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as the style does, a name that is too long with … in it."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + 4
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideMiddle, field.width() - icon - 4
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _show_icons(self) -> None:
        scale = self.devicePixelRatioF()
        for place, label in enumerate(self._shown, 1):
            self.setItemIcon(place, chip_icon(label, self._themes.theme, self.font(), scale))
