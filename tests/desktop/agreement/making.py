"""Projects on which several annotators have worked."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from annotator.annotation.records import Annotated, Article, Label, Span, Status, make_fragments
from annotator.exchange import create_project

AT = "2026-10-{day:02}T09:00:00.000Z"
Marked = tuple[str, int, int]
"""Label, start, end."""

TEXT = "The harbour board met on Tuesday. “We need a wider quay,” Ida Holm said, and left early."


def make_worked(
    path: Path,
    articles: Sequence[tuple[str, Mapping[str, Sequence[Marked]]]],
    labels: Sequence[Label] = (),
) -> None:
    """Make a project of articles ``a0``, ``a1`` …: a text, and what each who is done marked."""
    project = create_project(path)
    if labels:
        project.add_labels(labels)
    records = []
    for number, (text, marked) in enumerate(articles):
        article = Article(id=f"a{number}", text=text, title=f"Title {number}")
        if not marked:
            records.append(Annotated(article=article))
        for who, spans in marked.items():
            made = tuple(
                Span(
                    id=f"a{number}-{who}-{place}",
                    article=article.id,
                    annotator=who,
                    label=label,
                    fragments=make_fragments(text, ((start, end),)),
                    created_at=AT.format(day=1 + number % 28),
                )
                for place, (label, start, end) in enumerate(spans)
            )
            records.append(
                Annotated(article=article, annotator=who, spans=made, status=Status.DONE)
            )
    with project.begin_import("test") as incoming:
        incoming.add(records)
    project.close()


def three_at_work(articles: int = 6) -> list[tuple[str, dict[str, list[Marked]]]]:
    """Return articles on which ana, ben and cy agree in part: each kind of disagreement."""
    found: list[tuple[str, dict[str, list[Marked]]]] = []
    for number in range(articles):
        ana: list[Marked] = [("quote", 34, 56), ("claim", 0, 32), ("entity", 57, 65)]
        ben: list[Marked] = [("quote", 35, 55), ("claim", 0, 32)]
        cy: list[Marked] = [("quote", 34, 56), ("entity", 57, 65)]
        if number % 2:
            ben += [("claim", 57, 65)]
            cy += [("claim", 0, 15), ("claim", 16, 32)]
        work = {"ana": ana, "ben": ben, "cy": cy}
        if number == articles - 1:
            del work["cy"]
        found.append((TEXT, work))
    return found


def many(
    articles: int, annotators: int, spans: int, length: int, seed: int = 1
) -> list[tuple[str, dict[str, list[Marked]]]]:
    """Return articles whose annotators mark about the same places, with some noise."""
    draw = random.Random(seed)
    text = ("The ferry waits for the tide and the pilot. " * (length // 44 + 1))[:length]
    found: list[tuple[str, dict[str, list[Marked]]]] = []
    for _ in range(articles):
        places = sorted(draw.randrange(0, length - 60) for _ in range(spans))
        work: dict[str, list[Marked]] = {}
        for number in range(annotators):
            mine: list[Marked] = []
            for place in places:
                if draw.random() < 0.1:
                    continue
                label = draw.choices(("claim", "quote", "entity"), weights=(8, 1, 1))[0]
                start = place + draw.choice((0, 0, 0, 1, 3))
                mine.append((label, start, start + draw.choice((20, 20, 30))))
            work[f"person {number}"] = mine
        found.append((text, work))
    return found


def wait_for(is_so: Callable[[], bool], limit_ms: int) -> bool:
    """Handle events until something is so; False when it takes too long.

    ``QTest.qWait`` would keep the interpreter's lock meanwhile, and the threads waiting.
    """
    end = time.monotonic() + limit_ms / 1000
    loop, timer = QEventLoop(), QTimer(interval=2)
    timer.timeout.connect(lambda: loop.quit() if is_so() or time.monotonic() > end else None)
    if not is_so():
        timer.start()
        loop.exec()
    return is_so()


def wait(milliseconds: int) -> None:
    """Handle events for some time."""
    end = time.monotonic() + milliseconds / 1000
    wait_for(lambda: time.monotonic() >= end, milliseconds)
