"""Starting, remembering, and saying what goes wrong."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox, QWidget

from annotator.desktop.shell.app import Desktop
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.dialogs.annotator_name import AnnotatorDialog
from annotator.desktop.toolkit.settings import Settings, data_folder
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice
from annotator.exchange import default_labels
from tests.desktop.desk import CTRL
from tests.desktop.transfer.test_files import in_dialog

TEXT = "Ada Vell spoke. 😀 Then she left."


@pytest.fixture
def first_start(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A desktop of somebody who has never started the program."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desktop = Desktop(qapp, Settings(tmp_path / "settings.ini"))
    yield desktop
    if desktop.window is not None:
        project = desktop.window.session.project
        desktop.window.close()
        project.close()


def test_first_start_asks_who_annotates_and_opens_the_sample(first_start):
    """A newcomer chooses a name and sees the sample project, all of it, without spans of theirs."""

    def handler(dialog: AnnotatorDialog) -> None:
        dialog.name.setEditText("newcomer")
        dialog.accept()

    trouble = in_dialog(AnnotatorDialog, handler)
    assert first_start.start(None, None, None, may_ask=True)
    assert not trouble
    session = first_start.window.session
    assert session.annotator == "newcomer"
    assert session.progress.total >= 12
    assert session.opened is not None
    assert session.spans == {}
    assert {"ana", "ben", "chloe"} < set(session.project.annotators())
    for name in ("ana", "ben", "chloe"):
        assert session.project.progress(name).done == 2


def test_giving_up_at_the_first_question_starts_nothing(first_start):
    """Cancelling the question for the annotator opens no window."""
    trouble = in_dialog(AnnotatorDialog, lambda dialog: dialog.reject())
    assert not first_start.start(None, None, None, may_ask=True)
    assert not trouble
    assert first_start.window is None


def test_the_next_start_goes_on_where_this_one_ended(open_desk):
    """Annotator, article, text size and theme are as they were."""
    desk = open_desk([TEXT, "Second."])
    desk.key(Qt.Key.Key_PageDown, CTRL)
    desk.window.actions_by_name["dark"].trigger()
    desk.window.actions_by_name["larger"].trigger()
    size = desk.desktop.settings.text_size
    desk.close()
    desk = open_desk(annotator=None)
    assert desk.session.annotator == "ana"
    assert desk.session.opened.article.id == "a1"
    assert desk.desktop.themes.theme is DARK
    assert desk.view.document().defaultFont().pointSize() == size == 14
    desk.window.actions_by_name["light"].trigger()


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfe garbage \x80" * 50,
        b"[General]\ntheme=purple\ntext_size=huge\nrecents=@Invalid()\ngeometry=oops\nsplitter=7\n",
        b"[General]\nrecents=/nowhere/at/all.annotator\ntext_size=4000\n",
    ],
)
def test_settings_that_make_no_sense_never_stop_the_start(qapp, first_start, tmp_path, content):
    """Whatever is in the settings file, the window opens with the defaults."""
    (tmp_path / "broken.ini").write_bytes(content)
    first_start.settings = Settings(tmp_path / "broken.ini")
    first_start.themes.choose(first_start.settings.theme)
    assert first_start.start(None, "ana", None, may_ask=False)
    assert first_start.settings.text_size == 13
    assert first_start.settings.theme is Choice.SYSTEM
    assert first_start.window.isVisible()


def test_a_damaged_last_project_opens_the_sample_and_says_why(first_start, tmp_path):
    """The last project was overwritten by something else: the sample opens, the reason is told."""
    broken = tmp_path / "broken.annotator"
    broken.write_bytes(b"not a project at all" * 100)
    first_start.settings.remember_project(str(broken))
    assert first_start.start(None, "ana", None, may_ask=False)
    assert first_start.window.session.project.location.endswith("sample.annotator")
    assert "not an Annotator project" in first_start.window.statusBar().currentMessage()
    assert broken.read_bytes().startswith(b"not a project")


def test_a_damaged_sample_is_put_aside_and_made_again(first_start):
    """The user's copy of the sample cannot be opened: it is kept under another name."""
    place = data_folder() / "sample.annotator"
    place.write_bytes(b"broken")
    assert first_start.start(None, "ana", None, may_ask=False)
    assert (data_folder() / "sample.unreadable-1.annotator").read_bytes() == b"broken"


def test_what_cannot_be_saved_changes_nothing_and_can_be_tried_again(open_desk):
    """While another program holds the file nothing pretends to be saved; Retry saves it."""
    desk = open_desk([TEXT])
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.drag(0, 8)
        said: list[str] = []

        def handler(box: QMessageBox) -> None:
            said.append(box.text() + box.informativeText())
            assert desk.shown() == []
            assert desk.session.status.value == "new"
            other.execute("ROLLBACK")
            box.button(QMessageBox.StandardButton.Retry).click()

        trouble = in_dialog(QMessageBox, handler)
        desk.key("3")
    assert not trouble
    assert "other work in this program is writing" in said[0].lower()
    assert desk.shown() == [("entity", ((0, 8),))]
    assert desk.stored() == [("a0", "entity", ((0, 8, "Ada Vell"),))]


def test_every_shortcut_has_one_meaning(open_desk):
    """No key of the window belongs to two actions."""
    desk = open_desk([TEXT])
    meanings: dict[str, str] = {}
    for action in desk.window.actions():
        for key in action.shortcuts():
            assert key.toString() not in meanings, (action.text(), meanings[key.toString()])
            meanings[key.toString()] = action.text()
    assert {"1", "2", "3", "4", "Ctrl+Z", "Del", "F"} <= set(meanings)


def test_every_command_is_in_a_menu(open_desk):
    """Whatever has a key is found in the menus."""
    desk = open_desk([TEXT])
    in_menus = set()
    for top in desk.window.menuBar().actions():
        for action in top.menu().actions():
            in_menus |= {action, *(action.menu().actions() if action.menu() else ())}
    twins = set(desk.window.menus.new_span_actions)  # Shift with a label's key
    assert {action for action in desk.window.actions() if action.shortcuts()} - twins <= in_menus


def test_everything_that_takes_the_focus_has_names(open_desk):
    """Screen readers and outside tools find each widget by name."""
    desk = open_desk([TEXT])
    contract = {
        "article_list",
        "article_view",
        "span_list",
        "label_bar",
        "search_box",
        "guidelines",
        "inspector",
        "status_bar",
    }
    names = {widget.objectName() for widget in desk.window.findChildren(QWidget)}
    assert contract <= names
    assert desk.window.objectName() == "main_window"
    for widget in desk.window.findChildren(QWidget):
        focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        of_a_combo = (
            isinstance(widget.parentWidget(), QFrame) and widget.window() is not desk.window
        )
        if focusable and not of_a_combo and not widget.objectName().startswith("qt_"):
            assert widget.objectName(), widget
            reader = QAccessible.queryAccessibleInterface(widget)
            assert reader.text(QAccessible.Text.Name), widget.objectName()


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_is_readable_on_every_tint(theme):
    """Text on any label's tint, current or not, reaches 4.5 to 1; marks reach 3 to 1 on paper."""
    given = [label.colour for label in default_labels()]
    given += ["#000000", "#ffffff", "#ffff00", "#ff0000", "#0000ff", "#777777"]
    for one in given:
        for tint in (theme.tint(one), theme.strong_tint(one)):
            assert colour.contrast(theme.text, tint) >= 4.5
        assert colour.contrast(theme.mark(one), theme.paper) >= 3.0
        assert colour.contrast(theme.letter(one), theme.paper) >= 4.5
    for faint in (theme.paper, theme.chrome):
        assert colour.contrast(theme.faint, faint) >= 4.5
        assert colour.contrast(theme.text, faint) >= 7.0


def test_contrast_is_that_of_the_standard():
    """Black on white is 21 to 1, and #777777 on white 4.48 to 1 (WCAG 2.2)."""
    white = QColor("#ffffff")
    assert colour.contrast(QColor("#000000"), white) == pytest.approx(21.0)
    assert colour.contrast(QColor("#777777"), white) == pytest.approx(4.48, abs=0.01)
