"""Opening the agreement report of a window, and going from it to the text."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.desktop.agreement.computing import Computing
from annotator.desktop.agreement.view import AgreementView
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Themes


class Agreement(QObject):
    """The one report of a main window; what was computed is kept while its view is closed.

    The view is a window without a parent, so that the main one can stand before it.
    """

    def __init__(self, window: MainWindow, themes: Themes, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._themes = themes
        self._settings = settings
        self.computing = Computing(window.session, self)
        self.view: AgreementView | None = None

    def show(self) -> None:
        """Show the view, and compute when there is no report or it has aged."""
        computing = self.computing
        if self.view is None:
            self.view = AgreementView(self._window.session, computing, self._themes, self._settings)
            self.view.addAction(self._window.actions_by_name["guide"])
            self.view.article_wanted.connect(self.open_article)
            # The view outlives neither the window nor the project that it reads.
            self._window.destroyed.connect(self.view.close)
            self._window.destroyed.connect(self.view.deleteLater)
        view = self.view
        is_new = not view.isVisible()
        if is_new:
            view.take_settings()
        view.show()
        view.raise_()
        view.activateWindow()
        if is_new or computing.is_aged:
            view.compute()

    def open_article(self, article: str, start: int, end: int) -> None:
        """Compare an article in the main window, at a place (-1: at its first open dispute)."""
        window = self._window
        place = (start, end) if start >= 0 else None
        if window.review_pages.adjudication.open(article, place):
            window.raise_()
            window.activateWindow()


def agreement_of(window: MainWindow, themes: Themes, settings: Settings) -> Agreement:
    """Return the report of a window, made when it has none."""
    return window.findChild(Agreement) or Agreement(window, themes, settings)
