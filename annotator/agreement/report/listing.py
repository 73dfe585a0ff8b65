"""The figures of single articles, and of articles by when they were finished."""

from __future__ import annotations

import numpy as np

from annotator.agreement.figures import ArticleFigures, PeriodFigures
from annotator.agreement.measures.alpha import UnitSums, micro_alpha
from annotator.agreement.measures.arrays import Floats, Ints, divide, sum_by
from annotator.agreement.measures.f1 import f1
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.sums import Sums
from annotator.agreement.report.reasons import NO_GAP, NOTHING, Reasons


def list_articles(
    corpus: Corpus, sums: Sums, by_article: UnitSums, reasons: Reasons
) -> tuple[ArticleFigures, ...]:
    """Return the figures of each article."""
    counts, meetings = sums.counts, sums.meetings
    number = len(corpus.article_ids)
    spans, distinct = counts.spans.sum(axis=1), counts.distinct.sum(axis=1)
    exact = f1(counts.exact.sum(axis=1), distinct[meetings.one], distinct[meetings.other])
    iou = f1(counts.iou.sum(axis=1), spans[meetings.one], spans[meetings.other])
    f1_exact = _mean_by(meetings.article, exact, number)
    f1_iou = _mean_by(meetings.article, iou, number)
    disputed = sum_by(meetings.article[sums.cases.meeting], sums.cases.chars, number)
    micro = micro_alpha(by_article)
    covered = by_article.cover.sum(axis=1) > 0
    annotators = corpus.done.sum(axis=1)
    found = []
    for i, article in enumerate(corpus.article_ids):
        path = f"per_article.{i}"
        why = NO_GAP if covered[i] else NOTHING
        found.append(
            ArticleFigures(
                id=article,
                title=corpus.titles[i],
                annotators=int(annotators[i]),
                u_alpha=reasons.known(micro[i], f"{path}.u_alpha", why),
                f1_exact=reasons.known(f1_exact[i], f"{path}.f1_exact", why),
                f1_iou=reasons.known(f1_iou[i], f"{path}.f1_iou", why),
                disputed=int(disputed[i]),
            )
        )
    return tuple(found)


def list_periods(
    corpus: Corpus, by_article: UnitSums, reasons: Reasons
) -> tuple[PeriodFigures, ...]:
    """Return the figures of the articles by when the last annotator finished them."""
    known = set(corpus.annotators)
    dates = [
        max((when for who, when in one.items() if who in known), default="")
        for one in corpus.done_at
    ]
    days = sorted({date[:10] for date in dates if date})
    # As fine as can be read off a chart: days, else months, else years.
    width = next((width for width in (10, 7) if len({day[:width] for day in days}) <= 31), 4)
    periods: dict[str, list[int]] = {}
    for i, date in enumerate(dates):
        if date:
            periods.setdefault(date[:width], []).append(i)
    found = []
    for number, (period, articles) in enumerate(sorted(periods.items())):
        value = float(micro_alpha(by_article.rows(np.array(articles)).added()))
        path = f"over_time.{number}.u_alpha_micro"
        figure = reasons.known(value, path, NOTHING)
        found.append(PeriodFigures(period=period, articles=len(articles), u_alpha_micro=figure))
    return tuple(found)


def _mean_by(index: Ints, values: Floats, size: int) -> Floats:
    known = ~np.isnan(values)
    total = sum_by(index[known], values[known], size)
    number = np.bincount(index[known], minlength=size)
    return divide(total, number)
