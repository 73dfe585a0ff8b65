"""What planning edits has in common: statuses that begin, ids once, one article or none."""

from __future__ import annotations

import pytest

from annotator.annotation.changes import Step
from annotator.annotation.planning import (
    Context,
    begun,
    changed_status,
    default_attributes,
    each_once,
    only_one,
)
from annotator.annotation.records import ArticleStatus, Attribute, Label, Status
from tests.annotation.edits.test_edits import NOW, Records

CONTEXT = Context("x", NOW, lambda: "new")


def row(**fields: object) -> ArticleStatus:
    return ArticleStatus(article="a", annotator="x", **fields)


def test_the_first_span_begins_a_new_article():
    """One without a status, and one that was set back to new; its flag stays."""
    state = Records()
    after = row(status=Status.IN_PROGRESS, updated_at=NOW)
    assert begun("a", state, CONTEXT) == (Step(None, after),)
    before = row(flagged=True)
    state.statuses["a"] = before
    flagged = row(status=Status.IN_PROGRESS, flagged=True, updated_at=NOW)
    assert begun("a", state, CONTEXT) == (Step(before, flagged),)


@pytest.mark.parametrize("value", [one for one in Status if one is not Status.NEW])
def test_an_article_that_was_begun_stays_as_it_is(value):
    state = Records()
    state.statuses["a"] = row(status=value)
    assert begun("a", state, CONTEXT) == ()


def test_a_status_row_changes_in_what_is_said_alone():
    before = row(status=Status.DONE, flagged=True, updated_at="before")
    assert changed_status(before, "a", CONTEXT, flagged=False) == row(
        status=Status.DONE, updated_at=NOW
    )
    assert changed_status(None, "b", CONTEXT, flagged=True) == ArticleStatus(
        article="b", annotator="x", flagged=True, updated_at=NOW
    )


def test_a_new_span_begins_with_the_defaults_of_its_label():
    """“No” is a default; no default at all is none."""
    label = Label(
        id="l",
        name="l",
        attributes=(
            Attribute(name="sure", kind="yes/no", default=False),
            Attribute(name="tone", kind="choice", values=("calm",), default="calm"),
            Attribute(name="words"),
        ),
    )
    assert default_attributes(label) == {"sure": False, "tone": "calm"}


def test_ids_once_and_one_article():
    assert each_once(["b", "a", "b"]) == ["b", "a"]
    assert only_one(["a", "a"]) == "a"
    assert only_one(["a", "b"]) is None
    assert only_one([]) is None
