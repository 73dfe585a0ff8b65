"""Any key for a label, in the real editor, opened from the menu of the real window."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddLabel, SetLabel
from annotator.annotation.records import Label
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.toolkit.dialogs import files
from annotator.exchange import load_labels
from annotator.project import new_label
from tests.desktop.desk import NO, SHIFT, Desk
from tests.desktop.transfer.test_files import in_dialog

TEXT = "Ada Vell spoke on the quay. Then she left."


@pytest.fixture
def desk(open_desk) -> Desk:
    """A window in which no command has B."""
    desk = open_desk([TEXT])
    for name, action in desk.window.actions_by_name.items():
        if QKeySequence("B") in action.shortcuts():
            assert desk.window.shortcuts.change(name, ()) == ""
    return desk


@pytest.fixture
def in_editor(desk, qtbot) -> Callable[..., None]:
    """Do something in the editor, opened from the menu."""

    def open_it(handler: Callable[[LabelEditor], None]) -> None:
        def do(dialog: LabelEditor) -> None:
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
            handler(dialog)
            dialog.reject()

        trouble = in_dialog(LabelEditor, do)
        desk.window.actions_by_name["labels"].trigger()
        if trouble:
            raise trouble[0]
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=5000)
        desk.focus(desk.view)

    return open_it


def ask(editor: LabelEditor, label_id: str) -> None:
    """Choose “Another key …” for a label, as a user does."""
    editor.select(label_id)
    box = editor.form.key
    box.setFocus()
    box.setCurrentIndex(box.findData(box.ANOTHER))
    box.activated.emit(box.currentIndex())
    assert editor.form.other_key.hasFocus()


def press(editor: LabelEditor, *keys: Qt.Key | str, held: Qt.KeyboardModifier = NO) -> str:
    """Press keys in the field and return what the editor says."""
    for key in keys:
        QTest.keyClick(editor.form.other_key, key, held)
    return editor.form.problems["key"].text


def key_of(desk: Desk, label_id: str) -> str:
    (stored,) = [one for one in desk.project().labels() if one.id == label_id]
    assert desk.session.labels[label_id] == stored
    return stored.key


@pytest.mark.parametrize(
    ("key", "stored"),
    [("b", "B"), (Qt.Key.Key_F6, "F6"), (";", ";"), (",", ","), ("0", "0"), ("7", "7")],
)
def test_any_key_tags(desk, in_editor, key, stored):
    """A letter, F6, a comma: stored at once, drawn on the chip, and it tags."""

    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        assert press(editor, key) == ""
        assert "Return" in editor.form.other_key.text()
        assert press(editor, Qt.Key.Key_Return) == ""
        assert key_of(desk, "claim") == stored
        assert editor.form.key.currentData() == stored
        assert editor.form.key.hasFocus()
        assert not editor.form.other_key.isVisible()
        assert editor.isVisible()

    in_editor(handler)
    assert f"key {stored}" in desk.window.label_bar.button("claim").accessibleName()
    desk.view.select(0, 3)
    desk.key(key)
    assert desk.shown() == [("claim", ((0, 3),))]
    desk.view.select(9, 14)
    desk.key("1")
    assert len(desk.shown()) == 1


def test_two_keys_one_after_the_other(desk, in_editor):
    """The second one ends the pair; a pair tags."""

    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        assert press(editor, "b", "1") == ""
        assert key_of(desk, "claim") == "B, 1"
        ask(editor, "quote")
        assert press(editor, "b", "2") == ""
        ask(editor, "entity")
        said = press(editor, "b", Qt.Key.Key_Return)
        assert said == "B and B, 1, the key of “claim”, begin alike."
        assert key_of(desk, "entity") == "3"

    in_editor(handler)
    desk.view.select(0, 3)
    desk.key("b")
    desk.key("2")
    assert desk.shown() == [("quote", ((0, 3),))]


@pytest.mark.parametrize(
    ("keys", "held", "said"),
    [
        (("d", Qt.Key.Key_Return), NO, "D is “Mark done” already."),
        (("d", "b"), NO, "D, B and D, which is “Mark done”, begin alike."),
        ((Qt.Key.Key_F1, Qt.Key.Key_Return), NO, "F1 is “Guide” already."),
        (("b",), Qt.KeyboardModifier.ControlModifier, "A label’s key is pressed without"),
        (("b",), SHIFT, "A label’s key is pressed without"),
        ((Qt.Key.Key_Delete,), NO, "A label’s key is pressed without"),
    ],
)
def test_what_is_a_commands_is_refused_by_name(desk, in_editor, keys, held, said):
    """One sentence says whose it is; nothing is stored, and there is nothing to swap."""
    before = desk.project().labels()

    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        assert press(editor, *keys, held=held).startswith(said)
        assert not editor.form.swap_button.isVisible()
        assert desk.project().labels() == before
        QTest.keyClick(editor.form.other_key, Qt.Key.Key_Escape)
        assert editor.isVisible()

    in_editor(handler)


def test_a_key_that_a_command_was_given_is_refused(desk, in_editor):
    """The keys as this user has them count."""
    assert desk.window.shortcuts.change("widen", [QKeySequence("B")]) == ""

    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        said = press(editor, "b", Qt.Key.Key_Return)
        assert said == "B is “Widen the selection” already."
        ask(editor, "claim")
        assert press(editor, "w", Qt.Key.Key_Return) == ""

    in_editor(handler)
    desk.view.select(0, 3)
    desk.key("w")
    assert desk.shown() == [("claim", ((0, 3),))]


def test_escape_gives_up_and_leaving_keeps(desk, in_editor):
    """Half a pair is a key where the field is left with Tab, and none where Escape is pressed."""

    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        press(editor, "b", Qt.Key.Key_Escape)
        assert key_of(desk, "claim") == "1"
        assert editor.form.key.currentData() == "1"
        ask(editor, "claim")
        press(editor, "b", Qt.Key.Key_Tab)
        assert key_of(desk, "claim") == "B"

    in_editor(handler)


def test_another_labels_key_can_be_swapped(desk, in_editor):
    def handler(editor: LabelEditor) -> None:
        ask(editor, "claim")
        press(editor, "b", Qt.Key.Key_Return)
        ask(editor, "quote")
        assert press(editor, "b", Qt.Key.Key_Return) == "B is the key of “claim”."
        assert editor.form.swap_button.isVisible()
        QTest.mouseClick(editor.form.swap_button, Qt.MouseButton.LeftButton)
        assert (key_of(desk, "claim"), key_of(desk, "quote")) == ("2", "B")

    in_editor(handler)


def test_more_than_nine_labels_get_keys(desk):
    """The tenth label has a pair by itself, and it tags."""
    for number in range(9):
        label = new_label(f"own {number}", desk.session.labels.values())
        assert desk.session.apply(AddLabel(label=label)) is not None
    keys = [one.key for one in desk.session.labels.values()]
    assert keys[8:] == ["9", "0, 1", "0, 2", "0, 3", "0, 4"]
    desk.view.select(0, 3)
    desk.key("0")
    desk.key("4")
    last = list(desk.session.labels.values())[-1]
    assert desk.shown() == [(last.id, ((0, 3),))]


def test_keys_go_with_the_label_set(desk, in_editor, tmp_path, monkeypatch):
    """Saved as a file and read again; a project that begins with it has them."""
    path = tmp_path / "labels.json"
    for label_id, key in (("claim", "F6"), ("quote", "B, 1")):
        label = desk.session.labels[label_id]
        desk.session.apply(SetLabel(label=replace(label, key=key), base=label))
    monkeypatch.setattr(files, "label_set_to_save", lambda *_: path)

    def handler(editor: LabelEditor) -> None:
        editor.save_button.click()

    in_editor(handler)
    entries = json.loads(path.read_text(encoding="utf-8"))["labels"]
    assert [one["key"] for one in entries][:3] == ["F6", "B, 1", "3"]
    assert [one.key for one in load_labels(path)][:3] == ["F6", "B, 1", "3"]


def test_a_label_keeps_its_key_from_a_command(desk):
    """What the project says counts while it is open; the user's own key comes back with it."""
    assert desk.window.shortcuts.change("widen", [QKeySequence("F8")]) == ""
    claim = desk.session.labels["claim"]
    desk.session.apply(SetLabel(label=replace(claim, key="F8"), base=claim))
    assert desk.window.actions_by_name["widen"].shortcuts() == []
    desk.view.select(0, 3)
    desk.key(Qt.Key.Key_F8)
    assert desk.shown() == [("claim", ((0, 3),))]
    desk.session.undo()
    desk.session.undo()
    assert desk.window.actions_by_name["widen"].shortcuts() == [QKeySequence("F8")]


def test_a_label_set_with_keys_of_commands_is_usable(desk):
    """Made by hand, or by somebody with other keys: no key means two things."""
    label = Label(id="odd", name="odd", key="W", position=9)
    assert desk.session.apply(AddLabel(label=label)) is not None
    desk.view.select(0, 3)
    desk.key("w")
    assert desk.shown() == [("odd", ((0, 3),))]
