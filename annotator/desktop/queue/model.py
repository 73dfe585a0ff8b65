"""The queue as a list model: all keys, and the rows of the pages that were looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from annotator.annotation.changes import Changes
from annotator.annotation.records import Status
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.desktop.toolkit.words import within_quotes
from annotator.errors import AnnotatorError
from annotator.project import ArticleElsewhere, ArticleRow

PAGE = 200
"""Rows read at once."""

PAGES_KEPT = 30
"""Pages kept: more than any screen shows, whatever the size of the project."""

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
"""An ``ArticleRow``, or None where it could not be read."""

TOLD_ROLE = ROW_ROLE + 1
"""How many articles tell the story of this one, itself among them; 1 for one of its own."""

MINE_ROLE = ROW_ROLE + 2
"""Whether the annotator is to do the article."""

_NAMED = 3
"""So many other articles of a story are named."""


def status_name(status: Status) -> str:
    """Return a status as the user reads it."""
    names = {
        Status.NEW: QCoreApplication.translate("Status", "New"),
        Status.IN_PROGRESS: QCoreApplication.translate("Status", "In progress"),
        Status.DONE: QCoreApplication.translate("Status", "Done"),
        Status.SKIPPED: QCoreApplication.translate("Status", "Skipped"),
    }
    return names[status]


class QueueModel(QAbstractListModel):
    """Articles by key, in any order. A page of rows is read when one of them is first shown."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: Sequence[int] = ()
        self._rows_of: dict[int, int] | None = None
        self._pages: OrderedDict[int, dict[int, ArticleRow]] = OrderedDict()
        self._places: dict[str, int] = {}
        self._of_stories: dict[str, list[ArticleElsewhere]] = {}

    # -- keys ----------------------------------------------------------------------------------

    def set_keys(self, keys: Sequence[int], *, by_key: bool = True) -> bool:
        """Show these articles; False when they are the same as before.

        Args:
            keys: from top to bottom.
            by_key: whether they rise.

        """
        if keys == self._keys and by_key == (self._rows_of is None):
            self.forget_rows()
            return False
        self.beginResetModel()
        self._keys = keys
        self._rows_of = None if by_key else {key: row for row, key in enumerate(keys)}
        self._forget()
        self.endResetModel()
        return True

    def forget_rows(self) -> None:
        """Read rows anew when they are next shown."""
        seen = list(self._pages)
        self._forget()
        for page in seen:
            last = min((page + 1) * PAGE, len(self._keys)) - 1
            self.dataChanged.emit(self.index(page * PAGE), self.index(last))

    def _forget(self) -> None:
        self._pages.clear()
        self._places.clear()
        self._of_stories.clear()

    def key(self, row: int) -> int:
        """Return the article's key in a row."""
        return self._keys[row]

    def row_of(self, key: int) -> int | None:
        """Return the row of an article, None when it is not shown."""
        if self._rows_of is not None:
            return self._rows_of.get(key)
        row = bisect_left(self._keys, key)
        return row if row < len(self._keys) and self._keys[row] == key else None

    def after(self, key: int, last_row: int = 0) -> int | None:
        """Return the first row after an article, which need not be shown itself.

        Args:
            key: of the article.
            last_row: where it stood when it was shown, which counts where keys do not rise.

        """
        row = self.row_of(key)
        if row is not None:
            row += 1
        else:
            row = last_row if self._rows_of is not None else bisect_left(self._keys, key)
        return row if row < len(self._keys) else None

    def before(self, key: int, last_row: int = 0) -> int | None:
        """Return the last row before an article; as ``after``."""
        row = self.row_of(key)
        if row is None:
            row = last_row if self._rows_of is not None else bisect_left(self._keys, key)
        return min(row, len(self._keys)) - 1 if row > 0 and self._keys else None

    # -- rows ----------------------------------------------------------------------------------

    def row_at(self, row: int) -> ArticleRow | None:
        """Return what a row shows; None when it could not be read."""
        return self._page(row // PAGE).get(self._keys[row])

    def _page(self, number: int) -> dict[int, ArticleRow]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        keys = self._keys[number * PAGE : (number + 1) * PAGE]
        try:
            rows = self._session.project.rows(self._session.annotator, keys)
            told = {row.story for row in rows if row.story} - self._of_stories.keys()
            if told:
                self._of_stories.update(self._session.project.told_by(told))
        except AnnotatorError:
            rows = []  # shown as unreadable; opening one says why
        page = {row.key: row for row in rows}
        self._pages[number] = page
        self._places.update((row.id, row.key) for row in rows)
        if len(self._pages) > PAGES_KEPT:
            _, dropped = self._pages.popitem(last=False)
            for row in dropped.values():
                self._places.pop(row.id, None)
        return page

    def take_in(self, changes: Changes) -> None:
        """Bring the rows that were read up to date; the others will be read as they are then."""
        if changes.elsewhere or changes.reloads:  # some rows were read before it, and some after it
            self.forget_rows()
            return
        if changes.annotator != self._session.annotator:
            return
        counts: dict[str, int] = {}
        for step in changes.delta.spans:
            if step.before is not None:
                counts[step.before.article] = counts.get(step.before.article, 0) - 1
            if step.after is not None:
                counts[step.after.article] = counts.get(step.after.article, 0) + 1
        for article, difference in counts.items():
            old = self._known(article)
            if old is not None and difference:
                self._put(msgspec.structs.replace(old, spans=old.spans + difference))
        for status in changes.delta.statuses:
            old = self._known(status.record.article)
            if old is not None:
                now = status.after.status if status.after is not None else Status.NEW
                flagged = status.after is not None and status.after.flagged
                self._put(msgspec.structs.replace(old, status=now, flagged=flagged))
        for assigned in changes.delta.assignments:
            old = self._known(assigned.record.article)
            if old is not None:
                left = [one for one in old.assigned if one != assigned.record.annotator]
                added = [assigned.after.annotator] if assigned.after is not None else []
                self._put(msgspec.structs.replace(old, assigned=(*left, *added)))

    def _known(self, article: str) -> ArticleRow | None:
        key = self._places.get(article)
        row = self.row_of(key) if key is not None else None
        if key is None or row is None:
            return None
        return self._pages[row // PAGE].get(key)

    def _put(self, record: ArticleRow) -> None:
        row = self.row_of(record.key)
        assert row is not None
        self._pages[row // PAGE][record.key] = record
        self.dataChanged.emit(self.index(row), self.index(row))

    # -- what the view asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many articles are shown."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a row's title, tooltip, spoken text or record."""
        if not index.isValid() or role not in _ROLES:
            return None
        record = self.row_at(index.row())
        if role == ROW_ROLE:
            return record
        if role == TOLD_ROLE:
            return 1 + len(self.others_of(record)) if record is not None else 1
        if role == MINE_ROLE:
            return record is not None and self._session.annotator in record.assigned
        if record is None:
            return self.tr("This article cannot be read")
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(record)
        about = " · ".join(one_line(part) for part in (record.source, record.date) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            more = (self._story_of(record), self._assigned_of(record))
            return tip(record.title or record.id, about, self._state_of(record), *more)
        words = [title_of(record), self._state_of(record)]
        words += [self._story_of(record), self._assigned_of(record)]
        return ", ".join(word for word in words if word)

    def others_of(self, record: ArticleRow) -> list[ArticleElsewhere]:
        """Return the other articles that tell the story of one."""
        return [one for one in self._of_stories.get(record.story, []) if one.id != record.id]

    def _story_of(self, record: ArticleRow) -> str:
        """Name the other articles of the story, the first few of them."""
        others = self.others_of(record)
        if not others:
            return ""
        names = [
            self.tr("“{0}”").format(within_quotes(one_line(one.title or one.id, 60)))
            for one in others[:_NAMED]
        ]
        if len(others) > _NAMED:
            names.append(self.tr("{0} more").format(len(others) - _NAMED))
        return self.tr("same story as {0}").format(", ".join(names))

    def _assigned_of(self, record: ArticleRow) -> str:
        if not record.assigned:
            return ""
        who = ", ".join(one_line(name, 40) for name in record.assigned)
        return self.tr("assigned to {0}").format(who)

    def _state_of(self, record: ArticleRow) -> str:
        spans = self.tr("1 span") if record.spans == 1 else self.tr("{0} spans")
        state = f"{status_name(record.status)}, {spans.format(record.spans)}"
        return f"{state}, {self.tr('unsure')}" if record.flagged else state


_ROLES = frozenset(
    {
        ROW_ROLE,
        TOLD_ROLE,
        MINE_ROLE,
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)


def title_of(record: ArticleRow) -> str:
    """Return an article's title on one line, or its id where it has none."""
    return one_line(record.title) or one_line(record.id)
