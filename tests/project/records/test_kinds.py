"""The table of kinds: every field of a delta has an entry, and the entry does what it says."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.choices import from_others, switched_off
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.facts.people import Person
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import (
    Answer,
    Answered,
    ArticleStatus,
    ArticleValue,
    Assignment,
    Conflict,
    Decision,
    Fragment,
    Label,
    Link,
    Settled,
    Span,
    Status,
    Suggestion,
)
from annotator.project.records.kinds.kind import ARTICLES, LABELS, SPANS, Need
from annotator.project.records.kinds.table import (
    KINDS,
    carry_out,
    kind_of,
    mentioned,
    missing,
    parts_of,
    removed,
    stranded,
    touched,
)
from annotator.project.records.sides import Side, join, split
from annotator.project.storage.rows import Names
from tests.project.making import FIRST


def span(name: str, label: str = "new") -> Span:
    return Span(
        id=name,
        article=FIRST,
        annotator="x",
        label=label,
        fragments=(Fragment(0, 3, "abc"),),
        created_at="2026-11-01T10:00:00Z",
        updated_at="2026-11-01T10:00:00Z",
    )


LABEL = Label(id="new", name="new", letter="N", key="9", colour="#123456", line="solid", position=9)
ADDED = {
    "spans": [span("s1"), span("s2")],
    "links": [Link(id="k", type="evidence", source="s1", target="s2")],
    "statuses": [ArticleStatus(article=FIRST, annotator="x", status=Status.DONE, updated_at="t")],
    "labels": [LABEL],
    "decisions": [
        Decision(
            id="d", article=FIRST, start=0, end=3, by="x", verdict=Settled.ACCEPTED, gold=("s1",)
        )
    ],
    "suggestions": [
        Suggestion(
            id="p", article=FIRST, label="new", start=0, end=3, text="abc", score=0.5, origin="m"
        )
    ],
    "answers": [Answer(suggestion="p", annotator="x", answer=Answered.REJECTED, at="t")],
    "assignments": [Assignment(article=FIRST, annotator="x")],
    "choices": [from_others(), switched_off("new", "marks")],
    "article_values": [ArticleValue(article=FIRST, annotator="x", label="new", value="v")],
    "rounds": [Round(name="one", date="2026-12-01", articles=(FIRST,), updated_at="t")],
    "people": [Person(name="former", became="x", updated_at="t")],
    "article_facts": [ArticleFacts(article=FIRST, title="New", archived=True, updated_at="t")],
}
"""Of every kind that an edit adds something."""

EVERYTHING = Delta(
    **{field: tuple(Step(None, one) for one in records) for field, records in ADDED.items()}
)


@pytest.fixture
def writing(project):
    """A write transaction in a project that has an annotator, without statuses and spans."""
    project.add_annotator("x")
    with project.database.writing() as connection:
        yield connection


def there(connection, delta: Delta) -> list[object]:
    """Return what is there of the records of a delta."""
    names = Names(connection)
    return [
        record
        for kind, steps in parts_of(delta)
        for record in kind.read(connection, names, [step.record for step in steps]).values()
    ]


def test_every_field_of_a_delta_has_one_entry():
    assert Counter(kind.field for kind in KINDS) == Counter(Delta.__struct_fields__)
    assert len({kind.record for kind in KINDS}) == len(KINDS)


def test_what_is_needed_comes_first():
    known = set()
    for kind in KINDS:
        assert set(kind.needs_records) <= known
        known.add(kind.field)


def test_a_stored_change_has_the_fields_of_a_delta():
    assert Side.__struct_fields__ == Delta.__struct_fields__
    before, after = split(EVERYTHING)
    assert before == Side()
    assert join(before, after) == EVERYTHING
    stored = msgspec.json.encode(after)
    assert msgspec.json.decode(stored, type=Side) == after


def test_each_kind_is_written_read_and_removed(writing):
    carry_out(writing, Names(writing), EVERYTHING)
    found = there(writing, EVERYTHING)
    assert {(type(one), identify(one)) for one in found} == {
        (type(one), identify(one)) for records in ADDED.values() for one in records
    }
    assert all(one in ADDED[kind_of(one).field] for one in found)
    carry_out(writing, Names(writing), EVERYTHING.inverted())
    assert there(writing, EVERYTHING) == []


def test_a_conflict_is_settled_and_waits_again(writing):
    writing.exec_driver_sql(
        "INSERT INTO conflicts (id, kind, record, other, detail, at)"
        " VALUES ('c', 'span', 's', '', '{}', 't')"
    )
    waits = Conflict(id="c", kind="span", record="s", other="", detail={}, at="t")
    settled = msgspec.structs.replace(waits, settled_at="later")
    delta = Delta(conflicts=(Step(waits, settled),))
    carry_out(writing, Names(writing), delta)
    assert there(writing, delta) == [settled]
    carry_out(writing, Names(writing), delta.inverted())
    assert there(writing, delta) == [waits]


def test_what_a_record_needs_and_does_not_find_is_missing(writing):
    names = Names(writing)
    assert missing(writing, names, EVERYTHING) == set()
    elsewhere = msgspec.structs.replace(span("s1"), article="nowhere")
    delta = Delta(spans=(Step(None, elsewhere),), links=EVERYTHING.links)
    assert missing(writing, names, delta) == {
        Need(ARTICLES, "nowhere"),
        Need(LABELS, "new"),
        Need(SPANS, "s2"),
    }


def test_a_changed_record_misses_what_the_same_delta_removes(writing):
    carry_out(writing, Names(writing), EVERYTHING)
    noted = msgspec.structs.replace(span("s1"), note="why")
    delta = Delta(spans=(Step(span("s1"), noted),), labels=(Step(LABEL, None),))
    assert missing(writing, Names(writing), delta) == {Need(LABELS, "new")}


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ("labels", {"spans", "suggestions", "article_values"}),
        ("spans", {"links"}),
        ("suggestions", {"answers"}),
    ],
)
def test_what_needs_a_record_that_goes_is_stranded(writing, field, left):
    carry_out(writing, Names(writing), EVERYTHING)
    gone = Delta(**{field: getattr(EVERYTHING.inverted(), field)})
    found = list(stranded(writing, Names(writing), gone))
    assert {kind.field for kind, _, _ in found} == left
    assert all(one in [step.before for step in getattr(gone, field)] for _, _, one in found)
    sentences = [kind.needs_gone(record, one, lambda _: "“A”") for kind, record, one in found]
    assert all(sentences)
    whole = EVERYTHING.inverted()
    assert list(stranded(writing, Names(writing), whole)) == []


def test_a_delta_tells_what_it_touches_and_speaks_of():
    gone = EVERYTHING.inverted()
    assert removed(gone) == touched(gone) == touched(EVERYTHING)
    assert Need(SPANS, "s1") in mentioned(Delta(decisions=EVERYTHING.decisions))
    assert removed(EVERYTHING) == set()


def test_every_kind_has_a_sentence_for_what_was_changed_since():
    for kind, steps in parts_of(EVERYTHING):
        assert "since" in kind.changed_since(steps[0].record, lambda _: "“A”")


def test_what_is_somebodys_own_work_says_whose():
    for kind in KINDS:
        if kind.is_own_work:
            assert kind.annotator_of(ADDED[kind.field][0]) == "x"
