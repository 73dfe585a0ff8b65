"""A new project has the tables that the migrations build."""

from __future__ import annotations

import runpy

from annotator.project import Project
from annotator.project.door.database import Database
from annotator.project.migrating import migrate
from annotator.project.new_tables import LIST
from tests.command import ROOT
from tests.project.making import raw

TABLES = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
TOOL = runpy.run_path(str(ROOT / ".ci" / "tables.py"))
lines_of = TOOL["lines_of"]
HEADER = ("application_id", "user_version", "encoding", "page_size", "auto_vacuum")


def built(path):
    """What a file consists of: tables, indexes, triggers, revision, and what its header says."""
    with raw(path) as connection:
        header = [connection.execute(f"PRAGMA {name}").fetchone() for name in HEADER]
        revision = connection.execute("SELECT * FROM alembic_version").fetchall()
        tables = [
            (*row, lines_of(sql or "")) for *row, sql in connection.execute(TABLES).fetchall()
        ]
        return tables, revision, header


def test_the_list_is_what_the_migrations_build():
    """After a new migration: python .ci/tables.py."""
    assert lines_of(TOOL["newest"]()) == lines_of(LIST.read_text(encoding="utf-8"))


def test_a_new_project_is_built_as_a_migrated_one(tmp_path):
    """Indexes that tables bring with them too, the revision, and what the header says."""
    Project.create(tmp_path / "new.annotator").close()
    database = Database(tmp_path / "migrated.annotator", write_ahead_log=False)
    migrate(database)
    database.close()
    assert built(tmp_path / "new.annotator") == built(tmp_path / "migrated.annotator")
