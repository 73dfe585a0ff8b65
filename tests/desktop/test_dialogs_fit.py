"""Every dialog fits the smallest screen, with nothing cut off: all scenes of ``docs/scenes.py``."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from annotator.desktop.agreement.view import AgreementView
from annotator.desktop.shell.app import Desktop
from annotator.desktop.shell.sample import open_sample
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.toolkit import screen, tasks
from annotator.desktop.toolkit.language import Language
from annotator.desktop.toolkit.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"
sys.path.insert(0, str(DOCS))
SCENES = importlib.import_module("scenes").SCENES
sys.path.remove(str(DOCS))
DIALOGS = sorted(name for name, scene in SCENES.items() if scene.shows not in (MainWindow, QLabel))
"""A label alone shows paper, which has a size of its own."""
WINDOWS = ("window", "find", "note", "settling", "gold-differences", "claims-apart", "suggestions")
WITH_PARTS = (QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar)
"""What lays out its own parts."""

_ARROW = 26

ROOM = screen.SMALLEST - screen.FRAME


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        with open_sample() as project:
            return Path(project.location)


@pytest.fixture
def language() -> str:
    """The language of the window, where a test does not ask for another."""
    return "en"


@pytest.fixture
def stand(
    qapp: QApplication, sample: Path, tmp_path: Path, language: str, monkeypatch
) -> Iterator[object]:
    """The window before the camera, on a screen of 1024 x 600."""
    room = QRect(screen.FRAME.width() // 2, screen.FRAME.height(), ROOM.width(), ROOM.height())
    monkeypatch.setattr(screen, "room_on", lambda _screen: room)
    path = tmp_path / "sample.annotator"
    shutil.copy(sample, path)
    settings = Settings(tmp_path / "settings.ini")
    settings.language = Language(language)
    desktop = Desktop(qapp, settings)
    desktop.languages.choose(settings.language)
    assert desktop.start(str(path), "ana", None, may_ask=False)
    files = tmp_path / "files"
    files.mkdir()
    yield importlib.import_module("scenes").Stand(desktop, files)
    for widget in QApplication.topLevelWidgets():
        if widget is not desktop.window:
            widget.hide()
    tasks.shut_down()
    desktop.languages.choose(Language.ENGLISH)
    if desktop.window is not None:
        project = desktop.window.session.project
        desktop.window.close()
        project.close()


def cut_off(shown: QWidget) -> list[str]:
    """The words and buttons of which not all is seen, and that cannot be scrolled to."""
    found = []
    for widget in shown.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget.parent(), WITH_PARTS):
            continue
        if not isinstance(widget, QAbstractButton | QLabel | QComboBox | QLineEdit):
            continue
        name = f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"
        parent = widget.parentWidget()
        if parent is not None and not parent.rect().contains(widget.geometry()):
            found.append(f"{name} lies outside of what holds it")
        least = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            least = QSize(0, widget.heightForWidth(widget.width()))
        if isinstance(widget, QComboBox):
            words = widget.fontMetrics().horizontalAdvance(widget.currentText())
            least.setWidth(words + _ARROW)
        if widget.minimumWidth() == 1:  # elided on purpose: the whole is in its tooltip
            least.setWidth(0)
        if widget.height() < least.height() or widget.width() < least.width():
            size, needs = widget.size().toTuple(), least.toTuple()
            found.append(f"{name} has {size} and needs {needs}")
    return found


def show(stand, name: str) -> QWidget:
    shown = SCENES[name].make(stand)
    QTest.qWait(0)
    QApplication.processEvents()
    return shown


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)
def test_a_dialog_fits_the_smallest_screen(stand, name: str, language: str) -> None:
    """Its least size does, it comes up so, and all of its words and buttons are seen."""
    assert stand.desktop.settings.language == Language(language)
    shown = show(stand, name)
    least = shown.minimumSizeHint().expandedTo(shown.minimumSize())
    assert (least.width() <= ROOM.width(), least.height() <= ROOM.height()) == (True, True), least
    if isinstance(shown, AgreementView):  # its scenes give it the size of their pictures
        shown.resize(ROOM)
        QApplication.processEvents()
    assert shown.width() <= ROOM.width()
    assert shown.height() <= ROOM.height()
    assert cut_off(shown) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_the_window_fits_the_smallest_screen(stand, name: str) -> None:
    """In its states with most in them."""
    shown = show(stand, name)
    least = shown.minimumSizeHint()
    assert (least.width() <= ROOM.width(), least.height() <= ROOM.height()) == (True, True), least
    assert (shown.width(), shown.height()) == (ROOM.width(), ROOM.height())


def test_the_scenes_are_those_of_the_pictures() -> None:
    assert isinstance(importlib.import_module("scenes"), ModuleType)
    assert len(DIALOGS) > 30
