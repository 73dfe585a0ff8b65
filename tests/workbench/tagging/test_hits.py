"""What changing chosen hits would do, looked at before it is done."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan, RelabelSpans
from annotator.annotation.records import Attribute, Label, Status
from annotator.project import Hit, SpanThere
from annotator.workbench.tagging import hits
from annotator.workbench.tagging.hits import look_relabelling, look_tagging, told, what_goes

ENTITY = Label(
    id="entity",
    name="entity",
    attributes=(Attribute(name="kind", kind="choice", values=("a",), default="a"),),
)
CLAIM = Label(id="claim", name="claim", links=("same",))
BLOCK = Label(id="boilerplate", name="boilerplate", unit="block")
LABELS = {one.id: one for one in (ENTITY, CLAIM, BLOCK)}


def there(name: str, label: str, *ranges: tuple[int, int]) -> SpanThere:
    return SpanThere(id=name, label=label, ranges=ranges)


def hit(key: int, start: int, *spans: SpanThere, status=Status.NEW, others: int = 0) -> Hit:
    return Hit(
        key=key,
        article=f"a{key}",
        title="T",
        status=status,
        start=start,
        end=start + 5,
        before="",
        text="ferry",
        after="",
        spans=spans,
        others=others,
    )


def tagging(*some: Hit, label: Label = ENTITY, done_too: bool = False):
    return look_tagging(some, label, LABELS, "ferry", done_too=done_too)


def test_tagging_takes_each_hit_once_with_what_a_new_span_begins_with():
    look = tagging(hit(1, 0), hit(1, 20), hit(1, 0), hit(2, 3))
    assert look.number == 3
    assert look.edit.edits[0] == AddSpan(
        article="a1", label="entity", ranges=((0, 5),), attributes={"kind": "a"}
    )
    assert str(look.edit.text) == "Tag 3 × entity “ferry”"
    assert str(told(look, look.hits)) == "3 spans in 2 articles"


def test_tagging_leaves_out_what_is_tagged_or_furniture_and_says_why():
    some = (
        hit(1, 0, there("s1", "entity", (0, 5))),
        hit(1, 20, there("s2", "entity", (10, 30))),
        hit(1, 40, there("s3", "entity", (43, 50))),
        hit(1, 60, there("s4", "boilerplate", (0, 99))),
        hit(1, 80, there("s5", "claim", (0, 99)), others=2),
    )
    look = tagging(*some)
    assert [one.start for one in look.hits] == [80]
    assert str(told(look, some)) == (
        "1 span in 1 article; left out: 1 is tagged so already, 2 lie in a span of entity, or"
        " across one, 1 lies in boilerplate, 2 spans of others"
    )
    assert tagging(some[3], label=BLOCK).edit is None or tagging(some[3], label=BLOCK).number == 0


def test_articles_that_are_done_are_asked_for():
    some = (hit(1, 0, status=Status.DONE), hit(2, 0))
    look = tagging(*some)
    assert (look.number, look.done) == (1, 1)
    assert "1 in articles that are done" in str(told(look, some))
    look = tagging(*some, done_too=True)
    assert (look.number, look.done) == (2, 1)


def test_relabelling_takes_each_span_once_and_only_those_of_the_label():
    sentence = there("s1", "claim", (0, 60))
    some = (hit(1, 0, sentence), hit(1, 20, sentence), hit(2, 0, there("s2", "entity", (0, 5))))
    look = look_relabelling(some, CLAIM, ENTITY, done_too=False)
    assert look.edit == RelabelSpans(spans=("s1",), label="entity", base={"s1": "claim"})
    assert [one.start for one in look.hits] == [0]
    assert str(told(look, some)) == "1 span in 1 article; left out: 1 without a span of claim"


def test_relabelling_makes_no_span_twice():
    """Neither beside one that has the label nor of two that stand in one place."""
    some = (
        hit(1, 0, there("s1", "claim", (0, 5)), there("s2", "entity", (0, 5))),
        hit(2, 0, there("s3", "claim", (0, 5)), there("s4", "claim", (0, 5))),
        hit(3, 0, there("s5", "claim", (0, 5)), status=Status.DONE),
    )
    look = look_relabelling(some, CLAIM, ENTITY, done_too=False)
    assert look.edit == RelabelSpans(spans=("s3",), label="entity", base={"s3": "claim"})
    assert "2 would stand in one place twice" in str(told(look, some))
    assert look_relabelling(some, CLAIM, ENTITY, done_too=True).edit.spans == ("s3", "s5")


def test_one_change_has_a_limit_that_is_said(monkeypatch):
    monkeypatch.setattr(hits, "LIMIT", 2)
    some = [hit(key, 0, there(f"s{key}", "claim", (0, 5))) for key in range(5)]
    look = tagging(*some)
    assert look.number == 2
    assert "3 for the next change" in str(told(look, some))
    look = look_relabelling(some, CLAIM, ENTITY, done_too=False)
    assert look.edit.spans == ("s0", "s1")
    assert "3 for the next change" in str(told(look, some))


def test_what_the_new_label_does_not_know_is_named():
    assert str(what_goes(ENTITY, CLAIM)) == "What claim does not know goes: kind"
    assert str(what_goes(CLAIM, ENTITY)) == "What entity does not know goes: same"
    assert what_goes(BLOCK, CLAIM) is None
