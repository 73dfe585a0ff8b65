"""Until an article is done for somebody, nothing of the others' work on it is theirs to see."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import (
    Batch,
    SetGoldStatus,
    SetStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.records import Status
from annotator.errors import RuleError
from annotator.exchange.agreeing import report_of
from annotator.exchange.exports.export_preview import first_record
from annotator.words import say
from tests.project.making import FIRST, SECOND, tag


def finish(project, *who, of=FIRST):
    for name in who:
        project.apply(SetStatus(articles=(of,), status=Status.DONE), name)


@pytest.fixture
def compared(project):
    """Done by x and y, who disagree; z has begun it."""
    tag(project, 0, 3)
    tag(project, 4, 6, who="y")
    finish(project, "x", "y")
    tag(project, 8, 9, who="z")
    return project


@pytest.mark.parametrize("how", ["assigned", "begun", "skipped", "status"])
def test_whose_article_it_is(project, how):
    """Assigned, or begun in any way, and not done: then it is hidden; done, it is not."""
    if how == "assigned":
        project.set_assignments({FIRST: ("z",)})
    elif how == "begun":
        tag(project, who="z")
    else:
        status = Status.SKIPPED if how == "skipped" else Status.IN_PROGRESS
        project.apply(SetStatus(articles=(FIRST,), status=status), "z")
    assert project.blind_articles("z") == {FIRST}
    with pytest.raises(RuleError, match="not done for z"):
        project.comparison(FIRST, lead="z")
    project.comparison(SECOND, lead="z")
    finish(project, "z")
    assert project.blind_articles("z") == frozenset()
    project.comparison(FIRST, lead="z")


def test_nobody_settles_what_they_still_annotate(compared):
    """Through no edit, also in a batch; who leads, or is done, may."""
    one = Settle(article=FIRST, start=0, end=3)
    decision = compared.apply(one, "lead").delta.decisions[0].record.id
    for edit in (
        one,
        Settle(article=FIRST, start=4, end=6),
        SettleUnanimous(articles=(FIRST, SECOND)),
        SetGoldStatus(articles=(FIRST,), status=Status.DONE),
        Unsettle(decisions=(decision,)),
        Batch(edits=(Settle(article=FIRST, start=4, end=6),), text=say("b")),
    ):
        with pytest.raises(RuleError, match="not done for z"):
            compared.apply(edit, "z")
    finish(compared, "z")
    assert compared.apply(Settle(article=FIRST, start=4, end=6), "z") is not None


def test_figures_tell_nothing_of_it(compared):
    assert report_of(compared).articles_compared == 1
    report = report_of(compared, without=compared.blind_articles("z"))
    assert report.articles_compared == 0
    assert not report.disagreements


def test_a_preview_shows_no_work_of_others(compared):
    (sample,) = first_record(compared, format="jsonl", viewer="z")
    assert '"annotator":"z"' in sample.text
