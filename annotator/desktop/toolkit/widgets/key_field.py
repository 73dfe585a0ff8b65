"""A field that takes keys as they are pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.desktop.toolkit.places import meant
from annotator.desktop.toolkit.pressed import pressed_key


class KeyField(QLineEdit):
    """Shows a command's keys; while it has the focus it takes the next key that is pressed.

    Signals:
        pressed: a ``QKeySequence``.
        began: the field waits for a key.
        given_up: Escape was pressed.
        ended: it does not wait any more.
    """

    pressed = Signal(QKeySequence)
    began = Signal()
    given_up = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAccessibleName(self.tr("New key"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._keys: Sequence[str] = ()

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show a command's keys."""
        self._keys = keys
        if not self.hasFocus():
            self.setText(",  ".join(keys))
            self.setPlaceholderText(self.tr("No key"))

    def event(self, event: QEvent) -> bool:
        """Take every key but Tab, which goes on, and Escape, which gives up."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._on_key(event)
            return True
        return super().event(event)

    def _on_key(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not held:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.given_up.emit()
            return
        key = pressed_key(meant(event), event.modifiers())
        if key is not None and not event.isAutoRepeat():
            self.pressed.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Wait for a key."""
        super().focusInEvent(event)
        self.clear()
        self.setPlaceholderText(self.tr("Press a key …"))
        self.began.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        super().focusOutEvent(event)
        self.show_keys(self._keys)
        self.ended.emit()
