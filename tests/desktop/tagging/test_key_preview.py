"""What a label's key would take is outlined before, and is what it takes."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.tagging.key_preview import REST_MS
from tests.desktop.desk import CTRL, picture
from tests.desktop.tagging.names import TEXT, at, caret_to


@pytest.fixture
def desk(open_desk):
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    return desk


def outlined(desk) -> tuple[str, tuple[tuple[int, int], ...]]:
    guess = desk.view._drawing.guess
    return guess.label, guess.ranges


def rested(desk, qtbot) -> tuple[tuple[int, int], ...]:
    """Wait until the caret has rested; return what is outlined."""
    qtbot.waitUntil(lambda: not desk.window.key_preview._rest.isActive())
    return outlined(desk)[1]


def test_the_guess_of_the_label_used_last_is_outlined(desk, qtbot):
    """When the caret rests, not before; and it is gone when the caret moves or the key comes."""
    caret_to(desk, "Ferry")
    assert rested(desk, qtbot) == ()  # no label has been used yet
    desk.key("3")
    assert rested(desk, qtbot) == ()  # the key would give the current span a label
    plain = picture(desk.view.viewport())
    caret_to(desk, "Ada Vell", 2)
    assert outlined(desk)[1] == ()
    assert rested(desk, qtbot) == (at("Ada Vell", 2),)
    assert picture(desk.view.viewport()) != plain
    desk.key(Qt.Key.Key_Right, CTRL)
    assert outlined(desk)[1] == ()
    assert rested(desk, qtbot) == (at("Ada Vell", 2),)
    desk.key("3")
    assert outlined(desk)[1] == ()
    assert desk.shown()[-1] == ("entity", (at("Ada Vell", 2),))


def test_the_label_under_the_mouse_comes_first(desk, qtbot):
    """As long as the mouse is there."""
    desk.window.gestures.last_label = "entity"
    caret_to(desk, "Ada Vell", 2)
    button = desk.window.label_bar.button("claim")
    QApplication.sendEvent(button, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    assert rested(desk, qtbot) == (at("Ada Vell spoke again."),)
    assert outlined(desk)[0] == "claim"
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert rested(desk, qtbot) == (at("Ada Vell", 2),)


def test_nothing_is_outlined_for_a_selection_or_when_it_is_switched_off(desk, qtbot):
    """The switch is in the View menu, and is remembered."""
    desk.window.gestures.last_label = "entity"
    desk.view.select(*at("Ada Vell", 2))
    assert rested(desk, qtbot) == ()
    caret_to(desk, "Ferry")
    assert rested(desk, qtbot) == (at("Ferry"),)
    desk.window.actions_by_name["key_preview"].trigger()
    assert outlined(desk)[1] == ()
    caret_to(desk, "quay")
    QTest.qWait(REST_MS * 2)
    assert outlined(desk)[1] == ()
    assert not desk.desktop.settings.shows_guess


def test_no_guess_is_worked_out_while_keys_come(desk, monkeypatch):
    """A key takes no time for it: it is asked when nothing has happened for a while."""
    asked = []
    monkeypatch.setattr(desk.window.gestures, "guess", lambda label: asked.append(label) or ())
    desk.window.gestures.last_label = "entity"
    for _ in range(20):
        desk.key(Qt.Key.Key_Right)
    desk.key("3")
    assert asked == []


@pytest.mark.parametrize("seed", range(3))
def test_the_key_takes_what_was_outlined(desk, seed):
    """Wherever the caret is, whatever the label, with spans around and boilerplate left out."""
    chance, gestures, session = Random(seed), desk.window.gestures, desk.session
    desk.view.leaves_out_boilerplate = bool(seed % 2)
    keys = {label.key: label.id for label in session.labels.values()}
    for _ in range(60):
        desk.view.place_caret(chance.randrange(len(TEXT) + 1))
        if chance.random() < 0.3 and session.spans:
            session.set_current(chance.choice(list(session.spans)))
        if chance.random() < 0.5:
            desk.key(chance.choice((Qt.Key.Key_Right, Qt.Key.Key_Left)))
        key = chance.choice(list(keys))
        guess, before = gestures.guess(keys[key]), dict(session.spans)
        desk.key(key)
        made = [span for name, span in session.spans.items() if name not in before]
        assert [(span.label, span.ranges) for span in made] == (
            [(keys[key], guess)] if guess else []
        )
        if chance.random() < 0.4:
            desk.key("z", CTRL)
