"""Where characters are on the page: visible lines, and the rectangles of ranges on them."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextLine

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Anything that can run from right to left, or makes its neighbours do so."""


class VisibleLine(NamedTuple):
    """One laid out line on the page.

    Attributes:
        line: Qt's line.
        origin: where the block begins, in viewport coordinates.
        block_start: Qt position of the block.
        qt_start: Qt position of the line's first character.
        qt_end: Qt position after its last one.
        top: of the text, in viewport coordinates.
        bottom: of the text, above the room for underlines.
        plain: whether every character runs from left to right.
        limit: how far right text is drawn: spaces at which the line was broken hang over.
        known: where characters were found to begin, in the block's own coordinates.
        hang: by how much too far left Qt takes a point on this line to be: the width of the
            spaces at which it was broken, where its paragraph runs from right to left.

    """

    line: QTextLine
    origin: QPointF
    block_start: int
    qt_start: int
    qt_end: int
    top: float
    bottom: float
    plain: bool
    limit: float
    known: dict[int, float]
    hang: float = 0.0

    def edges(self, qt_start: int, qt_end: int) -> list[tuple[float, float]]:
        """Return the stretches ``(left, right)`` that a range covers on this line.

        One stretch, unless writing directions are mixed: then one for each run of a direction,
        joined where they touch.
        """
        low = max(qt_start, self.qt_start) - self.block_start
        high = min(qt_end, self.qt_end) - self.block_start
        if low >= high:
            return []
        offset = self.origin.x()
        if self.plain:
            left, right = self._x(low), min(self._x(high), self.limit)
            return [(offset + left, offset + right)] if left < right else []
        return [(offset + left, offset + right) for left, right in _mixed(self.line, low, high)]

    def edge(self, qt_position: int, *, at_end: bool) -> float | None:
        """Return where a character begins, or ends, in its own writing direction.

        None when the character is not on this line or nothing of it is drawn.
        """
        stretches = self.edges(qt_position, qt_position + 1)
        if not stretches:
            return None
        left, right = stretches[0]
        return right if at_end != self.runs_left(qt_position) else left

    def _x(self, position: int) -> float:
        """Return where a character of the block begins; the same ones are asked for again."""
        x = self.known.get(position)
        if x is None:
            # PySide6 returns the x and the position that it belongs to; the stubs say object.
            x, _ = cast("tuple[float, int]", self.line.cursorToX(position))
            self.known[position] = x
        return x

    def on_text(self, point: QPointF) -> QPointF:
        """Return a point in the room under the line moved up onto it, where Qt finds the text."""
        return QPointF(point.x() + self.hang, min(point.y(), self.bottom - 1.5))

    def runs_left(self, qt_position: int) -> bool:
        """Tell whether a character runs from right to left."""
        if self.plain:
            return False
        runs = self.line.glyphRuns(qt_position - self.block_start, 1)
        return any(run.isRightToLeft() for run in runs)


def _mixed(line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
    """Return the stretches of a range from its glyphs.

    Not from caret positions: where directions meet, Qt gives one place for two edges.
    """
    rects = [run.boundingRect() for run in line.glyphRuns(low, high - low)]
    joined: list[tuple[float, float]] = []
    for left, right in sorted((rect.left(), rect.right()) for rect in rects):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        elif left < right:
            joined.append((left, right))
    return joined


def lines_of_block(
    block: QTextBlock, origin: QPointF, top: float, bottom: float
) -> Iterator[VisibleLine]:
    """Yield the lines of a laid out block that lie between two heights of the viewport."""
    layout = block.layout()
    count = layout.lineCount()
    if not count:
        return
    plain = _is_plain(block)
    runs_left = not plain and block.textDirection() == Qt.LayoutDirection.RightToLeft
    units = block.text().encode("utf-16-le", "replace") if runs_left else b""
    font = block.document().defaultFont()
    space = QFontMetricsF(font).horizontalAdvance(" ") if runs_left else 0.0
    block_start = block.position()
    first = bisect_right(
        range(count), top - origin.y(), key=lambda number: layout.lineAt(number).y()
    )
    for number in range(max(0, first - 1), count):
        line = layout.lineAt(number)
        line_top = origin.y() + line.y()
        if line_top > bottom:
            return
        start = block_start + line.textStart()
        yield VisibleLine(
            line=line,
            origin=origin,
            block_start=block_start,
            qt_start=start,
            qt_end=start + line.textLength(),
            top=line_top,
            bottom=line_top + line.height(),
            plain=plain,
            limit=line.x() + line.naturalTextWidth(),
            known={},
            hang=_hang(line, units, space) if runs_left and number + 1 < count else 0.0,
        )


def _hang(line: QTextLine, units: bytes, space: float) -> float:
    """Return the width of the spaces at the end of a line, of a block in UTF-16."""
    start = line.textStart()
    shown = units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le", "replace")
    return space * (len(shown) - len(shown.rstrip(" ")))


def line_at_height(block: QTextBlock, height: float) -> tuple[int, int]:
    """Return the Qt positions between which the line at a height of a laid out block lies."""
    layout = block.layout()
    count = layout.lineCount()
    if not count:
        return block.position(), block.position()
    after = bisect_right(range(count), height, key=lambda number: layout.lineAt(number).y())
    line = layout.lineAt(max(0, after - 1))
    start = block.position() + line.textStart()
    return start, start + line.textLength()


def line_of(block: QTextBlock, qt_position: int) -> int:
    """Return on which line of a laid out block a Qt position is, from 0."""
    line = block.layout().lineForTextPosition(qt_position - block.position())
    return line.lineNumber() if line.isValid() else 0


def _is_plain(block: QTextBlock) -> bool:
    """Tell whether every character of a block runs from left to right."""
    text = block.text()
    return text.isascii() or not _RIGHT_TO_LEFT.search(text)


class Row:
    """Boxes side by side under one line: each goes on in its text's direction from what is there.

    Args:
        line: under which they stand.

    """

    def __init__(self, line: VisibleLine) -> None:
        self._line = line
        self._taken: list[tuple[float, float]] = []
        self._end = -math.inf

    def place(self, qt_position: int, width: float) -> float | None:
        """Return the left edge of a box where a character begins; None where it is not drawn.

        Where writing directions are mixed, what comes later in the text may stand on any side of
        what came before: only boxes that would lie over one another move apart.
        """
        x = self._line.edge(qt_position, at_end=False)
        if x is None:
            return None
        if self._line.plain:
            left = max(x, self._end)
            self._end = left + width
            return left
        leftwards = self._line.runs_left(qt_position)
        left = x - width if leftwards else x
        while (other := self._under(left, left + width)) is not None:
            left = other[0] - width if leftwards else other[1]
        self._taken.append((left, left + width))
        return left

    def _under(self, left: float, right: float) -> tuple[float, float] | None:
        """Return a box that lies there by more than a rounding."""
        over = 0.01
        return next(
            (one for one in self._taken if left < one[1] - over and right > one[0] + over), None
        )


def rect_of(line: VisibleLine, left: float, right: float) -> QRectF:
    """Return the rectangle of a stretch of a line's text."""
    return QRectF(left, line.top, right - left, line.bottom - line.top)
