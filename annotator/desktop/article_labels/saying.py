"""What is said of whole articles in the window: seen in the header, set in a panel, asked for."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QWidget

from annotator.annotation.changes import Changes
from annotator.desktop.article_labels.before_done import BeforeDone
from annotator.desktop.article_labels.panel import ArticlePanel
from annotator.desktop.page.header import ArticleHeader
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.theme import Themes
from annotator.workbench.before_done import Missing


class Finishing(Protocol):
    """Finishes articles, and asks first about those that lack something."""

    @property
    def asked(self) -> SignalInstance:
        """Emitted with what is missing, before the article is finished."""

    def finish_all_the_same(self) -> None:
        """Finish the article that lacks something."""

    def go_to(self, lacking: Missing) -> None:
        """Go to the span something is missing at."""


class Saying(QObject):
    """Connects the panel, the header and the line before Done.

    Args:
        session: what is open.
        themes: whose colours are used.
        article: takes the focus back.
        header: shows what is said.
        bar: says what is missing.
        finishing: finishes articles, and goes to what is missing.
        window: what the panel lies over.

    """

    def __init__(
        self,
        session: Session,
        themes: Themes,
        article: ArticleView,
        header: ArticleHeader,
        bar: BeforeDone,
        finishing: Finishing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._header = header
        self._finishing = finishing
        self.panel = ArticlePanel(session, themes, article, window)
        header.values_wanted.connect(self.panel.open_panel)
        finishing.asked.connect(bar.show_missing)
        bar.passed.connect(finishing.finish_all_the_same)
        bar.wanted.connect(self._go_to)
        bar.left.connect(article.setFocus)
        session.article_opened.connect(lambda _: self._show())
        session.article_opened.connect(lambda _: bar.hide())
        session.labels_changed.connect(self._show)
        session.changed.connect(self._on_changed)
        self._show()

    def _show(self) -> None:
        self._header.show_values(self.panel.said())

    def _on_changed(self, changes: Changes) -> None:
        if changes.delta.article_values or changes.reloads:
            self._show()

    def _go_to(self, lacking: Missing) -> None:
        if lacking.label:
            self.panel.open_panel(lacking.label)
        else:
            self._finishing.go_to(lacking)
