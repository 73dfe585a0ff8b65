"""People renamed and united, articles archived and described, in copies that are merged."""

from __future__ import annotations

import itertools
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotation.edits import (
    AddSpan,
    ArchiveArticles,
    DescribeArticle,
    RemoveSpans,
    Retire,
    SetNote,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.errors import AnnotatorError, RuleError
from tests.project.making import FIRST, SECOND, spans_of, tag
from tests.project.merging.test_merging import (
    NUMBERS,
    OPERATIONS,
    bench_of,
    content,
    merge,
    operate,
)

NAMES = ("x", "y", "Xaver", "Yvonne")


@pytest.fixture
def bench(template):
    with bench_of(template) as bench:
        yield bench


def all_of_it(project):
    """Return what merging is about, with people and what is said of them and of articles."""
    return {
        **content(project),
        "people": set(project.annotators()),
        "former": project.former_names(),
        "retired": project.retired(),
        "archived": set(project.archived_articles()),
        "articles": {
            record.article.id: (record.article.title, record.article.source, record.article.meta)
            for record in project.export()
        },
    }


def lead(project, kind, a, b):
    """Rename, unite, retire, archive or describe, as four small numbers say."""
    people = project.annotators()
    one, other = people[a % len(people)], people[b % len(people)]
    of = (FIRST, SECOND)[a % 2]
    deeds = (
        lambda: project.rename_annotator(one, NAMES[b % len(NAMES)]),
        lambda: project.unite_annotators(one, other),
        lambda: project.apply(Retire(annotators=(one,), retired=bool(b % 3)), other),
        lambda: project.apply(ArchiveArticles(articles=(of,), archived=bool(b % 3)), one),
        lambda: project.apply(DescribeArticle(article=of, title=f"t{b % 3}"), one),
        lambda: project.undo(one),
    )
    with suppress(AnnotatorError):
        deeds[kind % len(deeds)]()


STEPS = st.lists(
    st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, OPERATIONS), min_size=2, max_size=5
)


@given(rounds=STEPS)
@settings(max_examples=5, deadline=None)
def test_copies_that_rename_unite_and_archive_meet(template, rounds):
    """Three copies do so and merge each other at any time; when all are merged, they are equal."""
    with bench_of(template) as bench:
        for who in ("x", "y"):
            bench.edit(bench.base, [(0, 0, 1, 2), (0, 1, 3, 4), (8, 0, 2, 0)], who)
        copies = [bench.copy() for _ in range(3)]
        for one, other, kind, a, b, operations in rounds:
            project = bench.at(copies[one % 3])
            lead(project, kind, a, b)
            for operation in operations[:3]:
                operate(project, operation, ("x", "y")[a % 2])
            assert project.check() == []
            if one % 3 != other % 3:
                bench.merged(copies[other % 3], copies[one % 3])
        for _ in range(2):
            for one, other in itertools.permutations(range(3), 2):
                bench.merged(copies[one], copies[other])
        first, *rest = (all_of_it(bench.at(one)) for one in copies)
        for one in rest:
            assert one == first


def test_a_pack_under_the_old_name_comes_to_the_renamed_one(bench):
    """Also to one who was renamed back and forth, and with what was changed on both sides."""
    project = bench.at(bench.base)
    first = tag(project)
    pack = bench.pack()
    project.rename_annotator("x", "Xaver", by="y")
    bench.at(pack).apply(SetNote(span=first, note="in the pack"), "x")
    new = tag(bench.at(pack), 4, 6)
    project.apply(AddSpan(article=SECOND, label="claim", ranges=((0, 2),)), "Xaver")
    looked = project.look_at_merge(bench.at(pack))
    assert (looked.annotators, looked.named, looked.merged.spans_new) == ((), (), 1)
    merge(bench, bench.base, pack)
    assert project.annotators() == ["Xaver", "y"]
    assert spans_of(project, FIRST, "Xaver").keys() == {first, new}
    assert spans_of(project, FIRST, "Xaver")[first].note == "in the pack"
    assert project.conflicts() == []
    # the pack learns the new name, after which nothing is new on either side
    looked = bench.at(pack).look_at_merge(project)
    assert looked.named == (("x", "Xaver"),)
    assert bench.at(pack).annotators() == ["x"]
    merge(bench, pack, bench.base)
    assert bench.at(pack).annotators() == ["Xaver", "y"]
    assert project.look_at_merge(bench.at(pack)).is_empty
    assert bench.at(pack).check() == project.check() == []
    bench.at(pack).undo("y")


def test_a_merge_that_brought_a_name_is_taken_back_with_it(bench):
    project = bench.at(bench.base)
    tag(project)
    copy = bench.copy()
    project = bench.at(bench.base)
    before = all_of_it(project)
    bench.at(copy).rename_annotator("x", "Xaver")
    bench.at(copy).unite_annotators("y", "Xaver")
    new = tag(bench.at(copy), 4, 6, who="Xaver")
    project.merge(bench.at(copy), by="y")
    assert project.annotators() == ["Xaver"]
    assert new in spans_of(project, FIRST, "Xaver")
    after = all_of_it(project)
    (merged,) = [one for one in project.history() if one.kind == "merge"]
    project.take_back(merged.number, "Xaver")
    assert all_of_it(project) == before
    project.merge(bench.at(copy), by="y")
    assert all_of_it(project) == after


def test_two_are_one_and_two_again(bench):
    """What both said of an article is a conflict; spans, undo and statuses go back to each."""
    project = bench.at(bench.base)
    mine, same, other = tag(project), tag(project, who="y"), tag(project, 4, 6, who="y")
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "y")
    project.set_assignments({FIRST: ("x",), SECOND: ("x", "y")})
    before, assigned = all_of_it(project), project.assignments()
    looked = project.look_at_uniting("y", "x")
    assert (looked.spans, looked.equal, looked.clashes, looked.shared) == (2, 1, 1, 1)
    project.unite_annotators("y", "x", by="x")
    assert project.check() == []
    assert spans_of(project, FIRST, "x").keys() == {mine, same, other}
    assert project.assignments() == {FIRST: ("x",), SECOND: ("x",)}
    (conflict,) = project.conflicts()
    assert (conflict.kind, conflict.record) == ("status", f"x\n{FIRST}")
    project.undo("x")
    assert all_of_it(project) == before
    assert project.assignments() == assigned
    project.redo("x")
    tag(project, 6, 8)
    (united,) = [one for one in project.history() if one.kind == "uniting" and one.event == "done"]
    assert "came after it" in str(project.why_not_taken_back(united.number, "x"))


def test_undo_goes_on_under_the_new_name_and_the_name_goes_back(bench):
    project = bench.at(bench.base)
    span = tag(project)
    project.apply(RemoveSpans(spans=(span,)), "x")
    project.rename_annotator("x", "Xaver", by="y")
    assert not spans_of(project, FIRST, "Xaver")
    project.undo("x")
    assert list(spans_of(project, FIRST, "Xaver")) == [span]
    assert {one.annotator for one in project.history()} == {"Xaver", "y", None}
    project.undo("y")
    assert project.annotators() == ["x", "y"]
    assert project.former_names() == {"Xaver": "x"}  # windows still call them so
    project.redo("y")
    assert project.annotators() == ["Xaver", "y"]
    project.rename_annotator("Xaver", "Xavi", by="Xaver")
    project.undo("Xavi")
    assert project.annotators() == ["Xaver", "y"]
    with pytest.raises(RuleError, match="there is an annotator y already"):
        project.rename_annotator("Xaver", "y")
    assert project.add_annotator("x") == "Xaver"
    assert project.check() == []


def test_no_text_is_taken_for_a_name(bench):
    """A span whose first line is the name keeps its text, in the history as well."""
    project = bench.at(bench.base)
    span = tag(project)
    project.apply(SetNote(span=span, note="x\nand more"), "x")
    project.apply(SetNote(span=span, note="x"), "x")
    project.rename_annotator("x", "Xaver")
    project.undo("Xaver")
    assert spans_of(project, FIRST, "Xaver")[span].note == "x\nand more"


def test_archived_and_described_articles(bench):
    """They leave queue, progress and packs, and stay in the export; search finds the new title."""
    project = bench.at(bench.base)
    while not project.is_search_index_complete():
        project.extend_search_index()
    project.apply(DescribeArticle(article=FIRST, title="Zebrastreifen", meta={"a": 1}), "x")
    assert len(project.search("x", "zebrastreifen").articles) == 1
    project.apply(ArchiveArticles(articles=(FIRST,)), "x")
    assert project.article_ids(project.index("x")) == [SECOND]
    assert project.progress("x").total == 1
    assert project.archived_articles() == [FIRST]
    assert len(list(project.export())) == 2
    assert project.share_out(["x"]).total == 1
    pack = bench.pack(who="y")
    assert bench.at(pack).article_ids(bench.at(pack).index("y")) == [SECOND]
    project.undo("x")
    project.undo("x")
    assert project.search("x", "zebrastreifen").articles == ()
    assert project.article_titles([FIRST]) == {FIRST: FIRST}
    project.redo("x")
    project.remove_articles([FIRST], "x")
    project.undo("x")
    assert project.article_titles([FIRST]) == {FIRST: "Zebrastreifen"}
    assert project.check() == []


def test_who_is_retired_is_not_offered_and_counts_as_before(bench):
    project = bench.at(bench.base)
    tag(project)
    project.apply(Retire(annotators=("x",)), "y")
    assert project.annotators() == ["x", "y"]
    assert project.annotators(offered=True) == ["y"]
    assert list(project.share_out().articles) == ["y"]
    assert project.statistics().annotators["x"]["spans"] == 1
    project.rename_annotator("x", "Xaver")
    assert project.retired() == {"Xaver"}
    project.apply(Retire(annotators=("Xaver",), retired=False), "y")
    assert project.retired() == frozenset()
