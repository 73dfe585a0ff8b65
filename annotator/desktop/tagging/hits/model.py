"""The hits of a search as a list model: they come in as they are found, and can be ticked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QObject, Qt, Signal

from annotator.annotation.changes import Changes, Step
from annotator.annotation.records import Span
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.project import Hit, SpanThere

HIT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Hit``."""


class HitModel(QAbstractListModel):
    """Hits, one a row.

    Signals:
        ticked: other hits are ticked now.
    """

    ticked = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hits: list[Hit] = []
        self._ticks: set[int] = set()

    # -- what is shown -------------------------------------------------------------------------

    def clear(self) -> None:
        """Show none."""
        self.beginResetModel()
        self._hits, self._ticks = [], set()
        self.endResetModel()
        self.ticked.emit()

    def append(self, hits: Sequence[Hit]) -> None:
        """Show some more, below those that are there; nothing that is seen moves."""
        if not hits:
            return
        first = len(self._hits)
        self.beginInsertRows(NO_INDEX, first, first + len(hits) - 1)
        self._hits += hits
        self.endInsertRows()

    def hit(self, row: int) -> Hit:
        """Return the hit in a row."""
        return self._hits[row]

    @property
    def articles(self) -> int:
        """In how many articles the hits are."""
        return len({hit.key for hit in self._hits})

    def take_in(self, changes: Changes) -> None:
        """Show at the hits the spans as they are after one's own change."""
        delta = changes.delta
        if changes.annotator != self._session.annotator or not (delta.spans or delta.statuses):
            return
        steps: dict[str, list[Step[Span]]] = {}
        for step in delta.spans:
            steps.setdefault(step.record.article, []).append(step)
        changed = []
        for row, hit in enumerate(self._hits):
            here = steps.get(hit.article)
            spans = _after(hit, here) if here else hit.spans
            if spans != hit.spans:
                self._hits[row] = replace(hit, spans=spans)
                changed.append(row)
        statuses = {
            step.after.article: step.after.status
            for step in delta.statuses
            if step.after is not None and step.after.annotator == self._session.annotator
        }
        for row, hit in enumerate(self._hits if statuses else ()):
            if hit.article in statuses:
                self._hits[row] = replace(hit, status=statuses[hit.article])
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    # -- ticks ---------------------------------------------------------------------------------

    @property
    def ticks(self) -> list[Hit]:
        """The hits that are ticked, in their order."""
        return [self._hits[row] for row in sorted(self._ticks)]

    @property
    def tick_count(self) -> int:
        """How many are ticked."""
        return len(self._ticks)

    def is_ticked(self, row: int) -> bool:
        """Tell whether a hit is ticked."""
        return row in self._ticks

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick hits by their rows, or take their ticks away."""
        some = set(rows)
        if on:
            self._ticks |= some
        else:
            self._ticks -= some
        if some:
            self.dataChanged.emit(self.index(min(some)), self.index(max(some)))
            self.ticked.emit()

    # -- the model -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many hits are shown."""
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a hit, its article's title, its tick, or what a screen reader says."""
        if not 0 <= index.row() < len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(hit.title)
        if role == Qt.ItemDataRole.CheckStateRole:
            on = index.row() in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._words(hit, ticked=index.row() in self._ticks)
        return None

    def _words(self, hit: Hit, *, ticked: bool) -> str:
        labels = self._session.labels
        words = [f"{hit.before}{hit.text}{hit.after}".strip(), one_line(hit.title)]
        words += [one_line(labels[one.label].name) for one in hit.spans if one.label in labels]
        if ticked:
            words.append(self.tr("ticked"))
        return ", ".join(words)


def _after(hit: Hit, steps: Iterable[Step[Span]]) -> tuple[SpanThere, ...]:
    """Return the spans at a hit after some steps in its article."""
    spans = {one.id: one for one in hit.spans}
    for step in steps:
        spans.pop(step.record.id, None)
        after = step.after
        if after is not None and any(
            low < hit.end and high > hit.start for low, high in after.ranges
        ):
            spans[after.id] = SpanThere(id=after.id, label=after.label, ranges=after.ranges)
    return tuple(
        sorted(spans.values(), key=lambda one: (one.ranges[0][0], -one.ranges[-1][1], one.id))
    )
