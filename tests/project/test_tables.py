"""The tables: built by migrations, guarded by constraints, connected to as promised, portable."""

from __future__ import annotations

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

from annotator.annotation.edits import AddLink, SetStatus
from annotator.annotation.records import Status
from annotator.project import ArticleFilter, queries, rows, schema
from annotator.project.database import Database
from annotator.project.migrating import config
from tests.project.making import FIRST, raw, tag


def test_migrations_build_exactly_the_tables(path):
    """What the migrations have built is what the schema says: tables, indexes, constraints."""
    database = Database(path)
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
        built = {
            row[0]: " ".join(row[1].replace('"', "").split())
            for row in connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql > ''"
            )
        }
        for table in schema.metadata.tables.values():
            wanted = str(CreateTable(table).compile(connection)).replace('"', "")
            pieces = sorted(wanted.split("\n\t")[1:], key=str)
            for piece in pieces:
                words = " ".join(piece.strip().rstrip(")").rstrip(",").split())
                assert words.split(") WITHOUT")[0].strip() in built[table.name], table.name
            assert ("WITHOUT ROWID" in wanted) == ("WITHOUT ROWID" in built[table.name])
            assert ("AUTOINCREMENT" in wanted) == ("AUTOINCREMENT" in built[table.name])
            for index in table.indexes:
                assert " ".join(str(CreateIndex(index)).replace('"', "").split()) == built[index.name]
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


HEX = "0" * 64
BAD_ROWS = [
    f"articles VALUES (9, '', 't', '', '', '{{}}', '{HEX}', 3, NULL)",
    f"articles VALUES (9, 'i', 't', '', '', '{{}}', '{HEX}', 0, NULL)",
    f"articles VALUES (9, 'i', 't', '', '', '{{}}', 'short', 3, NULL)",
    f"articles VALUES (9, 'news', 't', '', '', '{{}}', '{HEX}', 3, NULL)",
    f"articles VALUES (9, 'i', NULL, '', '', '{{}}', '{HEX}', 3, NULL)",
    f"articles VALUES (9, 'i', 't', '', '', '{{}}', '{HEX}', 3, 99)",
    "article_texts VALUES (99, 'x')",
    "article_texts VALUES (1, 'x')",
    "annotators VALUES (9, '')",
    "annotators VALUES (9, 'x')",
    "labels VALUES (9, 'claim', 'n', '', '', '#777777', 'solid', '', '', 0)",
    "labels VALUES (9, 'i', 'claim', '', '', '#777777', 'solid', '', '', 0)",
    "labels VALUES (9, 'i', '', '', '', '#777777', 'solid', '', '', 0)",
    "labels VALUES (9, 'i', 'n', '', '', 'red', 'solid', '', '', 0)",
    "labels VALUES (9, 'i', 'n', '', '', '#777777', 'curly', '', '', 0)",
    "statuses (annotator, article, status, updated_at) VALUES (1, 1, 'open', '')",
    "statuses (annotator, article, status, updated_at) VALUES (1, 99, 'done', '')",
    "statuses (annotator, article, status, updated_at) VALUES (99, 1, 'done', '')",
    "spans VALUES (9, '', 1, 1, 1, '{}', NULL, 'm', '', '', NULL)",
    "spans VALUES (9, 'i', 99, 1, 1, '{}', NULL, 'm', '', '', NULL)",
    "spans VALUES (9, 'i', 1, 99, 1, '{}', NULL, 'm', '', '', NULL)",
    "spans VALUES (9, 'i', 1, 1, 99, '{}', NULL, 'm', '', '', NULL)",
    "spans VALUES (9, 'i', 1, 1, 1, NULL, NULL, 'm', '', '', NULL)",
    "fragments VALUES (99, 0, 0, 1, 'Z')",
    "fragments VALUES (1, 0, 0, 1, 'Z')",
    "fragments VALUES (1, -1, 0, 1, 'Z')",
    "fragments VALUES (1, 5, -1, 1, 'Zo')",
    "fragments VALUES (1, 5, 2, 2, '')",
    "fragments VALUES (1, 5, 3, 2, '')",
    "fragments VALUES (1, 5, 0, 2, 'Zoe')",
    "fragments VALUES (1, 5, 0, 2, 'Z')",
    "links VALUES (9, 'i', '', 1, 2)",
    "links VALUES (9, 'i', 't', 1, 1)",
    "links VALUES (9, 'i', 't', 1, 99)",
    "changes VALUES (99, 1, NULL, 't', '{}', '{}', 'maybe')",
    "changes VALUES (99, 99, NULL, 't', '{}', '{}', 'done')",
    "change_events VALUES (99, 1, 'thought', '')",
    "change_events VALUES (99, 99, 'done', '')",
]


@pytest.mark.parametrize("row", BAD_ROWS)
def test_the_database_itself_refuses_bad_rows(project, path, row):
    """No program that writes past this one can store what breaks the rules."""
    tag(project)
    tag(project, 4, 9)
    with raw(path, foreign_keys=True) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"INSERT INTO {row}")


def test_good_rows_are_accepted(project, path):
    """The statements that are refused above are refused for what is wrong in them alone."""
    tag(project)
    tag(project, 4, 9)
    with raw(path, foreign_keys=True) as connection:
        for row in [
            f"articles VALUES (9, 'i', 't', '', '', '{{}}', '{HEX}', 3, NULL)",
            "article_texts VALUES (9, 'x')",
            "annotators VALUES (9, 'n')",
            "labels VALUES (9, 'i', 'n', '', '', '#777777', 'solid', '', '', 0)",
            "statuses (annotator, article, status, updated_at) VALUES (1, 9, 'done', '')",
            "spans VALUES (9, 'i', 1, 1, 1, '{}', NULL, 'm', '', '', NULL)",
            "fragments VALUES (9, 0, 0, 2, 'Zo')",
            "links VALUES (9, 'i', 't', 1, 2)",
            "changes VALUES (99, 1, NULL, 't', '{}', '{}', 'done')",
            "change_events VALUES (99, 1, 'done', '')",
        ]:
            connection.execute(f"INSERT INTO {row}")


def test_the_tables_can_be_built_on_postgresql():
    """The tables compile for PostgreSQL, with nothing of SQLite's and all words quoted."""
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        for word in ("ROWID", "AUTOINCREMENT", "PRAGMA"):
            assert word not in made
        made += "".join(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
        assert '"end"' in made or table.name != "fragments"


def test_the_statements_compile_for_postgresql(project, path, monkeypatch):
    """Every statement of a day's work, as it is sent, compiles for PostgreSQL too."""
    from sqlalchemy import event

    sent, raw_sql = [], []
    engine = project._database.engine

    @event.listens_for(engine, "before_execute")
    def keep(connection, statement, *rest):
        sent.append(statement)

    @event.listens_for(engine, "before_cursor_execute")
    def keep_raw(connection, cursor, statement, parameters, context, many):
        if context is None or context.compiled is None:
            raw_sql.append(statement)

    one, two = tag(project), tag(project, 4, 9)
    project.apply(AddLink(type="cue", source=one, target=two), "x")
    project.apply(SetStatus(articles=(FIRST,), status=Status.DONE), "x")
    project.undo("x")
    project.redo("x")
    project.open_article("x", FIRST)
    project.index("x", ArticleFilter(words="Zoë a%", status=Status.DONE))
    project.rows("x", project.index("x"))
    project.progress("x")
    project.history(article_key=1)
    records = list(project.export())
    project.sight(records)
    with pytest.raises(ZeroDivisionError), project.begin_import("again") as work:
        work.add(records)
        raise ZeroDivisionError
    with project.begin_import("again") as work:
        work.add(records)
    project.check()
    assert any(isinstance(one, Select) for one in sent)
    for statement in sent:
        assert "PRAGMA" not in str(statement.compile(dialect=postgresql.dialect()))
    assert {one.split("(")[0].split()[0] for one in raw_sql} == {"BEGIN", "PRAGMA"}
