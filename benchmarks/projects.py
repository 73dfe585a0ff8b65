"""Projects to measure in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from annotator.annotation.records import Annotated
from annotator.exchange import create_project
from benchmarks import news
from benchmarks.scale import Page

SEED = 20261120
SMALL = "between"
"""A short article that is opened in between, so that opening another one has to be done."""


def with_pages(path: Path, pages: Iterable[Page]) -> None:
    """Make a project of one article for each page, called by its name, and a short one."""
    make(path, _pages(pages))


def _pages(pages: Iterable[Page]) -> Iterator[Annotated]:
    random = Random(SEED)
    yield news.record(random, SMALL, 500, 3)
    for page in pages:
        yield news.record(random, page.name, page.characters, page.spans, page.line)


def make(path: Path, records: Iterable[Annotated]) -> None:
    """Make a project of these records."""
    with create_project(path) as project, project.begin_import("benchmarks") as work:
        for record in records:
            work.add([record])
