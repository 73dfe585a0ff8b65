"""What annotators say of a whole article, beside one another, and what is settled of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.annotation.label_rules import value_in_words
from annotator.annotation.records import Label, Value
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.places import digit, meant
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.words import Message
from annotator.workbench.review_state import ReviewState, Votes

_NAME, _VALUE, _NAMES = 30, 30, 60
_FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_N, Qt.Key.Key_S)
_NOTHING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class ArticleVotes(QWidget):
    """A row for each article label of which somebody who is done, or gold, says something.

    With the keyboard on it one row is the current one: digits settle it by the number of a value,
    0 or Delete settles that nothing holds, U takes back, Up and Down go from row to row.

    Signals:
        settled: the label (id) and the value that holds, None: nothing does.
        taken_back: the label whose decision is taken back.
        told: a sentence of the row that is current now.
        left: the keyboard goes back to the text.
    """

    settled = Signal(str, object)
    taken_back = Signal(str)
    told = Signal(str)
    left = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_votes")
        self.setAccessibleName(self.tr("What is said of the whole article"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._themes = themes
        self._rows: Sequence[Votes] = ()
        self._current = ""
        self._settled_by_key = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 2, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self.buttons: dict[tuple[str, str], QPushButton] = {}
        self.hide()

    def show_votes(self, state: ReviewState, labels: Iterable[Label]) -> None:
        """Show who says what, and what was settled."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        rows = [votes for label in labels if (votes := state.votes(label)).are_there]
        for row, votes in enumerate(rows):
            self._add(row, votes, state)
        self._rows = rows
        by_key, self._settled_by_key = self._settled_by_key, ""
        if by_key and self.hasFocus() and self._at(by_key).is_settled:
            self._current = self._first_open() or by_key
            # After what was done, which is told when all has been shown.
            QTimer.singleShot(0, self, lambda: self.told.emit(self._sentence()))
        if not rows and self.hasFocus():
            self.left.emit()
        self.setVisible(bool(rows))
        self.update()

    # -- keys ----------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take the keyboard, at the first row that is open; where there is no row that is said."""
        if not self._rows:
            self.told.emit(self.tr("Nobody says anything of the whole article."))
            return
        self._current = self._first_open() or self._rows[0].label.id
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.told.emit(self._sentence())
        self.update()

    def handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does to the row that is current; None where it is not for it."""
        key, number = meant(event), digit(event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            return self.left.emit
        if not self._rows:
            return None
        if number == "0" or (key in _NOTHING and not shift):
            return partial(self._settle_current, None)
        if number:
            return partial(self._settle_number, int(number))
        if key == Qt.Key.Key_U:
            return self._take_back_current
        if key in _FORWARD or key == Qt.Key.Key_Up:
            back = key == Qt.Key.Key_Up or shift
            return partial(self._go, -1 if back else 1)
        return None

    def _first_open(self) -> str:
        return next((one.label.id for one in self._rows if not one.is_settled), "")

    def _at(self, label: str) -> Votes:
        return next((one for one in self._rows if one.label.id == label), self._rows[0])

    def _settle_current(self, value: Value | None) -> None:
        votes = self._at(self._current)
        self._settled_by_key = votes.label.id
        self.settled.emit(votes.label.id, value)

    def _settle_number(self, number: int) -> None:
        said = self._at(self._current).said
        if number <= len(said):
            self._settle_current(said[number - 1][0])
        else:
            self.told.emit(self.tr("No value has the number {0} here.").format(number))

    def _take_back_current(self) -> None:
        votes = self._at(self._current)
        if votes.is_settled:
            self.taken_back.emit(votes.label.id)
        else:
            self.told.emit(self.tr("Nothing was settled here."))

    def _go(self, step: int) -> None:
        ids = [one.label.id for one in self._rows]
        at = ids.index(self._at(self._current).label.id)
        self._current = ids[(at + step) % len(ids)]
        self.told.emit(self._sentence())
        self.update()

    def _sentence(self) -> str:
        """Return what is said of the row that is current."""
        votes = self._at(self._current)
        values = [f"{at} {_words(value)}" for at, (value, _) in enumerate(votes.said, 1)]
        values.append(self.tr("0 nothing"))
        words = self.tr("{0}: {1}").format(one_line(votes.label.name, _NAME), ", ".join(values))
        if votes.is_settled:
            words += f" ({self.tr('settled: {0}').format(_words(votes.gold))})"
        return words

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keys are about."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they are about none."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint the row that the keys are about."""
        if not (self.hasFocus() and self._rows):
            return
        theme = self._themes.theme
        at = [one.label.id for one in self._rows].index(self._at(self._current).label.id)
        row = self._grid.cellRect(at, 0)
        tint = colour.tint(theme.accent, theme.chrome, theme.text, 0.2)
        painter = QPainter(self)
        painter.fillRect(0, row.top() - 2, self.width(), row.height() + 4, tint)

    # -- rows ----------------------------------------------------------------------------------

    def _add(self, row: int, votes: Votes, state: ReviewState) -> None:
        name = QLabel(one_line(votes.label.name, _NAME))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setToolTip(self.tr("I settles these by keys"))
        self._grid.addWidget(name, row, 0)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for number, (value, who) in enumerate(votes.said, 1):
            names = one_line(", ".join(state.name(one) for one in who), _NAMES)
            text = f"{number}  {_words(value)} – {names}"
            line.addWidget(self._button(votes, text, str(_words(value)), value))
        line.addWidget(self._button(votes, f"0  {self.tr('Nothing')}", "", None))
        line.addStretch()
        self._grid.addWidget(holder, row, 1)
        state_of = QLabel(self.tr("open"))
        state_of.setTextFormat(Qt.TextFormat.PlainText)
        if votes.is_settled:
            state_of.setText(self.tr("settled: {0}").format(_words(votes.gold)))
            back = QPushButton(self.tr("Take back"))
            back.setObjectName(f"votes_back_{row}")
            back.setAccessibleName(self.tr("Take back what was settled"))
            back.clicked.connect(lambda _=False, one=votes.label.id: self.taken_back.emit(one))
            self._grid.addWidget(back, row, 3)
            self.buttons[votes.label.id, "back"] = back
        self._grid.addWidget(state_of, row, 2)

    def _button(self, votes: Votes, text: str, key: str, value: Value | None) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setAccessibleName(f"{votes.label.name}: {text}")
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._settle, votes.label.id, value))
        self.buttons[votes.label.id, key] = button
        return button

    def _settle(self, label: str, value: Value | None, _checked: bool = False) -> None:
        self.settled.emit(label, value)


def _words(value: Value | None) -> str:
    words = value_in_words(value)
    return one_line(in_words(words) if isinstance(words, Message) else words, _VALUE)
