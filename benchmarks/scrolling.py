"""How long the frames take while an article is scrolled."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from benchmarks import projects
from benchmarks.report import Result, Row, middle_and_tail
from benchmarks.scale import FRAME_MS, Page, Scale
from benchmarks.screen import Paints, bare_view, open_window, settle

_WHEEL_LINES = 3


def run(scale: Scale, folder: Path) -> Result:
    """Measure scrolling the second article, and those that have a very long line."""
    pages = [page for number, page in enumerate(scale.pages) if number == 1 or page.line]
    project = folder / "scrolling.annotator"
    projects.with_pages(project, pages)
    rows = [row for page in pages for row in _page(project, page, scale.frames)]
    return Result(
        "Scrolling, one frame",
        "a bare QPlainTextEdit with the same text and no spans",
        rows,
    )


def _page(project: Path, page: Page, frames: int) -> Iterator[Row]:
    with open_window(project, page.name) as window:
        text = window.article.document().toRawText()
        with bare_view(window.article, text) as bare:
            for what, lines in (("wheel", _WHEEL_LINES), ("page down", 0)):
                ours, floors = [], []
                paints, bare_paints = Paints(window.article), Paints(bare)
                _to_middle(window.article)
                _to_middle(bare)
                for _ in range(frames):
                    ours.append(_frame(window.article, paints, lines))
                    floors.append(_frame(bare, bare_paints, lines))
                middle, tail = middle_and_tail(ours)
                floor_middle, floor_tail = middle_and_tail(floors)
                aim = FRAME_MS if page.line != page.characters else None
                yield Row(f"{what}, median: {page.name}", "ms", middle, floor_middle)
                yield Row(f"{what}, p95: {page.name}", "ms", tail, floor_tail, limit=aim)


def _to_middle(view: QPlainTextEdit) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle()


def _frame(view: QPlainTextEdit, paints: Paints, lines: int) -> float:
    bar = view.verticalScrollBar()
    step = lines or bar.pageStep()
    if bar.value() + step > bar.maximum():
        bar.setValue(0)
        settle()
    paints.forget()
    start = time.perf_counter()
    bar.setValue(bar.value() + step)
    paints.wait()
    return time.perf_counter() - start
