"""Active time and places, in the window with events as they come from the system."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.desktop.queue.reading_positions import SAVE_EVERY_S, duration
from annotator.project import Project, Reading
from annotator.workbench.stopwatch import GRACE_S
from tests.desktop.desk import CTRL, NO

LONG = "\n".join(f"Line {number} of the quay 🚢 and its ferries." for number in range(300))


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h 0 min"),
     (7500, "2 h 5 min")],
)  # fmt: skip
def test_times_as_people_say_them(seconds, said):
    assert duration(seconds) == said


def timed(desk, clock):
    """Let the window go by another clock from now on."""
    reading_positions = desk.window.reading_positions
    reading_positions._clock = reading_positions._watch._clock = clock
    reading_positions._watch.start()
    reading_positions._saved_at = clock.now
    return reading_positions


def saved(desk):
    """What lies in the file, by article."""
    with closing(sqlite3.connect(desk.path)) as database:
        return dict(
            database.execute(
                "SELECT a.id, r.active_ms FROM readings r JOIN articles a ON a.key = r.article"
            ).fetchall()
        )


def test_events_of_the_window_are_activity(open_desk, clock):
    """A key, the mouse and a click count; with nothing of them, the time stands still."""
    desk = open_desk([LONG])
    reading_positions = timed(desk, clock)
    handle = desk.window.windowHandle()
    for act in (
        lambda at: QTest.keyClick(handle, Qt.Key.Key_Down),
        lambda at: QTest.mouseMove(handle, QPoint(600, at)),
        lambda at: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, NO, QPoint(600, at)),
    ):
        clock.now += 25
        act(400)
        before = reading_positions.active_ms
        clock.now += 25
        assert reading_positions.active_ms == before + 25_000
        act(430)
    clock.now += 1000
    assert reading_positions.active_ms == (150 + GRACE_S) * 1000


def test_the_status_bar_says_it_quietly(open_desk, clock):
    """Nothing in the first minute, then minutes; the words tell what is counted."""
    desk = open_desk([LONG, "Another one."])
    reading_positions = timed(desk, clock)
    handle = desk.window.windowHandle()
    for _ in range(11):
        clock.now += 24
        QTest.keyClick(handle, Qt.Key.Key_Down)
        if clock.now < 150:
            reading_positions.tick()
            assert reading_positions.label.text() == ""
    reading_positions.tick()
    assert reading_positions.label.text() == "4 min here"
    assert reading_positions.label.accessibleName() == "4 min of work on this article"
    assert "pauses left out" in reading_positions.label.toolTip()
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert reading_positions.label.text() == ""
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert reading_positions.label.text() == "4 min here"


def test_it_is_stored_once_a_minute_and_when_left(open_desk, clock):
    """No key writes it; a minute of work does, and so does leaving."""
    desk = open_desk([LONG, "Another one."])
    reading_positions = timed(desk, clock)
    handle = desk.window.windowHandle()
    for _ in range(2):
        clock.now += SAVE_EVERY_S / 2 - 1
        QTest.keyClick(handle, Qt.Key.Key_Down)
        reading_positions.tick()
        assert saved(desk) == {}
    clock.now += 2
    reading_positions.tick()
    assert saved(desk) == {"a0": 60_000}
    clock.now += 5
    reading_positions.tick()
    assert saved(desk) == {"a0": 60_000}
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert saved(desk) == {"a0": 65_000}
    clock.now += 4
    desk.window.close()
    assert saved(desk) == {"a0": 65_000, "a1": 4_000}


def test_what_was_not_stored_is_in_the_next_write(open_desk, clock):
    """While another program writes nothing is lost and nobody is told."""
    desk = open_desk([LONG])
    reading_positions = timed(desk, clock)
    desk.window.statusBar().clearMessage()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        clock.now += 20
        reading_positions._save(desk.view.place())
        other.execute("ROLLBACK")
    assert saved(desk) == {}
    assert desk.status() == ""
    clock.now += 5
    desk.window.close()
    assert saved(desk) == {"a0": 25_000}


def test_opening_and_closing_writes_nothing(open_desk):
    """A look of a moment, a screenshot, leaves the project as it is."""
    desk = open_desk(["A short one."])
    desk.close()
    assert saved(desk) == {}


def test_the_place_is_there_after_a_restart(open_desk):
    """Caret and first visible line are where they were when the window was closed."""
    desk = open_desk([LONG, "Another one."])
    desk.view.scroll_to(LONG.index("Line 200"))
    desk.place_caret(LONG.index("Line 201") + 5)
    place = desk.view.place()
    assert place.top > 1000
    desk.close()
    again = open_desk()
    assert again.session.opened.article.id == "a0"
    QTest.qWait(1)
    assert again.view.place() == place
    again.key(Qt.Key.Key_PageDown, CTRL)
    again.key(Qt.Key.Key_PageUp, CTRL)
    assert again.view.place() == place


def test_places_are_each_annotators_own(open_desk):
    """Who takes over finds the article at its beginning, unless it is on the page now."""
    desk = open_desk([LONG, LONG + " More.", "Third."])
    desk.view.go_to(desk.view.place()._replace(caret=4000, top=4000))
    place = desk.view.place()
    desk.key(Qt.Key.Key_PageDown, CTRL)
    desk.session.set_annotator("ben")
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert desk.view.place() == (0, 0)
    desk.key(Qt.Key.Key_PageDown, CTRL)
    desk.session.set_annotator("ana")
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert desk.view.place() == place


def test_stored_places_beyond_the_text_are_cut(open_desk, tmp_path):
    """Whoever wrote it, a place behind the end is the end."""
    first = open_desk(["A short one."])
    first.close()
    with Project.open(first.path) as project:
        assert project.save_reading("ana", "a0", caret=9_999, top=9_999)
        assert project.reading("ana", "a0") == Reading(caret=9_999, top=9_999, active_ms=0)
    again = open_desk()
    assert again.view.caret() == len("A short one.")
