"""Which places are tagged when all are."""

from __future__ import annotations

import pytest

from annotator.desktop.tagging import occurrences
from tests.desktop.tagging.searches import preview

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


def test_too_many_places_are_cut_with_a_sentence(desk, qtbot, monkeypatch):
    """One change has a limit; the next one takes the rest."""
    monkeypatch.setattr(occurrences, "LIMIT", 2)
    desk.view.select(6, 11)
    desk.window.gestures.last_label = "entity"
    desk.window.searching.tag_same()
    tagging = preview(desk, qtbot)
    assert tagging.state.text().startswith("2 places in 1 article. There are more")
    tagging.ok.click()
    desk.view.select(6, 11)
    desk.window.searching.tag_same()
    tagging = preview(desk, qtbot)
    assert tagging.state.text() == "1 place in 1 article. Left out: 2 tagged so already."
    tagging.reject()
