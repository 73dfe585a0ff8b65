"""A process that says when its first article was painted: ``KIND PROJECT ARTICLE``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def ours(project: str, article: str) -> None:
    """Start the program as its entry does, which imports everything in its own order."""
    from annotator.__main__ import main

    sys.meta_path.insert(0, _WhenImported("annotator.desktop.page.view", _watch))
    main(["open", project, "--annotator", "a", "--article", article])


def _watch(module: ModuleType) -> None:
    paint = module.ArticleView.paintEvent

    def paint_and_tell(self: Any, event: object) -> None:
        paint(self, event)
        if self.document().characterCount() > 1:
            _tell_when_painted()

    module.ArticleView.paintEvent = paint_and_tell


class _WhenImported(MetaPathFinder):
    """Does something to one module after it was imported."""

    def __init__(self, name: str, deed: Callable[[ModuleType], None]) -> None:
        self._name = name
        self._deed = deed

    def find_spec(self, name: str, _path: Any, _target: Any = None) -> ModuleSpec | None:
        if name != self._name:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(name)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def load_and_do(module: ModuleType) -> None:
            load(module)
            self._deed(module)

        spec.loader.exec_module = load_and_do  # type: ignore[method-assign]
        return spec


def bare(project: str, article: str) -> None:
    """Show the same text in a bare window."""
    import sqlite3
    from contextlib import closing

    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    class View(QPlainTextEdit):
        def paintEvent(self, event: object) -> None:  # noqa: N802
            super().paintEvent(event)  # type: ignore[arg-type]
            _tell_when_painted()

    with closing(sqlite3.connect(project)) as database:
        (text,) = database.execute(
            "SELECT text FROM articles JOIN article_texts ON article = key WHERE id = ?",
            (article,),
        ).fetchone()
    application = QApplication([])
    window = QMainWindow()
    view = View()
    view.setPlainText(text)
    window.setCentralWidget(view)
    window.resize(1280, 800)
    window.show()
    application.exec()


def _tell_when_painted() -> None:
    """Print the time when the whole window has been painted, then end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    def tell() -> None:
        print(time.monotonic(), flush=True)
        QApplication.exit(0)

    if not _told:
        _told.append(True)
        QTimer.singleShot(0, tell)


_told: list[bool] = []

if __name__ == "__main__":
    {"ours": ours, "bare": bare}[sys.argv[1]](*sys.argv[2:])
