"""Projects in which annotators disagree, and hands for the comparison view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from annotator.annotation.records import Annotated, Article, Span, Status, make_fragments
from annotator.desktop.review.adjudication import Adjudication
from annotator.exchange import create_project
from annotator.project import Project
from tests.desktop.desk import NO, Desk

TEXT = "The ferry stays in port. Mayor Holt said the pier closes at noon. Nobody was asked."

FERRY = 0, 23  # all have it
PIER, PIER_AT_NOON = (41, 56), (41, 64)
HOLT, MAYOR_HOLT = (31, 35), (25, 35)
NOBODY = 66, 82

WORK = {
    "ana": [("claim", FERRY), ("entity", HOLT), ("claim", PIER), ("claim", NOBODY)],
    "ben": [("claim", FERRY), ("entity", MAYOR_HOLT), ("claim", PIER_AT_NOON)],
    "chloe": [("claim", FERRY), ("entity", HOLT), ("quote", PIER), ("quote", NOBODY)],
}
"""Three disputes: an entity's boundaries, the claim at the pier, and “Nobody was asked”."""

PLACES = [MAYOR_HOLT, PIER_AT_NOON, NOBODY]


def make_disputed(path: Path, *, done: tuple[str, ...] = ("ana", "ben", "chloe")) -> None:
    """Make a project with article ``a0`` as above and ``a1``, which nobody has begun."""
    article = Article(id="a0", text=TEXT, title="Ferry")
    records = [
        Annotated(
            article=article,
            annotator=who,
            status=Status.DONE if who in done else Status.IN_PROGRESS,
            spans=tuple(
                Span(
                    id=f"{who}-{start}-{end}",
                    article="a0",
                    annotator=who,
                    label=label,
                    fragments=make_fragments(TEXT, ((start, end),)),
                )
                for label, (start, end) in spans
            ),
        )
        for who, spans in WORK.items()
    ]
    records.append(Annotated(article=Article(id="a1", text="Rain.", title="Rain")))
    with create_project(path) as project, project.begin_import("test") as incoming:
        incoming.add(records)


def adjudication_of(desk: Desk) -> Adjudication:
    """Return what compares and settles in a window."""
    return desk.window.review_pages.adjudication


def press(desk: Desk, *keys: str | Qt.Key, modifiers: Qt.KeyboardModifier = NO) -> None:
    """Press keys one after another in whatever has the focus."""
    for key in keys:
        desk.key(key, modifiers)


def gold(project: Project, article: str = "a0") -> list[tuple[str, tuple[int, int]]]:
    """Return the gold spans of an article: label and place, in order."""
    work = project.comparison(article).gold
    if work is None:
        return []
    return sorted((one.label, (one.start, one.end)) for one in work.spans)
