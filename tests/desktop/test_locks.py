"""No command, menu or dialog of the window drops a lock that SQLite has on the project's file.

The locks are counted in ``/proc/locks``. They are the process's: whoever opens and closes the file
drops them, so nobody may. That the next look at the file would take them back is switched off.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel, QWidget

from annotator.desktop.session.project_file import ProjectFile
from annotator.desktop.shell.commands import commands
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.language import Language
from annotator.errors import InputError
from annotator.formats.common.labelset import read_label_set
from annotator.openfiles import Held
from annotator.project import Project
from tests.desktop.desk import make_project

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not Path("/proc/locks").exists(), reason="locks can be counted on Linux only"
)


def locks(path: Path, process: int | None = None) -> int:
    """How many locks a process has on a file."""
    inode, process = str(path.stat().st_ino), os.getpid() if process is None else process
    lines = [line.split() for line in Path("/proc/locks").read_text("ascii").splitlines()]
    return sum(
        one[4] == str(process) and one[5].rpartition(":")[2] == inode
        for one in lines
        if one[1] != "->"
    )


def are_all_there(path: Path) -> bool:
    return locks(path) == 1 and locks(Path(f"{path}-shm")) >= 1


class Closer:
    """Closes whatever dialog comes up, as Escape does; a file dialog once it shows the project."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.seen: list[str] = []
        self.timer = QTimer(interval=15)
        self.timer.timeout.connect(self.close)
        self.timer.start()

    def close(self) -> None:
        popup = QApplication.activePopupWidget()
        modal = QApplication.activeModalWidget()
        if popup is not None:
            popup.close()
        elif isinstance(modal, QFileDialog) and not self._lists_project(modal):
            pass
        elif modal is not None:
            self.seen.append(type(modal).__name__)
            QTest.keyClick(modal, Qt.Key.Key_Escape)

    def _lists_project(self, dialog: QFileDialog) -> bool:
        """Whether its folder has been read: all files of a small one become known together."""
        (model,) = dialog.findChildren(QFileSystemModel)
        folder = model.index(str(self.project.parent))
        return any(model.type(model.index(row, 0, folder)) for row in range(model.rowCount(folder)))


@pytest.fixture
def desk(open_desk, monkeypatch, tmp_path):
    """A window on a project with two articles and a folder beside it."""
    monkeypatch.setattr(Held, "take_locks", lambda _: None)
    (tmp_path / "folder").mkdir()
    for name in ("notes.unknown", "notes.jsonl", "notes.json", "notes.csv", "notes"):
        (tmp_path / name).write_text("x")
    desk = open_desk(["One text, said Ann Lee, “of words”.", "Two."])
    desk.session.open_article("a0")
    assert are_all_there(desk.path)
    yield desk
    desk.desktop.languages.choose(Language.ENGLISH)


def close_windows_beside(window: QWidget) -> None:
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.close()


NOT_HERE = {"quit", "tour"}
"""The tour goes on in the sample project: it leaves this one."""


@pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)
def test_no_command_drops_a_lock(desk, qtbot):
    """Each command of each menu, and Escape in whatever it opens."""
    closer = Closer(desk.path)
    for command in commands.COMMANDS:
        if command.name in NOT_HERE:
            continue
        desk.window.actions_by_name[command.name].trigger()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
        close_windows_beside(desk.window)
        assert are_all_there(desk.path), command.name
    assert closer.seen.count("QFileDialog") >= 3, closer.seen
    for action in desk.window._label_actions():
        action.trigger()
        assert are_all_there(desk.path), action.text()
    desk.window.project_file.fold()
    qtbot.waitUntil(lambda: desk.window.project_file._folding is None)
    assert are_all_there(desk.path)
    closer.timer.stop()


ASKED = {
    "project_to_open": lambda at, p: files.project_to_open(p, at),
    "project_to_make": lambda at, p: files.project_to_make(p, at),
    "files_to_import": lambda at, p: files.files_to_import(p, at),
    "folder_to_import": lambda at, p: files.folder_to_import(p, at),
    "folder_of_backups": lambda at, p: files.folder_of_backups(p, at),
    "export_file": lambda at, p: files.export_file(p, at / "x.jsonl", "jsonl"),
    "export_folder": lambda at, p: files.export_folder(p, at / "x"),
    "report_to_write": lambda at, p: files.report_to_write(p, "t", at / "x.csv"),
    "refused_file": lambda at, p: files.refused_file(p, at / "x"),
    "release_to_make": lambda at, p: files.release_to_make(p, at / "x"),
    "pack_to_make": lambda at, p: files.pack_to_make(p, at / "x"),
    "packs_to_merge": lambda at, p: files.packs_to_merge(p, at),
    "label_set_to_save": lambda at, p: files.label_set_to_save(p, at / "x"),
    "label_set_to_load": lambda at, p: files.label_set_to_load(p, at),
    "folder_to_make": lambda at, p: files.folder_to_make(p, "t", at / "x"),
    "dictionary_to_load": lambda at, p: files.dictionary_to_load(p, at),
}


def test_all_dialogs_for_files_are_asked_here():
    """A new one has to be added above."""
    known = {name for name, one in vars(files).items() if callable(one)}
    public = {
        name for name in known if getattr(vars(files)[name], "__module__", "") == files.__name__
    }
    assert {name for name in public if not name.startswith("_")} - {"with_suffix"} == ASKED.keys()


def test_no_file_is_opened_by_a_dialog_that_lists_it(desk):
    """Each dialog for files lists the folder with the project in it, until Escape."""
    closer = Closer(desk.path)
    for name, ask in ASKED.items():
        assert not ask(desk.path.parent, desk.window), name
        assert are_all_there(desk.path), name
    assert closer.seen == ["QFileDialog"] * len(ASKED)
    closer.timer.stop()


def test_a_large_folder_that_is_left_at_once(desk, tmp_path, qtbot):
    """The thread of Qt that lists files ends, whatever it is doing when the dialog is left."""
    large = tmp_path / "large"
    large.mkdir()
    for number in range(3000):
        (large / f"{number}.txt").touch()
    for _ in range(8):
        QTimer.singleShot(0, lambda: QApplication.activeModalWidget().reject())
        assert files.files_to_import(desk.window, large) == []
    dialogs = desk.window.findChildren(QFileDialog)
    qtbot.waitUntil(lambda: not desk.window.findChildren(QFileDialog), timeout=20_000)
    assert dialogs == [] or len(dialogs) <= 8


def test_imports_pass_over_the_open_project(desk, tmp_path, qtbot):
    """Named, in a folder, under another suffix or as a label set: it is not opened."""
    from annotator.exchange import ImportOptions, look

    link = tmp_path / "folder" / "text.txt"
    link.symlink_to(desk.path)
    (tmp_path / "folder" / "real.txt").write_text("Some text of an article.\n")
    for given in (desk.path, link):
        with pytest.raises(InputError, match=r"open (here|in this program)"):
            look(desk.project(), [given], ImportOptions())
        assert are_all_there(desk.path)
    look(desk.project(), [tmp_path / "folder"], ImportOptions())
    assert are_all_there(desk.path)
    with pytest.raises(InputError, match=r"open (here|in this program)"):
        read_label_set(desk.path)
    assert are_all_there(desk.path)


@contextmanager
def killing(process):
    try:
        yield
    finally:
        process.kill()


def test_acknowledged_work_survives_another_program_and_a_kill(tmp_path):
    """Ctrl+O, Escape; ``annotator check`` elsewhere; tag twice; kill: both tags are there."""
    path = tmp_path / "project.annotator"
    make_project(path, ["One text, said Ann Lee, “of words”."])
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.escaping", str(path), str(tmp_path / "s.ini")],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    with process, killing(process):
        assert process.stdout.readline() == "escaped\n"
        assert locks(path, process.pid) == 1
        subprocess.run(
            [sys.executable, "-m", "annotator", "check", str(path)], cwd=ROOT, check=True
        )
        process.stdin.write("tag\n")
        process.stdin.flush()
        spans = process.stdout.readline().split()
        assert len(spans) == 2
    with Project.open(path) as project:
        assert {span.id for span in project.open_article("ana", "a0").spans} == set(spans)
        assert project.check() == []


def test_a_file_that_was_replaced_is_told_once(desk, tmp_path, qtbot):
    """Somebody who only reads hears it, too, with the file that has everything."""
    told: list[str] = []
    desk.session.failed.disconnect()
    desk.session.failed.connect(lambda sentence, _: told.append(sentence))
    other = tmp_path / "other.annotator"
    make_project(other, ["Other."])
    other.replace(desk.path)
    keeper: ProjectFile = desk.window.project_file
    keeper.look()
    keeper.look()
    desk.window.watching.look()  # what looks for changes of others says nothing of its own
    (sentence,) = told
    (rescued,) = tmp_path.glob("*.rescued-*")
    assert str(rescued) in sentence
