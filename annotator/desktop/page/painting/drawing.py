"""What is drawn on the page: spans, hits, links, suggestions; and which of it is at a point."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label, Span
from annotator.annotation.sweep import SpanIndex, disjoint_runs
from annotator.desktop.page.painting.arc_painter import ArcPainter
from annotator.desktop.page.painting.geometry import VisibleLine, rect_of
from annotator.desktop.page.painting.guess_painter import GuessPainter
from annotator.desktop.page.painting.hit_painter import HitPainter
from annotator.desktop.page.painting.link_painter import LinkPainter
from annotator.desktop.page.painting.span_painter import Edge, SpanPainter
from annotator.desktop.page.painting.suggestion_painter import Mark, SuggestionPainter
from annotator.desktop.toolkit.theme import LIGHT, Theme
from annotator.project import OpenedArticle
from annotator.workbench.display import Display
from annotator.workbench.tagging.boilerplate import boilerplate

_VEIL = 120
"""How much paper lies over dimmed text, of 255."""

_GRIP = 6.0
"""How far from a handle it can be taken hold of, in device-independent pixels."""


class Drawing:
    """Draws on the lines it is given. It knows no widget; who changes it has the page repainted.

    Attributes:
        labels: by id.
        index: the spans by place.
        current: id of the span that is outlined, "" for none.
        several: ids of those that are outlined together.
        away: ids of the spans that are linked to other articles.
        dims: whether the text of boilerplate is drawn faintly.
        hidden: ids of the labels whose spans are not shown, but for those that are outlined.
        hits: what a search found.
        links: those of the current span, and what it may be linked to.
        arcs: all links of the article, where they are to be drawn.
        hints: what is suggested.
        guess: what a label's key would take.
        painter: of the spans, in the looks of now.

    """

    def __init__(self) -> None:
        self.labels: Mapping[str, Label] = {}
        self.away: Collection[str] = frozenset()
        self.hidden: Collection[str] = frozenset()
        self.dims = False
        self._display = Display("")
        self._theme = LIGHT
        self._room = 0
        self.arcs = ArcPainter()
        self.show(None, {})
        self.set_looks(self._display, self._theme, QFont(), self._room)

    # -- what is drawn -------------------------------------------------------------------------

    def show(self, opened: OpenedArticle | None, labels: Mapping[str, Label]) -> None:
        """Take the spans of an article, or of none; hits, links and suggestions are gone."""
        self.labels = labels
        self.index = SpanIndex(opened.spans if opened is not None else ())
        self.current = ""
        self.several: frozenset[str] = frozenset()
        self.hits = HitPainter()
        self.links = LinkPainter()
        self.hints = SuggestionPainter()
        self.guess = GuessPainter()

    def set_looks(self, display: Display, theme: Theme, font: QFont, room: int) -> None:
        """Draw from now on as things look now; to be called when anything of it has changed.

        Args:
            display: code points to Qt positions.
            theme: the colours.
            font: of the article's text.
            room: under each line, in device-independent pixels.

        """
        self._display, self._theme, self._room = display, theme, room
        self.painter = SpanPainter(self.index, display, self.labels, theme, font, room, self.away)

    def update(self, changes: Changes, article: str) -> list[Span]:
        """Take what an edit changed in an article (id); return what was drawn and will be."""
        touched = []
        for step in changes.delta.spans:
            if step.record.article != article:
                continue
            touched += [span for span in (step.before, step.after) if span is not None]
            if step.after is not None:
                self.index.put(step.after)
            elif step.before is not None:
                self.index.remove(step.before.id)
        if self.current and self.current not in self.index:
            self.current = ""
        return touched

    @property
    def current_span(self) -> Span | None:
        """The span that is outlined."""
        return self.index.get(self.current)

    def shows(self, span: Span) -> bool:
        """Tell whether a span is shown."""
        outlined = span.id == self.current or span.id in self.several
        return outlined or span.label not in self.hidden

    def spans_at(self, position: int) -> list[Span]:
        """Return the spans that are shown over a character, innermost first."""
        return [span for span in self.index.at(position) if self.shows(span)]

    # -- painting ------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (
            len(self.index)
            or self.hits.hits
            or self.links.candidates
            or self.hints.suggestions
            or self.guess.ranges
        )

    def spans_on(self, lines: Sequence[VisibleLine], dragged: Span | None) -> list[Span]:
        """Return the spans that touch any of the lines; the current one as it is dragged."""
        spans = self._spans_on(lines)
        if dragged is None:
            return spans
        return [dragged if span.id == self.current else span for span in spans]

    def _spans_on(self, lines: Sequence[VisibleLine]) -> list[Span]:
        spans = self.painter.spans_on(lines)
        return [span for span in spans if self.shows(span)] if self.hidden else spans

    def paint_under(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        selected: tuple[int, int],
    ) -> None:
        """Draw what lies under the text; what is selected (Qt positions) is left bare."""
        self.painter.paint_tints(painter, lines, spans, self.current, selected)
        self.hints.paint_hatching(painter, lines, self._display, self.labels, self._theme)
        self.hits.paint_boxes(painter, lines, self._display, self._theme)

    def paint_over(
        self,
        painter: QPainter,
        lines: Sequence[VisibleLine],
        spans: Sequence[Span],
        column_left: float,
    ) -> None:
        """Draw what lies over the text and in the room below it."""
        display, theme, room = self._display, self._theme, self._room
        if self.dims:
            self._paint_dimmed(painter, lines)
        self.hits.paint_edges(painter, lines, display, theme)
        self.painter.paint_marks(painter, lines, spans, self.current, self.several)
        if self.hints.suggestions:
            self.hints.paint_edges(painter, lines, display, self.labels, theme, room, column_left)
            questions = self.suggestion_marks(lines, spans)
            font = self.painter.letter_font
            self.hints.paint_marks(painter, questions, self.labels, theme, font)
        self.links.paint(painter, lines, display, theme, room, self.index, self.current)
        if self.guess.ranges:
            taken = [box for line in lines for box in self.painter.letter_boxes(line, spans)]
            font = self.painter.letter_font
            self.guess.paint(painter, lines, display, self.labels, theme, room, font, taken)

    def paint_arcs(
        self, painter: QPainter, lines: Sequence[VisibleLine], dragged: Span | None
    ) -> None:
        """Draw all links between spans; ``lines`` are all that are visible."""
        self.arcs.paint(
            painter,
            lines,
            self.spans_on(lines, dragged),
            self._display,
            self._theme,
            self._room,
            self.index,
            {tie.link.id for tie in self.links.ties},
        )

    def _paint_dimmed(self, painter: QPainter, lines: Sequence[VisibleLine]) -> None:
        """Lay paper over the text of boilerplate, but for the span that is outlined."""
        veil = QColor(self._theme.paper)
        veil.setAlpha(_VEIL)
        others = [span for span in self.painter.spans_on(lines) if span.id != self.current]
        qt = self._display.qt
        veiled = [
            (qt(low), qt(high), None) for low, high in boilerplate(others, self.labels.values())
        ]
        for run in disjoint_runs(veiled):
            for line in lines:
                for left, right in line.edges(run.start, run.end):
                    painter.fillRect(rect_of(line, left, right), veil)

    def suggestion_marks(self, lines: Sequence[VisibleLine], spans: Sequence[Span]) -> list[Mark]:
        """Return the marks of the suggestions on the lines, beside the letters of the spans."""
        taken = [box for line in lines for box in self.painter.letter_boxes(line, spans)]
        font = self.painter.letter_font
        return self.hints.marks(lines, self._display, self.labels, font, self._room, taken)

    # -- what is at a point --------------------------------------------------------------------

    def edge_at(self, lines: Sequence[VisibleLine], point: QPointF) -> Edge | None:
        """Return the handle of the current span under a point."""
        span = self.current_span
        if span is None:
            return None
        for edge in self.painter.edges(lines, span):
            grip = edge.line.top if edge.is_start else edge.line.bottom
            if abs(point.x() - edge.x) <= _GRIP and abs(point.y() - grip) <= _GRIP:
                return edge
        return None

    def mark_at(self, line: VisibleLine | None, point: QPointF) -> str:
        """Return the span (id) whose mark of a link to another article is under a point, or ""."""
        if line is None or not self.away:
            return ""
        return self.painter.away_at(line, self._spans_on([line]), point)

    def suggestion_at(
        self, lines: Sequence[VisibleLine], point: QPointF, position: int | None
    ) -> str:
        """Return the suggestion (id) under a point; where a span is, too, only by its mark.

        Args:
            lines: those that are visible.
            point: in the viewport.
            position: the character there, in code points; None beside the text.

        """
        if not self.hints.suggestions:
            return ""
        for mark in self.suggestion_marks(lines, self._spans_on(lines)):
            if mark.box.adjusted(-2, -2, 2, 2).contains(point):
                return mark.suggestion.id
        if position is None or self.spans_at(position):
            return ""
        one = self.hints.at(position)
        return one.id if one is not None else ""
