"""Import and export of many articles: time and memory."""

from __future__ import annotations

import filecmp
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotator.exchange import create_project
from annotator.formats import format_named
from benchmarks import news, projects
from benchmarks.report import Result, Row
from benchmarks.scale import Scale

_PAGE_CACHE_MB = 32.0
"""What SQLite may keep of a file in memory, as the project sets it; nothing else may grow."""


def run(scale: Scale, folder: Path) -> Result:
    """Import and export a small and a large number of articles."""
    measured = {}
    for articles in scale.articles:
        source = folder / f"{articles}.jsonl"
        with source.open("wb") as file:
            corpus = news.corpus(projects.SEED, articles, scale.spans_per_article)
            format_named("jsonl").write(corpus, file)
        measured[articles] = _transfer(source, folder, scale.transfers)
        source.unlink()
    return Result(
        "Import and export",
        "orjson and sqlite3.executemany into the same tables; sqlite3 and orjson out of them",
        list(_rows(measured, scale)),
    )


Figures = dict[str, tuple[float, float]]
"""Seconds and megabytes of each work."""


def _rows(measured: dict[int, Figures], scale: Scale) -> Iterator[Row]:
    for way, times in (("import", 4), ("export", 3)):
        for articles, figures in measured.items():
            what = f"{articles:,} articles, {articles * scale.spans_per_article:,} spans"
            ours, floor = figures[f"{way}-ours"], figures[f"{way}-plain"]
            yield Row(f"{way}: {what}", "s", ours[0], floor[0], times=times)
            yield Row(f"{way}, peak memory: {what}", "MB", ours[1], floor[1])
    small, large = (measured[articles] for articles in scale.articles)
    ours, floor = (
        max(0.0, large[f"export-{kind}"][1] - small[f"export-{kind}"][1])
        for kind in ("ours", "plain")
    )
    more = scale.articles[1] // scale.articles[0]
    what = f"export, memory that {more} times the articles add"
    yield Row(what, "MB", ours, floor, limit=_PAGE_CACHE_MB)


def _transfer(source: Path, folder: Path, times: int) -> Figures:
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(times):
        for kind in ("plain", "ours"):
            project, out = folder / f"{kind}.annotator", folder / f"{kind}.jsonl"
            project.unlink(missing_ok=True)
            create_project(project).close()
            for way, paths in (("import", (project, source)), ("export", (project, out))):
                found.setdefault(f"{way}-{kind}", []).append(child(f"{way}_{kind}", *paths))
        if not filecmp.cmp(folder / "ours.jsonl", folder / "plain.jsonl", shallow=False):
            raise AssertionError("the two exports differ")
    return {
        work: (median(seconds for seconds, _ in runs), median(memory for _, memory in runs))
        for work, runs in found.items()
    }


def child(work: str, *arguments: Path | str) -> tuple[float, float]:
    """Do one work in a process of its own; return its seconds and megabytes."""
    command = [sys.executable, "-m", "benchmarks.transfer", work, *map(str, arguments)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800)
    figures = json.loads(ended.stdout)
    return figures["seconds"], figures["megabytes"]
