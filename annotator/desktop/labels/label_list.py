"""The labels of the project in order: chip, name, key, and how many spans have each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Label
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.row_list import RowList
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import CHIP, one_line, paint_chip, paint_row, tip

LABEL_ROLE = int(Qt.ItemDataRole.UserRole)
COUNT_ROLE = LABEL_ROLE + 1

_PAD = 10
_CAP = 17


class LabelModel(QAbstractListModel):
    """Labels and how many spans of the project have them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.labels: list[Label] = []
        self._counts: Mapping[str, int] = {}

    def show_labels(self, labels: Sequence[Label], counts: Mapping[str, int]) -> None:
        """Show labels; ``counts`` are spans by label name."""
        self.beginResetModel()
        self.labels = list(labels)
        self._counts = counts
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many labels there are."""
        return 0 if parent.isValid() else len(self.labels)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return a label, its count, its name, or what a screen reader says."""
        if not 0 <= index.row() < len(self.labels):
            return None
        label = self.labels[index.row()]
        if role == LABEL_ROLE:
            return label
        if role == COUNT_ROLE:
            return self._counts.get(label.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(label.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(label.name, label.description)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(label)
        return None

    def _spoken(self, label: Label) -> str:
        words = [one_line(label.name)]
        if label.key:
            words.append(self.tr("key {0}").format(label.key))
        count = self._counts.get(label.name)
        if count is not None:
            spans = self.tr("1 span") if count == 1 else self.tr("{0} spans")
            words.append(spans.format(whole(count)))
        return ", ".join(words)


class LabelRow(QStyledItemDelegate):
    """Draws a label."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for one line."""
        return QSize(100, max(QFontMetrics(option.font).height() + 14, CHIP + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        label = index.data(LABEL_ROLE)
        if not isinstance(label, Label):
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row(painter, option, theme)
        metrics = QFontMetrics(option.font)
        left, right = rect.left() + _PAD, rect.right() - _PAD
        middle = rect.center().y()
        chip = QRectF(left, middle - CHIP / 2 + 0.5, CHIP, CHIP)
        paint_chip(painter, chip, label, theme, option.font)
        left += CHIP + 8
        painter.setFont(option.font)
        count = index.data(COUNT_ROLE)
        shown = "" if count is None else whole(count)
        width = max(metrics.horizontalAdvance(shown), metrics.horizontalAdvance("0000"))
        painter.setPen(theme.text if count else theme.faint)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRect(right - width, rect.top(), width, rect.height()), align, shown)
        right -= width + 8
        cap = max(_CAP, metrics.horizontalAdvance(label.key) + 6)
        if label.key:
            place = QRectF(right - cap, middle - _CAP / 2 + 0.5, cap, _CAP)
            self._paint_cap(painter, place, label)
        elif label.of_article:
            said = QCoreApplication.translate("LabelRow", "article")
            cap = metrics.horizontalAdvance(said)
            painter.setPen(theme.faint)
            painter.drawText(QRect(right - cap, rect.top(), cap, rect.height()), align, said)
        right -= cap + 8
        room = max(0, right - left)
        name = metrics.elidedText(one_line(label.name), Qt.TextElideMode.ElideRight, room)
        painter.setFont(option.font)
        painter.setPen(theme.text)
        painter.drawText(
            QRect(left, rect.top(), room, rect.height()), Qt.AlignmentFlag.AlignVCenter, name
        )
        painter.restore()

    def _paint_cap(self, painter: QPainter, cap: QRectF, label: Label) -> None:
        theme = self._themes.theme
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.35), 1.0))
        painter.setBrush(theme.chrome)
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        small = QFont(painter.font())
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(theme.text)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, label.key)


class LabelList(RowList):
    """The list of labels; ``chosen`` tells the row that the user selected."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.labels = LabelModel(self)
        self.setModel(self.labels)
        self.setItemDelegate(LabelRow(themes, self))
        self.connect_selection()
        self.setFrameShape(QFrame.Shape.StyledPanel)

    @property
    def selected(self) -> Label | None:
        """The selected label."""
        row = self.selected_row
        return None if row is None else self.labels.labels[row]

    def show_labels(
        self, labels: Sequence[Label], counts: Mapping[str, int], selected: str
    ) -> None:
        """Show labels and select one by its id, telling nobody."""
        top = self.verticalScrollBar().value()
        with self.following():
            self.labels.show_labels(labels, counts)
        ids = [label.id for label in labels]
        self.verticalScrollBar().setValue(top)
        self.select_row(ids.index(selected) if selected in ids else None)
