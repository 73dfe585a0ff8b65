"""Backups in the window: made beside the work, listed, restored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.annotation.edits import AddSpan
from annotator.desktop.history.backups_dialog import BackupsDialog
from annotator.desktop.shell import file_menu
from annotator.desktop.shell.backing_up import BackingUp
from annotator.desktop.toolkit import tasks
from annotator.desktop.toolkit.dialogs import files
from annotator.errors import DamagedError, NotSavedError
from annotator.project import Project, backups, logs
from annotator.words import say
from tests.desktop.desk import Desk

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

RETURN = Qt.Key.Key_Return
TEXTS = [f"The {word} bridge opens on Monday." for word in ("old", "new", "tall")]


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path, monkeypatch) -> Desk:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return open_desk(TEXTS)


def beside(desk: Desk) -> BackingUp:
    found = desk.window.findChild(BackingUp)
    assert found is not None
    return found


def ended(work: BackingUp | BackupsDialog) -> bool:
    return work._task is None


def back_up(desk: Desk, qtbot, why: str = "opening") -> list[str]:
    work = beside(desk)
    work.back_up(why)
    qtbot.waitUntil(lambda: ended(work), timeout=30_000)
    return [one.why for one in desk.project().backups()]


def opened(desk: Desk, qtbot) -> BackupsDialog:
    dialog = BackupsDialog(desk.session, desk.desktop.settings, desk.window)
    dialog.show()
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    return dialog


def tag(desk: Desk, start: int = 4, end: int = 7) -> None:
    assert desk.session.apply(AddSpan(article="a0", label="claim", ranges=((start, end),)))


# -- beside the work --------------------------------------------------------------------------


def test_a_backup_after_opening(desk, qtbot):
    """The timer is there; once it is over, and once a day, a backup is made where work was done."""
    work = beside(desk)
    assert work._after_opening.isActive()
    assert work._daily.isActive()
    assert back_up(desk, qtbot) == ["opening"]
    assert back_up(desk, qtbot) == ["opening"]
    tag(desk)
    work._on_daily()
    assert ended(work), "less than a day ago"
    work._looked_at -= 25 * 3600
    work._on_daily()
    qtbot.waitUntil(lambda: ended(work), timeout=30_000)
    assert [one.why for one in desk.project().backups()] == ["daily", "opening"]
    work._looked_at += 90 * 24 * 3600  # the clock was set back
    tag(desk, 8, 14)
    work._on_daily()
    qtbot.waitUntil(lambda: ended(work), timeout=30_000)
    assert len(desk.project().backups()) == 3


def test_why_none_could_be_made_is_said_once(desk, qtbot, monkeypatch):
    """Not every ten minutes; again when the reason is another one or it had worked between."""
    said = []
    monkeypatch.setattr(desk.window, "tell", said.append)
    backups.folder().parent.mkdir(parents=True)
    backups.folder().write_bytes(b"")
    for _ in range(3):
        back_up(desk, qtbot)
    assert len(said) == 1
    assert said[0].startswith("No backup was made: ")
    assert said[0].endswith(".")
    backups.folder().unlink()
    assert back_up(desk, qtbot) == ["opening"]
    assert beside(desk).problem is None
    assert len(said) == 1


def test_closing_stops_it_and_nothing_half_stays(desk, qtbot, monkeypatch):
    """A closed window makes no backup, and one that is being made is given up."""
    work = beside(desk)
    work.back_up("opening")
    desk.window.close()
    assert tasks.shut_down()
    work._task = None
    work.back_up("daily")
    assert ended(work)
    place = backups.folder()
    assert [one for one in place.rglob("*") if one.name.startswith(".")] == []


# -- the list ---------------------------------------------------------------------------------


def test_nothing_yet_then_one(desk, qtbot):
    """An empty list says what will be; “Back up now” makes one at once."""
    dialog = opened(desk, qtbot)
    assert dialog.list.rowCount() == 0
    assert "no backup of this project yet" in dialog.state.text()
    assert not dialog.restore_button.isEnabled()
    assert str(backups.folder()) in dialog.folder.text
    dialog.make_button.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    assert dialog.list.rowCount() == 1
    assert [dialog.list.item(0, column).text() for column in (1, 3, 4, 5)] == ["By hand", *"–––"]
    assert dialog.chosen is not None
    assert dialog.restore_button.isEnabled()
    assert dialog.list.hasFocus()
    dialog.close()
    dialog.deleteLater()


def test_what_was_done_since(desk, qtbot):
    desk.project().back_up("merge")
    tag(desk)
    tag(desk, 8, 14)
    desk.project().back_up("removal")
    desk.session.undo()
    dialog = opened(desk, qtbot)
    rows = [[dialog.list.item(row, column).text() for column in (1, 3, 4, 5)] for row in range(2)]
    assert rows == [
        ["Before a removal", "–", "−1", "+1"],
        ["Before a merge", "–", "+1", "+3"],
    ]
    assert dialog.about.text.startswith("Articles: 3, spans: 2. File: ")
    dialog.close()
    dialog.deleteLater()


def test_another_folder(desk, qtbot, monkeypatch, tmp_path):
    """The choice holds for the command line, too; one that cannot be is refused in a sentence."""
    dialog = opened(desk, qtbot)
    monkeypatch.setattr(files, "folder_of_backups", lambda *_: tmp_path / "drive")
    dialog.change_button.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    assert backups.folder() == tmp_path / "drive"
    assert dialog.folder.text.endswith("drive")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(files, "folder_of_backups", lambda *_: tmp_path / "file" / "x")
    dialog.change_button.click()
    assert "cannot be kept there" in dialog.working.words
    assert backups.folder() == tmp_path / "drive"
    dialog.close()
    dialog.deleteLater()


def test_escape_waits_for_the_work(desk, qtbot):
    dialog = opened(desk, qtbot)
    dialog.make_button.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_a_backup_that_fails_is_told(desk, qtbot, monkeypatch):
    def fail(_why):
        raise NotSavedError(say("no backup was made: there is no room in /x"))

    monkeypatch.setattr(desk.project(), "back_up", fail)
    dialog = opened(desk, qtbot)
    dialog.make_button.click()
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    assert dialog.working.words == "No backup was made: there is no room in /x"
    assert dialog.make_button.isEnabled()
    dialog.close()
    dialog.deleteLater()


# -- back -------------------------------------------------------------------------------------


class Answers:
    """Presses Return in the list of backups, and answers the question that comes."""

    def __init__(self, button: str, enough: int = 1) -> None:
        self.asked: list[str] = []
        self._button, self._enough = button, enough
        self._timer = QTimer(interval=50)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QMessageBox):
            self.asked.append(dialog.text())
            texts = {one.text().replace("&", ""): one for one in dialog.buttons()}
            texts[self._button].click()
        elif isinstance(dialog, BackupsDialog) and ended(dialog):
            if len(self.asked) >= self._enough:
                self._timer.stop()
                dialog.close()
                return
            dialog.list.selectRow(dialog.list.rowCount() - 1)
            # The question is a loop of its own: it is not to be in this one's call.
            QTimer.singleShot(0, dialog.list, partial(QTest.keyClick, dialog.list, RETURN))

    def stop(self) -> list[str]:
        self._timer.stop()
        return self.asked


def test_back_and_the_window_shows_it(desk, qtbot):
    """Return on a row, the answer, and everything shown is of the project as it was."""
    tag(desk)
    desk.project().back_up("asked")
    tag(desk, 8, 14)
    assert len(desk.shown()) == 2
    old = desk.window
    answers = Answers("Restore")
    file_menu.carry_out("backups", desk.desktop, old)
    asked = answers.stop()
    assert len(asked) == 1
    assert "Bring the project back to how it was on" in asked[0]
    assert desk.window is not old
    assert desk.shown() == [("claim", ((4, 7),))]
    assert [span[1] for span in desk.stored()] == ["claim"]
    assert desk.status() == "The project was restored."
    assert [one.why for one in desk.project().backups()] == ["restore", "asked"]
    desk.focus(desk.view)
    tag(desk, 8, 14)
    assert len(desk.stored()) == 2
    old.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_no_is_no(desk, qtbot):
    """Cancel is the default, and nothing has changed."""
    tag(desk)
    desk.project().back_up("asked")
    tag(desk, 8, 14)
    old = desk.window
    answers = Answers("Cancel")
    file_menu.carry_out("backups", desk.desktop, old)
    assert len(answers.stop()) == 1
    assert desk.window is old
    assert len(desk.shown()) == 2


def test_one_that_is_damaged_is_told(desk, qtbot, monkeypatch):
    """The dialog stays, says why, and the project is as it was."""

    def fail(_path):
        raise DamagedError(say("x: this backup is damaged (why)"))

    desk.project().back_up("asked")
    monkeypatch.setattr(desk.project(), "restore", fail)
    dialog = opened(desk, qtbot)
    dialog.restore(dialog.backups[0])
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    assert "this backup is damaged" in dialog.working.words
    assert dialog.isVisible()
    assert dialog.restored is None
    dialog.close()
    dialog.deleteLater()


def test_on_a_server_it_names_what_makes_one(desk, qtbot, monkeypatch):
    """Backups of a server are the server’s; nothing can be made or restored here."""
    monkeypatch.setattr(desk.project(), "location", "postgresql://someone@host/db")
    dialog = BackupsDialog(desk.session, desk.desktop.settings, desk.window)
    dialog.show()
    assert "pg_dump" in dialog.state.text()
    assert not dialog.list.isVisible()
    assert not dialog.make_button.isVisible()
    dialog.close()
    dialog.deleteLater()
    with Project.open(desk.path) as other:
        assert other.backups() == []


# -- what was saved since a backup ------------------------------------------------------------


def test_what_was_saved_since_a_backup_is_one_choice(desk, qtbot, tmp_path):
    """A state that did not lead to how the project is now stands in the list, and is restored."""
    project = desk.project()
    tag(desk)
    project.back_up("asked")
    elsewhere = tmp_path / "elsewhere" / desk.path.name
    elsewhere.parent.mkdir()
    project.fold()
    shutil.copyfile(desk.path, elsewhere)
    with Project.open(elsewhere) as other:
        for start in (8, 13):
            edit = AddSpan(article="a1", label="claim", ranges=((start, start + 3),))
            assert other.apply(edit, "somebody")
            other.fold()
    tag(desk, 8, 11)
    dialog = opened(desk, qtbot)
    assert [one.why for one in dialog.backups] == [backups.SINCE, "asked"]
    assert dialog.list.item(0, 1).text() == "Saved since a backup"
    assert "until then" in dialog.about.toolTip() + dialog.about.text
    dialog.restore(dialog.backups[0])
    qtbot.waitUntil(lambda: ended(dialog), timeout=30_000)
    assert dialog.restored is not None
    assert dialog.restored.facts.spans == 3


def test_that_nothing_can_be_kept_is_said_once(desk, qtbot, monkeypatch):
    """There is no room beside the backups: the status bar says so, and work goes on."""
    back_up(desk, qtbot)
    told: list[str] = []
    monkeypatch.setattr(desk.window, "tell", told.append)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(logs, "extend_copy", full)
    file = desk.window.project_file
    for start in (4, 8, 13):
        tag(desk, start, start + 2)
        with qtbot.waitSignal(file.not_kept, timeout=30_000):
            file.fold()
    (said,) = (one for one in told if not one.startswith("Tag "))
    assert "there is no room in" in said
