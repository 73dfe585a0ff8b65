"""All annotators' work on one article, as it is compared and settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from annotator.annotation.adjudication.disputes import Disputes, DisputeState, contested, key_of
from annotator.annotation.adjudication.seen import Seen, seen_at
from annotator.annotation.adjudication.value_disputes import alike_values
from annotator.annotation.adjudication.value_settling import SeenValues, seen_values
from annotator.annotation.changes import Delta, identify
from annotator.annotation.records import (
    Article,
    ArticleValue,
    Decision,
    Label,
    Span,
    Status,
    Value,
)
from annotator.project import Comparison

Place = tuple[int, int]
"""Where a dispute is, in code points."""


class Votes(NamedTuple):
    """What those who are done say of an article with one label, and gold.

    Attributes:
        label: of articles.
        said: each value with who says it, in the order of their digits.
        is_settled: whether gold says something, if only that nothing holds.
        gold: what it says; None for nothing.

    """

    label: Label
    said: tuple[tuple[Value, tuple[str, ...]], ...]
    is_settled: bool = False
    gold: Value | None = None

    @property
    def are_there(self) -> bool:
        """Whether anybody says anything."""
        return bool(self.said) or self.is_settled


class ReviewState:
    """One article with its spans, gold and decisions, kept up to date by deltas.

    Attributes:
        article: whose text it is.
        event: the last line of the audit trail when it was read.
        gold_name: of the gold annotator; None as long as nothing was settled in the project.
        blind: whether annotators are called A, B, C.
        done: the annotators who are done with it, in the order of their digits.
        begun: those who have begun and are not done.
        gold_status: how far it is settled.
        gold_again: whether it was settled, and something has come that is undecided.
        dispute_states: the places that are disputed or were decided on, in order.
        contested: where annotators differ in each of these places.
        calm: ids of the spans that need no attention: agreed on, or settled.
        tinted: ids of the spans that hold: agreed on, or gold.
        waiting: how many spans all have alike that nobody has accepted or decided on.

    """

    def __init__(
        self, seen: Comparison, gold: str | None, letters: Mapping[str, str], *, blind: bool
    ) -> None:
        self.article: Article = seen.article
        self.event = seen.event
        self.gold_name = gold
        self._statuses = {work.annotator: work.status for work in seen.annotators}
        self._joined = [work.annotator for work in seen.annotators]
        self._spans: dict[str, Span] = {
            span.id: span for work in seen.annotators for span in work.spans
        }
        self._gold: dict[str, Span] = {}
        self.gold_status = Status.NEW
        self.gold_again = False
        if seen.gold is not None:
            self._gold = {span.id: span for span in seen.gold.spans}
            self.gold_status = seen.gold.status
            self.gold_again = seen.gold.flagged
        self._decisions: dict[str, Decision] = {one.id: one for one in seen.decisions}
        works = (*seen.annotators, *([seen.gold] if seen.gold is not None else ()))
        self._values: dict[str, ArticleValue] = {
            identify(one): one for work in works for one in work.values
        }
        self._letters = letters
        self.blind = blind
        self._compare()

    def set_blind(self, blind: bool) -> None:
        """Call annotators by letters, or by their names."""
        self.blind = blind
        self._compare()

    def _compare(self) -> None:
        """Work out who is compared and where they disagree."""
        self.done = [one for one in self._joined if self._statuses[one] is Status.DONE]
        self.begun = [one for one in self._joined if self._statuses[one] is Status.IN_PROGRESS]
        if self.blind:
            # By letter: the order in which they joined would tell who is who.
            letters = {one: self._letters.get(one, "?") for one in self.done}
            self.done.sort(key=lambda one: (len(letters[one]), letters[one]))
        self._disputes = Disputes(self._spans.values(), self.done)
        disputed = {span.id for one in self._disputes.all for span in one.spans}
        self._alike = [span for span in self._disputes.agreed if span.id not in disputed]
        self._differ = {
            one.place: tuple(contested(one.spans, self.done)) for one in self._disputes.all
        }
        self._weigh()

    def _weigh(self) -> None:
        """Work out how everything stands, by the decisions and gold that there are now."""
        gold, decisions = self._gold.values(), list(self._decisions.values())
        settled = self._disputes.settled(gold, decisions, self._spans.values())
        self.dispute_states: list[DisputeState] = self._disputes.dispute_states(decisions, settled)
        self.contested = {one.place: self._differ.get(one.place, ()) for one in self.dispute_states}
        keys = {key_of(span) for span in self._alike}
        agreed = frozenset(span.id for span in self._alike)
        self.calm = (
            agreed
            | frozenset(span.id for span in gold if key_of(span) in keys)
            | frozenset(span.id for one in self.dispute_states if one.settled for span in one.spans)
        )
        self.tinted = agreed | frozenset(self._gold)
        self.waiting = len({key_of(span) for span in self._alike if span.id not in settled})
        if len(self.done) > 1:
            alike = alike_values(self._values.values(), self.done, self.gold_name or "")
            self.waiting += len(alike)

    def votes(self, label: Label) -> Votes:
        """Return what those who are done, and gold, say with an article label."""
        here = {one.annotator: one for one in self._values.values() if one.label == label.id}
        said: dict[str, tuple[Value, list[str]]] = {}
        for name in self.done:
            one = here.get(name)
            if one is not None and one.value is not None:
                said.setdefault(repr(one.value), (one.value, []))[1].append(name)
        gold = here.get(self.gold_name or "")
        return Votes(
            label,
            tuple((value, tuple(who)) for value, who in said.values()),
            gold is not None,
            gold.value if gold is not None else None,
        )

    def seen_votes(self, label: str) -> SeenValues:
        """Return what is shown of an article label (id), for a decision on it to carry."""
        return seen_values(list(self._values.values()), label)

    def take(self, delta: Delta) -> bool:
        """Bring a change in, with what is others' and gold's; tell whether it was about this."""
        here = theirs = False
        for step in delta.spans:
            span = step.record
            if span.article != self.article.id:
                continue
            here = True
            person = self._is_person(span.annotator)
            theirs |= person
            spans = self._spans if person else self._gold
            if step.after is None:
                spans.pop(span.id, None)
            else:
                spans[span.id] = step.after
        for status in delta.statuses:
            row = status.record
            if row.article != self.article.id:
                continue
            here = True
            now = status.after.status if status.after is not None else Status.NEW
            if self._is_person(row.annotator):
                if row.annotator not in self._joined:
                    self._joined.append(row.annotator)
                self._statuses[row.annotator] = now
                theirs = True
            else:
                self.gold_status = now
                self.gold_again = status.after is not None and status.after.flagged
        for value in delta.article_values:
            said = value.record
            if said.article == self.article.id:
                here = True
                if value.after is None:
                    self._values.pop(identify(said), None)
                else:
                    self._values[identify(said)] = value.after
        for decision in delta.decisions:
            if decision.record.article == self.article.id:
                here = True
                if decision.after is None:
                    self._decisions.pop(decision.record.id, None)
                else:
                    self._decisions[decision.after.id] = decision.after
        if theirs:
            self._compare()
        elif here:
            self._weigh()
        return here

    def _is_person(self, name: str) -> bool:
        return name != self.gold_name

    # -- places --------------------------------------------------------------------------------

    def number_of(self, place: Place | None) -> int | None:
        """Return the number of a place among ``dispute_states``, None where it is none of them."""
        places = [one.place for one in self.dispute_states]
        return places.index(place) if place in places else None

    def first_open(self) -> int | None:
        """Return the number of the first place that is open, else of the first one."""
        for number, one in enumerate(self.dispute_states):
            if not one.settled:
                return number
        return 0 if self.dispute_states else None

    def next_open(self, number: int | None) -> int | None:
        """Return the next open place after one (None: from the first), round the end."""
        count = len(self.dispute_states)
        after = 0 if number is None else number + 1
        order = [*range(after, count), *range(min(after, count))]
        return next((at for at in order if not self.dispute_states[at].settled), None)

    def beside(self, number: int | None, caret: int, *, forward: bool) -> int | None:
        """Return the next place or the one before; after the last comes the first.

        Args:
            number: of the place from which it goes; None: from the caret.
            caret: in code points.
            forward: to the next.

        """
        count = len(self.dispute_states)
        if not count:
            return None
        if number is not None:
            return (number + (1 if forward else -1)) % count
        starts = [one.start for one in self.dispute_states]
        after = next((at for at, start in enumerate(starts) if start >= caret), 0)
        return after if forward else (after - 1) % count

    def smallest_at(self, caret: int) -> int | None:
        """Return the number of the smallest place at a caret."""
        here = [
            (one.end - one.start, number)
            for number, one in enumerate(self.dispute_states)
            if one.start <= caret <= one.end
        ]
        return min(here)[1] if here else None

    def nearest(self, place: Place) -> int | None:
        """Return the number of the place that has most in common with another, else the next."""
        start, end = place
        best, number = -1.0, None
        for at, one in enumerate(self.dispute_states):
            shared = min(end, one.end) - max(start, one.start)
            size = max(end, one.end) - min(start, one.start)
            closeness = 1 + shared / size if shared > 0 else 1 / (2 - shared)
            if closeness > best:
                best, number = closeness, at
        return number

    # -- what is shown -------------------------------------------------------------------------

    def seen(self, place: tuple[int, int]) -> Seen:
        """Return what is shown of a place, for a decision on it to carry."""
        return seen_at(place, self._spans.values(), self.done, self._decisions.values())

    def seen_everywhere(self) -> Seen:
        """Return what annotators have in the whole article, as it is shown."""
        return seen_at((0, len(self.article.text)), self._spans.values(), self.done)

    def name(self, annotator: str) -> str:
        """Return what an annotator is called here: a letter where they are compared blind."""
        if not self.blind or annotator not in self.done:
            return annotator
        return self._letters.get(annotator, "?")

    def spans_of(self, annotator: str) -> tuple[Span, ...]:
        """Return the spans of an annotator in the order of the text."""
        return _in_order(span for span in self._spans.values() if span.annotator == annotator)

    @property
    def gold(self) -> tuple[Span, ...]:
        """The gold spans in the order of the text."""
        return _in_order(self._gold.values())

    def gold_of(self, decision: Decision) -> list[Span]:
        """Return the gold spans that stand for a decision."""
        return [self._gold[one] for one in decision.gold if one in self._gold]

    def accepted_by(self, decision: Decision) -> list[str]:
        """Return the annotators whose spans were accepted, in the order of their digits."""
        who = {self._spans[one].annotator for one in decision.accepted if one in self._spans}
        return [one for one in self.done if one in who] + sorted(who - set(self.done))


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda one: (one.start, -one.end, one.id)))
