"""How a row of the span list is drawn: chip, text, attributes, fragments, note and flag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.annotation.records import Label, Span
from annotator.desktop.page.painting.span_painter import paint_away
from annotator.desktop.spans.attributes import summary
from annotator.desktop.spans.span_model import (
    AWAY_ROLE,
    GROUP_LABEL_ROLE,
    GROUP_ROLE,
    INSIDE_ROLE,
    SPAN_ROLE,
    text_of,
)
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.rows.row_view import Index
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.marks import CHIP, one_line, paint_chip, paint_row
from annotator.workbench.spans.rows import Group

_LEFT = 12
_GAP = 8
_ICON = 14
SIGN_WIDTH = 26
"""Of the sign by which a group is opened, from the left edge; its spans are indented by it."""

_SIGN = 4.0
_KEPT = 64
"""How many rows are kept as pictures: more than are in sight. A picture takes some 50 kB."""


class SpanRow(QStyledItemDelegate):
    """Draws ``Span`` records. All rows have the same height."""

    def __init__(
        self, label_of: Callable[[str], Label | None], themes: Themes, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._label_of = label_of
        self._themes = themes
        self._pixmaps: dict[tuple[str, float], QPixmap] = {}
        self._kept: dict[str, tuple[object, QPixmap]] = {}
        self._chips: dict[str, tuple[object, QPixmap]] = {}
        themes.changed.connect(self._pixmaps.clear)

    def forget(self) -> None:
        """Let go of the pictures of rows: they are of another article."""
        self._kept.clear()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return room for one line."""
        return QSize(100, max(QFontMetrics(option.font).height() + 14, CHIP + 12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row; one that looks as it did is not drawn again."""
        span = index.data(SPAN_ROLE)
        if not isinstance(span, Span):
            self._paint_group(painter, option, index)
            return
        rect: QRect = option.rect
        scale = painter.device().devicePixelRatioF()
        away = bool(index.data(AWAY_ROLE))
        indent = SIGN_WIDTH - 8 if index.data(INSIDE_ROLE) else 0
        if not scale.is_integer():  # then a picture would lie between pixels and be blurred
            self._paint(painter, option, span, indent, away=away)
            return
        looks = (
            span,
            indent,
            self._label_of(span.label),
            away,
            option.state,
            self._themes.theme,
            option.font.key(),
            rect.size(),
            scale,
        )
        kept, picture = self._kept.get(span.id, (None, None))
        if picture is None or kept != looks:
            picture = QPixmap(rect.size() * scale)
            picture.setDevicePixelRatio(scale)
            picture.fill(self._themes.theme.paper)
            drawer = QPainter(picture)
            drawer.translate(-rect.topLeft())
            self._paint(drawer, option, span, indent, away=away)
            drawer.end()
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[span.id] = looks, picture
        painter.drawPixmap(rect.topLeft(), picture)

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the head of a group: its sign, the label that all have, the text, how many."""
        group = index.data(GROUP_ROLE)
        if not isinstance(group, Group):
            return
        theme, rect = self._themes.theme, QRect(option.rect)
        painter.save()
        paint_row(painter, option, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.faint)
        x, y = rect.left() + SIGN_WIDTH / 2, rect.center().y() + 0.5
        corners = [(-0.6, -1.0), (0.6, 0.0), (-0.6, 1.0)]
        if group.is_open:
            corners = [(-1.0, -0.6), (1.0, -0.6), (0.0, 0.6)]
        painter.drawPolygon(
            QPolygonF([QPointF(x + _SIGN * across, y + _SIGN * down) for across, down in corners])
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left = rect.left() + SIGN_WIDTH
        label = self._label_of(index.data(GROUP_LABEL_ROLE))
        if label is not None:
            place = QRectF(left, rect.center().y() - CHIP // 2 + 0.5, CHIP, CHIP)
            paint_chip(painter, place, label, theme, option.font)
            left += CHIP + _GAP
        metrics = QFontMetrics(option.font)
        count = f"× {whole(group.number)}"
        room = rect.right() - _LEFT - left - metrics.horizontalAdvance(count) - _GAP
        text = metrics.elidedText(
            one_line(group.text) or "␣", Qt.TextElideMode.ElideMiddle, max(0, room)
        )
        painter.setFont(option.font)
        painter.setPen(theme.text)
        painter.drawText(QPointF(left, _baseline(rect, metrics)), text)
        painter.setPen(theme.faint)
        left += metrics.horizontalAdvance(text) + _GAP
        painter.drawText(QPointF(left, _baseline(rect, metrics)), count)
        painter.restore()

    def _paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        span: Span,
        indent: int,
        *,
        away: bool,
    ) -> None:
        theme = self._themes.theme
        rect: QRect = option.rect
        painter.save()
        paint_row(painter, option, theme)
        label = self._label_of(span.label)
        left = rect.left() + _LEFT + indent
        if label is not None:
            chip_top = rect.center().y() - CHIP // 2
            scale = painter.device().devicePixelRatioF()
            if scale.is_integer():
                painter.drawPixmap(left, chip_top, self._chip(label, theme, option.font, scale))
            else:
                place = QRectF(left, chip_top + 0.5, CHIP, CHIP)
                paint_chip(painter, place, label, theme, option.font)
        left += CHIP + _GAP
        right = rect.right() - _LEFT + 2
        if away:
            right -= _ICON
            side = _ICON * 0.64
            top = rect.center().y() - side / 2 + 0.5
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_away(painter, QRectF(right + 1, top, _ICON - 2, side), theme.faint)
            right -= _GAP
        right = self._paint_signs(painter, rect, option.font, theme, span, right)
        right = self._paint_attributes(painter, rect, option.font, theme, span, left, right)
        metrics = QFontMetrics(option.font)
        text = metrics.elidedText(text_of(span), Qt.TextElideMode.ElideMiddle, right - left)
        painter.setFont(option.font)
        painter.setPen(theme.text)
        painter.drawText(QPointF(left, _baseline(rect, metrics)), text)
        painter.restore()

    def _paint_signs(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        theme: Theme,
        span: Span,
        right: int,
    ) -> int:
        """Draw the marks left of ``right``; return where they begin."""
        small = _small(font)
        metrics = QFontMetrics(small)
        painter.setFont(small)
        painter.setPen(theme.faint)
        scale = painter.device().devicePixelRatioF()
        top = rect.center().y() - _ICON // 2
        for name, wanted in (("flag", span.flagged), ("note", bool(span.note))):
            if wanted:
                right -= _ICON
                painter.drawPixmap(right, top, self._pixmap(name, theme, scale))
                right -= _GAP
        if len(span.fragments) > 1:
            count = str(len(span.fragments))
            right -= metrics.horizontalAdvance(count)
            painter.drawText(QPointF(right, _baseline(rect, metrics)), count)
            right -= _ICON + 3
            painter.drawPixmap(right, top, self._pixmap("fragment", theme, scale))
            right -= _GAP
        return right

    def _paint_attributes(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        theme: Theme,
        span: Span,
        left: int,
        right: int,
    ) -> int:
        """Draw what is said of the span, in at most two fifths of the row; return its left."""
        words = summary(span)
        if not words:
            return right
        small = _small(font)
        metrics = QFontMetrics(small)
        room = min((right - left) * 2 // 5, metrics.horizontalAdvance(words) + 1)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        if len(shown) < 3:
            return right
        painter.setFont(small)
        painter.setPen(theme.faint)
        right -= metrics.horizontalAdvance(shown)
        painter.drawText(QPointF(right, _baseline(rect, metrics)), shown)
        return right - _GAP

    def _chip(self, label: Label, theme: Theme, font: QFont, scale: float) -> QPixmap:
        """Return a label's chip, drawn once for all rows."""
        looks = (label, theme, font.key(), scale)
        kept, chip = self._chips.get(label.id, (None, None))
        if chip is None or kept != looks:
            chip = QPixmap(QSize(CHIP, CHIP + 1) * scale)
            chip.setDevicePixelRatio(scale)
            chip.fill(Qt.GlobalColor.transparent)
            drawer = QPainter(chip)
            paint_chip(drawer, QRectF(0.0, 0.5, CHIP, CHIP), label, theme, font)
            drawer.end()
            self._chips[label.id] = looks, chip
        return chip

    def _pixmap(self, name: str, theme: Theme, scale: float) -> QPixmap:
        found = self._pixmaps.get((name, scale))
        if found is None:
            found = icons.pixmap(name, theme.faint.name(), _ICON, scale)
            self._pixmaps[name, scale] = found
        return found


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
    return small


def _baseline(rect: QRect, metrics: QFontMetrics) -> float:
    return rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) / 2
