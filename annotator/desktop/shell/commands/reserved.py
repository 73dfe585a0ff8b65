"""Keys that desktops keep for themselves: a program is not told of them, or not everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_ARROWS = ("Left", "Right", "Up", "Down")

GNOME = "GNOME"
KDE = "KDE Plasma"
XFCE = "Xfce"
WINDOWS = "Windows"
MACOS = "macOS"


def _everywhere() -> Iterator[tuple[str, str]]:
    for number in range(1, 11):
        yield f"Alt+F{number}", GNOME
    for number in (1, 2, 3, 4, 7, 9, 10):
        yield f"Ctrl+F{number}", KDE
    for shift, arrow in product(("", "Shift+"), _ARROWS):
        yield f"Ctrl+Alt+{shift}{arrow}", ", ".join((GNOME, XFCE))
    for key in ("Del", "L", "T", "Tab"):
        yield f"Ctrl+Alt+{key}", GNOME
    for key in ("A", "D", "Esc"):
        yield f"Ctrl+Alt+{key}", KDE
    for key in ("Tab", "Shift+Tab", "Shift+Backtab", "Esc", "Space", "F4"):
        yield f"Alt+{key}", ", ".join((WINDOWS, GNOME, KDE))
    for key in ("Esc", "Shift+Esc"):
        yield f"Ctrl+{key}", WINDOWS
    for key in ("H", "Alt+H", "M", "Tab", "Space", "Alt+Esc", "`", ","):
        yield f"Ctrl+{key}", MACOS
    for key in ("F8", "F11", "F12"):
        yield key, MACOS


RESERVED: dict[str, str] = dict(_everywhere())
"""Keys as Qt writes them (Ctrl stands for Command on macOS), and which desktops take them."""


def taken_by(key: str) -> str:
    """Return which desktops may take a key, "" when none is known to; all take what has Meta."""
    first = key.split(", ")[0]
    return ", ".join((GNOME, KDE, WINDOWS)) if "Meta+" in first else RESERVED.get(first, "")
