"""What holds for every test: no screen, settings and data of its own, nothing left running."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from annotator.text import segmenting
from tests import command

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

STOP_TIMEOUT_MS = 60_000
"""A wait ends when what is waited for is there; the limit is for what never comes."""

# `make test` and CI use "ci": the same examples every time. Plain pytest looks for new ones.
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow],
)
# A fault that was put in is found or not; which is its smallest example does not matter then.
settings.register_profile(
    "mutants", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("dev")

_home = pytest.StashKey[Path]()

MEMORY = Path("/dev/shm")
ENOUGH = 6 << 30
"""Bytes: several times what the tests ever have at once."""


def _keep_files_in_memory() -> None:
    """Put the files of tests where waiting for the disk takes no time, if there is such a place.

    They are files as any others, and what is killed is a process, not the machine.
    """
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


def pytest_configure(config: pytest.Config) -> None:
    """Choose the screen and the user's folders before anything of the program is imported.

    Ctrl-C is heard again where a shell started this in the background, and so had it ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["LANGUAGE"] = "en"  # whatever language the machine speaks
    _keep_files_in_memory()
    home = Path(tempfile.mkdtemp(prefix="annotator-tests-"))
    config.stash[_home] = home
    os.environ["HOME"] = str(home)
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        folder = home / kind.lower()
        folder.mkdir()
        os.environ[f"XDG_{kind}_HOME"] = str(folder)
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders of this run."""
    command.stop()
    shutil.rmtree(config.stash[_home], ignore_errors=True)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Qt's test bot, which waits as long as a busy machine may need, whatever a test says."""
    from pytestqt.qtbot import QtBot

    class Patient(QtBot):
        def waitUntil(self, callback: Any, *, timeout: int = 0) -> None:  # noqa: N802
            super().waitUntil(callback, timeout=max(timeout, STOP_TIMEOUT_MS))

        def waitSignal(self, signal: Any, *, timeout: int = 0, **how: Any) -> Any:  # noqa: N802
            return super().waitSignal(signal, timeout=max(timeout, STOP_TIMEOUT_MS), **how)

    return Patient(request)


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a background task behind."""
    before = set(threading.enumerate())
    yield
    threads = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in threads:
        thread.join(STOP_TIMEOUT_MS / 1000)
    left = [t.name for t in threads if t.is_alive()]
    assert not left, f"threads left running: {left}"
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QThreadPool

        pool = QThreadPool.globalInstance()
        assert pool.waitForDone(STOP_TIMEOUT_MS), (
            f"background tasks left running: {pool.activeThreadCount()}"
        )


@pytest.fixture
def without_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Words of writing without spaces are looked up nowhere, as without the extra ``icu``."""
    monkeypatch.setitem(sys.modules, "icu4py", None)
    monkeypatch.setitem(sys.modules, "icu4py.breakers", None)
    _forget_words()
    yield
    monkeypatch.undo()
    _forget_words()


def _forget_words() -> None:
    segmenting._breaker.cache_clear()
    segmenting._ends.cache_clear()
