"""Who leads settles conflicts: one change of theirs, the records stay whose they are."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import msgspec
import pytest

from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict, choices
from annotator.annotation.adjudication.decisions import Settle
from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    DescribeSpans,
    RelabelSpans,
    RemoveLinks,
    RemoveSpans,
    SetAttributes,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Label, Settled, Status
from annotator.errors import Clash, ClashError, RuleError
from tests.project.making import FIRST, LABELS, spans_of, tag
from tests.project.merging.test_merging import Bench


@pytest.fixture
def bench(template):
    bench = Bench(template)
    yield bench
    bench.close()


@pytest.fixture
def clash(bench):
    """A span of x that was given one note here and another one in a pack, which is merged."""
    bench.span = tag(bench.at(bench.base))
    bench.far = tag(bench.at(bench.base), 8, 10)
    bench.packed = bench.pack()
    bench.elsewhere = bench.copy()
    bench.at(bench.packed).apply(SetNote(span=bench.span, note="there"), "x")
    bench.at(bench.base).apply(SetNote(span=bench.span, note="here"), "x")
    bench.at(bench.base).merge(bench.at(bench.packed))
    return bench


def keep(project, which, conflict=None):
    conflict = conflict or project.conflicts()[0].id
    return project.apply(SettleConflict(conflict=conflict, keep=which), "lead")


def notes(project):
    return {name: one.note for name, one in spans_of(project).items() if one.note}


@pytest.mark.parametrize("which", [Keep.THIS, Keep.OTHER])
def test_one_version_is_kept(clash, which):
    """The audit trail has the lead's name; packs of before and after bring no conflict back."""
    project = clash.at(clash.base)
    (conflict,) = project.conflicts()
    both = notes(project)
    wanted = both[clash.span if which is Keep.THIS else conflict.other]
    project.apply(AddLink(type="cue", source=conflict.other, target=clash.far), "x")
    changes = keep(project, which)
    assert notes(project) == {clash.span: wanted}
    assert project.conflicts() == []
    newest = project.history()[0]
    assert (newest.annotator, newest.text, newest.article) == ("lead", changes.text, FIRST)
    assert spans_of(project)[clash.span].annotator == "x"
    links = [(link.source, link.target) for link in project.open_article("x", FIRST).links]
    assert links == ([(clash.span, clash.far)] if which is Keep.OTHER else [])
    for pack in (clash.packed, clash.elsewhere, clash.pack(), clash.packed):
        assert project.merge(clash.at(pack)).conflicts == 0
        assert notes(project) == {clash.span: wanted}
    for other in (clash.packed, clash.elsewhere):
        clash.at(other).merge(project)
        assert notes(clash.at(other)) == {clash.span: wanted}
        assert clash.at(other).conflicts() == []
    assert project.check() == []


def test_both_are_kept(clash):
    project = clash.at(clash.base)
    before = notes(project)
    keep(project, Keep.BOTH)
    assert notes(project) == before
    assert project.conflicts() == []
    project.merge(clash.at(clash.packed))
    assert project.conflicts() == []


@pytest.mark.parametrize("which", list(Keep))
def test_undo_brings_the_conflict_back(clash, which):
    project = clash.at(clash.base)
    before, conflicts = spans_of(project), project.conflicts()
    keep(project, which)
    project.undo("lead")
    assert spans_of(project) == before
    assert project.conflicts() == conflicts
    project.redo("lead")
    assert project.conflicts() == []
    project.undo("lead")
    keep(project, which, conflicts[0].id)
    assert project.conflicts() == []
    project.merge(clash.at(clash.packed))
    assert project.conflicts() == []


def test_a_settled_one_stays_settled(clash):
    project = clash.at(clash.base)
    (conflict,) = project.conflicts()
    keep(project, Keep.BOTH)
    assert keep(project, Keep.OTHER, conflict.id) is None
    with pytest.raises(RuleError, match="no conflict"):
        keep(project, Keep.THIS, "nothing")


@pytest.mark.parametrize("which", [Keep.THIS, Keep.OTHER])
def test_removed_in_one_and_changed_in_the_other(bench, which):
    first = tag(bench.at(bench.base))
    pack = bench.pack()
    bench.at(pack).apply(SetNote(span=first, note="kept"), "x")
    project = bench.at(bench.base)
    project.apply(RemoveSpans(spans=(first,)), "x")
    project.merge(bench.at(pack))
    assert choices(project.conflicts()[0]) == (Keep.THIS, Keep.OTHER)
    keep(project, which)
    project.merge(bench.at(pack))
    assert (first in spans_of(project)) is (which is Keep.THIS)
    assert project.conflicts() == []
    with pytest.raises(RuleError):
        keep(project, Keep.BOTH, project.conflicts(settled=True)[0].id + "x")


@pytest.mark.parametrize("which", [Keep.THIS, Keep.OTHER])
def test_statuses_and_labels(bench, which):
    pack = bench.copy()
    for path, word, status in ((bench.base, "g1", Status.DONE), (pack, "g2", Status.SKIPPED)):
        claim = msgspec.structs.replace(LABELS[0], guidelines=word)
        bench.at(path).apply(SetLabel(label=claim), "x")
        bench.at(path).apply(SetStatus(articles=(FIRST,), status=status), "x")
    project = bench.at(bench.base)
    project.merge(bench.at(pack))

    def shown():
        return project.labels()[0].guidelines, project.open_article("x", FIRST).status

    before = shown()
    for conflict in project.conflicts():
        keep(project, which, conflict.id)
    assert (shown() == before) is (which is Keep.THIS)
    after = shown()
    assert {before[0], after[0]} <= {"g1", "g2"}
    project.merge(bench.at(pack))
    assert (shown(), project.conflicts()) == (after, [])
    bench.at(pack).merge(project)
    assert bench.at(pack).labels() == project.labels()
    project.undo("lead")
    project.undo("lead")
    assert shown() == before
    assert len(project.conflicts()) == 2


def test_a_link_that_was_removed_on_one_side(bench):
    project = bench.at(bench.base)
    one, two = tag(project), tag(project, 4, 6)
    project.apply(AddLink(type="cue", source=one, target=two), "x")
    (link,) = project.open_article("x", FIRST).links
    pack = bench.copy()
    project = bench.at(bench.base)
    for path in (bench.base, pack):
        bench.at(path).apply(RemoveLinks(links=(link.id,)), "x")
    bench.at(pack).undo("x")
    project.merge(bench.at(pack))
    waiting = project.conflicts()
    assert [one.kind for one in waiting] == ["link"]
    keep(project, Keep.OTHER)
    assert project.open_article("x", FIRST).links == ()
    project.merge(bench.at(pack))
    assert project.open_article("x", FIRST).links == ()
    assert project.conflicts() == []


@pytest.mark.parametrize("removed", [True, False])
def test_the_other_version_of_a_decision_can_be_taken(bench, removed):
    """What only the version that gives way had made gold goes, and undo brings it all back."""
    project = bench.at(bench.base)
    tag(project)
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    (span,) = spans_of(project)
    made = project.apply(Settle(article=FIRST, start=0, end=3, accept=(span,)), "lead")
    (decision,) = project.comparison(FIRST).decisions
    other = msgspec.structs.replace(decision, verdict=Settled.NOTHING, accepted=(), gold=())
    detail = {"removed": True} if removed else {"other": msgspec.to_builtins(other)}
    with closing(sqlite3.connect(bench.base)) as database, database:
        database.execute(
            "INSERT INTO conflicts (id, kind, record, other, detail, at)"
            " VALUES ('c', 'decision', ?, '', ?, '2026-11-20T00:00:00Z')",
            (decision.id, json.dumps(detail)),
        )
    assert made is not None
    keep(project, Keep.OTHER)
    seen = project.comparison(FIRST)
    assert seen.decisions == (() if removed else (other,))
    assert seen.gold is None or seen.gold.spans == ()
    assert project.check() == []
    project.undo("lead")
    assert project.comparison(FIRST).decisions == (decision,)
    assert len(project.comparison(FIRST).gold.spans) == 1
    assert [one.id for one in project.conflicts()] == ["c"]


def test_a_note_or_attributes_changed_in_another_window_are_not_written_over(bench):
    """Each edit carries what it was made on; what does not clash is put together."""
    project = bench.at(bench.base)
    span = tag(project)
    project.apply(SetNote(span=span, note="theirs", base=""), "x")
    with pytest.raises(ClashError) as clash:
        project.apply(SetNote(span=span, note="mine", base=""), "x")
    assert clash.value.clashes == (Clash("note", "theirs", "mine"),)
    assert notes(project) == {span: "theirs"}
    assert project.apply(SetNote(span=span, note="theirs", base=""), "x") is None
    project.apply(SetAttributes(span=span, attributes={"a": 1}, base={}), "x")
    project.apply(SetAttributes(span=span, attributes={"b": 2}, base={}), "x")
    assert spans_of(project)[span].attributes == {"a": 1, "b": 2}
    with pytest.raises(ClashError, match="“a” was changed"):
        project.apply(SetAttributes(span=span, attributes={"a": 3}, base={}), "x")
    project.apply(SetAttributes(span=span, attributes={"b": 2}, base={"a": 1, "b": 2}), "x")
    assert spans_of(project)[span].attributes == {"b": 2}


def test_edges_and_a_label_changed_in_another_window_are_not_written_over(bench):
    """Nor the attribute of several; what is as it is wanted already is no clash."""
    project = bench.at(bench.base)
    span, other = tag(project, 0, 3), tag(project, 8, 10)
    project.apply(SetRanges(span=span, ranges=((0, 5),), base=((0, 3),)), "x")
    with pytest.raises(ClashError, match="were moved in another") as clash:
        project.apply(SetRanges(span=span, ranges=((1, 3),), base=((0, 3),)), "x")
    (found,) = clash.value.clashes
    text = spans_of(project)[span].text
    assert (found.what, found.theirs, found.mine) == ("edges", text, text[1:3])
    assert spans_of(project)[span].ranges == ((0, 5),)
    assert project.apply(SetRanges(span=span, ranges=((0, 5),), base=((0, 3),)), "x") is None
    project.apply(AddLabel(label=Label(id="third", name="third")), "x")
    both = dict.fromkeys((span, other), "claim")
    project.apply(RelabelSpans(spans=(span,), label="quote", base=both), "x")
    with pytest.raises(ClashError, match="was given the label quote"):
        project.apply(RelabelSpans(spans=(span, other), label="third", base=both), "x")
    assert {one.label for one in spans_of(project).values()} == {"claim", "quote"}
    again = RelabelSpans(spans=(span, other), label="quote", base=both)
    assert project.apply(again, "x") is not None  # one has it by now, and the other gets it
    project.apply(SetAttributes(span=span, attributes={"a": 1}), "x")
    with pytest.raises(ClashError, match="“a” was changed"):
        project.apply(
            DescribeSpans(spans=(span,), attribute="a", value="2", base={span: None}), "x"
        )


def test_a_story_that_others_have_told_meanwhile_is_not_written_over(bench):
    project = bench.at(bench.base)
    project.set_stories({FIRST: "theirs"}, {FIRST: ""})
    with pytest.raises(ClashError, match="another story"):
        project.set_stories({FIRST: "mine"}, {FIRST: ""})
    assert project.story_of() == {FIRST: "theirs"}
    project.set_stories({FIRST: "mine"}, {FIRST: "theirs"})
    assert project.story_of() == {FIRST: "mine"}
