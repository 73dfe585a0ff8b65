"""How much of what is released came from suggestions, and what became of those that were shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import closing

from annotator.annotation.origins import suggested_by
from annotator.annotation.records import Answered, Suggestion
from annotator.exchange.release.manifest import SuggestedCounts
from annotator.exchange.release.reading import Spool
from annotator.project import Project

_Ranges = tuple[tuple[int, int], ...]


def count_suggested(
    project: Project, spool: Spool, articles: Collection[str], labels: Collection[str] | None
) -> dict[str, SuggestedCounts]:
    """Return by label what came from suggestions; only labels with any.

    Args:
        project: that is released.
        spool: the records that are.
        articles: their ids.
        labels: that are released; None: all.

    """
    spans: Counter[str] = Counter()
    for article in articles:
        for record in spool.of(article):
            spans.update(one.label for one in record.spans if suggested_by(one.origin) is not None)
    accepted: dict[str, list[tuple[str, Suggestion]]] = {}
    rejected: Counter[str] = Counter()
    for suggestion, answer in project.answered():
        if suggestion.article not in articles or (
            labels is not None and suggestion.label not in labels
        ):
            continue
        if answer.answer is Answered.REJECTED:
            rejected[suggestion.label] += 1
        else:
            accepted.setdefault(suggestion.article, []).append((answer.annotator, suggestion))
    moved = _moved(project, accepted) if accepted else Counter[str]()
    taken = Counter(one.label for found in accepted.values() for _, one in found)
    return {
        name: SuggestedCounts(
            spans=spans[name],
            accepted=taken[name],
            moved=moved[name],
            rejected=rejected[name],
        )
        for name in sorted({*spans, *taken, *rejected})
    }


def _moved(
    project: Project, accepted: Mapping[str, Collection[tuple[str, Suggestion]]]
) -> Counter[str]:
    """Return by label how many accepted ones stand elsewhere now, or with another label."""
    moved: Counter[str] = Counter()
    with closing(project.export()) as records:
        for record in records:
            found = accepted.get(record.article.id, ())
            mine = [one for by, one in found if by == record.annotator]
            if not mine:
                continue
            there = {(span.label, span.ranges) for span in record.spans}
            came = [span.ranges for span in record.spans if suggested_by(span.origin) is not None]
            for one in mine:
                stays = (one.label, one.ranges) in there
                if not stays and any(_overlaps(one.ranges, other) for other in came):
                    moved[one.label] += 1
    return moved


def _overlaps(one: _Ranges, other: _Ranges) -> bool:
    return any(low < end and start < high for low, high in one for start, end in other)
