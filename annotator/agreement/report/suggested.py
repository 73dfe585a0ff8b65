"""How much of a pair's work came from suggestions, and what the figures are with and without it.

Suggestions pull both annotators to the same side (Fort and Sagot 2010), so what they agree on where
neither was shown any is told apart from the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

import msgspec

from annotator.agreement.figures import PairFigures, PairPart, PairSuggested, Settings
from annotator.agreement.measures.input import ArticleData, SpanData, build
from annotator.agreement.report.report import compute


def compare_suggested(
    articles: Sequence[ArticleData],
    spans: Sequence[SpanData],
    *,
    suggested: Collection[str],
    unaided: Mapping[str, Collection[str]],
    annotators: Sequence[str],
    labels: Sequence[str],
    pairs: Sequence[PairFigures],
    settings: Settings,
) -> tuple[PairSuggested, ...]:
    """Return what is to be said of each pair that is done with an article in common.

    An article counts as annotated without suggestions where both were to annotate it so, and
    neither has a span in it that came from one.

    Args:
        articles: with who is done with them.
        spans: of all of them.
        suggested: ids of spans that came from suggestions.
        unaided: who annotates which article (id) without suggestions.
        annotators: who is compared.
        labels: names, in the order of the project.
        pairs: the figures over all articles.
        settings: of the report.

    Returns:
        none where nothing came from a suggestion and nothing was annotated without them.

    """
    if not suggested and not any(unaided.values()):
        return ()
    by_article: dict[str, list[SpanData]] = {}
    for span in spans:
        by_article.setdefault(span.article, []).append(span)
    of_pair = {(one.a, one.b): one for one in pairs}
    found = []
    for a, b in combinations(sorted(annotators), 2):
        both = [one for one in articles if a in one.done and b in one.done]
        if not both:
            continue
        total: Counter[str] = Counter()
        came: Counter[str] = Counter()
        aided = set()
        for one in both:
            for span in by_article.get(one.id, ()):
                if span.annotator in (a, b):
                    total[span.annotator] += 1
                    if span.id in suggested:
                        came[span.annotator] += 1
                        aided.add(one.id)
        alone = [
            one for one in both if one.id not in aided and {a, b} <= set(unaided.get(one.id, ()))
        ]
        ids = {one.id for one in alone}
        rest = [one for one in both if one.id not in ids]
        parts = []
        for some in (alone, rest):
            if len(some) == len(both) and (a, b) in of_pair:
                whole = of_pair[a, b]
                parts.append(PairPart(len(both), whole.u_alpha, whole.f1_exact, whole.f1_iou))
            else:
                parts.append(_figures(some, by_article, (a, b), labels, settings))
        found.append(
            PairSuggested(
                a=a,
                b=b,
                articles=len(both),
                spans={a: total[a], b: total[b]},
                suggested={a: came[a], b: came[b]},
                unaided=parts[0],
                aided=parts[1],
            )
        )
    return tuple(found)


def _figures(
    articles: Sequence[ArticleData],
    spans: Mapping[str, Sequence[SpanData]],
    pair: tuple[str, str],
    labels: Sequence[str],
    settings: Settings,
) -> PairPart:
    """Return the figures of a pair over some articles, without intervals."""
    if not articles:
        return PairPart()
    corpus = build(
        [
            msgspec.structs.replace(one, done={who: one.done[who] for who in pair})
            for one in articles
        ],
        [span for one in articles for span in spans.get(one.id, ()) if span.annotator in pair],
        labels=labels,
        annotators=pair,
    )
    used = msgspec.structs.replace(settings, replicates=0, disagreements=0)
    (one,) = compute(corpus, used).pairs
    return PairPart(len(articles), one.u_alpha, one.f1_exact, one.f1_iou)
