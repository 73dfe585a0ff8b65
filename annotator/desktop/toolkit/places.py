"""Keys by their place, for keyboards that write no Latin letters, or no digits without Shift.

Commands have Latin letters, labels digits. A keyboard for Russian writes “ц” where “W” is meant;
a French one writes “&” where “1” is. Where a key lies is told by its scan code (X11, Wayland and
Windows count the keys alike; X11 and Wayland add eight) or, on macOS, by its virtual key.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from annotator.desktop.toolkit.pressed import LOWEST_SPECIAL

_ROWS = (("1234567890", 2), ("QWERTYUIOP", 16), ("ASDFGHJKL", 30), ("ZXCVBNM", 44))
_BY_SCAN_CODE = {
    first + number: letter for row, first in _ROWS for number, letter in enumerate(row)
}
_X_OFFSET = 8
_BY_VIRTUAL_KEY = {
    **dict(zip(range(10), "ASDFHGZXCV", strict=True)),
    11: "B",
    12: "Q",
    13: "W",
    14: "E",
    15: "R",
    16: "Y",
    17: "T",
    31: "O",
    32: "U",
    34: "I",
    35: "P",
    37: "L",
    38: "J",
    40: "K",
    45: "N",
    46: "M",
    18: "1",
    19: "2",
    20: "3",
    21: "4",
    22: "6",
    23: "5",
    25: "9",
    26: "7",
    28: "8",
    29: "0",
}
_ALT_GR = {"windows": 0x40}
_X_ALT_GR = 0x80
_DIGITS = frozenset("0123456789")
_NOT_ITS_OWN = (  # with one of these a Latin letter may come from a keyboard that has none else
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def place_of(event: QKeyEvent) -> str:
    """Return the Latin capital or digit that an American keyboard has there, "" if unknown."""
    platform = QGuiApplication.platformName()
    if platform == "cocoa":
        known = bool(event.key()) and bool(event.text())
        return _BY_VIRTUAL_KEY.get(event.nativeVirtualKey(), "") if known else ""
    offset = 0 if platform == "windows" else _X_OFFSET
    return _BY_SCAN_CODE.get(event.nativeScanCode() - offset, "")


def is_foreign_letter(character: str) -> bool:
    """Tell whether a character is a letter or mark of another script than Latin."""
    if len(character) != 1 or unicodedata.category(character)[0] not in "LM":
        return False
    name = unicodedata.name(character, "")
    return "LATIN" not in name and not name.startswith(("FEMININE", "MASCULINE", "MICRO"))


class Layout:
    """What is known of the keyboard from the keys that were pressed on it."""

    def __init__(self) -> None:
        self._foreign: bool | None = None

    def meant(self, event: QKeyEvent) -> int:
        """Return the key that is meant as Qt counts keys: that of the place, or the event's own.

        A place is meant by a letter of another script, by a sign where such a keyboard has signs
        in the place of letters, and by whatever a digit's place writes without Shift.
        """
        key, place = event.key(), place_of(event)
        character = written(event)
        if not place or not character or _holds_alt_gr(event):
            return key
        foreign = is_foreign_letter(character)
        if not event.modifiers() & _NOT_ITS_OWN and (foreign or character.isalpha()):
            self._foreign = foreign
        if place in _DIGITS:
            return self._digit(event, character, place)
        latin = character.isalpha() and not foreign
        stays = latin or character in _DIGITS or not (foreign or self.is_foreign())
        return key if stays else ord(place)

    @staticmethod
    def _digit(event: QKeyEvent, character: str, place: str) -> int:
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return event.key() if held or character in _DIGITS else ord(place)

    def is_foreign(self) -> bool:
        """Return whether it has no Latin letters, as far as is known."""
        if self._foreign is None:
            script = QGuiApplication.inputMethod().locale().script()
            return script not in (QLocale.Script.LatinScript, QLocale.Script.AnyScript)
        return self._foreign


KEYBOARD = Layout()
"""The one that people sit at: what a window has seen of it counts for all."""


def meant(event: QKeyEvent) -> int:
    """Return the key that is meant on the keyboard that people sit at: see ``Layout.meant``."""
    return KEYBOARD.meant(event)


def digit(event: QKeyEvent) -> str:
    """Return the digit that a key means, "" for none."""
    key = meant(event)
    return chr(key) if Qt.Key.Key_0.value <= key <= Qt.Key.Key_9.value else ""


def written(event: QKeyEvent) -> str:
    """Return the character that a key writes, whatever is held; "" for F6, Return and the like."""
    key = event.key()
    if 0x20 < key < LOWEST_SPECIAL:
        return chr(key)
    text = event.text() if key in (0, Qt.Key.Key_unknown.value) else ""
    return text if len(text) == 1 and text.isprintable() else ""


def _holds_alt_gr(event: QKeyEvent) -> bool:
    bit = _ALT_GR.get(QGuiApplication.platformName(), _X_ALT_GR)
    return bool(event.nativeModifiers() & bit)
