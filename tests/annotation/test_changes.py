"""Deltas turned round."""

from __future__ import annotations

import pytest

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    Decision,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
    make_fragments,
)
from annotator.errors import RuleError
from annotator.words import say

TEXT = "“So?” said 👩‍🚀 Zoë."

NOW = "2026-11-20T09:30:00.000Z"


class Records:
    """A state in memory."""

    def __init__(self):
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

    def suggestions_of_label(self, label_id):
        return [one for one in self.all_suggestions.values() if one.label == label_id]

    def answers(self, suggestions):
        return [one for one in self.all_answers if one.suggestion in suggestions]

    def assigned(self, articles):
        for article in articles:
            self.text(article)
        return {article: self.all_assigned.get(article, ()) for article in articles}

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


def status(article, value):
    return ArticleStatus(article=article, annotator="x", status=value, updated_at=NOW)


def test_inverted_twice_is_the_same():
    """Turning a delta round twice gives it back."""
    labels = (Step(Label(id="a", name="a"), Label(id="a", name="b")),)
    delta = Delta(labels=labels, statuses=(Step(None, status("a", Status.DONE)),))
    assert delta.inverted().inverted() == delta
    assert delta.inverted().labels[0].after.name == "a"
