"""What helps to keep the place while reading: a band behind a line, the rest dimmed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from annotator.desktop.page.painting.aid_painter import paint_dimming, paint_guide
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.page.text_page import TextPage


class Aids:
    """The aids of one page; both are off at first.

    Args:
        page: that is read.

    """

    def __init__(self, page: TextPage) -> None:
        self._page = page
        self._focus = self._guide = False
        self._pointed: float | None = None
        self._at: object = None

    def choose(self, *, focus: bool, guide: bool) -> None:
        """Dim all but the paragraph of the caret, or not; mark the line that is read, or not."""
        self._focus, self._guide = focus, guide
        self._page.viewport().update()

    def follow_mouse(self, y: float) -> None:
        """Mark the line under the mouse, which is so far down the page."""
        if self._guide:
            self._pointed = y
            self._draw_anew()

    def follow_caret(self) -> None:
        """Go where the caret is now."""
        self._pointed = None
        self._draw_anew()

    def _draw_anew(self) -> None:
        if not (self._focus or self._guide):
            return
        line = self._line_read()
        at = self._page.textCursor().blockNumber(), line.qt_start if line is not None else None
        if at != self._at:
            self._at = at
            self._page.viewport().update()

    # -- painting ------------------------------------------------------------------------------

    def paint_under(self, left: float, width: float) -> None:
        """Draw the band, before the text; edges of the column, in pixels of the viewport."""
        line = self._line_read() if self._guide else None
        if line is None:
            return
        painter = QPainter(self._page.viewport())
        height = line.bottom - line.top + self._page.room
        paint_guide(painter, QRectF(left, line.top, width, height), self._page.theme)
        painter.end()

    def paint_over(self) -> None:
        """Dim what is not the paragraph of the caret, after everything else."""
        paragraph = self._paragraph() if self._focus else None
        if paragraph is None:
            return
        viewport = self._page.viewport()
        painter = QPainter(viewport)
        paint_dimming(painter, QRectF(viewport.rect()), paragraph, self._page.theme)
        painter.end()

    def _line_read(self) -> VisibleLine | None:
        if self._pointed is not None:
            return self._page.line_at(QPointF(0.0, self._pointed))
        at = self._page.textCursor().position()
        there = [one for one in self._page.visible_lines() if one.qt_start <= at <= one.qt_end]
        return there[-1] if there else None

    def _paragraph(self) -> tuple[float, float] | None:
        """Return top and bottom of the caret's paragraph; of an empty one that of the text above.

        None where no text is shown.
        """
        page = self._page
        block = page.textCursor().block()
        while not block.text().strip() and block.previous().isValid():
            block = block.previous()
        if not block.text().strip():
            return None
        area = page.blockBoundingGeometry(block).translated(page.contentOffset())
        return area.top(), area.bottom()
