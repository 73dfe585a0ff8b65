"""What a screen has room for: how large a window is at first, and that it is seen whole."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

FRAME = QSize(8, 40)
"""What a desktop puts around a window, about; what it is exactly is known once one is shown."""

SMALLEST = QSize(1024, 600)
"""The smallest screen that every window and dialog fits, in device-independent pixels."""

USUAL = QSize(1280, 800)
"""Of the main window, where that is not more than there is room for, nor lost in it."""

_LARGEST = QSize(1760, 1100)
_SHARE = 0.8
_INVENTED = {"offscreen": QSize(800, 800), "minimal": QSize(240, 320)}
"""Without a screen Qt makes one up, of this size unless it was told of another."""


def room_on(screen: QScreen | None) -> QRect | None:
    """Return where on a screen the inside of a window may be.

    Returns:
        The area that is free of panels, less what stands around a window; in device-independent
        pixels. None where nobody looks: nothing has to be made to fit then.

    """
    if screen is None:
        return None
    free = screen.availableGeometry()
    if screen.size() == _INVENTED.get(QGuiApplication.platformName()):
        return None
    sides = FRAME.width() // 2
    return free.adjusted(sides, FRAME.height() - sides, -sides, -sides)


def first_size(room: QSize) -> QSize:
    """Return how large the main window is at first, where there is so much room for it."""
    share = QSize(round(room.width() * _SHARE), round(room.height() * _SHARE))
    return share.boundedTo(_LARGEST).expandedTo(USUAL).boundedTo(room)


def take_size(window: QWidget, geometry: QByteArray, size: QSize | None) -> None:
    """Make the main window as large as last time, at first as the screen allows.

    Args:
        window: that is shown next.
        geometry: of last time, as Qt saved it.
        size: of last time, for where there is no screen; None at first.

    """
    room = room_on(window.screen())
    if room is None:
        window.resize(size or USUAL)
    elif window.restoreGeometry(geometry):
        keep_on_screen(window)
    else:
        window.resize(first_size(room.size()))


def keep_on_screen(window: QWidget) -> None:
    """Make a window no larger than its screen, and move what of it would be outside."""
    room = room_on(window.screen())
    if room is None or window.isMaximized() or window.isFullScreen():
        return
    size = window.size().boundedTo(room.size())
    if size != window.size():
        window.resize(size)
    place = window.geometry()
    left = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    top = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    if (left, top) != (place.left(), place.top()):
        place.moveTo(left, top)
        window.setGeometry(place)
