"""Keeps what a session holds in step with what is stored: its own edits, and others' news."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from annotator.annotation.changes import Changes
from annotator.annotation.records import ArticleStatus
from annotator.desktop.session.elsewhere import difference, ids_of, without
from annotator.errors import AnnotatorError
from annotator.project import Attempt, Mark, News, OpenedArticle, Window, new_window

if TYPE_CHECKING:
    from annotator.desktop.session.session import Session


class Following:
    """Knows up to where a session agrees with the project, and brings it further.

    Args:
        session: whose project is open already and of which nothing else is read yet: what comes
            in from now on is told once more.

    Attributes:
        window: id of the session's window, as its changes carry it.
        known: up to where what is held agrees with what is stored.
        windows: the other windows that have the project open.

    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.window = new_window()
        self.windows: tuple[Window, ...] = ()
        self.known: Mark = session.project.mark()
        self._since = self.known.number
        self._own: dict[int, frozenset[str]] = {}

    # -- own edits -----------------------------------------------------------------------------

    @property
    def own_events(self) -> frozenset[int]:
        """The lines of the audit trail after ``known`` that this window has made itself."""
        return frozenset(self._own)

    def note(self, changes: Changes) -> None:
        """Know an edit of this window's."""
        if changes.event:
            self._own[changes.event] = ids_of(changes.delta)

    def attempt(self, edit: str | None = None, *, again: bool = False) -> Attempt:
        """Return from where an edit comes, and what this window knows."""
        seen = self.known.event
        while seen + 1 in self._own:
            seen += 1
        return Attempt(
            window=self.window,
            edit=edit,
            again=again,
            seen_event=seen,
            own_event=max(self._own, default=self.known.event),
            since=self._since,
        )

    # -- what others do ------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Bring in what others have changed, if it can be read now."""
        session = self._session
        own = self.own_events
        try:
            news = session.project.news(self.known, session.annotator, self.window, own)
        except AnnotatorError:
            return  # whoever edits or opens something next is told
        self.take(news)

    def take(self, news: News) -> None:
        """Bring in what others have changed; where the page stands it stays."""
        session, own = self._session, self._own
        if news.windows != self.windows:
            self.windows = news.windows
            session.windows_changed.emit()
        if news.reloads:
            with suppress(AnnotatorError):  # it is tried again when it is looked next
                self.read_again()
            return
        self._know(news.mark)
        if news.progress is not None and not self._own:
            session.progress = news.progress
        if news.labels is not None:
            session.renew_labels(news.labels)
        for changes in news.changes:
            later = (ids for event, ids in own.items() if event > changes.event)
            changes = without(changes, frozenset().union(*later))
            session.took_effect.emit(changes)
            session.take_elsewhere(changes)

    def read_again(self, *, wholly: bool = False) -> None:
        """Read everything before anything of it is shown; where that fails all stays as it is.

        Args:
            wholly: show all of the open article anew, whatever is on the page: a view has failed.

        Raises:
            ProjectError: it cannot be read now.

        """
        session = self._session
        project, annotator = session.project, session.annotator
        known = project.mark()
        labels, progress = project.labels(), project.progress(annotator)
        opened, gone = None, False
        if session.opened is not None:
            article = session.opened.article.id
            gone = not project.has_article(article)
            opened = None if gone else project.open_article(annotator, article)
        self._know(known)
        session.progress = progress
        session.renew_labels(labels, always=True)
        session.articles_added.emit()
        if gone and session.opened is not None:
            key = session.opened.key
            session.close_article()
            session.article_gone.emit(key)
            session.told.emit(session.tr("The article that was open is no longer in the project."))
        elif opened is not None and wholly:
            current = session.current
            session.open_article(opened.article.id)
            session.set_current(current)
        elif opened is not None:
            self._show_anew(opened)

    def _show_anew(self, opened: OpenedArticle) -> None:
        """Show what has changed of the open article; caret, scroll and selection stay."""
        session = self._session
        assert session.opened is not None
        before = session.opened
        if (opened.key, opened.article.text) != (before.key, before.article.text):
            session.open_article(opened.article.id)
            return
        status = ArticleStatus(
            article=opened.article.id,
            annotator=session.annotator,
            status=session.status,
            flagged=session.flagged,
        )
        shown = session.spans, session.links, session.suggestions
        changes = difference(shown, status, opened)
        session.opened = opened
        session.read_anew.emit()
        session.take_elsewhere(changes)

    def _know(self, mark: Mark) -> None:
        """Take it that everything up to a mark is held here."""
        self.known = mark
        self._own = {event: ids for event, ids in self._own.items() if event > mark.event}
