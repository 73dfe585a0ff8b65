"""The history as a table: read in pages in a thread, newest first."""

from __future__ import annotations

from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from annotator.desktop.history.wording import what, when, who
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.rows.row_view import NO_INDEX, Index
from annotator.desktop.toolkit.tasks import Task, run_in_background
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.desktop.toolkit.words import in_words
from annotator.progress import Cancelled, Progress
from annotator.project import HistoryEntry, HistoryFilter
from annotator.words import Message

PAGE = 200
"""Lines read at once."""

WHEN, WHO, WHAT, WHERE = range(4)
_LONGEST = 200


class HistoryModel(QAbstractTableModel):
    """Lines of the audit trail that pass a filter.

    Signals:
        read: some lines came, or none were left.
        failed: why they cannot be read.

    """

    read = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, themes: Themes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._entries: list[HistoryEntry] = []
        self._wanted = HistoryFilter()
        self._task: Task | None = None
        self._again = False
        self._is_complete = False

    @property
    def is_reading(self) -> bool:
        """Whether lines are on their way."""
        return self._task is not None

    def entry(self, row: int) -> HistoryEntry | None:
        """Return the line of a row, None where there is no such row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show_filter(self, wanted: HistoryFilter) -> None:
        """Show what passes another filter."""
        self._wanted = wanted
        self.beginResetModel()
        self._entries = []
        self._is_complete = False
        self.endResetModel()
        self._ask()

    def renew(self) -> None:
        """Take in what has happened since; what is shown stays where it is."""
        self._ask()

    # -- reading -------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Read the newest lines; the newest wish wins."""
        if self._task is not None:
            self._again = True
            return
        self._read(None)

    def _read(self, before: int | None) -> None:
        self._again = False
        project, wanted = self._session.project, self._wanted

        def work(_report: Progress, _cancelled: Cancelled) -> list[HistoryEntry]:
            return project.history(wanted, limit=PAGE, before=before)

        def done(found: list[HistoryEntry]) -> None:
            self._task = None
            if self._again:
                self._read(None)
                return
            if before is None:
                self._take_newest(found)
            else:
                self._append(found)
            self.read.emit()

        def failed(reason: Message) -> None:
            self._task = None
            self._is_complete = True
            self.failed.emit(in_words(reason))

        self._task = run_in_background(self, work, done, failed)

    def _take_newest(self, found: list[HistoryEntry]) -> None:
        """Put new lines above those that are shown; show anew what is no continuation of them."""
        known = self._entries[0].key if self._entries else None
        fresh = [one for one in found if known is None or one.key > known]
        if known is None or len(fresh) == len(found):
            self.beginResetModel()
            self._entries = found
            self._is_complete = len(found) < PAGE
            self.endResetModel()
            return
        if fresh:
            self.beginInsertRows(NO_INDEX, 0, len(fresh) - 1)
            self._entries = [*fresh, *self._entries]
            self.endInsertRows()
        newest = {one.key: one for one in found}  # whether a change holds may have changed
        numbers = {one.number: one for one in found}
        self._entries = [newest.get(one.key) or _as(one, numbers) for one in self._entries]
        last = self.index(len(self._entries) - 1, WHERE)
        self.dataChanged.emit(self.index(0, WHEN), last)

    def _append(self, found: list[HistoryEntry]) -> None:
        self._is_complete = len(found) < PAGE
        if found:
            first = len(self._entries)
            self.beginInsertRows(NO_INDEX, first, first + len(found) - 1)
            self._entries += found
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there may be older lines."""
        return not parent.isValid() and bool(self._entries) and not self._is_complete

    def fetchMore(self, parent: Index) -> None:
        """Read older lines, unless some are on their way."""
        if self.canFetchMore(parent) and self._task is None:
            self._read(self._entries[-1].key)

    # -- what the view asks --------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many lines were read."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else WHERE + 1

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Return what the columns are called."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("Article"))[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a line's words; lines of what does not hold now are faint."""
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(*(word for word in _words(entry) if word))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(word for word in _words(entry) if word)
        if role == Qt.ItemDataRole.ForegroundRole and entry.state == "undone":
            return self._themes.theme.faint
        return None


def _words(entry: HistoryEntry) -> tuple[str, str, str, str]:
    where = one_line(entry.title or entry.article or "", _LONGEST)
    return when(entry.at), who(entry.annotator), one_line(what(entry), _LONGEST), where


def _as(entry: HistoryEntry, newer: dict[int, HistoryEntry]) -> HistoryEntry:
    """Return an older line of a change as that change stands now."""
    now = newer.get(entry.number)
    return entry if now is None else msgspec.structs.replace(entry, state=now.state)
