"""What somebody saw of a place, and why it is no longer what is there."""

from __future__ import annotations

from annotator.annotation.adjudication.seen import seen_at, what_changed
from annotator.annotation.records import Decision, Settled, Span, make_fragments

TEXT = "abcdefghij" * 4


def span(name: str, start: int, end: int, who: str = "x", **fields: object) -> Span:
    fragments = make_fragments(TEXT, ((start, end),))
    return Span(id=name, article="a", annotator=who, label="claim", fragments=fragments, **fields)


def decision(name: str, start: int, end: int, **fields: object) -> Decision:
    fields = {"verdict": Settled.ACCEPTED, "by": "lead", "at": name} | fields
    return Decision(id=name, article="a", start=start, end=end, **fields)


def test_what_shares_a_character_with_the_place_is_seen():
    """Neighbours that only touch it are not, nor whoever is not done; order does not matter."""
    spans = [span("b", 9, 12), span("a", 19, 30), span("l", 0, 10), span("r", 20, 25)]
    spans.append(span("y", 12, 14, who="y"))
    seen = seen_at((10, 20), spans, {"x"})
    assert [one.id for one in seen.spans] == ["a", "b"]
    assert seen_at((10, 20), reversed(spans), {"x"}) == seen
    assert [one.id for one in seen_at((10, 20), spans, {"x", "y"}).spans] == ["a", "b", "y"]


def test_decisions_on_the_place_are_seen():
    made = [decision(name, *at) for name, at in (("d", (9, 11)), ("c", (19, 21)), ("e", (20, 22)))]
    assert seen_at((10, 20), [], {"x"}, made).decisions == ("c", "d")
    assert seen_at((10, 20), [], {"x"}, [decision("f", 0, 10)]).decisions == ()


def test_another_value_is_another_sight_and_another_order_is_not():
    def seen(**attributes: object) -> object:
        return seen_at((0, 5), [span("s", 0, 3, attributes=attributes)], {"x"})

    assert seen(k=1, j=2) == seen(j=2, k=1)
    assert seen(k=1) != seen(k=True)


def test_the_last_new_decision_is_the_reason():
    """With what it left; nothing is a decision as well."""
    was = seen_at((0, 5), [], {"x"})
    first, last = decision("1", 0, 5, gold=("g",)), decision("2", 0, 5, by="mia", gold=("g", "h"))
    gold = [span("g", 0, 3, who="gold"), span("h", 4, 6, who="gold"), span("i", 7, 9, who="gold")]
    now = seen_at((0, 5), [], {"x"}, [first, last])
    assert what_changed(was, now, [last, first], gold) == (
        "meanwhile mia has settled this: “abc · ef”; look at it again"
    )
    nothing = decision("3", 0, 5, verdict=Settled.NOTHING)
    now = seen_at((0, 5), [], {"x"}, [nothing])
    assert "lead has settled this: nothing is here" in what_changed(was, now, [nothing], gold)


def test_a_decision_that_was_seen_is_no_news():
    old = decision("1", 0, 5)
    was = seen_at((0, 5), [], {"x"}, [old])
    assert what_changed(was, seen_at((0, 5), [], {"x"}), [], []) == (
        "a decision was taken back here meanwhile; look at it again"
    )
    now = seen_at((0, 5), [span("s", 0, 3)], {"x"}, [old])
    assert what_changed(was, now, [old], []) == (
        "what the annotators have here was changed meanwhile; look at it again"
    )
