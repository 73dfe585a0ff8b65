"""Up to where a window agrees with what is stored, and which of others' news is new to it."""

from __future__ import annotations

from typing import NamedTuple

from annotator.annotation.changes import Changes
from annotator.annotation.records import Label
from annotator.desktop.session.elsewhere import ids_of, without
from annotator.project import (
    Attempt,
    Mark,
    News,
    OpenedArticle,
    Progress,
    Project,
    Window,
    new_window,
)


class Everything(NamedTuple):
    """All that a window holds, as it is stored.

    Attributes:
        mark: up to where that is known.
        labels: of the project.
        progress: of the annotator.
        opened: the article that is open; None where none is, or where it is no longer there.

    """

    mark: Mark
    labels: list[Label]
    progress: Progress
    opened: OpenedArticle | None


class Following:
    """Knows up to where a window agrees with its project.

    Args:
        project: of which nothing else is read yet: what comes in from now on is told once more.

    Attributes:
        window: id of the window, as its changes carry it.
        known: up to where what is held agrees with what is stored.
        windows: the other windows that have the project open.

    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.window = new_window()
        self.windows: tuple[Window, ...] = ()
        self.known: Mark = project.mark()
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

    def ask(self, annotator: str) -> News:
        """Read what others have changed since; raises ProjectError where it cannot be read."""
        return self._project.news(self.known, annotator, self.window, self.own_events)

    def take(self, news: News) -> list[Changes]:
        """Know what came, and return the changes of others in it as far as they still hold."""
        own = self._own
        self.know(news.mark)
        found = []
        for changes in news.changes:
            later = (ids for event, ids in own.items() if event > changes.event)
            found.append(without(changes, frozenset().union(*later)))
        return found

    def read(self, annotator: str, article: str | None) -> Everything:
        """Read everything that a window holds; raises ProjectError where it cannot be read.

        Args:
            annotator: who works there.
            article: id of the one that is open, None for none.

        """
        project = self._project
        mark = project.mark()
        labels, progress = project.all_labels(), project.progress(annotator)
        opened = None
        if article is not None and project.has_article(article):
            opened = project.open_article(annotator, article)
        return Everything(mark, labels, progress, opened)

    def know(self, mark: Mark) -> None:
        """Take it that everything up to a mark is held here."""
        self.known = mark
        self._own = {event: ids for event, ids in self._own.items() if event > mark.event}
