"""Menus of any number of entries, of which none is longer than a screen is high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

LIMIT = 15
"""How many entries a menu or submenu has at most: more than that nobody reads."""


def fill(menu: QMenu, actions: Sequence[QAction], room: int = LIMIT) -> None:
    """Add actions to a menu; those for which there is no room go into a submenu, and so on.

    Args:
        menu: gets the actions after what it has; a submenu that an earlier call made goes.
        actions: in their order; they stay whose they are.
        room: how many entries the menu may get, the submenu among them; 2 at least.

    """
    for submenu in menu.findChildren(QMenu, "more", Qt.FindChildOption.FindDirectChildrenOnly):
        submenu.deleteLater()
    fits = len(actions) <= room
    menu.addActions(list(actions if fits else actions[: room - 1]))
    if not fits:
        submenu = menu.addMenu(QCoreApplication.translate("LongMenu", "More"))
        submenu.setObjectName("more")
        fill(submenu, actions[room - 1 :])
