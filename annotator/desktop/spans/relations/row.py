"""How a link is drawn in the list: its source, and under it an arrow, its type and its target."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Label, Span
from annotator.desktop.page.painting.arc_painter import arrow_pen
from annotator.desktop.spans.relations.model import KIND_ROLE, RELATION_ROLE, RelationModel
from annotator.desktop.toolkit.rows.row_view import Index
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.marks import CHIP, one_line, paint_chip, paint_row
from annotator.workbench.spans.relations import End, Relation, Standing

_LEFT = 12
_GAP = 8
_ARROW = 22


class RelationRow(QStyledItemDelegate):
    """Draws ``Relation`` records on two lines each."""

    def __init__(
        self,
        model: RelationModel,
        label_of: Callable[[str], Label | None],
        themes: Themes,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._label_of = label_of
        self._themes = themes

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines."""
        return QSize(100, 2 * self._pitch(option) + 8)

    @staticmethod
    def _pitch(option: QStyleOptionViewItem) -> int:
        return max(QFontMetrics(option.font).height() + 6, CHIP + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        one = index.data(RELATION_ROLE)
        if not isinstance(one, Relation):
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        pitch = self._pitch(option)
        painter.save()
        painter.setClipRect(rect)
        paint_row(painter, option, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        metrics = QFontMetrics(option.font)
        first = QRect(rect.left() + _LEFT, rect.top() + 4, rect.width() - 2 * _LEFT, pitch)
        right = first.right()
        if sign := self._model.sign_of(one):
            painter.setPen(theme.text if one.standing is Standing.BROKEN else theme.faint)
            right -= metrics.horizontalAdvance(sign)
            painter.drawText(QPointF(right, _baseline(first, metrics)), sign)
            right -= _GAP
        self._paint_end(painter, option, first.adjusted(0, 0, right - first.right(), 0), one.source)
        second = first.translated(0, pitch)
        y = second.center().y() + 0.5
        start, tip = second.left() + 3.0, second.left() + float(_ARROW) - 4
        painter.setPen(arrow_pen(theme, index.data(KIND_ROLE)))
        painter.drawLine(QPointF(start, y - pitch * 0.35), QPointF(start, y))
        painter.drawLine(QPointF(start, y), QPointF(tip, y))
        painter.setPen(arrow_pen(theme, 0))
        for wing in (-3.0, 3.0):
            painter.drawLine(QPointF(tip - 3.0, y + wing), QPointF(tip, y))
        painter.setPen(theme.faint)
        name = one_line(one.link.type, 20)
        left = second.left() + _ARROW
        painter.drawText(QPointF(left, _baseline(second, metrics)), name)
        left += metrics.horizontalAdvance(name) + _GAP
        self._paint_end(painter, option, second.adjusted(left - second.left(), 0, 0, 0), one.target)
        painter.restore()

    def _paint_end(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, end: End | None
    ) -> None:
        theme: Theme = self._themes.theme
        metrics, left = QFontMetrics(option.font), room.left()
        label = self._label_of(end.label) if isinstance(end, Span) else None
        if label is not None:
            chip = QRectF(left, room.center().y() - CHIP // 2 + 0.5, CHIP, CHIP)
            paint_chip(painter, chip, label, theme, option.font)
            left += CHIP + _GAP
        text = one_line(end.text) if end is not None else self._model.tr("unreadable")
        painter.setPen(theme.text if end is not None else theme.faint)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, room.right() - left))
        painter.drawText(QPointF(left, _baseline(room, metrics)), shown)


def _baseline(rect: QRect, metrics: QFontMetrics) -> float:
    return rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
