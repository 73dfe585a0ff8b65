"""Several spans at once with real keys and the mouse: selected, changed, and taken back in one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddLink, AddSpan
from annotator.annotation.records import Span
from annotator.workbench.spans.filtering import Asked, Condition
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk

NAMES = "Ada met Bo. Ada left. Bo and Ada went on.\n\n" + "The ferry waits. " * 400 + "Ada again."
WORDS = [(0, 3), (8, 10), (12, 15), (22, 24), (29, 32)]


@pytest.fixture
def desk(open_desk):
    return open_desk([NAMES, "Another article with Ada."])


def tag(desk: Desk, *places: tuple[int, int], label: str = "entity") -> list[str]:
    ids = []
    for place in places:
        changes = desk.session.apply(AddSpan(article="a0", label=label, ranges=(place,)))
        ids.append(changes.delta.spans[0].record.id)
    desk.session.set_current("")
    return ids


def rows(desk: Desk):
    return desk.window.span_list.list


def texts(desk: Desk) -> list[str]:
    model = desk.window.span_list.model
    return [model.index(row).data() for row in range(model.rowCount())]


def by_id(desk: Desk, *ids: str) -> list[Span]:
    return [desk.session.spans[one] for one in ids]


def click_row(desk: Desk, row: int, modifiers=NO) -> None:
    place = rows(desk).visualRect(desk.window.span_list.model.index(row)).center()
    QTest.mouseClick(rows(desk).viewport(), LEFT, modifiers, place)


def test_shift_ctrl_and_all_select_several(desk):
    """None is current meanwhile; a plain key or click ends it."""
    ids = tag(desk, *WORDS)
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_Home)
    assert desk.session.current == ids[0]
    desk.key(Qt.Key.Key_Down, SHIFT, 2)
    assert desk.session.several.ids == tuple(ids[:3])
    assert desk.session.current == ""
    click_row(desk, 4, CTRL)
    assert set(desk.session.several.ids) == {*ids[:3], ids[4]}
    click_row(desk, 0, CTRL)
    assert set(desk.session.several.ids) == {ids[1], ids[2], ids[4]}
    desk.key(Qt.Key.Key_A, CTRL)
    assert set(desk.session.several.ids) == set(ids)
    assert desk.window.inspector.several.title.text() == "5 spans"
    click_row(desk, 3)
    assert not desk.session.several
    assert desk.session.current == ids[3]


def test_down_to_one_it_is_current_and_to_none_nothing_is(desk):
    ids = tag(desk, *WORDS)
    desk.focus(rows(desk))
    click_row(desk, 0)
    click_row(desk, 1, CTRL)
    click_row(desk, 0, CTRL)
    assert desk.session.current == ids[1]
    click_row(desk, 1, CTRL)
    assert desk.session.current == ""
    assert rows(desk).selected_count == 0


def test_a_labels_key_changes_all_and_one_undo_takes_it_back(desk):
    """What has the label is left out, and the sentence says so."""
    ids = tag(desk, *WORDS[:3])
    claim = tag(desk, WORDS[3], label="claim")
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key("1")
    assert {one.label for one in desk.session.spans.values()} == {"claim"}
    assert desk.status() == "3 spans are claim now; left out: 1 is claim already"
    assert set(desk.session.several.ids) == {*ids, *claim}
    desk.key(Qt.Key.Key_Z, CTRL)
    assert [one.label for one in by_id(desk, *ids, *claim)] == ["entity"] * 3 + ["claim"]
    assert [label for _, label, _ in desk.stored()] == ["entity"] * 3 + ["claim"]


def test_delete_deletes_all_as_one_step(desk):
    ids = tag(desk, *WORDS)
    desk.session.apply(AddLink(type="same", source=tag(desk, (16, 20), label="claim")[0],
                               target=ids[1]))  # fmt: skip
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_Home)
    desk.key(Qt.Key.Key_Down, SHIFT, 2)
    desk.key(Qt.Key.Key_Delete)
    assert desk.status() == "3 spans deleted, with 1 link"
    assert len(desk.session.spans) == 3
    assert not desk.session.several
    desk.key(Qt.Key.Key_Z, CTRL)
    assert len(desk.session.spans) == 6
    assert len(desk.session.links) == 1


def test_a_flag_and_its_box_mean_all(desk):
    ids = tag(desk, *WORDS[:2])
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    desk.key("y")
    assert all(one.flagged for one in by_id(desk, *ids))
    assert desk.status() == "2 spans are unsure now"
    desk.window.inspector.several.unsure.click()
    assert not any(one.flagged for one in by_id(desk, *ids))
    desk.key(Qt.Key.Key_Z, CTRL)
    assert all(one.flagged for one in by_id(desk, *ids))


def test_equal_texts_stand_together_and_are_meant_together(desk):
    """Right opens the group and Left closes it; its head means all of it."""
    ids = tag(desk, *WORDS)
    desk.window.span_list.group.click()
    assert texts(desk) == ["Ada × 3", "Bo × 2"]
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_Home)
    assert set(desk.session.several.ids) == {ids[0], ids[2], ids[4]}
    desk.key(Qt.Key.Key_Right)
    assert texts(desk) == ["Ada × 3", "Ada", "Ada", "Ada", "Bo × 2"]
    desk.key(Qt.Key.Key_Down, times=2)
    assert desk.session.current == ids[2]
    desk.key(Qt.Key.Key_Left)
    assert set(desk.session.several.ids) == {ids[0], ids[2], ids[4]}
    desk.key(Qt.Key.Key_Left)
    assert texts(desk) == ["Ada × 3", "Bo × 2"]
    desk.key(Qt.Key.Key_Down)
    desk.key("1")
    assert [one.label for one in by_id(desk, ids[1], ids[3])] == ["claim", "claim"]
    assert desk.window.span_list.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Bo, 2 spans, claim, closed"
    )


def test_the_sign_opens_a_group_and_selects_nothing(desk):
    tag(desk, *WORDS)
    desk.window.span_list.group.click()
    head = rows(desk).visualRect(desk.window.span_list.model.index(0))
    QTest.mouseClick(rows(desk).viewport(), LEFT, NO, head.center().__class__(8, head.center().y()))
    assert len(texts(desk)) == 5
    assert not desk.session.several


def test_filters_show_what_is_missing_and_follow_edits(desk):
    """A span that is no longer so leaves the list, and is no longer meant."""
    ids = tag(desk, *WORDS[:3])
    panel = desk.window.span_list
    panel.condition.choose(Condition(Asked.NOT_SET, "kind"))
    assert len(texts(desk)) == 3
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    field = desk.window.inspector.several.fields["kind\nchoice"]
    field.choose("person")
    assert desk.status() == "“kind” of 3 spans is “person” now"
    assert texts(desk) == []
    assert not desk.session.several
    assert {one.attributes["kind"] for one in by_id(desk, *ids)} == {"person"}
    desk.session.undo()
    assert len(texts(desk)) == 3


def test_quotes_without_a_speaker(desk):
    """A link takes its quote out of the list, and its removal puts it back."""
    quote, ada = tag(desk, (12, 20), label="quote")[0], tag(desk, (0, 3))[0]
    panel = desk.window.span_list
    panel.condition.choose(Condition(Asked.WITHOUT, "speaker"))
    assert texts(desk) == ["Ada left"]
    desk.session.apply(AddLink(type="speaker", source=quote, target=ada), follow=False)
    assert texts(desk) == []
    desk.session.undo()
    assert texts(desk) == ["Ada left"]


def test_another_filter_lets_go_of_what_it_hides(desk):
    ids = tag(desk, *WORDS[:3])
    tag(desk, WORDS[3], label="claim")
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    assert len(desk.session.several.ids) == 4
    desk.window.span_list.filter.setCurrentIndex(3)
    assert set(desk.session.several.ids) == set(ids)
    assert rows(desk).selected_count == 3


def test_what_differs_says_so(desk):
    """Common values are shown; what all cannot have names how many can."""
    tag(desk, *WORDS[:2])
    tag(desk, WORDS[2], label="claim")
    desk.session.set_current(tag(desk, WORDS[3])[0])
    desk.window.inspector.attributes.fields["kind"].choose("place")
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    panel = desk.window.inspector.several
    assert panel.labels.text() == "entity 3 · claim 1"
    kind = panel.fields["kind\nchoice"]
    assert kind.value is None
    assert kind.accessibleName() == "kind, differs, 3 of 4 spans"
    kind.choose("place")
    assert desk.status() == (
        "“kind” of 2 spans is “place” now; left out: 1 is so already, 1 has no “kind”"
    )
    assert kind.value == "place"
    assert kind.accessibleName() == "kind, 3 of 4 spans"
    sure = panel.fields["checkable\nyes/no"]
    desk.focus(sure)
    desk.key("y")
    assert desk.session.several


def test_the_spans_inside_the_selected_text(desk):
    """Those that reach beyond it are left out, and said; their key changes the others."""
    ids = tag(desk, *WORDS[:3])
    tag(desk, (16, 30), label="claim")
    desk.focus(desk.view)
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.session.several.ids == tuple(ids)
    assert desk.status() == "3 spans are selected; 1 reaches beyond the text that was selected"
    assert desk.view.selection() is None
    assert rows(desk).selected_count == 3
    desk.key("2")
    assert [one.label for one in by_id(desk, *ids)] == ["quote"] * 3
    desk.key(Qt.Key.Key_Delete)
    assert len(desk.session.spans) == 1
    desk.key(Qt.Key.Key_Z, CTRL, 2)
    assert [one.label for one in by_id(desk, *ids)] == ["entity"] * 3


def test_spans_of_hidden_labels_are_left_out_and_said(desk):
    """Nothing is changed that is not seen; what is selected in the list is seen, also then."""
    ids = tag(desk, *WORDS[:2])
    claim = tag(desk, WORDS[2], label="claim")[0]
    desk.window.seeing.turn("claim")
    desk.focus(desk.view)
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.session.several.ids == tuple(ids)
    assert desk.status() == "2 spans are selected; 1 has a label that is hidden"
    drawing = desk.view._drawing
    assert not drawing.shows(desk.session.spans[claim])
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    assert drawing.shows(desk.session.spans[claim])


def test_a_filter_gives_way_to_spans_selected_on_the_page(desk):
    """Nothing is changed that the list hides."""
    ids = tag(desk, *WORDS[:3])
    desk.window.span_list.filter.setCurrentIndex(1)
    assert texts(desk) == []
    desk.focus(desk.view)
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.session.several.ids == tuple(ids)
    assert len(texts(desk)) == 3


def test_none_or_one_inside(desk):
    (one,) = tag(desk, WORDS[0])
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.status().startswith("Select some text first")
    desk.drag(0, 7)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.session.current == one
    assert desk.status() == "1 span is selected"
    desk.drag(33, 40)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    assert desk.status() == "0 spans are selected"
    assert desk.session.current == one


def test_the_caret_that_goes_on_lets_go(desk):
    """A key then tags at the caret again, and changes nothing that is no longer looked at."""
    ids = tag(desk, *WORDS[:3])
    desk.focus(desk.view)
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    desk.key(Qt.Key.Key_Right)
    assert not desk.session.several
    assert rows(desk).selected_count == 0
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.session.several
    assert [one.label for one in by_id(desk, *ids)] == ["entity"] * 3


def test_what_is_out_of_sight_is_shown_before_it_is_changed(desk):
    """The first press says how many are selected; the second changes them."""
    ids = tag(desk, *WORDS[:3])
    desk.focus(desk.view)
    desk.drag(0, 20)
    desk.key(Qt.Key.Key_R, CTRL | SHIFT)
    bar = desk.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.key(Qt.Key.Key_Delete)
    assert len(desk.session.spans) == 3
    assert desk.status().startswith("3 spans are selected, and none was in sight")
    assert desk.view.in_sight(0)
    desk.key(Qt.Key.Key_Delete)
    assert not set(ids) & desk.session.spans.keys()


def test_what_is_selected_in_the_text_comes_first(desk):
    """As with a current span: a label's key tags the selected text."""
    ids = tag(desk, *WORDS[:3])
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    desk.view.select(33, 37)
    desk.key("1")
    assert len(desk.session.spans) == 4
    assert [one.label for one in by_id(desk, *ids)] == ["entity"] * 3


def test_several_are_let_go_with_the_article(desk):
    tag(desk, *WORDS[:3])
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    desk.session.open_article("a1")
    assert not desk.session.several
    desk.key("1")
    assert len(desk.stored()) == 3 or desk.shown()[0][0] == "claim"


@pytest.mark.parametrize("grouped", [False, True])
def test_thousands_are_changed_without_building_the_list_anew(desk, grouped):
    """One edit touches its rows, however many there are."""
    from annotator.annotation.edits import Batch, FlagSpans
    from annotator.words import say

    edits = tuple(
        AddSpan(article="a0", label="entity", ranges=((start, start + 3),))
        for start in range(45, 6045, 3)
    )
    desk.session.apply(Batch(edits=edits, text=say("Many")), follow=False)
    if grouped:
        desk.window.span_list.group.click()
    resets = []
    desk.window.span_list.model.modelReset.connect(lambda: resets.append(1))
    some = next(iter(desk.session.spans))
    desk.session.apply(FlagSpans(spans=(some,), flagged=True))
    desk.key(Qt.Key.Key_Delete)
    assert resets == []
    desk.focus(rows(desk))
    desk.key(Qt.Key.Key_A, CTRL)
    assert len(desk.session.several.ids) == len(desk.session.spans)
    desk.key(Qt.Key.Key_Delete)
    assert desk.session.spans == {}
    desk.session.undo()
    assert len(desk.session.spans) > 1990


def test_a_large_group_is_gone_through_once_not_for_each_of_its_spans(desk, monkeypatch):
    """All of its spans were selected elsewhere: its members are asked for a few times in all."""
    from annotator.annotation.edits import Batch
    from annotator.words import say
    from annotator.workbench.spans.rows import SpanRows

    places = range(43, 43 + 17 * 300, 17)
    edits = tuple(
        AddSpan(article="a0", label="entity", ranges=((at + 4, at + 9),)) for at in places
    )
    desk.session.apply(Batch(edits=edits, text=say("Many")), follow=False)
    desk.window.span_list.group.click()
    assert len(texts(desk)) == 1
    asked, ids_at = [], SpanRows.ids_at

    def counted(self, row):
        asked.append(row)
        return ids_at(self, row)

    monkeypatch.setattr(SpanRows, "ids_at", counted)
    desk.session.several.choose(desk.session.spans)
    assert rows(desk).selected_count == 1
    assert len(asked) < 10
