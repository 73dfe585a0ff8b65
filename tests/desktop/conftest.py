"""Desks for the tests of the window."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.desktop.desk import Desk, make_project


@pytest.fixture
def open_desk(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Return a function that opens the window on a project of given texts, or on a path again."""
    desks: list[Desk] = []

    def open_one(texts: Sequence[str] | None = None, annotator: str = "ana") -> Desk:
        path = tmp_path / "project.annotator"
        if texts is not None:
            make_project(path, texts)
        desk = Desk(path, annotator, tmp_path / "settings.ini")
        desks.append(desk)
        return desk

    yield open_one
    for desk in desks:
        if desk.desktop.window is not None:
            with contextlib.suppress(RuntimeError):  # the test has closed it
                desk.close()
