"""The report in a few lines, for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.agreement.figures import Report
from annotator.agreement.report.plainly import in_three_sentences, unused_labels, used_labels
from annotator.agreement.report.reasons import NOT_ASKED, NOT_COMPUTED
from annotator.agreement.report.wording import figure, interval, printable, standing

HEAD = ("label", "spans", "u-alpha", "95 % interval", "lower end", "F1 exact", "F1 IoU")
TEXT_COLUMNS = frozenset({0, 4})
"""Columns of text; the others are figures and stand at the right."""

_CAVEATS = 8


def rows(report: Report) -> list[tuple[str, ...]]:
    """Return the table's rows: a row for each label, then all of them micro and macro."""
    found: list[tuple[str, ...]] = [
        (
            printable(name),
            f"{sum(one.spans.values()):,}",
            figure(one.u_alpha.value),
            interval(one.u_alpha),
            standing(one.u_alpha),
            figure(one.f1_exact),
            figure(one.f1_iou),
        )
        for name, one in used_labels(report).items()
    ]
    overall = report.overall
    micro, macro = overall.u_alpha_micro, overall.u_alpha_macro_interval
    spans = sum(sum(one.spans.values()) for one in report.labels.values())
    found.append(
        (
            "all, micro",
            f"{spans:,}",
            figure(micro.value),
            interval(micro),
            standing(micro),
            figure(overall.f1_exact),
            figure(overall.f1_iou),
        )
    )
    found.append(("all, macro", "", figure(macro.value), interval(macro), standing(macro), "", ""))
    return found


def head(report: Report) -> str:
    """Return who and what was compared, in a line."""
    who = ", ".join(printable(name) for name in report.annotators) or "nobody"
    compared = f"{report.articles_compared:,} of {report.articles_total:,} articles compared"
    return f"{compared}; done by: {who}"


def notes(report: Report) -> list[str]:
    """Return lines to stand below the table: other figures, why some are n/a, and caveats."""
    overall = report.overall
    found = [printable(str(sentence)) for sentence in in_three_sentences(report)]
    if report.settings.articles:
        found.append(f"only {printable(report.settings.articles)}")
    if report.settings.all_work:
        found.append("all work is compared, done or not")
    if unused := unused_labels(report):
        found.append(f"in no article that is compared: {', '.join(map(printable, unused))}")
    found.append(f"F1 without label: {figure(overall.f1_unlabelled)}")
    if overall.gamma is not None:
        found.append(f"gamma: {figure(overall.gamma)}")
    found += [
        f"{printable(pair.a)} and {printable(pair.b)}: u-alpha {figure(pair.u_alpha)},"
        f" F1 exact {figure(pair.f1_exact)}, articles {pair.articles:,}"
        for pair in report.pairs
    ]
    found += [
        f"{printable(one.annotator)} against gold: precision"
        f" {figure(one.all.exact.precision.value)}, recall {figure(one.all.exact.recall.value)},"
        f" F1 {figure(one.all.exact.f1.value)}, articles {one.articles:,}"
        for one in report.gold
    ]
    missing = {
        f"{name}: n/a, {report.undefined[path]}": None
        for name, path in _headline_paths(report)
        if path in report.undefined
    }
    found += [printable(line) for line in missing]
    caveats = [printable(str(one.text)) for one in report.caveats]
    found += caveats[:_CAVEATS]
    if len(caveats) > _CAVEATS:
        found.append(f"and {len(caveats) - _CAVEATS:,} more caveats in the report")
    return found


def plain(report: Report) -> list[str]:
    """Return the whole summary as lines, the table aligned with spaces."""
    table = [HEAD, *rows(report)]
    widths = [max(len(row[i]) for row in table) for i in range(len(HEAD))]
    lines = [_aligned(row, widths) for row in table]
    return [head(report), "", *lines, "", *notes(report)]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if i in TEXT_COLUMNS else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _headline_paths(report: Report) -> list[tuple[str, str]]:
    labels = [(name, f"labels.{name}.u_alpha") for name in used_labels(report)]
    # Gamma that nobody asked for is not missed.
    asked = report.undefined.get("overall.gamma") not in (None, NOT_ASKED, NOT_COMPUTED)
    gamma = [("gamma", "overall.gamma")] if asked else []
    return [*labels, ("all", "overall.u_alpha_micro"), *gamma]
