"""Finding in a whole project: making the index, asking it, and sorting the queue."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from annotator.annotation.records import Annotated, Article
from annotator.exchange import create_project
from annotator.project import ArticleFilter, Order, Project
from benchmarks.projects import SEED
from benchmarks.report import Result, Row, middle_and_tail
from benchmarks.scale import Scale

WORDS = 30_000
QUERIES = 100
AIM_MS = 50.0
ORDER_AIM_MS = 150.0


def run(scale: Scale, folder: Path) -> Result:
    """Measure a project of many short articles."""
    path = folder / "search.annotator"
    vocabulary = _make(path, scale.searched)
    name = f"{scale.searched:,} articles of 1 kB"
    with Project.open(path) as project, closing(sqlite3.connect(path)) as database:
        yielded = list(_rows(project, database, name, vocabulary, scale))
    return Result(
        "Finding in the project, and the order of the queue",
        "FTS5 in plain sqlite3 with a copy of the texts, unranked; the keys in plain sqlite3",
        yielded,
    )


def _make(path: Path, number: int) -> list[str]:
    """Make a project whose words are as unevenly common as those of a language."""
    random = Random(SEED)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
    words = ["".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(WORDS)]
    weights = [1 / (place + 3) for place in range(WORDS)]
    with create_project(path) as project, project.begin_import("benchmarks") as work:
        for first in range(0, number, 1_000):
            work.add(
                [
                    Annotated(
                        article=Article(
                            id=f"a{n}",
                            title=" ".join(random.choices(words, weights, k=7)),
                            text=" ".join(random.choices(words, weights, k=170)),
                        )
                    )
                    for n in range(first, min(first + 1_000, number))
                ]
            )
    return words


def _rows(
    project: Project, database: sqlite3.Connection, name: str, words: list[str], scale: Scale
) -> Iterator[Row]:
    chunks = []
    done, total = 0, 1
    while done < total:
        start = time.perf_counter()
        done, total = project.extend_search_index()
        chunks.append(time.perf_counter() - start)
    start = time.perf_counter()
    database.execute("CREATE VIRTUAL TABLE temp.floor USING fts5(title, text)")
    database.execute(
        "INSERT INTO temp.floor (rowid, title, text)"
        " SELECT key, title, text FROM articles JOIN article_texts ON article = key"
    )
    database.commit()
    floor = time.perf_counter() - start
    yield Row(f"index, all: {name}", "s", sum(chunks), floor)
    random = Random(SEED)
    kinds: dict[str, Callable[[str, str], str]] = {
        "a word": lambda one, _: one,
        "two words": lambda one, other: f"{one} {other}",
        "a phrase": lambda one, other: f'"{one} {other}"',
        "a beginning": lambda one, _: f"{one[:3]}*",
    }
    ask = "SELECT rowid FROM temp.floor WHERE floor MATCH ? LIMIT 50"
    for kind, query in kinds.items():
        ours, floors = [], []
        for _ in range(min(QUERIES, scale.searched)):
            asked = query(*random.choices(words, [1 / (n + 3) for n in range(WORDS)], k=2))
            ours.append(_time(lambda asked=asked: project.search("nobody", asked)))
            match = asked if '"' in asked or "*" in asked else " AND ".join(asked.split())
            floors.append(_time(lambda match=match: database.execute(ask, (match,)).fetchall()))
        (_, tail), (_, floor_tail) = middle_and_tail(ours), middle_and_tail(floors)
        yield Row(f"find {kind}, p95: {name}", "ms", tail, floor_tail, limit=AIM_MS)
    keys = _time(lambda: database.execute("SELECT key FROM articles ORDER BY key").fetchall())
    for order in Order:
        wanted = ArticleFilter(order=order)
        took = median(_time(lambda w=wanted: project.index("nobody", w)) for _ in range(3))
        yield Row(
            f"queue by {order.value}: {name}", "ms", took * 1000, keys * 1000, limit=ORDER_AIM_MS
        )


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
