"""How many keys a whole sample article takes, with suggestions and without, by real key events.

A simulated annotator wants what the sample's own annotator tagged. It goes through the suggestions
first (H, then O or Z; edges that are a step off are moved before), then tags the rest by hand, each
span with the fewest keys of the ways that it knows: steps by name, quotation mark, clause, sentence
and paragraph, or a search, and the label's key with or without a selection. Every key is pressed in
the real window, and a way that does not lead to the wanted span is not counted, as who annotates
sees where it leads. Other articles that are done are invented ones.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.records import Annotated, Span, Status, Suggestion, make_fragments
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.exchange import ImportOptions, bring_in, create_project
from annotator.exchange.suggesting import SuggestOptions, prepare
from annotator.project import Project
from annotator.project.storage.clock import new_id
from annotator.resources import resource
from annotator.suggestions.records import Example, Ranges
from annotator.workbench.tagging.draft import draft_of
from benchmarks.invented import corpus
from benchmarks.news import ANNOTATOR
from benchmarks.report import Result, Row
from benchmarks.scale import FULL, Scale
from benchmarks.screen import open_window, settle

HERE, OTHER = "harbour-bridge-01", "ana"
NO = Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Press = tuple[Qt.Key | str, Qt.KeyboardModifier]

_STEPS: tuple[Press, ...] = (
    ("e", NO), ("q", NO), ("v", NO), (Qt.Key.Key_Down, ALT), (Qt.Key.Key_Down, CTRL),
    (Qt.Key.Key_Right, CTRL), ("q", SHIFT), ("e", SHIFT), ("v", SHIFT), (Qt.Key.Key_Up, ALT),
    (Qt.Key.Key_Left, CTRL),
)  # fmt: skip
_MOST_STEPS, _MOST_WORDS = 5, 8
_UNDO: Press = ("z", CTRL)
_WORDS_RIGHT: Press = (Qt.Key.Key_Right, CTRL | SHIFT)
_EDGES: tuple[Press, ...] = tuple(
    (key, ALT | more)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
    for more in (NO, SHIFT)
)


class Wanted(NamedTuple):
    """A span that is to be there in the end, by the label's id."""

    label: str
    ranges: Ranges


def run(scale: Scale, folder: Path) -> Result:
    """Count with suggestions and without."""
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    done = 60 if scale is FULL else 24
    rows = []
    for name, suggests in (("without suggestions", False), ("with suggestions", True)):
        project = folder / f"{suggests}.annotator"
        wanted = _make(project, done)
        if suggests:
            with Project.open(project) as opened:
                prepare(opened, SuggestOptions(annotator=ANNOTATOR))
        with open_window(project, HERE) as window:
            hand = _Hand(window, wanted)
            counts = hand.annotate(suggests=suggests)
        rows += [
            Row(f"{name}: median of {len(counts)} spans", "keys", median(counts)),
            Row(f"{name}: mean", "keys", mean(counts), limit=2 if suggests else None),
            Row(f"{name}: most", "keys", max(counts)),
        ]
        if suggests:
            rows.append(Row("of these spans accepted", "", hand.accepted))
            rows.append(Row("suggestions that were none of them", "", hand.rejected))
    return Result(
        "Keys of a whole sample article, with suggestions and without",
        f"none; {done} invented articles are done, of the sample none is",
        rows,
    )


def _make(path: Path, done: int) -> list[Wanted]:
    """Make the project; return what is to be tagged, as the sample's annotator did."""
    sample = resource("samples/news.jsonl")
    with create_project(path) as project:
        bring_in(project, [sample], ImportOptions())
        labels = {label.name: label.id for label in project.labels()}
        with project.begin_import("benchmarks") as work:
            work.add([as_done(one.example) for one in corpus(7, done)])
        with closing(project.export([OTHER])) as lines:
            (here,) = [one for one in lines if one.article.id == HERE]
    found = [Wanted(labels[one.label], one.ranges) for one in here.spans]
    return sorted(found, key=lambda one: (one.ranges[0][0], -one.ranges[-1][1]))


def as_done(example: Example) -> Annotated:
    """Return an article with what is tagged in it as finished work of the annotator."""
    article = example.article
    spans = tuple(
        Span(
            id=new_id(),
            article=article.id,
            annotator=ANNOTATOR,
            label=one.label,
            fragments=make_fragments(article.text, one.ranges),
            attributes=one.attributes,
        )
        for one in example.tagged
    )
    return Annotated(article=article, annotator=ANNOTATOR, status=Status.DONE, spans=spans)


class _Hand:
    """An annotator who knows what is to be tagged, and counts the keys.

    Attributes:
        accepted: how many spans came from a suggestion.
        rejected: how many suggestions were none.

    """

    def __init__(self, window: MainWindow, wanted: Sequence[Wanted]) -> None:
        self._window = window
        self._view = window.article
        self._session = window.session
        self._wanted = list(wanted)
        self._keys = {label.id: label.key for label in self._session.labels.values()}
        self._counted = 0
        self.accepted = self.rejected = 0
        opened = self._session.opened
        assert opened is not None
        self._text = opened.article.text

    def annotate(self, *, suggests: bool) -> list[int]:
        """Return how many keys each span took, going there included."""
        counts: list[int] = []
        if suggests:
            self._window.actions_by_name["suggest"].trigger()
            until = time.perf_counter() + 120
            while not self._session.suggestions and time.perf_counter() < until:
                settle()
            counts += self._by_suggestions()
        self._view.place_caret(0)
        self._session.set_current("")
        for one in self._wanted:
            if one not in self._there():
                self._by_hand(one)
                counts.append(self._taken())
        left = set(self._wanted) - self._there()
        if left:
            raise AssertionError(f"not tagged: {sorted(left)}")
        return counts

    def _taken(self) -> int:
        taken, self._counted = self._counted, 0
        return taken

    def _there(self) -> set[Wanted]:
        return {Wanted(one.label, one.ranges) for one in self._session.spans.values()}

    def _press(self, press: Press, *, counts: bool = True) -> None:
        QTest.keyClick(self._window.focusWidget() or self._view, *press)
        settle()
        self._counted += counts

    # -- suggestions ---------------------------------------------------------------------------

    def _by_suggestions(self) -> list[int]:
        """Answer every suggestion; return what those spans took that came of it."""
        counts: list[int] = []
        suggesting = self._window.suggesting
        self._press(("h", NO))
        seen: set[str] = set()
        while (one := suggesting.current) is not None and one.id not in seen:
            seen.add(one.id)
            before = self._there() & set(self._wanted)
            here = Wanted(one.label, one.ranges)
            moves = [] if here in self._wanted else self._moves(here)
            if here in self._wanted or moves:
                for move in moves or ():
                    self._press(move)
                self._press(("o", NO))
                new = len((self._there() & set(self._wanted)) - before)
                self.accepted += new
                taken = self._taken()
                counts += [taken, *[0] * (new - 1)] if new else []
                self._counted += 0 if new else taken
            elif here not in self._there():
                self.rejected += 1
                self._press(("z", NO))
            else:
                self._press(("o", NO))
            settle()
            while self._window.suggesting.offering._task is not None:
                settle()
        return counts

    def _moves(self, here: Wanted) -> list[Press]:
        """Return the keys that put an edge right which is a step or two off; none if it is not."""
        if len(here.ranges) > 1:
            return []
        there = self._there()
        (start, end) = here.ranges[0]
        for one in self._wanted:
            low, high = one.ranges[0]
            if one.label != here.label or len(one.ranges) > 1 or one in there:
                continue
            if low >= end or high <= start:
                continue
            for count in (1, 2):
                for keys in product(_EDGES, repeat=count):
                    if _moved(self._text, (start, end), keys) == (low, high):
                        return list(keys)
        return []

    # -- by hand -------------------------------------------------------------------------------

    def _by_hand(self, one: Wanted) -> None:
        """Tag a span with the fewest keys of the ways that are known; fragments one by one."""
        label: Press = (self._keys[one.label].lower(), NO)
        if len(one.ranges) > 1:
            self._tag(Wanted(one.label, one.ranges[:1]), label)
            for number in range(1, len(one.ranges)):
                self._tag(Wanted(one.label, one.ranges[: number + 1]), label)
        else:
            self._tag(one, label)

    def _tag(self, one: Wanted, label: Press) -> None:
        start, end = one.ranges[-1]
        caret, current = self._view.caret(), self._session.current
        is_more = len(one.ranges) > 1
        for way in sorted(self._ways(caret, start, end, label, is_more=is_more), key=len):
            self._view.place_caret(caret)
            self._session.set_current(current if is_more else "")
            before = self._there()
            for press in way:
                self._press(press, counts=False)
            if one in self._there():
                self._counted += len(way)
                return
            for _ in range(3):
                if self._there() != before:
                    self._press(_UNDO, counts=False)
            self._view.setFocus()
        raise AssertionError(f"no way leads to {self._text[start:end]!r}")

    def _ways(
        self, caret: int, start: int, end: int, label: Press, *, is_more: bool
    ) -> Iterator[list[Press]]:
        """Yield rows of keys that may tag a range from where the caret is.

        A further fragment is added, or tagged by itself and joined with the one before.
        """
        goings = list(self._goings(caret, start, end))
        words = len(self._text[start:end].split())
        endings: list[list[Press]] = [[("f", NO)], [label, ("m", SHIFT)]] if is_more else [[label]]
        for going, at_start in goings:
            for ending in endings:
                yield [*going, *ending]
                for count in (1, 2, 3):
                    yield [*going, *[("w", NO)] * count, *ending]
                    if at_start and count < 3:
                        yield [*going, *[("a", NO)] * count, *ending]
                if at_start:
                    for count in range(1, max(_MOST_WORDS, words + 4)):
                        yield [*going, *[_WORDS_RIGHT] * count, *ending]

    def _goings(self, caret: int, start: int, end: int) -> Iterator[tuple[list[Press], bool]]:
        """Yield ways into a range, and whether they lead to its very beginning."""
        if start <= caret <= end:
            yield [], caret == start
        for step in _STEPS:
            self._view.place_caret(caret)
            for count in range(1, _MOST_STEPS + 1):
                self._press(step, counts=False)
                at = self._view.caret()
                if start <= at < end:
                    yield [step] * count, at == start
                    for more in (1, 2):
                        self._press((Qt.Key.Key_Right, CTRL), counts=False)
                        if self._view.caret() == start:
                            yield [*[step] * count, *[(Qt.Key.Key_Right, CTRL)] * more], True
                    self._view.place_caret(at)
                    break
        self._view.place_caret(caret)
        for length in range(1, 24):
            words = self._text[start : start + length]
            small = self._text.lower()
            at = small.find(words.lower(), caret)
            at = small.find(words.lower()) if at < 0 else at
            if "\n" in words or not words.isascii():
                break
            if at == start:
                letters: list[Press] = [(" " if one == " " else one, NO) for one in words]
                yield [("f", CTRL), *letters, (Qt.Key.Key_Escape, NO)], True
                break


def _moved(text: str, place: tuple[int, int], keys: Sequence[Press]) -> tuple[int, int] | None:
    """Return where edges are after keys have moved them."""
    one = Suggestion(
        article="", label="", start=place[0], end=place[1], text="", score=0, origin=""
    )
    draft = draft_of(one)
    for key, modifiers in keys:
        made = draft.moved(
            text,
            -1,
            at_start=not modifiers & SHIFT,
            forward=key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown),
            by_word=key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
        )
        if made is None:
            return None
        draft = made
    return draft.ranges[0]
