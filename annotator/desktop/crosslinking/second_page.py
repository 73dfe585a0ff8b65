"""Two pages that face each other: room is made for the second, and given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.desktop.page.view import ArticleView


class _Before(NamedTuple):
    """How everything was before the second page came."""

    focus: QWidget | None
    sizes: list[int]
    aside: list[QAction]
    top: int
    caret: tuple[int, int]
    text: object


class SecondPage(QObject):
    """Shows a second page beside the first one, in place of the panels at the sides.

    The line that is read keeps its height, the caret its place. Afterwards panels, scroll
    position and focus are as they were.

    Args:
        view: the first page.
        other: returns what stands at its right.
        pages: holds both.
        columns: holds ``pages`` and the panels at its sides.
        aside: for each of those panels the action that shows and hides it.

    """

    def __init__(
        self,
        view: ArticleView,
        other: Callable[[], QWidget],
        pages: QSplitter,
        columns: QSplitter,
        aside: dict[QAction, QWidget],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._other = other
        self._pages = pages
        self._columns = columns
        self._aside = aside
        self._before: _Before | None = None

    def open(self, position: int) -> None:
        """Show the second page; what is at ``position`` of the first one stays where it is."""
        if self._before is not None:
            return
        view = self._view
        area = view.area_of(position, position + 1)
        self._before = _Before(
            view.window().focusWidget(),
            self._columns.sizes(),
            [action for action, panel in self._aside.items() if not panel.isHidden()],
            view.visible_range()[0],
            view.raw_selection(),
            view.document(),
        )
        for action in self._before.aside:
            action.trigger()
        self._other().show()
        self._columns.refresh()
        half = max(1, self._pages.width() // 2)
        self._pages.setSizes([half, half])
        view.scroll_to(position, None if area.isEmpty() else area.top())

    def close(self, *, focus: bool = True) -> None:
        """Hide the second page; everything is as it was, but for what the user has moved."""
        before, self._before = self._before, None
        if before is None:
            return
        view = self._view
        same = view.document() is before.text
        same_caret = same and view.raw_selection() == before.caret
        top = before.top if same_caret else view.visible_range()[0]
        self._other().hide()
        for action in before.aside:
            if self._aside[action].isHidden():
                action.trigger()
        self._pages.refresh()
        self._columns.refresh()
        self._columns.setSizes(before.sizes)
        if same:
            view.scroll_to(top, 0)
        if focus:
            back = before.focus if before.focus is not None and before.focus.isVisible() else view
            back.setFocus(Qt.FocusReason.OtherFocusReason)
