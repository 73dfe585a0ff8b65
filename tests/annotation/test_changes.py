"""Deltas turned round."""

from __future__ import annotations

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import ArticleStatus, Label, Status


def test_inverted_twice_is_the_same():
    """Turning a delta round twice gives it back."""
    labels = (Step(Label(id="a", name="a"), Label(id="a", name="b")),)
    done = ArticleStatus(article="a", annotator="x", status=Status.DONE, updated_at="2026-11-20")
    delta = Delta(labels=labels, statuses=(Step(None, done),))
    assert delta.inverted().inverted() == delta
    assert delta.inverted().labels[0].after.name == "a"
