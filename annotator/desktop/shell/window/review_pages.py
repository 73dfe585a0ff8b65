"""What the window shows in place of its columns: work compared, and one's differences from gold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.review.page_stack import PageStack
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Themes

if TYPE_CHECKING:
    from annotator.desktop.review.adjudication import Adjudication
    from annotator.desktop.review.gold_differences import Differing


class ReviewPages(QObject):
    """Puts the pages that may stand in place of a window's columns over them.

    They are made when they are first asked for: most who annotate never see them.

    Args:
        session: what is open.
        themes: whose colours are used.
        settings: what is remembered.
        views: what the window shows, the columns first of all.
        article: the window's own page.
        actions: its commands by name.
        parent: owns this.

    Attributes:
        stack: shows one page at a time, others' too.

    Signals:
        made: a text that is shown on one of them is there from now on.

    """

    made = Signal(object)

    def __init__(
        self,
        session: Session,
        themes: Themes,
        settings: Settings,
        views: QStackedWidget,
        article: ArticleView,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._settings = settings
        self._article = article
        self._actions = actions
        self._views = views
        self.stack = PageStack(views, article, self)

    @cached_property
    def adjudication(self) -> Adjudication:
        """Compares annotators' work: ``adjudication.open(article, place)``."""
        from annotator.desktop.review.adjudication import Adjudication

        made = Adjudication(
            *(self._session, self._themes, self._settings, self.stack, self._actions), self
        )
        self._take(made.page, made.page.view)
        return made

    @cached_property
    def differing(self) -> Differing:
        """Shows how one's own spans differ from gold."""
        from annotator.desktop.review.gold_differences import Differing

        made = Differing(self._session, self._themes, self.stack, self)
        self._take(made.page, made.page.view)
        return made

    def _take(self, page: QWidget, view: ArticleView) -> None:
        self._views.addWidget(page)
        view.size_wanted.connect(self._article.size_wanted)
        self.made.emit(view)
