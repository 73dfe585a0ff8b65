"""The links of the open article as a list model."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from annotator.annotation.records import Span, shorten
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.workbench.spans.relations import (
    End,
    Relation,
    Standing,
    Wanted,
    passes,
    relations,
    types,
)

RELATION_ROLE = int(Qt.ItemDataRole.UserRole)
"""The row's ``Relation``."""

KIND_ROLE = RELATION_ROLE + 1
"""Which of the types of links it is, from 0: how its arrow is drawn."""


class RelationModel(QAbstractListModel):
    """Links that pass a filter, in the order of the text."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = Wanted()
        self._all: list[Relation] = []
        self._shown: list[Relation] = []
        self._kinds: dict[str, int] = {}

    @property
    def everything(self) -> list[Relation]:
        """All links of the article, whatever is filtered."""
        return self._all

    def show(self, wanted: Wanted) -> None:
        """Show other links."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._filter()

    def rebuild(self) -> None:
        """Show what the session has open."""
        session = self._session
        links = session.links.values()
        self._kinds = {one: n for n, one in enumerate(types(session.labels.values(), links))}
        self._all = relations(links, session.spans, session.linked, session.labels)
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self._shown = [one for one in self._all if passes(one, self._wanted)]
        self.endResetModel()

    def relation(self, row: int) -> Relation:
        """Return the link in a row."""
        return self._shown[row]

    def rows_of(self, links: Collection[str]) -> list[int]:
        """Return the rows of links (ids)."""
        return [row for row, one in enumerate(self._shown) if one.link.id in links]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many links are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a row's text, tooltip, spoken text or record."""
        if not index.isValid():
            return None
        one = self._shown[index.row()]
        if role == RELATION_ROLE:
            return one
        if role == KIND_ROLE:
            return self._kinds.get(one.link.type, 0)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(one)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._text(one.source), f"→ {one.link.type}", self._text(one.target))
        return None

    def _words(self, one: Relation) -> str:
        words = self.tr("{0} → {1}: {2}").format(
            shorten(self._text(one.source)),
            one_line(one.link.type, 30),
            shorten(self._text(one.target)),
        )
        sign = self.sign_of(one)
        return f"{words}, {sign}" if sign else words

    def sign_of(self, one: Relation) -> str:
        """Return what is particular about a link, "" for nothing."""
        if one.standing is Standing.BROKEN:
            return self.tr("broken")
        return self.tr("another article") if one.standing is Standing.AWAY else ""

    def _text(self, end: End | None) -> str:
        if end is None:
            return self.tr("unreadable")
        if isinstance(end, Span):
            return one_line(end.text)
        return f"{one_line(end.text)} ({one_line(end.title or end.article, 60)})"
