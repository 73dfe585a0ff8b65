"""Settling what annotators disagree on: the gold spans, and who decided on them and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from annotator.annotation.adjudication.disputes import Disputes, key_of, share
from annotator.annotation.adjudication.disputes import Key as _Key
from annotator.annotation.adjudication.seen import Seen, seen_at, what_changed
from annotator.annotation.adjudication.value_disputes import alike_values, undecided_values
from annotator.annotation.changes import Delta, Step
from annotator.annotation.planning import Context, Plan, Ranges, State, each_once, only_one
from annotator.annotation.records import (
    GOLD,
    UNANIMOUS,
    ArticleStatus,
    ArticleValue,
    Decision,
    Link,
    Settled,
    Span,
    Status,
    Value,
    make_fragments,
)
from annotator.annotation.wording import articles_described, status_named
from annotator.errors import ClashError, OffsetError, RuleError
from annotator.words import counts, say


class Settle(msgspec.Struct, frozen=True, kw_only=True):
    """Decide on the place ``[start, end)``: accept spans, draw others, or neither: nothing there.

    An earlier decision on exactly this place is replaced, with the gold spans it made.

    Attributes:
        accept: ids of annotators' spans that lie, or reach, in the place.
        draw: label id and ranges of new gold spans.
        reason: why, in a few words.
        seen: what it was decided on; it is refused where that has changed. None: whatever it is.

    """

    article: str
    start: int
    end: int
    accept: tuple[str, ...] = ()
    draw: tuple[tuple[str, Ranges], ...] = ()
    reason: str = ""
    seen: Seen | None = None


class SettleUnanimous(msgspec.Struct, frozen=True, kw_only=True):
    """Accept the spans that all who are done with an article have alike, two annotators at least.

    What somebody has decided otherwise stays. Attributes and links are taken where all agree.

    Attributes:
        seen: the annotators' spans, where it is one article that was looked at; it is refused
            where they have changed. None: whatever they are.

    """

    articles: tuple[str, ...]
    seen: Seen | None = None


class Unsettle(msgspec.Struct, frozen=True, kw_only=True):
    """Take decisions (ids) back, with the gold spans they made."""

    decisions: tuple[str, ...]


class SetGoldStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Say how far articles are settled."""

    articles: tuple[str, ...]
    status: Status


class Settling:
    """One article while it is settled: what there is, and what comes and goes."""

    def __init__(self, article: str, state: State, context: Context) -> None:
        self.id = article
        self.text = state.text(article)
        self._state, self._context = state, context
        self.gold_name = state.gold()
        spans = state.spans_in(article)
        self.theirs = {span.id: span for span in spans if span.annotator != self.gold_name}
        self.gold = {span.id: span for span in spans if span.annotator == self.gold_name}
        self.decisions = {one.id: one for one in state.decisions_in(article)}
        self._before = dict(self.gold), dict(self.decisions)
        statuses = state.statuses_in(article)
        self._status = statuses.get(self.gold_name)
        self.done = _done(statuses, self.gold_name)
        self.disputes = Disputes(self.theirs.values(), self.done)
        self._links: dict[str, Link] = {}
        self.values = state.values_in(article)
        self._golden = {one.label: one for one in self.values if one.annotator == self.gold_name}
        self._values_before = dict(self._golden)

    def drop(self, decisions: Iterable[Decision]) -> None:
        """Take decisions back; a gold span that another one stands for as well stays."""
        gone = [self.decisions.pop(one.id) for one in decisions]
        needed = {span for one in self.decisions.values() for span in one.gold}
        for one in gone:
            for span in one.gold:
                if span not in needed:
                    self.gold.pop(span, None)

    def give(self, label: str, ranges: Ranges, attributes: Mapping[str, Any]) -> str:
        """Return the id of the gold span of this label and place, made where there is none."""
        fragments = make_fragments(self.text, ranges)
        wanted = label, tuple((one.start, one.end) for one in fragments)
        for span in self.gold.values():
            if key_of(span) == wanted:
                return span.id
        span = Span(
            id=self._context.new_id(),
            article=self.id,
            annotator=self.gold_name,
            label=self._state.label(label).id,
            fragments=fragments,
            attributes=dict(attributes),
            origin=GOLD,
            created_at=self._context.now,
            updated_at=self._context.now,
        )
        self.gold[span.id] = span
        return span.id

    def decide(
        self,
        place: tuple[int, int],
        verdict: Settled,
        reason: str,
        accepted: Iterable[str],
        gold: Iterable[str],
    ) -> None:
        """Write down a decision."""
        made = Decision(
            id=self._context.new_id(),
            article=self.id,
            start=place[0],
            end=place[1],
            by=self._context.annotator,
            verdict=verdict,
            reason=reason,
            accepted=tuple(accepted),
            gold=tuple(each_once(gold)),
            at=self._context.now,
        )
        self.decisions[made.id] = made

    def tie(self, links: Iterable[Link], accepted: Iterable[str]) -> None:
        """Copy the links between spans that were both accepted, now or before, in this article.

        Args:
            links: candidates, between annotators' spans.
            accepted: spans accepted now; a link begins or ends at one of them.

        """
        now = set(accepted)
        ever = now | {span for one in self.decisions.values() for span in one.accepted}
        by_key = {key_of(span): span.id for span in self.gold.values()}
        there = {
            (link.type, link.source, link.target)
            for link in self._state.links_at([one for one in self.gold if one in self._before[0]])
        }
        for link in links:
            ends = [self.theirs.get(link.source), self.theirs.get(link.target)]
            if not ({link.source, link.target} & now and {link.source, link.target} <= ever):
                continue
            source, target = (by_key.get(key_of(one)) if one else None for one in ends)
            if source is None or target is None or source == target:
                continue
            if (link.type, source, target) not in there:
                there.add((link.type, source, target))
                made = Link(id=self._context.new_id(), type=link.type, source=source, target=target)
                self._links[made.id] = made

    def say(self, label: str, value: Value | None) -> None:
        """Let gold say something of the article, or that nothing holds (None)."""
        there = self._golden.get(label)
        if there is not None and (type(there.value), there.value) == (type(value), value):
            return
        self._golden[label] = ArticleValue(
            article=self.id,
            annotator=self.gold_name,
            label=label,
            value=value,
            updated_at=self._context.now,
        )

    def unsay(self, label: str) -> None:
        """Let gold say nothing with a label, as if nobody had decided."""
        self._golden.pop(label, None)

    def is_settled(self) -> bool:
        """Tell whether all that those who are done have, if anybody is, was decided on."""
        disputes = self.disputes
        settled = disputes.settled(
            self.gold.values(), list(self.decisions.values()), self.theirs.values()
        )
        if len(settled) < len(disputes.spans):
            return False
        people = [one for one in self.values if one.annotator != self.gold_name]
        if undecided_values([*people, *self._golden.values()], self.done, self.gold_name):
            return False
        return len(self.done) > (0 if self.decisions or self._golden else 1)

    def _value_steps(self) -> Iterator[Step[ArticleValue]]:
        for label in {**self._values_before, **self._golden}:
            before, after = self._values_before.get(label), self._golden.get(label)
            if before != after:
                yield Step(before, after)

    def delta(self) -> Delta:
        """Return what has become of the article."""
        spans, decisions = self._before
        gone = [span for span in spans.values() if span.id not in self.gold]
        links = self._state.links_at([span.id for span in gone])
        steps: list[Step[Decision]] = [
            Step(one, None) for one in decisions.values() if one.id not in self.decisions
        ]
        steps += [Step(None, one) for one in self.decisions.values() if one.id not in decisions]
        status = Status.NEW
        if self.is_settled():
            status = Status.DONE
        elif self.decisions or self._golden:
            status = Status.IN_PROGRESS
        return Delta(
            spans=(
                *(Step(span, None) for span in gone),
                *(Step(None, span) for span in self.gold.values() if span.id not in spans),
            ),
            links=(
                *(Step(link, None) for link in links),
                *(Step(None, link) for link in self._links.values()),
            ),
            decisions=tuple(steps),
            article_values=tuple(self._value_steps()),
            statuses=set_status(self.id, self.gold_name, self._status, status, self._context.now),
        )


def _done(statuses: Mapping[str, ArticleStatus], gold: str) -> list[str]:
    """Return the annotators who are done."""
    return [one for one, row in statuses.items() if one != gold and row.status is Status.DONE]


def set_status(
    article: str, annotator: str, before: ArticleStatus | None, status: Status, now: str
) -> tuple[Step[ArticleStatus], ...]:
    """Return the step to a status, none where it is that already."""
    if (before.status if before is not None else Status.NEW) is status:
        return ()
    row = before or ArticleStatus(article=article, annotator=annotator)
    flagged = row.flagged and status is not Status.DONE  # looked at again: see staleness
    after = msgspec.structs.replace(row, status=status, flagged=flagged, updated_at=now)
    return (Step(before, after),)


def settle(edit: Settle, state: State, context: Context) -> Plan:
    """Plan a decision on one place."""
    article = Settling(edit.article, state, context)
    place = edit.start, edit.end
    if not 0 <= edit.start < edit.end <= len(article.text):
        raise OffsetError(
            say(
                "the place {start} to {end} is not inside the text of {length}"
                " {length:character|characters}",
                start=edit.start,
                end=edit.end,
                length=len(article.text),
            )
        )
    if edit.seen is not None:
        now = seen_at(place, article.theirs.values(), article.done, article.decisions.values())
        _check_seen(article, edit.seen, now)
    accept = each_once(edit.accept)
    for one in accept:
        if one not in article.theirs:
            raise RuleError(say("only annotators’ spans of this article can be accepted"))
        span = article.theirs[one]
        if not (span.start < edit.end and edit.start < span.end):
            raise RuleError(
                say(
                    "the span “{text}” is not in the place that is settled",
                    text=span.text,
                )
            )
    article.drop([one for one in article.decisions.values() if (one.start, one.end) == place])
    gold = [
        article.give(span.label, span.ranges, span.attributes)
        for span in (article.theirs[one] for one in accept)
    ]
    gold += [article.give(label, ranges, {}) for label, ranges in edit.draw]
    verdict = Settled.NOTHING
    if edit.draw:
        verdict = Settled.DRAWN
    elif accept:
        verdict = Settled.ACCEPTED
    article.tie(state.links_at(accept), accept)
    article.decide(place, verdict, edit.reason, accept, gold)
    text = say("Settle: nothing here") if verdict is Settled.NOTHING else say("Settle")
    return Plan(article.delta(), text, edit.article)


def _check_seen(article: Settling, seen: Seen, now: Seen) -> None:
    """Refuse a decision on what is no longer there."""
    if seen != now:
        decisions, gold = article.decisions.values(), article.gold.values()
        raise ClashError(what_changed(seen, now, decisions, gold))


def settle_unanimous(edit: SettleUnanimous, state: State, context: Context) -> Plan:
    """Plan the acceptance of all that everybody who is done has alike."""
    deltas = []
    count = values = 0
    gold_name = state.gold()
    for name in each_once(edit.articles):
        if len(_done(state.statuses_in(name), gold_name)) < 2:
            continue
        article = Settling(name, state, context)
        if edit.seen is not None:
            everywhere = 0, len(article.text)
            now = seen_at(everywhere, article.theirs.values(), article.done)
            _check_seen(article, edit.seen, now)
        places = _unanimous(article)
        accepted = [span.id for alike in places.values() for twins in alike for span in twins]
        for place, alike in sorted(places.items()):
            gold = [article.give(*key_of(twins[0]), _agreed(twins)) for twins in alike]
            ids = [span.id for twins in alike for span in twins]
            article.decide(place, Settled.ACCEPTED, UNANIMOUS, ids, gold)
            count += len(alike)
        article.tie(_agreed_links(article, state.links_at(accepted)), accepted)
        for one in alike_values(article.values, article.done, gold_name):
            article.say(one.label, one.value)
            values += 1
        deltas.append(article.delta())
    text = say("Mark gold done")
    if count:
        text = say("Accept {n:,} unanimous {n:span|spans}", n=count)
    elif values:
        text = say("Accept {n:,} unanimous {n:article label|article labels}", n=values)
    return Plan(Delta.together(deltas), text, only_one(edit.articles))


def _unanimous(article: Settling) -> dict[tuple[int, int], list[list[Span]]]:
    """Return the spans that all have alike and nobody has decided on, by place."""
    twins: defaultdict[_Key, list[Span]] = defaultdict(list)
    for span in article.theirs.values():
        if span.annotator in article.done:
            twins[key_of(span)].append(span)
    there = {key_of(span) for span in article.gold.values()}
    found: defaultdict[tuple[int, int], list[list[Span]]] = defaultdict(list)
    for key, alike in twins.items():
        place = alike[0].start, alike[0].end
        decided = any(
            one.reason != UNANIMOUS and article.disputes.settles(one, alike[0])
            for one in article.decisions.values()
        )
        everybody = {span.annotator for span in alike} == set(article.done)
        if everybody and not decided and key not in there:
            found[place].append(alike)
    return found


def _agreed(spans: Sequence[Span]) -> dict[str, Any]:
    """Return the attributes that all spans have alike."""
    first = spans[0].attributes
    encode = msgspec.json.encode  # for Python True, 1 and 1.0 are equal
    return {
        name: value
        for name, value in first.items()
        if all(
            name in span.attributes and encode(span.attributes[name]) == encode(value)
            for span in spans
        )
    }


def _agreed_links(article: Settling, links: Iterable[Link]) -> list[Link]:
    """Return the links that all who are done have drawn between like spans."""
    found: defaultdict[tuple[str, _Key, _Key], list[tuple[str, Link]]] = defaultdict(list)
    for link in links:
        source, target = article.theirs.get(link.source), article.theirs.get(link.target)
        if source is not None and target is not None:
            alike = link.type, key_of(source), key_of(target)
            found[alike].append((source.annotator, link))
    return [
        link
        for drawn in found.values()
        if {who for who, _ in drawn} >= set(article.done)
        for _, link in drawn
    ]


def unsettle(edit: Unsettle, state: State, context: Context) -> Plan:
    """Plan that decisions are taken back."""
    wanted = state.decisions(each_once(edit.decisions))
    deltas = []
    for name in each_once(one.article for one in wanted):
        article = Settling(name, state, context)
        article.drop([one for one in wanted if one.article == name])
        deltas.append(article.delta())
    what = say("decision") if len(wanted) == 1 else counts.decisions(len(wanted))
    text = say("Take back {what}", what=what)
    return Plan(Delta.together(deltas), text, only_one(one.article for one in wanted))


def set_gold_status(edit: SetGoldStatus, state: State, context: Context) -> Plan:
    """Plan another status of the gold annotator."""
    gold = state.gold()
    steps: list[Step[ArticleStatus]] = []
    articles = each_once(edit.articles)
    for article in articles:
        state.text(article)
        before = state.statuses_in(article).get(gold)
        steps += set_status(article, gold, before, edit.status, context.now)
    what = articles_described(len(articles))
    return Plan(
        Delta(statuses=tuple(steps)),
        say("Mark gold {status}: {what}", status=status_named(edit.status), what=what),
        only_one(articles),
    )


class Kind(StrEnum):
    """How a span differs from gold."""

    SAME = "same"
    BOUNDARY = "boundary"
    LABEL = "label"
    MISSED = "missed"
    EXTRA = "extra"


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One span beside the gold span it stands for; None where one of them has no counterpart."""

    kind: Kind
    span: Span | None
    gold: Span | None


def differences(theirs: Sequence[Span], gold: Sequence[Span]) -> list[Difference]:
    """Return how an annotator's spans differ from gold, one by one, in the order of the text.

    Each span is paired at most once: first with its like; then with the span of its label that
    shares most of their characters (boundary); then with one of another label that shares at
    least half of them (label). What is left was missed, or is extra.
    """
    left, right = list(theirs), list(gold)
    found: list[Difference] = []

    def pair(kind: Kind, one: Span, other: Span) -> None:
        left.remove(one)
        right.remove(other)
        found.append(Difference(kind=kind, span=one, gold=other))

    for one in theirs:
        like = next((other for other in right if key_of(other) == key_of(one)), None)
        if like is not None:
            pair(Kind.SAME, one, like)
    for kind in (Kind.BOUNDARY, Kind.LABEL):
        close = [
            (common, one, other)
            for one in left
            for other in right
            if (one.label == other.label) is (kind is Kind.BOUNDARY)
            and (common := share(one, other)) > 0
            and (kind is Kind.BOUNDARY or common >= 0.5)
        ]
        close.sort(key=lambda at: (-at[0], at[1].start, at[2].start, at[1].id, at[2].id))
        free = {span.id for span in (*left, *right)}
        for _, one, other in close:
            if one.id in free and other.id in free:
                free -= {one.id, other.id}
                pair(kind, one, other)
    found += [Difference(kind=Kind.EXTRA, span=one, gold=None) for one in left]
    found += [Difference(kind=Kind.MISSED, span=None, gold=other) for other in right]
    return sorted(found, key=_position)


def _position(difference: Difference) -> tuple[int, int, str]:
    span = difference.span or difference.gold
    assert span is not None
    return span.start, span.end, span.id
