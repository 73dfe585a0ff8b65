"""Commands that need an article are off while none is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from shiboken6 import isValid

from annotator.desktop.queue.article_list import Queue
from annotator.desktop.review.page_stack import Stage
from annotator.desktop.session.session import Session
from annotator.desktop.shell.commands import commands


class Enabling(QObject):
    """Switches commands off while there is nothing that they could be about, and on again.

    What a page in place of the columns has switched off is its own affair: see ``Stage``.

    Args:
        session: what is open.
        queue: the list of articles; going on and marking need one in it at least.
        stage: shows pages in place of the columns.
        actions: the commands by name.
        labels: returns the actions that tag.

    """

    def __init__(
        self,
        session: Session,
        queue: Queue,
        stage: Stage,
        actions: Mapping[str, QAction],
        labels: Callable[[], Iterable[QAction]],
    ) -> None:
        super().__init__(stage)
        self._session = session
        self._queue = queue
        self._stage = stage
        self._actions = actions
        self._labels = labels
        self._off: list[QAction] = []
        session.article_opened.connect(self.renew)
        queue.model.modelReset.connect(self.renew)
        stage.left.connect(self.renew)
        # Queued: the window makes new actions for its labels first.
        session.labels_changed.connect(self.renew, Qt.ConnectionType.QueuedConnection)

    def renew(self) -> None:
        """Look again at what there is."""
        wanting = self._wanting()
        for action in self._off:
            if isValid(action) and action not in wanting:  # those of labels come and go
                action.setEnabled(True)
        off = [action for action in self._off if isValid(action) and action in wanting]
        for action in wanting:
            if action.isEnabled():
                action.setEnabled(False)
                off.append(action)
        self._off = off
        self._stage.switch_off()

    def _wanting(self) -> list[QAction]:
        """Return the actions that lack what they are about."""
        if self._session.opened is not None:
            return []
        names = list(commands.OF_AN_ARTICLE)
        if not self._queue.model.rowCount():
            names += commands.OF_A_LIST
        return [*(self._actions[name] for name in names), *self._labels()]
