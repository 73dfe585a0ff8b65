"""Tagging what was found everywhere, looked at before it happens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.desk import SHIFT
from tests.desktop.tagging.searches import TEXTS, open_search, preview

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def test_tag_all_hits_is_one_change(desk, qtbot):
    """Whole words, letter by letter, are tagged everywhere; one undo takes all back."""
    dialog = open_search(desk, qtbot, "ferry")
    dialog.tag_all.click()
    tagging = preview(desk, qtbot)
    assert not tagging.ok.isEnabled()
    tagging.label.setCurrentIndex(tagging.label.findData("entity"))
    tagging = preview(desk, qtbot)
    assert tagging.state.text() == "3 places in 2 articles."
    tagging.ok.click()
    stored = desk.stored()
    assert sorted((article, pieces) for article, _, pieces in stored) == [
        ("a0", ((6, 11, "ferry"),)),
        ("a0", ((23, 28, "ferry"),)),
        ("a1", ((17, 22, "ferry"),)),
    ]
    assert desk.session.progress.in_progress == 2
    desk.session.undo()
    assert desk.stored() == []
    assert not desk.project().check()


def test_what_is_tagged_so_already_is_left_out(desk, qtbot):
    """Shift+T begins with the selection, and asks before anything happens."""
    start = TEXTS[0].index("ferry")
    desk.view.select(start, start + 5)
    desk.key("3")
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_T, SHIFT)
    tagging = preview(desk, qtbot)
    assert tagging.label.currentData() == "entity"
    assert tagging.state.text() == "2 places in 2 articles. Left out: 1 tagged so already."
    assert len(desk.stored()) == 1
    tagging.ok.click()
    assert len(desk.stored()) == 3
    assert len(desk.session.spans) == 2


OFFICE = [
    "Ada Oyelaran spoke. Oyelaran left.",
    "Oyelaran wrote. OyelaranPhoto by Oyelaran MORE",
]


def test_places_in_spans_and_boilerplate_come_with_a_switch(open_desk, qtbot):
    """They are left out and counted; the switch brings them, each with its reason."""
    desk = open_desk(OFFICE)
    desk.session.open_article("a1")
    desk.view.select(OFFICE[1].index("Photo"), len(OFFICE[1]))
    desk.key("4")
    desk.session.open_article("a0")
    desk.view.select(0, 12)
    desk.key("3")
    desk.view.select(20, 28)
    desk.window.searching.tag_same()
    tagging = preview(desk, qtbot)
    left = "1 inside a span of this label, 1 in boilerplate, 1 in a longer word"
    assert tagging.state.text() == f"2 places in 2 articles. Left out: {left}."
    assert tagging.also.isVisible()
    tagging.also.click()
    assert tagging.state.text() == "5 places in 2 articles."
    shown = [
        "".join(
            piece.text for piece in tagging.model.index(row, 0).data(Qt.ItemDataRole.UserRole).title
        )
        for row in range(5)
    ]
    assert shown == [
        "Title 0  ·  inside a span of this label",
        "Title 0",
        "Title 1",
        "Title 1  ·  in a longer word",
        "Title 1  ·  in boilerplate",
    ]
    tagging.also.click()
    tagging.ok.click()
    assert desk.status() == f"Tag 2 × entity “Oyelaran”. Left out: {left}."
    assert len(desk.stored()) == 4
    assert not desk.project().check()
