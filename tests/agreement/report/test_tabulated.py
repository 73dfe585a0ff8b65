"""The tables as LaTeX and Markdown: every figure, nothing that breaks the language around it."""

from __future__ import annotations

import re

import msgspec

from annotator.agreement.figures import Settings
from annotator.agreement.report.against import figures_against
from annotator.agreement.report.report import compute
from annotator.agreement.report.tabulated import tables, to_latex, to_markdown
from annotator.agreement.report.wording import figure, interval
from tests.agreement.making import corpus_of
from tests.agreement.report.test_report import drawn

NASTY = r"50 % of $x_1^2$ & {a|b} \~#<>"


def report_of(articles, gold=""):
    corpus = corpus_of(*articles, labels=("x", "y", NASTY, "unused"))
    report = compute(corpus, Settings(replicates=20))
    if not gold:
        return report
    against, undefined = figures_against(corpus, gold, Settings(replicates=20))
    return msgspec.structs.replace(report, gold=against, undefined=report.undefined | undefined)


def test_all_tables_are_there_with_the_figures_of_the_report():
    articles = [*drawn(6, names=("ann", "ben", "gold")), (60, {"ann": [(NASTY, 0, 5)], "ben": []})]
    report = report_of(articles, "gold")
    assert [one.key for one in tables(report)] == [
        "labels", "kappa", "differences", "pairs", "pair-labels", "gold", "gold-labels",
    ]  # fmt: skip
    markdown, latex = to_markdown(report).decode(), to_latex(report).decode()
    x, recall = report.labels["x"], report.gold[0].all.exact.recall
    for text in (markdown, latex):
        for value in (x.u_alpha, x.f1_exact_interval, recall, report.pairs[0].u_alpha_interval):
            assert figure(value.value) in text
            assert interval(value) in text
        assert figure(x.kappa_characters.fleiss) in text
        assert f"{x.observed:.5f}" in text
        assert text.count("unused") == 1, "named in one line"
        assert "Judge by u-alpha" in text
    assert to_latex(report) == to_latex(report)


def test_rows_have_as_many_cells_as_the_head_and_nothing_is_raw():
    report = report_of([(60, {NASTY: [(NASTY, 0, 5)], "b": [(NASTY, 0, 5)]})] * 2)
    for line in to_markdown(report).decode().splitlines():
        if line.startswith("|"):
            assert NASTY not in line
    cells = [
        len(re.findall(r"(?<!\\)\|", line)) for line in to_markdown(report).decode().split("\n")
    ]
    assert set(cells) - {0} == {len(one.head) + 1 for one in tables(report)}
    latex = to_latex(report).decode()
    for table, text in zip(tables(report), latex.split("\\toprule\n")[1:], strict=True):
        rows = text.partition("\\bottomrule")[0].replace("\\midrule\n", "").splitlines()
        for row in rows:
            assert len(re.findall(r"(?<!\\)&", row)) == len(table.head) - 1
            assert not re.search(r"(?<!\\)[%#~^]|(?<![\\$])\$(?!\\geq)", row.replace("$\\geq$", ""))
    assert latex.count("\\begin{table}") == latex.count("\\end{table}") == len(tables(report))
