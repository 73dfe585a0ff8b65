"""Projects for tests of what goes in and out: made, filled, dumped, compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from hypothesis import strategies as st

from annotator.annotation.records import (
    Annotated,
    Article,
    Fragment,
    Link,
    Span,
    Status,
    make_fragments,
)
from annotator.exchange import create_project, write_out
from annotator.project import Project
from tests.strategies import messy_text


def dump(path: Path) -> list[str]:
    """Return all that a project holds; neither the clock of an import nor its log's mark is."""
    mark = "INSERT INTO \"info\" VALUES('log',"
    with closing(sqlite3.connect(path)) as connection:
        lines = list(connection.iterdump())
    return [line for line in lines if "sqlite_sequence" not in line and not line.startswith(mark)]


def make(path: Path, records: Sequence[Annotated] = ()) -> Project:
    """Return a new project that holds ``records``."""
    project = create_project(path)
    with project.begin_import("test") as work:
        work.add(records)
    return project


def exported(project: Project, folder: Path, **options: Any) -> bytes:
    """Return the project's export."""
    out = folder / "export.jsonl"
    write_out(project, out, **options)
    return out.read_bytes()


def lines_of(*lines: dict[str, Any]) -> bytes:
    """Return objects as JSON lines."""
    return b"".join(orjson.dumps(line) + b"\n" for line in lines)


NAMES = st.sampled_from(
    [
        "claim",
        "quote",
        "Zoë",
        "a b",
        "lead",
        "x" * 80,
        "label’s “own”",
        "日本",
        "é",
        "a\u2028b",
    ]
)
TEXTS = messy_text(newlines_only=True, max_size=25).filter(bool)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | messy_text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(messy_text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
OBJECTS = st.dictionaries(messy_text(max_size=3), JSON_VALUES, max_size=3)


@st.composite
def some_fragments(draw: st.DrawFn, text: str) -> tuple[Fragment, ...]:
    """One to three fragments of a text, which may touch."""
    bounds = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    ranges = [(start, end) for start, end in pairs if start < end] or [(0, len(text))]
    return tuple(Fragment(start, end, text[start:end]) for start, end in ranges)


@st.composite
def projects(draw: st.DrawFn) -> list[Annotated]:
    """Everything that a project may hold: work of several people on several articles."""
    people = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    records: list[Annotated] = []
    spans: list[Span] = []
    for number in range(draw(st.integers(1, 3))):
        text = draw(TEXTS)
        article = Article(
            id=f"{draw(NAMES)}-{number}",
            text=text,
            title=draw(messy_text(max_size=3)),
            source=draw(NAMES),
            date=draw(st.sampled_from(["", "2026-05-15"])),
            meta=draw(OBJECTS),
        )
        for person in draw(st.permutations(people)):
            work = []
            for _ in range(draw(st.integers(0, 4))):
                span = Span(
                    id=f"s{len(spans)}",
                    article=article.id,
                    annotator=person,
                    label=draw(NAMES),
                    fragments=draw(some_fragments(text)),
                    attributes=draw(OBJECTS),
                    note=draw(st.none() | messy_text(max_size=3).filter(bool)),
                    origin=draw(st.sampled_from(["manual", "model-1"])),
                    created_at="2026-11-20T09:30:00.125Z",
                )
                spans.append(span)
                work.append(span)
            status = draw(st.sampled_from(Status))
            records.append(
                Annotated(article=article, annotator=person, status=status, spans=tuple(work))
            )
        if not people or draw(st.booleans()):
            records.append(Annotated(article=article))
    return [*records, *_links(draw, records, spans)]


def _links(draw: st.DrawFn, records: list[Annotated], spans: list[Span]) -> list[Annotated]:
    """Return a record with links between any of the spans, also across articles."""
    if len(spans) < 2:
        return []
    ends = draw(st.lists(st.lists(st.sampled_from(spans), min_size=2, max_size=2), max_size=4))
    links = [
        Link(id=f"l{number}", type=draw(NAMES), source=source.id, target=target.id)
        for number, (source, target) in enumerate(ends)
        if source.id != target.id
    ]
    first = records[0]
    return [Annotated(article=first.article, annotator=first.annotator, links=tuple(links))]


def span(text: str, start: int, end: int, **fields: Any) -> Span:
    """Return a span of one fragment."""
    given = {"id": f"{start}-{end}", "article": "x", "annotator": "a", "label": "quote", **fields}
    return Span(fragments=make_fragments(text, ((start, end),)), **given)
