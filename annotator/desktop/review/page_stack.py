"""One page in place of everything else in the window, for as long as it is wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QObject):
    """Shows a page in place of the window's columns, and gives them back.

    Meanwhile whoever sends the focus to the article sends it to the page, and commands about what
    cannot be seen are off: their keys mean nothing, or are the page's own.

    Args:
        views: holds the columns, first of all.
        article: the article's own page.

    Signals:
        changed: another page is shown, or none.
        left: a page (a ``QWidget``) is no longer shown.
    """

    changed = Signal()
    left = Signal(object)

    def __init__(
        self,
        views: QStackedWidget,
        article: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._article = article
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
        self.changed.emit()
        self._article.setFocusProxy(focus)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self, page: QWidget) -> None:
        """Show the columns again, if it is this page that stands in their place."""
        if self._shown is not page:
            return
        self._shown = None
        self._article.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs know no None
        self._views.setCurrentIndex(0)
        self._article.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.left.emit(page)
