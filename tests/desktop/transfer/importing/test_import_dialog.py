"""Importing from the window: a look first, then all of it or nothing."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.annotation.records import Status
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.importing import import_dialog
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.import_form import ENCODINGS
from annotator.errors import CancelledError, NotSavedError
from annotator.project import Project
from annotator.words import say


def write_lines(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "good.jsonl", *({"text": f"New {n}"} for n in range(12)))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "bad.jsonl", {"text": "Fine"}, "nonsense <img src=x>")


@pytest.fixture
def open_dialog(qtbot, session: Session):
    def show(*paths: Path) -> ImportDialog:
        dialog = ImportDialog(session, None, paths)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        settle(qtbot, dialog)
        return dialog

    return show


def test_a_look_writes_nothing(open_dialog, good: Path, project: Project) -> None:
    """What would come in is shown before anything is written."""
    dialog = open_dialog(good)
    assert dialog.working.words == "12 articles new, 0 already there, 0 spans."
    assert dialog.import_button.isEnabled()
    assert not dialog.refused.isVisible()
    assert len(project.index("ann")) == 3


def test_importing_tells_and_renews_the_session(
    qtbot, open_dialog, good: Path, session: Session, told: list[str]
) -> None:
    """The summary is in the status bar and the queue is told to read again."""
    dialog = open_dialog(good)
    with qtbot.waitSignals([session.changed, dialog.accepted]):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert told == ["Imported: 12 articles new, 0 already there, 0 spans."]
    assert session.progress.total == 15


def test_nothing_chosen_yet(qtbot, open_dialog, good: Path, monkeypatch) -> None:
    """The dialog asks for files, and takes what was chosen."""
    dialog = open_dialog()
    assert not dialog.import_button.isEnabled()
    assert dialog.working.words.startswith("Choose files")
    monkeypatch.setattr(files, "files_to_import", lambda *_: [good])
    qtbot.mouseClick(dialog.files_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
    monkeypatch.setattr(files, "folder_to_import", lambda *_: [])
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    assert dialog.import_button.isEnabled()


def test_a_folder_is_looked_through(open_dialog, good: Path, tmp_path: Path) -> None:
    """Files of other kinds are left alone and counted."""
    (tmp_path / "notes.xyz").write_text("x")
    dialog = open_dialog(tmp_path)
    assert dialog.working.words.startswith("12 articles new")
    assert "ignored" in dialog.working.words


def test_what_is_refused_is_listed_and_the_rest_must_be_wanted(
    qtbot, open_dialog, good: Path, bad: Path, session: Session
) -> None:
    """File, line and reason of each; Import waits for the check mark."""
    dialog = open_dialog(good, bad)
    assert dialog.refused.count() == 1
    assert dialog.refused.item(0).text().startswith(f"{bad}:2: ")
    assert not dialog.import_button.isEnabled()
    dialog.rest.click()
    assert dialog.import_button.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert session.progress.total == 3 + 12 + 1


def choose(qtbot, dialog: ImportDialog, box: QComboBox, row: int) -> None:
    """Choose an entry with the keyboard, and wait until the files were looked at again."""
    box.setFocus()
    key = Qt.Key.Key_Down if row > box.currentIndex() else Qt.Key.Key_Up
    while box.currentIndex() != row:
        qtbot.keyClick(box, key)
    settle(qtbot, dialog)


def settle(qtbot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._pause.isActive())


def test_the_encoding_can_be_forced(qtbot, open_dialog, tmp_path: Path) -> None:
    """Another encoding is looked at anew, and what does not fit it is refused."""
    file = tmp_path / "story.txt"
    file.write_bytes("“Größe”".encode("utf-16-le"))
    dialog = open_dialog(file)
    assert dialog.form.encoding.currentText() == "Automatic: UTF-16-LE"
    assert dialog.articles.text.toPlainText() == "“Größe”"
    choose(qtbot, dialog, dialog.form.encoding, ENCODINGS.index("utf-8"))
    assert dialog.refused.count() == 1
    assert "utf-8" in dialog.refused.item(0).text()
    assert not dialog.import_button.isEnabled()
    choose(qtbot, dialog, dialog.form.encoding, ENCODINGS.index("utf-16"))
    assert dialog.import_button.isEnabled()


def test_choices_in_quick_succession_are_one_look(
    qtbot, open_dialog, good: Path, monkeypatch
) -> None:
    """While one is still choosing nothing is read, and nothing old can be imported."""
    dialog = open_dialog(good)
    looks: list[object] = []
    real = import_dialog.look
    monkeypatch.setattr(import_dialog, "look", lambda *some: looks.append(some) or real(*some))
    for _ in range(4):
        qtbot.keyClick(dialog.form.encoding, Qt.Key.Key_Down)
        assert not dialog.import_button.isEnabled()
    settle(qtbot, dialog)
    assert len(looks) == 1
    assert looks[0][2].encoding == ENCODINGS[4]
    assert dialog.import_button.isEnabled()


def test_work_without_a_name_is_the_annotators(
    qtbot, open_dialog, tmp_path: Path, project: Project
) -> None:
    """Spans for which the file names nobody are given to whoever was chosen."""
    span = {"label": "claim", "start": 0, "end": 3}
    file = write_lines(tmp_path / "x.jsonl", {"id": "n", "text": "New one", "spans": [span]})
    dialog = open_dialog(file)
    assert dialog.form.annotator.currentText() == "ann"
    choose(qtbot, dialog, dialog.form.annotator, 1)
    choose(qtbot, dialog, dialog.form.status, 1)
    assert dialog.working.words.endswith("1 marked done.")
    with qtbot.waitSignal(dialog.accepted):
        dialog.start()
    opened = project.open_article("bob", "n")
    assert (len(opened.spans), opened.status) == (1, Status.DONE)


def test_closing_while_looking_stops_the_look(qtbot, session: Session, good, monkeypatch) -> None:
    """A look may be left at any time."""

    def slow(_project, _paths, _options, _report, cancelled):
        while not cancelled():
            time.sleep(0.001)
        raise CancelledError(say("stopped"))

    monkeypatch.setattr(import_dialog, "look", slow)
    dialog = ImportDialog(session, None, [good])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_stopped_import_leaves_the_project_as_it_was(
    qtbot, open_dialog, good: Path, project: Project, monkeypatch
) -> None:
    """Cancel stops it; the dialog stays and says so, and may be closed then."""
    dialog = open_dialog(good)

    def slow(_project, _paths, _options, report, cancelled, **_given):
        while not cancelled():
            report(1, 2)
            time.sleep(0.001)
        raise CancelledError(say("stopped"))

    monkeypatch.setattr(import_dialog, "bring_in", slow)
    dialog.start()
    qtbot.waitUntil(lambda: dialog.working.bar.value() == 500)
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.working.words == "Stopped. Nothing was imported."
    assert len(project.index("ann")) == 3
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_failed_import_says_why(qtbot, open_dialog, good: Path, monkeypatch) -> None:
    """The sentence of the error is in the dialog, which stays open."""
    dialog = open_dialog(good)

    def fail(*_, **__):
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(import_dialog, "bring_in", fail)
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert dialog.working.words == "Nothing was imported: the disk is full."
    assert not dialog.import_button.isEnabled()


def test_everything_one_can_focus_has_a_name(open_dialog, good: Path, bad: Path) -> None:
    """Screen readers and tests find each control."""
    dialog = open_dialog(good, bad)
    nameless = [
        one
        for one in dialog.findChildren(QWidget)
        if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and type(one).__name__ not in ("QTabBar", "QScrollBar", "QComboBoxListView", "QListView")
        and not (one.objectName() and (one.accessibleName() or getattr(one, "text", str)()))
        and one.parent() is not dialog.buttons
    ]
    assert nameless == []
    assert dialog.import_button.isDefault()
