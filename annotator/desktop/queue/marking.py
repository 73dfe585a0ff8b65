"""Marking articles: the open one, or all that are selected in the queue, as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from annotator.annotation.edits import ArchiveArticles, FlagArticles, SetAssignments, SetStatus
from annotator.annotation.records import Status, shorten
from annotator.desktop.queue.article_list import Queue
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.numbers import whole
from annotator.desktop.toolkit.widgets.long_menu import fill
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.project import ArticleRow

LIMIT = 10_000
"""So many articles are marked at once in about a second; a whole project is no gesture."""

MENU = (
    *("done", "reopen", "mark_skipped", "mark_new", "flag_article", "archive", "remove_articles"),
)
"""The commands that the queue's menu offers."""


class Marking(QObject):
    """Sets status and flag of what is meant.

    While the queue has the focus and several articles are selected in it, those are meant;
    otherwise the open article is.
    """

    def __init__(self, session: Session, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._queue = queue

    def mark(self, status: Status, articles: tuple[str, ...] | None = None) -> None:
        """Set the status of some articles (ids); None: of those that are meant."""
        if articles is None:
            articles = self.meant()
        if articles:
            self._session.apply(SetStatus(articles=articles, status=status))

    def flag(self) -> None:
        """Flag the articles that are meant, or take the flag from all when all have it."""
        articles = self.meant()
        if not articles:
            return
        opened = self._session.opened
        if opened is not None and articles == (opened.article.id,):
            flagged = self._session.flagged
        else:
            flagged = all(row.flagged for row in self._rows())
        self._session.apply(FlagArticles(articles=articles, flagged=not flagged))

    def archive(self) -> None:
        """Set the articles that are meant aside, or bring them back when all of them are."""
        articles = self.meant()
        if articles:
            away = set(self._session.project.archived_articles())
            self._session.apply(
                ArchiveArticles(articles=articles, archived=not away.issuperset(articles))
            )

    def open_menu(self, place: QPoint, actions: Mapping[str, QAction]) -> None:
        """Offer what can be done with the selected articles, at a place on the screen."""
        if not self._queue.list.selected_count:
            return
        self._queue.list.setFocus(Qt.FocusReason.OtherFocusReason)
        menu = self.menu(actions)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def menu(self, actions: Mapping[str, QAction]) -> QMenu:
        """Return a menu of what can be done with the selected articles."""
        menu = QMenu(self._queue)
        menu.setObjectName("queue_menu")
        menu.addActions([actions[name] for name in MENU])
        self._add_people(menu)
        return menu

    def _add_people(self, menu: QMenu) -> None:
        """Offer to assign the selected articles, or to take that back; all who have all: ticked."""
        if self._queue.list.selected_count > LIMIT:
            return
        people = menu.addMenu(_tr("Assign to"))
        people.setObjectName("assign_menu")
        people.menuAction().setObjectName("assign_to")
        rows = self._rows()
        entries = []
        for name in self._session.project.annotators(offered=True):
            action = QAction(shorten(name, 60).replace("&", "&&"), people)
            action.setObjectName(f"assign_to_{name}")
            action.setCheckable(True)
            action.setChecked(bool(rows) and all(name in row.assigned for row in rows))
            action.triggered.connect(lambda on, one=name: self.assign(one, rows, assigned=on))
            entries.append(action)
        fill(people, entries)

    def assign(
        self, annotator: str, rows: Sequence[ArticleRow] | None = None, *, assigned: bool
    ) -> None:
        """Assign the selected articles to an annotator, or take that back, as one change.

        Args:
            annotator: their name.
            rows: the articles as they were seen; None: the selected ones as they are.
            assigned: whether they get them.

        """
        wanted, base = {}, {}
        for row in self._rows() if rows is None else rows:
            others = tuple(one for one in row.assigned if one != annotator)
            wanted[row.id] = (*others, annotator) if assigned else others
            base[row.id] = row.assigned
        if wanted:
            self._session.apply(SetAssignments(assigned=wanted, base=base))

    def _rows(self) -> list[ArticleRow]:
        project, annotator = self._session.project, self._session.annotator
        return project.rows(annotator, self._queue.selected_keys())

    def selected(self) -> tuple[str, ...]:
        """Return the ids of the articles that are selected in the list, wherever the focus is."""
        if not 0 < self._queue.list.selected_count <= LIMIT:
            return ()
        try:
            return tuple(self._session.project.article_ids(self._queue.selected_keys()))
        except AnnotatorError as error:
            self._session.failed.emit(in_words(error.message), None)
            return ()

    def meant(self) -> tuple[str, ...]:
        """Return the ids of the articles that are meant."""
        opened = self._session.opened
        here = (opened.article.id,) if opened is not None else ()
        count = self._queue.list.selected_count
        if not count or QApplication.focusWidget() is not self._queue.list:
            return here
        if count > LIMIT:
            self._session.told.emit(
                _tr("{0} articles are selected; at most {1} can be marked at once.").format(
                    whole(count), whole(LIMIT)
                )
            )
            return ()
        try:
            return tuple(self._session.project.article_ids(self._queue.selected_keys()))
        except AnnotatorError as error:
            self._session.failed.emit(in_words(error.message), None)
            return ()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Marking", text)
