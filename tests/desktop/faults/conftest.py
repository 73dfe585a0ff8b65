"""A desk that is watched over, as the app is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.desktop.faults.watch import CrashWatch
from tests.desktop.conftest import open_desk  # noqa: F401 - a fixture
from tests.desktop.desk import Desk

TEXT = "Ada Vell spoke. Then she left."


class Watched:
    """A desk, its watch, and the folder of reports."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder
        self.watch = CrashWatch(desk.desktop, folder)
        self.watch.install()

    @property
    def dialog(self):
        return self.watch.dialog

    def reports(self) -> list[str]:
        files = sorted(self.folder.glob("report-*"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text(encoding="utf-8") for file in files]


@pytest.fixture
def watched(open_desk: Callable[..., Desk], tmp_path: Path) -> Iterator[Watched]:  # noqa: F811
    """A desk on two articles whose faults are caught, and not by pytest."""
    folder = tmp_path / "log"
    folder.mkdir()
    made = Watched(open_desk([TEXT, "Second."]), folder)
    yield made
    made.watch.remove()
    if made.watch.dialog is not None:
        made.watch.dialog.deleteLater()
