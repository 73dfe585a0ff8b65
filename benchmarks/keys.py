"""From a key to the span that is committed and painted, and back with Undo."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from annotator.desktop.shell.window.main_window import MainWindow
from annotator.project import Project
from annotator.project.door.guarding import raw_of
from benchmarks import projects
from benchmarks.report import Result, Row, middle_and_tail
from benchmarks.scale import Page, Scale
from benchmarks.screen import Paints, bare_view, open_window, settle

_LENGTHS = (5, 120)


def run(scale: Scale, folder: Path) -> Result:
    """Measure tagging and undoing in articles of several lengths."""
    project = folder / "keys.annotator"
    projects.with_pages(project, scale.pages)
    rows = [row for page in scale.pages for row in _page(project, page, scale.keys, folder)]
    rows += _checks(project, scale.keys, folder)
    return Result(
        "Key until committed and painted",
        "one row committed by bare SQLite (synchronous=FULL, same disk)"
        " and the same text repainted by a bare QPlainTextEdit",
        rows,
    )


def _page(project: Path, page: Page, keys: int, folder: Path) -> Iterator[Row]:
    tags, undos, lists, floors = [], [], [], []
    random = Random(page.characters)
    with open_window(project, page.name) as window:
        text = window.article.document().toRawText()
        with (
            closing(bare_database(folder / "floor.db")) as database,
            bare_view(window.article, text) as bare,
        ):
            paints, bare_paints = Paints(window.article), Paints(bare)
            beside = Paints(window.span_list.list)
            for number in range(keys + 2):
                select_somewhere(window, random, page.characters)
                tag = press(window, paints, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, 1)
                control = Qt.KeyboardModifier.ControlModifier
                undo = press(window, paints, Qt.Key.Key_Z, control, -1)
                select_somewhere(window, random, page.characters)
                shown = press(window, beside, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, 1)
                press(window, paints, Qt.Key.Key_Z, control, -1)
                least = floor(database, bare, bare_paints)
                if number >= 2:  # the first ones warm up
                    tags.append(tag)
                    undos.append(undo)
                    lists.append(shown)
                    floors.append(least)
    floor_middle, floor_tail = middle_and_tail(floors)
    for what, measured in (
        ("tag", tags),
        ("undo", undos),
        ("tag, until the lists show it, too", lists),
    ):
        middle, tail = middle_and_tail(measured)
        yield Row(f"{what}, median: {page.name}", "ms", middle, floor_middle)
        yield Row(f"{what}, p95: {page.name}", "ms", tail, floor_tail, limit=page.aim_ms)


def _checks(project: Path, times: int, folder: Path) -> Iterator[Row]:
    """Measure what each edit does to know that the file is still the one that was opened."""
    checks, floors = [], []
    with (
        Project.open(project) as opened,
        closing(bare_database(folder / "floor.db")) as database,
    ):
        guard = opened.database._guard
        assert guard is not None
        for _ in range(times + 2):
            with opened.database.writing() as connection:
                raw = raw_of(connection)
                start = time.perf_counter()
                with guard.transaction(raw):
                    inside = time.perf_counter()
                    raw.execute("UPDATE info SET value = value WHERE name = 'id'")
                    inside = time.perf_counter() - inside
                guard.committed(raw)
                checks.append(time.perf_counter() - start - inside)
            start = time.perf_counter()
            commit(database)
            floors.append(time.perf_counter() - start)
    floor_middle, floor_tail = middle_and_tail(floors[2:])
    middle, tail = middle_and_tail(checks[2:])
    yield Row("of it, looks at the file, median", "ms", middle, floor_middle, limit=0.2)
    yield Row("of it, looks at the file, p95", "ms", tail, floor_tail, limit=0.2)


def select_somewhere(window: MainWindow, random: Random, characters: int) -> None:
    """Show some place in the article and select a phrase there, as an annotator would."""
    length = random.randint(*_LENGTHS)
    start = random.randrange(characters - length)
    window.article.reveal(start)
    window.article.select(start, start + length)
    window.activateWindow()
    window.article.setFocus()
    settle()


def press(
    window: MainWindow,
    paints: Paints,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    difference: int,
) -> float:
    """Return how long a key takes, which must make or take away a span."""
    before = len(window.session.spans)
    paints.forget()
    start = time.perf_counter()
    QTest.keyClick(window.article, key, modifier)
    paints.wait()
    took = time.perf_counter() - start
    # The session tells its views of a span only after it was committed.
    if len(window.session.spans) - before != difference:
        raise AssertionError("the key did not do what it should")
    settle()
    return took


def bare_database(path: Path) -> sqlite3.Connection:
    """Return a database of one table, as durable as a project."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS spans (key INTEGER PRIMARY KEY, text TEXT)")
    return database


def commit(database: sqlite3.Connection) -> None:
    """Commit one row."""
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO spans (text) VALUES ('They approved the new school')")
    database.execute("COMMIT")


def floor(database: sqlite3.Connection, bare: QPlainTextEdit, paints: Paints) -> float:
    """Return the seconds to commit one row and to paint a bare view."""
    paints.forget()
    start = time.perf_counter()
    commit(database)
    bare.viewport().update()
    paints.wait()
    return time.perf_counter() - start
