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
    assert tagging.state.text() == ("2 places in 2 articles. 1 are tagged so already and left out.")
    assert len(desk.stored()) == 1
    tagging.ok.click()
    assert len(desk.stored()) == 3
    assert len(desk.session.spans) == 2
