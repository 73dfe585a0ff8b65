"""Keys while suggestions are learned in a process of their own, beside the same keys without it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Event, Thread

from PySide6.QtCore import Qt

from annotator.annotation.records import Annotated
from annotator.desktop.shell.window.main_window import MainWindow
from annotator.desktop.tagging.offers.learner import learn_beside
from annotator.errors import CancelledError
from benchmarks import news, projects
from benchmarks.invented import corpus
from benchmarks.keys import press, select_somewhere
from benchmarks.news import ANNOTATOR
from benchmarks.report import Result, Row, middle_and_tail
from benchmarks.scale import FRAME_MS, FULL, Scale
from benchmarks.screen import Paints, open_window
from benchmarks.whole_article import as_done

_HERE, _CHARACTERS = "here", 4_000


def run(scale: Scale, folder: Path) -> Result:
    """Measure tagging in turns: nothing beside it, then a training run."""
    os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
    project = folder / "beside.annotator"
    projects.make(project, _records(100 if scale is FULL else 20))
    with open_window(project, _HERE) as window:
        alone = _times(window, scale.keys)
        stop = Event()
        training = Thread(target=_train, args=(str(project), stop))
        training.start()
        beside: list[float] = []
        try:
            while training.is_alive() and len(beside) < 2 * scale.keys:
                beside += _times(window, 5)
        finally:
            stop.set()
            training.join()
    floors, taken = middle_and_tail(alone), middle_and_tail(beside)
    return Result(
        "Key until committed and painted, beside a training run",
        f"the same keys with nothing beside them; {len(beside)} keys were pressed beside it",
        [
            Row("tag, median", "ms", taken[0], floors[0]),
            Row("tag, p95", "ms", taken[1], floors[1], limit=FRAME_MS),
        ],
    )


def _train(project: str, stop: Event) -> None:
    """Learn as the window does, until that has ended or is stopped."""
    with suppress(CancelledError):
        learn_beside(project, ANNOTATOR, stop.is_set)


def _records(done: int) -> Iterator[Annotated]:
    yield news.record(Random(projects.SEED), _HERE, _CHARACTERS, 60)
    for one in corpus(7, done):
        yield as_done(one.example)


def _times(window: MainWindow, keys: int) -> list[float]:
    paints, random = Paints(window.article), Random(keys)
    found = []
    for _ in range(keys):
        select_somewhere(window, random, _CHARACTERS)
        found.append(press(window, paints, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, 1))
        press(window, paints, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, -1)
    return found
