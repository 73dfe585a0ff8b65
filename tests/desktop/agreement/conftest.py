"""A desk with the agreement report open on a project that several have worked on."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.desktop.agreement.view import AgreementView
from annotator.desktop.shell.agreement_window import Agreement
from tests.desktop.agreement.making import make_worked, wait_for
from tests.desktop.desk import Desk

WAIT_MS = 60_000


class Reader:
    """A desk, its report, and somebody who reads it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.agreement: Agreement | None = None

    def open(self) -> AgreementView:
        """Open the report by its key's action, and wait until it is there."""
        self.desk.window.actions_by_name["agreement"].trigger()
        self.agreement = self.desk.window.findChild(Agreement)
        self.settle()
        return self.view

    @property
    def view(self) -> AgreementView:
        assert self.agreement is not None
        assert self.agreement.view is not None
        return self.agreement.view

    def settle(self) -> None:
        """Wait until nothing is computed, and all of it is shown."""
        computing = self.agreement.computing
        assert wait_for(lambda: computing.task is None and self.view.is_filled, WAIT_MS)

    def close(self) -> None:
        if self.agreement is not None:
            self.agreement.computing.forget()
            self.settle()
            if self.agreement.view is not None:
                self.agreement.view.close()
        self.desk.close()


@pytest.fixture
def reader_of(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    """Return a function that makes a project of worked articles and opens a desk on it."""
    readers: list[Reader] = []

    def make(articles, annotator="ana", labels=()) -> Reader:
        path = tmp_path / "project.annotator"
        make_worked(path, articles, labels)
        reader = Reader(Desk(path, annotator, tmp_path / "settings.ini"))
        readers.append(reader)
        return reader

    yield make
    for reader in readers:
        with contextlib.suppress(RuntimeError):  # the test has closed it
            reader.close()
