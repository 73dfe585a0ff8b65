"""What annotators say of a whole article, beside one another, and what is settled of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from annotator.annotation.label_rules import value_in_words
from annotator.annotation.records import Label, Value
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.desktop.toolkit.words import in_words
from annotator.words import Message
from annotator.workbench.review_state import ReviewState, Votes

_NAME, _VALUE, _NAMES = 30, 30, 60


class ArticleVotes(QWidget):
    """A row for each article label of which somebody who is done, or gold, says something.

    Signals:
        settled: the label (id) and the value that holds, None: nothing does.
        taken_back: the label whose decision is taken back.
    """

    settled = Signal(str, object)
    taken_back = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("article_votes")
        self.setAccessibleName(self.tr("What is said of the whole article"))
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
        self.setVisible(bool(rows))

    def _add(self, row: int, votes: Votes, state: ReviewState) -> None:
        name = QLabel(one_line(votes.label.name, _NAME))
        name.setTextFormat(Qt.TextFormat.PlainText)
        self._grid.addWidget(name, row, 0)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for value, who in votes.said:
            names = one_line(", ".join(state.name(one) for one in who), _NAMES)
            text = f"{_words(value)} – {names}"
            line.addWidget(self._button(votes, text, str(_words(value)), value))
        line.addWidget(self._button(votes, self.tr("Nothing"), "", None))
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
