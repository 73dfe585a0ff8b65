"""Every other key of reading and tagging, from the key until all it changes is painted."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from annotator.annotation.records import Annotated, Link
from annotator.desktop.shell.window.main_window import MainWindow
from benchmarks import keys, news, projects
from benchmarks.report import Result, Row, middle_and_tail
from benchmarks.scale import FRAME_MS, Page, Scale
from benchmarks.screen import Paints, bare_view, open_window, settle

_NO = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NAME = re.compile(r"[A-Z]\w+ [A-Z]\w+")
_LINKED = "quote"


class _Measured(NamedTuple):
    """What keys took, in seconds, and whether something had to be committed before painting."""

    ours: list[float]
    commits: bool


def run(scale: Scale, folder: Path) -> Result:
    """Measure each gesture in the second article, with links between its spans."""
    page = scale.pages[1]
    project = folder / "gestures.annotator"
    small = news.record(Random(projects.SEED), projects.SMALL, 500, 3)
    projects.make(project, [small, _linked(page)])
    return Result(
        f"Gestures, from the key until painted: {page.name}",
        "a key that moves the caret of a bare QPlainTextEdit with the same text; for what is"
        " committed one row of bare SQLite (synchronous=FULL, same disk) and a repaint of it",
        list(_rows(project, page, scale.gestures, folder)),
    )


def _linked(page: Page) -> Annotated:
    """Return the article of a page with each quote linked to the entity that follows it."""
    record = news.record(Random(projects.SEED), page.name, page.characters, page.spans, page.line)
    links = []
    waiting = None
    for span in sorted(record.spans, key=lambda one: one.start):
        if span.label == _LINKED:
            waiting = span
        elif span.label == "entity" and waiting is not None:
            link_id = f"{len(links):032x}"
            links.append(Link(id=link_id, type="speaker", source=waiting.id, target=span.id))
            waiting = None
    return msgspec.structs.replace(record, links=tuple(links))


def _rows(project: Path, page: Page, times: int, folder: Path) -> Iterator[Row]:
    with open_window(project, page.name) as window:
        text = window.article.document().toRawText()
        with (
            bare_view(window.article, text) as bare,
            closing(keys.bare_database(folder / "floor.db")) as database,
        ):
            hands = _Hands(window, Random(page.characters))
            floors = {
                False: middle_and_tail(list(_caret(bare, times))),
                True: middle_and_tail(list(_commit(bare, database, times))),
            }
            for name, measured in hands.all(times):
                middle, tail = middle_and_tail(measured.ours)
                floor_middle, floor_tail = floors[measured.commits]
                yield Row(f"{name}, median", "ms", middle, floor_middle)
                yield Row(f"{name}, p95", "ms", tail, floor_tail, limit=FRAME_MS)


class _Hands:
    """An annotator's hands on the real window."""

    def __init__(self, window: MainWindow, random: Random) -> None:
        self._window = window
        self._view = window.article
        self._random = random
        opened = window.session.opened
        assert opened is not None
        self._article = opened.article.text
        self._page = Paints(self._view)

    def all(self, times: int) -> Iterator[tuple[str, _Measured]]:
        """Yield the name of each gesture, and what it took."""
        yield "find as you type, a letter", _Measured(list(self._find(times)), False)
        for name, key, modifier, seen in (
            ("widen the selection (W)", Qt.Key.Key_W, _NO, self._view.selection),
            ("caret by word (Ctrl+Right)", Qt.Key.Key_Right, _CONTROL, self._view.caret),
            ("caret by sentence (Alt+Down)", Qt.Key.Key_Down, _ALT, self._view.caret),
            ("next name without a span (E)", Qt.Key.Key_E, _NO, self._view.caret),
        ):
            took = [self._go(key, modifier, seen) for _ in range(times)]
            yield name, _Measured(took, False)
        beside = Paints(self._window.span_list.list)
        spans, linked = self._spans(times, self._page)
        yield "next span (S)", _Measured(spans, False)
        yield "next span with its links drawn (S)", _Measured(linked, False)
        yield (
            "next span, until the lists show it, too",
            _Measured(self._spans(times, beside)[0], False),
        )
        strip = Paints(self._window.strip)
        for name, paints in (
            ("a label's key alone", self._page),
            ("a label's key alone, until the strip shows it", strip),
            ("a label's key alone, until the lists show it, too", beside),
        ):
            yield name, _Measured([self._tag(paints) for _ in range(times)], True)
        yield from self._same(times)

    def _find(self, times: int) -> Iterator[float]:
        words = Counter(re.findall(r"[a-z]{5,}", self._article)).most_common()
        while times > 0:
            word, _ = self._random.choice(words)
            self._elsewhere()
            self._press(self._view, Qt.Key.Key_F, _CONTROL, None)
            box = self._window.find_bar.box
            box.clear()
            settle()
            for letter in word[:times]:
                yield self._press(box, letter, _NO, self._page)
                times -= 1
            if not self._window.find_bar.hits:
                raise AssertionError("what stands in the text was not found")
            self._press(box, Qt.Key.Key_Escape, _NO, None)

    def _go(self, key: Qt.Key, modifier: Qt.KeyboardModifier, seen: Callable[[], object]) -> float:
        self._elsewhere()
        before = seen()
        took = self._press(self._view, key, modifier, self._page)
        if seen() == before:
            raise AssertionError("the key did not do what it should")
        return took

    def _spans(self, times: int, paints: Paints) -> tuple[list[float], list[float]]:
        """Return what going to a span took: one without links, and one with them."""
        session = self._window.session
        ends = {end for link in session.links.values() for end in (link.source, link.target)}
        spans = list(session.spans.values())
        linked = [span for span in spans if span.id in ends]
        found: list[list[float]] = []
        for wanted in (spans, linked):
            took: list[float] = []
            for _ in range(20 * times):
                self._elsewhere()
                self._view.place_caret(max(0, self._random.choice(wanted).start - 1))
                settle()
                seconds = self._press(self._view, Qt.Key.Key_S, _NO, paints)
                current = session.current_span
                assert current is not None
                if (current.id in ends) == (wanted is linked):
                    took.append(seconds)
                if len(took) == times:
                    break
            found.append(took)
        return found[0], found[1]

    def _tag(self, paints: Paints) -> float:
        """Return how long the key of a label takes that has to find what to tag; take it back."""
        spans = self._window.session.spans
        while True:
            self._elsewhere()
            before = len(spans)
            self._window.session.set_current("")  # else a claim already there paints nothing
            settle()
            try:
                took = self._press(self._view, Qt.Key.Key_1, _NO, paints, patience_s=1.0)
            except TimeoutError:
                continue  # between two paragraphs there is nothing to tag
            if len(self._window.session.spans) == before + 1:
                break  # else the sentence was a claim already
        self._press(self._view, Qt.Key.Key_Z, _CONTROL, None)
        return took

    def _same(self, times: int) -> Iterator[tuple[str, _Measured]]:
        ((name, count),) = Counter(_NAME.findall(self._article)).most_common(1)
        places = [found.start() for found in re.finditer(re.escape(name), self._article)]
        session = self._window.session
        tags, undos = [], []
        for _ in range(times):
            self._elsewhere()
            before = len(session.spans)
            start = self._random.choice(places)
            self._view.reveal(start)
            self._view.select(start, start + len(name))
            settle()
            tags.append(self._press(self._view, Qt.Key.Key_T, _NO, self._page))
            if len(session.spans) < before + 2:
                raise AssertionError("the same text was not tagged everywhere")
            undos.append(self._press(self._view, Qt.Key.Key_Z, _CONTROL, self._page))
            if len(session.spans) != before:
                raise AssertionError("undo did not take all of it back")
        yield f"tag every same text (T), {count} places", _Measured(tags, True)
        yield f"undo of it, {count} places", _Measured(undos, True)

    def _elsewhere(self) -> None:
        """Put the caret somewhere, with nothing selected and no span current."""
        self._window.session.set_current("")
        place = self._random.randrange(len(self._article) * 9 // 10)
        self._view.reveal(place)
        self._view.place_caret(place)
        self._window.activateWindow()
        self._view.setFocus()
        settle()

    def _press(
        self,
        target: QWidget,
        key: Qt.Key | str,
        modifier: Qt.KeyboardModifier,
        paints: Paints | None,
        patience_s: float = 60.0,
    ) -> float:
        """Press a key; return the seconds until it was painted, 0 where nobody waits for that."""
        if paints is not None:
            paints.forget()
        start = time.perf_counter()
        QTest.keyClick(target, key, modifier)
        if paints is not None:
            paints.wait(patience_s)
        took = time.perf_counter() - start
        settle()
        return took if paints is not None else 0.0


def _caret(bare: QPlainTextEdit, times: int) -> Iterator[float]:
    """Yield how long a bare view takes to move its caret by a word."""
    bare.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
    bare.moveCursor(QTextCursor.MoveOperation.Start)
    bare.setFocus()
    settle()
    paints = Paints(bare)
    for _ in range(times):
        paints.forget()
        start = time.perf_counter()
        QTest.keyClick(bare, Qt.Key.Key_Right, _CONTROL)
        bare.viewport().update()
        paints.wait()
        yield time.perf_counter() - start


def _commit(bare: QPlainTextEdit, database: sqlite3.Connection, times: int) -> Iterator[float]:
    paints = Paints(bare)
    for _ in range(times):
        yield keys.floor(database, bare, paints)
