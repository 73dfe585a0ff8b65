"""What stands above the text on the first sheet: title, metadata, and what the marks mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from annotator.annotation.records import Label, Span
from annotator.desktop.page.painting.span_painter import draw_line
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.theme import Theme
from annotator.desktop.toolkit.widgets.marks import one_line, paint_chip

_SANS = ["Noto Sans", "DejaVu Sans", "Arial"]
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_TALL = 1e6
_CHIP = 15.0
_GAP = 7.0
_BETWEEN = 22.0
_BELOW = 16.0
_SAMPLE = 34.0


class Head:
    """Title, and lines of what is known of the article.

    Args:
        title: of the article.
        facts: lines below it; each wraps.
        font: of the article's text, with its size in pixels.

    Attributes:
        title: on one line.
        small_font: of what stands around the text.

    """

    def __init__(self, title: str, facts: Sequence[str], font: QFont) -> None:
        self.title = one_line(title)
        self._facts = [one_line(fact) for fact in facts if fact]
        self._title_font = QFont(font)
        self._title_font.setPixelSize(round(font.pixelSize() * 1.55))
        self._title_font.setBold(True)
        self.small_font = small_font(font)

    def height(self, width: float) -> float:
        """Return how much room it needs in a width, in pixels."""
        return sum(room.height() for _, _, room in self._parts(width)) + _GAP

    def _parts(self, width: float) -> list[tuple[str, QFont, QRectF]]:
        parts: list[tuple[str, QFont, QRectF]] = []
        y = 0.0
        for text, font, below in (
            (self.title, self._title_font, 4.0),
            *((fact, self.small_font, 2.0) for fact in self._facts),
        ):
            high = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, _TALL), _WRAP, text)
            parts.append((text, font, QRectF(0, y, width, high.height() + below)))
            y += high.height() + below
        return parts

    def draw(self, painter: QPainter, width: float, ink: Theme) -> None:
        """Draw it at the painter's origin."""
        for number, (text, font, room) in enumerate(self._parts(width)):
            painter.setFont(font)
            painter.setPen(ink.faint if number else ink.text)
            painter.drawText(room, _WRAP, text)

    @staticmethod
    def page_words(number: int, count: int) -> str:
        """Return what stands at the foot of a sheet."""
        return _tr("{0} of {1}").format(whole(number), whole(count))


class Legend:
    """The labels that are used, each as its spans look, with how many there are.

    Args:
        labels: in their order.
        spans: that are printed.
        font: of the article's text, with its size in pixels.
        numbered: whether spans have numbers that a list after the text is about.

    """

    def __init__(
        self,
        labels: Sequence[Label],
        spans: Sequence[Span],
        font: QFont,
        *,
        numbered: bool = False,
    ) -> None:
        self._numbered = numbered
        self._labels = labels
        self._counts = Counter(span.label for span in spans)
        self._in_pieces = any(len(span.fragments) > 1 for span in spans)
        self._flagged = any(span.flagged for span in spans)
        self._font = small_font(font)
        self._metrics = QFontMetricsF(self._font)

    def height(self, width: float) -> float:
        """Return how much room it needs in a width, in pixels."""
        if not self._labels:
            return self._metrics.height() + _BELOW
        rows = 1 + max(row for row, *_ in self._places(width))
        return rows * self._pitch + self._notes_height(width) + _BELOW

    def _notes_height(self, width: float) -> float:
        notes = self._notes()
        if not notes:
            return 0.0
        return self._metrics.boundingRect(QRectF(0, 0, width, _TALL), _WRAP, notes).height() + 4.0

    @property
    def _pitch(self) -> float:
        return max(self._metrics.height(), _CHIP) + 8.0

    def _places(self, width: float) -> list[tuple[int, float, Label, str]]:
        """Return row, left edge, label and words of each entry."""
        row, x = 0, 0.0
        places = []
        for label in self._labels:
            words = f"{one_line(label.name, 60)}  {whole(self._counts[label.id])}"
            wide = _CHIP + _GAP + max(self._metrics.horizontalAdvance(words), _SAMPLE)
            if x and x + wide > width:
                row, x = row + 1, 0.0
            places.append((row, x, label, words))
            x += wide + _BETWEEN
        return places

    def _notes(self) -> str:
        notes = [
            _tr("Dotted lines join the pieces of one span.") if self._in_pieces else "",
            _tr("A small flag: unsure.") if self._flagged else "",
            _tr("Small numbers: links and notes, after the text.") if self._numbered else "",
        ]
        return "  ".join(note for note in notes if note)

    def draw(self, painter: QPainter, width: float, ink: Theme) -> None:
        """Draw it at the painter's origin."""
        painter.setFont(self._font)
        if not self._labels:
            painter.setPen(ink.faint)
            painter.drawText(QPointF(0.0, self._metrics.ascent()), _tr("No spans."))
        bottom = 0.0
        for row, x, label, words in self._places(width):
            top = row * self._pitch
            mark = ink.mark(label.colour)
            paint_chip(painter, QRectF(x, top + 1.0, _CHIP, _CHIP), label, ink, self._font)
            left = x + _CHIP + _GAP
            advance = self._metrics.horizontalAdvance(one_line(label.name, 60))
            tint = QRectF(left, top, advance, self._metrics.height())
            painter.fillRect(tint, ink.tint(label.colour))
            painter.setFont(self._font)
            painter.setPen(ink.text)
            painter.drawText(QPointF(left, top + self._metrics.ascent()), words)
            draw_line(painter, label.line, mark, 1.6, left, left + advance, tint.bottom() + 1.5)
            bottom = top + self._pitch
        notes = self._notes()
        if notes:
            painter.setPen(ink.faint)
            painter.setFont(self._font)
            painter.drawText(QRectF(0.0, bottom, width, _TALL), _WRAP, notes)
        painter.fillRect(QRectF(0.0, self.height(width) - _BELOW + 4.0, width, 0.7), ink.line)


def small_font(font: QFont) -> QFont:
    """Return the font of what stands around the text."""
    result = QFont(font)
    result.setFamilies(_SANS)
    result.setPixelSize(round(font.pixelSize() * 0.82))
    return result


def _tr(text: str) -> str:
    return QCoreApplication.translate("Printing", text)
