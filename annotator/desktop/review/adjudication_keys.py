"""The keys of the page for settling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget

from annotator.desktop.review.review_page import AdjudicationPage
from annotator.desktop.tagging.keyboard import Keyboard
from annotator.desktop.toolkit.overrides import do_key
from annotator.desktop.toolkit.places import digit, meant
from annotator.desktop.toolkit.pressed import pressed_key

_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_MODIFIERS = _HELD | Qt.KeyboardModifier.ShiftModifier
_DELETE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NEEDED = frozenset("0NSARUBI")
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Handlers(NamedTuple):
    """What keys do.

    Attributes:
        digit: "1" to "9".
        tick: an annotator's number, from 0.
        step: whether forward.
        leave_field: when the reason was written.
        label: returns the id of the label with a key, None where there is none.
        draw: with a label's id.
        votes: goes to what is said of the whole article.

    """

    digit: Callable[[str], None]
    tick: Callable[[int], None]
    accept_ticked: Callable[[], None]
    nothing: Callable[[], None]
    step: Callable[[bool], None]
    escape: Callable[[], None]
    leave_field: Callable[[], None]
    unanimous: Callable[[], None]
    reason: Callable[[], None]
    take_back: Callable[[], None]
    blind: Callable[[], None]
    label: Callable[[str], str | None]
    draw: Callable[[str], None]
    votes: Callable[[], None]


class AdjudicationKeys(QObject):
    """Takes the page's keys before the window's commands do.

    Args:
        handlers: what they do.
        page: whose keys they are.
        keyboard: moves the caret of the page's text.
        actions: the window's commands by name: moves of the caret keep their keys.
        parent: owns it.

    """

    def __init__(
        self,
        handlers: Handlers,
        page: AdjudicationPage,
        keyboard: Keyboard,
        actions: Mapping[str, QAction],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._handlers = handlers
        self._page = page
        self._moves = keyboard.moves()
        self._actions = actions

    def watch(self, *widgets: QWidget) -> None:
        """Take the keys of widgets, and of those in them that leave keys to them."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that means something here."""
        if isinstance(event, QKeyEvent):
            return do_key(event, self._handler(watched, event))
        return super().eventFilter(watched, event)

    def _handler(self, watched: QObject, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key does, None where it means nothing of its own."""
        key, held = meant(event), event.modifiers() & _MODIFIERS
        if isinstance(watched, QLineEdit):
            done = key in (*_RETURN, Qt.Key.Key_Escape) and not held
            return self._handlers.leave_field if done else None
        votes = self._page.votes
        if votes.hasFocus() and not held & _HELD and (handler := votes.handler(event)) is not None:
            return handler
        number = _digit(key)
        if held & _HELD == Qt.KeyboardModifier.AltModifier and number:
            return lambda: self._handlers.tick(number - 1)
        handler = None if held & _HELD else self._plain_handler(event)
        return handler or self._move(event)

    def _plain_handler(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, number, handlers = meant(event), digit(event), self._handlers
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if number and number != "0":
            return lambda: handlers.digit(number)
        if key in _RETURN:
            focus = self._page.focusWidget()
            return (
                focus.click
                if isinstance(focus, QPushButton | QToolButton)
                else (handlers.accept_ticked)
            )
        if number == "0" or (key in _DELETE and not shift):
            return handlers.nothing
        if key in (Qt.Key.Key_N, Qt.Key.Key_S):
            return lambda: handlers.step(not shift)
        if key == Qt.Key.Key_Escape:
            return handlers.escape
        plain: dict[int, Callable[[], None]] = {
            Qt.Key.Key_A: handlers.unanimous,
            Qt.Key.Key_R: handlers.reason,
            Qt.Key.Key_U: handlers.take_back,
            Qt.Key.Key_B: handlers.blind,
            Qt.Key.Key_I: handlers.votes,
        }
        return None if shift else plain.get(key) or self._draw(event)

    def _draw(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what draws with the label whose key this is, unless the page needs the key."""
        key = pressed_key(meant(event), event.modifiers())
        label = self._handlers.label(key.toString()) if key is not None else None
        return None if label is None else partial(self._handlers.draw, label)

    def _move(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return the move of the caret that a command's key means."""
        pressed = pressed_key(meant(event), event.modifiers())
        if self._page.is_empty or pressed is None:
            return None
        for name, move in self._moves.items():
            if pressed in self._actions[name].shortcuts():
                return move
        return None


def works_here(key: str) -> bool:
    """Tell whether a label's key draws on the page: one stroke that the page does not need."""
    return bool(key) and ", " not in key and key not in _NEEDED


def _digit(key: int) -> int:
    """Return which digit from 1 to 9 a key is, 0 for others."""
    return key - Qt.Key.Key_0 if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 else 0
