"""Which commands are on: the one place that says so, from what each of them needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from annotator.annotation.records import shorten
from annotator.desktop.queue.article_list import Queue
from annotator.desktop.review.page_stack import PageStack
from annotator.desktop.session.session import Session
from annotator.desktop.shell.commands import needs
from annotator.desktop.shell.commands.commands import COMMANDS, translated
from annotator.desktop.shell.commands.needs import Situation
from annotator.desktop.toolkit.words import in_words
from annotator.project import UndoState


class Enablement(QObject):
    """Switches commands on and off as there is something that they could be about.

    Args:
        session: what is open.
        queue: the list of articles.
        pages: shows pages in place of the columns.
        actions: the commands by name.
        labels: returns the actions that tag; new ones are on until ``renew`` is called.

    """

    def __init__(
        self,
        session: Session,
        queue: Queue,
        pages: PageStack,
        actions: Mapping[str, QAction],
        labels: Callable[[], Iterable[QAction]],
    ) -> None:
        super().__init__(pages)
        self._session = session
        self._queue = queue
        self._pages = pages
        self._actions = actions
        self._labels = labels
        self._undo = UndoState(undo=None, redo=None)
        session.article_opened.connect(self.renew)
        queue.model.modelReset.connect(self.renew)
        pages.changed.connect(self.renew)

    def renew(self) -> None:
        """Look again at what there is."""
        there = self._situation()
        for command in COMMANDS:
            self._actions[command.name].setEnabled(command.needs(there))
        for action in self._labels():
            action.setEnabled(needs.page(there))

    def why_off(self, action: QAction) -> str:
        """Return why an action is off, in one sentence; "" when it is on."""
        names = {self._actions[command.name]: command for command in COMMANDS}
        command = names.get(action)
        need, text = (
            (command.needs, translated(command.text)) if command else (needs.page, action.text())
        )
        why = needs.why_not(need, self._situation())
        if why is None:
            return ""
        name = shorten(text.replace("&&", "&").removesuffix(" …"), 60)
        return self.tr("“{0}” is not possible: {1}.").format(name, in_words(why))

    def show_undo(self, state: UndoState) -> None:
        """Take note of what can be undone and redone; an undo that cannot be says why."""
        self._undo = state
        there = self._situation()
        for command in COMMANDS:
            if command.needs in (needs.undo, needs.redo):
                self._actions[command.name].setEnabled(command.needs(there))

    def _situation(self) -> Situation:
        return Situation(
            article=self._session.opened is not None,
            listed=self._queue.model.rowCount() > 0,
            covered=self._pages.shown is not None,
            undo=self._undo.undo is not None or bool(self._undo.held),
            redo=self._undo.redo is not None,
        )
