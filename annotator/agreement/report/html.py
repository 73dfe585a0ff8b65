"""The report as one HTML file: no scripts, nothing fetched, for screens and paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from annotator.agreement.figures import ArticleFigures, Estimate, Report
from annotator.agreement.report import charts
from annotator.agreement.report.plainly import in_three_sentences, unused_labels, used_labels
from annotator.agreement.report.wording import (
    KINDS,
    WHY_ALPHA,
    figure,
    interval,
    printable,
    reason,
    standing,
)
from annotator.resources import resource
from annotator.words import Message, say

LISTED_ARTICLES = 100
"""Articles in the table, those with least agreement."""

LISTED_DISAGREEMENTS = 100
"""Disagreements in the table, those with most disputed characters."""

_SPACES = re.compile(r"\s+")
_LONG = 240
"""Characters of a disagreement's text that are shown."""


def render(
    report: Report,
    *,
    version: str,
    title: str = "",
    excerpts: Sequence[tuple[str, str, str]] | None = None,
    words: Callable[[Message], str] = str,
    language: str = "en",
) -> str:
    """Return the report as an HTML page; the same arguments, the same page.

    Args:
        report: what is shown.
        version: of the program.
        title: of the project.
        excerpts: before, text and after of the first disagreements; None: no text is shown.
        words: puts the three sentences at the beginning into the reader's language.
        language: which that is, ISO 639.

    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True)  # fmt: skip
    environment.filters.update(
        figure=figure, interval=interval, standing=standing, line=_line, number=_number, fine=_fine
    )
    template = environment.from_string(resource("report/agreement.html").read_text("utf-8"))
    return template.render(
        report=report,
        version=version,
        title=printable(title),
        why=lambda path: reason(report, path),
        kinds=KINDS,
        labels=list(used_labels(report).items()),
        unused=unused_labels(report),
        confusion=used_confusion(report),
        short=_short(report, words),
        language=language,
        why_alpha=WHY_ALPHA,
        figures={name: Markup(one) for name, one in drawings(report).items()},
        articles=sort_articles(report.per_article)[:LISTED_ARTICLES],
        place={one.id: number for number, one in enumerate(report.per_article)},
        titles={one.id: one.title for one in report.per_article},
        bins=list(zip(charts.offset_bins(), *charts.bin_offsets(report.offsets), strict=True)),
        disagreements=report.disagreements[:LISTED_DISAGREEMENTS],
        excerpts=None if excerpts is None else [_shortened(one) for one in excerpts],
    )


def sort_articles(articles: Iterable[ArticleFigures]) -> list[ArticleFigures]:
    """Return articles with the least u-alpha first, those without one last."""
    return sorted(articles, key=lambda one: (one.u_alpha is None, one.u_alpha or 0.0, one.id))


def interval_rows(report: Report) -> list[tuple[str, Estimate, str]]:
    """Return what is drawn as dots and whiskers: the labels, then all of them together."""
    overall = report.overall
    rows = [
        (name, one.u_alpha, reason(report, f"labels.{name}.u_alpha"))
        for name, one in used_labels(report).items()
    ]
    micro, macro = overall.u_alpha_micro, overall.u_alpha_macro_interval
    return [
        *rows,
        ("all, micro", micro, reason(report, "overall.u_alpha_micro")),
        ("all, macro", macro, reason(report, "overall.u_alpha_macro_interval")),
    ]


def used_confusion(report: Report) -> tuple[tuple[int, ...], ...]:
    """Return the confusion matrix of the labels that are used, the last row for nothing."""
    used = used_labels(report)
    kept = [i for i, name in enumerate(report.labels) if name in used] + [len(report.labels)]
    return tuple(tuple(report.confusion[i][j] for j in kept) for i in kept)


def drawings(report: Report) -> dict[str, str]:
    """Return the report's figures as SVG elements by name; they have escaped what they hold."""
    used = used_labels(report)
    return {
        "intervals": charts.draw_intervals(interval_rows(report)),
        "differences": charts.draw_differences(
            [(name, one.differences) for name, one in used.items()]
        ),
        "confusion": charts.draw_confusion(list(used), used_confusion(report)),
        "pairs_alpha": charts.draw_pairs(report.annotators, report.pairs, "u_alpha"),
        "pairs_f1": charts.draw_pairs(report.annotators, report.pairs, "f1_exact"),
        "articles": charts.draw_articles(report.per_article),
        "offsets": charts.draw_offsets(report.offsets),
        "time": charts.draw_time(report.over_time),
    }


def _short(report: Report, words: Callable[[Message], str]) -> dict[str, Any]:
    """Return the three sentences, each behind what it is about."""
    plainly = in_three_sentences(report)
    heads = (say("Good:"), say("Not good:"), say("Next:"))
    pairs = zip(heads, plainly, strict=True)
    return {
        "title": words(say("In three sentences")),
        "sentences": [(words(head), words(sentence)) for head, sentence in pairs],
    }


def _fine(value: float | None) -> str:
    """Return a small share with five decimals, or n/a."""
    return "n/a" if value is None else f"{value:.5f}"


def _line(text: Message | str) -> str:
    return printable(str(text))


def _number(value: int) -> str:
    return f"{value:,}"


def _shortened(excerpt: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return an excerpt in one line, its text cut in the middle where it is long."""
    before, text, after = excerpt
    if len(text) > _LONG:
        text = f"{text[: _LONG // 2]} […] {text[-_LONG // 2 :]}"
    return _in_line(before), _in_line(text), _in_line(after)


def _in_line(text: str) -> str:
    return printable(_SPACES.sub(" ", text))
