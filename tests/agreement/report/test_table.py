"""The report as CSV, and as a few lines."""

from __future__ import annotations

import csv
import io

import pytest

from annotator.agreement.figures import Estimate, Report, Settings
from annotator.agreement.report import summary
from annotator.agreement.report.report import compute
from annotator.agreement.report.table import COLUMNS, to_csv
from annotator.agreement.report.wording import figure, interval, printable, standing
from tests.agreement.making import corpus_of

ARTICLES = (
    (60, {"Ann": [("claim", 2, 8), ("quote", 10, 15)], "Ben": [("claim", 4, 8)]}),
    (80, {"Ann": [("claim", 2, 30)], "Ben": [("claim", 2, 30)], "Cem": [("quote", 2, 30)]}),
)


def report_on(*articles: tuple, labels: tuple[str, ...] = (), **options: object) -> Report:
    return compute(corpus_of(*articles, labels=labels), Settings(replicates=50), **options)


def rows_of(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(report).decode("utf-8"), newline="")))


def the(rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    (found,) = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    return found


def test_each_figure_is_a_row() -> None:
    report = report_on(*ARTICLES)
    rows = rows_of(report)
    assert tuple(rows[0]) == COLUMNS
    claim = the(rows, scope="label", label="claim", measure="u_alpha")
    estimate = report.labels["claim"].u_alpha
    assert float(claim["value"]) == pytest.approx(estimate.value)
    assert float(claim["low"]) == pytest.approx(estimate.low)
    assert float(claim["high"]) == pytest.approx(estimate.high)
    assert claim["n"] == "2"
    spans = the(rows, scope="label", label="claim", measure="spans", detail="Ann")
    assert spans["value"] == "2"
    pair = the(rows, scope="pair", pair="Ann / Ben", label="", measure="f1_exact")
    assert float(pair["value"]) == pytest.approx(report.pairs[0].f1_exact)
    assert pair["n"] == "2"
    article = the(rows, scope="article", article="article001", measure="u_alpha")
    assert float(article["value"]) == pytest.approx(report.per_article[1].u_alpha)
    assert the(rows, scope="without", detail="Cem")["measure"] == "u_alpha_micro"
    assert len({tuple(row[name] for name in COLUMNS if name != "value") for row in rows}) == len(
        rows
    )


def test_what_is_undefined_is_empty_and_says_why() -> None:
    rows = rows_of(report_on(*ARTICLES, labels=("claim", "quote", "unused")))
    unused = the(rows, scope="label", label="unused", measure="u_alpha")
    assert (unused["value"], unused["low"], unused["reason"]) == ("", "", "no annotator used it")
    for row in rows:
        assert (row["value"] == "") == bool(row["reason"]) or row["measure"].startswith("u_alpha")


def test_an_interval_that_is_missing_says_why() -> None:
    rows = rows_of(report_on(ARTICLES[0]))
    claim = the(rows, scope="label", label="claim", measure="u_alpha")
    assert claim["value"] != ""
    assert (claim["low"], claim["reason"]) == ("", "one article cannot be resampled")


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=x", "\r=x", "\n=x"])
def test_names_are_no_formulas_and_negative_figures_are_numbers(name: str) -> None:
    articles = ((60, {name: [(name, 2, 8), ("only", 20, 30)], "Ben": [(name, 4, 8)]}),) * 2
    rows = rows_of(report_on(*articles))
    spoken = {row[column] for row in rows for column in ("label", "pair", "detail", "article")}
    assert f"'{name}" in spoken
    assert not any(text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for text in spoken)
    only = the(rows, scope="label", label="only", measure="u_alpha")
    assert float(only["value"]) < 0


def test_the_same_report_is_the_same_bytes() -> None:
    assert to_csv(report_on(*ARTICLES)) == to_csv(report_on(*ARTICLES))


def test_names_with_commas_quotes_and_lines_come_back() -> None:
    name = 'a, "b"\nc'
    rows = rows_of(report_on((60, {"x": [(name, 2, 8)], "y": [(name, 2, 8)]})))
    assert name in {row["label"] for row in rows}


def test_the_summary_is_aligned() -> None:
    report = report_on(*ARTICLES)
    lines = summary.plain(report)
    assert lines[0] == "2 of 2 articles compared; done by: Ann, Ben, Cem"
    table = lines[2:7]
    assert table[0].split("  ")[0] == "label"
    end = table[0].index("u-alpha") + len("u-alpha")
    for line, row in zip(table[1:], summary.rows(report), strict=True):
        assert line[:end].endswith(row[2])
    assert "claim" in table[1]
    assert "Ann and Ben: u-alpha" in "\n".join(lines)
    assert "Only 2 articles can be compared" in "\n".join(lines)


def test_the_summary_says_why_a_figure_is_missing_and_keeps_terminals_safe() -> None:
    text = "\n".join(summary.plain(report_on((9, {"\x1b[2Jx": []}), labels=("a\x07",))))
    assert "fewer than two annotators are done with the same article" in text
    assert "\x1b" not in text
    assert "\x07" not in text


def test_the_summary_names_gamma_only_when_there_is_one() -> None:
    assert "gamma" not in "\n".join(summary.plain(report_on(*ARTICLES)))
    assert "gamma: 0.500" in summary.plain(report_on(*ARTICLES, gamma=0.5))
    assert "gamma: n/a, too dense" in summary.plain(
        report_on(*ARTICLES, gamma_undefined="too dense")
    )


def test_figures_in_words() -> None:
    assert [figure(value) for value in (None, 0.0, -0.0001, -0.1, 1.0)] == [
        "n/a", "0.000", "0.000", "-0.100", "1.000",
    ]  # fmt: skip
    assert interval(Estimate(0.5, 0.25, 0.75)) == "0.250 to 0.750"
    assert interval(Estimate(0.5)) == ""
    ends = {0.8: "reliable", 0.7999: "tentative", 0.667: "tentative", 0.6669: "below .667"}
    assert {low: standing(Estimate(0.9, low, 1.0)) for low in ends} == ends
    assert standing(Estimate(0.9)) == ""
    assert printable("a\u202eb") == "a\N{REPLACEMENT CHARACTER}b"
