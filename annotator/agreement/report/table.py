"""The report as CSV, in long form: one figure in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from annotator.agreement.figures import Differences, Estimate, Match, PairLabel, Report
from annotator.agreement.report.wording import KINDS, reason

COLUMNS = (
    "scope",
    "label",
    "pair",
    "article",
    "measure",
    "value",
    "low",
    "high",
    "n",
    "reason",
    "detail",
)
"""Scope is overall, label, pair, gold, without, article, period, attribute, article label or link.
``n``
is how many articles (of an article: annotators; of attributes and links: pairs of spans) the figure
is over.
``detail`` names what the scope has no column for: annotator, period, attribute or type of link.
Of gold it is the annotator who is compared with it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_Row = dict[str, Any]


def to_csv(report: Report) -> bytes:
    """Return the report as CSV in UTF-8; the same report, the same bytes.

    Names that a spreadsheet would take for a formula have an apostrophe before them. Figures are
    rounded to ten decimals; one that is undefined is empty, and ``reason`` says why.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue().encode("utf-8", "replace")


def _rows(report: Report) -> Iterator[_Row]:
    yield from _overall(report)
    yield from _labels(report)
    yield from _pairs(report)
    yield from _gold(report)
    for number, without in enumerate(report.without):
        base = {"scope": "without", "detail": without.annotator, "n": without.articles}
        path = f"without.{number}.u_alpha_micro"
        yield _figure(report, base, "u_alpha_micro", without.u_alpha_micro, path)
    for number, article in enumerate(report.per_article):
        base = {"scope": "article", "article": article.id, "n": article.annotators}
        for name in ("u_alpha", "f1_exact", "f1_iou"):
            value = getattr(article, name)
            yield _figure(report, base, name, value, f"per_article.{number}.{name}")
        yield {**base, "measure": "disputed_characters", "value": article.disputed}
    for number, period in enumerate(report.over_time):
        base = {"scope": "period", "detail": period.period, "n": period.articles}
        path = f"over_time.{number}.u_alpha_micro"
        yield _figure(report, base, "u_alpha_micro", period.u_alpha_micro, path)
        for label, value in period.labels.items():
            here = {**base, "label": label}
            yield _figure(report, here, "u_alpha", value, f"over_time.{number}.labels.{label}")
    for number, one in enumerate(report.attributes):
        base = {"scope": "attribute", "label": one.label, "detail": one.attribute, "n": one.both}
        yield {**base, "measure": "set_by_one_or_both", "value": one.matched}
        yield {**base, "measure": "equal", "value": one.equal}
        yield _figure(report, base, "share", one.share, f"attributes.{number}.share")
        yield _figure(report, base, "alpha", one.alpha, f"attributes.{number}.alpha")
    for label, said in report.article_labels.items():
        base = {"scope": "article label", "label": label, "n": said.articles}
        path = f"article_labels.{label}.alpha"
        yield _estimate(report, base, "alpha", said.alpha, path)
        yield {**base, "measure": "equal", "value": said.equal}
        for annotator, count in said.said.items():
            yield {**base, "measure": "said", "value": count, "detail": annotator}
    for number, link in enumerate(report.links):
        base = {"scope": "link", "detail": link.type, "n": link.matched}
        yield {**base, "measure": "links", "value": link.links}
        yield {**base, "measure": "links_in_common", "value": link.common}
        yield _figure(report, base, "f1", link.f1, f"links.{number}.f1")


def _overall(report: Report) -> Iterator[_Row]:
    overall = report.overall
    base = {"scope": "overall", "n": report.articles_compared}
    yield {**base, "measure": "articles_total", "value": report.articles_total}
    yield _estimate(report, base, "u_alpha_micro", overall.u_alpha_micro, "overall.u_alpha_micro")
    macro = overall.u_alpha_macro_interval
    yield _estimate(report, base, "u_alpha_macro", macro, "overall.u_alpha_macro_interval")
    for name, known in (
        ("f1_exact", overall.f1_exact_interval),
        ("f1_iou", overall.f1_iou_interval),
        ("f1_unlabelled", overall.f1_unlabelled_interval),
    ):
        yield _estimate(report, base, name, known, f"overall.{name}_interval")
    for name in ("char_alpha_micro", "f1_unlabelled_exact", "gamma"):
        yield _figure(report, base, name, getattr(overall, name), f"overall.{name}")
    yield from _cases(base, overall.differences)


def _labels(report: Report) -> Iterator[_Row]:
    for label, one in report.labels.items():
        base = {"scope": "label", "label": label, "n": one.articles}
        path = f"labels.{label}"
        yield _estimate(report, base, "u_alpha", one.u_alpha, f"{path}.u_alpha")
        for name, known in (("f1_exact", one.f1_exact_interval), ("f1_iou", one.f1_iou_interval)):
            yield _estimate(report, base, name, known, f"{path}.{name}_interval")
        for name in ("char_alpha", "observed", "expected"):
            yield _figure(report, base, name, getattr(one, name), f"{path}.{name}")
        for name, kappas in (
            ("kappa_characters", one.kappa_characters),
            ("kappa_tokens", one.kappa_tokens),
        ):
            for kind in ("fleiss", "cohen"):
                value = None if kappas is None else getattr(kappas, kind)
                where = f"{path}.{name}" if kappas is None else f"{path}.{name}.{kind}"
                yield _figure(report, base, f"{name}_{kind}", value, where)
        for annotator, number in one.spans.items():
            yield {**base, "measure": "spans", "value": number, "detail": annotator}
        yield {**base, "measure": "merged_spans", "value": one.merged_spans}
        yield {**base, "measure": "identical_spans", "value": one.identical_spans}
        yield from _cases(base, one.differences)


def _pairs(report: Report) -> Iterator[_Row]:
    for number, pair in enumerate(report.pairs):
        path = f"pairs.{number}"
        base = {"scope": "pair", "pair": f"{pair.a} / {pair.b}", "n": pair.articles}
        for name in ("u_alpha", "f1_exact", "f1_iou"):
            known = getattr(pair, f"{name}_interval")
            yield _estimate(report, base, name, known, f"{path}.{name}_interval")
        yield _figure(report, base, "f1_unlabelled", pair.f1_unlabelled, f"{path}.f1_unlabelled")
        yield from _cases(base, pair.differences)
        for label, one in pair.labels.items():
            here = {**base, "label": label}
            for name in PairLabel.__struct_fields__:
                where = f"{path}.labels.{label}.{name}"
                yield _figure(report, here, name, getattr(one, name), where)


def _gold(report: Report) -> Iterator[_Row]:
    for number, one in enumerate(report.gold):
        base = {"scope": "gold", "detail": one.annotator, "n": one.articles}
        parts = [("", "all", one.all)]
        parts += [(label, f"labels.{label}", against) for label, against in one.labels.items()]
        for label, where, against in parts:
            here = {**base, "label": label}
            yield {**here, "measure": "spans", "value": against.spans}
            yield {**here, "measure": "gold_spans", "value": against.gold}
            for kind, match in (("exact", against.exact), ("iou", against.iou)):
                for name in Match.__struct_fields__:
                    path = f"gold.{number}.{where}.{kind}.{name}"
                    yield _estimate(report, here, f"{name}_{kind}", getattr(match, name), path)


def _cases(base: _Row, differences: Differences) -> Iterator[_Row]:
    for kind in KINDS:
        yield {**base, "measure": f"cases_{kind}", "value": getattr(differences, kind)}


def _estimate(report: Report, base: _Row, measure: str, one: Estimate, path: str) -> _Row:
    why = reason(report, path) or reason(report, f"{path}.low")
    return {
        **base,
        "measure": measure,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "reason": why,
    }


def _figure(report: Report, base: _Row, measure: str, value: float | None, path: str) -> _Row:
    why = reason(report, path) if value is None else ""
    return {**base, "measure": measure, "value": value, "reason": why}


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(round(value, 10) + 0.0)
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)
