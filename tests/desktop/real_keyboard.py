"""Real keys of real keyboards: X11 with its layouts, a window of its own, events from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.desktop.beside import Beside
from tests.desktop.desk import make_project

TEXT = "Ada Vell spoke of the quay. Then she left."
CODES = {"1": 10, "2": 11, "Q": 24, "W": 25, "D": 40, "F": 41, "Z": 52, "Esc": "Escape"}
"""What xdotool calls keys: keycodes of X11, by their place on an American keyboard."""
_MISSING = [one for one in ("Xvfb", "openbox", "setxkbmap", "xdotool") if shutil.which(one) is None]

needs_x = pytest.mark.skipif(bool(_MISSING), reason=f"there is no {', '.join(_MISSING)}")


class Keyboard:
    """A keyboard of a layout, and the window that it types into."""

    def __init__(self, window: Beside, environment: dict[str, str]) -> None:
        self.window = window
        self._environment = environment

    def use(self, layout: str) -> None:
        """Write with another layout from now on."""
        self._run("setxkbmap", layout)

    def press(self, place: str, held: str = "") -> None:
        """Press the key at a place, as the X server sends it; ``held`` is as "shift+"."""
        self._run("xdotool", "key", f"{held}{CODES[place]}")

    def _run(self, *words: str) -> None:
        subprocess.run(words, env=self._environment, check=True)


@contextmanager
def keyboard_of(folder: Path, layout: str) -> Iterator[Keyboard]:
    """Start a screen, a keyboard of a layout, and a window on a project of one article."""
    make_project(folder / "p.annotator", [TEXT])
    with ExitStack() as started:
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
        window = Beside(folder / "p.annotator", folder / "s.ini", "ana", environment)
        started.callback(window.end)
        window.wait_for(True, "is_ready")
        yield Keyboard(window, environment)


def _end(process: subprocess.Popen[bytes]) -> None:
    with process:
        process.terminate()
