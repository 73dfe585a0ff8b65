"""What stands on the page of a project without articles: the ways to get some, as buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from annotator.desktop.page.view import ArticleView
from annotator.desktop.session.session import Session

_GAP = 18


class EmptyPage(QWidget):
    """Says on an empty page what can be done; in an empty project there are buttons for it.

    Args:
        page: on which it stands.
        session: what is open.

    """

    def __init__(self, page: ArticleView, session: Session) -> None:
        super().__init__(page.viewport())
        self.setObjectName("empty_page")
        self._page = page
        self._session = session
        self._rows: list[tuple[QAction, QPushButton, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        page.viewport().installEventFilter(self)
        self.hide()

    def offer(self, actions: Iterable[QAction]) -> None:
        """Show a button for each of these actions; the first one imports."""
        for row, action in enumerate(actions):
            button = QPushButton()
            button.setObjectName(f"empty_{action.objectName()}")
            button.setAutoDefault(False)
            button.clicked.connect(action.trigger)
            key = QLabel()
            key.setTextFormat(Qt.TextFormat.PlainText)
            self._rows.append((action, button, key))
            self._grid.addWidget(button, row, 0)
            self._grid.addWidget(key, row, 1)
            action.changed.connect(self._renew_buttons)
        self._renew_buttons()
        self.renew()

    def renew(self) -> None:
        """Say what there is to say, with the keys of now; nothing where an article is open."""
        is_open = self._session.opened is not None
        self._page.set_hint("" if is_open else self._hint())
        empty = not is_open and not self._session.progress.total
        self.setVisible(empty)
        if empty:
            self._place()

    def _hint(self) -> str:
        """Return what can be done while no article is open."""
        if self._session.progress.total:
            return self.tr("No article is open. Choose one in the list.")
        key = next((_key(action) for action, *_ in self._rows), "")
        return self.tr(
            "No articles yet. Drop files or a folder here, or import them with {0}."
        ).format(key or self.tr("File ▸ Import"))

    def _renew_buttons(self) -> None:
        for action, button, key in self._rows:
            button.setText(action.text())
            button.setIcon(action.icon())
            button.setEnabled(action.isEnabled())
            key.setText(_key(action))
            button.setAccessibleName(action.text().replace("&", ""))
            button.setAccessibleDescription(key.text())
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        """Stand below the sentence, in the middle of the column."""
        self.adjustSize()
        above = self._page.hint_area()
        left = round(above.center().x() - self.width() / 2)
        height = self._page.viewport().height()
        top = min(round(above.bottom()) + _GAP, height - self.height() - _GAP)
        self.move(max(0, left), max(0, top))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the page becomes larger or smaller."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


def _key(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
