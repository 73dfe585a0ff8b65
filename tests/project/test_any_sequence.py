"""Any sequence of edits, undos, redos and restarts against a model that shares no code with it."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.annotation.changes import Direction
from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    Batch,
    RelabelSpans,
    RemoveLinks,
    RemoveSpans,
    SetAttributes,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Label, Status
from annotator.errors import RuleError
from annotator.project import ArticleFilter, Project
from tests.project.making import LABELS, TEXTS, Template
from tests.strategies import messy_text, ranges_in

WHO = ("x", "y")
ANNOTATORS = st.sampled_from(WHO)
ARTICLES = st.sampled_from(list(TEXTS))
NOTES = st.none() | st.just("") | messy_text(max_size=3)
ATTRIBUTES = st.dictionaries(
    st.sampled_from("ab"), st.none() | st.integers(0, 2) | messy_text(max_size=2), max_size=2
)


class RefusedError(Exception):
    """The model says that an edit must be refused."""


class Model:
    """What must be stored: records by key, and each annotator's changes as pairs of records.

    Keys are ("span", id), ("link", id), ("status", annotator, article) and ("label", id). A new
    record has a number in place of the id until the project has named it.
    """

    def __init__(self):
        self.records = {("label", label.id): (label.name, label.guidelines) for label in LABELS}
        self.done = {who: [] for who in WHO}
        self.undone = {who: [] for who in WHO}
        self.clock = 0

    def of(self, kind, **wanted):
        return {
            key[1]: value
            for key, value in self.records.items()
            if key[0] == kind and all(value[name] == this for name, this in wanted.items())
        }

    def named(self, diff):
        """Return a diff without steps that change nothing."""
        return {key: (old, new) for key, (old, new) in diff.items() if old != new}

    def after(self, diff, side):
        """Return the records as they would be; refused where they would contradict each other."""
        records = dict(self.records)
        for key, pair in diff.items():
            records.pop(key, None)
            if pair[side] is not None:
                records[key] = pair[side]
        for key, value in records.items():
            if key[0] == "link" and not {("span", end) for end in value[1:]} <= records.keys():
                raise RefusedError
        names = [value[0] for key, value in records.items() if key[0] == "label"]
        if len(set(names)) != len(names):
            raise RefusedError
        return records

    # -- edits ---------------------------------------------------------------------------------

    def diff(self, edit, who, numbers):
        self.clock += 1
        return getattr(self, type(edit).__name__)(edit, who, numbers)

    def span(self, span_id, **fields):
        old = self.records["span", span_id]
        new = {**old, **fields}
        if new != old:
            new["version"] = self.clock
        return {("span", span_id): (old, new)}

    def status(self, who, article, value):
        old = self.records.get(("status", who, article))
        if (old or "new") == value:
            return {}
        return {("status", who, article): (old, value)}

    def AddSpan(self, edit, who, numbers):  # noqa: N802
        new = {
            "article": edit.article,
            "annotator": who,
            "label": edit.label,
            "pieces": pieces(edit.article, edit.ranges),
            "note": edit.note or None,
            "attributes": edit.attributes,
            "version": self.clock,
        }
        diff = {("span", next(numbers)): (None, new)}
        if self.records.get(("status", who, edit.article), "new") == "new":
            diff |= self.status(who, edit.article, "in progress")
        return diff

    def RemoveSpans(self, edit, who, numbers):  # noqa: N802
        gone = {("span", one): (self.records["span", one], None) for one in edit.spans}
        for key, value in self.records.items():
            if key[0] == "link" and set(value[1:]) & set(edit.spans):
                gone[key] = (value, None)
        return gone

    def RelabelSpans(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for one in edit.spans:
            diff |= self.span(one, label=edit.label)
        return diff

    def SetRanges(self, edit, who, numbers):  # noqa: N802
        article = self.records["span", edit.span]["article"]
        return self.span(edit.span, pieces=pieces(article, edit.ranges))

    def SetNote(self, edit, who, numbers):  # noqa: N802
        return self.span(edit.span, note=edit.note or None)

    def SetAttributes(self, edit, who, numbers):  # noqa: N802
        return self.span(edit.span, attributes=edit.attributes)

    def AddLink(self, edit, who, numbers):  # noqa: N802
        value = (edit.type, edit.source, edit.target)
        if edit.source == edit.target:
            raise RefusedError
        if value in self.of("link").values():
            return {}
        return {("link", next(numbers)): (None, value)}

    def RemoveLinks(self, edit, who, numbers):  # noqa: N802
        return {("link", one): (self.records["link", one], None) for one in edit.links}

    def SetStatus(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for one in edit.articles:
            diff |= self.status(who, one, edit.status.value)
        return diff

    def SetLabel(self, edit, who, numbers):  # noqa: N802
        key = ("label", edit.label.id)
        return {key: (self.records[key], (edit.label.name, edit.label.guidelines))}

    def Batch(self, edit, who, numbers):  # noqa: N802
        diff, asked = {}, {}
        for part in edit.edits:
            for key, pair in self.named(self.diff(part, who, numbers)).items():
                if key[0] == "status" and not isinstance(part, AddSpan):
                    asked[key] = pair
                elif key[0] != "status" and key in diff:
                    raise RefusedError
                else:
                    diff[key] = pair
        return {**diff, **asked}


def pieces(article, ranges):
    """Return ``(start, text)`` of each unbroken row of characters that a range covers."""
    text = TEXTS[article]
    marked = [any(start <= i < end for start, end in ranges) for i in range(len(text))]
    rows = itertools.groupby(enumerate(marked), key=lambda pair: pair[1])
    found = []
    for covered, row in rows:
        places = [place for place, _ in row]
        if covered:
            found.append((places[0], "".join(text[place] for place in places)))
    return found


class AnySequence(RuleBasedStateMachine):
    template: Template

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="annotator-sequence-"))
        self.path = self.template.copy(self.folder / "p.annotator")
        ticks = itertools.count()  # no two edits at the same millisecond
        self.clock = mock.patch(
            "annotator.project.editing.now",
            side_effect=lambda: f"2026-01-01T00:00:{next(ticks) / 1000:06.3f}Z",
        )
        self.clock.start()
        self.project = Project.open(self.path)
        self.model = Model()

    def teardown(self):
        self.clock.stop()
        self.project.close()
        shutil.rmtree(self.folder)

    # -- steps ---------------------------------------------------------------------------------

    @rule(data=st.data(), who=ANNOTATORS)
    def add_spans(self, data, who):
        """Spans are what everything else needs: they are added more often."""
        self.carry_out(self.new_span(data), who)

    @rule(data=st.data(), who=ANNOTATORS)
    def edit(self, data, who):
        self.carry_out(self.any_edit(data, who), who)

    @rule(data=st.data(), who=ANNOTATORS, times=st.integers(1, 2))
    def quarrel(self, data, who, times):
        """Labels are what two annotators can quarrel over; a batch carries other edits along."""
        parts = (self.new_label(data), self.any_edit(data, who))
        edit = data.draw(st.sampled_from([parts[0], Batch(edits=parts, text="label and more")]))
        self.carry_out(edit, who)
        other = WHO[who == "x"]
        self.carry_out(self.new_label(data), other)
        for _ in range(times):
            self.undo(who)
        if data.draw(st.booleans()):
            self.undo(other)
            self.redo(who)

    @rule(data=st.data(), who=ANNOTATORS)
    def edit_at_once(self, data, who):
        parts = [self.any_edit(data, who) for _ in range(data.draw(st.integers(1, 3)))]
        self.carry_out(Batch(edits=tuple(parts), text=f"{len(parts)} at once"), who)

    @rule(who=ANNOTATORS)
    def undo(self, who):
        self.turn(who, self.project.undo, self.model.done, self.model.undone, 0)

    @rule(who=ANNOTATORS)
    def redo(self, who):
        self.turn(who, self.project.redo, self.model.undone, self.model.done, 1)

    @precondition(lambda self: any(self.model.done.values()))
    @rule(who=ANNOTATORS, times=st.integers(2, 8))
    def undo_far(self, who, times):
        for _ in range(times):
            self.undo(who)

    @rule()
    def reopen(self):
        self.project.close()
        self.project = Project.open(self.path)

    # -- which edits ---------------------------------------------------------------------------

    def new_span(self, data):
        article = data.draw(ARTICLES)
        return AddSpan(
            article=article,
            label=data.draw(st.sampled_from(["claim", "quote"])),
            ranges=self.ranges(data, article),
            note=data.draw(NOTES),
            attributes=data.draw(ATTRIBUTES),
        )

    def new_label(self, data):
        label = data.draw(st.sampled_from(LABELS))
        name = data.draw(st.sampled_from(["claim", "quote", "third"]))
        guidelines = data.draw(st.sampled_from(["", "When?"]))
        fields = {"name": name, "guidelines": guidelines}
        return SetLabel(label=Label(id=label.id, key=label.key, colour=label.colour, **fields))

    def ranges(self, data, article):
        return tuple(data.draw(st.lists(ranges_in(TEXTS[article]), min_size=1, max_size=3)))

    def any_edit(self, data, who):
        mine = list(self.model.of("span", annotator=who))
        links = [k for k, v in self.model.of("link").items() if v[1] in mine]
        kinds = ["add", "status", "label"]
        kinds += ["remove", "relabel", "ranges", "note", "attributes", "link", "link"] * bool(mine)
        kinds += ["unlink"] * bool(links)
        kind = data.draw(st.sampled_from(kinds))
        one = st.sampled_from(mine or [""])
        some = st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)
        if kind == "add":
            return self.new_span(data)
        if kind == "status":
            articles = data.draw(st.lists(ARTICLES, min_size=1, max_size=2, unique=True))
            return SetStatus(articles=tuple(articles), status=data.draw(st.sampled_from(Status)))
        if kind == "label":
            return self.new_label(data)
        if kind == "remove":
            return RemoveSpans(spans=data.draw(some))
        if kind == "relabel":
            label = data.draw(st.sampled_from(["claim", "quote"]))
            return RelabelSpans(spans=data.draw(some), label=label)
        if kind == "ranges":
            span = data.draw(one)
            article = self.model.records["span", span]["article"]
            return SetRanges(span=span, ranges=self.ranges(data, article))
        if kind == "note":
            return SetNote(span=data.draw(one), note=data.draw(NOTES))
        if kind == "attributes":
            return SetAttributes(span=data.draw(one), attributes=data.draw(ATTRIBUTES))
        if kind == "link":
            what = data.draw(st.sampled_from(["cue", "speaker"]))
            return AddLink(type=what, source=data.draw(one), target=data.draw(one))
        links = data.draw(st.lists(st.sampled_from(links), min_size=1, max_size=2, unique=True))
        return RemoveLinks(links=tuple(links))

    # -- doing and comparing -------------------------------------------------------------------

    def carry_out(self, edit, who):
        model = self.model
        try:
            diff = model.named(model.diff(edit, who, itertools.count()))
            model.after(diff, 1)
        except RefusedError:
            with pytest.raises(RuleError):
                self.project.apply(edit, who)
            return
        changes = self.project.apply(edit, who)
        if not diff:
            assert changes is None
            return
        assert (changes.direction, changes.annotator) == (Direction.DONE, who)
        spans = (step.after.id for step in changes.delta.spans if step.before is None)
        links = (step.after.id for step in changes.delta.links if step.before is None)
        ids = {"span": spans, "link": links}
        diff = {
            (key[0], next(ids[key[0]])) if isinstance(key[1], int) else key: pair
            for key, pair in diff.items()
        }
        model.records = model.after(diff, 1)
        model.done[who].append((changes.text, diff))
        model.undone[who].clear()

    def turn(self, who, method, source, target, side):
        model = self.model
        if not source[who]:
            assert method(who) is None
            return
        text, diff = source[who].pop()
        try:
            if any(model.records.get(key) != pair[1 - side] for key, pair in diff.items()):
                raise RefusedError
            model.records = model.after(diff, side)
        except RefusedError:
            with pytest.raises(RuleError, match="passed over"):
                method(who)
            return
        assert method(who).text == text
        target[who].append((text, diff))

    @invariant()
    def the_project_is_as_the_model_says(self):
        project, model = self.project, self.model
        assert project.check() == []
        total = 0
        for who in WHO:
            statuses = Counter()
            for article, row in zip(TEXTS, project.rows(who, project.index(who)), strict=True):
                opened = project.open_article(who, article)
                spans = model.of("span", article=article, annotator=who)
                assert {span.id: plain(span) for span in opened.spans} == {
                    key: {name: value for name, value in span.items() if name != "version"}
                    for key, span in spans.items()
                }
                links = {
                    key: value
                    for key, value in model.of("link").items()
                    if value[1] in spans or value[2] in spans
                }
                assert {k.id: (k.type, k.source, k.target) for k in opened.links} == links
                status = model.records.get(("status", who, article), "new")
                assert (opened.status, opened.damaged) == (status, ())
                assert (row.id, row.status, row.spans) == (article, status, len(spans))
                statuses[status] += 1
                total += len(spans)
            for status in Status:
                wanted = ArticleFilter(status=status)
                assert len(project.index(who, wanted)) == statuses[status.value]
            progress = project.progress(who)
            assert progress.total == 2
            assert (progress.in_progress, progress.done, progress.skipped) == (
                statuses["in progress"],
                statuses["done"],
                statuses["skipped"],
            )
            state = project.undo_state(who)
            assert state.undo == (model.done[who][-1][0] if model.done[who] else None)
            assert state.redo == (model.undone[who][-1][0] if model.undone[who] else None)
        assert project.statistics().spans == total
        labels = {label.id: (label.name, label.guidelines) for label in project.labels()}
        assert labels == model.of("label")


def plain(span):
    return {
        "article": span.article,
        "annotator": span.annotator,
        "label": span.label,
        "pieces": [(fragment.start, fragment.text) for fragment in span.fragments],
        "note": span.note,
        "attributes": span.attributes,
    }


def test_any_sequence(template):
    """Whatever is done, undone, redone and reopened, the project is as the model says."""
    from hypothesis.stateful import run_state_machine_as_test

    AnySequence.template = template
    run_state_machine_as_test(
        AnySequence,
        settings=settings(max_examples=14, stateful_step_count=30, deadline=None),
    )
