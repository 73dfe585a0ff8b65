"""The links of the current span, both ways: to follow, and to remove."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.annotation.edits import RemoveLinks
from annotator.annotation.records import Span, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.overrides import is_deletion, keep_key
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import explain, in_quotes, one_line, selected_fill
from annotator.project import SpanElsewhere
from annotator.workbench.span_links import Tie, ties_of

SHOWN = 50
"""Links shown of one span."""

_CLOSE = 12


class LinkRows(QWidget):
    """One row for each link; Return or a click follows it, Delete or the cross removes it."""

    def __init__(self, session: Session, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self._session = session
        self._themes = themes
        self._shown: object = None
        self.rows: list[LinkRow] = []
        self.removers: list[Remover] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)

    def show_span(self, span: Span | None) -> None:
        """Show the links of another span, or of the same one as they are now."""
        ties: list[Tie] = []
        if span is not None:
            ties = ties_of(span.id, self._session.links, self._session.spans)[:SHOWN]
        others = self._spans_of(ties)
        shown = [(tie, others.get(tie.other)) for tie in ties]
        if shown != self._shown:
            self._shown = shown
            self._build(shown)
        self.setVisible(bool(ties))

    def _spans_of(self, ties: Sequence[Tie]) -> dict[str, Span | SpanElsewhere]:
        """Return the other spans, in this article and in others."""
        session = self._session
        there = {
            tie.other: session.spans.get(tie.other) or session.linked.get(tie.other) for tie in ties
        }
        return {name: one for name, one in there.items() if one is not None}

    def _build(self, shown: Sequence[tuple[Tie, Span | SpanElsewhere | None]]) -> None:
        focused = next((n for n, row in enumerate(self.rows) if row.hasFocus()), None)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self.removers = [], []
        for tie, other in shown:
            line = QWidget()
            row = LinkRow(self._text(tie, other), self._themes, line)
            row.clicked.connect(lambda _=False, one=other: self._follow(one))
            row.setObjectName(f"link_{tie.number}")
            remover = Remover(self._themes, line)
            remover.setObjectName(f"remove_link_{tie.number}")
            remover.setAccessibleName(self.tr("Remove this link"))
            remover.setToolTip(self.tr("Remove this link"))
            remover.clicked.connect(lambda _=False, link=tie.link.id: self._remove(link))
            row.delete_pressed.connect(lambda link=tie.link.id: self._remove(link))
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(2)
            box.addWidget(row, 1)
            box.addWidget(remover)
            self._column.addWidget(line)
            line.show()  # at once, so that a row can take the focus
            self.rows.append(row)
            self.removers.append(remover)
        if focused is not None and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def _text(self, tie: Tie, other: Span | SpanElsewhere | None) -> str:
        arrow = "→" if tie.outgoing else "←"
        text = (
            in_quotes(shorten(one_line(other.text))) if other is not None else self.tr("unreadable")
        )
        line = f"{tie.number}  {arrow} {one_line(tie.link.type, 30)}: {text}"
        opened = self._session.opened
        if other is not None and opened is not None and other.article != opened.article.id:
            line += " · " + self.tr("another article")
        return line

    def _follow(self, other: Span | SpanElsewhere | None) -> None:
        if other is None:
            return
        self._session.follow(other.article, other.id)

    def _remove(self, link: str) -> None:
        self._session.apply(RemoveLinks(links=(link,)), follow=False)


class _Button(QAbstractButton):
    """A flat button that draws itself calmly."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._themes.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(theme.accent if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(selected_fill(theme, focused=self.hasFocus()))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class LinkRow(_Button):
    """What a link says; pressing it follows it.

    Signals:
        delete_pressed: Delete was pressed.
    """

    delete_pressed = Signal()

    def __init__(self, text: str, themes: Themes, parent: QWidget) -> None:
        super().__init__(themes, parent)
        self.setText(text)
        self.setAccessibleName(text)
        explain(self, text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(80, self.fontMetrics().height() + 8)

    def event(self, event: QEvent) -> bool:
        """Keep Delete for the link; the window's would delete the span."""
        return keep_key(event, is_deletion) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes the link."""
        if is_deletion(event):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, elided."""
        painter = QPainter(self)
        self._paint_ground(painter)
        painter.setPen(self._themes.theme.text)
        room = self.rect().adjusted(4, 0, -4, 0)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


class Remover(_Button):
    """A small cross."""

    def sizeHint(self) -> QSize:
        """Return room for the cross."""
        side = self.fontMetrics().height() + 6
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cross."""
        painter = QPainter(self)
        self._paint_ground(painter)
        theme = self._themes.theme
        image = icons.pixmap("close", theme.faint.name(), _CLOSE, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - _CLOSE) // 2, (self.height() - _CLOSE) // 2, image)
