"""Each edit planned against records in memory: no database, no screen."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from annotator.annotation import edits
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.choices import Choice
from annotator.annotation.facts.rounds import Round
from annotator.annotation.records import (
    Answer,
    Article,
    ArticleStatus,
    Decision,
    Fragment,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
    make_fragments,
)
from annotator.errors import OffsetError, RuleError
from annotator.words import say

TEXT = "“So?” said 👩‍🚀 Zoë."

NOW = "2026-11-20T09:30:00.000Z"


class Records:
    """A state in memory."""

    def __init__(self):
        self.said_of, self.facts, self.all_rounds = {}, {}, {"two": Round(name="two")}
        self.texts = {"a": TEXT, "b": "Other text."}
        self.labels_by_id = {name: Label(id=name, name=name.title()) for name in ("claim", "quote")}
        self.all_spans: dict[str, Span] = {}
        self.all_links: dict[str, Link] = {}
        self.statuses: dict[str, ArticleStatus] = {}
        self.all_statuses: dict[tuple[str, str], ArticleStatus] = {}
        self.all_decisions: dict[str, Decision] = {}
        self.all_suggestions: dict[str, Suggestion] = {}
        self.all_answers: list[Answer] = []
        self.all_assigned: dict[str, tuple[str, ...]] = {}
        self.all_unaided: dict[str, tuple[str, ...]] = {}
        self.all_choices: dict[str, Choice] = {}

    def give(self, name, article="a", ranges=((0, 3),), annotator="x", **fields):
        span = Span(
            id=name,
            article=article,
            annotator=annotator,
            label=fields.pop("label", "claim"),
            fragments=make_fragments(self.texts[article], ranges),
            **fields,
        )
        self.all_spans[name] = span
        return span

    def tie(self, name, source, target, kind="cue"):
        self.all_links[name] = Link(id=name, type=kind, source=source, target=target)
        return self.all_links[name]

    def text(self, article):
        if article not in self.texts:
            raise RuleError(say("no article"))
        return self.texts[article]

    def spans(self, ids):
        for one in ids:
            if one not in self.all_spans or self.all_spans[one].annotator != "x":
                raise RuleError(say("no span of yours"))
        return [self.all_spans[one] for one in ids]

    def links_at(self, spans):
        return [k for k in self.all_links.values() if {k.source, k.target} & set(spans)]

    def links(self, ids):
        if not set(ids) <= self.all_links.keys():
            raise RuleError(say("no link"))
        return [self.all_links[one] for one in ids]

    def status(self, article):
        self.text(article)
        return self.statuses.get(article)

    def label(self, label_id):
        if label_id not in self.labels_by_id:
            raise RuleError(say("no label"))
        return self.labels_by_id[label_id]

    def labels(self):
        return list(self.labels_by_id.values())

    def who_changed_label(self, label_id, field):
        return "somebody else"

    def spans_of_label(self, label_id):
        return [span for span in self.all_spans.values() if span.label == label_id]

    def gold(self):
        return "gold"

    def annotators(self):
        return ["x", "y", "z"]

    def spans_in(self, article):
        self.text(article)
        return [span for span in self.all_spans.values() if span.article == article]

    def value(self, article, label_id):
        return None

    def values_in(self, article):
        return []

    def values_of_label(self, label_id):
        return []

    def anyones_statuses(self, wanted):
        for one in wanted:
            self.text(one.article)
        there = (self.all_statuses.get((one.annotator, one.article)) for one in wanted)
        return {identify(one): one for one in there if one is not None}

    def people(self, names):
        return {name: self.said_of[name] for name in names if name in self.said_of}

    def article_facts(self, articles):
        for article in articles:
            self.text(article)
        return {one: self.facts[one] for one in articles if one in self.facts}

    def rounds(self):
        return self.all_rounds

    def described(self, article):
        return Article(id=article, text="", title=f"About {article}")

    def statuses_in(self, article):
        return {who: row for (who, of), row in self.all_statuses.items() if of == article}

    def decisions_in(self, article):
        return [one for one in self.all_decisions.values() if one.article == article]

    def decisions(self, ids):
        if not set(ids) <= self.all_decisions.keys():
            raise RuleError(say("no decision"))
        return [self.all_decisions[one] for one in ids]

    def suggestions(self, ids):
        if not set(ids) <= self.all_suggestions.keys():
            raise RuleError(say("no suggestion"))
        return [self.all_suggestions[one] for one in ids]

    def known_suggestions(self, ids):
        return [self.all_suggestions[one] for one in ids if one in self.all_suggestions]

    def suggestions_of_label(self, label_id):
        return [one for one in self.all_suggestions.values() if one.label == label_id]

    def answers(self, suggestions):
        return [one for one in self.all_answers if one.suggestion in suggestions]

    def assigned(self, articles):
        for article in articles:
            self.text(article)
        return {article: self.all_assigned.get(article, ()) for article in articles}

    def unaided(self, articles):
        return {one: self.all_unaided[one] for one in articles if one in self.all_unaided}

    def choices(self):
        return self.all_choices

    def take(self, delta):
        """Become what a delta says; as the project does."""
        for steps, there in (
            (delta.spans, self.all_spans),
            (delta.links, self.all_links),
            (delta.decisions, self.all_decisions),
        ):
            for step in steps:
                assert there.get(step.record.id) == step.before
                there.pop(step.record.id, None)
                if step.after is not None:
                    there[step.record.id] = step.after
        for step in delta.statuses:
            key = step.record.annotator, step.record.article
            assert self.all_statuses.get(key) == step.before
            self.all_statuses.pop(key, None)
            if step.after is not None:
                self.all_statuses[key] = step.after


@pytest.fixture
def state():
    return Records()


def plan(edit, state):
    numbers = itertools.count(1)
    return edits.plan(edit, state, edits.Context("x", NOW, lambda: f"new{next(numbers)}"))


def status(article, value):
    return ArticleStatus(article=article, annotator="x", status=value, updated_at=NOW)


def test_add_span(state):
    """A span is made of the text itself, and takes a new article in progress."""
    made = plan(edits.AddSpan(article="a", label="quote", ranges=((11, 14), (0, 5))), state)
    (step,) = made.delta.spans
    assert step.before is None
    assert step.after == Span(
        id="new1",
        article="a",
        annotator="x",
        label="quote",
        fragments=(Fragment(0, 5, "“So?”"), Fragment(11, 14, "👩‍🚀")),
        created_at=NOW,
        updated_at=NOW,
    )
    assert made.delta.statuses == (Step(None, status("a", Status.IN_PROGRESS)),)
    assert (made.text, made.article) == ("Tag Quote “‘So?’ 👩‍🚀”", "a")


@pytest.mark.parametrize("value", [Status.IN_PROGRESS, Status.DONE, Status.SKIPPED])
def test_add_span_leaves_a_status(state, value):
    """Only a new article goes in progress by a span; one set to new by hand does as well."""
    state.statuses["a"] = status("a", value)
    edit = edits.AddSpan(article="a", label="quote", ranges=((0, 5),))
    assert plan(edit, state).delta.statuses == ()
    state.statuses["a"] = status("a", Status.NEW)
    assert plan(edit, state).delta.statuses == (
        Step(status("a", Status.NEW), status("a", Status.IN_PROGRESS)),
    )


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (edits.AddSpan(article="?", label="claim", ranges=((0, 1),)), RuleError),
        (edits.AddSpan(article="a", label="?", ranges=((0, 1),)), RuleError),
        (edits.AddSpan(article="a", label="claim", ranges=()), RuleError),
        (edits.AddSpan(article="a", label="claim", ranges=((0, 99),)), OffsetError),
        (edits.AddSpan(article="a", label="claim", ranges=((4, 4),)), OffsetError),
        (edits.AddSpan(article="a", label="claim", ranges=((0, 1),), note="\0"), RuleError),
        (edits.RemoveSpans(spans=("?",)), RuleError),
        (edits.RemoveSpans(spans=("mine", "theirs")), RuleError),
        (edits.RelabelSpans(spans=("mine",), label="?"), RuleError),
        (edits.RelabelSpans(spans=("theirs",), label="quote"), RuleError),
        (edits.SetRanges(span="mine", ranges=()), RuleError),
        (edits.SetRanges(span="mine", ranges=((5, 4),)), OffsetError),
        (edits.SetRanges(span="theirs", ranges=((0, 1),)), RuleError),
        (edits.SetNote(span="theirs", note="!"), RuleError),
        (edits.SetNote(span="mine", note="half \ud83d"), RuleError),
        (edits.SetAttributes(span="theirs", attributes={}), RuleError),
        (edits.SetAttributes(span="mine", attributes={"x": [{"y": "\0"}]}), RuleError),
        (edits.SetAttributes(span="mine", attributes={"\ude00": 1}), RuleError),
        (edits.SetAttributes(span="mine", attributes={"x": float("nan")}), RuleError),
        (edits.SetAttributes(span="mine", attributes={"x": 2**64}), RuleError),
        (edits.AddLink(type="cue", source="mine", target="mine"), RuleError),
        (edits.AddLink(type="cue", source="mine", target="theirs"), RuleError),
        (edits.AddLink(type="", source="mine", target="other"), RuleError),
        (edits.RemoveLinks(links=("?",)), RuleError),
        (edits.RemoveLinks(links=("own", "foreign")), RuleError),
        (edits.RemoveLinks(links=("foreign",)), RuleError),
        (edits.SetStatus(articles=("a", "?"), status=Status.DONE), RuleError),
        (edits.SetLabel(label=Label(id="?", name="x")), RuleError),
        (edits.SetLabel(label=Label(id="claim", name=" ")), RuleError),
        (edits.SetLabel(label=Label(id="claim", name="x", colour="red")), RuleError),
        (edits.SetLabel(label=Label(id="claim", name="x", line="curly")), RuleError),
        (edits.SetLabel(label=Label(id="claim", name="x", guidelines="\0")), RuleError),
        (edits.Batch(edits=(edits.SetNote(span="?", note="!"),), text=say("x")), RuleError),
        (edits.Batch(edits=(edits.SetNote(span="mine", note="!"),), text=say("\u0000")), RuleError),
    ],
)
def test_what_would_break_a_rule_is_refused(state, edit, error):
    """An edit about what is not there, is not one's own or cannot be stored is refused."""
    state.give("mine")
    state.give("other")
    state.give("theirs", annotator="y")
    state.tie("own", "mine", "other")
    state.tie("foreign", "theirs", "mine")
    with pytest.raises(error):
        plan(edit, state)


def test_remove_spans_takes_their_links(state):
    """Spans go with every link that begins or ends at them, each once."""
    one, two, three = (state.give(name) for name in ("one", "two", "three"))
    inner, outer = state.tie("l1", "one", "two"), state.tie("l2", "three", "one")
    made = plan(edits.RemoveSpans(spans=("one", "two", "one")), state)
    assert made.delta == Delta(
        spans=(Step(one, None), Step(two, None)), links=(Step(inner, None), Step(outer, None))
    )
    assert three.id not in {step.record.id for step in made.delta.spans}
    assert made.text == "Delete 2 spans"


def test_relabel_leaves_out_what_has_the_label(state):
    """Only spans with another label change; repeated ids count once."""
    state.give("one", label="quote")
    two = state.give("two")
    made = plan(edits.RelabelSpans(spans=("one", "two", "two"), label="quote"), state)
    after = msgspec.structs.replace(two, label="quote", updated_at=NOW)
    assert made.delta == Delta(spans=(Step(two, after),))


@pytest.mark.parametrize(
    ("ranges", "verb"),
    [
        (((0, 5),), "Resize"),
        (((0, 3), (5, 7)), "Add fragment to"),
    ],
)
def test_set_ranges(state, ranges, verb):
    """Ranges are replaced, and the menu says what that was."""
    span = state.give("one")
    made = plan(edits.SetRanges(span="one", ranges=ranges), state)
    (step,) = made.delta.spans
    assert step.before == span
    assert step.after.fragments == make_fragments(TEXT, ranges)
    assert str(made.text).startswith(verb)


@pytest.mark.parametrize(
    "edit",
    [
        edits.RelabelSpans(spans=("one",), label="claim"),
        edits.SetRanges(span="one", ranges=((1, 3), (0, 2))),
        edits.SetNote(span="one", note="n"),
        edits.SetAttributes(span="one", attributes={"k": 1}),
        edits.AddLink(type="cue", source="one", target="two"),
        edits.SetStatus(articles=("a", "b"), status=Status.NEW),
        edits.SetLabel(label=Label(id="claim", name="Claim")),
        edits.RemoveSpans(spans=()),
        edits.RemoveLinks(links=()),
        edits.Batch(edits=(), text=say("nothing")),
    ],
)
def test_what_changes_nothing_has_an_empty_delta(state, edit):
    """Saying what is so already is no change."""
    state.give("one", note="n", attributes={"k": 1})
    state.give("two")
    state.tie("l", "one", "two")
    assert not plan(edit, state).delta


@pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), (1, 1.0)])
def test_attributes_that_only_python_holds_equal(state, old, new):
    """1, 1.0 and true are equal to Python and different in a file: it is a change."""
    state.give("one", attributes={"k": old})
    made = plan(edits.SetAttributes(span="one", attributes={"k": new}), state)
    assert made.delta.spans[0].after.attributes["k"] is new


@pytest.mark.parametrize("note", ["", None])
def test_an_empty_note_is_none(state, note):
    """Clearing a note leaves None, not an empty text."""
    state.give("one", note="n")
    made = plan(edits.SetNote(span="one", note=note), state)
    assert made.delta.spans[0].after.note is None
    assert str(made.text).startswith("Clear note")


def test_links(state):
    """A link is directed: the way back is another one; removing tells how many."""
    state.give("one")
    state.give("two", article="b")
    state.tie("l", "one", "two")
    made = plan(edits.AddLink(type="cue", source="two", target="one"), state)
    assert made.delta.links[0].after == Link(id="new1", type="cue", source="two", target="one")
    assert made.article == "b"
    state.tie("m", "two", "one")
    made = plan(edits.RemoveLinks(links=("l", "m", "l")), state)
    assert [step.before.id for step in made.delta.links] == ["l", "m"]
    assert (made.text, made.article) == ("Remove 2 links", None)


def test_set_status_counts_each_article_once(state):
    """Repeated articles are one step."""
    made = plan(edits.SetStatus(articles=("a", "a"), status=Status.DONE), state)
    assert made.delta.statuses == (Step(None, status("a", Status.DONE)),)
    assert (made.text, made.article) == ("Mark article done", "a")


def test_batch_is_one_delta(state):
    """A batch adds up; a status that is asked for wins over the one that a span brings."""
    state.give("one")
    add = edits.AddSpan(article="a", label="claim", ranges=((0, 5),))
    done = edits.SetStatus(articles=("a",), status=Status.DONE)
    for parts in ((add, done), (done, add)):
        made = plan(edits.Batch(edits=parts, text=say("All")), state)
        assert made.delta.statuses == (Step(None, status("a", Status.DONE)),)
        assert (len(made.delta.spans), made.text, made.article) == (1, "All", "a")


@pytest.mark.parametrize(
    "parts",
    [
        (edits.SetNote(span="one", note="1"), edits.SetNote(span="one", note="2")),
        (edits.SetNote(span="one", note="1"), edits.RemoveSpans(spans=("one",))),
        (edits.RemoveLinks(links=("l",)), edits.RemoveSpans(spans=("one",))),
        (
            edits.SetLabel(label=Label(id="claim", name="x")),
            edits.SetLabel(label=Label(id="claim", name="y")),
        ),
    ],
)
def test_a_batch_touches_each_record_once(state, parts):
    """Two edits of one record in a step are refused: they were planned apart."""
    state.give("one")
    state.give("two")
    state.tie("l", "one", "two")
    with pytest.raises(RuleError, match="only once"):
        plan(edits.Batch(edits=parts, text=say("x")), state)


def test_check_delta_reads_what_is_left_behind(state):
    """What a delta leaves is checked against the text; what it removes is not."""
    good = state.give("one")
    bad = msgspec.structs.replace(good, fragments=(Fragment(0, 3, "???"),))
    edits.check_delta(Delta(spans=(Step(bad, None), Step(bad, good))), state.text)
    with pytest.raises(OffsetError):
        edits.check_delta(Delta(spans=(Step(good, bad),)), state.text)


def test_attributes_in_another_order_are_no_change(state):
    """JSON objects have no order: nothing is stored and there is nothing to undo."""
    state.give("one", attributes={"a": None, "b": 1})
    assert not plan(edits.SetAttributes(span="one", attributes={"b": 1, "a": None}), state).delta
