"""Menus of any number of entries."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.desktop.toolkit.widgets.long_menu import LIMIT, fill


def walked(menu: QMenu) -> list[str]:
    """The entries of a menu and its submenus; fails where one is too long."""
    assert len(menu.actions()) <= LIMIT
    texts = []
    for action in menu.actions():
        texts += walked(action.menu()) if action.menu() is not None else [action.text()]
    return texts


@pytest.mark.parametrize("room", [2, 6, LIMIT])
@pytest.mark.parametrize("count", [0, 1, 2, 6, 7, 14, 15, 16, 29, 30, 200])
def test_nothing_is_lost_or_out_of_order(qtbot, count, room):
    menu = QMenu()
    qtbot.addWidget(menu)
    actions = [QAction(f"{number}", menu) for number in range(count)]
    fill(menu, actions, room)
    assert walked(menu) == [action.text() for action in actions]
    assert len(menu.actions()) <= room


def test_what_fits_needs_no_submenu(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    fill(menu, [QAction(f"{number}", menu) for number in range(LIMIT)])
    assert not menu.findChildren(QMenu)
