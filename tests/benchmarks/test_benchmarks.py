"""Every benchmark runs and reports; none of them is judged here by its time."""

from __future__ import annotations

import io
import json
from pathlib import Path
from random import Random

import pytest
from rich.console import Console

from annotator.annotation.records import check_fragments
from benchmarks import (
    agreement,
    document,
    exchange,
    formats,
    gestures,
    growth,
    keys,
    news,
    opening,
    report,
    scrolling,
    search,
    startup,
    suggestions,
)
from benchmarks.report import Result, Row
from benchmarks.scale import TINY


@pytest.mark.parametrize(
    ("benchmark", "rows"),
    [
        (keys, 14),
        (gestures, 26),
        (opening, 2),
        (scrolling, 4),
        (startup, 1),
        (exchange, 9),
        (formats, 10),
        (search, 11),
        (growth, 4),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_each_benchmark_reports_its_rows(
    benchmark: object, rows: int, tmp_path: Path, qapp: object
) -> None:
    result = benchmark.run(TINY, tmp_path)  # type: ignore[attr-defined]
    assert len(result.rows) == rows
    for row in result.rows:
        assert row.floor is not None
        assert (row.ours > 0 and row.floor > 0) or "memory that" in row.measure


def test_suggestions_are_measured_as_finished_articles_grow(tmp_path: Path) -> None:
    result = suggestions.run(TINY, tmp_path)
    measures = [row.measure for row in result.rows]
    assert len(measures) == len(set(measures))
    for label in ("quote", "entity", "boilerplate", "claim"):
        for done in (0, 6):
            assert f"{label}, {done} done: keys saved" in measures
    assert all(row.ours <= 1 for row in result.rows if not row.unit)


def test_agreement_is_measured_beside_other_libraries(tmp_path: Path) -> None:
    result = agreement.run(TINY, tmp_path)
    assert all(row.ours > 0 and row.limit for row in result.rows)
    beside = [row for row in result.rows if row.floor is not None]
    assert len(result.rows) == 8
    assert len(beside) == 4
    for library in ("krippendorff", "scikit-learn", "NLTK"):
        assert any(library in row.measure for row in beside)


def test_text_and_spans_are_the_same_for_the_same_seed() -> None:
    made = [list(news.corpus(7, 3, 20)) for _ in range(2)]
    assert made[0] == made[1]
    assert made[0] != list(news.corpus(8, 3, 20))


def test_spans_fit_their_text_and_the_text_has_the_troubles_of_news() -> None:
    record = news.record(Random(1), "n", 60_000, 500, line=20_000)
    text = record.article.text
    assert len(text) == 60_000
    assert max(map(len, text.split("\n"))) >= 19_999
    assert len(record.spans) == 500
    for span in record.spans:
        check_fragments(span, text)
    assert any(len(span.fragments) > 1 for span in record.spans)
    for trouble in ("\xa0", "🙂", "\u0308", "“", '"', "Share this storyShare"):
        assert trouble in text


def test_an_aim_is_a_limit_or_a_ratio() -> None:
    assert Row("m", "ms", 10.0, 4.0, limit=16.7).ok
    assert Row("m", "ms", 17.0, 4.0, limit=16.7).ok is False
    assert Row("m", "s", 8.0, 4.0, times=2).ok
    assert Row("m", "s", 8.1, 4.0, times=2).ok is False
    assert Row("m", "s", 8.1, 4.0).ok is None


def test_a_result_is_shown_and_stored() -> None:
    result = Result("title", "the floor", [Row("m", "ms", 10.0, 4.0, limit=16.7)])
    out = io.StringIO()
    report.show(result, Console(file=out, width=100))
    assert "10.0 ms" in out.getvalue()
    stored = json.loads(json.dumps(report.as_json([result], "2026-11-20")))
    (row,) = stored["benchmarks"][0]["rows"]
    assert (row["ours"], row["ratio"], row["ok"]) == (10.0, 2.5, True)
    assert stored["machine"]["python"]


def test_figures_are_put_into_their_tables(tmp_path: Path) -> None:
    """Only the tables of what was run change; a benchmark without a heading is a fault."""
    path = tmp_path / "performance.md"
    path.write_text(
        "# P\n\n## Figures\n\n### One\n\nold\n\n### Two\n\nkept\n\n## Why\n\nx\n", "utf-8"
    )
    rows = [Row("a", "ms", 12.345, 2.0, limit=16.7), Row("b", "s", 3.0, times=2.0)]
    document.renew(path, [Result("One", "plain sqlite3", rows)])
    assert path.read_text("utf-8") == (
        "# P\n\n## Figures\n\n### One\n\nFloor: plain sqlite3.\n\n"
        "| measure | ours | floor | ratio | aim | met |\n|---|--:|--:|--:|--:|:-:|\n"
        "| a | 12.3 ms | 2.00 ms | 6.17 | < 16.7 ms | yes |\n"
        "| b | 3.00 s |  |  | ≤ 2 × |  |\n\n"
        "### Two\n\nkept\n\n## Why\n\nx\n"
    )
    with pytest.raises(ValueError, match="no heading “Three”"):
        document.renew(path, [Result("Three", "x", rows)])
