"""The articles that would come in, and the text of one, so that its letters can be checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.elided import ElidedLabel
from annotator.desktop.toolkit.widgets.marks import one_line, tip
from annotator.desktop.toolkit.words import in_words
from annotator.exchange import Entry, ImportPreview

Index = QModelIndex | QPersistentModelIndex

_MOST_MARKS = 1_500
_ASCII = 128
_UNSEEN = {
    **dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys([0xFDD0, 0xFDD1], "\N{REPLACEMENT CHARACTER}"),
}
"""What a wrong encoding makes of letters and nobody would see, or the widget would take away."""

TITLE, FORMAT, ENCODING, LENGTH = range(4)


class ArticleTable(QAbstractTableModel):
    """The entries of a preview as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._heads = (
            self.tr("Title"),
            self.tr("Format"),
            self.tr("Encoding"),
            self.tr("Characters"),
        )

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Return the entry of a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, entry: Entry | None) -> int:
        """Return the row of what stands at the same place of the files; 0 where there is none."""
        if entry is None:
            return 0
        places = [(one.file, one.line) for one in self._entries]
        place = entry.file, entry.line
        return places.index(place) if place in places else 0

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many entries there are."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

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
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == LENGTH else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what is shown in a cell."""
        entry, column = self._entries[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(entry.title if column == TITLE else str(self._words(entry, column)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == LENGTH:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and column == ENCODING and entry.guessed:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _words(self, entry: Entry, column: int) -> str:
        if column == TITLE:
            title = one_line(entry.title)
            return self.tr("{0} (already there)").format(title) if entry.there else title
        if column == LENGTH:
            return whole(entry.length)
        if column == FORMAT:
            return in_words(entry.format)
        name = entry.encoding.upper()
        return self.tr("{0}, a guess").format(name) if entry.guessed else name


class ArticlesPage(QWidget):
    """A table of articles, a filter above it, and the text of one at its side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._marked = ""
        self.more = 0
        self.filter = QComboBox()
        self.filter.setObjectName("import_filter")
        self.filter.setAccessibleName(self.tr("Which articles are listed"))
        self.filter.addItems(
            [
                self.tr("All articles"),
                self.tr("New ones"),
                self.tr("Those already there"),
                self.tr("Those whose encoding is a guess"),
            ]
        )
        self.model = ArticleTable(self)
        self.table = QTableView()
        self.table.setObjectName("import_articles")
        self.table.setAccessibleName(self.tr("Articles that come in"))
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        row = self.table.fontMetrics().height() + 8
        self.table.verticalHeader().setDefaultSectionSize(row)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(40)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((FORMAT, 104), (ENCODING, 158), (LENGTH, 76)):
            head.resizeSection(column, wide)
        self._more = QLabel()
        self._more.setTextFormat(Qt.TextFormat.PlainText)
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.text = QPlainTextEdit()
        self.text.setObjectName("import_text")
        self.text.setAccessibleName(self.tr("Text of the selected article"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        font = self.text.font()
        font.setPointSizeF(font.pointSizeF() + 2)
        self.text.setFont(font)
        self.letters = QLabel()
        self.letters.setObjectName("import_letters")
        self.letters.setTextFormat(Qt.TextFormat.PlainText)
        self.letters.setWordWrap(True)
        self.letters.setMinimumWidth(1)
        self.letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.filter.activated.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("import_splitter")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        sides = (self.filter, self.table, self._more), (self._place, self.text, self.letters)
        for number, widgets in enumerate(sides):
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(6 * number, 0, 6 * (1 - number), 0)
            column.setSpacing(6)
            for widget in widgets:
                column.addWidget(
                    widget, int(isinstance(widget, QAbstractItemView | QPlainTextEdit))
                )
            splitter.addWidget(side)
        self._place.setMinimumHeight(self.filter.sizeHint().height())
        splitter.setSizes([540, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(splitter)

    def changeEvent(self, event: QEvent) -> None:
        """Mark the letters in the colour of the theme that is on now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._mark_letters(self._marked)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what was found; the article that was selected stays selected."""
        self._all = preview.entries
        self.more = preview.articles + preview.already_there - len(preview.entries)
        guessed = self.filter.currentIndex()
        if guessed and not self._passing():
            self.filter.setCurrentIndex(0)
        self._filter()

    def _passing(self) -> list[Entry]:
        tests = (
            lambda _: True,
            lambda one: not one.there,
            lambda one: one.there,
            lambda one: one.guessed,
        )
        return list(filter(tests[self.filter.currentIndex()], self._all))

    def _filter(self) -> None:
        before = self.model.entry(self.table.currentIndex().row())
        self.model.show(self._passing())
        self._more.setVisible(self.more > 0)
        self._more.setText(self.tr("and {0} more").format(whole(self.more)))
        row = self.model.row_of(before)
        if self.model.rowCount():
            self.table.selectRow(row)
            self.table.setCurrentIndex(self.model.index(row, 0))
        self._show_entry(self.model.entry(row))

    def select_guessed(self) -> None:
        """Select the first article whose encoding is a guess."""
        for row in range(self.model.rowCount()):
            entry = self.model.entry(row)
            if entry is not None and entry.guessed:
                self.table.setCurrentIndex(self.model.index(row, 0))
                return

    def _on_row(self, current: QModelIndex) -> None:
        self._show_entry(self.model.entry(current.row()))

    def _show_entry(self, entry: Entry | None) -> None:
        if entry is None:
            for label in (self._place, self.letters):
                label.show_text("") if isinstance(label, ElidedLabel) else label.setText("")
            self.text.clear()
            self._marked = ""
            return
        line = "" if entry.line is None else f":{entry.line}"
        self._place.show_text(f"{entry.file}{line}")
        shown = entry.text.translate(_UNSEEN)
        before = "… " if entry.start else ""
        after = " …" if entry.start + len(entry.text) < entry.length else ""
        self.text.setPlainText(f"{before}{shown}{after}")
        self._mark_letters(f"{before}{shown}")
        letters = " ".join(entry.letters.translate(_UNSEEN))
        self.letters.setText(
            self.tr("Letters to check: {0}").format(letters)
            if letters
            else self.tr("Nothing but plain letters: any encoding reads them alike.")
        )

    def _mark_letters(self, text: str) -> None:
        """Mark the letters that another encoding would change."""
        self._marked = text
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlpha(70)
        look = QTextCharFormat()
        look.setBackground(colour)
        marks: list[QTextEdit.ExtraSelection] = []
        place = 0
        for letter in text:
            width = 2 if ord(letter) > 0xFFFF else 1
            if ord(letter) >= _ASCII and len(marks) < _MOST_MARKS and letter != "…":
                mark = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.text.document())
                cursor.setPosition(place)
                cursor.setPosition(place + width, QTextCursor.MoveMode.KeepAnchor)
                mark.cursor = cursor
                mark.format = look
                marks.append(mark)
            place += width
        self.text.setExtraSelections(marks)
