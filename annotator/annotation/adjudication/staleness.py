"""When gold that was finished is so no longer: something is undecided that was not there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation.adjudication.disputes import Disputes, Key, key_of
from annotator.annotation.adjudication.value_disputes import undecided_values
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.records import (
    ArticleStatus,
    ArticleValue,
    Decision,
    Span,
    Status,
    Value,
)


class ArticleWork(msgspec.Struct, frozen=True, kw_only=True):
    """All work on one article, as far as it decides whether gold is finished.

    Attributes:
        spans: of all annotators and gold, by id.
        statuses: by annotator, gold's among them.
        decisions: by id.
        values: what annotators and gold say of it, by what identifies it.

    """

    spans: Mapping[str, Span]
    statuses: Mapping[str, ArticleStatus]
    decisions: Mapping[str, Decision]
    values: Mapping[str, ArticleValue] = {}

    def after(self, delta: Delta) -> ArticleWork:
        """Return the work as a delta leaves it, of which all is about this article."""
        spans, statuses = dict(self.spans), dict(self.statuses)
        decisions = dict(self.decisions)
        for step in delta.spans:
            _put(spans, step.record.id, step.after)
        for status in delta.statuses:
            _put(statuses, status.record.annotator, status.after)
        for decision in delta.decisions:
            _put(decisions, decision.record.id, decision.after)
        values = dict(self.values)
        for value in delta.article_values:
            _put(values, identify(value.record), value.after)
        return ArticleWork(spans=spans, statuses=statuses, decisions=decisions, values=values)

    def status_of(self, annotator: str) -> Status:
        """Return an annotator's status."""
        row = self.statuses.get(annotator)
        return row.status if row is not None else Status.NEW


def _put(records: dict[str, Any], name: str, after: Any | None) -> None:
    if after is None:
        records.pop(name, None)
    else:
        records[name] = after


class Undecided(msgspec.Struct, frozen=True):
    """What those who are done have and nobody has decided on: spans, and values of the article.

    Attributes:
        ids: of the spans, and what identifies the values.
        keys: what the spans and values say.

    """

    ids: frozenset[str] = frozenset()
    keys: frozenset[Key | tuple[str, Value | None]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids)

    def has_more_than(self, others: Sequence[Undecided]) -> bool:
        """Tell whether something is undecided here that is in none of the others, nor its like."""
        keys = {key for other in others for key in other.keys}
        if self.keys <= keys:
            return False
        return bool(self.ids - {one for other in others for one in other.ids})


def undecided(work: ArticleWork, gold: str) -> Undecided:
    """Return what nobody has decided on in an article, as the page of settling counts it.

    What says the same as gold is none of it: gold that came with a file has no decisions.

    Args:
        work: on the article.
        gold: name of the gold annotator.

    """
    theirs = [span for span in work.spans.values() if span.annotator != gold]
    golden = [span for span in work.spans.values() if span.annotator == gold]
    done = [one for one, row in work.statuses.items() if one != gold and row.status is Status.DONE]
    disputes = Disputes(theirs, done)
    settled = disputes.settled(golden, list(work.decisions.values()), theirs)
    left = [span for span in disputes.spans if span.id not in settled]
    if left:
        said = set(map(key_of, golden))
        left = [span for span in left if key_of(span) not in said]
    values = undecided_values(work.values.values(), done, gold)
    return Undecided(
        frozenset([*(span.id for span in left), *map(identify, values)]),
        frozenset([*map(key_of, left), *((one.label, one.value) for one in values)]),
    )


def open_places(work: ArticleWork, gold: str) -> int:
    """Return how many places of an article are disputed, or alike with all, and undecided."""
    theirs = [span for span in work.spans.values() if span.annotator != gold]
    left = undecided(work, gold)
    places = {(one.start, one.end) for one in theirs if one.id in left.ids}
    values = {one.label for name, one in work.values.items() if name in left.ids}
    return len(places) + len(values)


def reopened(before: ArticleStatus, now: str) -> Step[ArticleStatus]:
    """Return the step that takes finished gold back in progress, to be looked at again."""
    after = msgspec.structs.replace(before, status=Status.IN_PROGRESS, flagged=True, updated_at=now)
    return Step(before, after)


def by_article(delta: Delta, articles: Iterable[str]) -> dict[str, Delta]:
    """Return what a delta does to the work on some articles, by article."""
    found: dict[str, dict[str, list[Any]]] = {one: {} for one in articles}
    for kind in ("spans", "statuses", "decisions", "article_values"):
        for step in getattr(delta, kind):
            if (steps := found.get(step.record.article)) is not None:
                steps.setdefault(kind, []).append(step)
    return {
        article: Delta(**{kind: tuple(steps) for kind, steps in kinds.items()})
        for article, kinds in found.items()
    }


def articles_of(delta: Delta) -> list[str]:
    """Return the articles in which a delta touches what gold depends on."""
    found: Iterable[str] = (
        *(step.record.article for step in delta.spans),
        *(step.record.article for step in delta.statuses),
        *(step.record.article for step in delta.decisions),
        *(step.record.article for step in delta.article_values),
    )
    return list(dict.fromkeys(found))


def touched(delta: Delta, gold: str) -> list[str]:
    """Return the articles whose gold a delta may make stale, by what it does to people's work.

    Those of which it says itself what becomes of gold are none of them.
    """
    told = {step.record.article for step in delta.statuses if step.record.annotator == gold}
    return [one for one in articles_of(delta) if one not in told]
