"""The page and the strip beside it follow the session."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.annotation.changes import Changes
from annotator.desktop.page.strip import OverviewStrip
from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.gestures import Gestures
from annotator.desktop.toolkit.theme import Theme
from annotator.project import OpenedArticle


class PageFollowing(QObject):
    """Shows on page and strip what is open, what has changed and which span is current.

    An article that is opened and changes come from the window, which puts the parts around the page
    right in the same step; the rest is heard from the session.
    """

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        strip: OverviewStrip,
        gestures: Gestures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._article = article
        self._strip = strip
        self._gestures = gestures

    def listen(self) -> None:
        """Follow the current span and what an undo wants to be looked at."""
        self._session.current_changed.connect(self._on_current_changed)
        self._session.look_at.connect(self._on_look_at)

    def show_article(self, opened: OpenedArticle | None) -> None:
        """Show another article, None for none."""
        self._article.show_article(opened, self._session.labels)
        self._strip.show_article(opened, self._session.labels)

    def take(self, changes: Changes, article: str) -> None:
        """Draw what has changed in the open article (id)."""
        self._article.update_spans(changes, article)
        self._strip.update_spans(changes)

    def renew_labels(self) -> None:
        """Draw in the colours and names that labels have now."""
        self._article.set_labels(self._session.labels)
        self._strip.set_labels(self._session.labels)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._article.set_theme(theme)
        self._strip.set_theme(theme)

    def _on_look_at(self, places: list[tuple[int, int]]) -> None:
        caret = self._article.caret()
        self._article.look_at(*min(places, key=lambda place: abs(place[0] - caret)))
        self._gestures.remember_caret()

    def _on_current_changed(self, span_id: str) -> None:
        stays = self._session.stays
        self._article.set_current(span_id, reveal=not stays)
        span = self._session.current_span
        if span is not None and not (stays or span.start <= self._article.caret() <= span.end):
            self._article.place_caret(span.start)
        self._gestures.remember_caret()
