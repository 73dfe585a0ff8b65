"""Import, export and switching projects in the real window, through its menus."""

from __future__ import annotations

from pathlib import Path

import orjson
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.desktop.toolkit.dialogs.annotator_name import AnnotatorDialog
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from tests.desktop.desk import CTRL, make_project


def in_dialog(kind: type[QDialog], handler) -> list[Exception]:
    """Do something in the modal dialog that is about to open; collect what goes wrong."""
    trouble: list[Exception] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(10, look)
            return
        try:
            handler(dialog)
        except Exception as error:  # noqa: BLE001 - shown by the test
            trouble.append(error)
            dialog.reject()

    QTimer.singleShot(0, look)
    return trouble


def test_import_from_the_menu(open_desk, qtbot, tmp_path: Path):
    """Files are looked at first, then brought in; the queue shows them at once."""
    desk = open_desk(["Only one."])
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_bytes("\ufeffStorm closes pier\r\n\r\nText 😀 here.\r\n".encode())
    (folder / "two.txt").write_bytes("Café “quoted” in cp1252".encode("cp1252"))

    def handler(dialog: ImportDialog) -> None:
        dialog.choose([folder])
        qtbot.waitUntil(lambda: dialog.import_button.isEnabled(), timeout=10_000)
        dialog.import_button.click()

    trouble = in_dialog(ImportDialog, handler)
    desk.key("i", CTRL)
    assert not trouble
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 3, timeout=10_000)
    assert desk.session.progress.total == 3
    keys = desk.project().index("ana")
    opened = [desk.project().open_article("ana", key).article for key in keys[1:]]
    assert [article.text for article in opened] == [
        "Storm closes pier\n\nText 😀 here.\n",
        "Café “quoted” in cp1252",
    ]
    assert opened[0].title == "Storm closes pier"


def test_export_from_the_menu(open_desk, qtbot, tmp_path: Path):
    """What was tagged in the window stands in the exported file with exact offsets."""
    text = "😀 Ada Vell spoke."
    desk = open_desk([text])
    desk.drag(2, 10)
    desk.key("3")
    out = tmp_path / "out.jsonl"

    def handler(dialog: ExportDialog) -> None:
        dialog.path = out
        dialog.start()
        qtbot.waitUntil(lambda: out.exists(), timeout=10_000)
        if dialog.isVisible():
            dialog.reject()

    trouble = in_dialog(ExportDialog, handler)
    desk.key("e", CTRL)
    assert not trouble
    (line,) = [orjson.loads(one) for one in out.read_bytes().split(b"\n") if one]
    (span,) = line["spans"]
    assert line["text"] == text
    assert (span["label"], span["start"], span["end"]) == ("entity", 2, 10)
    assert line["text"][span["start"] : span["end"]] == span["text"] == "Ada Vell"


def test_another_annotator_from_the_menu(open_desk):
    """A new name typed into the dialog annotates from then on, and is remembered."""
    desk = open_desk(["Only one."])

    def handler(dialog: AnnotatorDialog) -> None:
        line = dialog.name.lineEdit()
        line.selectAll()
        QTest.keyClicks(line, "Zoe B.")
        dialog.accept()

    trouble = in_dialog(AnnotatorDialog, handler)
    desk.window.actions_by_name["annotator"].trigger()
    assert not trouble
    assert desk.session.annotator == "Zoe B."
    assert desk.desktop.settings.annotator(str(desk.path)) == "Zoe B."


def test_another_project_replaces_this_one(open_desk, tmp_path: Path):
    """Opening a project closes the one before and is remembered among the recent ones."""
    desk = open_desk(["First project."])
    other = tmp_path / "other.annotator"
    make_project(other, ["Second project."])
    desk.desktop.settings.remember_annotator(str(other), "ana")
    first = desk.window
    with_annotator = desk.desktop
    from annotator.project import Project

    with Project.open(other) as project:
        project.add_annotator("ana")
    with_annotator.open(str(other))
    assert desk.window is not first
    assert desk.session.opened.article.text == "Second project."
    assert desk.desktop.settings.recents[:2] == [str(other), str(desk.path)]


def test_a_recent_project_that_is_gone_is_said(open_desk, tmp_path: Path, monkeypatch):
    """Opening what is no longer there says so, and what is open stays open."""
    desk = open_desk(["First project."])
    said: list[str] = []
    monkeypatch.setattr(desk.desktop, "complain", said.append)
    before = desk.window
    desk.desktop.open(str(tmp_path / "gone.annotator"))
    assert desk.window is before
    assert "there is no such project" in said[0]
