"""Two simple plots, drawn in the colours of the theme; what they show is also in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.marks import tip

_GAP = 3.0
_INKS = (
    (1.0, Qt.BrushStyle.NoBrush),
    (0.55, Qt.BrushStyle.BDiagPattern),
    (0.25, Qt.BrushStyle.Dense6Pattern),
)
"""How strong each part of a whole is, and its pattern: colour is never the only cue."""


class _Plot(QWidget):
    """A picture that follows the theme, with its content as an accessible description."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        themes.changed.connect(self._on_theme_changed)

    def _on_theme_changed(self) -> None:
        self.update()

    @property
    def _theme(self) -> Theme:
        return self._themes.theme


class ShareBar(_Plot):
    """One line of parts of a whole: what is done, begun and skipped; the rest is left empty."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._parts: tuple[int, ...] = ()
        self._total = 0
        self.setFixedHeight(14)
        self.setMinimumWidth(120)

    def show_parts(self, parts: Sequence[int], total: int, words: str) -> None:
        """Show ``parts`` of ``total`` side by side, the first one strongest."""
        self._parts, self._total = tuple(parts), total
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the parts."""
        theme = self._theme
        with QPainter(self) as painter:
            frame = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.fillRect(frame, theme.paper)
            x = frame.left()
            for part, (share, pattern) in zip(self._parts, _INKS, strict=False):
                width = frame.width() * part / max(1, self._total)
                place = QRectF(x, frame.top(), width, frame.height())
                painter.fillRect(place, colour.mix(theme.accent, theme.paper, share))
                painter.fillRect(place, QBrush(theme.text, pattern))
                x += width
            painter.setPen(colour.mix(theme.text, theme.chrome, 0.35))
            painter.drawRect(frame)


class DayChart(_Plot):
    """A column a day, with its number above it and some dates below."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.days: tuple[tuple[date, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a height for ten lines of text."""
        height = self.fontMetrics().height()
        return QSize(height * 30, height * 9)

    def show_days(self, days: Sequence[tuple[date, int]], words: str) -> None:
        """Show days, the oldest first; ``words`` say the same."""
        self.days = tuple(days)
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the base line, the columns, and what they say."""
        theme = self._theme
        with QPainter(self) as painter:
            small = QFont(self.font())
            small.setPointSizeF(max(7.0, small.pointSizeF() * 0.85))
            painter.setFont(small)
            metrics = QFontMetricsF(small)
            line = metrics.height()
            base = self.height() - line - 5.0
            room = base - line - 4.0
            step = self.width() / max(1, len(self.days))
            highest = max((count for _, count in self.days), default=0) or 1
            for place, (_, count) in enumerate(self.days):
                if not count:
                    continue
                height = max(2.0, room * count / highest)
                x = place * step
                column = QRectF(x + _GAP / 2, base - height, step - _GAP, height)
                painter.fillRect(column, theme.accent)
                self._write(painter, metrics, x + step / 2, column.top() - line, count, step)
            painter.setPen(colour.mix(theme.text, theme.chrome, 0.35))
            painter.drawLine(0, round(base), self.width(), round(base))
            self._write_dates(painter, metrics, base + 4.0, step, theme.faint)

    def _write(
        self,
        painter: QPainter,
        metrics: QFontMetricsF,
        middle: float,
        top: float,
        count: int,
        step: float,
    ) -> None:
        """Write a number above its column, unless it would run into the next one's."""
        text = whole(count)
        width = metrics.horizontalAdvance(text)
        if width > step * 1.6:
            return
        left = min(max(0.0, middle - width / 2), self.width() - width)
        painter.setPen(self._theme.text)
        painter.drawText(
            QRectF(left, top, width + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, text
        )

    def _write_dates(
        self, painter: QPainter, metrics: QFontMetricsF, top: float, step: float, ink: QColor
    ) -> None:
        """Write every seventh date, counted back from the last."""
        painter.setPen(ink)
        for place in range(len(self.days) - 1, -1, -7):
            text = short_date(self.days[place][0])
            width = metrics.horizontalAdvance(text)
            left = (place + 0.5) * step - width / 2
            left = min(max(0.0, left), self.width() - width)
            painter.drawText(
                QRectF(left, top, width + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, text
            )


def short_date(day: date) -> str:
    """Return day and month as the user's language writes them."""
    form = QCoreApplication.translate("Charts", "d MMM", "day and month, as QLocale takes it")
    return QLocale().toString(day, form)  # type: ignore[call-overload,no-any-return]
