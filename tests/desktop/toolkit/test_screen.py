"""How large windows are on screens of every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit import screen


class OfSize:
    """A screen as Qt tells of one."""

    def __init__(self, size: QSize, free: QRect) -> None:
        self._size, self._free = size, free

    def size(self) -> QSize:
        return self._size

    def availableGeometry(self) -> QRect:  # noqa: N802
        return self._free


@pytest.mark.parametrize(
    ("screen_size", "expected"),
    [
        ((1024, 600), (1016, 560)),  # all that there is
        ((960, 540), (952, 500)),  # 1920 x 1080 at 2x
        ((1280, 800), (1272, 760)),
        ((1366, 768), (1280, 728)),
        ((1920, 1080), (1530, 832)),  # also 3840 x 2160 at 2x
        ((3840, 2160), (1760, 1100)),  # a line of text does not become longer
    ],
)
def test_the_first_window_fits(screen_size, expected) -> None:
    """It takes four fifths of a large screen, and all of a small one."""
    width, height = screen_size
    room = screen.room_on(OfSize(QSize(width, height), QRect(0, 0, width, height)))
    size = screen.first_size(room.size())
    assert (size.width(), size.height()) == expected


def test_bars_of_the_desktop_take_their_part(qapp) -> None:
    """A task bar at the bottom and a dock at the left."""
    room = screen.room_on(OfSize(QSize(1024, 600), QRect(48, 0, 976, 570)))
    assert room.left() >= 48
    assert room.bottom() < 570
    assert room.top() > 0


def test_where_nobody_looks_nothing_has_to_fit(qapp) -> None:
    """The screen that Qt makes up without one is none; one that it was told of is one."""
    assert screen.room_on(None) is None
    assert screen.room_on(OfSize(QSize(800, 800), QRect(0, 0, 800, 800))) is None
    assert screen.room_on(OfSize(QSize(1024, 600), QRect(0, 0, 1024, 600))) is not None


@pytest.mark.parametrize(
    "place", [(-300, -200, 900, 500), (700, 500, 900, 500), (0, 0, 4000, 3000), (60, 60, 300, 200)]
)
def test_what_is_outside_comes_back(qtbot, monkeypatch, place) -> None:
    """A window of a screen that is gone; one that is inside stays where it is."""
    room = QRect(4, 36, 1016, 560)
    monkeypatch.setattr(screen, "room_on", lambda _screen: room)
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(*place)
    screen.keep_on_screen(window)
    assert room.contains(window.geometry())
    if place == (60, 60, 300, 200):
        assert window.geometry().getRect() == place
