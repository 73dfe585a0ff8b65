"""Projects for these tests: two articles that are hard on offsets, two labels, two annotators."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import select

from annotator.annotation.edits import AddSpan
from annotator.annotation.records import Annotated, Article, Label, Span, make_fragments
from annotator.project import Project, is_url
from annotator.project.door.database import Database
from annotator.project.migrating import config
from annotator.project.storage import schema
from annotator.project.storage.schema import APPLICATION_ID

LINKS = ("speaker", "cue", "same", "updates", "t")
LABELS = (
    Label(id="claim", name="claim", key="1", colour="#0072b2", links=LINKS),
    Label(id="quote", name="quote", key="2", colour="#d55e00", links=LINKS),
)
NEWS = "Zoe\u0308 👩‍🚀 said:\u2028“שלום, ‏world.”\n\n🇩🇪🇫🇷 क्षि 𠀀𠀁 MilleyMark MilleyRepublicans"
OLD = "e\u0301 <b>5 % off_it\\</b>\u00a0ÉLYSÉE Straße 👍🏽 end."
TEXTS = {"news": NEWS, "old'\"; --": OLD}
FIRST, SECOND = TEXTS


def article(name: str, text: str, title: str = "") -> Annotated:
    """Return a record of an article without any work."""
    return Annotated(article=Article(id=name, text=text, title=title or name))


def span(name: str, of: str, start: int, end: int, text: str | None = None) -> Span:
    """Return a span as files hold it: with the label's name."""
    fragments = make_fragments(TEXTS[of] if text is None else text, ((start, end),))
    return Span(id=name, article=of, annotator="", label="claim", fragments=fragments)


def work(of: str, who: str, *spans: Span, **fields: object) -> Annotated:
    """Return a record of somebody's work on one of the two articles."""
    return Annotated(
        article=Article(id=of, text=TEXTS[of], title=of),
        annotator=who,
        spans=spans,
        **fields,  # type: ignore[arg-type]
    )


def make(path: Path) -> Project:
    """Return a new project with both articles and annotators."""
    project = Project.create(path, LABELS)
    with project.begin_import("test") as incoming:
        incoming.add([article(name, text) for name, text in TEXTS.items()])
    project.add_annotator("x")
    project.add_annotator("y")
    return project


class Template:
    """A project that is made once and copied for each test, which is quicker."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "template.annotator"
        make(self.path).close()

    def copy(self, path: Path) -> Path:
        shutil.copyfile(self.path, path)
        return path


def tag(project: Project, start: int = 0, end: int = 3, of: str = FIRST, who: str = "x") -> str:
    """Tag a range and return the span's id."""
    changes = project.apply(AddSpan(article=of, label="claim", ranges=((start, end),)), who)
    assert changes is not None
    return changes.delta.spans[0].record.id


def spans_of(project: Project, of: str = FIRST, who: str = "x") -> dict[str, Span]:
    """Return the spans that opening an article shows, by id."""
    opened = project.open_article(who, of)
    assert not opened.damaged
    return {span.id: span for span in opened.spans}


def dump(path: Path | str) -> list[str]:
    """Return everything in a project but counters of numbers once given and its log's mark."""
    if is_url(path):
        with closing(Database(str(path))) as database, database.reading() as connection:
            tables = schema.metadata.sorted_tables
            return sorted(
                f"{one.name} {row}" for one in tables for row in connection.execute(select(one))
            )
    with closing(sqlite3.connect(path)) as connection:
        return [
            line
            for line in connection.iterdump()
            if "sqlite_sequence" not in line and not line.startswith(_MARK)
        ]


_MARK = "INSERT INTO \"info\" VALUES('log',"


@contextmanager
def raw(path: Path, *, foreign_keys: bool = False) -> Iterator[sqlite3.Connection]:
    """A connection that bypasses the program, committed at the end."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("BEGIN")
        yield connection


_WITHOUT_IMPORTS = {  # which were no changes then
    "changes": " WHERE kind <> 'import'",
    "change_events": " WHERE change IN (SELECT number FROM new.changes WHERE kind <> 'import')",
}


def old_copy(new: Path, path: Path) -> None:
    """Build a project as version 1 made it, with the rows of another one."""
    database = Database(path, foreign_keys=False)
    configuration = config()
    with database.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "0001")
        connection.exec_driver_sql("PRAGMA user_version=1")
    database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        tables = "SELECT name FROM main.sqlite_master WHERE type = 'table'"
        for (table,) in connection.execute(tables).fetchall():
            if not table.startswith(("sqlite_", "alembic_")):
                columns = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
                names = ", ".join(f'"{column[1]}"' for column in columns)
                rows = f"SELECT {names} FROM new.{table}" + _WITHOUT_IMPORTS.get(table, "")
                connection.execute(f"INSERT INTO main.{table} ({names}) {rows}")
