"""Homes that cannot be written: the app opens all the same, and says what is not kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.desktop.toolkit import settings as kept
from tests.desktop.desk import make_project

SEE = """
import os, pwd, sys
from PySide6.QtCore import QTimer
import annotator.desktop.shell.app as app
from annotator.__main__ import main
if "nobody" in os.environ:
    def unknown(*_):
        raise KeyError("nobody")
    pwd.getpwuid = pwd.getpwnam = unknown
start = app.Desktop.start
def started(desktop, location, annotator, article, *, may_ask):
    result = start(desktop, location, annotator or "ana", article, may_ask=False)
    def look():
        window = desktop.window
        print(window.session.project.location)
        print(window.status_bar.currentMessage())
        print(len(window.session.project.annotators()))
        window.close()
    QTimer.singleShot(0, look)
    return result
app.Desktop.start = started
sys.exit(main(sys.argv[1:]))
"""


def start(folder: Path, *given: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("XDG_") and name != "HOME"
    }
    return subprocess.run(
        [sys.executable, "-c", SEE, *given],
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def unwritable(tmp_path: Path, kind: str) -> dict[str, str]:
    """Return an environment whose home cannot be written."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    home = {
        "file": tmp_path / "file",
        "missing": Path("/proc/none/home"),
        "long": tmp_path / ("x" * 300),
        "loop": tmp_path / "loop",
        "nowhere": tmp_path,
        "read-only": Path("/proc/self/home"),
    }[kind]
    if kind == "loop":
        home.symlink_to(home)
    environment = {"HOME": str(home), "TMPDIR": str(tmp_path / "temporary")}
    if kind == "nowhere":
        del environment["HOME"]
        environment["nobody"] = "1"
    return environment


@pytest.mark.skipif(sys.platform != "linux", reason="homes of Linux")
@pytest.mark.parametrize("kind", ["file", "missing", "long", "loop", "nowhere"])
def test_a_first_start_with_no_home_opens_a_sample_and_says_so(tmp_path, kind):
    """The sample lies in a temporary folder, settings are not kept; each is said once."""
    where = tmp_path / "started"
    where.mkdir()
    run = start(where, **unwritable(tmp_path, kind))
    assert run.returncode == 0, run.stderr
    location, said, people = run.stdout.splitlines()
    assert location.startswith(str(tmp_path / "temporary"))
    assert location.endswith("sample.annotator")
    assert "cannot be written" in said
    assert "may be gone after a restart" in said
    assert "is not remembered" in said
    assert int(people) >= 3
    assert list(where.iterdir()) == []  # nothing called ~ or so
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="homes of Linux")
def test_a_project_opens_with_no_home_and_it_is_said_once(tmp_path):
    """One's own project is opened as ever."""
    make_project(tmp_path / "p.annotator", ["One."])
    run = start(tmp_path, "p.annotator", **unwritable(tmp_path, "file"))
    assert run.returncode == 0, run.stderr
    location, said, _ = run.stdout.splitlines()
    assert location == str(tmp_path / "p.annotator")
    assert said.startswith("What you choose is not remembered")


@pytest.mark.skipif(sys.platform != "linux", reason="homes of Linux")
def test_no_place_at_all_is_one_sentence(tmp_path):
    """Neither a home nor a temporary folder: exit code 2."""
    environment = unwritable(tmp_path, "file")
    hidden = "import tempfile\ndef none(*_, **__):\n    raise OSError(28, 'No space left')\n"
    hidden += "tempfile.mkdtemp = none\n"
    run = subprocess.run(
        [sys.executable, "-c", hidden + SEE],
        env={
            **os.environ,
            **environment,
            **{f"XDG_{kind}_HOME": environment["HOME"] for kind in ("CONFIG", "DATA")},
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2, run.stderr
    assert "no place for the sample project" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_home_without_write_permission(tmp_path):
    """As a file in its place."""
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o500)
    (tmp_path / "temporary").mkdir()
    run = start(tmp_path, HOME=str(home), TMPDIR=str(tmp_path / "temporary"))
    home.chmod(0o700)
    assert run.returncode == 0, run.stderr
    assert "is not remembered" in run.stdout


def test_settings_say_whether_they_are_kept(qapp, tmp_path):
    """Written, or not."""
    settings = kept.Settings(tmp_path / "a.ini")
    settings.text_size = 15
    settings.save()
    assert settings.are_kept
    (tmp_path / "file").write_text("x", encoding="utf-8")
    settings = kept.Settings(tmp_path / "file" / "a.ini")
    settings.text_size = 15
    settings.save()
    assert not settings.are_kept
    assert settings.text_size == 15  # for this run
