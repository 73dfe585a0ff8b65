"""One page in place of everything else in the window, for as long as it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid


class Stage(QObject):
    """Shows a page in place of the window's columns, and gives them back.

    Meanwhile the commands that are about what cannot be seen are switched off, so that their keys
    mean nothing or are the page's own, and whoever sends the focus to the article sends it to the
    page.

    Args:
        views: holds the columns, first of all.
        article: the article's own page.
        hidden: returns the commands to be switched off.

    Signals:
        left: a page (a ``QWidget``) is no longer shown.
    """

    left = Signal(object)

    def __init__(
        self,
        views: QStackedWidget,
        article: QWidget,
        hidden: Callable[[], Iterable[QAction]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._article = article
        self._hidden = hidden
        self._off: list[QAction] = []
        self._shown: QWidget | None = None

    @property
    def shown(self) -> QWidget | None:
        """The page that is shown, None when the columns are."""
        return self._shown

    def show(self, page: QWidget, focus: QWidget) -> None:
        """Show a page and give one of its widgets the focus; another page makes room."""
        if self._shown is not page:
            if self._shown is not None:
                self.leave(self._shown)
            if self._views.indexOf(page) < 0:
                self._views.addWidget(page)
            self._shown = page
            self._views.setCurrentWidget(page)
        self.switch_off()
        self._article.setFocusProxy(focus)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def switch_off(self) -> None:
        """Switch commands off that have come since, as those of new labels."""
        if self._shown is None:
            return
        for action in self._hidden():
            if action.isEnabled() and action not in self._off:
                action.setEnabled(False)
                self._off.append(action)

    def leave(self, page: QWidget) -> None:
        """Show the columns again, if it is this page that stands in their place."""
        if self._shown is not page:
            return
        self._shown = None
        for action in self._off:
            if isValid(action):  # those of labels come and go
                action.setEnabled(True)
        self._off = []
        self._article.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs know no None
        self._views.setCurrentIndex(0)
        self._article.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit(page)
