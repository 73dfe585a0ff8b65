"""What takes a step of the tour, and what does not."""

from __future__ import annotations

import pytest

from annotator.annotation.changes import Changes, Delta, Direction, Step
from annotator.annotation.records import ArticleStatus, Link, Span, Status, make_fragments
from annotator.desktop.tour.steps import EXAMPLES, TourStep, takes, widens
from annotator.resources import resource
from annotator.words import say

TEXT = "The ferry stays in port."


def span(*ranges: tuple[int, int]) -> Span:
    return Span(
        id="s",
        article="a",
        annotator="ana",
        label="quote",
        fragments=make_fragments(TEXT, ranges or ((0, 3),)),
    )


def changes(delta: Delta, **more) -> Changes:
    given = {"number": 1, "direction": Direction.DONE, "annotator": "ana", "article": "a"}
    return Changes(**{**given, **more}, text=say("Tag"), delta=delta)


TAGGED = Delta(spans=(Step(None, span()),))
SPLIT = Delta(spans=(Step(span((0, 3)), span((0, 3), (10, 15))),))
LINKED = Delta(links=(Step(None, Link(id="l", type="speaker", source="s", target="t")),))
DONE = Delta(
    statuses=(Step(None, ArticleStatus(article="a", annotator="ana", status=Status.DONE)),)
)
MOVED = Delta(spans=(Step(span((0, 3)), span((0, 9))),))
EDITS = {
    TourStep.TAG: TAGGED,
    TourStep.SPLIT_QUOTE: SPLIT,
    TourStep.SPEAKER: LINKED,
    TourStep.DONE: DONE,
}


@pytest.mark.parametrize("step", list(TourStep))
@pytest.mark.parametrize("made", list(EDITS))
def test_each_step_takes_its_own_edit(step, made):
    assert takes(step, changes(EDITS[made])) == (step is made)


@pytest.mark.parametrize("step", list(EDITS))
@pytest.mark.parametrize(
    "more",
    [
        {"direction": Direction.UNDONE},
        {"direction": Direction.REDONE},
        {"elsewhere": True},
        {"reloads": True},
    ],
)
def test_what_was_not_done_here_and_now_takes_none(step, more):
    """An undo of a deletion brings a span, and so does somebody else."""
    assert not takes(step, changes(EDITS[step], **more))


def test_edges_that_move_make_no_pieces():
    assert not takes(TourStep.SPLIT_QUOTE, changes(MOVED))
    assert not takes(TourStep.TAG, changes(MOVED))
    assert not takes(TourStep.SPLIT_QUOTE, changes(SPLIT.inverted()))


@pytest.mark.parametrize(
    ("before", "after", "wider"),
    [
        ((4, 9), (0, 24), True),
        ((4, 9), (4, 15), True),
        ((4, 9), (4, 9), False),
        ((4, 9), (5, 9), False),
        ((4, 9), (10, 24), False),
        (None, (0, 24), False),
        ((4, 9), None, False),
    ],
)
def test_a_selection_widens_around_what_it_was(before, after, wider):
    assert widens(before, after) is wider


def test_the_examples_stand_in_the_sample():
    """Each once at least, in the article of the tour."""
    import json

    lines = resource("samples/news.jsonl").read_text(encoding="utf-8").splitlines()
    text = next(json.loads(line)["text"] for line in lines if '"harbour-bridge-01"' in line)
    assert all(words in text for examples in EXAMPLES.values() for words in examples)
    assert set(EXAMPLES) == set(TourStep)
