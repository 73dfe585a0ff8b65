"""What the history calls a change, from its records alone."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation import kinds
from annotator.annotation.changes import Delta, Step
from annotator.annotation.kinds import kind_of, tells_gold
from annotator.annotation.records import (
    Answer,
    Answered,
    ArticleStatus,
    Assignment,
    Decision,
    Label,
    Link,
    Settled,
    Span,
    Status,
    Suggestion,
    make_fragments,
)

SPAN = Span(
    id="s",
    article="a",
    annotator="x",
    label="claim",
    fragments=make_fragments("Some text", ((0, 4),)),
)
LINK = Step(None, Link(id="k", type="same", source="s", target="t"))
LABEL = Step(None, Label(id="l", name="l"))
DECIDED = Step(
    None,
    Decision(id="d", article="a", start=0, end=4, by="lead", verdict=Settled.NOTHING),
)
PROPOSED = Step(
    Suggestion(
        id="p", article="a", label="claim", start=0, end=4, text="Some", score=0.5, origin=""
    ),
    None,
)
ANSWERED = Step(None, Answer(suggestion="p", annotator="x", answer=Answered.REJECTED))
ASSIGNED = Step(None, Assignment(article="a", annotator="x"))
NEW, GONE = Step(None, SPAN), Step(SPAN, None)


def changed(**fields: object) -> Step[Span]:
    return Step(SPAN, msgspec.structs.replace(SPAN, **fields))


def status(who: str, value: Status = Status.DONE, flagged: bool = False) -> Step[ArticleStatus]:
    before = ArticleStatus(article="a", annotator=who)
    return Step(before, msgspec.structs.replace(before, status=value, flagged=flagged))


OTHER_PLACE = make_fragments("Some text", ((5, 9),))


@pytest.mark.parametrize(
    ("delta", "kind"),
    [
        (Delta(spans=(NEW,), statuses=(status("x", Status.IN_PROGRESS),)), kinds.TAG),
        (Delta(spans=(GONE,), links=(LINK,)), kinds.DELETE),
        (Delta(spans=(NEW, GONE)), kinds.BOUNDARIES),
        (Delta(spans=(changed(fragments=OTHER_PLACE, note="n"),)), kinds.BOUNDARIES),
        (Delta(spans=(changed(label="quote", fragments=OTHER_PLACE),)), kinds.RELABEL),
        (Delta(spans=(changed(attributes={"k": 1}, note="n"),)), kinds.ATTRIBUTES),
        (Delta(spans=(changed(note="n", flagged=True),)), kinds.NOTE),
        (Delta(spans=(changed(flagged=True),)), kinds.FLAG),
        (Delta(links=(LINK,)), kinds.LINK),
        (Delta(statuses=(status("x"),)), kinds.STATUS),
        (Delta(statuses=(status("x", Status.NEW, flagged=True),)), kinds.FLAG),
        (Delta(labels=(LABEL,), spans=(GONE,)), kinds.LABEL),
        (Delta(decisions=(DECIDED,), spans=(NEW,)), kinds.SETTLE),
        (Delta(statuses=(status("gold"),)), kinds.SETTLE),
        (Delta(statuses=(status("gold"), status("x"))), kinds.STATUS),
        (Delta(statuses=(status("gold", Status.IN_PROGRESS),), spans=(NEW,)), kinds.TAG),
        (Delta(suggestions=(PROPOSED,)), kinds.SUGGESTION),
        (Delta(answers=(ANSWERED,), spans=(NEW,)), kinds.SUGGESTION),
        (Delta(assignments=(ASSIGNED,)), kinds.ASSIGN),
    ],
)
def test_the_most_telling_of_what_was_done(delta, kind):
    """Of several things in one change, the one by which a person would look for it."""
    assert kind_of(delta) == kind
    assert kind in kinds.EDITS


def test_gold_that_follows_from_other_work_is_told():
    """Also where gold had to give way to a person of that name."""
    assert tells_gold(Delta(statuses=(status("gold"),), spans=(NEW,)))
    assert tells_gold(Delta(statuses=(status("gold (settled)"), status("x"))))
    assert not tells_gold(Delta(statuses=(status("gold"),)))
    assert not tells_gold(Delta(statuses=(status("x"),), spans=(NEW,)))
    assert not tells_gold(Delta(statuses=(status("golden"),), spans=(NEW,)))


def test_each_kind_is_offered_once():
    assert len(set(kinds.EDITS)) == len(kinds.EDITS)
