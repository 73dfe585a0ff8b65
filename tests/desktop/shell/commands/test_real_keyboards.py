"""Keys of keyboards that write other letters and signs, as a real X server sends them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.real_keyboard import Keyboard, keyboard_of, needs_x

pytestmark = needs_x


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Callable[[str], Keyboard]]:
    """Start a keyboard of a layout and a window."""
    with ExitStack() as started:
        yield lambda layout: started.enter_context(keyboard_of(tmp_path, layout))


def test_french_digits_need_no_shift(keyboard):
    """“&” is 1 and “é” is 2; Shift with a digit's key is no other label."""
    french = keyboard("fr")
    french.window.ask("select", 0, 8)
    french.press("1")
    french.window.wait_for([["claim", [[0, 8]]]], "shown")
    french.press("2")
    french.window.wait_for([["quote", [[0, 8]]]], "shown")


@pytest.mark.parametrize("layout", ["ru", "gr", "il", "ara", "ru,us"])
def test_letters_work_by_their_place(keyboard, layout):
    """Also where a second, Latin layout stands by, from which Qt knows the letter."""
    other = keyboard(layout)
    other.press("D")
    other.window.wait_for("done", "article_status")
    other.press("D", "shift+")
    other.window.wait_for("in progress", "article_status")
    other.window.ask("select", 0, 8)
    other.press("1")
    other.window.wait_for([["claim", [[0, 8]]]], "shown")
    other.press("Z", "ctrl+")
    other.window.wait_for([], "shown")
    other.press("F", "alt+")
    other.window.wait_for("&File", "menu")
    other.press("Esc")
    other.window.wait_for("", "menu")


def test_german_letters_are_those_that_are_written(keyboard):
    """Z is where an American keyboard has Y."""
    german = keyboard("de")
    german.press("D")
    german.window.wait_for("done", "article_status")
    german.press("Z", "ctrl+")
    german.window.wait_for("“Redo” is not possible: there is nothing to redo.", "status")
