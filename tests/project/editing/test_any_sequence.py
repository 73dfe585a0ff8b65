"""Any sequence of edits, undos, redos and restarts against a model that shares no code with it."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from unittest import mock

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.annotation.changes import Direction
from annotator.annotation.edits import (
    AcceptSuggestions,
    AddLink,
    AddSpan,
    Batch,
    DescribeSpans,
    RejectSuggestions,
    RelabelSpans,
    RemoveLinks,
    RemoveSpans,
    SetArticleValue,
    SetAssignments,
    SetAttributes,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
    Settle,
    SettleUnanimous,
    SettleValue,
    Unsettle,
    UnsettleValue,
)
from annotator.annotation.records import (
    Annotated,
    Article,
    Attribute,
    Label,
    Status,
    Suggestion,
)
from annotator.errors import RuleError
from annotator.project import ArticleFilter, Project
from annotator.words import say
from tests.project.making import LABELS, TEXTS, Template
from tests.strategies import messy_text, ranges_in

WHO = ("x", "y")
ANNOTATORS = st.sampled_from(WHO)
ARTICLES = st.sampled_from(list(TEXTS))
NOTES = st.none() | st.just("") | messy_text(max_size=3)
ATTRIBUTES = st.dictionaries(
    st.sampled_from("ab"), st.none() | st.integers(0, 2) | messy_text(max_size=2), max_size=2
)


SAID = {
    "topic": st.sampled_from(["war", "peace"]),
    "good": st.booleans(),
    "genres": st.lists(st.sampled_from("ab"), unique=True, min_size=1).map(sorted).map(tuple),
}
"""The article labels, and what can be said with each."""

ARTICLE_LABELS = [
    Label(id=name, name=name, unit="article", position=9, attributes=(value,))
    for name, value in (
        ("topic", Attribute(name="value", kind="choice", values=("war", "peace"))),
        ("good", Attribute(name="value", kind="yes/no")),
        ("genres", Attribute(name="value", kind="choices", values=("a", "b"))),
    )
]

SUGGESTED: dict[str, tuple[str, int, int]] = {}
"""Article and range of each suggestion: all propose claims."""


class RefusedError(Exception):
    """The model says that an edit must be refused."""


class Model:
    """What must be stored: records by key, and each annotator's changes as pairs of records.

    Keys are ("span", id), ("link", id), ("decision", id), ("status", annotator, article),
    ("value", annotator, article, label), ("answer", annotator, suggestion), ("assigned",
    annotator, article) and ("label", id). A new record has a number in place of the id until the
    project has named it.
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

    # -- gold ----------------------------------------------------------------------------------

    def check_sees(self, edit, who):
        """Refuse to settle what one has begun, or is to do, and has not done."""
        if isinstance(edit, Settle | SettleValue | UnsettleValue):
            articles = [edit.article]
        elif isinstance(edit, SettleUnanimous):
            articles = edit.articles
        elif isinstance(edit, Unsettle):
            articles = [self.records["decision", one]["article"] for one in edit.decisions]
        else:
            return
        for article in articles:
            status = self.records.get(("status", who, article)) or "new"
            begun = status != "new" or ("assigned", who, article) in self.records
            begun = begun or self.of("span", article=article, annotator=who)
            if begun and status != "done":
                raise RefusedError

    def left(self, article, records):
        """Return what nobody has decided on in an article, where the records are these."""
        there, self.records = self.records, records
        try:
            spans, golden = Adjudication(self, article, itertools.count()).undecided()
        finally:
            self.records = there
        return {name: said for name, said in spans.items() if said not in golden}

    def reopened(self, diff):
        """Return the steps that take finished gold back in progress after a diff."""
        after = self.after(diff, 1)
        found = {}
        for article in TEXTS:
            key = ("status", "gold", article)
            if key in diff or self.records.get(key) != "done":
                continue
            before, now = (self.left(article, one) for one in (self.records, after))
            if not set(now.values()) <= set(before.values()) and now.keys() - before.keys():
                found[key] = ("done", "in progress")
        return found

    def fitted(self, diff, side):
        """Return a diff that is undone or redone, with gold's status as it follows by now.

        What is about gold's status alone is somebody's word, and stays as it is.
        """
        if all(key[:2] == ("status", "gold") for key in diff):
            return {key: pair if side else pair[::-1] for key, pair in diff.items()}
        kept = {key: pair for key, pair in diff.items() if key[:2] != ("status", "gold")}
        kept = {key: pair if side else pair[::-1] for key, pair in kept.items()}
        for key, pair in diff.items():
            if key[:2] != ("status", "gold"):
                continue
            wanted, now = pair[side], self.records.get(key)
            if wanted == "done" and self.left(key[2], self.after(kept, 1)):
                continue
            if wanted != now:
                kept[key] = (now, wanted)
        return kept | self.reopened(kept)

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

    def DescribeSpans(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for one in edit.spans:
            attributes = dict(self.records["span", one]["attributes"])
            attributes[edit.attribute] = edit.value
            if edit.value is None:
                del attributes[edit.attribute]
            diff |= self.span(one, attributes=attributes)
        return diff

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

    def SetArticleValue(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for one in edit.articles:
            key = "value", who, one, edit.label
            diff[key] = (self.records.get(key), edit.value)
            begins = edit.value is not None and self.records.get(key) != edit.value
            if begins and self.records.get(("status", who, one), "new") == "new":
                diff |= self.status(who, one, "in progress")
        return diff

    def SettleValue(self, edit, who, numbers):  # noqa: N802
        after = Adjudication(self, edit.article, numbers)
        after.values[edit.label] = (edit.value,)
        return after.diff()

    def UnsettleValue(self, edit, who, numbers):  # noqa: N802
        after = Adjudication(self, edit.article, numbers)
        after.values.pop(edit.label, None)
        return after.diff()

    def SetLabel(self, edit, who, numbers):  # noqa: N802
        key = ("label", edit.label.id)
        return {key: (self.records[key], (edit.label.name, edit.label.guidelines))}

    def Batch(self, edit, who, numbers):  # noqa: N802
        diff, asked = {}, {}
        for part in edit.edits:
            for key, pair in self.named(self.diff(part, who, numbers)).items():
                begun = isinstance(part, AddSpan | AcceptSuggestions | SetArticleValue)
                if key[0] == "status" and not begun:
                    asked[key] = pair
                elif key[0] != "status" and key in diff:
                    raise RefusedError
                else:
                    diff[key] = pair
        return {**diff, **asked}

    # -- working together ----------------------------------------------------------------------

    def AcceptSuggestions(self, edit, who, numbers):  # noqa: N802
        diff = self.RejectSuggestions(edit, who, numbers)
        new = [key[2] for key in diff]
        articles = dict.fromkeys(SUGGESTED[one][0] for one in new)
        for article, one in itertools.product(articles, new):
            of, start, end = SUGGESTED[one]
            covered = pieces(of, [(start, end)])
            mine = self.of("span", annotator=who, article=of, label="claim", pieces=covered)
            diff["answer", who, one] = (None, "accepted")
            if of == article and not mine:
                tag = AddSpan(article=of, label="claim", ranges=((start, end),))
                diff |= self.AddSpan(tag, who, numbers)
        return diff

    def RejectSuggestions(self, edit, who, numbers):  # noqa: N802
        keys = [("answer", who, one) for one in edit.suggestions]
        return {key: (None, "rejected") for key in keys if key not in self.records}

    def SetAssignments(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for article, wanted in edit.assigned.items():
            for one in WHO:
                key = "assigned", one, article
                diff[key] = (self.records.get(key), True if one in wanted else None)
        return diff

    def Settle(self, edit, who, numbers):  # noqa: N802
        after = Adjudication(self, edit.article, numbers)
        place = edit.start, edit.end
        after.drop([one for one, had in after.decisions.items() if had["place"] == place])
        chosen = [self.records["span", one] for one in edit.accept]
        gold = [after.give(one["label"], one["pieces"], one["attributes"]) for one in chosen]
        drawn = [(label, pieces(edit.article, ranges)) for label, ranges in edit.draw]
        gold += [after.give(label, covered, {}) for label, covered in drawn]
        verdict = "drawn" if drawn else "accepted" if chosen else "nothing"
        after.tie(self.of("link").values(), set(edit.accept))
        after.decide(place, who, verdict, edit.reason, edit.accept, gold)
        return after.diff()

    def SettleUnanimous(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for article in edit.articles:
            after = Adjudication(self, article, numbers)
            if len(after.done) == 2:
                after.accept_unanimous(who)
                diff |= after.diff()
        return diff

    def Unsettle(self, edit, who, numbers):  # noqa: N802
        diff = {}
        for article in TEXTS:
            after = Adjudication(self, article, numbers)
            after.drop(set(edit.decisions) & after.decisions.keys())
            if len(after.decisions) < len(self.of("decision", article=article)):
                diff |= after.diff()
        return diff


class Adjudication:
    """What becomes of the gold of one article."""

    def __init__(self, model, article, numbers):
        self.model, self.article, self.numbers = model, article, numbers
        self.gold = model.of("span", annotator="gold", article=article)
        self.decisions = model.of("decision", article=article)
        spans = model.of("span", article=article)
        self.theirs = {one: had for one, had in spans.items() if one not in self.gold}
        self.links = {}
        self.done = {who for who in WHO if model.records.get(("status", who, article)) == "done"}
        self.said = {
            key: value
            for key, value in model.records.items()
            if key[0] == "value" and key[2] == article
        }
        self.values = {key[3]: value for key, value in self.said.items() if key[1] == "gold"}

    def drop(self, decisions):
        spans = {span for one in decisions for span in self.decisions[one]["gold"]}
        for one in decisions:
            del self.decisions[one]
        for span in spans - {span for had in self.decisions.values() for span in had["gold"]}:
            self.gold.pop(span, None)

    def find(self, label, covered):
        return [
            one
            for one, had in self.gold.items()
            if (had["label"], had["pieces"]) == (label, covered)
        ]

    def give(self, label, covered, attributes):
        if not self.find(label, covered):
            self.gold[next(self.numbers)] = {
                "article": self.article,
                "annotator": "gold",
                "label": label,
                "pieces": covered,
                "note": None,
                "attributes": attributes,
                "version": self.model.clock,
            }
        return self.find(label, covered)[0]

    def decide(self, place, who, verdict, reason, accepted, gold):
        self.decisions[next(self.numbers)] = {
            "article": self.article,
            "place": place,
            "by": who,
            "verdict": verdict,
            "reason": reason,
            "accepted": tuple(accepted),
            "gold": tuple(dict.fromkeys(gold)),
            "version": self.model.clock,
        }

    def tie(self, links, now):
        ever = now.union(*(had["accepted"] for had in self.decisions.values()))
        for kind, *ends in links:
            if not (now & set(ends) and set(ends) <= ever & self.theirs.keys()):
                continue
            theirs = [self.theirs[end] for end in ends]
            gold = [self.find(one["label"], one["pieces"]) for one in theirs]
            if all(gold) and gold[0] != gold[1]:
                value = (kind, gold[0][0], gold[1][0])
                if value not in [*self.model.of("link").values(), *self.links.values()]:
                    self.links[next(self.numbers)] = value

    def accept_unanimous(self, who):
        def key(span):
            return span["label"], tuple(span["pieces"])

        each = {key(had) for had in self.theirs.values()}
        alike = {
            one: [span for span, had in self.theirs.items() if key(had) == one] for one in each
        }
        places = {}
        for one, spans in alike.items():
            label, covered = one[0], list(one[1])
            everybody = {self.theirs[span]["annotator"] for span in spans} == set(WHO)
            start, end = extent(covered)
            by_hand = any(
                had["reason"] != "unanimous" and had["place"][0] <= start <= end <= had["place"][1]
                for had in self.decisions.values()
            )
            if everybody and not by_hand and not self.find(label, covered):
                places.setdefault((start, end), []).append((label, covered, spans))
        now = {span for found in places.values() for *_, spans in found for span in spans}
        for place, found in sorted(places.items()):
            gold = []
            for label, covered, spans in found:
                first, *others = (self.theirs[span]["attributes"] for span in spans)
                same = {
                    name: value
                    for name, value in first.items()
                    if all(name in other and other[name] == value for other in others)
                }
                gold.append(self.give(label, covered, same))
            spans = [span for *_, spans in found for span in spans]
            self.decide(place, who, "accepted", "unanimous", spans, gold)
        for label in SAID.keys() - self.values.keys():
            votes = [self.said.get(("value", one, self.article, label)) for one in WHO]
            if votes[0] == votes[1] is not None:
                self.values[label] = (votes[0],)
        drawn = {}
        for kind, *ends in self.model.of("link").values():
            if set(ends) <= self.theirs.keys():
                alike_ = kind, *(key(self.theirs[end]) for end in ends)
                drawn.setdefault(alike_, []).append((kind, *ends))
        for links in drawn.values():
            if {self.theirs[link[1]]["annotator"] for link in links} == set(WHO):
                self.tie(links, now)

    def undecided(self):
        """Return the spans of who is done that nobody has decided on, and what they say."""

        def said(span):
            return span["label"], tuple(span["pieces"])

        golden = {said(span) for span in self.gold.values()}
        accepted = {span for had in self.decisions.values() for span in had["accepted"]}
        accepted = {said(self.theirs[span]) for span in accepted & self.theirs.keys()} & golden
        found = {}
        for name, span in self.theirs.items():
            if span["annotator"] not in self.done or said(span) in accepted:
                continue
            start, end = extent(span["pieces"])
            for had in self.decisions.values():
                made = [self.gold[one] for one in had["gold"] if one in self.gold]
                if had["reason"] != "unanimous" and (
                    (had["place"][0] <= start and end <= had["place"][1])
                    or any(
                        one["label"] == span["label"]
                        and places_of(one["pieces"]) & places_of(span["pieces"])
                        for one in made
                    )
                ):
                    break
            else:
                found[name] = said(span)
        for key, value in self.said.items():
            if key[1] in self.done and key[3] not in self.values:
                found[key] = (key[3], value)
        return found, golden

    def is_settled(self):
        if self.undecided()[0]:
            return False
        return len(self.done) == 2 or bool(self.done and (self.decisions or self.values))

    def diff(self):
        model = self.model
        diff = {}
        there = model.of("span", annotator="gold", article=self.article)
        for kind, old, new in (
            ("span", there, self.gold),
            ("decision", model.of("decision", article=self.article), self.decisions),
        ):
            for one in {**old, **new}:
                if (one in old) is not (one in new):
                    diff[kind, one] = (old.get(one), new.get(one))
        for one, value in model.of("link").items():
            if {end for end in value[1:] if end in there} - self.gold.keys():
                diff["link", one] = (value, None)
        diff |= {("link", one): (None, value) for one, value in self.links.items()}
        for label in SAID:
            key = "value", "gold", self.article, label
            diff[key] = (self.said.get(key), self.values.get(label))
        begun = self.decisions or self.values
        status = "done" if self.is_settled() else "in progress" if begun else "new"
        return diff | model.status("gold", self.article, status)


def extent(covered):
    return covered[0][0], covered[-1][0] + len(covered[-1][1])


def places_of(covered):
    return {place for start, text in covered for place in range(start, start + len(text))}


def named_as(changes, diff):
    """Return a diff with the ids that the project has given in place of numbers."""
    new = {
        kind: [step.after for step in getattr(changes.delta, kind) if step.before is None]
        for kind in ("spans", "links", "decisions")
    }
    numbers = {}
    for kind, all_ in (("span", new["spans"]), ("decision", new["decisions"])):
        unnamed = [key[1] for key in diff if key[0] == kind and isinstance(key[1], int)]
        numbers |= dict(zip(unnamed, (one.id for one in all_), strict=True))
    links = {(one.type, one.source, one.target): one.id for one in new["links"]}

    def named(value):
        if isinstance(value, tuple) and value and value[0] in ("cue", "speaker"):
            return (value[0], *(numbers.get(end, end) for end in value[1:]))
        if isinstance(value, dict) and "gold" in value:
            return {**value, "gold": tuple(numbers.get(one, one) for one in value["gold"])}
        return value

    found = {}
    for key, pair in diff.items():
        pair = tuple(named(value) for value in pair)
        if isinstance(key[1], int):
            key = (key[0], links[pair[1]] if key[0] == "link" else numbers[key[1]])
        found[key] = pair
    return found


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
            "annotator.project.editing.editing.now",
            side_effect=lambda: f"2026-01-01T00:00:{next(ticks) / 1000:06.3f}Z",
        )
        self.clock.start()
        self.project = Project.open(self.path)
        self.model = Model()
        self.project.add_labels(ARTICLE_LABELS)
        SUGGESTED.clear()
        for article, text in TEXTS.items():
            proposed = [
                Suggestion(
                    article="",
                    label="claim",
                    start=start,
                    end=start + 3,
                    text=text[start : start + 3],
                    score=0.5,
                    origin="manual",
                )
                for start in (0, 2)
            ]
            record = Annotated(article=Article(id=article, text=text), suggestions=tuple(proposed))
            with self.project.begin_import("suggestions") as incoming:
                incoming.add([record])
            for one in self.project.open_article("x", article).suggestions:
                SUGGESTED[one.id] = (article, one.start, one.end)

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
        edit = data.draw(
            st.sampled_from([parts[0], Batch(edits=parts, text=say("label and more"))])
        )
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
        self.carry_out(Batch(edits=tuple(parts), text=say("{n} at once", n=len(parts))), who)

    @rule(data=st.data(), who=ANNOTATORS)
    def settle(self, data, who):
        self.carry_out(self.any_settling(data), who)

    @rule(data=st.data(), who=ANNOTATORS)
    def agree(self, data, who):
        """Both tag the same and link it, are done, and what is unanimous is accepted."""
        article = data.draw(ARTICLES)
        tags = [self.new_span(data) for _ in range(2)]
        for one in WHO:
            for tag in tags:
                self.carry_out(tag, one)
            if data.draw(st.booleans()):
                first, second = list(self.model.of("span", annotator=one))[-2:]
                self.carry_out(AddLink(type="cue", source=first, target=second), one)
            if data.draw(st.booleans()):
                self.carry_out(self.new_span(data), one)
            self.carry_out(self.new_value(data), one)
            self.carry_out(SetStatus(articles=tuple(TEXTS), status=Status.DONE), one)
        self.carry_out(SettleUnanimous(articles=(article,)), who)

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
        return SetLabel(label=msgspec.structs.replace(label, name=name, guidelines=guidelines))

    def new_value(self, data):
        label = data.draw(st.sampled_from(list(SAID)))
        articles = data.draw(st.lists(ARTICLES, min_size=1, max_size=2, unique=True))
        value = data.draw(st.none() | SAID[label])
        return SetArticleValue(articles=tuple(articles), label=label, value=value)

    def any_settling(self, data):
        decided = self.model.of("decision")
        kinds = ["settle"] * 3 + ["value"] * 2 + ["unsay", "unanimous"]
        kind = data.draw(st.sampled_from(kinds + ["undo", "again"] * bool(decided)))
        if kind in ("value", "unsay"):
            article, label = data.draw(ARTICLES), data.draw(st.sampled_from(list(SAID)))
            if kind == "unsay":
                return UnsettleValue(article=article, label=label)
            value = data.draw(st.none() | SAID[label])
            return SettleValue(article=article, label=label, value=value)
        if kind == "undo":
            some = st.lists(st.sampled_from(list(decided)), min_size=1, max_size=3, unique=True)
            return Unsettle(decisions=tuple(data.draw(some)))
        if kind == "unanimous":
            return SettleUnanimous(articles=tuple(TEXTS))
        if kind == "again":
            had = decided[data.draw(st.sampled_from(list(decided)))]
            article, place = had["article"], had["place"]
        else:
            article = data.draw(ARTICLES)
            place = data.draw(ranges_in(TEXTS[article]))
        there = {
            one: extent(span["pieces"])
            for one, span in self.model.of("span", article=article).items()
            if span["annotator"] != "gold"
        }
        near = [one for one, (start, end) in there.items() if start < place[1] and place[0] < end]
        accept = data.draw(st.lists(st.sampled_from(near), max_size=3, unique=True)) if near else []
        draw = data.draw(st.lists(st.sampled_from(["claim", "quote"]), max_size=1))
        return Settle(
            article=article,
            start=place[0],
            end=place[1],
            accept=tuple(accept),
            draw=tuple((label, self.ranges(data, article)) for label in draw),
            reason=data.draw(st.sampled_from(["", "why"])),
        )

    def ranges(self, data, article):
        return tuple(data.draw(st.lists(ranges_in(TEXTS[article]), min_size=1, max_size=3)))

    def any_edit(self, data, who):
        mine = list(self.model.of("span", annotator=who))
        links = [k for k, v in self.model.of("link").items() if v[1] in mine]
        kinds = ["add", "status", "label", "accept", "reject", "assign", "value", "value"]
        kinds += ["remove", "relabel", "ranges", "note", "attributes", "link", "link"] * bool(mine)
        kinds += ["describe"] * bool(mine)
        kinds += ["unlink"] * bool(links)
        kind = data.draw(st.sampled_from(kinds))
        one = st.sampled_from(mine or [""])
        some = st.lists(one, min_size=1, max_size=3, unique=True).map(tuple)
        if kind == "add":
            return self.new_span(data)
        if kind == "status":
            articles = data.draw(st.lists(ARTICLES, min_size=1, max_size=2, unique=True))
            return SetStatus(articles=tuple(articles), status=data.draw(st.sampled_from(Status)))
        if kind in ("accept", "reject"):
            ids = st.lists(st.sampled_from(list(SUGGESTED)), min_size=1, max_size=3, unique=True)
            answer = AcceptSuggestions if kind == "accept" else RejectSuggestions
            return answer(suggestions=tuple(data.draw(ids)))
        if kind == "assign":
            people = st.lists(ANNOTATORS, unique=True).map(tuple)
            return SetAssignments(assigned=data.draw(st.dictionaries(ARTICLES, people, min_size=1)))
        if kind == "label":
            return self.new_label(data)
        if kind == "value":
            return self.new_value(data)
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
        if kind == "describe":
            attribute, value = st.sampled_from("ab"), st.none() | messy_text(max_size=2)
            return DescribeSpans(
                spans=data.draw(some), attribute=data.draw(attribute), value=data.draw(value)
            )
        if kind == "link":
            what = data.draw(st.sampled_from(["cue", "speaker"]))
            return AddLink(type=what, source=data.draw(one), target=data.draw(one))
        links = data.draw(st.lists(st.sampled_from(links), min_size=1, max_size=2, unique=True))
        return RemoveLinks(links=tuple(links))

    # -- doing and comparing -------------------------------------------------------------------

    def carry_out(self, edit, who):
        model = self.model
        try:
            model.check_sees(edit, who)
            diff = model.named(model.diff(edit, who, itertools.count()))
            diff |= model.reopened(diff)
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
        diff = named_as(changes, diff)
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
            turned = model.fitted(diff, side)
            if any(model.records.get(key) != pair[0] for key, pair in turned.items()):
                raise RefusedError
            model.records = model.after(turned, 1)
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
                answered = {key[2] for key in model.records if key[:2] == ("answer", who)}
                assert {one.id for one in opened.suggestions} == {
                    one for one, had in SUGGESTED.items() if had[0] == article
                } - answered
                assigned = [one for one in WHO if ("assigned", one, article) in model.records]
                assert list(row.assigned) == assigned
                assert {k.id: (k.type, k.source, k.target) for k in opened.links} == links
                assert {one.label: one.value for one in opened.values} == {
                    key[3]: value
                    for key, value in model.records.items()
                    if key[:3] == ("value", who, article)
                }
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
        for article in TEXTS:
            seen = project.comparison(article)
            gold = seen.gold.spans if seen.gold else ()
            assert {span.id: plain(span) for span in gold} == {
                key: {name: value for name, value in span.items() if name != "version"}
                for key, span in model.of("span", article=article, annotator="gold").items()
            }
            ids = {span.id for span in gold}
            links = seen.gold.links if seen.gold else ()
            assert {k.id: (k.type, k.source, k.target) for k in links} == {
                key: value for key, value in model.of("link").items() if value[1] in ids
            }
            assert {one.label: (one.value,) for one in (seen.gold.values if seen.gold else ())} == {
                key[3]: value
                for key, value in model.records.items()
                if key[:3] == ("value", "gold", article)
            }
            status = model.records.get(("status", "gold", article), "new")
            assert (seen.gold.status if seen.gold else "new") == status
            assert {one.id: plain_decision(one) for one in seen.decisions} == {
                key: {
                    **had,
                    "version": 0,
                    "accepted": set(had["accepted"]),
                    "gold": set(had["gold"]),
                }
                for key, had in model.of("decision", article=article).items()
            }
            total += len(gold)
        assert project.statistics().spans == total
        labels = {label.id: (label.name, label.guidelines) for label in project.labels()}
        assert labels == model.of("label")


def plain_decision(decision):
    return {
        "article": decision.article,
        "place": (decision.start, decision.end),
        "by": decision.by,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "accepted": set(decision.accepted),
        "gold": set(decision.gold),
        "version": 0,
    }


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
        settings=settings(max_examples=8, stateful_step_count=30, deadline=None),
    )
