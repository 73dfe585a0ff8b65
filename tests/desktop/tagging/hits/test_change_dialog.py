"""Chosen hits changed together: looked at, done as one change, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Status
from annotator.desktop.tagging.hits.change_dialog import HitChangeDialog
from tests.desktop.tagging.searches import open_search

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def tick_all(dialog):
    QTest.mouseClick(dialog.tick_all, Qt.MouseButton.LeftButton)
    assert dialog.model.tick_count == dialog.model.rowCount()


def opened(desk, dialog, qtbot) -> HitChangeDialog:
    dialog.change.click()
    return shown(desk, qtbot)


def shown(desk, qtbot) -> HitChangeDialog:
    change = desk.window.searching.dialog.findChildren(HitChangeDialog)[-1]
    qtbot.waitUntil(lambda: change._task is None)
    return change


def tag(desk, article: str, start: int, end: int, label: str = "claim", who: str = "ana") -> str:
    edit = AddSpan(article=article, label=label, ranges=((start, end),))
    if who == desk.session.annotator:
        changes = desk.session.apply(edit, follow=False)
    else:
        changes = desk.project().apply(edit, who)
    return changes.delta.spans[0].record.id


def test_ticked_hits_are_tagged_as_one_change(desk, qtbot):
    """What is not ticked stays as it is; one undo takes all back."""
    dialog = open_search(desk, qtbot, "ferry")
    assert not dialog.change.isEnabled()
    tick_all(dialog)
    dialog.list.setFocus()
    dialog.list.select_row(0)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.change.text() == "Change 3 ticked hits …"
    left = dialog.model.hit(0)
    change = opened(desk, dialog, qtbot)
    assert change.state.text() == "Say as what to tag them."
    assert not change.ok.isEnabled()
    change.label.setCurrentIndex(change.label.findData("entity"))
    assert change.state.text() == "3 spans in 2 articles."
    assert change.ok.text() == "Tag 3 hits"
    assert change.model.rowCount() == 3
    change.ok.click()
    stored = {(article, pieces[0][0]) for article, _, pieces in desk.stored()}
    assert len(stored) == 3
    assert (left.article, left.start) not in stored
    assert desk.status() == "Changed: 3 spans in 2 articles."
    assert [len(dialog.model.hit(row).spans) for row in range(4)] == [0, 1, 1, 1]
    desk.session.undo()
    assert desk.stored() == []
    assert [len(dialog.model.hit(row).spans) for row in range(4)] == [0, 0, 0, 0]


def test_spans_at_the_hits_get_another_label(desk, qtbot):
    """Sentences around the hits, each once; others' spans and other labels stay."""
    tag(desk, "a0", 0, 18)
    tag(desk, "a1", 14, 42)
    entity = tag(desk, "a0", 20, 28, "entity")
    tag(desk, "a2", 0, 7)
    theirs = tag(desk, "a1", 14, 22, who="bob")
    dialog = open_search(desk, qtbot, "ferry")
    tick_all(dialog)
    change = opened(desk, dialog, qtbot)
    QTest.mouseClick(change.relabel, Qt.MouseButton.LeftButton)
    change.old.setCurrentIndex(change.old.findData("claim"))
    assert change.state.text() == "Say from which label to which other one."
    change.new.setCurrentIndex(change.new.findData("quote"))
    assert change.state.text() == (
        "2 spans in 2 articles; left out: 1 without a span of claim. What quote does not know"
        " goes: checkable, confidence, same, contradicts, updates."
    )
    assert change.ok.text() == "Change 2 spans"
    change.ok.click()
    labels = sorted((article, label) for article, label, _ in desk.stored())
    assert labels == [
        ("a0", "entity"), ("a0", "quote"), ("a1", "claim"), ("a1", "quote"), ("a2", "claim"),
    ]  # fmt: skip
    bobs = desk.project().open_article("bob", "a1").spans
    assert [(span.id, span.label) for span in bobs] == [(theirs, "claim")]
    assert desk.session.spans[entity].label == "entity"
    desk.session.undo()
    assert sum(label == "claim" for _, label, _ in desk.stored()) == 4


def test_articles_that_are_done_are_asked_for(desk, qtbot):
    desk.session.apply(SetStatus(articles=("a1",), status=Status.DONE))
    dialog = open_search(desk, qtbot, "ferry")
    tick_all(dialog)
    change = opened(desk, dialog, qtbot)
    change.label.setCurrentIndex(change.label.findData("entity"))
    assert change.state.text() == "2 spans in 1 article; left out: 2 in articles that are done."
    assert change.done_too.text() == "Also in articles that are done (2 hits)"
    change.done_too.click()
    assert change.state.text() == "4 spans in 2 articles."
    change.ok.click()
    assert len(desk.stored()) == 4


def test_what_was_changed_meanwhile_is_looked_at_anew(desk, qtbot):
    """Nothing is tagged twice because a list is old."""
    dialog = open_search(desk, qtbot, "train")
    tick_all(dialog)
    desk.project().apply(AddSpan(article="a1", label="entity", ranges=((2, 7),)), "ana")
    change = opened(desk, dialog, qtbot)
    change.label.setCurrentIndex(change.label.findData("entity"))
    assert change.state.text() == "Nothing would change: 1 is tagged so already."
    assert not change.ok.isEnabled()


def test_a_refusal_leaves_the_dialog_open_and_all_as_it_was(desk, qtbot):
    """A span that has gone meanwhile: nothing is changed, and the list is read anew."""
    gone = tag(desk, "a0", 6, 11)
    tag(desk, "a1", 17, 22)
    dialog = open_search(desk, qtbot, "ferry")
    tick_all(dialog)
    change = opened(desk, dialog, qtbot)
    QTest.mouseClick(change.relabel, Qt.MouseButton.LeftButton)
    change.old.setCurrentIndex(change.old.findData("claim"))
    change.new.setCurrentIndex(change.new.findData("entity"))
    assert change.ok.text() == "Change 2 spans"
    from annotator.annotation.edits import RemoveSpans

    desk.project().apply(RemoveSpans(spans=(gone,)), "ana")
    change.ok.click()
    assert change.isVisible()
    assert [label for _, label, _ in desk.stored()] == ["claim"]
    change = shown(desk, qtbot)
    change.reject()
