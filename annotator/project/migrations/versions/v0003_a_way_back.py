"""Who made a change in which window, what imports and merges did, and who has it open."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_COVERED = (
    "articles",
    "labels",
    "statuses",
    "spans",
    "links",
    "suggestions",
    "suggestion_answers",
    "decisions",
    "changes",
    "change_events",
    "versions",
)


def upgrade() -> None:
    """Build the tables and columns; on SQLite a table is written anew, as if it was built so."""
    anew: Any = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    op.create_table(
        "windows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("annotator", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("alive_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_windows")),
    )
    with op.batch_alter_table("imports", recreate=anew) as imports:
        imports.add_column(sa.Column("made", sa.Text(), nullable=False, server_default="{}"))
    with op.batch_alter_table("links", recreate=anew) as links:
        links.add_column(sa.Column("import", sa.Integer(), nullable=True))
        links.create_foreign_key(op.f("fk_links_import"), "imports", ["import"], ["key"])
    numbered = {"sqlite_autoincrement": True}
    with op.batch_alter_table("changes", recreate=anew, table_kwargs=numbered) as changes:
        changes.alter_column("annotator", existing_type=sa.Integer(), nullable=True)
        changes.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default=""))
        changes.add_column(sa.Column("window", sa.Text(), nullable=False, server_default=""))
        changes.add_column(sa.Column("edit", sa.Text(), nullable=True))
        changes.add_column(sa.Column("images", sa.LargeBinary(), nullable=True))
        changes.add_column(sa.Column("takes_back", sa.Integer(), nullable=True))
        changes.create_unique_constraint(op.f("uq_changes_edit"), ["edit"])
        changes.create_index(op.f("ix_changes_takes_back"), ["takes_back"])
    # Last, and without writing the tables anew: a year of work has a million rows.
    for name in _COVERED:
        op.add_column(name, sa.Column("crc", sa.Integer(), nullable=True))
