"""What a label's key would take at the caret, outlined before the key is pressed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session
from annotator.desktop.tagging.gestures import Gestures

REST_MS = 150
"""For so long nothing has to change before a guess is worked out."""


class KeyPreview(QObject):
    """Outlines one label's guess when the caret rests: of the label under the mouse, or the last.

    A guess is what ``Gestures.tag`` would do, asked from it. It is worked out when the window has
    had nothing to do for a while, so that it takes no time from a key, and is gone as soon as the
    caret moves.

    Args:
        session: what is open.
        view: the page.
        gestures: what the keys do.
        parent: owns this.

    Attributes:
        is_on: whether guesses are outlined.

    """

    def __init__(
        self, session: Session, view: ArticleView, gestures: Gestures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._gestures = gestures
        self._under_mouse = ""
        self.is_on = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._guess)
        view.cursorPositionChanged.connect(self.renew)
        view.selectionChanged.connect(self.renew)
        session.changed.connect(self.renew)
        session.current_changed.connect(self.renew)
        session.labels_changed.connect(self.renew)
        session.article_opened.connect(self.renew)

    def switch(self, *, on: bool) -> None:
        """Outline guesses, or none."""
        self.is_on = on
        self.renew()

    def point_at(self, label: str) -> None:
        """Take the label (id) under the mouse; "" when there is none."""
        self._under_mouse = label
        self.renew()

    def renew(self) -> None:
        """Take the guess away; the next one is worked out when nothing changes for a while."""
        self._view.set_guess(())
        if self.is_on and self._session.opened is not None:
            self._rest.start()
        else:
            self._rest.stop()

    def _guess(self) -> None:
        label = self._under_mouse or self._gestures.last_label
        if self._session.opened is not None and label in self._session.labels:
            self._view.set_guess(self._gestures.guess(label), label)
