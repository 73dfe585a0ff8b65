"""How a hit is drawn: its tick, its article and the spans there, and the words around it."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Label
from annotator.desktop.tagging.hits.model import HIT_ROLE
from annotator.desktop.toolkit.rows.row_view import Index
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import CHIP, one_line, paint_chip, paint_row
from annotator.project import Hit

TICK_WIDTH = 36
"""Of the tick, from the left edge of the row."""

_ABOVE = 6
_GAP = 8
_BOX = 16
_CHIPS = 6


class HitRow(QStyledItemDelegate):
    """Draws ``Hit`` records on two lines each; the hit itself stands a third into the second."""

    def __init__(
        self,
        label_of: Callable[[str], Label | None],
        themes: Themes,
        parent: QWidget,
        *,
        ticks: bool = True,
    ) -> None:
        super().__init__(parent)
        self._label_of = label_of
        self._themes = themes
        self._ticks = ticks

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for two lines."""
        return QSize(120, max(QFontMetrics(option.font).lineSpacing(), CHIP) * 2 + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        painter.save()
        painter.setClipRect(rect)
        paint_row(painter, option, theme)
        left = rect.left() + (TICK_WIDTH if self._ticks else 12)
        if self._ticks:
            self._paint_tick(painter, option, index)
        room = QRect(
            left, rect.top() + _ABOVE, rect.right() - 12 - left, rect.height() // 2 - _ABOVE
        )
        self._paint_head(painter, option, room, hit)
        self._paint_context(painter, option.font, room.translated(0, room.height()), hit)
        painter.restore()

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QStyleOptionViewItem(option)
        rect = QRect(option.rect)
        box.rect = QRect(rect.left() + 11, rect.center().y() - _BOX // 2, _BOX, _BOX)
        box.state = QStyle.StateFlag.State_Enabled
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box.state |= QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
        parent = self.parent()
        assert isinstance(parent, QWidget)
        parent.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, parent
        )

    def _paint_head(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, hit: Hit
    ) -> None:
        """Draw the article's title, and at the right the labels of the spans there."""
        theme, metrics = self._themes.theme, QFontMetrics(option.font)
        right = room.right()
        shown = list(dict.fromkeys(one.label for one in hit.spans))[:_CHIPS]
        for name in reversed(shown):
            label = self._label_of(name)
            if label is not None:
                right -= CHIP
                chip = QRectF(right, room.center().y() - CHIP // 2 + 0.5, CHIP, CHIP)
                paint_chip(painter, chip, label, theme, option.font)
                right -= 4
        painter.setFont(option.font)
        painter.setPen(theme.faint)
        title = metrics.elidedText(
            one_line(hit.title, 200),
            Qt.TextElideMode.ElideRight,
            max(0, right - room.left() - _GAP),
        )
        painter.drawText(QPointF(room.left(), _baseline(room, metrics)), title)

    def _paint_context(self, painter: QPainter, font: QFont, room: QRect, hit: Hit) -> None:
        """Draw the words around the hit, so much of those before it that it stands in sight."""
        metrics = QFontMetrics(font)
        text = hit.text
        before = metrics.elidedText(
            hit.before.lstrip(), Qt.TextElideMode.ElideLeft, max(40, room.width() * 2 // 5)
        )
        heavy = QFont(font)
        heavy.setBold(True)
        taken = metrics.horizontalAdvance(before) + QFontMetrics(heavy).horizontalAdvance(text)
        after = metrics.elidedText(
            hit.after, Qt.TextElideMode.ElideRight, max(0, room.width() - taken)
        )
        whole = f"{before}{text}{after}"
        layout = QTextLayout(whole, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        bold = QTextLayout.FormatRange()
        bold.start, bold.length = _units(before), _units(text)
        bold.format = QTextCharFormat()
        bold.format.setFontWeight(QFont.Weight.Bold)
        layout.setFormats([bold])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        painter.save()
        painter.setClipRect(room.adjusted(0, -2, 0, 2), Qt.ClipOperation.IntersectClip)
        painter.setPen(self._themes.theme.text)
        left = float(room.left())
        if _is_leftward(whole):
            line.setPosition(QPointF(0, 0))
            left = room.right() - 1e6
        top = _baseline(room, metrics) - line.ascent()
        line.draw(painter, QPointF(left, top))
        painter.restore()


def _units(text: str) -> int:
    """Return the length of a text as Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_leftward(text: str) -> bool:
    """Return whether a line reads from right to left, which its first letter decides."""
    strong = (bidirectional(letter) for letter in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"


def _baseline(rect: QRect, metrics: QFontMetrics) -> float:
    return rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
