"""The table of labels and their sources, with a switch for each source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from annotator.annotation.choices import Choice, off_id
from annotator.annotation.records import Label
from annotator.desktop.suggestions.wording import source_named
from annotator.desktop.toolkit.numbers import date_and_time, decimal, whole
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import CHIP, chip_icon, one_line, tip
from annotator.desktop.toolkit.words import in_words

if TYPE_CHECKING:
    from annotator.exchange.suggesting import Row

_NONE = "–"
_NAME, _SAID, _PRECISION, _RECALL, _CASES, _FROM, _ARTICLES, _TRAINED = range(8)
_WHICH = int(Qt.ItemDataRole.UserRole)
_NAME_LENGTH = 60


class SourceTable(QTreeWidget):
    """Rows of labels, open, with the rows of their sources below them.

    Signals:
        switched: label (id), source, and whether it is to be asked.

    """

    switched = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QTreeWidgetItem] = []
        self.setObjectName("suggestion_sources")
        self.setAccessibleName(self.tr("Labels and sources of suggestions"))
        self.setHeaderLabels(
            [
                self.tr("Label, source"),
                self.tr("Goes by"),
                self.tr("Precision"),
                self.tr("Recall"),
                self.tr("Cases"),
                self.tr("Shown from"),
                self.tr("Articles"),
                self.tr("Trained"),
            ]
        )
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(CHIP, CHIP))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        head = self.headerItem()
        for column, about in enumerate(self._explained()):
            if column >= _PRECISION:
                head.setTextAlignment(column, right)
            head.setToolTip(column, tip(about))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_SAID, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        self.itemChanged.connect(self._on_item_changed)

    def _explained(self) -> tuple[str, ...]:
        return (
            self.tr("A source that is not ticked proposes nothing for the label, to nobody."),
            self.tr("What is known of it, or what is missing."),
            self.tr("How many of the suggestions were right, on articles that were held out."),
            self.tr("How many of what was tagged were suggested, on articles that were held out."),
            self.tr("How many suggestions these figures rest on."),
            self.tr("The score from which suggestions are shown."),
            self.tr("How many finished articles were learned from."),
            self.tr("When it was learned."),
        )

    def show_rows(
        self,
        rows: Iterable[Row],
        labels: Iterable[Label],
        choices: Mapping[str, Choice],
        theme: Theme,
    ) -> None:
        """Show what was worked out.

        Args:
            rows: of labels, each before those of its sources.
            labels: of the project.
            choices: what is decided by now, which may be later than the rows.
            theme: of the window.

        """
        by_name = {one.name: one for one in labels}
        scale = self.devicePixelRatioF()
        self.blockSignals(True)
        self.clear()
        self._items = []
        above: QTreeWidgetItem | None = None
        for row in rows:
            label = by_name.get(row.label)
            if label is None:
                continue
            item = QTreeWidgetItem(self._cells(row))
            for column in range(_PRECISION, _TRAINED + 1):
                item.setTextAlignment(
                    column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            item.setToolTip(_SAID, tip(item.text(_SAID)))
            if not row.source or above is None:
                bold = QFont(self.font())
                bold.setBold(True)
                item.setFont(_NAME, bold)
                item.setIcon(_NAME, chip_icon(label, theme, self.font(), scale))
                self.addTopLevelItem(item)
                above = item
            else:
                item.setData(_NAME, _WHICH, (label.id, row.source))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                above.addChild(item)
                self._items.append(item)
        self.expandAll()
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        self.blockSignals(False)
        self.show_choices(choices)

    def show_choices(self, choices: Mapping[str, Choice]) -> None:
        """Tick the sources that are asked."""
        self.blockSignals(True)
        for item in self._items:
            label, source = item.data(_NAME, _WHICH)
            is_off = off_id(label, source) in choices
            item.setCheckState(_NAME, Qt.CheckState.Unchecked if is_off else Qt.CheckState.Checked)
        self.blockSignals(False)

    def _cells(self, row: Row) -> list[str]:
        name = source_named(row.source) if row.source else one_line(row.label, _NAME_LENGTH)
        said = in_words(row.said)
        is_label = not row.source
        return [
            name,
            f"{said[:1].upper()}{said[1:]}",
            _NONE if row.precision is None else decimal(row.precision, 2),
            _NONE if row.recall is None else decimal(row.recall, 2),
            whole(row.cases),
            (_NONE if row.threshold is None else decimal(row.threshold, 2)) if is_label else "",
            whole(row.articles) if is_label or row.cases else "",
            _when(row.trained_at) if is_label else "",
        ]

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        which = item.data(_NAME, _WHICH)
        if column == _NAME and which:
            label, source = which
            self.switched.emit(label, source, item.checkState(_NAME) == Qt.CheckState.Checked)


def _when(stamp: str) -> str:
    moment = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs)
    return date_and_time(moment) if moment.isValid() else _NONE
