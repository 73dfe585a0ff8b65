"""Real keys of real keyboards: X11 with its layouts, a window of its own, events from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desktop.beside import Beside
from tests.desktop.desk import make_project

TEXT = "Ada Vell spoke of the quay. Then she left."
ROW = {"1": 10, "2": 11, "W": 25, "D": 40, "Z": 52, "Q": 24}
"""Keycodes of X11."""
MISSING = [one for one in ("Xvfb", "openbox", "setxkbmap", "xdotool") if shutil.which(one) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"there is no {', '.join(MISSING)}")


class Keyboard:
    """A keyboard of a layout, and the window that it types into."""

    def __init__(self, window: Beside, environment: dict[str, str]) -> None:
        self.window = window
        self._environment = environment

    def press(self, place: str, held: str = "") -> None:
        """Press the key at a place, as the X server sends it."""
        key = f"{held}{ROW[place]}"
        subprocess.run(["xdotool", "key", key], env=self._environment, check=True)


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Callable[[str], Keyboard]]:
    """Start a screen, a keyboard of a layout and a window."""
    with ExitStack() as started:

        def start(layout: str) -> Keyboard:
            make_project(tmp_path / "p.annotator", [TEXT])
            screen = subprocess.Popen(
                ["Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "1300x900x24"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            started.callback(_end, screen)
            assert screen.stdout is not None
            display = screen.stdout.readline().decode().strip()
            environment = {**os.environ, "DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
            manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
            started.callback(_end, manager)
            subprocess.run(["setxkbmap", layout], env=environment, check=True)
            window = Beside(tmp_path / "p.annotator", tmp_path / "s.ini", "ana", environment)
            started.callback(window.end)
            window.wait_for(True, "is_ready")
            return Keyboard(window, environment)

        yield start


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.terminate()


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


def test_german_letters_are_those_that_are_written(keyboard):
    """Z is where an American keyboard has Y."""
    german = keyboard("de")
    german.press("D")
    german.window.wait_for("done", "article_status")
    german.press("Z", "ctrl+")
    german.window.wait_for("“Redo” is not possible: there is nothing to redo.", "status")
