"""The command palette: type a few letters of what is wanted, and run it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.desktop.shell.commands.command_rows import Entry, EntryList, SearchLine
from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.line_buttons import add_sign
from annotator.desktop.toolkit.widgets.marks import one_line

_WIDTH = 620
_ROWS = 11
_EMPTY_ROWS = 2  # room for the sentence that nothing was found
_TOP = 36
_SHADOW = 14
_PAD = 8

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def best_first(entries: Iterable[Entry], typed: str, recent: Sequence[str] = ()) -> list[Entry]:
    """Return the entries in which every typed word occurs, the best match first.

    A word that begins a word counts more than one inside, the text more than the menu; among
    equals what was used last comes first, then what stands first in the menus.
    """
    words = typed.casefold().split()
    found = []
    for number, entry in enumerate(entries):
        ranks = [rank for word in words if (rank := _rank(word, entry)) is not None]
        if len(ranks) < len(words):
            continue
        used = recent.index(entry.name) if entry.name in recent else len(recent)
        elsewhere = not entry.text.casefold().startswith(" ".join(words))
        found.append(((sum(ranks), elsewhere, used, number), entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _rank(word: str, entry: Entry) -> int | None:
    """Return how well a word fits, 0 the best, or None when it does not occur."""
    ranks = []
    for hay, worse in ((entry.text.casefold(), 0), (entry.menu.casefold(), 1)):
        at = hay.find(word)
        while at >= 0:
            begins = at == 0 or not hay[at - 1].isalnum()
            ranks.append(worse if begins else worse + 2)
            at = hay.find(word, at + 1)
    return min(ranks, default=None)


class Palette(QWidget):
    """Lies over the whole window, invisible but for a sheet at its top; a click beside it ends it.

    It is no window of its own, so no desktop can place it elsewhere or take the keys from it.

    Args:
        entries: what can be run, in the order of the menus.
        recent: names of what was run last.
        themes: whose colours are used.
        home: takes the focus before a command runs.
        window: what it lies over.

    Signals:
        chosen: the name of the command that is about to run.
    """

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[Entry],
        recent: Sequence[str],
        themes: Themes,
        home: QWidget,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Find a command"))
        self._entries = entries
        self._recent = recent
        self._home = home
        before: QWidget | None = window.focusWidget()
        self._before = home if before is None else before
        self._window = window
        self._sheet = _Sheet(themes, self)
        self.list = EntryList(themes, self._sheet, grouped=False)
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName(self.tr("Commands"))
        self.line = _Line(self.list, self._sheet)
        self.line.setObjectName("palette_line")
        self.line.setAccessibleName(self.tr("Find a command"))
        self.line.setPlaceholderText(self.tr("What do you want to do?"))
        add_sign(self.line, icons.live_icon("search"))
        self._sheet.hold(self.line, self.list)
        self.line.textChanged.connect(self._on_typed)
        self.line.entered.connect(self.run_selected)
        self.line.given_up.connect(lambda: self._leave(self._before))
        self.line.left.connect(lambda: self._leave(None))
        self.list.clicked.connect(lambda _: self.run_selected())
        window.installEventFilter(self)
        self._on_typed("")

    def open(self) -> None:
        """Appear, ready to be typed in."""
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def run_selected(self) -> None:
        """Go, and run the selected command from the article; one that is disabled is not run."""
        entry = self.list.selected
        if entry is None or not entry.action.isEnabled():
            return
        self._leave(self._home)
        self.chosen.emit(entry.name)
        entry.action.trigger()

    def _leave(self, focus: QWidget | None) -> None:
        if self.isHidden():
            return
        self.line.blockSignals(True)
        if focus is not None:
            shown = focus if focus.isVisible() else self._home
            shown.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()

    def _on_typed(self, typed: str) -> None:
        found = best_first(self._entries, typed, self._recent)
        self.list.show_entries(found)
        self.list.scrollToTop()
        self.list.set_hint(self.tr("No command is called “{0}”.").format(one_line(typed, 60)))
        self._place()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        self._sheet.place(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the window, whatever its size becomes."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return False

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Go when somebody clicks beside the sheet."""
        self._leave(self._home)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll nothing under the sheet."""
        event.accept()


class _Line(SearchLine):
    """Has every key for itself, whatever shortcuts the window has.

    Signals:
        entered: Return was pressed.
        given_up: Escape was pressed.
        left: the focus went elsewhere.
    """

    entered = Signal()
    given_up = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep all keys, Tab included."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
            if event.key() in _RETURN:
                self.entered.emit()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the user went on to something else; another program is nothing else."""
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.left.emit()


class _Sheet(QWidget):
    """A sheet of paper with a soft shadow, the line at its top and the list under it."""

    def __init__(self, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes

    def hold(self, line: SearchLine, rows: EntryList) -> None:
        """Take in the line and the list."""
        self._line, self._list = line, rows
        line.setFrame(False)
        line.setTextMargins(4, 0, 4, 0)
        font = line.font()
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 1.15)
            line.setFont(font)
        self._column = layout = QVBoxLayout(self)
        edge = _SHADOW + _PAD
        layout.setContentsMargins(_SHADOW + 4, edge, _SHADOW + 4, _SHADOW + 6)
        layout.setSpacing(2 * _PAD - 2)
        layout.addWidget(line)
        layout.addWidget(rows)

    def place(self, window: QRect) -> None:
        """Lie at the top, in the middle, as high as the rows that there are."""
        margins, spacing = self._column.contentsMargins(), self._column.spacing()
        head = margins.top() + self._line.sizeHint().height() + spacing + margins.bottom()
        row, count = self._list.row_height, len(self._list.entries.entries)
        fitting = max(2, (window.height() - _TOP - head) // row)
        rows = min(count or _EMPTY_ROWS, _ROWS, fitting)
        self._list.setFixedHeight(rows * row)
        width = min(_WIDTH, window.width() - 24) + 2 * _SHADOW
        left = (window.width() - width) // 2
        self.setGeometry(left, _TOP - _SHADOW, width, head + rows * row)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Keep clicks on the sheet for the sheet."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shadow, the sheet and the line between the line and the list."""
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 14 if theme.dark else 3))
        for step in range(_SHADOW - 3, 0, -1):
            away = sheet.adjusted(-step, -step, step, step).translated(0, 3)
            painter.drawRoundedRect(away, 8 + step, 8 + step)
        painter.setBrush(theme.paper)
        painter.setPen(QPen(colour.mix(theme.text, theme.paper, 0.28), 1.0))
        painter.drawRoundedRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        under = (self._line.geometry().bottom() + self._list.geometry().top()) // 2
        painter.fillRect(QRectF(sheet.left() + 1, under, sheet.width() - 2, 1), theme.line)
