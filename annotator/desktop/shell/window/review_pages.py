"""What the window shows in place of its columns: work compared, and one's differences from gold."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.review.adjudication import Adjudication
from annotator.desktop.review.gold_differences import Differing
from annotator.desktop.review.page_stack import PageStack
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.toolkit.theme import Themes


class ReviewPages(QObject):
    """Puts the pages that may stand in place of a window's columns over them.

    Args:
        session: what is open.
        themes: whose colours are used.
        settings: what is remembered.
        window: its central widget becomes the first of several.
        article: the window's own page.
        actions: its commands by name.

    Attributes:
        stack: shows one page at a time, others' too.
        adjudication: compares annotators' work: ``adjudication.open(article, place)``.
        differing: shows how one's own spans differ from gold.
        pages: the texts that are shown there.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        settings: Settings,
        window: QMainWindow,
        article: ArticleView,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(window)
        views = QStackedWidget()
        views.setObjectName("views")
        columns = window.takeCentralWidget()
        assert columns is not None
        views.addWidget(columns)
        window.setCentralWidget(views)

        self.stack = PageStack(views, article, self)
        self.adjudication = Adjudication(session, themes, settings, self.stack, actions, self)
        self.differing = Differing(session, themes, self.stack, self)
        for page in (self.adjudication.page, self.differing.page):
            views.addWidget(page)
        self.pages = (self.adjudication.page.view, self.differing.page.view)
        for view in self.pages:
            view.size_wanted.connect(article.size_wanted)
