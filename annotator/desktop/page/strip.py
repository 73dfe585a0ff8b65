"""The overview beside the scroll bar: where spans and hits are, and what is on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label, Span
from annotator.desktop.page.view import ArticleView
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import LIGHT, Theme
from annotator.desktop.toolkit.widgets.marks import tip
from annotator.project import OpenedArticle
from annotator.workbench.density import Density

WIDTH = 12
LANES = 4
"""How many labels have a column of their own; further ones share them in turn."""

_HITS = ""
_HIT_WIDTH, _LEFT, _LANE = 3, 4, 2
_LEAST_ROWS = 2
_AT_ONCE = 2000
"""How many spans are counted before anything else may happen."""


_Lane = tuple[str, int, int]
"""What is drawn, from where, and how wide."""


class OverviewStrip(QWidget):
    """The whole article as a narrow column, between the text and the scroll bar.

    Each label has its own place from left to right, and the tooltip names what is beside it, so
    colour is not the only cue. Hits of a search are at the very left. A place is where it is in
    the text: by characters, not by lines.

    Args:
        view: the page that this is about.

    """

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self.setObjectName("overview_strip")
        self.setAccessibleName(self.tr("Overview of the article"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._theme = LIGHT
        self._labels: list[Label] = []
        self._hidden: Collection[str] = frozenset()
        self._article = ""
        self._length = 0
        self._density = Density(0)
        self._uncounted: Iterator[Span] = iter(())
        self._edits: list[tuple[Span, int]] = []
        self._picture: QPixmap | None = None
        self._known_rects: dict[_Lane, tuple[list[tuple[int, int]], list[QRect]]] = {}
        """True as long as the runs that they were made of are the same list."""
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count)
        view.setViewportMargins(0, 0, WIDTH, 0)
        view.viewport().installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(lambda _: self.update())

    # -- what is shown -------------------------------------------------------------------------

    def show_article(self, opened: OpenedArticle | None, labels: Mapping[str, Label]) -> None:
        """Show another article; spans beyond the first few are counted a little later."""
        self._article = opened.article.id if opened is not None else ""
        self._length = len(opened.article.text) if opened is not None else 0
        self._density = Density(self._length)
        self._known_rects = {}
        self._uncounted = iter(opened.spans if opened is not None else ())
        self._edits = []
        self.set_labels(labels)
        self._count()

    def update_spans(self, changes: Changes) -> None:
        """Show what an edit changed."""
        touched = False
        for step in changes.delta.spans:
            if step.record.article != self._article:
                continue
            touched = True
            if step.before is not None:
                self._edits.append((step.before, -1))
            if step.after is not None:
                self._edits.append((step.after, 1))
        if touched and not self._counting.isActive():
            self._count()

    def _count(self) -> None:
        """Count the next spans of the article, and what was edited when all are counted."""
        counted = 0
        for span in islice(self._uncounted, _AT_ONCE):
            self._change(span, 1)
            counted += 1
        if counted == _AT_ONCE:
            self._counting.start()
        else:
            for span, by in self._edits:
                self._change(span, by)
            self._edits = []
        self._renew()

    def _change(self, span: Span, by: int) -> None:
        for fragment in span.fragments:
            self._density.change(span.label, fragment.start, fragment.end, by)

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Show the hits of a search."""
        self._density.replace(_HITS, hits)
        self._renew()

    def set_labels(self, labels: Mapping[str, Label]) -> None:
        """Give the labels their places and colours."""
        self._labels = sorted(labels.values(), key=lambda label: label.position)
        names = [" ".join(label.name.split())[:40] for label in self._labels]
        legend = self.tr("Where the spans are. From left to right: found text, {0}.").format(
            ", ".join([*names[:LANES], *(["…"] if len(names) > LANES else [])])
        )
        self.setToolTip(f"{legend} {self.tr('Click to go there.')}")
        self.setAccessibleDescription(legend)
        self._renew()

    def set_hidden(self, labels: Collection[str]) -> None:
        """Show no spans of these labels (ids)."""
        self._hidden = frozenset(labels)
        self._renew()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._renew()

    def _renew(self) -> None:
        self._picture = None
        self.update()

    # -- drawing -------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Return the width; the height is the page's."""
        return QSize(WIDTH, 100)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the visible part, and everything else over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.paper)
        if not self._length:
            return
        start, end = self._view.visible_range()
        top = start * self.height() / self._length
        high = max(6.0, end * self.height() / self._length - top)
        shade = QColor(self._theme.text)
        shade.setAlpha(24)
        painter.fillRect(QRectF(0, top, WIDTH, high), shade)
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatio():
            self._picture = self._draw()
        painter.drawPixmap(0, 0, self._picture)

    def _draw(self) -> QPixmap:
        """Return the marks of all spans and hits on nothing."""
        scale = self.devicePixelRatio()
        rows = max(1, self.height())
        picture = QPixmap(self.size() * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.mix(self._theme.text, self._theme.paper, 0.75))
        painter.drawRects(self._rects(_HITS, 0, _HIT_WIDTH, rows))
        for number, label in enumerate(self._labels):
            if label.id in self._hidden:
                continue
            left = _LEFT + number % LANES * _LANE
            painter.setBrush(self._theme.mark(label.colour))
            painter.drawRects(self._rects(label.id, left, _LANE, rows))
        painter.end()
        return picture

    def _rects(self, name: str, left: int, width: int, rows: int) -> list[QRect]:
        runs = self._density.runs(name, rows)
        known = self._known_rects.get((name, left, width))
        if known is None or known[0] is not runs:
            latest = rows - _LEAST_ROWS
            rects = [
                QRect(left, min(first, latest), width, max(_LEAST_ROWS, end - first))
                for first, end in runs
            ]
            known = self._known_rects[name, left, width] = runs, rects
        return known[1]

    # -- mouse and place -----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where was clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on as long as the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y())

    def _go(self, y: float) -> None:
        share = min(1.0, max(0.0, y / max(1, self.height())))
        self._view.scroll_to(round(share * self._length))

    def words_at(self, y: int) -> str:
        """Return what is marked at a height, by name; where nothing is, what the marks mean."""
        rows = max(1, self.height())
        kinds = [(_HITS, self.tr("Found text")), *self._shown_names()]
        names = [
            " ".join(name.split())[:40]
            for kind, name in kinds
            if any(r.top() <= y <= r.bottom() for r in self._rects(kind, 0, WIDTH, rows))
        ]
        return ", ".join(names) or self.toolTip()

    def _shown_names(self) -> list[tuple[str, str]]:
        return [(one.id, one.name) for one in self._labels if one.id not in self._hidden]

    def event(self, event: QEvent) -> bool:
        """Name what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.words_at(event.pos().y())), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page."""
        QApplication.sendEvent(self._view.verticalScrollBar(), event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the page, and as high."""
        if event.type() == QEvent.Type.Resize:
            place = self._view.viewport().geometry()
            self.setGeometry(place.right() + 1, place.top(), WIDTH, place.height())
            self._renew()
        return super().eventFilter(watched, event)
