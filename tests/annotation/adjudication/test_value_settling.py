"""Disputes about whole articles settle to gold, and gold that was done notices new ones."""

from __future__ import annotations

import pytest

from annotator.annotation.adjudication.value_settling import seen_values
from annotator.annotation.edits import (
    SetArticleValue,
    SetStatus,
    SettleUnanimous,
    SettleValue,
    UnsettleValue,
)
from annotator.annotation.records import Status
from annotator.errors import ClashError, RuleError
from tests.annotation.edits.test_article_values import ARTICLE_LABELS
from tests.project.making import FIRST, make


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        project.add_labels(ARTICLE_LABELS)
        yield project


def do(project, who, **values):
    for label, value in values.items():
        project.apply(SetArticleValue(articles=(FIRST,), label=label, value=value), who)
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), who)


def gold(project):
    """Gold's status and what it says."""
    found = project.comparison(FIRST).gold
    if found is None:
        return Status.NEW, {}
    return found.status, {one.label: one.value for one in found.values}


def settle(project, label, value, who="lead", **more):
    return project.apply(SettleValue(article=FIRST, label=label, value=value, **more), who)


def test_a_dispute_is_settled_and_undone(project):
    """Settling the last one finishes gold; undo leaves it as it was."""
    do(project, "x", topic="war", good=True)
    do(project, "y", topic="peace", good=True)
    assert str(settle(project, "topic", "war").text) == "Settle topic: war"
    assert gold(project) == (Status.IN_PROGRESS, {"topic": "war"})
    project.apply(SettleUnanimous(articles=(FIRST,)), "lead")
    assert gold(project) == (Status.DONE, {"topic": "war", "good": True})
    project.undo("lead")
    project.undo("lead")
    assert gold(project) == (Status.NEW, {})
    assert project.redo("lead") is not None
    assert gold(project) == (Status.IN_PROGRESS, {"topic": "war"})


def test_that_nothing_holds_is_a_decision(project):
    do(project, "x", topic="war")
    do(project, "y", topic="peace")
    settle(project, "topic", None)
    assert gold(project) == (Status.DONE, {"topic": None})
    project.apply(UnsettleValue(article=FIRST, label="topic"), "lead")
    assert gold(project) == (Status.NEW, {})


def test_the_change_is_one_of_settling(project):
    do(project, "x", topic="war")
    settle(project, "topic", "war")
    assert project.history()[0].kind == "settle"


def test_who_still_annotates_settles_nothing(project):
    project.apply(SetArticleValue(articles=(FIRST,), label="topic", value="war"), "x")
    do(project, "y", topic="peace")
    with pytest.raises(RuleError, match="cannot settle it yet"):
        settle(project, "topic", "war", "x")


def test_what_was_not_seen_is_not_decided_on(project):
    do(project, "x", topic="war")
    seen = (("x", "war"),)
    do(project, "y", topic="peace")
    with pytest.raises(ClashError, match="changed meanwhile"):
        settle(project, "topic", "war", seen=seen)
    values = [v for work in project.comparison(FIRST).annotators for v in work.values]
    settle(project, "topic", "war", seen=seen_values(values, "topic"))
    assert gold(project)[1] == {"topic": "war"}


def test_finished_gold_notices_what_is_said_later(project):
    """It goes back in progress, and is flagged; undo takes that back as well."""
    do(project, "x", topic="war")
    settle(project, "topic", "war")
    assert gold(project)[0] is Status.DONE
    project.apply(SetArticleValue(articles=(FIRST,), label="good", value=True), "x")
    assert gold(project)[0] is Status.IN_PROGRESS
    assert project.comparison(FIRST).gold.flagged
    project.undo("x")
    assert gold(project)[0] is Status.DONE


def test_what_one_is_blind_to_is_not_shown(project):
    """Others' values and gold's are hidden until one is done, as their spans are."""
    do(project, "x", topic="war")
    settle(project, "topic", "war")
    project.apply(SetArticleValue(articles=(FIRST,), label="topic", value="peace"), "y")
    seen = project.comparison(FIRST, viewer="y")
    assert [work.annotator for work in seen.annotators] == ["y"]
    assert seen.gold is None
    assert project.label_use("topic", viewer="y") == {"y": 1}
    assert project.statistics(viewer="y").article_labels["topic"] == {"war": 0, "peace": 1}
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "y")
    assert len(project.comparison(FIRST, viewer="y").annotators) == 2
