"""The two plots that are no tables: boundaries apart, and agreement over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.agreement.figures import PeriodFigures
from annotator.agreement.report.wording import RELIABLE, TENTATIVE
from annotator.desktop.agreement.cells import fill_kind
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.numbers import decimal, whole
from annotator.desktop.toolkit.theme import Theme, Themes


class _Plot(QWidget):
    """A picture in the theme's colours; its accessible description says what it shows."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Return a height for twelve lines of text."""
        height = self.fontMetrics().height()
        return QSize(height * 30, height * 12)

    def _on_theme_changed(self) -> None:
        self.update()

    @property
    def _theme(self) -> Theme:
        return self._themes.theme

    def _small(self) -> QFont:
        small = QFont(self.font())
        small.setPointSizeF(max(7.0, small.pointSizeF() * 0.9))
        return small

    def _centred(self, painter: QPainter, x: float, top: float, text: str, ink: QColor) -> None:
        """Write a line with its middle at x, moved in where it would leave the picture."""
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(text)
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        painter.setPen(ink)
        place = QRectF(left, top, wide + 1, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)


class Histogram(_Plot):
    """Two columns for each name, plain and hatched, each with its number above it."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.bins: tuple[tuple[str, int, int], ...] = ()

    def show_bins(self, bins: Sequence[tuple[str, int, int]], words: str) -> None:
        """Show names with two counts each; ``words`` say the same."""
        self.bins = tuple(bins)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the columns."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setFont(self._small())
            line = QFontMetricsF(painter.font()).height()
            base = self.height() - line - 6.0
            room = base - line - 6.0
            step = self.width() / max(1, len(self.bins))
            most = max((max(one, two) for _, one, two in self.bins), default=0) or 1
            for place, (name, *counts) in enumerate(self.bins):
                x = place * step
                for shift, count, kind in zip(
                    (0.1, 0.5), counts, ("agreed", "missed"), strict=True
                ):
                    if not count:
                        continue
                    height = max(2.0, room * count / most)
                    column = QRectF(x + step * shift, base - height, step * 0.38, height)
                    fill_kind(painter, column, kind, theme)
                    middle = column.center().x()
                    self._centred(
                        painter, middle, column.top() - line - 1, whole(count), theme.text
                    )
                self._centred(painter, x + step / 2, base + 4, name, theme.faint)
            painter.setPen(colour.mix(theme.text, theme.paper, 0.5))
            painter.drawLine(QLineF(0, base, self.width(), base))


class TimeLine(_Plot):
    """A dot for each period, joined in order, with guides at .667 and .800."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.periods: tuple[PeriodFigures, ...] = ()

    def show_periods(self, periods: Sequence[PeriodFigures], words: str) -> None:
        """Show periods, the oldest first; ``words`` say the same."""
        self.periods = tuple(periods)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the scale, the guides and the dots."""
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._small())
            metrics = QFontMetricsF(painter.font())
            line = metrics.height()
            left = metrics.horizontalAdvance("-0.0") + 8
            right = self.width() - metrics.horizontalAdvance(".667") - 8
            top, base = line / 2 + 2, self.height() - line - 8.0
            values = [one.u_alpha_micro for one in self.periods if one.u_alpha_micro is not None]
            lowest = min([0.0, *values])

            def level(value: float) -> float:
                return base - (base - top) * (value - lowest) / (1.0 - lowest)

            centre = Qt.AlignmentFlag.AlignVCenter
            for tick in {lowest, 0.0, 0.5, 1.0}:
                y = level(tick)
                painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.15), 1))
                painter.drawLine(QLineF(left, y, right, y))
                painter.setPen(theme.faint)
                place = QRectF(0, y - line / 2, left - 6, line)
                painter.drawText(place, centre | Qt.AlignmentFlag.AlignRight, decimal(tick, 1))
            pen = QPen(colour.mix(theme.text, theme.paper, 0.5), 1, Qt.PenStyle.DashLine)
            for guide in (TENTATIVE, RELIABLE):
                y = level(guide)
                painter.setPen(pen)
                painter.drawLine(QLineF(left, y, right, y))
                painter.setPen(theme.faint)
                place = QRectF(right + 4, y - line / 2, self.width() - right, line)
                painter.drawText(place, centre, decimal(guide, 3)[1:])
            self._draw_dots(painter, metrics, (left, right, base), level)

    def _draw_dots(
        self,
        painter: QPainter,
        metrics: QFontMetricsF,
        sides: tuple[float, float, float],
        level: Callable[[float], float],
    ) -> None:
        theme = self._theme
        left, right, base = sides
        step = (right - left) / max(1, len(self.periods))
        points = []
        widest = max((metrics.horizontalAdvance(one.period) for one in self.periods), default=0)
        every = max(1, round((widest + 12) / step + 0.5))
        for number, one in enumerate(self.periods):
            x = left + step * (number + 0.5)
            if number % every == 0:
                self._centred(painter, x, base + 5, one.period, theme.faint)
            if one.u_alpha_micro is not None:
                points.append(QPointF(x, level(one.u_alpha_micro)))
        painter.setPen(QPen(theme.text, 1.4))
        painter.drawPolyline(points)
        painter.setPen(QPen(theme.paper, 1))
        painter.setBrush(theme.accent)
        for point in points:
            painter.drawEllipse(point, 4, 4)
