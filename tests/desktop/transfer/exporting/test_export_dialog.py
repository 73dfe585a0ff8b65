"""Exporting from the window: whose work, into which file."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.exporting import export_dialog
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.errors import CancelledError, NotSavedError
from annotator.words import say


@pytest.fixture
def dialog(qtbot, session: Session) -> ExportDialog:
    dialog = ExportDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(lambda: dialog.is_idle)
    return dialog


def export(qtbot, dialog: ExportDialog) -> list[dict]:
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.is_idle)
    assert dialog.isVisible()
    lines = dialog.path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_everything_beside_the_project(
    qtbot, dialog: ExportDialog, tmp_path: Path, told: list[str]
) -> None:
    """Without a choice all work goes into a file beside the project."""
    assert dialog.path == tmp_path / "news.jsonl"
    lines = export(qtbot, dialog)
    assert {line["id"] for line in lines} == {"a0", "a1", "a2"}
    assert told == ["Exported 3 articles, 2 spans to news.jsonl."]


def test_only_some_annotators(qtbot, dialog: ExportDialog) -> None:
    """Only the work of those who are checked; somebody must be."""
    dialog.form.work.only.click()
    assert dialog.annotators == ["ann"]
    dialog.form.work.people.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.export_button.isEnabled()
    dialog.form.work.people.item(1).setCheckState(Qt.CheckState.Checked)
    lines = export(qtbot, dialog)
    assert {line["annotator"] for line in lines} == {"bob"}


def test_only_what_is_done(qtbot, dialog: ExportDialog) -> None:
    """Unfinished work can be left out."""
    dialog.form.work.done_only.click()
    assert [line["id"] for line in export(qtbot, dialog)] == ["a0"]


def test_a_file_that_is_there_is_announced(
    qtbot, dialog: ExportDialog, tmp_path: Path, monkeypatch
) -> None:
    """Replacing is said, unless the file dialog has asked already."""
    other = tmp_path / "other.jsonl"
    other.write_text("")
    (tmp_path / "news.jsonl").write_text("")
    dialog.form.work.done_only.click()
    dialog.form.work.only.click()
    assert dialog.working.words == "The file is there and will be replaced."
    monkeypatch.setattr(files, "export_file", lambda *_: other)
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    assert dialog.path == other
    assert dialog.working.words == ""


def test_a_stopped_export_leaves_no_file(qtbot, dialog: ExportDialog, monkeypatch) -> None:
    """Escape stops it; the dialog stays and says so."""

    def slow(*_, cancelled, **__):
        while not cancelled():
            time.sleep(0.001)
        raise CancelledError(say("stopped"))

    monkeypatch.setattr(export_dialog, "write_out", slow)
    dialog.start()
    assert not dialog.export_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.working.words == "Stopped. Nothing was exported."
    assert dialog.isVisible()
    assert not dialog.path.exists()


def test_a_failed_export_says_why(qtbot, dialog: ExportDialog, monkeypatch) -> None:
    """The sentence of the error is in the dialog."""

    def fail(*_, **__):
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(export_dialog, "write_out", fail)
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.working.words == "Nothing was exported: the disk is full."
    assert dialog.export_button.isEnabled()


def test_what_is_damaged_can_be_left_out(qtbot, dialog: ExportDialog, tmp_path: Path) -> None:
    """A damaged article stops the export; a box lets it go on, and the rest is named."""
    assert not dialog.rest_box.isVisible()
    with closing(sqlite3.connect(tmp_path / "news.annotator")) as connection, connection:
        connection.execute("UPDATE article_texts SET text = text || '!' WHERE article = 2")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.is_idle)
    assert "recover" in dialog.working.words
    assert not dialog.path.exists()
    assert dialog.rest_box.isVisible()
    dialog.rest_box.click()
    qtbot.waitUntil(lambda: dialog.is_idle)
    lines = export(qtbot, dialog)
    assert {line["id"] for line in lines} == {"a0", "a2"}
    losses = [dialog.preview.losses.item(n).text() for n in range(dialog.preview.losses.count())]
    assert any("a1" in line for line in losses)
