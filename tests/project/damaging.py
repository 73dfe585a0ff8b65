"""Projects with something in every table, ways to damage them, and what was in them."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

from annotator.annotation.edits import (
    AcceptSuggestions,
    AddLink,
    AddSpan,
    FlagSpans,
    RejectSuggestions,
    SetNote,
    SetStatus,
    Settle,
)
from annotator.annotation.records import (
    Annotated,
    Article,
    Attribute,
    Label,
    Link,
    Span,
    Status,
    Suggestion,
    make_fragments,
)
from annotator.project import Project
from tests.project.pagemap import page_map

PAGE = 4096
LABELS = (
    Label(id="claim", name="claim", key="1", colour="#0072b2"),
    Label(id="quote", name="quote", key="2", colour="#d55e00"),
    Label(
        id="topic",
        name="topic",
        unit="article",
        attributes=(Attribute(name="value", kind="choice", values=("war", "peace")),),
    ),
)
_TEXT = "said the minister of a new law that would change everything in Zürich München été"
_WORDS = _TEXT.split(" ")
_TIME = "2026-01-01T00:00:00.000Z"

REFERENCES = {
    "links": (("source", "spans"), ("target", "spans")),
    "change_events": (("change", "changes"),),
    "suggestion_answers": (("suggestion", "suggestions"),),
    "fragments": (("span", "spans"),),
    "signatures": (("article", "articles"),),
    "stories": (("article", "articles"),),
}
"""What a record cannot be without: where that is lost, it is lost with it."""

Rows = dict[tuple[str, tuple[Any, ...]], dict[str, Any]]


def build(path: Path, articles: int) -> None:
    """Make a project: imported work of anna's, edits of bert's, some of everything else.

    Each fiftieth text is long, so that it overflows its page.
    """
    rng = random.Random(7)
    records = [_record(rng, number) for number in range(articles)]
    with Project.create(path, LABELS) as project:
        with project.begin_import("made for a test") as incoming:
            for first in range(0, articles, 300):
                some = records[first : first + 300]
                incoming.add(some, {one.article.id: bytes(16) for one in some[:20]})
            incoming.finish({f"a{number}": "a0" for number in range(5)})
        project.add_annotator("bert")
        for number in range(0, articles, max(1, articles // 40)):
            _work(project, records[number], number)
        project.set_assignments({f"a{number}": ["anna", "bert"] for number in range(30)})
        project.save_reading("bert", "a3", caret=5, top=0, more_ms=1000)


def _record(rng: random.Random, number: int) -> Annotated:
    length = 1500 if number % 50 == 0 else rng.randint(15, 60)
    text = f"Article {number}. " + " ".join(rng.choice(_WORDS) for _ in range(length))
    spans = tuple(
        Span(
            id=f"s{number}-{at}",
            article=f"a{number}",
            annotator="anna",
            label=rng.choice(["claim", "quote"]),
            fragments=make_fragments(text, ((8 * at, 8 * at + 6),) if at else ((0, 3), (5, 9))),
            note="a note" if at == 1 else None,
            attributes={"sure": True} if at == 2 else {},
            created_at=_TIME,
            updated_at=_TIME,
        )
        for at in range(4)
    )
    link = Link(id=f"l{number}", type="cue", source=spans[0].id, target=spans[1].id)
    proposed = Suggestion(
        article=f"a{number}", label="claim", start=8, end=12, text=text[8:12], score=0.5, origin="p"
    )
    return Annotated(
        article=Article(id=f"a{number}", text=text, title=f"Title {number}", meta={"n": number}),
        annotator="anna",
        status=Status.DONE,
        spans=spans,
        links=(link,),
        suggestions=(proposed,) if number % 3 == 0 else (),
        document={"topic": ("war", "peace")[number % 2]} if number % 4 else {},
    )


def _work(project: Project, record: Annotated, number: int) -> None:
    article = record.article.id
    made = project.apply(AddSpan(article=article, label="claim", ranges=((1, 6),)), "bert")
    assert made is not None
    span = made.delta.spans[0].record.id
    project.apply(SetNote(span=span, note=f"note {number}"), "bert")
    project.apply(FlagSpans(spans=(span,), flagged=True), "bert")
    other = project.apply(AddSpan(article=article, label="quote", ranges=((9, 11),)), "bert")
    assert other is not None
    end = other.delta.spans[0].record.id
    project.apply(AddLink(type="cue", source=span, target=end), "bert")
    project.apply(SetStatus(articles=(article,), status=Status.DONE), "bert")
    if number % 2 == 0:
        project.apply(Settle(article=article, start=1, end=6, accept=(span,), reason="so"), "bert")
    asked = project.open_article("bert", article).suggestions
    if asked:
        edit = AcceptSuggestions if number % 2 else RejectSuggestions
        project.apply(edit(suggestions=(asked[0].id,)), "bert")


def rows_of(path: Path, tables: set[str]) -> Rows:
    """Return all rows of some tables by table and primary key."""
    found: Rows = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in tables:
            columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
            names = [column[1] for column in columns]
            keys = [column[1] for column in sorted(columns, key=lambda one: one[5]) if column[5]]
            for row in connection.execute(f"SELECT * FROM {table}"):
                values = dict(zip(names, row, strict=True))
                found[table, tuple(values[key] for key in keys)] = values
    return found


class Whole:
    """A project before it is damaged: its bytes, its rows, and where they lie."""

    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        self.lying = page_map(path)
        self.tables = {table for table, _ in self.lying.records}
        self.rows = rows_of(path, self.tables)

    def pages(self, kind: str, owner: str = "") -> list[int]:
        """Return the pages of a kind, of one table or of all."""
        kinds, owners = self.lying.kinds, self.lying.owners
        return sorted(n for n in kinds if kinds[n] == kind and owner in ("", owners[n]))

    @cached_property
    def own_pages(self) -> Mapping[tuple[str, tuple[Any, ...]], frozenset[int]]:
        """The pages that a record needs to be whole, those of what it refers to among them."""
        fragments = defaultdict(list)
        for record in self.lying.records:
            if record[0] == "fragments":
                fragments[record[1][0]].append(record)
        found: dict[Any, frozenset[int]] = {}

        def pages(record: Any) -> frozenset[int]:
            if record not in found:
                needed = set(self.lying.records[record])
                spans = [record[1][0]] if record[0] in ("spans", "fragments") else []
                for span in spans:
                    needed |= self.lying.records["spans", (span,)]
                    for fragment in fragments[span]:
                        needed |= self.lying.records[fragment]
                if record[0] != "fragments":
                    for column, table in REFERENCES.get(record[0], ()):
                        needed |= pages((table, (self.rows[record][column],)))
                found[record] = frozenset(needed)
            return found[record]

        return {record: pages(record) for record in self.lying.records}

    def not_saved(self, out: Path, hit: set[int]) -> list[Any]:
        """Return the records with whole pages that are not in a recovered project as they were.

        Which import brought something may go; an article says anew what its text is; of what is
        lost nothing is remembered for merging.
        """
        there = rows_of(out, self.tables)
        forgotten = self._ids(self.rows) - self._ids(there)
        wrong = []
        for record, values in self.rows.items():
            if self.own_pages[record] & hit or record[1][:2] in forgotten:
                continue
            saved = there.get(record)
            free = {"import", "crc"}
            if record[0] == "articles":
                free |= {"sha256", "length", "meta"}
            if saved is None or any(
                saved[name] != value for name, value in values.items() if name not in free
            ):
                wrong.append((record, values, saved))
        return wrong

    @staticmethod
    def _ids(rows: Rows) -> set[tuple[str, str]]:
        """Return what merging calls the records that are there."""
        names = {
            key: row["name"] for (table, (key, *_)), row in rows.items() if table == "annotators"
        }
        ids = {
            (table, key[0]): row["id"]
            for (table, key), row in rows.items()
            if table in ("articles", "suggestions")
        }
        found = set()
        for (table, _), row in rows.items():
            if table in ("spans", "links", "decisions"):
                found.add((table.removesuffix("s"), row["id"]))
            elif table == "statuses":
                about = ids.get(("articles", row["article"]))
                found.add(("status", f"{names.get(row['annotator'])}\n{about}"))
            elif table == "suggestion_answers":
                about = ids.get(("suggestions", row["suggestion"]))
                found.add(("answer", f"{names.get(row['annotator'])}\n{about}"))
        return found
