"""The spans of the open article as a list model, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.annotation.changes import Changes, Step
from annotator.annotation.records import Span
from annotator.annotation.sweep import reading_order
from annotator.desktop.session.session import Session
from annotator.desktop.spans.attributes import summary
from annotator.desktop.spans.wording import said_of, speaker_of
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.workbench.span_links import MUTUAL

SPAN_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Span``."""

AWAY_ROLE = SPAN_ROLE + 1
"""Whether the row's span is linked to another article."""

_NAMED = 5
"""Links to other articles that are said of one span."""

_MANY = 200
"""More steps than this at once are shown by building the list anew."""

_ENDS = 160


class SpanModel(QAbstractListModel):
    """Spans of one label, or of all. An edit inserts, removes or redraws single rows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._label = ""
        self._order: list[tuple[int, int, str]] = []
        self._spans: dict[str, Span] = {}

    def show_label(self, label_id: str) -> None:
        """Show the spans of one label; "" for all."""
        if label_id != self._label:
            self._label = label_id
            self.rebuild()

    def rebuild(self) -> None:
        """Show what the session has open."""
        self.beginResetModel()
        spans = self._session.spans
        if self._label:
            spans = {span.id: span for span in spans.values() if self._passes(span)}
        self._spans = dict(spans)
        self._order = sorted(map(reading_order, spans.values()))
        self.endResetModel()

    def _passes(self, span: Span) -> bool:
        return not self._label or span.label == self._label

    def take_in(self, changes: Changes) -> None:
        """Show what an edit did to the open article."""
        opened = self._session.opened
        here = opened.article.id if opened is not None else None
        if changes.delta.links and self._order:
            self.dataChanged.emit(self.index(0), self.index(len(self._order) - 1))
        steps = [step for step in changes.delta.spans if step.record.article == here]
        if not steps or changes.annotator != self._session.annotator:
            return
        if len(steps) > _MANY:
            self.rebuild()
            return
        for step in steps:
            self._take_step(step)

    def _take_step(self, step: Step[Span]) -> None:
        span_id = step.record.id
        old = self._spans.get(span_id)
        new = step.after if step.after is not None and self._passes(step.after) else None
        if old is not None and new is not None and reading_order(old) == reading_order(new):
            self._spans[span_id] = new
            row = bisect_left(self._order, reading_order(new))
            self.dataChanged.emit(self.index(row), self.index(row))
            return
        if old is not None:
            row = bisect_left(self._order, reading_order(old))
            self.beginRemoveRows(NO_INDEX, row, row)
            del self._order[row], self._spans[span_id]
            self.endRemoveRows()
        if new is not None:
            row = bisect_left(self._order, reading_order(new))
            self.beginInsertRows(NO_INDEX, row, row)
            self._order.insert(row, reading_order(new))
            self._spans[span_id] = new
            self.endInsertRows()

    def span_at(self, row: int) -> Span:
        """Return the span in a row."""
        return self._spans[self._order[row][2]]

    def row_of(self, span_id: str) -> int | None:
        """Return the row of a span, None when it is not shown."""
        span = self._spans.get(span_id)
        return bisect_left(self._order, reading_order(span)) if span is not None else None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many spans are shown."""
        return 0 if parent.isValid() else len(self._order)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a row's text, tooltip, spoken text or record."""
        if not index.isValid() or role not in _ROLES:
            return None
        span = self.span_at(index.row())
        if role == SPAN_ROLE:
            return span
        if role == AWAY_ROLE:
            return span.id in self._session.away
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(span)
        label = self._session.labels.get(span.label)
        name = label.name if label is not None else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(
                name,
                " … ".join(fragment.text for fragment in span.fragments),
                summary(span),
                span.note or "",
                *self._links_away(span),
            )
        parts = [one_line(name), text_of(span)]
        if speaker := speaker_of(span.id, self._session.links, self._session.spans):
            parts.append(self.tr("by {0}").format(speaker))
        if len(span.fragments) > 1:
            parts.append(self.tr("{0} fragments").format(len(span.fragments)))
        return ", ".join(parts + said_of(span) + self._links_away(span))

    def _links_away(self, span: Span) -> list[str]:
        """Return in words to which other articles a span is linked."""
        ties = self._session.away.get(span.id, ())
        if not ties:
            return []
        words = []
        for tie in ties[:_NAMED]:
            name = one_line(tie.link.type, 30)
            there = self._session.linked.get(tie.other)
            title = one_line(there.title or there.article, 60) if there is not None else "?"
            if tie.outgoing or tie.link.type in MUTUAL:
                words.append(self.tr("{0}: “{1}”").format(name, title))
            else:
                words.append(self.tr("{0}, from “{1}”").format(name, title))
        return words


_ROLES = frozenset(
    {
        SPAN_ROLE,
        AWAY_ROLE,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)


def text_of(span: Span) -> str:
    """Return a span's text on one line, fragments joined by …, its middle left out when long."""
    pieces = [_cut(fragment.text) for fragment in span.fragments[:8]]
    if len(span.fragments) > 8:
        pieces.append(_cut(span.fragments[-1].text))
    text = one_line(" … ".join(pieces), 4 * _ENDS)
    return text or "␣"


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _ENDS else f"{text[:_ENDS]} … {text[-_ENDS:]}"
