"""Where no window can open: one sentence with the line to run, exit code 2, no core."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.desktop.faults.no_window import (
    LIBRARIES,
    LIBRARIES_OF_WINDOWS,
    why_none,
    without_library,
)

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program on a machine that has no screen."""
    without = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    there = {name: value for name, value in os.environ.items() if name not in without}
    return subprocess.run(
        [sys.executable, "-m", "annotator", *arguments],
        cwd=cwd,
        env=there | {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(cwd)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a screen")
def test_without_a_screen_the_line_to_run_is_said(tmp_path: Path) -> None:
    """Also where one is named that is not there; and a picture needs none."""
    done = run("a b.annotator", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "xvfb-run -a annotator 'a b.annotator'" in line
    assert "annotator open 'a b.annotator' --screenshot window.png" in line
    done = run("open", "p.annotator", "--annotator", "a", cwd=tmp_path, DISPLAY=":77")
    assert done.returncode == 2
    assert "xvfb-run -a annotator open p.annotator --annotator a (" in done.stderr
    made = run("new", "p.annotator", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    done = run("open", "p.annotator", "--annotator", "a", "--screenshot", "p.png", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_what_qt_says_becomes_a_sentence_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["annotator", "p.annotator"])
    found = 'Could not load the Qt platform plugin "xcb" in "" even though it was found.'
    no_screen = why_none(["could not connect to display :5", found])
    assert str(no_screen).startswith("there is no screen here that can be reached")
    library = str(why_none(["From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed", found]))
    assert library.endswith(f"--no-install-recommends {LIBRARIES} {LIBRARIES_OF_WINDOWS}")
    other = why_none(['Could not find the Qt platform plugin "nix" in ""', "This application …"])
    assert str(other) == 'no window can open: Could not find the Qt platform plugin "nix" in ""'
    assert str(why_none([])) == "no window can open: Qt"


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be imported for another reason is a fault of ours."""
    error = ImportError("libGL.so.1: cannot open shared object file: No such file or directory")
    said = str(without_library(error))
    assert said.startswith("no window can open without the system’s library libGL.so.1; on Debian")
    assert said.endswith(LIBRARIES)
    assert without_library(ImportError("cannot import name 'nothing' from 'PySide6'")) is None


def test_the_lists_of_libraries_are_those_of_the_set_up() -> None:
    """`make run` installs or names the same ones."""
    script = (ROOT / ".ci" / "system-libraries").read_text()
    assert f'offscreen_packages="{LIBRARIES}"' in script
    assert f'window_packages="{LIBRARIES_OF_WINDOWS}"' in script
