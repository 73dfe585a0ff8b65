"""Keys as they are pressed, and as people read them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

LOWEST_SPECIAL = 0x01000000
MODIFIER_KEYS = frozenset(
    key.value
    for key in (
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Alt),
        *(Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock),
        *(Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R),
        *(Qt.Key.Key_Multi_key, Qt.Key.Key_Mode_switch, Qt.Key.Key_unknown),
    )
)
HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
).value


def pressed_key(key: int, modifiers: Qt.KeyboardModifier) -> QKeySequence | None:
    """Return the key of a key event; None while only Shift, Ctrl and their like are held.

    Shift is part of a key only where it does not choose the character: “?” is “?” wherever a
    keyboard has it, and a digit is that digit on keyboards that have it above another character.
    """
    if not key or key in MODIFIER_KEYS or is_dead(key):
        return None
    held = modifiers.value & HELD
    if Qt.Key.Key_Space.value < key < LOWEST_SPECIAL and not _is_letter(key):
        held &= ~Qt.KeyboardModifier.ShiftModifier.value
    return QKeySequence(key | held)


def is_dead(key: int) -> bool:
    """Tell whether a key only puts an accent on the next one."""
    return Qt.Key.Key_Dead_Grave.value <= key <= Qt.Key.Key_Dead_Longsolidusoverlay.value


def _is_letter(key: int) -> bool:
    return key <= 0x10FFFF and chr(key).isalpha()


def native(key: QKeySequence) -> str:
    """Return a key as people read it."""
    return key.toString(QKeySequence.SequenceFormat.NativeText)
