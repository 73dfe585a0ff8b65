"""Giving commands other keys: what is pressed counts at once, a clash is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.annotation.records import shorten
from annotator.desktop.shell.commands.command_rows import Entry, EntryList, SearchLine
from annotator.desktop.shell.commands.reserved import taken_by
from annotator.desktop.shell.commands.shortcuts import Shortcuts
from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.desktop.toolkit.pressed import native
from annotator.desktop.toolkit.theme import Themes
from annotator.desktop.toolkit.widgets.key_field import KeyField
from annotator.desktop.toolkit.widgets.line_buttons import add_sign
from annotator.desktop.toolkit.widgets.sign import Sign

_SIGN = 16


class _Wish(Enum):
    """What the next key is for."""

    REPLACE = auto()
    ADD = auto()


class ShortcutSettings(FittingDialog):
    """Every command with its keys, and a field that takes the next key that is pressed."""

    def __init__(
        self,
        shortcuts: Shortcuts,
        entries: Callable[[], Sequence[Entry]],
        themes: Themes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("shortcut_settings")
        self.setWindowTitle(self.tr("Change keys"))
        self._shortcuts = shortcuts
        self._entries = entries
        self._themes = themes
        self._wish = _Wish.REPLACE
        self.list = EntryList(themes, self, grouped=True)
        self.list.setObjectName("shortcut_settings_list")
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.search = SearchLine(self.list)
        self.search.setObjectName("shortcut_settings_search")
        self.search.setAccessibleName(self.tr("Find a command"))
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        add_sign(self.search, icons.live_icon("search"))
        self.field = KeyField(self)
        self.field.setObjectName("shortcut_settings_key")
        self._name = QLabel()
        self._sign = Sign("warning", _SIGN)
        self._says = QLabel()
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.returnPressed.connect(self._on_change)
        self.list.activated.connect(lambda _: self._on_change())
        self.list.selectionModel().selectionChanged.connect(self._on_selected)
        self.field.pressed.connect(self._on_pressed)
        self.field.began.connect(self._show_field)
        self.field.given_up.connect(self._to_list)
        self.field.ended.connect(self._on_ended)
        shortcuts.changed.connect(self._refill)
        self._fill()
        self.search.setFocus()

    # -- layout --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._sign.setObjectName("shortcut_settings_sign")
        for label, name in ((self._name, "command"), (self._says, "says")):
            label.setObjectName(f"shortcut_settings_{name}")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self._says.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.change_button = self._button("change", self.tr("Change"), self._on_change)
        self.add_button = self._button("add", self.tr("Add a key"), self._on_add)
        self.remove_button = self._button("remove", self.tr("No key"), self._on_remove)
        self.reset_button = self._button("reset", self.tr("Reset"), self._on_reset)
        self.reset_all_button = self._button("reset_all", self.tr("Reset all"), self._on_reset_all)
        close = self._button("close", self.tr("Close"), self.accept)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        for button in (
            self.change_button,
            self.add_button,
            self.remove_button,
            self.reset_button,
        ):
            row.addWidget(button)
        words = QHBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._says, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.reset_all_button)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._name)
        layout.addLayout(row)
        layout.addLayout(words)
        layout.addLayout(foot)
        self.resize(640, 640)

    def _button(self, name: str, text: str, handler: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"shortcut_settings_{name}")
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: handler())
        return button

    # -- what is shown -------------------------------------------------------------------------

    @property
    def says(self) -> str:
        """What the dialog says of the last key or handler."""
        return self._says.text()

    def select(self, name: str) -> None:
        """Select a command by what the program calls it."""
        names = [entry.name for entry in self.list.entries.entries]
        self.list.select_row(names.index(name))

    def _fill(self, row: int = 0) -> None:
        words = self.search.text().casefold().split()
        found = []
        for entry in self._entries():
            hay = " ".join((entry.menu, entry.text, *entry.keys)).casefold()
            if all(word in hay for word in words):
                found.append(entry)
        self.list.show_entries(found, row)
        self.list.set_hint(self.tr("No command and no key is called so."))
        self._on_selected()

    def _refill(self) -> None:
        """Show the keys as they are now, on the same row."""
        selected, top = self.list.selected, self.list.verticalScrollBar().value()
        self._fill()
        if selected is not None and selected.name in [e.name for e in self.list.entries.entries]:
            self.select(selected.name)
        self.list.verticalScrollBar().setValue(top)

    def _on_selected(self) -> None:
        entry = self.list.selected
        self._name.setText(
            self.tr("“{0}” in {1}").format(shorten(entry.text, 80), entry.menu) if entry else ""
        )
        keys = entry.keys if entry is not None else []
        self.field.show_keys(keys)
        self.change_button.setEnabled(entry is not None)
        self.add_button.setEnabled(bool(keys))
        self.remove_button.setEnabled(bool(keys))
        self.reset_button.setEnabled(entry is not None and entry.changed)
        self.reset_all_button.setEnabled(any(one.changed for one in self._entries()))
        self._say("")

    def _say(self, sentence: str, *, refused: bool = False) -> None:
        self._says.setText(sentence)
        self._sign.setVisible(refused)
        self.field.setAccessibleDescription(sentence)

    # -- handlers ---------------------------------------------------------------------------------

    def _on_change(self) -> None:
        self._ask(_Wish.REPLACE)

    def _on_add(self) -> None:
        self._ask(_Wish.ADD)

    def _ask(self, wish: _Wish) -> None:
        if self.list.selected is not None:
            self._wish = wish
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_field()

    def _show_field(self) -> None:
        entry = self.list.selected
        if entry is None:
            return
        text = shorten(entry.text, 60)
        if self._wish is _Wish.ADD:
            self._say(self.tr("Press a further key for “{0}”. Esc leaves it.").format(text))
        else:
            self._say(self.tr("Press the new key for “{0}”. Esc leaves it.").format(text))

    def _on_pressed(self, key: QKeySequence) -> None:
        entry = self.list.selected
        if entry is None:
            return
        keys = self._shortcuts.keys(entry.name) if self._wish is _Wish.ADD else ()
        problem = self._shortcuts.change(entry.name, (*keys, key))
        if problem:
            self._say(problem, refused=True)
            return
        self._to_list()
        said = self.tr("{0} is “{1}” now.").format(native(key), shorten(entry.text, 60))
        desktops = taken_by(key.toString(QKeySequence.SequenceFormat.PortableText))
        if desktops:
            kept = self.tr("It may never arrive: {0} may keep it.").format(desktops)
            said = f"{said} {kept}"
        self._say(said)

    def _on_ended(self) -> None:
        """Forget the wish when the field is left, and show the keys as they are."""
        self._wish = _Wish.REPLACE
        self._on_selected()

    def _on_remove(self) -> None:
        self._carry_out(
            lambda name: self._shortcuts.change(name, ()), self.tr("“{0}” has no key now.")
        )

    def _on_reset(self) -> None:
        self._carry_out(self._shortcuts.reset, self.tr("“{0}” has its usual keys again."))

    def _carry_out(self, handler: Callable[[str], str], done: str) -> None:
        entry = self.list.selected
        if entry is None:
            return
        problem = handler(entry.name)
        self._to_list()
        self._say(problem or done.format(shorten(entry.text, 60)), refused=bool(problem))

    def _on_reset_all(self) -> None:
        self._shortcuts.reset_all()
        self._to_list()
        self._say(self.tr("All commands have their usual keys again."))

    def _to_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
