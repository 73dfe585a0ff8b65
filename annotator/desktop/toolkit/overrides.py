"""Keys that a widget keeps for itself, whatever shortcuts the window has.

Qt asks the widget with the focus, and those around it, before a key becomes a shortcut.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def keep_key(event: QEvent, is_wanted: Callable[[QKeyEvent], bool]) -> bool:
    """Keep a key if Qt asks for it and it is wanted; return whether it was kept.

    For ``event`` of a widget: ``return keep_key(event, …) or super().event(event)``. A key that
    is kept comes as a key press next.
    """
    if (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and is_wanted(event)
    ):
        event.accept()
        return True
    return False


def do_key(event: QKeyEvent, handler: Callable[[], None] | None) -> bool:
    """Keep a key that has a handler, and do it when it comes; return whether the event was taken.

    For event filters, which see both what Qt asks and the key press.
    """
    if handler is None:
        return False
    if event.type() == QEvent.Type.KeyPress:
        handler()
        return True
    return keep_key(event, lambda _: True)


def is_escape(event: QKeyEvent) -> bool:
    """Tell whether a key is Escape."""
    return event.key() == Qt.Key.Key_Escape


def is_deletion(event: QKeyEvent) -> bool:
    """Tell whether a key deletes: Delete or Backspace."""
    return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
