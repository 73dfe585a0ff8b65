"""From the choice of an article in the queue until it is on the screen."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QPlainTextEdit

from annotator.desktop.shell.window.main_window import MainWindow
from benchmarks import projects
from benchmarks.report import Result, Row
from benchmarks.scale import Page, Scale
from benchmarks.screen import Paints, bare_view, open_window, settle


def run(scale: Scale, folder: Path) -> Result:
    """Measure opening articles of several lengths."""
    project = folder / "opening.annotator"
    projects.with_pages(project, scale.pages)
    rows: list[Row] = []
    with (
        open_window(project, projects.SMALL) as window,
        bare_view(window.article) as bare,
        closing(sqlite3.connect(project)) as database,
    ):
        for number, page in enumerate(scale.pages, 1):
            rows += _page(window, bare, database, page, number, scale.opens)
    return Result(
        "Opening an article from the queue until it is painted",
        "its text and spans read with plain sqlite3, the text painted by a bare QPlainTextEdit",
        rows,
    )


def _page(
    window: MainWindow,
    bare: QPlainTextEdit,
    database: sqlite3.Connection,
    page: Page,
    number: int,
    opens: int,
) -> Iterator[Row]:
    ours, floors = [], []
    paints, bare_paints = Paints(window.article), Paints(bare)
    for _ in range(opens + 1):
        ours.append(_open(window, paints, number))
        if len(window.session.spans) != page.spans:
            raise AssertionError("the wrong article was opened")
        _open(window, paints, 0)
        floors.append(_floor(bare, bare_paints, database, page))
        bare.setPlainText("")
        settle()
    middle, floor = (median(times[1:]) * 1000 for times in (ours, floors))
    yield Row(page.name, "ms", middle, floor, limit=page.open_ms)


def _open(window: MainWindow, paints: Paints, row: int) -> float:
    rows = window.queue.list
    paints.forget()
    start = time.perf_counter()
    rows.setCurrentIndex(rows.model().index(row, 0))
    paints.wait()
    took = time.perf_counter() - start
    settle()
    return took


def _floor(bare: QPlainTextEdit, paints: Paints, database: sqlite3.Connection, page: Page) -> float:
    paints.forget()
    start = time.perf_counter()
    key, text = database.execute(
        "SELECT key, text FROM articles JOIN article_texts ON article = key WHERE id = ?",
        (page.name,),
    ).fetchone()
    rows = database.execute(
        "SELECT spans.*, fragments.* FROM spans JOIN fragments ON span = key"
        " WHERE article = ? ORDER BY key, number",
        (key,),
    ).fetchall()
    bare.setPlainText(text)
    paints.wait()
    took = time.perf_counter() - start
    assert len(rows) >= page.spans
    return took
