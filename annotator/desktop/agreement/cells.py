"""Figures drawn in the cells of tables; the cell's text says the same to screen readers."""

from __future__ import annotations

from PySide6.QtCore import (
    QLineF,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.agreement.figures import Estimate
from annotator.agreement.report.wording import KINDS, RELIABLE, TENTATIVE
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.marks import selected_fill

Index = QModelIndex | QPersistentModelIndex

DRAWN = Qt.ItemDataRole.UserRole
"""What a cell draws: an ``Estimate``, counts by kind, or a share from 0 to 1."""

_EDGE = 12.0
_PATTERNS = {
    "agreed": Qt.BrushStyle.SolidPattern,
    "missed": Qt.BrushStyle.BDiagPattern,
    "boundary": Qt.BrushStyle.VerPattern,
    "label": Qt.BrushStyle.Dense6Pattern,
    "split": Qt.BrushStyle.CrossPattern,
}


class _Cell(QStyledItemDelegate):
    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    @property
    def _theme(self) -> Theme:
        return self._themes.theme

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Draw what is behind a cell, and a frame when it has the focus."""
        theme, state = self._theme, option.state
        flags = QStyle.StateFlag
        if state & flags.State_Selected:
            focused = bool(state & flags.State_Active)
            painter.fillRect(option.rect, selected_fill(theme, focused=focused))
        if state & flags.State_HasFocus:
            painter.setPen(QPen(theme.accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1.5, -1.5))

    def _write(self, painter: QPainter, rect: QRectF, text: str, ink: QColor) -> None:
        metrics = QFontMetrics(painter.font())
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, flags, elided)


def place_on_axis(rect: QRect, lowest: float, value: float) -> float:
    """Return where a figure between ``lowest`` and 1 stands in a cell, from the left."""
    room = rect.width() - 2 * _EDGE
    return rect.left() + _EDGE + room * (value - lowest) / (1.0 - lowest)


class IntervalCell(_Cell):
    """A dot for the figure and a whisker for its interval, with guides at .667 and .800.

    Attributes:
        lowest: the figure at the left end, 0 or less.

    """

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent)
        self.lowest = 0.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the figure, or say why there is none."""
        one = index.data(DRAWN)
        theme = self._theme
        painter.save()
        painter.setFont(option.font)
        self._ground(painter, option)
        if not isinstance(one, Estimate) or one.value is None:
            rect = QRectF(option.rect).adjusted(_EDGE, 0, -4, 0)
            self._write(painter, rect, str(index.data() or ""), theme.faint)
            painter.restore()
            return
        top, bottom = option.rect.top(), option.rect.bottom() + 1
        middle = (top + bottom) / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rule = colour.mix(theme.text, theme.paper, 0.2)
        zero = place_on_axis(option.rect, self.lowest, 0.0)
        painter.setPen(QPen(rule, 1))
        painter.drawLine(QLineF(zero, top, zero, bottom))
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.5), 1, Qt.PenStyle.DashLine))
        for guide in (TENTATIVE, RELIABLE):
            x = place_on_axis(option.rect, self.lowest, guide)
            painter.drawLine(QLineF(x, top, x, bottom))
        painter.setPen(QPen(theme.paper, 1))
        painter.setBrush(theme.accent)
        at = place_on_axis(option.rect, self.lowest, one.value)
        painter.drawEllipse(QPointF(at, middle), 4.5, 4.5)
        painter.setPen(QPen(theme.text, 1.6))
        if one.low is not None and one.high is not None:
            low, high = (
                place_on_axis(option.rect, self.lowest, end) for end in (one.low, one.high)
            )
            if low < at - 5:
                painter.drawLine(QLineF(low, middle, at - 5, middle))
            if high > at + 5:
                painter.drawLine(QLineF(at + 5, middle, high, middle))
            for x in (low, high):
                # Higher than the dot: the ends of a narrow interval are seen before it.
                painter.drawLine(QLineF(x, middle - 7, x, middle + 7))
        painter.restore()


class AxisHeader(QHeaderView):
    """A header that writes the guides above the column in which intervals are drawn."""

    def __init__(self, themes: Themes, column: int, cell: IntervalCell, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        self._column = column
        self._cell = cell

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw a column's head."""
        painter.save()
        super().paintSection(painter, rect, logical)
        painter.restore()
        if logical != self._column:
            return
        painter.save()
        small = QFont(self.font())
        small.setPointSizeF(max(7.0, small.pointSizeF() * 0.85))
        painter.setFont(small)
        painter.setPen(self._themes.theme.text)
        metrics = QFontMetrics(small)
        marks = ((0.0, "0"), (TENTATIVE, ".667"), (RELIABLE, ".800"), (1.0, "1"))
        end = float(rect.left())
        for value, text in marks:
            wide = metrics.horizontalAdvance(text)
            x = place_on_axis(rect, self._cell.lowest, value) - wide / 2
            if value == TENTATIVE:
                x -= max(0.0, wide / 2 - 6)
            elif value == RELIABLE:
                x = max(x, end + 4)
            if x < end or x + wide > rect.right() + 1:
                continue
            place = QRectF(x, rect.top(), wide + 1, rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            end = x + wide
        painter.restore()


def fill_kind(painter: QPainter, rect: QRectF, kind: str, theme: Theme) -> None:
    """Fill a rectangle with the pattern of a kind of case."""
    if kind == "agreed":
        painter.fillRect(rect, colour.mix(theme.accent, theme.paper, 0.55))
    else:
        painter.fillRect(rect, colour.mix(theme.text, theme.paper, 0.07))
        painter.fillRect(rect, QBrush(colour.mix(theme.text, theme.paper, 0.7), _PATTERNS[kind]))
    painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.6), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)


class SharesCell(_Cell):
    """A bar of shares, each kind with a pattern of its own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the bar, or say that there are no cases."""
        parts = index.data(DRAWN)
        painter.save()
        painter.setFont(option.font)
        self._ground(painter, option)
        total = sum(parts.values()) if isinstance(parts, dict) else 0
        if not total:
            rect = QRectF(option.rect).adjusted(_EDGE, 0, -4, 0)
            self._write(painter, rect, str(index.data() or ""), self._theme.faint)
            painter.restore()
            return
        bar = QRectF(option.rect).adjusted(8.5, 6.5, -8.5, -6.5)
        x = bar.left()
        for kind in KINDS:
            count = parts[kind]
            width = bar.width() * count / total
            if count:
                fill_kind(painter, QRectF(x, bar.top(), width, bar.height()), kind, self._theme)
            x += width
        painter.restore()


class HeatCell(_Cell):
    """Text on a ground that is the stronger the more there is; the text says how much."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground and the text, its second line fainter."""
        theme = self._theme
        share = index.data(DRAWN)
        painter.save()
        ground = theme.paper
        if isinstance(share, float) and share > 0:
            ground = colour.tint(
                theme.accent, theme.paper, theme.text, 0.06 + 0.5 * min(1.0, share)
            )
        painter.fillRect(option.rect, ground)
        painter.setPen(colour.mix(theme.line, theme.paper, 0.8))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        flags = QStyle.StateFlag
        if option.state & (flags.State_HasFocus | flags.State_Selected):
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(2, 2, -3, -3))
        painter.setFont(option.font)
        painter.setPen(theme.text)
        text = str(index.data() or "")
        metrics = QFontMetrics(option.font)
        room = option.rect.adjusted(4, 2, -4, -2)
        lines = [
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            for line in text.split("\n")
        ]
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))
        painter.restore()


class Swatch(QWidget):
    """The pattern of a kind of case, for a legend."""

    def __init__(self, kind: str, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._themes = themes
        self.setFixedSize(QSize(24, 14))
        themes.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw the pattern."""
        with QPainter(self) as painter:
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            fill_kind(painter, rect, self._kind, self._themes.theme)
