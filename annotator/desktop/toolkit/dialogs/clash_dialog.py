"""Two people have changed the same thing: what it is now, what it was to become, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.widgets.exact_text import ExactText
from annotator.errors import Clash

_LINES_SHOWN = 9
_CHARACTERS_A_LINE = 30


class Choice(Enum):
    """What is kept."""

    THEIRS = "theirs"
    MINE = "mine"
    LATER = "later"


class ClashDialog(FittingDialog):
    """Shows both versions of each field that clashes, and asks which is kept.

    Args:
        name: of what was changed.
        clashes: what both have changed.
        parent: the window.

    """

    def __init__(self, name: str, clashes: Sequence[Clash], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clash_dialog")
        self.setWindowTitle(_tr("Changed by two"))
        self.choice = Choice.LATER
        by = ", ".join(dict.fromkeys(one.by for one in clashes if one.by)) or _tr("Somebody else")
        says = QLabel(
            _tr("{0} has changed “{1}” while you were changing it. Nothing is stored yet.").format(
                shorten(by, 60), shorten(name, 40)
            )
        )
        says.setTextFormat(Qt.TextFormat.PlainText)
        says.setWordWrap(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, one in enumerate(clashes):
            self._add(grid, 3 * number, one)
        buttons = QDialogButtonBox()
        theirs = buttons.addButton(_tr("Keep theirs"), QDialogButtonBox.ButtonRole.AcceptRole)
        mine = buttons.addButton(_tr("Use mine"), QDialogButtonBox.ButtonRole.AcceptRole)
        later = buttons.addButton(_tr("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        for button, choice in ((theirs, Choice.THEIRS), (mine, Choice.MINE)):
            button.setObjectName(f"clash_{choice.value}")
            button.clicked.connect(lambda _=False, taken=choice: self._choose(taken))
        later.setObjectName("clash_later")
        theirs.setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(says)
        column.addLayout(grid)
        column.addWidget(buttons)
        self.resize(560, self.sizeHint().height())
        theirs.setFocus()

    def _add(self, grid: QGridLayout, row: int, clash: Clash) -> None:
        """Add a field: its name, and both versions side by side."""
        what = _called(clash.what)
        title = QLabel(what)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        grid.addWidget(title, row, 0, 1, 2)
        who = shorten(clash.by, 30) or _tr("Theirs")
        lines = min(_LINES_SHOWN, max(_lines(clash.theirs), _lines(clash.mine)))
        for column, (heading, text) in enumerate(((who, clash.theirs), (_tr("Mine"), clash.mine))):
            label = QLabel(heading)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, row + 1, column)
            version = ExactText(text)
            version.setObjectName(f"clash_{clash.what}_{'mine' if column else 'theirs'}")
            version.setReadOnly(True)
            version.setTabChangesFocus(True)
            version.setAccessibleName(f"{what}, {heading}")
            margins = 2 * (version.document().documentMargin() + version.frameWidth()) + 2
            version.setFixedHeight(round(lines * version.fontMetrics().lineSpacing() + margins))
            grid.addWidget(version, row + 2, column)

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def ask(name: str, clashes: Sequence[Clash], parent: QWidget | None) -> Choice:
    """Ask which version is kept."""
    dialog = ClashDialog(name, clashes, parent)
    dialog.exec()
    choice = dialog.choice
    dialog.deleteLater()
    return choice


def _lines(text: str) -> int:
    """Return about how many lines a text takes here."""
    return sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.split("\n"))


def _called(field: str) -> str:
    names = {
        "name": _tr("Name"),
        "letter": _tr("Letter"),
        "key": _tr("Digit"),
        "colour": _tr("Colour"),
        "line": _tr("Line"),
        "description": _tr("Description"),
        "guidelines": _tr("Guidelines"),
        "position": _tr("Place in the list"),
        "unit": _tr("What the digit tags"),
        "attributes": _tr("Attributes"),
        "links": _tr("Links"),
        "note": _tr("Note"),
    }
    return names.get(field, field)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClashDialog", text)
