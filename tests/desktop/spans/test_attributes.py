"""What is said of a span, in the inspector, by keyboard: stored, undone, and there next time."""

from __future__ import annotations

import orjson
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import SetAttributes, SetLabel
from annotator.annotation.records import Attribute
from annotator.desktop.spans.attributes import summary
from annotator.errors import NotSavedError
from annotator.exchange import write_out
from annotator.words import say
from tests.desktop.desk import CTRL, SHIFT, picture

TEXT = "Ferry stays\n\n“We wait,” said Nora Vance of the line. The quay is closed now."


def tag(desk, piece: str, key: str):
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    desk.key(key)
    return desk.session.current


def said(desk, span: str) -> dict:
    """What the project file holds."""
    opened = desk.project().open_article("ana", "a0")
    return next(one.attributes for one in opened.spans if one.id == span)


def give_text_attribute(desk) -> None:
    label = desk.session.labels["entity"]
    more = (*label.attributes, Attribute(name="role"), Attribute(name="alive", kind="yes/no"))
    desk.session.apply(SetLabel(label=replace(label, attributes=more)))


def test_a_choice_by_key_is_stored_at_once_and_undone(open_desk, tmp_path):
    """I, a digit, Escape: three keys; the export has it, Undo takes it back."""
    desk = open_desk([TEXT])
    span = tag(desk, "“We wait,”", "2")
    assert said(desk, span) == {"directness": "direct"}
    desk.key("i")
    desk.key("3")
    assert said(desk, span) == {"directness": "mixed"}
    assert desk.session.spans[span].label == "quote"
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()
    assert desk.session.current == span
    out = tmp_path / "out.jsonl"
    write_out(desk.project(), out)
    assert orjson.loads(out.read_bytes())["spans"][0]["attributes"] == {"directness": "mixed"}
    desk.key("z", CTRL)
    assert said(desk, span) == {"directness": "direct"}
    assert desk.window.inspector.attributes.fields["directness"].value == "direct"


def test_arrows_letters_and_delete_in_a_choice(open_desk):
    """Right and Left step, a letter goes to its value, Delete takes it away and not the span."""
    desk = open_desk([TEXT])
    span = tag(desk, "Nora Vance", "3")
    desk.key("i")
    desk.key(Qt.Key.Key_Right, times=2)
    assert said(desk, span) == {"kind": "organisation"}
    desk.key(Qt.Key.Key_Left)
    assert said(desk, span) == {"kind": "person"}
    desk.key("o")
    assert said(desk, span) == {"kind": "organisation"}
    desk.key("o")
    assert said(desk, span) == {"kind": "other"}
    desk.key(Qt.Key.Key_Delete)
    assert said(desk, span) == {}
    assert span in desk.session.spans


def test_yes_no_has_three_states(open_desk):
    """Not said, yes and no are told apart; Space turns, Delete says nothing again."""
    desk = open_desk([TEXT])
    span = tag(desk, "The quay is closed now.", "1")
    assert said(desk, span) == {"checkable": True}
    desk.key("i")
    desk.key(Qt.Key.Key_Space)
    assert said(desk, span) == {"checkable": False}
    desk.key(Qt.Key.Key_Delete)
    assert said(desk, span) == {}
    field = desk.window.inspector.attributes.fields["checkable"]
    assert field.checkState() is Qt.CheckState.PartiallyChecked
    desk.key("n")
    assert said(desk, span) == {"checkable": False}
    desk.key(Qt.Key.Key_Down)
    desk.key("h")
    assert said(desk, span) == {"checkable": False, "confidence": "high"}


def test_text_is_stored_when_the_field_is_left(open_desk):
    """Return and going elsewhere store it; Escape first gives up what was typed, then leaves."""
    desk = open_desk([TEXT])
    give_text_attribute(desk)
    span = tag(desk, "Nora Vance", "3")
    desk.key("i")
    desk.key(Qt.Key.Key_Down)
    for letter in "boss 2":
        desk.key(letter)
    assert said(desk, span) == {}
    desk.key(Qt.Key.Key_Return)
    assert said(desk, span) == {"role": "boss 2"}
    desk.key("x")
    desk.key(Qt.Key.Key_Escape)
    field = desk.window.inspector.attributes.fields["role"]
    assert field.text() == "boss 2"
    assert field.hasFocus()
    desk.key("!")
    desk.key(Qt.Key.Key_Tab)
    assert said(desk, span) == {"role": "boss 2!"}
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()


def test_typed_text_survives_other_span_article_and_restart(open_desk):
    """What was typed goes to the span it was typed for, whatever comes next."""
    desk = open_desk([TEXT, TEXT])
    give_text_attribute(desk)
    one, two = tag(desk, "Nora Vance", "3"), tag(desk, "Ferry", "3")
    for span, leave in ((one, two), (two, None)):
        desk.session.set_current(span)
        desk.key("i")
        desk.key(Qt.Key.Key_Down)
        desk.key("a" if span == one else "b")
        if leave:
            desk.session.set_current(leave)
            desk.focus(desk.view)
    desk.close()
    desk = open_desk()
    assert (said(desk, one), said(desk, two)) == ({"role": "a"}, {"role": "b"})


def test_text_that_cannot_be_stored_is_kept(open_desk, monkeypatch):
    """The field keeps what was typed, the window does not close on it, and it is tried again."""
    desk = open_desk([TEXT])
    give_text_attribute(desk)
    span = tag(desk, "Nora Vance", "3")
    desk.key("i")
    desk.key(Qt.Key.Key_Down)
    desk.key("b")
    project, failures = desk.project(), []

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    desk.session.failed.disconnect()
    desk.session.failed.connect(desk.window.inspector.attributes._on_failed)
    desk.session.failed.connect(lambda *_: failures.append(1))
    with monkeypatch.context() as patch:
        patch.setattr(project, "apply", refuse)
        assert not desk.window.inspector.flush()
        assert failures
        assert desk.window.inspector.attributes.fields["role"].text() == "b"
    assert desk.window.inspector.flush()
    assert said(desk, span) == {"role": "b"}


def test_what_the_label_does_not_define_is_shown(open_desk):
    """An attribute of another origin is there to read, and stays when others change."""
    desk = open_desk([TEXT])
    span = tag(desk, "“We wait,”", "2")
    odd = {"score": 0.5, "old": "<b>x</b>"}
    desk.session.apply(SetAttributes(span=span, attributes=odd))
    rows = desk.window.inspector.attributes
    shown = {
        name: rows.findChild(object, f"other_attribute_{name}").text for name in ("score", "old")
    }
    assert shown == {"score": "0.5", "old": "<b>x</b>"}
    desk.key("i")
    desk.key("1")
    assert said(desk, span) == {**odd, "directness": "direct"}


def test_click_chooses_and_the_same_click_takes_it_away(qtbot, open_desk):
    """The mouse does what the keys do."""
    desk = open_desk([TEXT])
    span = tag(desk, "“We wait,”", "2")
    field = desk.window.inspector.attributes.fields["directness"]
    middle = field._arrange(field.width())[1].center().toPoint()
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=middle)
    assert said(desk, span) == {"directness": "indirect"}
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=middle)
    assert said(desk, span) == {}


def test_without_attributes_or_span_the_key_says_so(open_desk):
    """I never leaves the keyboard nowhere."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.key("i")
    assert "no current span" in desk.status()
    tag(desk, "line", "4")
    desk.key("i")
    assert "no attributes" in desk.status()
    assert desk.view.hasFocus()


@pytest.mark.parametrize("shift", [False, True])
def test_digits_relabel_again_once_back_on_the_page(open_desk, shift):
    """The keys that the fields keep are the window's again after Escape or Shift+Tab."""
    desk = open_desk([TEXT])
    span = tag(desk, "Nora Vance", "3")
    desk.key("i")
    if shift:
        desk.key(Qt.Key.Key_Backtab, SHIFT)
    desk.focus(desk.view)
    desk.key("4")
    assert desk.session.spans[span].label == "boilerplate"


def test_the_list_shows_what_is_said(open_desk):
    """The row of a span has its values in words, and draws them."""
    desk = open_desk([TEXT])
    span = tag(desk, "“We wait,”", "2")
    spans = desk.window.span_list
    assert summary(desk.session.spans[span]) == "direct"
    index = spans.model.index(0)
    assert "direct" in spans.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    before = picture(spans.list)
    desk.session.apply(SetAttributes(span=span, attributes={}))
    assert picture(spans.list) != before


def test_values_that_need_two_lines_are_all_there(open_desk):
    """Where the panel is narrow, the values go on below and the field is as high as they are."""
    desk = open_desk([TEXT])
    tag(desk, "Nora Vance", "3")
    QTest.qWait(0)
    field = desk.window.inspector.attributes.fields["kind"]
    boxes = field._arrange(field.width())
    assert len({box.top() for box in boxes}) == 2
    assert all(field.rect().toRectF().contains(box) for box in boxes)
