"""The report's tables as a paper or a wiki takes them: LaTeX and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.agreement.figures import AgainstGold, Estimate, Report
from annotator.agreement.report.plainly import unused_labels, used_labels
from annotator.agreement.report.wording import (
    KINDS,
    WHY_ALPHA,
    figure,
    interval,
    printable,
    standing,
)

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "≥": r"$\geq$",
    "–": "--",
    "’": "'",
}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#])")


class Table(NamedTuple):
    """A table as text.

    Attributes:
        key: unique; letters and hyphens.
        title: what it is called.
        head: of each column.
        rows: as many cells each.
        texts: how many columns at the left are names; the others are figures.
        note: what to know to read it.

    """

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    texts: int = 1
    note: str = ""


def tables(report: Report) -> list[Table]:
    """Return the report's tables: those that have rows."""
    made = (
        _labels(report),
        _kappa(report),
        _differences(report),
        _pairs(report),
        _pair_labels(report),
        _gold(report),
        _gold_labels(report),
        _over_time(report),
    )
    return [table for table in made if table.rows]


def to_markdown(report: Report) -> bytes:
    """Return all tables as Markdown (GitHub's), in UTF-8; the same report, the same bytes."""
    parts = [f"# Agreement\n\n{_plain(_head(report))}\n"]
    for table in tables(report):
        align = ["---"] * table.texts + ["---:"] * (len(table.head) - table.texts)
        head = [_plain(cell) for cell in table.head]
        lines = [head, align, *([_plain(cell) for cell in row] for row in table.rows)]
        body = "".join(f"| {' | '.join(line)} |\n" for line in lines)
        note = f"{table.note}\n\n" if table.note else ""
        parts.append(f"\n## {table.title}\n\n{note}{body}")
    return "".join(parts).encode("utf-8", "replace")


def to_latex(report: Report) -> bytes:
    """Return all tables as LaTeX, each a ``table``, in UTF-8; the same report, the same bytes.

    They need the packages ``booktabs`` and, for long names, whatever the paper breaks lines with.
    """
    parts = [f"% {_head(report)}\n% \\usepackage{{booktabs}}\n"]
    for table in tables(report):
        columns = "l" * table.texts + "r" * (len(table.head) - table.texts)
        rows = "".join(f"{' & '.join(map(_escaped, row))} \\\\\n" for row in table.rows)
        note = f" {table.note}" if table.note else ""
        parts.append(
            "\n\\begin{table}\n\\centering\n"
            f"\\caption{{{_escaped(table.title + '.' + note)}}}\n"
            f"\\label{{tab:agreement-{table.key}}}\n"
            f"\\begin{{tabular}}{{{columns}}}\n\\toprule\n"
            f"{' & '.join(map(_escaped, table.head))} \\\\\n\\midrule\n{rows}"
            "\\bottomrule\n\\end{tabular}\n\\end{table}\n"
        )
    return "".join(parts).encode("utf-8", "replace")


def _head(report: Report) -> str:
    who = ", ".join(map(printable, report.annotators)) or "nobody"
    unused = ", ".join(map(printable, unused_labels(report)))
    found = (
        f"{report.articles_compared:,} of {report.articles_total:,} articles compared; done by:"
        f" {who}; seed {report.settings.seed}, {report.settings.replicates:,} resamplings of"
        " articles for the 95 % intervals."
    )
    return f"{found} In no article that is compared: {unused}." if unused else found


def _labels(report: Report) -> Table:
    rows: list[tuple[str, ...]] = [
        (
            name,
            f"{sum(one.spans.values()):,}",
            f"{one.articles:,}",
            *_ranged(one.u_alpha),
            standing(one.u_alpha),
            *_ranged(one.f1_exact_interval),
            *_ranged(one.f1_iou_interval),
            _share(one.observed),
            _share(one.expected),
        )
        for name, one in used_labels(report).items()
    ]
    overall = report.overall
    rows.append(
        (
            "all, micro", "", f"{report.articles_compared:,}",
            *_ranged(overall.u_alpha_micro), standing(overall.u_alpha_micro),
            *_ranged(overall.f1_exact_interval), *_ranged(overall.f1_iou_interval), "", "",
        )
    )  # fmt: skip
    macro = overall.u_alpha_macro_interval
    rows.append(("all, macro", "", "", *_ranged(macro), standing(macro), *[""] * 6))
    head = (
        "label", "spans", "articles", "u-alpha", "95 %", "lower end", "F1 exact", "95 %",
        f"F1 IoU ≥ {report.settings.iou:g}", "95 %", "observed", "expected",
    )  # fmt: skip
    note = "Observed and expected are disagreement: u-alpha is 1 minus one by the other."
    return Table("labels", "Agreement by label", head, rows, note=note)


def _kappa(report: Report) -> Table:
    rows = [
        (
            name,
            figure(one.u_alpha.value),
            figure(one.kappa_characters.fleiss),
            figure(one.kappa_characters.cohen),
            figure(one.kappa_tokens.fleiss if one.kappa_tokens else None),
            figure(one.kappa_tokens.cohen if one.kappa_tokens else None),
        )
        for name, one in used_labels(report).items()
    ]
    head = (
        "label", "u-alpha", "Fleiss, characters", "Cohen, characters", "Fleiss, tokens",
        "Cohen, tokens",
    )  # fmt: skip
    return Table("kappa", "Kappa beside alpha", head, rows, note=WHY_ALPHA)


def _differences(report: Report) -> Table:
    rows = [
        (name, *(f"{getattr(one.differences, kind):,}" for kind in KINDS))
        for name, one in used_labels(report).items()
    ]
    return Table("differences", "What became of the spans", ("label", *KINDS), rows)


def _pairs(report: Report) -> Table:
    rows = [
        (
            _pair(one.a, one.b),
            f"{one.articles:,}",
            *_ranged(one.u_alpha_interval),
            *_ranged(one.f1_exact_interval),
            *_ranged(one.f1_iou_interval),
        )
        for one in report.pairs
    ]
    head = ("pair", "articles", "u-alpha", "95 %", "F1 exact", "95 %", "F1 IoU", "95 %")
    return Table("pairs", "Agreement by pair", head, rows)


def _pair_labels(report: Report) -> Table:
    rows = [
        (
            _pair(one.a, one.b),
            name,
            figure(one.labels[name].u_alpha),
            figure(one.labels[name].f1_exact),
            figure(one.labels[name].f1_iou),
            figure(one.labels[name].cohen_characters),
            figure(one.labels[name].cohen_tokens),
        )
        for one in report.pairs
        for name in used_labels(report)
    ]
    head = (
        "pair", "label", "u-alpha", "F1 exact", "F1 IoU", "Cohen, characters", "Cohen, tokens",
    )  # fmt: skip
    return Table("pair-labels", "Agreement by pair and label", head, rows, 2)


def _gold(report: Report) -> Table:
    rows = [(one.annotator, f"{one.articles:,}", *_against(one.all)) for one in report.gold]
    return Table("gold", "Against gold", ("annotator", "articles", *_AGAINST), rows)


def _gold_labels(report: Report) -> Table:
    rows = [
        (one.annotator, name, *_against(by))
        for one in report.gold
        for name, by in one.labels.items()
        if by.spans or by.gold
    ]
    return Table("gold-labels", "Against gold by label", ("annotator", "label", *_AGAINST), rows, 2)


def _over_time(report: Report) -> Table:
    names = list(used_labels(report))
    rows = [
        (
            one.period,
            f"{one.articles:,}",
            figure(one.u_alpha_micro),
            *(figure(one.labels[name]) for name in names),
        )
        for one in report.over_time
    ]
    head = ("period", "articles", "u-alpha, micro", *map(printable, names))
    return Table("time", "Agreement over time", head, rows)


_AGAINST = (
    "spans", "gold", "precision", "95 %", "recall", "95 %", "F1", "95 %", "F1 IoU", "95 %",
)  # fmt: skip


def _against(one: AgainstGold) -> Iterable[str]:
    exact = one.exact
    parts = (exact.precision, exact.recall, exact.f1, one.iou.f1)
    return f"{one.spans:,}", f"{one.gold:,}", *(cell for part in parts for cell in _ranged(part))


def _ranged(estimate: Estimate) -> tuple[str, str]:
    return figure(estimate.value), interval(estimate)


def _share(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.5f}"


def _pair(one: str, other: str) -> str:
    return f"{one}, {other}"


def _plain(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", printable(cell))


def _escaped(cell: str) -> str:
    return "".join(_LATEX.get(one, one) for one in printable(cell))
