"""The figures of single articles, and of articles by when they were finished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from annotator.agreement.figures import ArticleFigures, PeriodFigures
from annotator.agreement.measures.alpha import UnitSums, label_alphas, micro_alpha
from annotator.agreement.measures.arrays import Floats, Ints, divide, sum_by
from annotator.agreement.measures.f1 import f1
from annotator.agreement.measures.input import Corpus
from annotator.agreement.measures.sums import Sums
from annotator.agreement.report.reasons import NO_GAP, NOT_USED, NOTHING, Reasons

_DAYS, _WEEKS = 10, 31
"""How many days, and how many weeks or months, are shown one by one."""


def list_articles(
    corpus: Corpus, sums: Sums, by_article: UnitSums, reasons: Reasons
) -> tuple[ArticleFigures, ...]:
    """Return the figures of each article."""
    counts, meetings = sums.counts, sums.meetings
    number = len(corpus.article_ids)
    spans = counts.spans.sum(axis=1)
    exact = f1(counts.exact.sum(axis=1), spans[meetings.one], spans[meetings.other])
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
    days = sorted({when[:10] for when in dates if when})
    named = _naming(days)
    periods: dict[str, list[int]] = {}
    for i, when in enumerate(dates):
        if when:
            periods.setdefault(named(when[:10]), []).append(i)
    found = []
    for number, (period, articles) in enumerate(sorted(periods.items())):
        sums = by_article.rows(np.array(articles)).added()
        path = f"over_time.{number}"
        alphas = label_alphas(sums)
        found.append(
            PeriodFigures(
                period=period,
                articles=len(articles),
                u_alpha_micro=reasons.known(
                    float(micro_alpha(sums)), f"{path}.u_alpha_micro", NOTHING
                ),
                labels={
                    name: reasons.known(
                        alphas[k],
                        f"{path}.labels.{name}",
                        NO_GAP if sums.cover[k] else NOT_USED,
                    )
                    for k, name in enumerate(corpus.labels)
                },
            )
        )
    return tuple(found)


def _naming(days: Sequence[str]) -> Callable[[str], str]:
    """Return how a day is named: as fine as can be read off a chart, days, weeks, months, years."""
    for named, most in ((str, _DAYS), (_week, _WEEKS), (_month, _WEEKS)):
        if len({named(day) for day in days}) <= most:
            return named
    return lambda day: day[:4]


def _week(day: str) -> str:
    """Return the week of a day as ISO 8601 has it, 2026-W49; of what is no date the month."""
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:
        return _month(day)
    return f"{year}-W{week:02}"


def _month(day: str) -> str:
    return day[:7]


def _mean_by(index: Ints, values: Floats, size: int) -> Floats:
    known = ~np.isnan(values)
    total = sum_by(index[known], values[known], size)
    number = np.bincount(index[known], minlength=size)
    return divide(total, number)
