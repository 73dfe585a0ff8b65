"""A merge is one change: it is taken back with its stamps, made again, and nothing is lost."""

from __future__ import annotations

import itertools
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotation.adjudication.decisions import Settle
from annotator.annotation.changes import Direction
from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    RemoveSpans,
    SetNote,
    SetStatus,
)
from annotator.annotation.records import Label, Status
from annotator.errors import AnnotatorError, RuleError
from tests.project.making import FIRST, SECOND, raw, spans_of, tag
from tests.project.merging.test_merging import NUMBERS, OPERATIONS, Bench, all_spans, content


@contextmanager
def bench_of(template):
    bench = Bench(template)
    try:
        yield bench
    finally:
        bench.close()


@pytest.fixture
def bench(template):
    with bench_of(template) as bench:
        yield bench


def merge(bench, into, pack, by="y"):
    return bench.at(into).merge(bench.at(pack), by=by)


def everything(path):
    """Return all rows but those of the history, and keys, which may be new ones."""
    rows = []
    with raw(path) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if table.startswith(("sqlite", "search")) or table in ("changes", "change_events"):
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            held = [f'"{one}"' for one in columns if one != "key" or table == "articles"]
            if table in ("fragments", "links"):
                continue  # they name keys; the records are compared beside
            rows += [
                (table, *row) for row in connection.execute(f"SELECT {','.join(held)} FROM {table}")
            ]
    # Which log goes with the file changes with every write.
    return sorted(str(row) for row in rows if row[:2] != ("info", "log"))


def state(bench, path):
    return everything(path), content(bench.at(path))


def busy_pack(bench):
    """Return a pack in which something of everything was done, also to what there was before."""
    project = bench.at(bench.base)
    changed, removed, kept = tag(project), tag(project, 3, 5), tag(project, 6, 8)
    project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "x")
    pack = bench.copy()
    there = bench.at(pack)
    there.apply(SetNote(span=changed, note="there"), "x")
    there.apply(RemoveSpans(spans=(removed,)), "x")
    there.apply(AddLabel(label=Label(id="new", name="new", key="7")), "x")
    there.apply(AddSpan(article=FIRST, label="new", ranges=((10, 12),)), "z")
    there.apply(AddLink(type="cue", source=changed, target=kept), "x")
    there.apply(SetStatus(articles=(SECOND,), status=Status.SKIPPED), "x")
    there.apply(Settle(article=FIRST, start=6, end=8, accept=(kept,)), "lead")
    there.save_reading("x", FIRST, caret=4, top=1, more_ms=90)
    bench.at(bench.base).apply(SetNote(span=changed, note="here"), "x")
    return pack


def test_everything_goes_back_and_comes_again(bench):
    """Undo of a merge leaves every row as it was, stamps among them; redo brings every row."""
    pack = busy_pack(bench)
    project = bench.at(bench.base)
    before = state(bench, bench.base)
    merged = merge(bench, bench.base, pack)
    assert (merged.spans_new, merged.spans_removed, merged.conflicts) == (3, 1, 1)
    after = state(bench, bench.base)
    assert project.undo_state("y").undo == (
        f"Merge of {pack.name}: 3 spans new, {merged.spans_changed} changed, 1 removed"
    )
    changes = project.undo("y")
    assert (changes.direction, changes.reloads) == (Direction.UNDONE, True)
    gone = state(bench, bench.base)
    assert project.annotators() == ["x", "y"]
    assert gone == before
    assert project.redo("y").reloads
    assert state(bench, bench.base) == after
    project.undo("y")
    assert state(bench, bench.base) == before
    again = merge(bench, bench.base, pack)
    assert again == merged
    assert content(project) == after[1]


def test_a_merge_of_the_command_line_is_in_nobodys_undo(bench):
    pack = bench.pack()
    tag(bench.at(pack), 5, 7)
    merge(bench, bench.base, pack, by=None)
    project = bench.at(bench.base)
    assert project.undo("x") is None
    (entry, *_) = project.history()
    assert (entry.annotator, entry.kind) == (None, "merge")
    project.take_back(entry.number, "y")
    assert spans_of(project) == {}
    assert "taken back already" in project.why_not_taken_back(entry.number, "y")
    project.undo("y")
    assert len(spans_of(project)) == 1


def test_a_merge_that_brings_nothing_is_no_change(bench):
    pack = bench.pack()
    tag(bench.at(pack), 5, 7)
    merge(bench, bench.base, pack)
    count = len(bench.at(bench.base).history())
    merge(bench, bench.base, pack)
    assert len(bench.at(bench.base).history()) == count


def test_no_other_copy_loses_by_it(bench):
    """A pack that knows of the merge brings all back; merged into, it keeps all."""
    pack = busy_pack(bench)
    merge(bench, bench.base, pack)
    full = bench.snapshot(bench.base)
    later = bench.copy()
    bench.at(bench.base).undo("y")
    assert bench.snapshot(bench.base) != full
    merge(bench, later, bench.base)
    assert bench.snapshot(later) == full
    merge(bench, bench.base, later)
    assert bench.snapshot(bench.base) == full


def change_it(project, span):
    project.apply(SetNote(span=span, note="later"), "x")
    return f" of x in “{FIRST}” has been changed since"


def decide_on_it(project, span):
    project.apply(Settle(article=FIRST, start=0, end=3, accept=(span,)), "lead")
    return f"lead has decided on a span in “{FIRST}” that it brought"


def link_to_it(project, span):
    mine = tag(project, 8, 10)
    project.apply(AddLink(type="cue", source=mine, target=span), "x")
    return f"a span in “{FIRST}” has been linked to what it brought since"


def use_its_label(project, span):
    project.apply(AddSpan(article=SECOND, label="fresh", ranges=((0, 3),)), "x")
    return f"x uses the label fresh in “{SECOND}”"


@pytest.mark.parametrize("depend", [change_it, decide_on_it, link_to_it, use_its_label])
def test_what_later_work_needs_stays(bench, depend):
    """It says whose work in which article is in the way, and nothing of it is taken back."""
    pack = bench.pack()
    there = bench.at(pack)
    there.apply(AddLabel(label=Label(id="fresh", name="fresh")), "x")
    span = tag(there)
    merge(bench, bench.base, pack)
    project = bench.at(bench.base)
    reason = depend(project, span)
    (number,) = [one.number for one in project.history() if one.kind == "merge"]
    before = state(bench, bench.base)
    assert reason in project.why_not_taken_back(number, "y")
    with pytest.raises(RuleError):
        project.take_back(number, "y")
    with pytest.raises(RuleError):
        project.undo("y")
    assert state(bench, bench.base) == before


def test_an_edit_that_was_undone_is_no_reason(bench):
    pack = bench.pack()
    span = tag(bench.at(pack))
    merge(bench, bench.base, pack)
    project = bench.at(bench.base)
    project.apply(SetNote(span=span, note="later"), "x")
    project.undo("x")
    project.undo("y")
    assert spans_of(project) == {}
    merge(bench, bench.base, pack)
    assert list(spans_of(project)) == [span]


def test_a_later_merge_goes_first(bench):
    """Of two merges about the same records the later one is taken back first."""
    first = bench.pack()
    span = tag(bench.at(first))
    second = bench.copy(first)
    bench.at(second).apply(SetNote(span=span, note="later"), "x")
    merge(bench, bench.base, first)
    merge(bench, bench.base, second)
    project = bench.at(bench.base)
    newest, older = [one.number for one in project.history() if one.kind == "merge"]
    assert "take that back first" in project.why_not_taken_back(older, "y")
    project.take_back(newest, "y")
    project.take_back(older, "y")
    assert spans_of(project) == {}


def test_merges_about_different_records_do_not_depend_on_each_other(bench):
    packs = [bench.pack(who=who) for who in ("x", "y")]
    kept, gone = (tag(bench.at(pack), who=who) for who, pack in zip("xy", packs, strict=True))
    for pack in reversed(packs):
        merge(bench, bench.base, pack)
    project = bench.at(bench.base)
    numbers = [one.number for one in project.history() if one.kind == "merge"]
    project.take_back(numbers[-1], "y")
    assert list(spans_of(project)) == [kept]
    assert gone not in all_spans(project)


# -- in any order --------------------------------------------------------------------------------


def removed_anywhere(copies):
    """Return the ids of spans of which some copy knows that they were removed."""
    found = set()
    for path in copies:
        with raw(path) as connection:
            rows = connection.execute("SELECT id FROM versions WHERE kind='span' AND gone=1")
            found.update(row[0] for row in rows)
    return found


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["edit", "merge", "merge", "back", "again"]),
            NUMBERS,
            NUMBERS,
            OPERATIONS,
        ),
        min_size=3,
        max_size=10,
    )
)
@settings(max_examples=8, deadline=None)
def test_copies_that_merge_and_take_back_by_turns_meet(template, steps):
    """Three copies edit, merge each other, take merges back and make them again, in any order.

    When all have exchanged everything they are equal, and no span is missing that nobody removed.
    """
    with bench_of(template) as bench:
        bench.edit(bench.base, [(0, 0, 1, 2), (0, 1, 3, 4), (6, 0, 1, 0)])
        copies = [bench.copy() for _ in range(3)]
        for kind, one, other, operations in steps:
            here, there = copies[one % 3], copies[other % 3]
            if kind == "edit":
                bench.edit(here, operations)
            elif kind == "merge" and here != there:
                merge(bench, here, there)
            elif kind in ("back", "again"):
                with suppress(AnnotatorError):
                    (bench.at(here).undo if kind == "back" else bench.at(here).redo)("y")
            assert bench.at(here).check() == []
        spans = {name for path in copies for name in all_spans(bench.at(path))}
        for _ in range(2):
            for one, other in itertools.permutations(range(3), 2):
                bench.merged(copies[one], copies[other])
        first, *rest = map(bench.snapshot, copies)
        for one in rest:
            assert one == first
        lost = spans - first["spans"].keys() - removed_anywhere(copies)
        assert {name for name in lost if "." not in name} == set()
