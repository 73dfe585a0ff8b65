"""A dialog that fits its screen, down to the smallest one: what has no room is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desktop.toolkit import screen

HELP_ACTION = "action_guide"
"""What the action that opens the guide is called in the window that has it."""


class FittingDialog(QDialog):
    """A dialog. One that asks for more than the smallest screen has is scrolled.

    The row of buttons at its end stays in sight.
    """

    _area: QScrollArea | None = None

    def showEvent(self, event: QShowEvent) -> None:
        """Come up no larger than the screen, and on it."""
        self._scroll_if_needed()
        self._take_help_key()
        room = screen.room_on(self.screen())
        if room is not None:
            self.resize(self.size().boundedTo(room.size()))
        super().showEvent(event)
        screen.keep_on_screen(self)

    def event(self, event: QEvent) -> bool:
        """Look again when what is shown asks for another size."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._scroll_if_needed()
        return done

    def _take_help_key(self) -> None:
        """Let the key of the guide work here, too, as it is in the window below."""
        below = self.parentWidget()
        while below is not None:
            direct = Qt.FindChildOption.FindDirectChildrenOnly
            action = below.findChild(QAction, HELP_ACTION, direct)
            if action is not None:
                self.addAction(action)
                return
            below = below.parentWidget()

    def _scroll_if_needed(self) -> None:
        layout = self.layout()
        if self._area is not None or not isinstance(layout, QVBoxLayout):
            return
        least, room = self.minimumSizeHint(), screen.SMALLEST - screen.FRAME
        if least.width() <= room.width() and least.height() <= room.height():
            return
        size, focus = self.size(), self.focusWidget()
        last = layout.itemAt(layout.count() - 1)
        buttons = last.widget() if last is not None else None
        if isinstance(buttons, QDialogButtonBox):
            layout.removeWidget(buttons)
        margins = layout.contentsMargins()
        content = QWidget()
        content.setLayout(layout)  # with all that is laid out in it
        self._area = QScrollArea()
        self._area.setObjectName("scrolled")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        if isinstance(buttons, QDialogButtonBox):
            row = QVBoxLayout()
            row.setContentsMargins(margins.left(), 0, margins.right(), margins.bottom())
            row.addWidget(buttons)
            outer.addLayout(row)
        self.setMinimumSize(self.minimumSize().boundedTo(QSize(room)))
        self.resize(size)
        if focus is not None:
            focus.setFocus()
