"""The parts of a suggestion as buttons: ticked is what comes along when it is accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from annotator.desktop.tagging.offers.wording import part_in_words, part_named
from annotator.desktop.toolkit.widgets.marks import explain
from annotator.workbench.tagging.draft import Part

_GAP = 4
_IN, _OUT = "✓", "✗"


class PartRow(QWidget):
    """One button for each part, side by side as far as there is room.

    Told apart by a sign and by strike-out, not by colour; the one that is meant has a frame.

    Signals:
        toggled: number of a part (from 0) that was clicked.
    """

    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("suggestion_parts")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.buttons: list[QToolButton] = []

    def show_parts(self, parts: Sequence[Part], meant: int, text: str) -> None:
        """Show the parts of a suggestion.

        Args:
            parts: what they are; for none it is hidden.
            meant: number of the one that keys are about, -1 for none.
            text: of the article.

        """
        while len(self.buttons) < len(parts):
            self.buttons.append(self._button(len(self.buttons)))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(parts))
            if number >= len(parts):
                continue
            part = parts[number]
            sign = _OUT if part.is_out else _IN
            button.setText(f"{sign} {part_named(part, number, text)}".replace("&", "&&"))
            button.setChecked(not part.is_out)
            button.setAutoRaise(number != meant)
            font = self.font()
            font.setStrikeOut(part.is_out)
            font.setBold(number == meant)
            button.setFont(font)
            button.setAccessibleName(part_named(part, number, text))
            explain(button, part_in_words(part, number, text))
        self._shown = len(parts)
        self.setVisible(bool(parts))

    _shown = 0

    def _button(self, number: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"suggestion_part_{number}")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._sender(number))
        return button

    def _sender(self, number: int) -> Callable[[], None]:
        return partial(self.toggled.emit, number)

    def fit(self, width: int) -> None:
        """Be as wide as is needed, no wider than ``width``, and as high as the lines are."""
        x = y = high = wide = 0
        for button in self.buttons[: self._shown]:
            size = button.sizeHint().boundedTo(QSize(width, 1_000))
            if x and x + size.width() > width:
                x, y, high = 0, y + high + _GAP, 0
            button.setGeometry(x, y, size.width(), size.height())
            x += size.width() + _GAP
            high, wide = max(high, size.height()), max(wide, x - _GAP)
        self.setFixedSize(wide, y + high)
