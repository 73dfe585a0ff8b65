"""What merging packs would do, as a table: shown before anything is merged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Status, shorten
from annotator.desktop.queue.model import status_name
from annotator.desktop.session.unseen import lead_words
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError, CancelledError, ForeignProjectError
from annotator.exchange import look_at_merge
from annotator.progress import Cancelled, Progress
from annotator.project import LabelRow, MergePreview, MergeRow, Project, Touches
from annotator.words import Message

Index = QModelIndex | QPersistentModelIndex

_NAME, _LONG = 60, 120
_NAMED = 3

PACK, WHO, WHAT, ARTICLE, NEW, CHANGED, REMOVED, CONFLICTS, TWICE, TOUCHES = range(10)


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What became of looking at one pack.

    Attributes:
        preview: what it would do; None where it cannot be merged.
        reason: why it cannot.
        unseen: what is said where rows are left out of the preview, "" where none are.

    """

    pack: Path
    preview: MergePreview | None = None
    reason: Message | None = None
    unseen: str = ""


def look_at(
    project: Project, packs: Sequence[Path], progress: Progress, cancelled: Cancelled
) -> list[Looked]:
    """Look at packs one by one, each as if it were the only one; not on the main thread.

    Raises:
        CancelledError: the user stopped it.

    """
    found = []
    for pack in packs:
        try:
            found.append(Looked(pack=pack, preview=_look(project, pack, progress, cancelled)))
        except CancelledError:
            raise
        except AnnotatorError as error:
            found.append(Looked(pack=pack, reason=error.message))
    return found


def _look(project: Project, pack: Path, progress: Progress, cancelled: Cancelled) -> MergePreview:
    for foreign in (False, True):
        try:
            return look_at_merge(
                project, pack, foreign=foreign, progress=progress, cancelled=cancelled
            )
        except ForeignProjectError:
            continue
    raise AssertionError("another project is never refused as one")


class MergeTable(QAbstractTableModel):
    """The rows of all packs; what touches finished or settled work stands first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[Path, MergeRow]] = []
        self._heads = (
            self.tr("Pack"),
            self.tr("Annotator"),
            self.tr("Label"),
            self.tr("Article"),
            self.tr("New"),
            self.tr("Changed"),
            self.tr("Removed"),
            self.tr("Conflicts"),
            self.tr("Duplicates"),
            self.tr("Touches"),
        )

    def show(self, looked: Sequence[Looked]) -> None:
        """Show other rows."""
        self.beginResetModel()
        rows = [(one.pack, row) for one in looked if one.preview for row in one.preview.rows]
        self._rows = sorted(rows, key=lambda row: row[1].touches is Touches.NOTHING)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return what stands above a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return None

    @staticmethod
    def _side(column: int) -> int:
        is_number = NEW <= column <= TWICE
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is shown in a cell; rows that touch finished work are bold."""
        pack, row = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(pack, row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.title if column == ARTICLE else self._words(pack, row, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._words(pack, row, column)
            return f"{self._heads[column]}: {words}" if words else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.FontRole and row.touches is not Touches.NOTHING:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _words(self, pack: Path, row: MergeRow, column: int) -> str:
        if column == PACK:
            return one_line(pack.name, _NAME)
        if column == WHO:
            return one_line(row.annotator, _NAME)
        if column == WHAT:
            return what_of(row)
        if column == ARTICLE:
            return one_line(row.title, _LONG)
        if column == TOUCHES:
            return touches_of(row.touches)
        numbers = (row.new, row.changed, row.removed, row.conflicts, row.duplicates)
        number = numbers[column - NEW]
        return whole(number) if number else ""


def what_of(row: MergeRow) -> str:
    """Return what a row is about: a label, or something else in words."""
    if row.what == "status" and not row.detail:
        return _tr("Status")
    if row.what == "status":
        before, _, after = row.detail.partition(" → ")
        return _tr("Status: {0} → {1}").format(_status(before), _status(after))
    others = {
        "decisions": _tr("Decisions"),
        "links": _tr("Links"),
        "answers": _tr("Answers to suggestions"),
    }
    return others.get(row.what) or one_line(row.label, _NAME)


def _status(told: str) -> str:
    name, _, flagged = told.partition(", ")
    words = status_name(Status(name))
    return f"{words}, {_tr('unsure')}" if flagged else words


def touches_of(touches: Touches) -> str:
    """Return which work of before a row is about; with a sign, as colour alone says little."""
    return {
        Touches.NOTHING: "",
        Touches.DONE: _tr("! done"),
        Touches.SETTLED: _tr("! settled"),
        Touches.BOTH: _tr("! done, settled"),
    }[touches]


class MergePreviewPage(QWidget):
    """What packs would do: in sentences, and as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = QLabel()
        self.facts.setObjectName("merge_facts")
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        self.facts.setMinimumWidth(1)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model = MergeTable(self)
        self.table = QTableView()
        self.table.setObjectName("merge_table")
        self.table.setAccessibleName(self.tr("What would come in, by annotator, label and article"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.facts)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)

    def show_looked(self, looked: Sequence[Looked]) -> None:
        """Show what packs would do, or that there is nothing new."""
        self.model.show(looked)
        facts = _facts(looked)
        if self.model.rowCount():
            facts.append(lead_words())
        facts += dict.fromkeys(one.unseen for one in looked if one.unseen)
        self.facts.setText("\n".join(facts))
        self.table.setVisible(bool(self.model.rowCount()))
        self.table.setColumnHidden(PACK, len(looked) < 2)
        for column, wide in ((PACK, 130), (WHO, 120), (WHAT, 180), (TOUCHES, 120)):
            self.table.horizontalHeader().resizeSection(column, wide)
        metrics = self.table.horizontalHeader().fontMetrics()
        for column in range(NEW, TOUCHES + 1):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            some = any(
                self.model.data(self.model.index(row, column))
                for row in range(min(self.model.rowCount(), 1_000))
            )
            self.table.setColumnHidden(column, not some)
            if column < TOUCHES:
                wide = metrics.horizontalAdvance(words) + 14
                self.table.horizontalHeader().resizeSection(column, wide)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(ARTICLE, QHeaderView.ResizeMode.Stretch)
        if self.model.rowCount():
            self.table.selectRow(0)


def _facts(looked: Sequence[Looked]) -> list[str]:
    """Return what is to be known before merging, a sentence on each line."""
    lines = []
    seen = [one.preview for one in looked if one.preview is not None]
    for one in looked:
        name = one_line(one.pack.name, _NAME)
        if one.preview is None and one.reason is not None:
            lines.append(_tr("{0} cannot be merged: {1}").format(name, in_words(one.reason)))
        elif one.preview is not None and one.preview.is_foreign:
            lines.append(
                _tr("{0} is another project, no pack, copy or backup of this one.").format(name)
            )
        if one.preview is not None and one.preview.is_empty and not one.unseen:
            lines.append(_tr("{0}: nothing new.").format(name))
        if one.preview is not None and one.preview.merged.left_out:
            count = whole(one.preview.merged.left_out)
            lines.append(
                _tr("{0}: articles that the project does not have stay out: {1}").format(
                    name, count
                )
            )
    people = dict.fromkeys(name for one in seen for name in one.annotators)
    if people:
        lines.append(_tr("Annotators new to the project: {0}").format(_named(list(people))))
    lines += _label_facts([label for one in seen for label in one.labels])
    if twice := sum(one.duplicates for one in seen):
        lines.append(
            _tr("Spans that their annotator has already, with another id: {0}").format(whole(twice))
        )
    if conflicts := sum(one.merged.conflicts for one in seen):
        lines.append(_tr("Conflicts to be settled afterwards: {0}").format(whole(conflicts)))
    if titles := list(dict.fromkeys(title for one in seen for title in one.merged.reopened)):
        lines.append(gold_again(titles))
    if len(seen) > 1:
        lines.append(_tr("Each pack is compared with the project as it is now."))
    return lines


def gold_again(titles: Sequence[str]) -> str:
    """Return a sentence that names articles whose gold is to be looked at again."""
    named = _named([f"“{one_line(title, _NAME)}”" for title in titles])
    if len(titles) == 1:
        return _tr("Gold of one article is to be looked at again: {0}").format(named)
    return _tr("Gold of {0} articles is to be looked at again: {1}").format(
        whole(len(titles)), named
    )


def _label_facts(labels: Sequence[LabelRow]) -> list[str]:
    words = {
        "new": _tr("New labels: {0}"),
        "changed": _tr("Labels that change: {0}"),
        "removed": _tr("Labels that go: {0}"),
        "united": _tr("Two labels of one name become one: {0}"),
        "conflict": _tr("Labels that were changed on both sides: {0}"),
        "key": _tr("Keys of labels that change: {0}"),
    }
    lines = []
    for what, sentence in words.items():
        named = dict.fromkeys(_label(one) for one in labels if one.what == what)
        if named:
            lines.append(sentence.format(_named(list(named), 6)))
    return lines


def _label(label: LabelRow) -> str:
    name = one_line(label.name, _NAME)
    if label.detail == "without a key":
        return _tr("{0} (without a key)").format(name)
    return f"{name} ({one_line(label.detail, _NAME)})" if label.detail else name


def _named(names: Sequence[str], most: int = _NAMED) -> str:
    shown = ", ".join(shorten(name, _NAME) for name in names[:most])
    if len(names) > most:
        return _tr("{0} and {1} more").format(shown, whole(len(names) - most))
    return shown


def _tr(text: str) -> str:
    return QCoreApplication.translate("MergePreview", text)
