"""A label that nobody here has heard of: its spans are drawn, and it is asked for."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Status
from annotator.project import Project
from tests.desktop.desk import SHIFT, picture

TEXT = "The mayor said the bridge will reopen in May. Nobody believed her.\n\n" * 4


@pytest.fixture
def desk(open_desk, qtbot):
    """The window with a quote, and a claim of somebody who is done, and no label “quote”."""
    desk = open_desk([TEXT])
    with Project.open(desk.path) as project:
        for who, start in (("bo", 4), ("cy", 20)):
            edit = AddSpan(article="a0", label="quote", ranges=((start, start + 8),))
            project.apply(edit, who)
            project.apply(SetStatus(articles=("a0",), status=Status.DONE), who)
    desk.view.select(4, 9)
    desk.key("2")
    desk.view.clear_selection()
    desk.window.watching._timer.stop()
    return desk


def test_spans_of_an_unknown_label_are_drawn(desk, qtbot, monkeypatch):
    """On the page, in the lists and in the comparison; every key works."""
    session = desk.session
    monkeypatch.setattr(session, "catch_up", lambda: None)  # it cannot be read now
    del session.labels["quote"]
    session.labels_changed.emit()
    picture(desk.window)
    for key in "sipuylmjkf":
        desk.key(key)
        desk.key(key, SHIFT)
    desk.window.span_list.model.rebuild()
    picture(desk.window)
    session.set_status(Status.DONE)  # before that they see nothing of others
    adjudication = desk.window.review_pages.adjudication
    monkeypatch.setattr(session, "renew_labels", lambda *_, **__: None)
    assert adjudication.open("a0")
    picture(desk.window)
    assert adjudication.state.dispute_states
    assert "quote" not in session.labels


def test_it_is_read_at_once(desk, qtbot):
    """Somebody has just added it: what is drawn in grey for a moment gets its colours."""
    del desk.session.labels["quote"]
    picture(desk.window)
    desk.session.following.known = desk.session.following.known._replace(labels=(0, 0))
    desk.session.labels["quote"]
    qtbot.waitUntil(lambda: "quote" in desk.session.labels, timeout=60_000)
    assert desk.window.label_bar.button("quote").label.name == "quote"
