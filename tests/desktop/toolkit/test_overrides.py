"""Keys that widgets keep from the window's commands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.desktop.toolkit.overrides import do_key, is_deletion, is_escape, keep_key

ASKED, PRESSED, RELEASED = (
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
)


def event_of(kind: QEvent.Type, key: Qt.Key = Qt.Key.Key_Escape) -> QKeyEvent:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    return event


@pytest.mark.parametrize(
    ("kind", "key", "kept"),
    [
        (ASKED, Qt.Key.Key_Escape, True),
        (ASKED, Qt.Key.Key_A, False),
        (PRESSED, Qt.Key.Key_Escape, False),
        (RELEASED, Qt.Key.Key_Escape, False),
    ],
)
def test_a_key_is_kept_when_qt_asks_for_it_and_it_is_wanted(kind, key, kept):
    event = event_of(kind, key)
    assert keep_key(event, is_escape) is kept
    assert event.isAccepted() is kept


def test_other_events_are_never_kept():
    assert not keep_key(QEvent(QEvent.Type.Enter), lambda _: True)


@pytest.mark.parametrize(
    ("kind", "taken", "times"), [(ASKED, 1, 0), (PRESSED, 1, 1), (RELEASED, 0, 0)]
)
def test_a_deed_is_done_once_when_the_key_comes(kind, taken, times):
    done: list[str] = []
    assert do_key(event_of(kind), lambda: done.append("done")) is bool(taken)
    assert len(done) == times


@pytest.mark.parametrize("kind", [ASKED, PRESSED])
def test_a_key_without_a_deed_is_left(kind):
    event = event_of(kind)
    assert not do_key(event, None)
    assert not event.isAccepted()


def test_delete_and_backspace_delete():
    assert is_deletion(event_of(PRESSED, Qt.Key.Key_Delete))
    assert is_deletion(event_of(PRESSED, Qt.Key.Key_Backspace))
    assert not is_deletion(event_of(PRESSED, Qt.Key.Key_D))
