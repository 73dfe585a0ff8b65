"""Going from one part of the window to another, and from one article to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from annotator.annotation.records import Status
from annotator.desktop.page.view import ArticleView
from annotator.desktop.queue.marking import Marking
from annotator.desktop.session.session import Session
from annotator.desktop.shell.window.layout import WindowLayout
from annotator.desktop.tagging.gestures import Gestures
from annotator.workbench.before_done import Missing, missing


class Navigation(QObject):
    """Moves the focus, and opens the neighbours of the article.

    Signals:
        told: one plain sentence for the status bar.
        all_let_go: somebody wants to let go of what they hold, and holds nothing in the text.
        asked: what labels ask for and the article has not, a list of ``Missing``, before it is
            done.
    """

    told = Signal(str)
    all_let_go = Signal()
    asked = Signal(list)

    def __init__(
        self,
        session: Session,
        article: ArticleView,
        window_layout: WindowLayout,
        gestures: Gestures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._article = article
        self._window_layout = window_layout
        self._gestures = gestures
        self._waits: tuple[str, Callable[[], None]] | None = None

    def turn(self, *, forward: bool) -> None:
        """Open the next or previous article of the list."""
        if not self._turned(forward=forward):
            self.told.emit(
                _tr("This is the last article of the list.")
                if forward
                else _tr("This is the first article of the list.")
            )

    def _turned(self, *, forward: bool) -> bool:
        queue = self._window_layout.queue
        moved = queue.next_article() if forward else queue.previous_article()
        self._article.setFocus()
        return moved

    def finish(self, status: Status) -> None:
        """Give the article a status and open the next one; see ``mark_done``."""
        if status is Status.DONE:
            self._after_look(partial(self._end, status))
        else:
            self._end(status)

    def mark_done(self, marking: Marking) -> None:
        """Mark what is meant done: several articles of the list at once, else the open one.

        Before the open one is done, what its labels ask for and it has not is told.
        """
        articles = marking.meant()
        if len(articles) > 1:
            marking.mark(Status.DONE, articles)
        elif articles and self._is_open(articles[0]):
            self._after_look(self._set_done)

    def _is_open(self, article: str) -> bool:
        """Tell whether an article (id) is open, which is opened where it is not."""
        opened = self._session.opened
        here = opened is not None and opened.article.id == article
        return here or self._session.open_article(article)

    def _set_done(self) -> None:
        self._session.set_status(Status.DONE)

    def _end(self, status: Status) -> None:
        if self._session.opened is None:
            return
        saved = self._session.set_status(status)
        if saved is None and self._session.status is not status:
            return
        if not self._turned(forward=True):
            self.told.emit(
                _tr("Done. This was the last article of the list.")
                if status is Status.DONE
                else _tr("Skipped. This was the last article of the list.")
            )

    def _after_look(self, then: Callable[[], None]) -> None:
        """Do what makes the article done; where something is missing, when that is passed."""
        opened = self._session.opened
        if opened is None:
            return
        self._session.leaving.emit()  # what is being typed may be what is asked for
        if lacking := self._missing():
            self._waits = opened.article.id, then
            self.asked.emit(lacking)
        else:
            then()

    def finish_all_the_same(self) -> None:
        """Let the article be done although something that is asked for is missing."""
        waits, self._waits = self._waits, None
        opened = self._session.opened
        self._article.setFocus()
        if waits is not None and opened is not None and opened.article.id == waits[0]:
            waits[1]()

    def _missing(self) -> list[Missing]:
        session = self._session
        return missing(
            session.labels,
            session.labels.articles,
            session.spans.values(),
            session.links.values(),
            session.values,
        )

    def go_to(self, lacking: Missing) -> None:
        """Show the span that lacks something, and its field where it is an attribute."""
        self._session.set_current(lacking.span)
        self._article.setFocus()
        if lacking.attribute:
            self._window_layout.show_beside(self._window_layout.inspector)
            field = self._window_layout.inspector.attributes.fields.get(lacking.attribute)
            if field is not None:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_note(self) -> None:
        """Go to the current span's note."""
        if self._session.current_span is None:
            self.told.emit(_tr("There is no current span to write a note on."))
            return
        self._window_layout.show_beside(self._window_layout.inspector)
        self._window_layout.inspector.note.setFocus()

    def edit_attributes(self) -> None:
        """Go to the current span's attributes."""
        if self._session.current_span is None and not self._session.several:
            self.told.emit(_tr("There is no current span to say anything of."))
            return
        self._window_layout.show_beside(self._window_layout.inspector)
        if not self._window_layout.inspector.focus_attributes():
            self.told.emit(_tr("This label has no attributes."))

    def read_guidelines(self) -> None:
        """Go to the guidelines."""
        self._window_layout.show_beside(self._window_layout.guidelines)
        self._window_layout.guidelines.view.setFocus()

    def to_spans(self) -> None:
        """Go to the list of spans."""
        self._window_layout.show_panel("side_panel")
        self._window_layout.span_list.list.setFocus()

    def to_links(self) -> None:
        """Go to the list of links."""
        self._window_layout.show_beside(self._window_layout.relations)
        self._window_layout.relations.list.setFocus()

    def filter(self) -> None:
        """Go to the search line of the queue."""
        self._window_layout.show_panel("queue_panel")
        self._window_layout.queue.focus_search()

    def let_go(self) -> None:
        """Go back to the text; there, let go of selection and span, then of all else."""
        if not self._article.hasFocus():
            self._article.setFocus()
        elif self._session.several and self._article.selection() is None:
            self._session.several.let_go()
        elif not self._article.textCursor().hasSelection() and not self._session.current:
            self.all_let_go.emit()
        else:
            self._gestures.let_go()


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
