"""A real project file and a session on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan, SetStatus
from annotator.annotation.records import Annotated, Article, Label, Status
from annotator.desktop.session.session import Session
from annotator.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "news.annotator", [Label(id="claim", name="claim")])
    project.add_annotator("ann")
    project.add_annotator("bob")
    with project.begin_import("test") as work:
        work.add([Annotated(article=Article(id=f"a{n}", text=f"Old story {n}")) for n in range(3)])
    for name, article in (("ann", "a0"), ("bob", "a1")):
        project.apply(AddSpan(article=article, label="claim", ranges=((0, 3),)), name)
    project.apply(SetStatus(articles=("a0",), status=Status.DONE), "ann")
    yield project
    project.close()


@pytest.fixture
def session(qapp: object, project: Project) -> Session:
    return Session(project, "ann")


@pytest.fixture
def told(session: Session) -> list[str]:
    """Collect what the status bar says."""
    sentences: list[str] = []
    session.told.connect(sentences.append)
    return sentences
