"""Which keys each command has: those it came with, and those that the user gave it instead.

No key ever means two things. A key that is refused is refused with one sentence; a remembered key
that has become impossible (another version, a settings file edited by hand) is left out. Labels
belong to the project and what everybody works with: a command has no key that is, or begins, one of
a label's while that label is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from annotator.annotation.label_keys import tidy_key
from annotator.annotation.records import Label, shorten
from annotator.desktop.shell.commands import commands
from annotator.desktop.toolkit.pressed import HELD, MODIFIER_KEYS, is_dead, native
from annotator.desktop.toolkit.settings import Settings

Keys = tuple[QKeySequence, ...]

KEY_LIMIT = 4
"""How many keys one command may have."""

_DIGITS = frozenset("123456789")
_CARET = ("Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown")
_KEPT = frozenset(
    [
        *(f"{held}{key}" for held in ("", "Shift+") for key in _CARET),
        *(f"{held}{key}" for held in ("", "Shift+") for key in ("Return", "Enter", "Space")),
        *(f"{held}{key}" for held in ("", "Shift+") for key in ("Del", "Backspace", "Ins")),
        *(f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in ("Left", "Right")),
        *(f"{held}{key}" for held in ("Ctrl+", "Ctrl+Shift+") for key in ("Home", "End")),
        *(f"{held}{key}" for held in ("", "Ctrl+") for key in ("Tab", "Shift+Tab", "Backtab")),
        *("Ctrl+Shift+Backtab", "Shift+Backtab", "Ctrl+Ins", "Esc", "Menu", "Shift+F10"),
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"),
    ]
)
"""What texts, lists and dialogs need. A command that came with one of these keeps it."""


class Shortcuts(QObject):
    """The keys of all commands, remembered in the settings.

    Signals:
        changed: some command has other keys now.
    """

    changed = Signal()

    def __init__(
        self,
        settings: Settings,
        labels: Callable[[], Iterable[Label]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._labels = labels
        self._usual = {
            command.name: tuple(QKeySequence(key) for key in command.keys)
            for command in commands.COMMANDS
        }
        self._menus = dict(_menu_keys(commands.MENUS))
        self._own = self._remembered()
        self._keys = self._settled()

    # -- what is asked -------------------------------------------------------------------------

    def keys(self, name: str) -> Keys:
        """Return a command's keys, the one to show first at the front."""
        return self._keys[name]

    def is_changed(self, name: str) -> bool:
        """Tell whether a command has other keys than it came with."""
        return name in self._own

    def apply_to(self, actions: Mapping[str, QAction]) -> None:
        """Give each command's action its keys."""
        for name, action in actions.items():
            keys = list(self._keys[name])
            if action.shortcuts() != keys:
                action.setShortcuts(keys)

    # -- what is changed -----------------------------------------------------------------------

    def change(self, name: str, keys: Iterable[QKeySequence]) -> str:
        """Give a command these keys; return why not, in one sentence, or "" when it is done."""
        wanted = tuple(dict.fromkeys(keys))
        if len(wanted) > KEY_LIMIT:
            return self.tr("A command has {0} keys at most.").format(KEY_LIMIT)
        for key in wanted:
            problem = self.problem(name, key)
            if problem:
                return problem
        if wanted == self._usual[name]:
            self._own.pop(name, None)
            self._settings.remember_shortcut(name, None)
        else:
            self._own[name] = wanted
            self._settings.remember_shortcut(name, _to_text(wanted))
        self._settle()
        return ""

    def reset(self, name: str) -> str:
        """Give a command the keys it came with; return why not, or "" when it is done."""
        return self.change(name, self._usual[name])

    def reset_all(self) -> None:
        """Give all commands the keys they came with."""
        for name in self._own:
            self._settings.remember_shortcut(name, None)
        self._own.clear()
        self._settle()

    def renew(self) -> None:
        """Look again at which keys are labels'."""
        before = self._keys
        self._keys = self._settled()
        if self._keys != before:
            self.changed.emit()

    def command_of(self, key: str) -> str:
        """Return why a label cannot have a key for a command's sake, or "" when it can."""
        return self._taken(QKeySequence(key))

    def problem(self, name: str, key: QKeySequence) -> str:
        """Return why a command cannot have a key, in one sentence, or "" when it can."""
        return self._of_label(key) or self._refusal(name, key) or self._taken(key, name)

    def _of_label(self, key: QKeySequence) -> str:
        """Return which label has a key, or one that begins alike."""
        for label in self._labels():
            taken = QKeySequence(tidy_key(label.key))
            if taken == key:
                return self.tr("{0} is the label “{1}” already.").format(
                    native(key), shorten(label.name, 60)
                )
            if not taken.isEmpty() and _clash(taken, key):
                return self.tr("{0} and {1}, which is the label “{2}”, begin alike.").format(
                    native(key), native(taken), shorten(label.name, 60)
                )
        return ""

    def _taken(self, key: QKeySequence, name: str = "") -> str:
        """Return which other command than ``name`` has a key, or one that begins alike."""
        for other, keys in self._keys.items():
            for taken in keys if other != name else ():
                if taken == key:
                    return self.tr("{0} is “{1}” already.").format(native(key), _text_of(other))
                if _clash(taken, key):
                    return self.tr("{0} and {1}, which is “{2}”, begin alike.").format(
                        native(key), native(taken), _text_of(other)
                    )
        return ""

    def _refusal(self, name: str, key: QKeySequence) -> str:
        """Return why a key cannot be had, whatever the other commands have."""
        shown = native(key)
        first = _first_stroke(key)
        if not _is_whole(key):
            return self.tr("This key cannot be used.")
        if first in self._menus:
            return self.tr("{0} opens the menu “{1}” already.").format(shown, self._menus[first])
        if first.removeprefix("Shift+") in _DIGITS:
            return self.tr("{0} is kept for labels: the digits are theirs.").format(shown)
        if first in _KEPT and key not in self._usual[name]:
            return self.tr("{0} is kept for typing, lists and the caret.").format(shown)
        return ""

    # -- remembering ---------------------------------------------------------------------------

    def _remembered(self) -> dict[str, Keys]:
        """Return the user's own keys; text that is no list of keys is as if it were not there."""
        found = {}
        for name, text in self._settings.shortcuts().items():
            if name not in self._usual:
                continue
            named = _from_text(text)
            keys = tuple(key for key in named if not self._refusal(name, key))
            if keys != self._usual[name] and (keys or not text.strip()):
                found[name] = keys
        return found

    def _settle(self) -> None:
        self._keys = self._settled()
        self.changed.emit()

    def _settled(self) -> dict[str, Keys]:
        """Return what each command gets: labels first, then the user's own keys; none twice."""
        taken = _Taken()
        for label in self._labels():
            if text := tidy_key(label.key):
                taken.add(QKeySequence(text))
        result: dict[str, Keys] = {}
        for name in sorted(self._usual, key=lambda one: one not in self._own):
            free = []
            for key in self._own.get(name, self._usual[name]):
                if not taken.has(key):
                    free.append(key)
                    taken.add(key)
            result[name] = tuple(free)
        return {name: result[name] for name in self._usual}


def _text_of(name: str) -> str:
    """Return what a command is called in a sentence."""
    text = next(command.text for command in commands.COMMANDS if command.name == name)
    return commands.translated(text).removesuffix(" …")


class _Taken:
    """Keys that are taken, looked up by how they begin: there are many commands."""

    def __init__(self) -> None:
        self._keys: set[tuple[int, ...]] = set()
        self._beginnings: set[tuple[int, ...]] = set()

    def add(self, key: QKeySequence) -> None:
        """Take a key."""
        *shorter, whole = _beginnings(key)
        self._keys.add(whole)
        self._beginnings.update(shorter, (whole,))

    def has(self, key: QKeySequence) -> bool:
        """Tell whether a key is taken, or begins one that is, or begins with one."""
        begun = _beginnings(key)
        return begun[-1] in self._beginnings or any(one in self._keys for one in begun)


def _beginnings(key: QKeySequence) -> list[tuple[int, ...]]:
    """Return what a key begins with, stroke by stroke, itself last."""
    codes = tuple(key[number].toCombined() for number in range(key.count()))  # type: ignore[index]
    return [codes[: number + 1] for number in range(len(codes))]


def _menu_keys(menus: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return the keys that open menus, and the menus' names."""
    for menu in menus:
        title = commands.translated(menu)
        at = title.find("&")
        if 0 <= at < len(title) - 1:
            yield f"Alt+{title[at + 1].upper()}", title.replace("&", "")


def _clash(one: QKeySequence, other: QKeySequence) -> bool:
    """Tell whether two keys are the same, or one is how the other begins."""
    different = QKeySequence.SequenceMatch.NoMatch
    return one.matches(other) != different or other.matches(one) != different


def _strokes(key: QKeySequence) -> list[str]:
    return key.toString(QKeySequence.SequenceFormat.PortableText).split(", ")


def _first_stroke(key: QKeySequence) -> str:
    return _strokes(key)[0]


def _is_whole(key: QKeySequence) -> bool:
    """Tell whether this is a key that can be pressed, written down and read again."""
    text = key.toString(QKeySequence.SequenceFormat.PortableText)
    if not text or "Num+" in text or QKeySequence(text) != key:
        return False
    held = HELD | Qt.KeyboardModifier.KeypadModifier.value
    codes = [key[number].toCombined() & ~held for number in range(key.count())]  # type: ignore[index]
    return not any(code in MODIFIER_KEYS or is_dead(code) for code in codes)


def _to_text(keys: Keys) -> str:
    return QKeySequence.listToString(list(keys), QKeySequence.SequenceFormat.PortableText)


def _from_text(text: str) -> Keys:
    """Return the keys that a text names; what is no key is left out."""
    keys = QKeySequence.listFromString(text, QKeySequence.SequenceFormat.PortableText)
    return tuple(dict.fromkeys(key for key in keys if _is_whole(key)))[:KEY_LIMIT]
