"""A real project file, a session on it, and the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Article, Label, Status
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.project import Project

TEXT = (
    "“We will not close it,” Ilse Brandt said on Tuesday. “Not this year.”"
    " The ferry is late. 🙂 End."
)
HOSTILE = "<img src=x> <b>& bold</b> " + "long name " * 30


def make_labels() -> list[Label]:
    return [
        Label(
            id="claim", name="claim", letter="C", key="1", colour="#c58910", position=0,
            guidelines="## Claim\n\n*Checkable*.", description="Could be checked.",
        ),
        Label(
            id="quote", name="quote", letter="Q", key="2", colour="#6591f9", line="dashed",
            position=1, guidelines="## Quote\n\nWords.", links=("speaker", "cue"),
        ),
        Label(
            id="hostile", name=HOSTILE, letter="", key="", colour="#bc1686", line="wavy",
            position=2, description=HOSTILE,
            guidelines="<img src=x onerror=y>\n\n![a](/etc/passwd)",
        ),
    ]  # fmt: skip


@pytest.fixture
def make_project(tmp_path: Path) -> Iterator[Callable[..., Project]]:
    """Make projects with some articles ``a0``, ``a1`` …; closed at the end."""
    made: list[Project] = []

    def make(articles: int = 5, name: str = "news") -> Project:
        project = Project.create(tmp_path / f"{name}.annotator", make_labels())
        project.add_annotator("ann")
        project.add_annotator("bob")
        records = [
            Annotated(
                article=Article(
                    id=f"a{number}",
                    title=HOSTILE if number == 3 else f"Story {number}",
                    source="gazette",
                    date="2026-10-01",
                    text=TEXT + f" needle{number}",
                ),
                annotator="ann",
                status=Status.DONE if number == 1 else Status.NEW,
            )
            for number in range(articles)
        ]
        with project.begin_import("test") as work:
            if records:
                work.add(records)
        made.append(project)
        return project

    yield make
    for project in made:
        project.close()


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    return make_project()


@pytest.fixture
def session(qapp: object, project: Project) -> Session:
    return Session(project, "ann")


@pytest.fixture
def themes(qapp: object) -> Iterator[Themes]:
    themes = Themes()
    themes.choose(Choice.LIGHT)
    yield themes
    themes.choose(Choice.LIGHT)
