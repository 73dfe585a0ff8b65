"""The small dialogs: who annotates, which file, what went wrong, which keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from annotator.desktop.shell.about import AboutDialog
from annotator.desktop.shell.commands.shortcut_overlay import ShortcutsDialog
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.dialogs.annotator_name import AnnotatorDialog, ask_annotator
from annotator.desktop.toolkit.dialogs.problem import problem_box, show_problem
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice, Themes


def ok(dialog: AnnotatorDialog):
    return dialog.buttons.button(dialog.buttons.StandardButton.Ok)


@pytest.mark.parametrize(
    ("typed", "good"),
    [
        ("ann", True), ("  Zoë ", True), ("ann\u200b", False), ("", False), ("   ", False),
        ("x" * 80, True), ("x" * 81, False), ("<b>bob</b>", True), ("a\tb", False),
    ],
)  # fmt: skip
def test_names_that_can_be_used(qtbot, typed: str, good: bool) -> None:
    """One line of visible characters, at most 80."""
    dialog = AnnotatorDialog(["ann"])
    qtbot.addWidget(dialog)
    dialog.name.setEditText(typed)
    assert ok(dialog).isEnabled() is good
    if good:
        assert dialog.chosen == typed.strip()


def test_a_name_of_the_project_is_taken_as_it_is(qtbot) -> None:
    """A name that came with a file may be one that nobody could type."""
    strange = " " + "y" * 100
    dialog = AnnotatorDialog([strange], strange)
    qtbot.addWidget(dialog)
    assert ok(dialog).isEnabled()
    assert dialog.chosen == strange


def test_typing_is_not_completed(qtbot) -> None:
    """A new name that begins like another one stays what was typed."""
    dialog = AnnotatorDialog(["Annabel"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.keyClicks(dialog.name, "Ann")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.chosen == "Ann"
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Return, "ann"), (Qt.Key.Key_Escape, None)])
def test_asking_for_the_annotator(qtbot, key: Qt.Key, answer: str | None) -> None:
    """Return takes the name that is offered; Escape gives none."""
    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.activeModalWidget(), key))
    assert ask_annotator(None, ["bob"], "ann") == answer


@pytest.mark.parametrize(
    ("key", "can_retry", "answer"),
    [
        (Qt.Key.Key_Return, True, True),
        (Qt.Key.Key_Escape, True, False),
        (Qt.Key.Key_Return, False, False),
    ],
)
def test_problems(qtbot, key: Qt.Key, can_retry: bool, answer: bool) -> None:
    """Retry is offered only where there is something to try again."""
    QTimer.singleShot(0, lambda: qtbot.keyClick(QApplication.activeModalWidget(), key))
    assert show_problem(None, "Not saved: <b>disk full</b>.", can_retry=can_retry) is answer


@pytest.mark.parametrize(
    "meant", [QMessageBox.StandardButton.Retry, QMessageBox.StandardButton.Close]
)
def test_a_problem_keeps_its_button_when_the_theme_is_switched(qtbot, meant) -> None:
    """Dusk falls while the message is open: Return still means the button that had the focus."""
    themes = Themes()
    themes.choose(Choice.LIGHT)
    box = problem_box(None, "Not saved.", can_retry=True)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitUntil(lambda: box.focusWidget() is not None)
    box.button(meant).setFocus()
    for choice in (Choice.DARK, Choice.LIGHT):
        themes.choose(choice)
        QApplication.processEvents()
        assert box.focusWidget() is box.button(meant)
        assert [one for one in box.buttons() if one.isDefault()] == [box.button(meant)]
    pressed = []
    box.buttonClicked.connect(pressed.append)
    qtbot.keyClick(box.focusWidget(), Qt.Key.Key_Return)
    assert pressed == [box.button(meant)]


def test_a_problem_is_plain_text(qtbot) -> None:
    """Markup in a file name is not obeyed."""
    box = problem_box(None, "<img src=x>")
    qtbot.addWidget(box)
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.text() == "<img src=x>"
    assert box.button(QMessageBox.StandardButton.Retry) is None


@pytest.mark.parametrize(
    ("given", "made"),
    [("a", "a.annotator"), ("a.annotator", "a.annotator"), ("a.b", "a.b.annotator")],
)
def test_a_new_project_gets_its_suffix(monkeypatch, given: str, made: str) -> None:
    """Whatever was typed, the file can be opened again by its name."""
    monkeypatch.setattr(files, "choose", lambda *_, **__: [Path("/x", given)])
    assert files.project_to_make(None, Path("/x")) == Path("/x") / made


def test_file_dialogs_that_are_left(monkeypatch) -> None:
    """Nothing chosen is None, or an empty list."""
    monkeypatch.setattr(files, "choose", lambda *_, **__: [])
    assert files.project_to_open(None, Path()) is None
    assert files.project_to_make(None, Path()) is None
    assert files.export_file(None, Path("x"), "jsonl") is None
    assert files.files_to_import(None, Path()) == []
    assert files.folder_to_import(None, Path()) == []


def test_files_that_are_chosen(monkeypatch) -> None:
    """Paths come back, an export with the suffix of its format."""
    monkeypatch.setattr(files, "choose", lambda *_, **__: [Path("/x/a"), Path("/x/b")])
    assert files.project_to_open(None, Path()) == Path("/x/a")
    assert files.files_to_import(None, Path()) == [Path("/x/a"), Path("/x/b")]
    assert files.export_file(None, Path("x"), "jsonl") == Path("/x/a.jsonl")
    assert files.report_to_write(None, "t", Path("y.csv")) == Path("/x/a.csv")


def test_all_commands_are_listed_and_found(qtbot) -> None:
    """The list narrows to what is typed, by command or by key."""
    dialog = ShortcutsDialog(
        [("&File", "&Open <b>…", "Ctrl+O"), ("&Edit", "Undo", "Ctrl+Z"), ("&Edit", "Trim", "")]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert len(dialog.shown) == 3
    qtbot.keyClicks(dialog.search, "ctrl z")
    assert dialog.shown == ["undo ctrl+z"]


def test_about_says_version_and_licence(qtbot) -> None:
    """Both themes show the same words."""
    from PySide6.QtWidgets import QLabel

    from annotator import __version__

    for theme in (LIGHT, DARK):
        dialog = AboutDialog(theme)
        qtbot.addWidget(dialog)
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert __version__ in words
        assert "MIT" in words
