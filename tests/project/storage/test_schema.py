"""The tables: built by migrations, guarded by constraints, connected to as promised, portable."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import ExitStack

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Select
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from annotator.annotation.edits import AddLink, SetArticleValue, SetStatus
from annotator.annotation.records import Attribute, Label, Status
from annotator.project import ArticleFilter
from annotator.project.door.database import Database
from annotator.project.migrating import config
from annotator.project.reading import queries
from annotator.project.storage import rows, schema
from tests.project.making import FIRST, raw, tag


def flat(sql):
    return " ".join(sql.replace('"', "").split())


def lines_of(sql):
    """The columns and constraints of a table, in any order."""
    body = sql[sql.index("(") + 1 : sql.rindex(")")]
    # A column that came later stands behind the constraints.
    return {flat(line) for line in re.split(r",\s*\n\t|, (?=crc INTEGER|required_links)", body)}


def test_migrations_build_exactly_the_tables(path):
    """What the migrations have built is what the schema says: tables, indexes, constraints."""
    database = Database(path)
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
        statement = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
        built = {row.name: row.sql for row in connection.exec_driver_sql(statement)}
        for table in schema.metadata.tables.values():
            wanted = str(CreateTable(table).compile(connection))
            assert lines_of(built[table.name]) == lines_of(wanted)
            assert ("WITHOUT ROWID" in wanted) == ("WITHOUT ROWID" in built[table.name])
            assert ("AUTOINCREMENT" in wanted) == ("AUTOINCREMENT" in built[table.name])
            for index in table.indexes:
                assert flat(str(CreateIndex(index))) == flat(built[index.name])
    database.close()


def test_the_revision_is_the_newest_migration():
    """REVISION, which goes into the file's header, is the head of the migrations."""
    assert int(ScriptDirectory.from_config(config()).get_current_head()) == schema.REVISION


def test_every_foreign_key_is_the_start_of_an_index():
    """Removing an article or a span looks nowhere at whole tables of children."""
    for table in schema.metadata.tables.values():
        starts = {next(iter(table.primary_key.columns)).name}
        starts |= {next(iter(index.columns)).name for index in table.indexes}
        for key in table.foreign_keys:
            if key.column.table.name in ("articles", "spans"):
                assert key.parent.name in starts, key.parent


def test_every_connection_is_safe(path):
    """The log, full synchronisation and foreign keys are on in each of many connections."""
    database = Database(path)
    with ExitStack() as stack:
        for _ in range(20):
            connection = stack.enter_context(database.engine.connect())
            values = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys")
            ]
            assert values == ["wal", 2, 1]
    database.close()
    no_log = Database(path, write_ahead_log=False)
    with no_log.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    no_log.close()


def test_sqlite_folds_no_log_by_itself(path):
    """What is folded is kept first, so every connection leaves it to the program."""
    database = Database(path)
    with database.writing(in_bulk=True) as connection:
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 0
    with database.writing() as one, database.engine.connect() as other:
        for connection in (one, other):
            assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one() == 0
    database.close()


def test_a_reader_sees_one_moment(project, path):
    """What is committed while a read goes on is not seen by it."""
    database = Database(path)
    with database.reading() as connection:
        names = rows.Names(connection)
        before = queries.statistics(connection, names)
        thread = threading.Thread(target=lambda: tag(project))
        thread.start()
        thread.join()
        assert queries.statistics(connection, names) == before
    assert project.statistics().spans == 1
    database.close()


FRESH = {
    "articles": {"key": 9, "id": "i", "import": None},
    "article_texts": {"article": 8},
    "annotators": {"key": 9, "name": "n"},
    "labels": {"key": 9, "id": "i", "name": "n"},
    "statuses": {"article": 8},
    "article_values": {"article": 8},
    "readings": {"article": 8},
    "spans": {"key": 9, "id": "i"},
    "fragments": {"number": 5, "start": 0, "end": 2, "text": "Zo"},
    "links": {"key": 9, "id": "i"},
    "changes": {"number": 99},
    "change_events": {"key": 99},
}
"""What makes of a row that is there another one that is as good."""

BAD = [
    ("articles", "id", ""),
    ("articles", "id", "news"),
    ("articles", "length", 0),
    ("articles", "sha256", "short"),
    ("articles", "title", None),
    ("articles", "import", 99),
    ("article_texts", "article", 99),
    ("article_texts", "article", 1),
    ("article_texts", "text", None),
    ("annotators", "name", ""),
    ("annotators", "name", "x"),
    ("labels", "id", "claim"),
    ("labels", "name", "claim"),
    ("labels", "name", ""),
    ("labels", "colour", "red"),
    ("labels", "line", "curly"),
    ("statuses", "status", "open"),
    ("statuses", "article", 1),
    ("statuses", "article", 99),
    ("statuses", "annotator", 99),
    ("article_values", "value", ""),
    ("article_values", "value", None),
    ("article_values", "article", 1),
    ("article_values", "article", 99),
    ("article_values", "annotator", 99),
    ("article_values", "label", 99),
    ("readings", "article", 1),
    ("readings", "article", 99),
    ("readings", "annotator", 99),
    ("readings", "caret", -1),
    ("readings", "top", -1),
    ("readings", "active_ms", -1),
    ("readings", "active_ms", None),
    ("spans", "id", ""),
    ("spans", "article", 99),
    ("spans", "annotator", 99),
    ("spans", "label", 99),
    ("spans", "attributes", None),
    ("fragments", "span", 99),
    ("fragments", "number", 0),
    ("fragments", "number", -1),
    ("fragments", "start", -1),
    ("fragments", "start", 2),
    ("fragments", "start", 3),
    ("fragments", "end", 3),
    ("fragments", "text", "Zoe"),
    ("fragments", "text", ""),
    ("links", "type", ""),
    ("links", "target", 1),
    ("links", "target", 99),
    ("changes", "state", "maybe"),
    ("changes", "annotator", 99),
    ("change_events", "event", "thought"),
    ("change_events", "change", 999),
]


def insert_row(connection, table, changed):
    """Insert a copy of the table's first row with other values."""
    connection.row_factory = sqlite3.Row
    row = dict(connection.execute(f"SELECT * FROM {table}").fetchone()) | changed
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


@pytest.fixture
def busy_path(project, path):
    """A project with at least one row in every table, and an article 8 with nothing to it."""
    link = AddLink(type="cue", source=tag(project), target=tag(project, 4, 9))
    project.apply(link, "x")
    value = (Attribute(name="value", kind="yes/no"),)
    project.add_labels([Label(id="good", name="good", unit="article", attributes=value)])
    project.apply(SetArticleValue(articles=(FIRST,), label="good", value=True), "x")
    assert project.save_reading("x", FIRST, caret=2, top=0, more_ms=5)
    with raw(path, foreign_keys=True) as connection:
        insert_row(connection, "articles", {"key": 8, "id": "eight"})
    return path


@pytest.mark.parametrize(("table", "column", "value"), BAD)
def test_the_database_itself_refuses_bad_rows(busy_path, table, column, value):
    """No program that writes past this one can store what breaks the rules."""
    with (
        raw(busy_path, foreign_keys=True) as connection,
        pytest.raises(sqlite3.IntegrityError),
    ):
        insert_row(connection, table, FRESH[table] | {column: value})


@pytest.mark.parametrize("table", FRESH)
def test_good_rows_are_accepted(busy_path, table):
    """The rows that are refused above are refused for the one value that is wrong."""
    with raw(busy_path, foreign_keys=True) as connection:
        insert_row(connection, table, FRESH[table])


def test_the_tables_can_be_built_on_postgresql():
    """The tables compile for PostgreSQL, with nothing of SQLite's and all words quoted."""
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        for word in ("ROWID", "AUTOINCREMENT", "PRAGMA"):
            assert word not in made
        made += "".join(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
        assert '"end"' in made or table.name != "fragments"


def test_the_statements_compile_for_postgresql(project):
    """Every statement of a day's work, as it is sent, compiles for PostgreSQL too."""
    from sqlalchemy import event

    sent = []
    engine = project.database.engine

    @event.listens_for(engine, "before_execute")
    def keep(connection, statement, *rest):
        sent.append(statement)

    one, two = tag(project), tag(project, 4, 9)
    project.apply(AddLink(type="cue", source=one, target=two), "x")
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    project.undo("x")
    project.redo("x")
    project.open_article("x", FIRST)
    project.index("x", ArticleFilter(words="Zoë a%", status=Status.DONE))
    project.rows("x", project.index("x"))
    project.progress("x")
    project.save_reading("x", FIRST, caret=2, top=0, more_ms=5)
    project.reading("x", FIRST)
    project.paces()
    project.history(article_key=1)
    records = list(project.export())
    project.sight(records)
    work = project.begin_import("cancelled")
    work.add(records)
    work.cancel()
    with project.begin_import("again") as work:
        work.add(records)
    project.check()
    assert any(isinstance(one, Select) for one in sent)
    for statement in sent:
        assert "PRAGMA" not in str(statement.compile(dialect=postgresql.dialect()))
