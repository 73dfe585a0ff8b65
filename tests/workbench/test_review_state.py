"""All work on one article as it is compared and settled, kept up to date by changes."""

from __future__ import annotations

import pytest

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import (
    Article,
    ArticleStatus,
    Decision,
    Settled,
    Span,
    Status,
    make_fragments,
)
from annotator.project import Comparison, Project, Work
from annotator.workbench.review_state import ReviewState
from tests.desktop.disputing import HOLT, MAYOR_HOLT, NOBODY, PIER, PIER_AT_NOON, make_disputed

TEXT = "abcdefghij" * 4
LETTERS = {"ana": "B", "ben": "A", "cleo": "C"}


def span(name: str, start: int, end: int, who: str, label: str = "claim") -> Span:
    fragments = make_fragments(TEXT, ((start, end),))
    return Span(id=name, article="a", annotator=who, label=label, fragments=fragments)


def decision(start: int, end: int, accepted: tuple[str, ...] = (), gold: tuple[str, ...] = ()):
    return Decision(
        id=f"d{start}",
        article="a",
        start=start,
        end=end,
        by="lead",
        verdict=Settled.ACCEPTED if accepted else Settled.NOTHING,
        accepted=accepted,
        gold=gold,
    )


def work(who: str, *spans: Span, status: Status = Status.DONE, flagged: bool = False) -> Work:
    return Work(annotator=who, status=status, flagged=flagged, spans=spans, links=())


ALIKE = span("a1", 0, 5, "ana"), span("b1", 0, 5, "ben")
DIFFER = span("a2", 10, 15, "ana"), span("b2", 10, 16, "ben")
BEGUN = span("c1", 20, 25, "cleo")


@pytest.fixture
def seen():
    """Return a function that opens the comparison of two who are done and one who is not."""

    def open_one(*, blind: bool = False, gold: Work | None = None, decisions=()) -> ReviewState:
        comparison = Comparison(
            key=1,
            article=Article(id="a", text=TEXT, title="T"),
            annotators=(
                work("ana", ALIKE[0], DIFFER[0]),
                work("ben", DIFFER[1], ALIKE[1]),
                work("cleo", BEGUN, status=Status.IN_PROGRESS),
            ),
            gold=gold,
            decisions=decisions,
            gold_name="gold" if gold else None,
            event=7,
        )
        return ReviewState(comparison, comparison.gold_name, LETTERS, blind=blind)

    return open_one


def places(state: ReviewState) -> list[tuple[tuple[int, int], bool]]:
    return [(one.place, one.settled) for one in state.dispute_states]


def test_who_is_compared_and_where_they_differ(seen):
    state = seen()
    assert (state.done, state.begun, state.event) == (["ana", "ben"], ["cleo"], 7)
    assert places(state) == [((10, 16), False)]
    assert state.calm == {"a1", "b1"}
    assert state.tinted == {"a1", "b1"}
    assert state.waiting == 1
    assert (state.gold_status, state.gold_again) == (Status.NEW, False)
    assert [one.id for one in state.spans_of("ben")] == ["b1", "b2"]


def test_letters_take_the_place_of_names_and_of_their_order(seen):
    """Whoever is not done has no letter; a name comes back when names are shown."""
    state = seen(blind=True)
    assert state.done == ["ben", "ana"]
    assert [state.name(one) for one in ("ana", "ben", "cleo")] == ["B", "A", "cleo"]
    state.set_blind(False)
    assert state.done == ["ana", "ben"]
    assert state.name("ana") == "ana"
    state.set_blind(True)
    assert state.done == ["ben", "ana"]


def test_a_decision_settles_its_place(seen):
    """Accepted spans are named by who drew them; undone, the place is open again."""
    state = seen()
    made = decision(10, 16, accepted=("b2",), gold=("g",))
    assert state.take(Delta(decisions=(Step(None, made),)))
    assert places(state) == [((10, 16), True)]
    assert {"a2", "b2"} <= state.calm
    assert state.accepted_by(made) == ["ben"]
    assert state.gold_of(made) == []
    assert state.take(Delta(decisions=(Step(made, None),)))
    assert places(state) == [((10, 16), False)]


def test_gold_is_nobodys_work(seen):
    golden = span("g", 0, 5, "gold")
    state = seen(gold=work("gold", golden, status=Status.IN_PROGRESS, flagged=True))
    assert (state.gold_status, state.gold_again) == (Status.IN_PROGRESS, True)
    assert [one.id for one in state.gold] == ["g"]
    assert "gold" not in state.done
    assert "g" in state.calm
    assert "g" in state.tinted
    done = ArticleStatus(article="a", annotator="gold", status=Status.DONE)
    assert state.take(Delta(statuses=(Step(None, done),)))
    assert (state.gold_status, state.gold_again) == (Status.DONE, False)
    assert state.take(Delta(spans=(Step(golden, None),), statuses=(Step(done, None),)))
    assert (state.gold, state.gold_status, state.gold_again) == ((), Status.NEW, False)


def test_whoever_is_done_meanwhile_is_compared(seen):
    """Also somebody who was not there when it was opened; who goes on working leaves."""
    state = seen()
    finished = ArticleStatus(article="a", annotator="cleo", status=Status.DONE)
    state.take(Delta(statuses=(Step(None, finished),)))
    assert (state.done, state.begun) == (["ana", "ben", "cleo"], [])
    assert places(state) == [((0, 5), False), ((10, 16), False), ((20, 25), False)]
    late = ArticleStatus(article="a", annotator="dora", status=Status.DONE)
    state.take(Delta(statuses=(Step(None, late),)))
    assert state.done[-1] == "dora"
    state.take(Delta(statuses=(Step(late, None), Step(finished, None))))
    assert state.done == ["ana", "ben"]
    assert places(state) == [((10, 16), False)]


def test_spans_that_come_change_and_go(seen):
    state = seen()
    moved = span("b2", 10, 15, "ben")
    assert state.take(Delta(spans=(Step(DIFFER[1], moved),)))
    assert places(state) == []
    assert state.waiting == 2
    assert state.take(Delta(spans=(Step(moved, None),)))
    assert places(state) == [((10, 15), False)]


def test_what_is_about_another_article_is_not_taken(seen):
    state = seen()
    elsewhere = Span(
        id="e", article="b", annotator="ana", label="claim", fragments=ALIKE[0].fragments
    )
    row = ArticleStatus(article="b", annotator="ana", status=Status.NEW)
    assert not state.take(Delta(spans=(Step(None, elsewhere),), statuses=(Step(None, row),)))
    assert state.done == ["ana", "ben"]
    assert not state.take(Delta())


def test_what_is_seen_goes_with_a_decision(seen):
    """Of those who are done, at the place or everywhere, with the decisions there."""
    state = seen(decisions=(decision(10, 16),))
    assert [one.id for one in state.seen((12, 13)).spans] == ["a2", "b2"]
    assert state.seen((12, 13)).decisions == ("d10",)
    assert [one.id for one in state.seen_everywhere().spans] == ["a1", "a2", "b1", "b2"]


@pytest.fixture
def disputed(tmp_path) -> ReviewState:
    path = tmp_path / "project.annotator"
    make_disputed(path)
    with Project.open(path) as project:
        seen = project.comparison("a0")
    return ReviewState(seen, seen.gold_name, {}, blind=False)


def test_places_have_numbers_in_the_order_of_the_text(disputed):
    assert [one.place for one in disputed.dispute_states] == [MAYOR_HOLT, PIER_AT_NOON, NOBODY]
    assert [disputed.number_of(one) for one in (MAYOR_HOLT, NOBODY, HOLT, None)] == [
        0,
        2,
        None,
        None,
    ]


def test_from_the_last_place_the_next_is_the_first(disputed):
    assert [disputed.beside(at, 0, forward=True) for at in (0, 1, 2)] == [1, 2, 0]
    assert [disputed.beside(at, 0, forward=False) for at in (0, 1, 2)] == [2, 0, 1]
    assert (disputed.first_open(), disputed.next_open(None), disputed.next_open(2)) == (0, 0, 0)


def test_without_a_place_it_goes_from_the_caret(disputed):
    assert disputed.beside(None, PIER[0] - 1, forward=True) == 1
    assert disputed.beside(None, PIER[0] - 1, forward=False) == 0
    assert disputed.beside(None, NOBODY[1], forward=True) == 0


def test_a_caret_means_the_smallest_place_that_it_touches(disputed):
    assert disputed.smallest_at(PIER[0]) == 1
    assert disputed.smallest_at(0) is None


def test_the_nearest_shares_most(disputed):
    assert disputed.nearest(HOLT) == 0
    assert disputed.nearest((60, 70)) in {1, 2}
    assert disputed.nearest((0, 3)) == 0
