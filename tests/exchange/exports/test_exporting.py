"""A choice of spans is read twice: which links have both ends in it, and then what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from annotator.annotation.edits import AddLink, RemoveLinks, RemoveSpans, SetNote, SetStatus
from annotator.annotation.records import Annotated, Article, Link, Span, Status, make_fragments
from annotator.errors import ProjectError
from annotator.exchange import create_project, write_out
from annotator.project import Project

TEXT = "“We wait,” said Ada Vell. It rained."


def span(name: str, passage: str) -> Span:
    start = TEXT.index(passage)
    fragments = make_fragments(TEXT, ((start, start + len(passage)),))
    return Span(id=name, article="", annotator="", label="claim", fragments=fragments)


def record(article: str, *spans: Span, links: tuple[Link, ...] = ()) -> Annotated:
    return Annotated(
        article=Article(id=article, text=TEXT),
        annotator="ana",
        status=Status.DONE,
        spans=spans,
        links=links,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with create_project(path) as made:
        with made.begin_import("test") as incoming:
            link = Link(id="l", type="same", source="s", target="t")
            incoming.add(
                [
                    record("a", span("s", "We wait"), span("u", "Ada Vell"), links=(link,)),
                    record("b", span("t", "It rained")),
                ]
            )
        yield made


def written(project: Project, out: Path, meanwhile: Callable[[], object]) -> list[str]:
    """Export what ana has done; something happens when the first reading is at its last record."""
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        if len(asked) == 2:
            meanwhile()
        return False

    write_out(project, out, annotators=["ana"], done_only=True, cancelled=cancelled)
    assert len(asked) > 2
    lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    return [link["id"] for line in lines for link in line["links"]]


def other(path: Path, edit) -> Callable[[], object]:
    """Return what another program does: an edit by ana."""

    def meanwhile() -> None:
        with Project.open(path) as there:
            assert there.apply(edit, "ana") is not None

    return meanwhile


def test_a_link_whose_end_goes_out_of_the_choice_is_noticed(project, path, tmp_path):
    """Else the file would have a link to a span that is not in it."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(ProjectError, match="changed while it was read; try again"):
        written(project, out, other(path, SetStatus(articles=("b",), status=Status.IN_PROGRESS)))
    assert not out.exists()


def test_a_link_that_comes_is_noticed(project, path, tmp_path):
    """Else it would be left out and counted as one that leads out of the file."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(ProjectError, match="changed while it was read; try again"):
        written(project, out, other(path, AddLink(type="same", source="u", target="t")))
    assert not out.exists()


@pytest.mark.parametrize(
    ("edit", "links"),
    [
        (SetNote(span="s", note="n"), ["l"]),
        (RemoveSpans(spans=("u",)), ["l"]),
        (RemoveSpans(spans=("t",)), []),
        (RemoveLinks(links=("l",)), []),
    ],
)
def test_what_leaves_the_file_whole_does_not_stop_it(project, path, tmp_path, edit, links):
    """The second reading is of one moment, in which the link is there or is not."""
    assert written(project, tmp_path / "out.jsonl", other(path, edit)) == links
