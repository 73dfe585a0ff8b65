"""The label editor in the real window: everything a label is, stored at once and undone again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog, QMessageBox, QWidget

from annotator.annotation.edits import AddLabel, AddLink, AddSpan
from annotator.annotation.records import Attribute, Label
from annotator.desktop.labels import label_rules
from annotator.desktop.labels.label_colour import PALETTE, read_in
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.labels.label_removal import RemovalDialog
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.theme import DARK, LIGHT
from annotator.errors import NotSavedError
from annotator.exchange import create_project
from annotator.words import say
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT
from tests.desktop.transfer.test_files import in_dialog

TEXT = "Ada Vell spoke on the quay. 😀 Then she left."
MARKUP = "<img src=x>"
LONG = "ab <b>&amp; " * 25


@pytest.fixture
def desk(open_desk):
    return open_desk([TEXT, "Second article here."])


@pytest.fixture
def editor(desk, qtbot):
    """The editor as the menu opens it, but not waited for."""
    dialog = LabelEditor(desk.session, desk.desktop.themes, desk.window)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.close()
    dialog.deleteLater()


def write(field: QWidget, text: str) -> None:
    """Write into a line in place of what is there, and go on to the next field."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def pick(box, data) -> None:
    """Choose an entry of a combo box as a user does."""
    box.setFocus()
    steps = box.findData(data) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentData() == data


def press(button) -> None:
    QTest.mouseClick(button, LEFT, NO, button.rect().center())


def leave(editor, desk) -> None:
    """Close the editor and go back to the text."""
    editor.close()
    desk.focus(desk.view)
    assert QTest.qWaitForWindowActive(desk.window)


def labels(desk) -> list[Label]:
    """The labels, which session and file must agree about."""
    stored = desk.project().labels()
    assert list(desk.session.labels.values()) == stored
    return stored


def label(desk, label_id: str) -> Label:
    return next(one for one in labels(desk) if one.id == label_id)


def test_the_menu_opens_it_and_it_shows_the_labels(desk):
    """File ▸ Labels … lists names, keys and spans of the whole project."""
    desk.drag(0, 3)
    desk.key("2")

    def handler(dialog: LabelEditor) -> None:
        model = dialog.list.labels
        spoken = [
            model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
            for row in range(model.rowCount())
        ]
        assert spoken[:2] == ["claim, key 1, 0 spans", "quote, key 2, 1 span"]
        assert dialog.form.name.text() == "quote"  # that of the current span
        assert dialog.form.unit.currentText() == "the quoted passage"
        dialog.reject()

    trouble = in_dialog(LabelEditor, handler)
    desk.window.actions_by_name["labels"].trigger()
    assert not trouble


@pytest.mark.parametrize(
    ("field", "typed", "fields"),
    [
        ("name", "assertion", {"name": "assertion"}),
        ("letter", "As", {"letter": "As"}),
        ("description", "a <b> & c", {"description": "a <b> & c"}),
        ("links", "speaker, cue ,speaker", {"links": ("speaker", "cue")}),
    ],
)
def test_a_line_is_stored_and_undone(desk, editor, field, typed, fields):
    """Each finished field is one change, and Ctrl+Z in the dialog takes it back."""
    before = label(desk, "claim")
    editor.select("claim")
    write(getattr(editor.form, field), typed)
    assert label(desk, "claim") == replace(before, **fields)
    QTest.keyClick(getattr(editor.form, field), Qt.Key.Key_Z, CTRL)
    assert label(desk, "claim") == before
    QTest.keyClick(getattr(editor.form, field), Qt.Key.Key_Z, CTRL | SHIFT)
    assert label(desk, "claim") == replace(before, **fields)
    desk.session.undo()
    assert label(desk, "claim") == before
    assert editor.form.name.text() == before.name


@pytest.mark.parametrize(
    ("field", "data"), [("key", "9"), ("key", ""), ("unit", "name"), ("line", "wavy")]
)
def test_a_choice_is_stored_and_undone(desk, editor, field, data):
    """Key, unit and line style are chosen from a list."""
    before = label(desk, "claim")
    editor.select("claim")
    box = getattr(editor.form, field)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    assert label(desk, "claim") == replace(before, **{field: data})
    desk.session.undo()
    assert label(desk, "claim") == before
    assert box.currentData() == getattr(before, field)


def test_a_choice_by_keys(desk, editor):
    """Arrow keys in the list of line styles choose and store."""
    editor.select("claim")
    pick(editor.form.line, "dotted")
    assert label(desk, "claim").line == "dotted"


def test_guidelines_are_stored_when_they_are_left(desk, editor):
    """Several lines of Markdown; Escape gives them up without closing the dialog."""
    before = label(desk, "claim")
    editor.select("claim")
    field = editor.form.guidelines
    field.setFocus()
    QTest.keyClicks(field, "New. ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert field.text == before.guidelines
    QTest.keyClicks(field, "New. ")
    editor.form.links.setFocus()
    stored = label(desk, "claim").guidelines
    assert "New. " in stored
    assert len(stored) == len(before.guidelines) + 5
    assert desk.window.guidelines is not None
    desk.session.undo()
    assert label(desk, "claim") == before
    assert field.text == before.guidelines


def test_a_draft_is_stored_when_another_label_is_chosen_or_the_dialog_closes(desk, editor):
    """Nothing that was typed is lost."""
    editor.select("claim")
    editor.form.description.setFocus()
    editor.form.description.setText("one")
    editor.list.setFocus()
    QTest.keyClick(editor.list, Qt.Key.Key_Down)
    assert editor.form.name.text() == "quote"
    assert label(desk, "claim").description == "one"
    editor.form.guidelines.setPlainText("two")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert not editor.isVisible()
    assert label(desk, "quote").guidelines == "two"


# -- clashes --------------------------------------------------------------------------------------


def test_a_name_that_is_taken_is_refused_in_words(desk, editor):
    """One sentence beside the field, nothing stored; Escape gives the name up."""
    before = labels(desk)
    editor.select("claim")
    write(editor.form.name, "quote")
    assert editor.form.problems["name"].text == "Another label is called “quote” already."
    assert labels(desk) == before
    write(editor.form.name, "   ")
    assert editor.form.problem == "A label needs a name."
    QTest.keyClick(editor.form.name, Qt.Key.Key_Escape)
    assert editor.isVisible()
    assert editor.form.name.text() == "claim"
    assert editor.form.problem == ""
    write(editor.form.name, "quote")
    editor.select("entity")
    assert "“claim” stays as it was" in editor.says
    assert editor.form.problem == ""
    assert labels(desk) == before


def test_a_key_that_is_taken_names_its_label_and_can_be_swapped(desk, editor):
    """Nothing is taken from another label without a click; then both keys work, undone together."""
    before = labels(desk)
    editor.select("claim")
    box = editor.form.key
    assert box.itemText(box.findData("2")) == "2  ·  quote"
    box.setCurrentIndex(box.findData("2"))
    box.activated.emit(box.currentIndex())
    assert editor.form.problems["key"].text == "2 is the key of “quote”."
    assert labels(desk) == before
    press(editor.form.swap_button)
    assert (label(desk, "claim").key, label(desk, "quote").key) == ("2", "1")
    assert editor.form.problem == ""
    assert box.currentData() == "2"
    desk.session.undo()
    assert labels(desk) == before
    desk.session.redo()
    leave(editor, desk)
    desk.drag(0, 3)
    desk.key("2")
    assert desk.shown() == [("claim", ((0, 3),))]


def test_a_key_is_taken_over_by_a_label_without_one(desk, editor):
    """The other label is left without a key."""
    press(editor.add_button)
    assert label(desk, "New label").key == "5"
    box = editor.form.key
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert label(desk, "New label").key == ""
    box.setCurrentIndex(box.findData("1"))
    box.activated.emit(1)
    assert editor.form.swap_button.text() == "Take it over"
    press(editor.form.swap_button)
    assert (label(desk, "New label").key, label(desk, "claim").key) == ("1", "")


def test_a_letter_has_two_characters_at_most(desk, editor):
    """Two code points, of any kind."""
    editor.select("claim")
    write(editor.form.letter, "abc")
    assert "one or two" in editor.form.problem
    assert label(desk, "claim").letter == "C"
    editor.form.letter.setText("😀é")
    QTest.keyClick(editor.form.letter, Qt.Key.Key_Return)
    assert label(desk, "claim").letter == "😀é"
    assert editor.form.problem == ""


# -- colour ---------------------------------------------------------------------------------------


def test_the_contrast_that_is_said_is_that_of_what_is_drawn(desk, editor):
    """Figures are the contrasts of text on tint and of the line on paper, in both themes."""
    editor.select("claim")
    for value in ("#f0e442", "#332288", "#ffffff", "#000000"):
        editor.form.colour.line.setText(value)
        for number, theme in enumerate((LIGHT, DARK)):
            text = colour.contrast(theme.text, theme.tint(value))
            mark = colour.contrast(theme.mark(value), theme.paper)
            said = editor.form.colour.verdict(number)
            assert f"text {text:.1f} : 1, line {mark:.1f} : 1" in said
            assert ("drawn" in said) == (theme.mark(value) != QColor(value))
    assert label(desk, "claim").colour == "#c58910"  # typing alone stores nothing


@pytest.mark.parametrize("value", [value for value, _ in PALETTE])
def test_every_swatch_reads_well_in_both_themes(value):
    """The offered colours meet WCAG on light and on dark."""
    assert read_in(value, LIGHT).good
    assert read_in(value, DARK).good


def test_colours_are_chosen_typed_and_undone(desk, editor, monkeypatch):
    """By a swatch, by the arrow keys among them, in figures, and from the colour dialog."""
    before = label(desk, "claim")
    editor.select("claim")
    field = editor.form.colour
    press(field.swatches[7])
    assert label(desk, "claim").colour == "#0072b2"
    QTest.keyClick(field.swatches[7], Qt.Key.Key_Left)
    QTest.keyClick(editor.focusWidget(), Qt.Key.Key_Space)
    assert label(desk, "claim").colour == "#332288"
    write(field.line, "ABC")
    assert label(desk, "claim").colour == "#aabbcc"
    assert field.line.text() == "#aabbcc"
    write(field.line, "teal")
    assert editor.form.problem == "A colour is written like #1f77b4."
    assert label(desk, "claim").colour == "#aabbcc"
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#123456"))
    press(field.custom_button)
    assert label(desk, "claim").colour == "#123456"
    for _ in range(4):
        desk.session.undo()
    assert label(desk, "claim") == before
    assert field.line.text() == before.colour


# -- attributes -----------------------------------------------------------------------------------


def test_attributes_are_added_changed_and_removed(desk, editor):
    """A row for each; half an attribute is not stored and says what it lacks."""
    editor.select("boilerplate")
    before = label(desk, "boilerplate")
    table = editor.form.attributes
    while table.rows:
        press(table.rows[0].remove_button)
    assert label(desk, "boilerplate").attributes == ()
    press(table.add_button)
    row = table.rows[0]
    write(row.name, "mood")
    assert label(desk, "boilerplate").attributes == (Attribute(name="mood"),) or editor.form.problem
    row.kind.setCurrentIndex(row.kind.findData("choice"))
    row.kind.activated.emit(0)
    assert "write its values" in editor.form.problem
    write(row.values, 'good, bad, "so, so"')
    assert editor.form.problem == ""
    row.choice.setCurrentIndex(2)
    row.choice.activated.emit(2)
    mood = Attribute(name="mood", kind="choice", values=("good", "bad", "so, so"), default="bad")
    assert label(desk, "boilerplate").attributes == (mood,)
    press(table.add_button)
    write(table.rows[1].name, "mood")
    assert "Two attributes" in editor.form.problem
    write(table.rows[1].name, "sure")
    kind = table.rows[1].kind
    kind.setCurrentIndex(kind.findData("yes/no"))
    kind.activated.emit(0)
    assert label(desk, "boilerplate").attributes == (mood, Attribute(name="sure", kind="yes/no"))
    desk.session.undo()
    desk.session.undo()
    assert label(desk, "boilerplate").attributes == (mood,)
    while desk.session.undo():
        pass
    assert label(desk, "boilerplate") == before
    assert table.value == before.attributes


def test_lists_come_back_as_they_were():
    """What is joined for a field is split into the same values."""
    values = ("a", "so, so", 'she said "no"', "é 😀")
    assert label_rules.split_list(label_rules.join_list(values)) == values
    assert label_rules.split_list("") == ()
    assert label_rules.split_list(" , ,") == ()


# -- adding, moving, removing ---------------------------------------------------------------------


def test_add_begins_with_the_name(desk, editor):
    """A new label has its own key, colour and letter, and stands in bar and menu."""
    before = labels(desk)
    press(editor.add_button)
    assert editor.focusWidget() is editor.form.name
    QTest.keyClicks(editor.form.name, "rumour")
    QTest.keyClick(editor.form.name, Qt.Key.Key_Return)
    new = labels(desk)[-1]
    assert (new.name, new.key, new.position) == ("rumour", "5", 4)
    assert new.colour not in {one.colour for one in before}
    assert desk.window.label_bar.button(new.id).label == new
    assert [one.text() for _, one in desk.window.label_actions()][-1] == "rumour"
    leave(editor, desk)
    desk.drag(0, 3)
    desk.key("5")
    assert desk.shown() == [(new.id, ((0, 3),))]
    for _ in range(3):
        desk.session.undo()
    assert labels(desk) == before
    assert new.id not in desk.session.labels


def test_undo_in_the_editor_stops_at_what_was_there_before(desk):
    """Spans that were tagged before it was opened are not undone from it."""
    desk.drag(0, 3)
    desk.key("2")
    dialog = LabelEditor(desk.session, desk.desktop.themes, desk.window)
    dialog.show()
    assert not dialog.undo_action.isEnabled()
    press(dialog.add_button)
    assert dialog.undo_action.isEnabled()
    dialog.undo_action.trigger()
    assert not dialog.undo_action.isEnabled()
    assert len(desk.shown()) == 1
    dialog.close()
    dialog.deleteLater()


def test_labels_are_put_in_another_order(desk, editor):
    """Up and down move the label in list, bar and menu; each is one step of undo."""
    editor.select("entity")
    press(editor.up_button)
    press(editor.up_button)
    assert [one.id for one in labels(desk)] == ["entity", "claim", "quote", "boilerplate"]
    assert not editor.up_button.isEnabled()
    bar = [button.label.id for button in desk.window.label_bar._buttons.values()]
    assert bar == ["entity", "claim", "quote", "boilerplate"]
    assert [one.id for one, _ in desk.window.label_actions()] == bar
    press(editor.down_button)
    assert [one.id for one in labels(desk)] == ["claim", "entity", "quote", "boilerplate"]
    for _ in range(3):
        desk.session.undo()
    assert [one.id for one in labels(desk)] == ["claim", "quote", "entity", "boilerplate"]


def test_an_unused_label_goes_without_a_question(desk, editor):
    """And comes back with Undo; the last one of all stays."""
    before = labels(desk)
    editor.select("quote")
    press(editor.remove_button)
    assert [one.id for one in labels(desk)] == ["claim", "entity", "boilerplate"]
    assert editor.form.label.id == "entity"
    desk.session.undo()
    assert labels(desk) == before
    for _ in range(3):
        press(editor.remove_button)
    assert len(labels(desk)) == 1
    assert not editor.remove_button.isEnabled()


def test_spans_of_a_removed_label_go_over_to_another(desk, editor, qtbot):
    """Everybody's spans in every article; what is on the screen is only one's own."""
    used(desk)
    before, shown = labels(desk), desk.shown()
    editor.select("quote")

    def handler(dialog: RemovalDialog) -> None:
        asked = dialog.question.text()
        assert asked == (
            "3 spans of 1 annotator use “quote”. What becomes of them? Others’ work on articles"
            " that are not done for ana is left out."
        )
        dialog.others.setCurrentIndex(dialog.others.findData("entity"))
        press(dialog.remove_button)

    trouble = in_dialog(RemovalDialog, handler)
    press(editor.remove_button)
    assert not trouble
    desk.window.grab()
    assert desk.shown() == [("entity", ((0, 3),)), ("entity", ((4, 8),)), ("claim", ((9, 14),))]
    assert desk.session.counts["entity"] == 2
    assert desk.session.counts["quote"] == 0
    assert desk.project().statistics().labels["entity"] == 4
    assert desk.window.span_list.model.rowCount() == 3
    assert "quote" not in desk.session.labels
    desk.session.undo()
    desk.window.grab()
    assert (labels(desk), desk.shown()) == (before, shown)
    assert desk.project().statistics().labels["quote"] == 4
    assert not desk.project().check()


def test_spans_of_a_removed_label_can_be_deleted(desk, editor):
    """With the links between them; Cancel changes nothing; Undo brings all of it back."""
    used(desk)
    before, shown, links = labels(desk), desk.shown(), dict(desk.session.links)
    assert links
    editor.select("quote")
    assert not in_dialog(RemovalDialog, lambda dialog: dialog.reject())
    press(editor.remove_button)
    assert (labels(desk), desk.shown()) == (before, shown)

    def handler(dialog: RemovalDialog) -> None:
        dialog.delete_choice.click()
        assert not dialog.others.isEnabled()
        press(dialog.remove_button)

    trouble = in_dialog(RemovalDialog, handler)
    press(editor.remove_button)
    assert not trouble
    desk.window.grab()
    assert desk.shown() == [("claim", ((9, 14),))]
    assert desk.session.links == {}
    assert desk.project().statistics().spans == 1
    assert desk.window.span_list.model.rowCount() == 1
    desk.session.undo()
    desk.window.grab()
    assert (labels(desk), desk.shown(), desk.session.links) == (before, shown, links)
    assert desk.window.span_list.model.rowCount() == 3
    desk.session.redo()
    desk.window.grab()
    assert desk.shown() == [("claim", ((9, 14),))]


def test_moved_spans_keep_the_attributes_that_make_sense(desk, editor):
    """As when a span gets another label: what only the old label defines goes."""
    desk.session.apply(
        AddSpan(
            article="a0",
            label="quote",
            ranges=((0, 3),),
            attributes={"directness": "direct", "own": 1},
        )
    )
    editor.select("quote")

    def handler(dialog: RemovalDialog) -> None:
        dialog.others.setCurrentIndex(dialog.others.findData("claim"))
        press(dialog.remove_button)

    assert not in_dialog(RemovalDialog, handler)
    press(editor.remove_button)
    (span,) = desk.session.spans.values()
    assert (span.label, span.attributes) == ("claim", {"checkable": True, "own": 1})
    desk.session.undo()
    (span,) = desk.session.spans.values()
    assert span.attributes == {"directness": "direct", "own": 1}


def used(desk) -> None:
    """Three spans of ana in the open article, one in the other, one of ben's in the open one."""
    for label_id, start, end in (("quote", 0, 3), ("quote", 4, 8), ("claim", 9, 14)):
        desk.session.apply(AddSpan(article="a0", label=label_id, ranges=((start, end),)))
    one, other, _ = list(desk.session.spans)
    desk.session.apply(AddLink(type="speaker", source=one, target=other))
    project = desk.project()
    project.apply(AddSpan(article="a1", label="quote", ranges=((0, 6),)), "ana")
    project.add_annotator("ben")
    project.apply(AddSpan(article="a0", label="quote", ranges=((0, 14),)), "ben")


def test_renaming_keeps_all_spans(desk, editor):
    """Ids stay; only what people read changes, everywhere at once."""
    used(desk)
    shown = desk.shown()
    editor.select("quote")
    write(editor.form.name, "said")
    assert desk.shown() == shown
    assert desk.project().statistics().labels["said"] == 4
    assert desk.window.label_bar.button("quote").label.name == "said"
    assert desk.window.guidelines.chooser.findText("said") > 0
    assert desk.window.span_list.filter.findData("quote") > 0


def test_the_panels_let_go_of_a_removed_label(desk, editor):
    """Guidelines that were shown or edited, the filter of the span list, and the inspector."""
    panel = desk.window.guidelines
    desk.session.apply(AddSpan(article="a0", label="quote", ranges=((0, 3),)))
    assert panel.label.id == "quote"
    editor.select("quote")
    write(editor.form.name, "said")
    assert desk.window.inspector._name.text == "said"
    desk.session.undo()
    desk.session.undo()
    panel.show_label("quote")
    panel.edit()
    desk.window.span_list.filter.setCurrentIndex(2)
    press(editor.remove_button)
    assert "quote" not in desk.session.labels
    assert not panel.editing
    assert panel.label.id == "claim"
    assert desk.window.span_list.filter.currentData() == ""
    desk.session.undo()
    panel.show_label("quote")
    assert panel.label.id == "quote"


def test_what_cannot_be_written_stays(desk, editor, monkeypatch):
    """The message says why; what was typed is still there, and is stored the next time."""
    before = label(desk, "claim")
    editor.select("claim")
    project = desk.project()

    def fail(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(project, "apply", fail)
    field = editor.form.description
    field.setText("typed")
    trouble = in_dialog(QMessageBox, lambda box: box.reject())
    field.committed.emit()
    assert not trouble
    assert field.text() == "typed"
    trouble = in_dialog(QMessageBox, lambda box: box.reject())
    editor.select("quote")
    assert not trouble
    assert (editor.form.label, editor.list.selected, field.text()) == (before, before, "typed")
    trouble = in_dialog(QMessageBox, lambda box: box.reject())
    editor.reject()
    assert not trouble
    assert editor.isVisible()
    monkeypatch.undo()
    editor.reject()
    assert not editor.isVisible()
    assert label(desk, "claim").description == "typed"


# -- hostile names --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [MARKUP, LONG.strip(), "a&b \u200dx", "😀" * 40, "עברית"])
def test_a_name_is_shown_as_typed_and_breaks_nothing(desk, editor, name):
    """In list, form, bar, menu, span list, guidelines, undo text and the question."""
    editor.select("quote")
    editor.form.name.setFocus()
    editor.form.name.setText(name)
    QTest.keyClick(editor.form.name, Qt.Key.Key_Return)
    assert label(desk, "quote").name == name
    assert editor.form.name.text() == name
    desk.session.apply(AddSpan(article="a0", label="quote", ranges=((0, 3),)))
    for widget in (editor, desk.window):
        widget.grab()
    bar = desk.window.label_bar.button("quote")
    assert bar.width() < 320
    assert editor.width() <= 900
    assert editor.form.width() <= editor._scroll.viewport().width()
    tips = [bar.toolTip(), desk.window.actions_by_name["undo"].toolTip(), editor.list.toolTip()]
    tips += [editor.undo_action.toolTip()]
    tips += [
        editor.list.labels.index(row).data(Qt.ItemDataRole.ToolTipRole)
        for row in range(editor.list.labels.rowCount())
    ]
    assert not any("<img" in one for one in tips)
    assert not any("<b>" in one for one in tips)

    def handler(dialog: RemovalDialog) -> None:
        assert dialog.question.textFormat() is Qt.TextFormat.PlainText
        assert label_rules.shorten(name, 60) in dialog.question.text()
        assert dialog.width() < 700
        dialog.reject()

    trouble = in_dialog(RemovalDialog, handler)
    press(editor.remove_button)
    assert not trouble


def test_everything_that_takes_the_focus_has_names(desk, editor):
    """An object name for tests, an accessible name for screen readers."""
    press(editor.form.attributes.add_button)
    for widget in editor.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.window() is not editor:
            continue
        if not widget.objectName().startswith("qt_"):
            reader = QAccessible.queryAccessibleInterface(widget)
            assert widget.objectName(), widget
            assert reader.text(QAccessible.Text.Name), widget.objectName()


# -- files ----------------------------------------------------------------------------------------


def test_labels_are_saved_and_make_another_project(desk, editor, tmp_path: Path, monkeypatch):
    """What is saved is what ``annotator new --labels`` begins with, attributes and links too."""
    editor.select("quote")
    write(editor.form.links, "speaker, a <b>")
    out = tmp_path / "shared.json"
    monkeypatch.setattr(files, "label_set_to_save", lambda *_: out)
    press(editor.save_button)
    assert "4 labels saved in shared.json" in editor.says
    assert json.loads(out.read_bytes())["schema"] == "annotator-labels/1"
    with create_project(tmp_path / "other.annotator", out) as other:
        assert other.labels() == labels(desk)


def test_loading_adds_the_labels_that_are_not_there(desk, editor, tmp_path: Path, monkeypatch):
    """One step of undo; keys that are taken are left out; names that are there are left alone."""
    before = labels(desk)
    path = tmp_path / "more.json"
    entries = [
        {"name": "quote", "colour": "#000000"},
        {"name": MARKUP, "key": "1", "attributes": [{"name": "sure", "kind": "yes/no"}]},
        {"name": "rumour", "key": "7", "links": ["source"]},
    ]
    path.write_text(json.dumps({"schema": "annotator-labels/1", "labels": entries}))
    monkeypatch.setattr(files, "label_set_to_load", lambda *_: path)
    press(editor.load_button)
    after = labels(desk)
    assert after[: len(before)] == before
    assert [(one.name, one.key) for one in after[len(before) :]] == [(MARKUP, ""), ("rumour", "7")]
    assert after[-2].attributes == (Attribute(name="sure", kind="yes/no"),)
    assert after[-1].links == ("source",)
    assert editor.says == "2 labels added. 1 of the file were there already."
    press(editor.load_button)
    assert "there already" in editor.says
    desk.session.undo()
    assert labels(desk) == before


def test_a_file_that_is_no_label_set_says_so(desk, editor, tmp_path: Path):
    """Reading and writing say in a sentence what is wrong, and nothing changes."""
    before = labels(desk)
    path = tmp_path / "bad.json"
    path.write_text('{"schema":"annotator-labels/1","labels":[{"name":"x","colour":"red"}]}')
    editor.load(path)
    assert "Nothing was added" in editor.says
    assert "#1f77b4" in editor.says
    editor.save(tmp_path / "no" / "where.json")
    assert "Not saved" in editor.says
    assert labels(desk) == before


def test_a_label_that_another_program_added_is_not_lost(desk, editor):
    """The file is the truth: a clash that the screen cannot know is refused by the project."""
    with_ben = Label(id="new", name="fresh", key="8", position=9)
    desk.project().apply(AddLabel(label=with_ben), "ben")
    editor.select("claim")
    write(editor.form.name, "fresh")
    assert "already a label fresh" in editor.says
    assert desk.project().labels()[0].name == "claim"
