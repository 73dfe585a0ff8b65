"""An export tried out says what the export then does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan
from annotator.annotation.records import Annotated, Article
from annotator.errors import CancelledError, InputError
from annotator.exchange import Shaping, create_project, first_record, try_out, write_out
from annotator.formats import formats
from annotator.project import Project

WRITABLE = [one.name for one in formats() if one.can_write]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "news.annotator") as project:
        project.add_annotator("ann")
        with project.begin_import("test") as work:
            work.add(
                [
                    Annotated(article=Article(id=f"a{n}", text=f"Story 😀 {n} ends."))
                    for n in range(4)
                ]
            )
        label = project.labels()[0].id
        for ranges in (((0, 5),), ((2, 7),), ((0, 2), (6, 9))):
            project.apply(AddSpan(article="a2", label=label, ranges=ranges), "ann")
        yield project


@pytest.mark.parametrize("name", WRITABLE)
@pytest.mark.parametrize("shaping", [Shaping(), Shaping(segments="sentence", attributes=False)])
def test_trying_tells_what_writing_does(
    project: Project, tmp_path: Path, name: str, shaping: Shaping
) -> None:
    try:
        tried = try_out(project, format=name, shaping=shaping)
    except InputError as error:
        pytest.skip(str(error))
    assert tried == write_out(project, tmp_path / "out", format=name, shaping=shaping)
    assert first_record(project, format=name, shaping=shaping)


def test_the_first_record_with_spans_is_shown(project: Project) -> None:
    (sample,) = first_record(project, format="jsonl")
    assert '"id":"a2"' in sample.text
    assert sample.size == len(sample.text.encode())


def test_nothing_to_export(project: Project) -> None:
    assert first_record(project, format="jsonl", done_only=True) == ()


def test_bytes_are_not_shown_as_text(project: Project) -> None:
    pytest.importorskip("spacy")
    (sample,) = first_record(project, format="spacy")
    assert sample.text == ""
    assert sample.size > 0


def test_trying_leaves_nothing_behind(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = sorted(tmp_path.iterdir())
    try_out(project, format="brat")
    first_record(project, format="brat")
    with pytest.raises(CancelledError):
        try_out(project, format="brat", cancelled=lambda: True)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("act", [first_record, try_out])
def test_wrong_choices_are_refused(project: Project, act) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        act(project, format="text")
    with pytest.raises(InputError, match="there is no label"):
        act(project, format="jsonl", shaping=Shaping(labels=("nothing",)))
