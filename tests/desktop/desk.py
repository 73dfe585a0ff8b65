"""Drives the real window as a person would: with keys and the mouse, on a real project file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.annotation.records import Annotated, Article
from annotator.desktop.page.view import ArticleView
from annotator.desktop.shell.app import Desktop
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit.settings import Settings
from annotator.exchange import create_project
from annotator.project import Project

NO = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def make_project(path: Path, texts: Sequence[str]) -> None:
    """Make a project with the default labels and articles ``a0``, ``a1`` … of these texts."""
    project = create_project(path)
    with project.begin_import("test") as incoming:
        incoming.add(
            [
                Annotated(article=Article(id=f"a{number}", text=text, title=f"Title {number}"))
                for number, text in enumerate(texts)
            ]
        )
    project.close()


def picture(widget: QWidget) -> bytes:
    """What a widget looks like; the panels beside the page are painted a moment after it."""
    QCoreApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())


class Desk:
    """One running desktop, and hands."""

    def __init__(self, path: Path, annotator: str, settings: Path) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.path = path
        self.desktop = Desktop(application, Settings(settings))
        assert self.desktop.start(str(path), annotator, None, may_ask=False)
        QTest.qWaitForWindowExposed(self.window)

    @property
    def window(self) -> MainWindow:
        assert self.desktop.window is not None
        return self.desktop.window

    @property
    def view(self) -> ArticleView:
        return self.window.article

    @property
    def session(self):
        return self.window.session

    def close(self) -> None:
        """Close the window as the user does; the project file is closed, too."""
        window = self.window
        project = window.session.project
        window.close()
        project.close()

    # -- hands ---------------------------------------------------------------------------------

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NO, times: int = 1) -> None:
        """Press a key in whatever has the focus."""
        for _ in range(times):
            target = self.window.focusWidget() or self.window
            QTest.keyClick(target, key, modifiers)

    def focus(self, widget: QWidget) -> None:
        self.window.activateWindow()
        widget.setFocus()

    def point(self, position: int) -> QPoint:
        """Where the boundary before a code point is on the page."""
        view = self.view
        cursor = QTextCursor(view.document())
        cursor.setPosition(view._display.qt(position))
        return view.cursorRect(cursor).center()

    def drag(self, start: int, end: int) -> None:
        """Drag the mouse from one code point boundary to another."""
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, NO, self.point(start))
        QTest.mouseMove(viewport, (self.point(start) + self.point(end)) / 2)
        QTest.mouseMove(viewport, self.point(end))
        QTest.mouseRelease(viewport, LEFT, NO, self.point(end))

    def drag_points(self, start: QPointF, end: QPointF) -> None:
        viewport = self.view.viewport()
        QTest.mousePress(viewport, LEFT, NO, start.toPoint())
        QTest.mouseMove(viewport, end.toPoint())
        QTest.mouseRelease(viewport, LEFT, NO, end.toPoint())

    def click(self, position: int) -> None:
        """Click in the middle of the character at a code point offset."""
        middle = (self.point(position) + self.point(position + 1)) / 2
        QTest.mouseClick(self.view.viewport(), LEFT, NO, middle)

    def double_click(self, position: int) -> None:
        middle = (self.point(position) + self.point(position + 1)) / 2
        QTest.mouseDClick(self.view.viewport(), LEFT, NO, middle)

    def place_caret(self, position: int) -> None:
        """Put the caret somewhere by a click at a boundary."""
        QTest.mouseClick(self.view.viewport(), LEFT, NO, self.point(position))

    # -- eyes ----------------------------------------------------------------------------------

    def shown(self) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
        """The spans that the session shows: label and ranges, in reading order."""
        spans = sorted(self.session.spans.values(), key=lambda span: (span.start, span.end))
        return [(span.label, span.ranges) for span in spans]

    def stored(self) -> list[tuple[str, str, tuple[tuple[int, int, str], ...]]]:
        """What lies in the database file, read with plain sqlite3: article, label, fragments."""
        with closing(sqlite3.connect(self.path)) as database:
            rows = database.execute(
                'SELECT s.key, a.id, l.name, f.start, f."end", f.text FROM spans s'
                " JOIN articles a ON a.key = s.article JOIN labels l ON l.key = s.label"
                " JOIN fragments f ON f.span = s.key ORDER BY s.key, f.number"
            ).fetchall()
        spans: dict[int, tuple[str, str, list[tuple[int, int, str]]]] = {}
        for key, article, label, start, end, text in rows:
            spans.setdefault(key, (article, label, []))[2].append((start, end, text))
        return [(a, label, tuple(pieces)) for a, label, pieces in spans.values()]

    def status(self) -> str:
        return self.window.statusBar().currentMessage()

    def project(self) -> Project:
        return self.session.project
