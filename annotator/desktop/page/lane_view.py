"""The page on which several annotators' work is compared: read-only, a lane for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPlainTextEdit

from annotator.annotation.records import Article, Label, Status
from annotator.desktop.page.painting.geometry import VisibleLine
from annotator.desktop.page.painting.lane_painter import (
    LANES_PAD,
    Lane,
    LanePainter,
    Mark,
    small_font,
)
from annotator.desktop.page.view import ArticleView
from annotator.project import OpenedArticle

_NAME_WIDTH = 92.0
_PAD = 18.0
_PITCH = 0.5


class LaneView(ArticleView):
    """Shows an article with lanes, places and which place is looked at; holds no records."""

    _lanes: Sequence[Lane] = ()
    _calm: frozenset[str] = frozenset()
    _tinted: frozenset[str] = frozenset()
    _marks: Sequence[Mark] = ()
    _place_shown: tuple[int, int] | None = None
    _lane_painter: LanePainter | None = None
    _gutter = _PAD

    # -- what is shown -------------------------------------------------------------------------

    def show_lanes(
        self,
        article: Article,
        labels: Mapping[str, Label],
        lanes: Sequence[Lane],
        calm: frozenset[str],
        tinted: frozenset[str],
    ) -> None:
        """Show an article from its beginning.

        Args:
            article: whose text is shown.
            labels: by id.
            lanes: from the top.
            calm: ids of spans that are drawn thinly.
            tinted: ids of spans whose text is tinted.

        """
        self._lanes, self._calm, self._tinted = lanes, calm, tinted
        self._marks, self._place_shown = (), None
        self._make_room()
        opened = OpenedArticle(
            key=0, article=article, annotator="", status=Status.NEW, spans=(), links=()
        )
        self.show_article(opened, labels)

    def update_lanes(
        self, lanes: Sequence[Lane], calm: frozenset[str], tinted: frozenset[str]
    ) -> None:
        """Draw other spans or names; the text stays where it is while the lanes are the same."""
        as_many = len(lanes) == len(self._lanes)
        same_names = [one.name for one in lanes] == [one.name for one in self._lanes]
        self._lanes, self._calm, self._tinted = lanes, calm, tinted
        if not (as_many and same_names):
            self._make_room()
        self._renew_painter()
        self.viewport().update()

    def set_places(self, marks: Sequence[Mark], current: tuple[int, int] | None) -> None:
        """Draw which places are disputed or settled, and which one is looked at."""
        self._marks, self._place_shown = marks, current
        self.viewport().update()

    def show_place(self, start: int, end: int) -> None:
        """Put the caret before a place and scroll so that it is seen, if it is not."""
        if self.in_sight(start) and self.in_sight(max(start, end - 1)):
            self.place_caret(start)
        else:
            self.reveal(start)

    # -- room ----------------------------------------------------------------------------------

    def _make_room(self) -> None:
        height = QFontMetricsF(self._text_font).height()
        metrics = QFontMetricsF(small_font(self._text_font, height * _PITCH))
        widths = [metrics.horizontalAdvance(lane.name) for lane in self._lanes]
        self._gutter = min(_NAME_WIDTH, max(widths, default=0.0)) + _PAD
        self.set_text_size(round(self._text_font.pointSizeF()))

    def _room_below(self, height: float) -> int:
        return round(height * _PITCH) * max(1, len(self._lanes)) + LANES_PAD

    def _place(self) -> tuple[float, float]:
        """Return the column's left edge and width: names of lanes stand at its left."""
        page = self.viewport().width()
        width = min(self._column, page - self._gutter - _PAD)
        return float(round(max(self._gutter, (page - width) / 2))), float(width)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tints and hatching, then the text, then lanes."""
        lanes = self._lane_painter
        if lanes is None:
            super().paintEvent(event)
            return
        lines = list(self.visible_lines(QRectF(event.rect())))
        shown = lanes.spans_on(lines)
        marks = self._marks_on(lines)
        painter = QPainter(self.viewport())
        lanes.paint_tints(painter, lines, shown, marks)
        cursor = self.textCursor()
        for line in lines:
            for left, right in line.edges(cursor.selectionStart(), cursor.selectionEnd()):
                rect = QRectF(left, line.top, right - left, line.bottom - line.top)
                painter.fillRect(rect, self._theme.paper)
        painter.end()
        QPlainTextEdit.paintEvent(self, event)
        painter = QPainter(self.viewport())
        lanes.paint_lanes(painter, lines, shown, marks, self._place_shown, self._place()[0])
        painter.end()

    def _marks_on(self, lines: Sequence[VisibleLine]) -> list[Mark]:
        if not lines:
            return []
        start = self._display.code_point(lines[0].qt_start)
        end = self._display.code_point(lines[-1].qt_end)
        return [one for one in self._marks if one.start <= end and one.end >= start]

    def _renew_painter(self) -> None:
        super()._renew_painter()
        self._lane_painter = LanePainter(
            self._lanes,
            self._calm,
            self._tinted,
            self._display,
            self._drawing.labels,
            self._theme,
            self._text_font,
            self._room,
        )
