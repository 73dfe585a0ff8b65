"""The tour in the real window, taken with real keys."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.desktop.shell import app, sample
from annotator.desktop.shell.app import Desktop
from annotator.desktop.toolkit import tasks
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.tour.steps import ARTICLE, EXAMPLES, TourStep
from annotator.desktop.tour.tour import OVER
from annotator.project import Project
from tests.desktop.desk import CTRL, LEFT, SHIFT, Desk, make_project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        with sample.open_sample() as project:
            return Path(project.location)


@pytest.fixture
def start(
    qapp: QApplication, made: Path, tmp_path: Path, monkeypatch
) -> Iterator[Callable[..., Desk]]:
    """Return a function that starts the program on the sample, or on a project."""
    copy = tmp_path / made.name
    shutil.copy(made, copy)
    monkeypatch.setattr(app, "open_sample", lambda: Project.open(copy))
    desks: list[Desk] = []

    def begin(place: Path | None = None) -> Desk:
        desk = Desk.__new__(Desk)
        desk.path = place or copy
        desk.desktop = Desktop(qapp, Settings(tmp_path / "settings.ini"))
        assert desk.desktop.start(str(desk.path), "newcomer", None, may_ask=True)
        QTest.qWaitForWindowExposed(desk.window)
        desks.append(desk)
        return desk

    yield begin
    for desk in desks:
        with contextlib.suppress(RuntimeError):  # the test has closed it
            desk.close()
    tasks.shut_down()


def click(button) -> None:
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def step(desk: Desk) -> int | None:
    return desk.window.tour.step


def words(desk: Desk) -> str:
    return desk.window.tour.bar.words.text()


def place_of(desk: Desk, words: str) -> tuple[int, int]:
    found = desk.view.text.index(words)
    return found, found + len(words)


def test_it_is_offered_once_on_the_sample(start):
    """Begin or not now; afterwards it is in the menu, and the bar does not come by itself."""
    desk = start()
    bar = desk.window.tour.bar
    assert bar.isVisible()
    assert bar.go_on_button.text() == "Begin"
    assert desk.window.focusWidget() is desk.view
    click(bar.leave_button)
    assert not bar.isVisible()
    desk.close()
    desk = start()
    assert not desk.window.tour.bar.isVisible()
    desk.window.actions_by_name["tour"].trigger()
    assert step(desk) == TourStep.TAG


def test_it_is_not_offered_on_work(start, tmp_path):
    make_project(tmp_path / "mine.annotator", ["The ferry stays."])
    desk = start(tmp_path / "mine.annotator")
    assert not desk.window.tour.bar.isVisible()


def test_five_steps_with_ones_own_keys(start, qtbot):
    """Each is seen when it has been done, and the next one is said by itself."""
    desk = start()
    bar = desk.window.tour.bar
    click(bar.go_on_button)
    assert desk.session.opened.article.id == ARTICLE
    assert step(desk) == TourStep.TAG
    assert "press 1" in words(desk)
    click(bar.show_button)
    assert desk.window.focusWidget() is desk.view
    start_, end = place_of(desk, EXAMPLES[TourStep.TAG][0])
    assert desk.view.caret() == start_
    desk.key("1")
    assert ("claim", ((start_, end),)) in desk.shown()

    assert step(desk) == TourStep.WIDEN
    click(bar.show_button)
    desk.key("w")
    assert step(desk) == TourStep.WIDEN
    desk.key("w")
    assert step(desk) == TourStep.SPLIT_QUOTE

    first, second = EXAMPLES[TourStep.SPLIT_QUOTE]
    desk.view.select(*place_of(desk, first))
    desk.key("2")
    assert step(desk) == TourStep.SPLIT_QUOTE
    desk.view.select(*place_of(desk, second))
    desk.key("f")
    assert step(desk) == TourStep.SPEAKER

    desk.key("p")
    target = desk.window.linking.list
    qtbot.waitUntil(target.isVisible)
    QTest.keyClick(target, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: step(desk) == TourStep.DONE)

    desk.key(Qt.Key.Key_Return, CTRL)
    assert step(desk) == OVER
    assert "F1" in words(desk)
    click(bar.leave_button)
    assert not bar.isVisible()
    assert desk.desktop.settings.tour == "done"


def test_other_doing_is_not_in_its_way(start):
    """What the step does not ask for changes nothing of it, and undo does not take it."""
    desk = start()
    click(desk.window.tour.bar.go_on_button)
    desk.key(Qt.Key.Key_PageDown)
    desk.key("j")
    desk.key("k")
    assert step(desk) == TourStep.TAG
    click(desk.window.tour.bar.go_on_button)  # skip
    desk.drag(4, 12)
    desk.key("1")
    assert step(desk) == TourStep.WIDEN
    desk.drag(20, 30)
    desk.drag(20, 60)
    assert step(desk) == TourStep.WIDEN
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert step(desk) == TourStep.WIDEN


def test_it_is_left_and_taken_up_again_also_after_a_restart(start):
    desk = start()
    click(desk.window.tour.bar.go_on_button)
    click(desk.window.tour.bar.go_on_button)
    assert step(desk) == TourStep.WIDEN
    click(desk.window.tour.bar.leave_button)
    assert desk.window.focusWidget() is desk.view
    desk.close()
    desk = start()
    assert not desk.window.tour.bar.isVisible()
    desk.window.actions_by_name["tour"].trigger()
    assert step(desk) == TourStep.WIDEN
    desk.close()  # in the middle of it
    desk = start()
    assert step(desk) == TourStep.WIDEN
    assert desk.window.tour.bar.isVisible()


def test_keys_are_said_as_they_are_now(start):
    """Also when they are changed while it is on."""
    desk = start()
    click(desk.window.tour.bar.go_on_button)
    click(desk.window.tour.bar.go_on_button)
    assert "press W twice" in words(desk)
    desk.window.shortcuts.change("widen", [QKeySequence("Ctrl+J")])
    assert "press Ctrl+J twice" in words(desk)


def test_from_ones_own_project_to_the_sample_and_back(start, tmp_path):
    """The project that was open opens again when the tour is left."""
    mine = tmp_path / "mine.annotator"
    make_project(mine, ["The ferry stays."])
    desk = start(mine)
    desk.window.actions_by_name["tour"].trigger()
    assert sample.is_sample(desk.session.project.location)
    assert desk.session.annotator == "newcomer"
    assert step(desk) == TourStep.TAG
    click(desk.window.tour.bar.leave_button)
    assert desk.session.project.location == str(mine)
    assert desk.desktop.settings.recents[0] == str(mine)


def test_the_page_is_never_covered(start):
    """The bar stands below it; with it gone the page has its height again."""
    desk = start()
    bar = desk.window.tour.bar
    QApplication.processEvents()
    view = desk.view.geometry()
    assert bar.geometry().top() >= view.bottom()
    click(bar.leave_button)
    QApplication.processEvents()
    assert desk.view.height() > view.height()
