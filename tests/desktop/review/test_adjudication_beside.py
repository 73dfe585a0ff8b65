"""Settling changes gold, and nothing of what the window shows as the annotator's own."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan, SetStatus, Settle
from annotator.annotation.records import Status


def test_gold_is_not_ones_own(open_desk):
    desk = open_desk(["Ferry stays. The pier closes."])
    session = desk.session
    session.apply(AddSpan(article="a0", label="claim", ranges=((0, 12),), id="s"))
    session.apply(SetStatus(articles=("a0",), status=Status.DONE))
    progress = session.progress

    def shown():
        rows = desk.window.queue.model
        row = rows.data(rows.index(0, 0))
        counts = {label: n for label, n in session.counts.items() if n}
        return session.status, set(session.spans), counts, session.progress, row

    before = shown()
    changes = session.apply(
        Settle(article="a0", start=0, end=12, accept=("s",), draw=(("quote", ((13, 16),)),))
    )
    assert changes is not None
    assert len(changes.delta.spans) == 2
    assert shown() == before
    session.undo()
    assert shown() == before
    assert desk.project().comparison("a0").gold is None
    session.redo()
    assert shown() == before
    assert len(desk.project().comparison("a0").gold.spans) == 2
    assert session.progress == desk.project().progress("ana") == progress
