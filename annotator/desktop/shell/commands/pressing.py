"""What a key that was pressed means in the window: by its place, as a first of two, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from annotator.desktop.toolkit import places
from annotator.desktop.toolkit.places import is_foreign_letter, meant, place_of, written
from annotator.desktop.toolkit.pressed import LOWEST_SPECIAL, MODIFIER_KEYS, native, pressed_key

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_LEAVES = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut)
_SHOWN = 4
_WAITING = 16
"""So many keys at most are looked at before the first of them is pressed."""


class _Press(NamedTuple):
    """A key as it is looked at and, maybe later, pressed."""

    key: int
    held: Qt.KeyboardModifier
    place: int


class _Found(NamedTuple):
    """What strokes mean.

    Attributes:
        strokes: what was pressed so far.
        actions: the one that they are, none where they are nothing; or those that they begin.
        whole: whether they are one.

    """

    strokes: tuple[QKeySequence, ...]
    actions: tuple[QAction, ...]
    whole: bool


class _Table(NamedTuple):
    """Keys as codes of their strokes: what they are, and what each beginning may become."""

    whole: dict[tuple[int, ...], QAction]
    begun: dict[tuple[int, ...], list[QAction]]


class Pressing(QObject):
    """Takes the keys that Qt would not find a meaning for, before the window has them.

    Qt knows a key by what it writes, and the second key of two only by that, too. What this takes
    is therefore: a key that means another by its place, and a key that begins or ends a pair.
    Fields that take text keep all their keys, and so does what has keys of its own (a list of
    targets, the page of a comparison).

    Args:
        window: whose actions have the keys.
        why_off: returns why an action is off, in one sentence.
        help_key: returns the key that lists the keys, as people read it.

    Signals:
        told: a sentence of what a key did not do, or what may follow; each is told once.
    """

    told = Signal(str)

    def __init__(
        self,
        window: QMainWindow,
        why_off: Callable[[QAction], str],
        help_key: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._why_off = why_off
        self._help_key = help_key
        self._begun: tuple[QKeySequence, ...] = ()
        self._found: list[tuple[_Press, _Found | None]] = []
        self._told: set[str] = set()
        self._table: _Table | None = None

    def renew(self) -> None:
        """Look again at which keys there are."""
        self._table = None
        self._begun = ()

    def watch(self, window: QWindow | None) -> None:
        """Take the keys that the desktop sends to a window."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at a key before anybody else does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._look(event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        if event.type() in _LEAVES:
            self._begun = ()
        return False

    # -- what is taken -------------------------------------------------------------------------

    def _look(self, event: QKeyEvent) -> bool:
        """Take a key that means something, unless who has the focus wants it."""
        if event.key() in MODIFIER_KEYS:
            return False
        focus = QApplication.focusWidget()
        if focus is None or takes_text(focus) or QApplication.activePopupWidget() is not None:
            self._begun = ()
            return False
        found = self._meaning(event)
        if found is None and not self._begun:
            return False
        if not self._begun:
            event.ignore()
            QCoreApplication.sendEvent(focus, event)
            if event.isAccepted():
                return True
        # With a screen reader the press comes later: the bus is asked about each key before.
        self._found = [*self._found[-_WAITING:], (_press_of(event), found)]
        event.accept()
        return True

    def _found_for(self, event: QKeyEvent) -> _Found | None:
        """Return what was found for a key when it was looked at; those before it went elsewhere."""
        press = _press_of(event)
        for number, (of, found) in enumerate(self._found):
            if of == press:
                del self._found[: number + 1]
                return found
        return None

    def _press(self, event: QKeyEvent) -> bool:
        """Do what was found."""
        if event.key() in MODIFIER_KEYS:
            return False
        found = self._found_for(event)
        begun, self._begun = self._begun, ()
        if found is None:
            if begun:
                self._say_no_pair(begun, event)
            return bool(begun) or self._opens_menu(event) or self._as_latin(event)
        if not found.whole:
            self._begun = found.strokes
            self.told.emit(self._what_may_follow(found))
            return True
        if not found.actions:
            self.say_unbound(event)
            return True
        (action,) = found.actions
        if not action.isEnabled():
            self._say_once(self._why_off(action))
        elif not event.isAutoRepeat() or action.autoRepeat():
            action.trigger()
        return True

    def _meaning(self, event: QKeyEvent) -> _Found | None:
        """Return what a key means here; None where Qt finds the same, or nothing does."""
        own = pressed_key(event.key(), event.modifiers())
        placed = pressed_key(meant(event), event.modifiers())
        shifted = self._shifted_digit(event)
        for stroke in (one for one in (shifted, own, placed) if one is not None):
            found = self._find((*self._begun, stroke))
            if found is None:
                continue
            plain = found.whole and len(found.strokes) == 1 and stroke == own
            return None if plain and not _is_borrowed(event) else found
        if own is not None and not self._begun and _is_borrowed(event):
            return _Found((own,), (), whole=True)
        return None

    def _shifted_digit(self, event: QKeyEvent) -> QKeySequence | None:
        """Return Shift with a digit, where Shift is needed for the digit itself."""
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        place = place_of(event)
        if not shift or not place.isdigit() or written(event) != place:
            return None
        return QKeySequence(f"Shift+{place}")

    def _find(self, strokes: tuple[QKeySequence, ...]) -> _Found | None:
        table = self._read_table()
        codes = tuple(_code(stroke) for stroke in strokes)
        if codes in table.whole:
            return _Found(strokes, (table.whole[codes],), whole=True)
        on = tuple(action for action in table.begun.get(codes, ()) if action.isEnabled())
        return _Found(strokes, on, whole=False) if on else None

    def _read_table(self) -> _Table:
        """Return all keys of the window, looked up once until they change."""
        if self._table is None:
            self._table = _Table({}, {})
            for action in self._window.actions():
                for key in action.shortcuts():
                    codes = tuple(_code(key, number) for number in range(key.count()))
                    self._table.whole[codes] = action
                    for end in range(1, len(codes)):
                        self._table.begun.setdefault(codes[:end], []).append(action)
        return self._table

    def _opens_menu(self, event: QKeyEvent) -> bool:
        """Open the menu whose letter lies at the place of a key with Alt; tell whether one did."""
        key = meant(event)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == event.key() or held != Qt.KeyboardModifier.AltModifier:
            return False
        bar, wanted = self._window.menuBar(), QKeySequence(Qt.Modifier.ALT.value | key)
        for action in bar.actions():
            menu = action.menu()
            if isinstance(menu, QMenu) and QKeySequence.mnemonic(action.text()) == wanted:
                bar.setActiveAction(action)
                menu.setActiveAction(next(one for one in menu.actions() if one.isEnabled()))
                return True
        return False

    def _as_latin(self, event: QKeyEvent) -> bool:
        """Give a key with Ctrl as the Latin letter of its place: who has the focus may copy."""
        key = meant(event)
        focus = QApplication.focusWidget()
        if key == event.key() or not event.modifiers() & _HELD:
            return False
        if focus is None or QApplication.activePopupWidget() is not None:
            return False
        latin = QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers())
        QCoreApplication.sendEvent(focus, latin)
        return True

    # -- what is said --------------------------------------------------------------------------

    def say_unbound(self, event: QKeyEvent) -> None:
        """Say of a key that nobody took that it does nothing, or why a command is off; once."""
        key = pressed_key(event.key(), event.modifiers())
        if key is None or event.isAutoRepeat():
            return
        action = self._read_table().whole.get((_code(key),))
        if action is not None and not action.isEnabled():
            self._say_once(self._why_off(action))
            return
        if event.key() >= LOWEST_SPECIAL and not _is_function_key(event.key()):
            return
        if is_foreign_letter(written(event)) and not place_of(event):
            self._say_once(
                self.tr(
                    "{0} is no Latin letter, and where it lies is not known here: commands have"
                    " Latin letters, and other keys can be given to them."
                ).format(native(key))
            )
            return
        self._say_once(
            self.tr("{0} does nothing here. {1} lists the keys.").format(
                native(key), self._help_key()
            )
        )

    def _say_no_pair(self, begun: tuple[QKeySequence, ...], event: QKeyEvent) -> None:
        key = pressed_key(meant(event), event.modifiers())
        if key is not None and event.key() != Qt.Key.Key_Escape:
            pair = ", ".join(native(one) for one in (*begun, key))
            self.told.emit(self.tr("{0} is no key.").format(pair))

    def _what_may_follow(self, found: _Found) -> str:
        begun = len(found.strokes)
        ways = []
        for action in found.actions[:_SHOWN]:
            key = next(one for one in action.shortcuts() if one.count() > begun)
            name = action.text().replace("&&", "&")
            ways.append(f"{native(QKeySequence(_code(key, begun)))} {name}")
        more = " …" if len(found.actions) > _SHOWN else ""
        first = ", ".join(native(one) for one in found.strokes)
        return self.tr("{0}, and then: {1}").format(first, ", ".join(ways) + more)

    def _say_once(self, sentence: str) -> None:
        if sentence and sentence not in self._told:
            self._told.add(sentence)
            self.told.emit(sentence)


def _press_of(event: QKeyEvent) -> _Press:
    return _Press(event.key(), event.modifiers(), event.nativeScanCode())


def _code(key: QKeySequence, stroke: int = 0) -> int:
    return key[stroke].toCombined()  # type: ignore[index,no-any-return]


def takes_text(widget: QWidget) -> bool:
    """Tell whether a widget takes what is typed as text."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def _is_borrowed(event: QKeyEvent) -> bool:
    """Tell whether Shift makes a Latin letter on a keyboard that has none without it.

    Qt would take it for the letter without Shift, as it takes Shift with “/” for “?”.
    """
    latin = written(event).isalpha() and not is_foreign_letter(written(event))
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return shift and latin and bool(place_of(event)) and places.KEYBOARD.is_foreign()


def _is_function_key(key: int) -> bool:
    return Qt.Key.Key_F1.value <= key <= Qt.Key.Key_F35.value
