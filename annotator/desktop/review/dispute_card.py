"""The dispute that is looked at: who has marked what, and how it can be settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import Label, Span
from annotator.desktop.review.adjudication_keys import works_here
from annotator.desktop.review.excerpt import excerpt
from annotator.desktop.toolkit.theme import Theme, Themes
from annotator.desktop.toolkit.widgets.flow import FlowLayout
from annotator.desktop.toolkit.widgets.line_buttons import make_clearable
from annotator.desktop.toolkit.widgets.marks import chip_icon, one_line
from annotator.workbench.known_labels import KnownLabels

REASON_LENGTH = 200


class Side(NamedTuple):
    """What one annotator has on the place that is looked at.

    Attributes:
        name: as shown.
        spans: theirs; none for nothing.
        like: number of an annotator further up who has the same, from 1; 0 for none.
        accepted: whether it was accepted.

    """

    name: str
    spans: tuple[Span, ...]
    like: int
    accepted: bool


class _Row(QFrame):
    """One annotator: a box to tick, a button to accept, and the spans."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"side_{number}")
        self._number = number
        self.tick = QCheckBox()
        self.tick.setObjectName(f"tick_{number}")
        self.accept = QPushButton()
        self.accept.setObjectName(f"accept_{number}")
        self.accept.setAutoDefault(False)
        self._text = QLabel()
        self._text.setObjectName(f"side_text_{number}")
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._text.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.tick, 1)
        head.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._text)

    def show_side(self, side: Side, text: str, labels: dict[str, Label], theme: Theme) -> None:
        """Show what an annotator has."""
        name = one_line(side.name, 24).replace("&", "&&")
        same = self.tr("same as {0}").format(side.like) if side.like else ""
        taken = self.tr("accepted") if side.accepted else ""
        facts = "  ·  ".join(part for part in (f"{self._number}  {name}", same, taken) if part)
        self.tick.setText(facts)
        self.tick.setEnabled(bool(side.spans))
        self.tick.setChecked(False)
        self.accept.setText(self.tr("Accept"))
        self.accept.setAccessibleName(self.tr("Accept {0}").format(one_line(side.name, 24)))
        self.accept.setToolTip(self.tr("Accept (key {0})").format(self._number))
        self.accept.setEnabled(bool(side.spans))
        if side.spans:
            lines = [
                f"<b>{_escaped(labels[span.label].name)}</b> "
                + excerpt(span, text, labels[span.label], theme)
                for span in side.spans
            ]
            self._text.setText("<br>".join(lines))
            spoken = "; ".join(
                f"{labels[span.label].name}: {one_line(span.text, 200)}" for span in side.spans
            )
        else:
            spoken = self.tr("nothing here")
            faint = theme.faint.name()
            self._text.setText(f"<i style='color: {faint}'>{_escaped(spoken)}</i>")
        self._text.setAccessibleName(f"{side.name}: {spoken}")
        self.tick.setAccessibleName(f"{side.name}: {spoken}")


class DisputeCard(QWidget):
    """Shows one place and says how the user wants it settled.

    Signals:
        accepted: the number of the annotator whose spans are accepted, from 0.
        ticked_accepted: the ticked ones are.
        nothing_wanted: nothing is here.
        take_back_wanted: the decision is to be taken back.
        draw_wanted: the label (id) that the selected text is to get.
        go_on_changed: whether to go to the next one after a decision.
        blind_changed: whether annotators are compared as A, B, C.
    """

    accepted = Signal(int)
    ticked_accepted = Signal()
    nothing_wanted = Signal()
    take_back_wanted = Signal()
    draw_wanted = Signal(str)
    go_on_changed = Signal(bool)
    blind_changed = Signal(bool)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dispute_card")
        self.setMinimumWidth(290)
        self._themes = themes
        self._sides: Sequence[Side] = ()
        self._text = ""
        self._labels = KnownLabels()
        self.rows: list[_Row] = []
        self.draw_buttons: list[QPushButton] = []
        self.title = _label("dispute_title", bold=True)
        self.state = _label("dispute_state")
        self.hint = _label("draw_hint")
        self.hint.setText(self.tr("Or select words and give them a label:"))
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(REASON_LENGTH)
        self.reason.setPlaceholderText(self.tr("Reason, kept for the next one (R)"))
        self.reason.setAccessibleName(self.tr("Reason"))
        make_clearable(self.reason)
        self.accept_ticked = self._button("accept_ticked", self.tr("Accept ticked"), "Enter")
        self.accept_ticked.clicked.connect(self.ticked_accepted)
        self.nothing = self._button("nothing_here", self.tr("Nothing here"), "0")
        self.nothing.clicked.connect(self.nothing_wanted)
        self.take_back = self._button("take_back", self.tr("Take back"), "U")
        self.take_back.clicked.connect(self.take_back_wanted)
        self.go_on = QCheckBox(self.tr("Then go to the next open one"))
        self.go_on.setObjectName("go_on")
        self.go_on.toggled.connect(self.go_on_changed)
        self.blind = QCheckBox(self.tr("Blind: A, B, C instead of names (B)"))
        self.blind.setObjectName("blind")
        self.blind.toggled.connect(self.blind_changed)
        self._lay_out()
        themes.changed.connect(self._show_theme)
        self._show_theme()

    @staticmethod
    def _button(name: str, text: str, key: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({key})")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(3)
        head.addWidget(self.title)
        head.addWidget(self.state)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("sides")
        self._scroll.setAccessibleName(self.tr("Who has marked what"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        buttons = FlowLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        for button in (self.accept_ticked, self.nothing, self.take_back):
            buttons.addWidget(button)
        self._draws = FlowLayout(spacing=4)
        self._draws.setContentsMargins(0, 0, 0, 0)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 10)
        foot.setSpacing(7)
        foot.addWidget(self.reason)
        foot.addLayout(buttons)
        foot.addWidget(self.hint)
        foot.addLayout(self._draws)
        foot.addWidget(self.go_on)
        foot.addWidget(self.blind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    # -- what is shown -------------------------------------------------------------------------

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Give each label a button that draws with it."""
        self._labels = KnownLabels(labels)
        for button in self.draw_buttons:
            self._draws.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.draw_buttons = []
        scale = self.devicePixelRatioF()
        for label in self._labels.values():
            name = one_line(label.name, 16)
            shown = f"{name}  {label.key}" if works_here(label.key) else name
            button = QPushButton(shown.replace("&", "&&"))
            button.setObjectName(f"draw_{label.id}")
            button.setAccessibleName(self.tr("Draw {0}").format(name))
            button.setIcon(chip_icon(label, self._themes.theme, self.font(), scale))
            button.setAutoDefault(False)
            button.setEnabled(False)
            button.clicked.connect(lambda _=False, at=label.id: self.draw_wanted.emit(at))
            self._draws.addWidget(button)
            self.draw_buttons.append(button)

    def show_place(self, title: str, state: str, sides: Sequence[Side], text: str) -> None:
        """Show a place.

        Args:
            title: which one it is, and of what kind.
            state: how it stands, in a sentence.
            sides: what annotators have there; none where there is no place.
            text: of the article.

        """
        self.title.setText(title)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self._sides, self._text = sides, text
        while len(self.rows) < len(sides):
            row = _Row(len(self.rows) + 1)
            number = len(self.rows)
            row.accept.clicked.connect(lambda _=False, at=number: self.accepted.emit(at))
            row.tick.toggled.connect(lambda _: self._show_ticked())
            self.rows.append(row)
            self._column.insertWidget(number, row)
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)

    def _fill(self) -> None:
        for row, side in zip(self.rows, self._sides, strict=False):
            row.show_side(side, self._text, self._labels, self._themes.theme)
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(self._sides))
        self.nothing.setEnabled(bool(self._sides))
        self._show_ticked()

    def show_selection(self, *, selected: bool) -> None:
        """Let labels be drawn with, or not."""
        for button in self.draw_buttons:
            button.setEnabled(selected)

    @property
    def ticked(self) -> list[int]:
        """The numbers of the annotators who are ticked, from 0."""
        return [
            number
            for number, row in enumerate(self.rows[: len(self._sides)])
            if row.tick.isChecked()
        ]

    def tick(self, number: int) -> bool:
        """Tick an annotator, or take the tick away; False where there is nothing to accept."""
        if number >= len(self._sides) or not self._sides[number].spans:
            return False
        self.rows[number].tick.toggle()
        return True

    def _show_ticked(self) -> None:
        self.accept_ticked.setEnabled(bool(self.ticked))

    def _show_theme(self) -> None:
        theme = self._themes.theme
        for label in (self.state, self.hint):
            palette = label.palette()
            palette.setColor(palette.ColorRole.WindowText, theme.faint)
            label.setPalette(palette)
        self.set_labels(list(self._labels.values()))
        self._fill()


def _label(name: str, *, bold: bool = False) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if bold:
        font = label.font()
        font.setBold(True)
        label.setFont(font)
    return label


def _escaped(text: str) -> str:
    return one_line(text, 40).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
