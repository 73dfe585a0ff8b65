"""A fault of the program is seen, reported and gone on from, wherever it happens."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRunnable,
    Qt,
    QThread,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMessageBox, QWidget

from annotator.desktop.faults import watch as watching
from annotator.desktop.faults.crash import CrashDialog
from annotator.desktop.page.view import ArticleView
from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.spans.span_list import SpanList
from annotator.desktop.toolkit import tasks
from annotator.errors import DamagedError, NotSavedError
from annotator.words import say
from tests.desktop.faults.conftest import TEXT, Watched

PLANTED = "Ada Vell spoke"


def fail(*_: object, **__: object) -> None:
    raise KeyError(PLANTED)


class Sender(QObject):
    sent = Signal()


class Painted(QWidget):
    def paintEvent(self, event) -> None:  # noqa: N802
        fail()


class Pressed(QWidget):
    def event(self, event) -> bool:
        return fail() if event.type() == QEvent.Type.User else super().event(event)


class Model(QAbstractListModel):
    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008, N802
        return 1

    broken = True

    def data(self, index, role=0) -> object:
        if self.broken:
            self.broken = False
            fail()
        return None


class Work(QRunnable):
    def run(self) -> None:
        fail()


class Thread(QThread):
    def run(self) -> None:
        fail()


class Deleted:
    def __del__(self) -> None:
        fail()


def by_slot(kept: list) -> None:
    sender = Sender()
    sender.sent.connect(fail)
    sender.sent.emit()


def by_timer(kept: list) -> None:
    QTimer.singleShot(0, fail)


def by_painting(kept: list) -> None:
    kept.append(Painted())
    kept[0].show()


def by_event(kept: list) -> None:
    kept.append(Pressed())
    QApplication.postEvent(kept[0], QEvent(QEvent.Type.User))


def by_model(kept: list) -> None:
    kept += [QListView(), Model()]
    QTimer.singleShot(0, lambda: kept[0].setModel(kept[1]))
    kept[0].show()


def by_thread_of_the_pool(kept: list) -> None:
    QThreadPool.globalInstance().start(Work())


def by_thread_of_qt(kept: list) -> None:
    kept.append(Thread())
    kept[0].start()
    assert kept[0].wait()


def by_thread_of_python(kept: list) -> None:
    thread = threading.Thread(target=fail, name="worker")
    thread.start()
    thread.join()


def by_task(kept: list) -> None:
    kept.append(QObject())
    tasks.run_in_background(kept[0], lambda *_: fail(), lambda _: None, lambda _: None)


def by_deleting(kept: list) -> None:
    Deleted()
    gc.collect()


@pytest.mark.parametrize(
    "way",
    [
        by_slot,
        by_timer,
        by_painting,
        by_event,
        by_model,
        by_thread_of_the_pool,
        by_thread_of_qt,
        by_thread_of_python,
        by_task,
        by_deleting,
    ],
)
def test_a_fault_is_seen_wherever_it_happens(qtbot, watched: Watched, way):
    """There is a dialog, a report that names the place, and no text in either."""
    kept: list = []
    way(kept)
    qtbot.waitUntil(lambda: watched.dialog is not None)
    dialog = watched.dialog
    assert dialog.isVisible()
    assert "test_crash.py" in dialog.text
    assert "KeyError" in dialog.text
    assert all("Vell" not in report and "test_crash.py" in report for report in watched.reports())
    assert "Vell" not in dialog.text
    for widget in kept:
        if isinstance(widget, QWidget):
            widget.close()
    dialog.on_button.click()
    assert watched.dialog is None
    assert watched.desk.shown() == []


def test_the_report_names_the_versions_and_is_copied(qtbot, watched: Watched):
    """Copy report puts all of it on the clipboard, and the dialog stays."""
    by_slot([])
    qtbot.waitUntil(lambda: watched.dialog is not None)
    qtbot.mouseClick(watched.dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    for name in ("Annotator ", "Python ", "Qt ", "PySide ", "SQLite "):
        assert name in copied
    assert [copied] == watched.reports()
    assert watched.dialog.isVisible()
    words = " ".join(
        label.text()
        for label in watched.dialog.findChildren(watching.QWidget)
        if hasattr(label, "text") and callable(label.text)
    )
    assert "up to your last action is on disk" in words
    assert str(watched.folder) in words
    watched.dialog.reject()  # Escape goes on, too
    assert watched.dialog is None


def test_go_on_shows_what_is_stored(qtbot, watched: Watched, monkeypatch):
    """A view fails after the commit and goes on showing a deleted span: until Go on."""
    desk = watched.desk
    desk.drag(0, 8)
    desk.key("3")
    assert desk.shown() == [("entity", ((0, 8),))]
    boxes: list = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    with monkeypatch.context() as broken:
        broken.setattr(ArticleView, "update_spans", fail)
        desk.key(Qt.Key.Key_Delete)
        assert desk.stored() == []
        assert [span.label for span in desk.view.spans_at(3)] == ["entity"]  # a ghost
        qtbot.waitUntil(lambda: watched.dialog is not None)
    watched.dialog.on_button.click()
    assert desk.view.spans_at(3) == []
    assert desk.session.opened.article.id == "a0"
    assert boxes == []  # nobody said that it was not saved
    assert len(watched.reports()) == 1


def test_an_edit_whose_views_fail_is_stored_and_not_called_unsaved(
    qtbot, watched: Watched, monkeypatch
):
    """Even an error of the project that a view raises after COMMIT says nothing about the edit."""

    def broken(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    desk = watched.desk
    with monkeypatch.context() as patched:
        patched.setattr(ArticleView, "update_spans", broken)
        desk.drag(0, 8)
        desk.key("3")
        qtbot.waitUntil(lambda: bool(boxes))
    assert desk.stored() == [("a0", "entity", ((0, 8, "Ada Vell"),))]
    assert boxes == ["The disk is full"]  # what the view met, as a sentence; no crash, no "unsaved"
    assert watched.dialog is None
    assert [span.label for span in desk.view.spans_at(3)] == ["entity"]


def test_a_storm_is_one_dialog_that_counts(qtbot, watched: Watched):
    """A fault at each painting: one dialog, one report; what comes after Go on is told below."""
    sender = Sender()
    sender.sent.connect(fail)
    for _ in range(300):
        sender.sent.emit()
    qtbot.waitUntil(lambda: watched.dialog is not None and watched.dialog.times == 300)
    assert (
        len(
            [
                w
                for w in QApplication.topLevelWidgets()
                if isinstance(w, CrashDialog) and w.isVisible()
            ]
        )
        == 1
    )
    assert len(watched.reports()) == 1
    watched.dialog.on_button.click()
    for _ in range(50):
        sender.sent.emit()
    qtbot.waitUntil(lambda: "made a mistake again" in watched.desk.status())
    assert watched.dialog is None
    assert len(watched.reports()) == 1


def test_the_same_fault_later_has_a_dialog_again(qtbot, watched: Watched):
    """It is seen each time that somebody meets it, and not only the first time."""
    now = [0.0]
    watched.watch._clock = lambda: now[0]
    sender = Sender()
    sender.sent.connect(fail)
    for at in (0.0, 2.0, 10.0):
        now[0] = at
        sender.sent.emit()
        qtbot.waitUntil(lambda: watched.dialog is not None)
        watched.dialog.on_button.click()
    assert len(watched.reports()) == 3


def test_another_fault_has_its_own_dialog(qtbot, watched: Watched):
    """After Go on, what is another fault is shown at once."""
    by_slot([])
    qtbot.waitUntil(lambda: watched.dialog is not None)
    watched.dialog.on_button.click()
    QTimer.singleShot(0, lambda: 1 // 0)
    qtbot.waitUntil(lambda: watched.dialog is not None)
    assert "ZeroDivisionError" in watched.dialog.text


@pytest.mark.parametrize("part", ["__init__", "count", "show"])
def test_a_fault_of_the_dialog_itself_does_not_loop(
    qtbot, watched: Watched, monkeypatch, capsys, part
):
    """The dialog cannot be made, counted in or shown: it is said on the terminal, no more."""
    monkeypatch.setattr(CrashDialog, part, fail)
    sender = Sender()
    sender.sent.connect(fail)
    for _ in range(20):
        sender.sent.emit()
    QTimer.singleShot(0, lambda: 1 // 0)
    qtbot.waitUntil(lambda: len(watched.reports()) >= 2)
    assert len(watched.reports()) < 5
    assert "the program made a mistake (KeyError" in capsys.readouterr().err


def test_a_redraw_that_fails_is_no_endless_chain(qtbot, watched: Watched, monkeypatch):
    """What is broken is broken again when it is drawn anew: told below, once."""
    monkeypatch.setattr(SpanList, "_on_article_opened", fail, raising=False)
    monkeypatch.setattr(watching, "STORM_S", 0.0)
    monkeypatch.setattr(watched.desk.session, "reload", fail)
    watched.watch._quiet.setInterval(0)
    fail_later = Sender()
    fail_later.sent.connect(fail)
    fail_later.sent.emit()
    qtbot.waitUntil(lambda: watched.dialog is not None)
    shown = watched.dialog
    shown.on_button.click()
    qtbot.waitUntil(lambda: "made a mistake again" in watched.desk.status())
    assert watched.dialog is None


def test_open_again_is_at_the_same_article_and_works(qtbot, watched: Watched):
    """The project is closed and opened anew; edits go on."""
    desk = watched.desk
    desk.key(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.opened.article.id == "a1"
    old, project = desk.window, desk.session.project
    by_slot([])
    qtbot.waitUntil(lambda: watched.dialog is not None)
    watched.dialog.again_button.click()
    assert watched.dialog is None
    assert desk.window is not old
    assert desk.session.project is not project
    assert desk.session.opened.article.id == "a1"
    assert desk.session.annotator == "ana"
    QTest.qWaitForWindowExposed(desk.window)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.drag(0, 6)
    desk.key("3")
    assert desk.stored() == [("a1", "entity", ((0, 6, "Second"),))]


def test_open_again_of_what_cannot_be_opened_says_so(qtbot, watched: Watched, monkeypatch):
    """The file has gone: the old window stays, and a sentence says why."""
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))
    old = watched.desk.window
    by_slot([])
    qtbot.waitUntil(lambda: watched.dialog is not None)
    watched.desk.path.rename(watched.desk.path.with_suffix(".moved"))
    watched.dialog.again_button.click()
    assert "there is no such project" in boxes[0]
    assert watched.desk.window is old
    assert old.isVisible()
    watched.desk.path.with_suffix(".moved").rename(watched.desk.path)


def test_open_again_that_fails_leaves_a_window(qtbot, watched: Watched, monkeypatch):
    """Opening is broken itself: the old window is there again, and the new fault is seen."""
    old = watched.desk.window
    by_slot([])
    qtbot.waitUntil(lambda: watched.dialog is not None)
    with monkeypatch.context() as broken:
        broken.setattr("annotator.desktop.shell.app.MainWindow", lambda *_: 1 // 0)
        watched.dialog.again_button.click()
        qtbot.waitUntil(lambda: watched.dialog is not None)
    assert "ZeroDivisionError" in watched.dialog.text
    assert watched.desk.window is old
    assert old.isVisible()


def test_the_users_situation_is_a_sentence_and_no_fault(qtbot, watched: Watched, monkeypatch):
    """An error of the project that a slot lets through is said in its words."""
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: boxes.append(box.text()))

    def damaged() -> None:
        raise DamagedError(say("the project file is damaged"))

    QTimer.singleShot(0, damaged)
    qtbot.waitUntil(lambda: bool(boxes))
    (said,) = boxes
    assert said.startswith("The project file is damaged; save what can be read")
    assert watched.dialog is None


def test_about_names_the_folder_of_the_log(qtbot, watched: Watched, monkeypatch, tmp_path):
    """It can be found, and where there is none that is said."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    theme = watched.desk.desktop.themes.theme

    def words() -> str:
        dialog = AboutDialog(theme)
        qtbot.addWidget(dialog)
        return "\n".join(
            label.text()
            for label in dialog.findChildren(watching.QWidget)
            if hasattr(label, "text")
        )

    assert str(tmp_path / "state" / "annotator") in words()
    (tmp_path / "file").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert "There is no log" in words()
