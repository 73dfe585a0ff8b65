"""Packs and merging: in any order, as often as one likes, and nothing is lost."""

from __future__ import annotations

import hashlib
import itertools
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotation.adjudication.decisions import Settle
from annotator.annotation.answering import RejectSuggestions
from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    FlagSpans,
    RelabelSpans,
    RemoveLabel,
    RemoveLinks,
    RemoveSpans,
    SetArticleValue,
    SetAttributes,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Attribute, Label, Link, Status, Suggestion
from annotator.errors import (
    AnnotatorError,
    CancelledError,
    ForeignProjectError,
    ProjectError,
    RuleError,
)
from annotator.project import Project
from annotator.words import say
from tests.project.driver import start
from tests.project.making import (
    FIRST,
    LABELS,
    SECOND,
    TEXTS,
    article,
    dump,
    raw,
    spans_of,
    tag,
    work,
)
from tests.project.making import span as span_record

NUMBERS = st.integers(0, 13)
OPERATIONS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8)


# -- what is done to a copy ----------------------------------------------------------------------


def ranges(of, *numbers):
    length = len(TEXTS[of])
    starts = [number * 3 % (length - 4) for number in numbers]
    return tuple((start, start + 2) for start in starts)


def all_spans(project):
    return {
        span.id: msgspec.structs.replace(span, updated_at="")
        for record in project.export()
        for span in record.spans
    }


def operate(project, operation, who="x"):
    """Do something that depends on four small numbers; what a rule forbids is not done."""
    kind, a, b, c = operation
    mine = sorted(spans_of(project, FIRST, who)) + sorted(spans_of(project, SECOND, who))
    links = sorted({link.id for of in TEXTS for link in project.open_article(who, of).links})
    labels = [label.id for label in project.labels()]
    span = mine[a % len(mine)] if mine else None
    other = mine[b % len(mine)] if mine else None
    of = (FIRST, SECOND)[a % 2]
    label = labels[b % len(labels)] if labels else ""
    edits = {
        0: lambda: AddSpan(article=of, label=label, ranges=ranges(of, b, c), note=f"n{c % 2}"),
        1: lambda: span and RemoveSpans(spans=tuple({span, other} if c % 2 else {span})),
        2: lambda: span and RelabelSpans(spans=(span,), label=label),
        3: lambda: span and SetRanges(span=span, ranges=ranges(FIRST, b, c)),
        4: lambda: span and SetNote(span=span, note=f"n{c % 3}"),
        5: lambda: span and FlagSpans(spans=(span,), flagged=bool(b % 2)),
        6: lambda: span and AddLink(type=f"t{c % 2}", source=span, target=other),
        7: lambda: links and RemoveLinks(links=(links[b % len(links)],)),
        8: lambda: SetStatus(articles=(of,), status=list(Status)[b % 4]),
        9: lambda: edit_label(project, label, a, b, c),
        10: lambda: span and SetAttributes(span=span, attributes={"k": c % 2}),
        12: lambda: say_of_article(project, of, b, c),
        13: lambda: edit_article_label(project, a, b, c),
    }
    try:
        if kind == 11:
            (project.undo if a % 3 else project.redo)(who)
            return
        edit = edits[kind]()
        if edit:
            project.apply(edit, who)
    except AnnotatorError:
        pass


def say_of_article(project, of, b, c):
    """Say something with an article label; the first time, make one."""
    labels = project.article_labels()
    if not labels:
        return edit_article_label(project, 0, b, c)
    label = labels[b % len(labels)]
    value = (*label.value.values, None)[c % (len(label.value.values) + 1)]
    return SetArticleValue(articles=(of,), label=label.id, value=value)


def edit_article_label(project, a, b, c):
    """Make, remove or widen an article label; two copies make one of the same name."""
    labels = project.article_labels()
    values = tuple("uvw"[: 1 + b % 3])
    attributes = (Attribute(name="value", kind="choice", values=values),)
    if not labels or a % 4 == 0:
        name = ("topic", "claim", "label 1")[c % 3]
        label = Label(id=f"{name}-{a}", name=name, unit="article", attributes=attributes)
        return AddLabel(label=label)
    label = labels[b % len(labels)]
    if a % 4 == 1:
        return RemoveLabel(label=label.id)
    return SetLabel(label=msgspec.structs.replace(label, attributes=attributes))


def edit_label(project, label, a, b, c):
    if a % 4 == 0:
        name = f"label {c % 3}"
        return AddLabel(label=Label(id=name, name=name, guidelines=f"g{b % 2}", position=b))
    if not label:
        return None
    if a % 4 == 1:
        others = [one.id for one in project.labels() if one.id != label]
        return RemoveLabel(label=label, move_to=others[0] if others and c % 2 else None)
    (record,) = [one for one in project.labels() if one.id == label]
    return SetLabel(label=msgspec.structs.replace(record, guidelines=f"g{c % 3}"))


def content(project):
    """Return everything that merging is about; when it was written is no part of it."""
    assert project.check() == []
    spans = all_spans(project)
    return {
        "spans": spans,
        "links": {link for record in project.export() for link in record.links},
        "statuses": {
            (record.article.id, record.annotator): (record.status, record.flagged)
            for record in project.export()
            if record.annotator is not None
        },
        "labels": {label.id: label for label in project.all_labels()},
        "values": {
            (record.article.id, record.annotator): record.document for record in project.export()
        },
    }


class Bench:
    """A base with copies and packs of it, in a folder of their own."""

    def __init__(self, template):
        self.folder = Path(tempfile.mkdtemp(prefix="annotator-merging-"))
        self.base = template.copy(self.folder / "base.annotator")
        self._names = (self.folder / f"{n}.annotator" for n in itertools.count())
        self._opened = {}

    def at(self, path):
        """Return the project at a path; opening one takes longer than all that is done to it."""
        if path not in self._opened:
            self._opened[path] = Project.open(path)
        return self._opened[path]

    def copy(self, path=None):
        path = path or self.base
        if path in self._opened:
            self._opened.pop(path).close()
        return shutil.copyfile(path, next(self._names))

    def pack(self, path=None, who="x", **options):
        target = next(self._names)
        self.at(path or self.base).pack(target, who, **options)
        return target

    def edit(self, path, operations, who="x"):
        for operation in operations:
            operate(self.at(path), operation, who)
        return path

    def merged(self, into, *packs):
        """Merge packs one after the other; return what the project then holds."""
        for one in packs:
            self.at(into).merge(self.at(one))
            assert self.at(into).check() == []
        return self.snapshot(into)

    def snapshot(self, path):
        return content(self.at(path))

    def close(self):
        for project in self._opened.values():
            project.close()
        shutil.rmtree(self.folder)


@contextmanager
def bench_of(template):
    bench = Bench(template)
    try:
        yield bench
    finally:
        bench.close()


# -- any order -----------------------------------------------------------------------------------


@given(
    before=OPERATIONS,
    copies=st.lists(st.tuples(st.booleans(), OPERATIONS), min_size=2, max_size=3),
    here=OPERATIONS,
    shuffled=st.randoms(use_true_random=False),
)
@settings(max_examples=8, deadline=None)
def test_any_order(template, before, copies, here, shuffled):
    """Copies and packs merged in any order, and again, give equal projects and lose nothing."""
    with bench_of(template) as bench:
        bench.edit(bench.base, before)
        start_state = bench.snapshot(bench.base)
        packs = [
            bench.edit(bench.pack() if packed else bench.copy(), operations)
            for packed, operations in copies
        ]
        states = [bench.snapshot(pack) for pack in packs]
        bench.edit(bench.base, here)
        states.append(bench.snapshot(bench.base))
        results = []
        for _ in range(2):
            order = list(packs)
            shuffled.shuffle(order)
            into = bench.copy()
            results.append(bench.merged(into, *order))
            again = [shuffled.choice(packs) for _ in range(2)]
            assert bench.merged(into, *again) == results[-1]
        assert results[0] == results[1]
        nothing_lost(start_state, states, results[0])


def nothing_lost(base, states, merged):
    """Every span that a copy has made or changed is there; what one removed only it is gone."""
    found = merged["spans"]
    for state in states:
        for name, span in state["spans"].items():
            if base["spans"].get(name) != span:
                versions = [
                    msgspec.structs.replace(one, id=name)
                    for key, one in found.items()
                    if key == name or key.startswith(f"{name}.")
                ]
                assert span in versions
    for name, span in base["spans"].items():
        sides = [state["spans"].get(name) for state in states]
        if sides.count(span) == len(sides):
            assert found[name] == span


@given(rounds=st.lists(st.tuples(NUMBERS, NUMBERS, OPERATIONS), min_size=2, max_size=7))
@settings(max_examples=8, deadline=None)
def test_copies_that_edit_and_merge_by_turns_meet(template, rounds):
    """Three copies edit and merge each other at any time; when all are merged, they are equal."""
    with bench_of(template) as bench:
        bench.edit(bench.base, [(0, 0, 1, 2), (0, 1, 3, 4), (6, 0, 1, 0)])
        copies = [bench.copy() for _ in range(3)]
        for one, other, operations in rounds:
            bench.edit(copies[one % 3], operations)
            if one % 3 != other % 3:
                bench.merged(copies[other % 3], copies[one % 3])
        for _ in range(2):
            for one, other in itertools.permutations(range(3), 2):
                bench.merged(copies[one], copies[other])
        first, *rest = map(bench.snapshot, copies)
        for one in rest:
            assert one == first


# -- one thing at a time -------------------------------------------------------------------------


@pytest.fixture
def bench(template):
    with bench_of(template) as bench:
        yield bench


def merge(bench, into, pack):
    return bench.at(into).merge(bench.at(pack))


def test_both_versions_of_a_span_are_kept(bench):
    """A span changed here and in the pack is two spans and one conflict, which can be settled."""
    first = tag(bench.at(bench.base))
    pack = bench.pack()
    bench.at(pack).apply(SetNote(span=first, note="there"), "x")
    bench.at(bench.base).apply(SetNote(span=first, note="here"), "x")
    merged = merge(bench, bench.base, pack)
    assert (merged.spans_new, merged.spans_removed, merged.conflicts) == (1, 0, 1)
    project = bench.at(bench.base)
    spans = spans_of(project)
    assert {span.note for span in spans.values()} == {"here", "there"}
    (other,) = set(spans) - {first}
    assert other.startswith(f"{first}.")
    (conflict,) = project.conflicts()
    assert (conflict.kind, conflict.record, conflict.other) == ("span", first, other)
    project.apply(RemoveSpans(spans=(other,)), "x")
    project.settle_conflict(conflict.id)
    assert project.conflicts() == []
    assert [one.id for one in project.conflicts(settled=True)] == [conflict.id]
    assert merge(bench, bench.base, pack).conflicts == 0
    assert list(spans_of(project)) == [first]
    with pytest.raises(RuleError):
        project.settle_conflict("no such")


def test_the_version_put_beside_stays_where_it_is(bench):
    """When the one with the id is removed, the other one keeps its own: links may hold it."""
    first = tag(bench.at(bench.base))
    pack = bench.pack()
    for path, word in ((pack, "there"), (bench.base, "here")):
        bench.at(path).apply(SetNote(span=first, note=word), "x")
    merge(bench, bench.base, pack)
    (other,) = set(spans_of(bench.at(bench.base))) - {first}
    bench.at(bench.base).apply(RemoveSpans(spans=(first,)), "x")
    copy = bench.pack()
    for one in (pack, copy):
        merge(bench, bench.base, one)
        assert list(spans_of(bench.at(bench.base))) == [other]
    bench.at(copy).apply(RemoveSpans(spans=(other,)), "x")
    for one in (copy, pack):
        merge(bench, bench.base, one)
        assert list(spans_of(bench.at(bench.base))) == []


def test_the_same_change_twice_is_no_conflict(bench):
    """What both have changed alike stays one span, even when one of them changes it again."""
    first = tag(bench.at(bench.base))
    pack = bench.pack()
    for one in (pack, bench.base):
        bench.at(one).apply(SetNote(span=first, note="same"), "x")
    assert merge(bench, bench.base, pack).conflicts == 0
    bench.at(bench.base).apply(SetNote(span=first, note="later"), "x")
    assert merge(bench, bench.base, pack).conflicts == 0
    assert [span.note for span in spans_of(bench.at(bench.base)).values()] == ["later"]


def test_what_only_one_side_did_wins(bench):
    """Changes and removals of either side come in; an older pack changes nothing more."""
    project = bench.at(bench.base)
    changed, removed, gone_here = tag(project), tag(project, 3, 5), tag(project, 5, 7)
    pack = bench.pack()
    older = bench.copy(pack)
    bench.at(pack).apply(SetNote(span=changed, note="n"), "x")
    bench.at(pack).apply(RemoveSpans(spans=(removed,)), "x")
    project = bench.at(bench.base)
    project.apply(RemoveSpans(spans=(gone_here,)), "x")
    new = tag(bench.at(pack), 8, 9)
    for one in (older, pack, older, pack):
        merge(bench, bench.base, one)
    spans = spans_of(project)
    assert set(spans) == {changed, new}
    assert spans[changed].note == "n"
    assert project.conflicts() == []


def test_a_change_beats_a_removal_and_is_listed(bench):
    first = tag(bench.at(bench.base))
    pack = bench.pack()
    bench.at(pack).apply(SetNote(span=first, note="kept"), "x")
    bench.at(bench.base).apply(RemoveSpans(spans=(first,)), "x")
    assert merge(bench, bench.base, pack).conflicts == 1
    project = bench.at(bench.base)
    assert spans_of(project)[first].note == "kept"
    (conflict,) = project.conflicts()
    assert conflict.detail == {"removed": True}


def test_a_span_ended_up_with_two_ids_goes_its_own_way(bench):
    """The version put beside is changed and removed on its own, on every copy."""
    first = tag(bench.at(bench.base))
    one, two = bench.pack(), bench.copy()
    bench.at(one).apply(SetNote(span=first, note="one"), "x")
    bench.at(two).apply(SetNote(span=first, note="two"), "x")
    merge(bench, two, one)
    (other,) = set(spans_of(bench.at(two))) - {first}
    bench.at(two).apply(FlagSpans(spans=(other,), flagged=True), "x")
    merge(bench, bench.base, one)
    merge(bench, bench.base, two)
    merge(bench, bench.base, one)
    assert bench.snapshot(bench.base) == bench.snapshot(two)
    assert spans_of(bench.at(bench.base))[other].flagged


def test_labels_of_one_name_become_one(bench):
    """The smaller id stays, spans follow, also those of an older pack that comes later."""
    pack = bench.copy()
    for path, label in ((bench.base, "b"), (pack, "a")):
        bench.at(path).apply(AddLabel(label=Label(id=label, name="new", key="7")), "x")
        bench.at(path).apply(AddSpan(article=FIRST, label=label, ranges=((0, 3),)), "x")
    older = bench.copy(pack)
    bench.at(pack).apply(AddSpan(article=FIRST, label="a", ranges=((4, 6),)), "x")
    results = []
    for order in ((pack, older), (older, pack)):
        into = bench.copy()
        results.append(bench.merged(into, *order))
        assert {span.label for span in spans_of(bench.at(into)).values()} == {"a"}
    assert results[0] == results[1]
    assert [one.id for one in bench.at(into).labels() if one.name == "new"] == ["a"]
    back = bench.merged(pack, into)
    assert back == results[1]


def test_a_label_that_arriving_spans_need_comes_back(bench):
    pack = bench.pack()
    bench.at(bench.base).apply(RemoveLabel(label="quote"), "x")
    bench.at(pack).apply(AddSpan(article=FIRST, label="quote", ranges=((0, 3),)), "x")
    merged = merge(bench, bench.base, pack)
    assert merged.labels == ("quote",)
    assert [one.id for one in bench.at(bench.base).labels()] == ["claim", "quote"]
    bench.at(pack).undo("x")
    merge(bench, bench.base, pack)
    assert [one.id for one in bench.at(bench.base).labels()] == ["claim"]


def test_a_key_is_given_once(bench):
    pack = bench.pack()
    for path, label in ((bench.base, "m"), (pack, "n")):
        record = Label(id=label, name=label, key="7", position=5)
        bench.at(path).apply(AddLabel(label=record), "x")
    merge(bench, bench.base, pack)
    merge(bench, bench.base, pack)
    keys = {one.id: one.key for one in bench.at(bench.base).labels()}
    assert (keys["m"], keys["n"]) == ("7", "")
    assert bench.at(bench.base).conflicts() == []


def test_a_label_or_status_changed_on_both_sides_is_listed(bench):
    """One of them holds, the other one is told in the conflict."""
    pack = bench.copy()
    for path, word, status in ((bench.base, "g1", Status.DONE), (pack, "g2", Status.SKIPPED)):
        claim = msgspec.structs.replace(LABELS[0], guidelines=word)
        bench.at(path).apply(SetLabel(label=claim), "x")
        bench.at(path).apply(SetStatus(articles=(FIRST,), status=status), "x")
    assert merge(bench, bench.base, pack).conflicts == 2
    project = bench.at(bench.base)
    told = {one.kind: one.detail["other"] for one in project.conflicts()}
    holds = next(one.guidelines for one in project.labels() if one.id == "claim")
    assert {holds, told["label"]["guidelines"]} == {"g1", "g2"}
    status = project.open_article("x", FIRST).status
    assert {status.value, told["status"]["status"]} == {"done", "skipped"}


def test_a_link_goes_with_its_end(bench):
    """A link to a span that the other side removed is dropped."""
    project = bench.at(bench.base)
    one, two, three = tag(project), tag(project, 4, 6), tag(project, 7, 9)
    pack = bench.pack()
    bench.at(pack).apply(RemoveSpans(spans=(two,)), "x")
    bench.at(pack).apply(AddLink(type="t", source=one, target=three), "x")
    bench.at(bench.base).apply(AddLink(type="t", source=one, target=two), "x")
    found = bench.merged(bench.base, pack)
    assert [(link.source, link.target) for link in found["links"]] == [(one, three)]


def test_a_link_comes_back_with_its_end(bench):
    """A link that was dropped is there again when a later merge brings its end back."""
    project = bench.at(bench.base)
    one, two = tag(project), tag(project, 4, 6)
    linked, removed, changed = (bench.copy() for _ in range(3))
    bench.at(linked).apply(AddLink(type="t", source=one, target=two), "x")
    bench.at(removed).apply(RemoveSpans(spans=(two,)), "x")
    bench.at(changed).apply(SetNote(span=two, note="n"), "x")
    for order in itertools.permutations((linked, removed, changed)):
        found = bench.merged(bench.copy(), *order)
        assert [(link.source, link.target) for link in found["links"]] == [(one, two)]


def test_undo_after_a_merge(bench):
    """What came in is in nobody's undo; a change that was overtaken is passed over."""
    project = bench.at(bench.base)
    first = tag(project)
    project.apply(SetNote(span=first, note="before"), "x")
    pack = bench.pack()
    bench.at(pack).apply(SetNote(span=first, note="there"), "x")
    new = tag(bench.at(pack), 5, 7)
    merge(bench, bench.base, pack)
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    assert project.undo("x") is None
    assert set(spans_of(project)) == {first, new}


# -- packs ---------------------------------------------------------------------------------------


def test_a_pack_holds_nobody_elses_work(bench):
    """Neither a span, a note, a name nor a history of anyone else is anywhere in the file."""
    project = bench.at(bench.base)
    mine = tag(project)
    theirs = tag(project, 4, 6, who="Zebedee")
    project.apply(SetNote(span=theirs, note="secret"), "Zebedee")
    project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "Zebedee")
    project.apply(RemoveSpans(spans=(tag(project, 8, 9, who="Zebedee"),)), "Zebedee")
    project.save_reading("x", FIRST, caret=3, top=1, more_ms=50)
    path = bench.pack()
    pack = bench.at(path)
    assert pack.annotators() == ["x"]
    assert list(all_spans(pack)) == [mine]
    assert pack.reading("x", FIRST).active_ms == 50
    assert pack.history() == []
    assert pack.labels() == project.labels()
    assert (pack.origin().annotator, project.origin()) == ("x", None)
    bench.copy(path)
    held = path.read_bytes()
    for word in ("Zebedee", theirs, "secret"):
        assert word.encode() not in held


def test_a_pack_of_some_articles(bench):
    assert bench.at(bench.pack(articles=[SECOND])).statistics().articles == 1
    with pytest.raises(ProjectError, match="there is no article nowhere"):
        bench.pack(articles=["nowhere"])
    new = bench.at(bench.pack(who="newcomer"))
    assert (new.annotators(), new.statistics().articles) == (["newcomer"], 2)
    with pytest.raises(RuleError):
        bench.pack(who="a\nb")
    assert not list(bench.folder.glob(".*"))


def test_readings_come_back(bench):
    pack = bench.pack()
    bench.at(pack).save_reading("x", FIRST, caret=5, top=2, more_ms=70)
    for _ in range(2):
        merge(bench, bench.base, pack)
        reading = bench.at(bench.base).reading("x", FIRST)
        assert (reading.caret, reading.active_ms) == (5, 70)


def test_the_later_place_and_the_longer_time_stay(bench):
    """Whoever went on reading here is not taken back to where the pack was left, nor forward."""
    project = bench.at(bench.base)
    project.save_reading("x", FIRST, caret=1, top=0, more_ms=50)
    pack = bench.pack()
    bench.at(pack).save_reading("x", FIRST, caret=5, top=2, more_ms=70)
    project.save_reading("x", FIRST, caret=9, top=4, more_ms=10)
    with raw(bench.base) as connection:
        connection.execute("UPDATE readings SET updated_at = '9' || substr(updated_at, 2)")
    merge(bench, bench.base, pack)
    reading = project.reading("x", FIRST)
    assert (reading.caret, reading.top, reading.active_ms) == (9, 4, 120)
    again = bench.pack()
    merge(bench, pack, again)
    there = bench.at(pack).reading("x", FIRST)
    assert (there.caret, there.top, there.active_ms) == (9, 4, 120)


def test_a_name_that_only_looks_the_same_is_the_same_person(bench):
    """A copy of an older version has it with decomposed letters, and with a space at its end."""
    name, typed = "Zo\u00eb", "Zoe\u0308 "
    path = bench.copy()
    project = bench.at(bench.base)
    first = tag(project, who=name)
    with raw(path) as connection:
        connection.execute("UPDATE annotators SET name = ? WHERE name = 'y'", (typed,))
    with Project.open(path) as pack:
        second = tag(pack, 4, 6, who=typed)
        pack.apply(SetNote(span=second, note="n"), typed)
        pack.apply(SetStatus(articles=(FIRST,), status=Status.DONE), typed)
        for new in (1, 0):
            assert project.merge(pack).spans_new == new
        pack.apply(SetNote(span=second, note="later"), typed)
        assert project.merge(pack).spans_changed == 1
    assert project.annotators() == ["x", "y", name]
    spans = spans_of(project, who=name)
    assert {key: span.note for key, span in spans.items()} == {first: None, second: "later"}
    assert project.check() == []


# -- what cannot be merged -----------------------------------------------------------------------


def test_articles_in_common_only(bench, tmp_path):
    """Another project gives what it has of the same articles; without one it is refused."""
    other = tmp_path / "other.annotator"
    with Project.create(other, LABELS) as project, project.begin_import("test") as incoming:
        mine = work(FIRST, "z", span_record("s1", FIRST, 0, 3))
        incoming.add([mine, article("third", "Third text")])
    with pytest.raises(ForeignProjectError):
        merge(bench, bench.base, other)
    assert spans_of(bench.at(bench.base), who="x") == {}
    merged = bench.at(bench.base).merge(bench.at(other), foreign=True)
    assert (merged.articles, merged.left_out, merged.spans_new) == (1, 1, 1)
    assert set(spans_of(bench.at(bench.base), who="z")) == {"s1"}
    strange = tmp_path / "strange.annotator"
    with Project.create(strange) as project, project.begin_import("test") as incoming:
        incoming.add([article("third", "Third text")])
    with pytest.raises(ProjectError, match="no article in common"):
        merge(bench, bench.base, strange)


def damaged_text(path):
    with raw(path) as connection:
        connection.execute("UPDATE article_texts SET text = 'x' || substr(text, 2)")


def damaged_fragment(path):
    with raw(path) as connection:
        connection.execute("UPDATE fragments SET start = start + 1, end = end + 1")


def another_text(path):
    with raw(path) as connection:
        text = "another text altogether, and long enough for its spans, which are few"
        connection.execute("DELETE FROM fragments")
        connection.execute("DELETE FROM spans")
        connection.execute("UPDATE article_texts SET text = ?", (text,))
        digest = hashlib.sha256(text.encode()).hexdigest()
        connection.execute("UPDATE articles SET sha256 = ?, length = ?", (digest, len(text)))


def a_span_of_somebody_else(path):
    with raw(path) as connection:
        connection.execute("UPDATE annotators SET name = 'other' WHERE name = 'x'")


@pytest.mark.parametrize(
    "damage", [damaged_text, damaged_fragment, another_text, a_span_of_somebody_else]
)
def test_what_cannot_be_merged_changes_nothing(bench, damage):
    tag(bench.at(bench.base))
    pack = bench.pack()
    tag(bench.at(pack), 5, 7)
    pack = bench.copy(pack)
    damage(pack)
    before = dump(bench.copy())
    with pytest.raises(AnnotatorError):
        merge(bench, bench.base, pack)
    assert dump(bench.copy()) == before


@pytest.mark.parametrize("at", range(5))
def test_a_merge_that_is_stopped_changes_nothing(bench, at):
    pack = bench.pack()
    tag(bench.at(pack), 5, 7)
    before = dump(bench.copy())
    calls = itertools.count()

    def step(done, total):
        if next(calls) == at:
            raise CancelledError(say("stop"))

    with pytest.raises(CancelledError):
        bench.at(bench.base).merge(bench.at(pack), step)
    assert dump(bench.copy()) == before


def test_while_another_program_edits(bench):
    """Merging a project that another program edits loses neither side's spans."""
    bench.at(bench.base)
    packs = [bench.pack() for _ in range(3)]
    there = {tag(bench.at(pack), 2 * n, 2 * n + 2) for n, pack in enumerate(packs)}
    with start(bench.base, "add", "x") as other:
        first = other.stdout.readline().strip()
        with Project.open(bench.base, busy_timeout_s=20) as project:
            for pack in packs:
                project.merge(bench.at(pack))
        ids = [first, *other.stdout.read().split()]  # what is buffered by now, too
    assert len(ids) == 40
    assert set(spans_of(bench.at(bench.base))) == there | set(ids)
    assert bench.at(bench.base).check() == []


# -- what was settled and answered ---------------------------------------------------------------


def test_gold_and_decisions_come_along(bench):
    """What was settled in a copy is settled here; what was taken back there is taken back."""
    first = tag(bench.at(bench.base))
    copy = bench.copy()
    bench.at(copy).apply(Settle(article=FIRST, start=0, end=3, accept=(first,)), "y")
    for _ in range(2):
        merge(bench, bench.base, copy)
    ours, theirs = (bench.at(one).comparison(FIRST) for one in (bench.base, copy))
    assert ours.decisions == theirs.decisions != ()
    assert bench.at(bench.base).gold() == bench.at(copy).gold() is not None
    bench.at(copy).undo("y")
    merge(bench, bench.base, copy)
    assert bench.at(bench.base).comparison(FIRST).decisions == ()


def test_settled_work_is_never_taken_for_a_persons(bench):
    """Where one side's gold has the name of a person of the other's, nothing is merged."""
    first = tag(bench.at(bench.base))
    copy = bench.copy()
    bench.at(copy).apply(Settle(article=FIRST, start=0, end=3, accept=(first,)), "y")
    settled = bench.at(copy).gold()
    bench.at(bench.base).add_annotator(settled)
    bench.at(bench.base).apply(Settle(article=FIRST, start=0, end=3, accept=(first,)), "y")
    assert bench.at(bench.base).gold() != settled
    before = list(bench.at(bench.base).export())
    for target, source in ((bench.base, copy), (copy, bench.base)):
        with pytest.raises(ProjectError, match="nothing was merged"):
            merge(bench, target, source)
    assert list(bench.at(bench.base).export()) == before


def test_answers_to_suggestions_come_along(bench):
    """Suggestions go into the pack with their articles, and the answers come back."""
    text = TEXTS[FIRST][0:3]
    fields = {"label": "claim", "start": 0, "end": 3, "text": text, "score": 0.5, "origin": "m"}
    record = msgspec.structs.replace(
        article(FIRST, TEXTS[FIRST]), suggestions=(Suggestion(article=FIRST, **fields),)
    )
    with bench.at(bench.base).begin_import("test") as incoming:
        incoming.add([record])
    pack = bench.pack()
    (asked,) = bench.at(pack).open_article("x", FIRST).suggestions
    bench.at(pack).apply(RejectSuggestions(suggestions=(asked.id,)), "x")
    for _ in range(2):
        merge(bench, bench.base, pack)
        assert bench.at(bench.base).open_article("x", FIRST).suggestions == ()
    bench.at(pack).undo("x")
    merge(bench, bench.base, pack)
    assert len(bench.at(bench.base).open_article("x", FIRST).suggestions) == 1


def suggest(project):
    """Bring one suggestion in, of a label that the import makes."""
    fields = {"label": "topic", "start": 0, "end": 3, "text": TEXTS[FIRST][:3]}
    one = Suggestion(article=FIRST, **fields, score=0.5, origin="m")
    with project.begin_import("test") as incoming:
        incoming.add([msgspec.structs.replace(article(FIRST, TEXTS[FIRST]), suggestions=(one,))])
    return [one.id for one in project.open_article("x", FIRST).suggestions]


# -- what was here before, and is back -----------------------------------------------------------


@pytest.mark.parametrize("take", ["pack", "copy"])
def test_done_again_elsewhere(bench, take):
    """A status and an answer that were taken back here are given anew in a pack: they hold."""
    base = bench.at(bench.base)
    (asked,) = suggest(base)
    copied = bench.copy() if take == "copy" else None
    base = bench.at(bench.base)
    edits = [
        SetStatus(articles=(FIRST,), status=Status.DONE),
        RejectSuggestions(suggestions=(asked,)),
    ]
    for edit in edits:
        base.apply(edit, "x")
        base.undo("x")
    there = bench.at(copied or bench.pack())
    for edit in edits:
        there.apply(edit, "x")
    for _ in range(2):
        base.merge(there)
        opened = base.open_article("x", FIRST)
        assert (opened.status, opened.suggestions) == (Status.DONE, ())
    assert base.conflicts() == []
    there.merge(base)
    assert there.open_article("x", FIRST).status is Status.DONE


def test_a_span_that_was_removed_and_imported_again(bench):
    """It comes into the other copies again, with its status and its link."""
    ends = [span_record(name, FIRST, at, at + 2) for name, at in (("s", 0), ("t", 4))]
    link = Link(id="l", type="cue", source="s", target="t")
    record = work(FIRST, "x", *ends, links=(link,), status=Status.DONE)

    def bring_in():
        with bench.at(bench.base).begin_import("test") as incoming:
            incoming.add([record])

    bring_in()
    there = bench.at(bench.copy())
    base = bench.at(bench.base)
    base.apply(RemoveSpans(spans=("s", "t")), "x")
    base.apply(SetStatus(articles=(FIRST,), status=Status.NEW), "x")
    there.merge(base)
    assert spans_of(there) == {}
    bring_in()
    there.merge(base)
    opened = there.open_article("x", FIRST)
    assert {one.id for one in opened.spans} == {"s", "t"}
    assert opened.links == (link,)


@pytest.mark.parametrize("how", ["import", "add"])
def test_a_label_that_was_removed_and_came_again_stays(bench, how):
    """Merging an older pack does not take it, and its suggestions, for removed."""
    base = bench.at(bench.base)
    suggest(base)
    pack = bench.pack()
    (label,) = (one for one in base.labels() if one.name == "topic")
    base.apply(RemoveLabel(label=label.id), "x")
    if how == "add":
        base.add_labels([label])
    assert suggest(base) != []
    merge(bench, bench.base, pack)
    assert len(base.open_article("x", FIRST).suggestions) == 1
    assert label.id in {one.id for one in base.labels()}


def test_a_united_label_that_was_removed_comes_back_for_a_span(bench):
    """The other copy knows it under the id that gave way only."""
    copy = bench.copy()
    bench.at(bench.base).apply(AddLabel(label=Label(id="a1", name="Foo")), "x")
    bench.at(copy).apply(AddLabel(label=Label(id="a2", name="Foo")), "x")
    merge(bench, bench.base, copy)
    bench.at(bench.base).apply(RemoveLabel(label="a1", move_to="claim"), "x")
    edit = AddSpan(article=FIRST, label="a2", ranges=((0, 3),))
    span = bench.at(copy).apply(edit, "x").delta.spans[0].record
    merge(bench, bench.base, copy)
    assert spans_of(bench.at(bench.base))[span.id].label == "a1"
    assert bench.at(bench.base).check() == []
