"""The same articles in and out in the formats of other tools."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from annotator.exchange import create_project
from annotator.formats import format_named
from benchmarks import news, projects
from benchmarks.exchange import child
from benchmarks.report import Result, Row
from benchmarks.scale import Scale

NAMES = ("jsonl", "prodigy", "doccano", "labelstudio", "brat")


def run(scale: Scale, folder: Path) -> Result:
    """Export to each format, and import that again."""
    articles = scale.articles[1]
    native = folder / "native.jsonl"
    with native.open("wb") as file:
        corpus = news.corpus(projects.SEED, articles, scale.spans_per_article)
        format_named("jsonl").write(corpus, file)
    project = folder / "formats.annotator"
    create_project(project).close()
    child("import_ours", project, native)
    spans = articles * scale.spans_per_article
    return Result(
        f"Formats of other tools: {articles:,} articles, {spans:,} spans",
        "orjson parses the file that is written or read (for brat, the native file of the same)"
        " and does nothing with it",
        list(_rows(project, native, folder, scale.transfers)),
    )


def _rows(project: Path, native: Path, folder: Path, times: int) -> Iterator[Row]:
    for name in NAMES:
        one = format_named(name)
        out = folder / name if one.known.folder else folder / f"{name}{one.known.suffixes[0]}"
        parsed = native if one.known.folder else out
        seconds: dict[str, list[float]] = {"export": [], "import": [], "parse": []}
        for _ in range(times):
            _remove(out)
            seconds["export"].append(child("export_ours", project, out, name)[0])
            again = folder / "again.annotator"
            _remove(again)
            create_project(again).close()
            seconds["import"].append(child("import_ours", again, out, name)[0])
            seconds["parse"].append(child("parse_plain", parsed)[0])
        _remove(out)
        floor = median(seconds["parse"])
        for way in ("import", "export"):
            yield Row(f"{way}: {one.title}", "s", median(seconds[way]), floor)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
