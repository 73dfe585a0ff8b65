"""The first tables of a project."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Build the tables."""
    op.create_table(
        "annotators",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_annotators_name_not_empty")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_annotators")),
        sa.UniqueConstraint("name", name=op.f("uq_annotators_name")),
    )
    op.create_table(
        "imports",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("alive_at", sa.Text(), nullable=False),
        sa.Column("finished_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_imports")),
    )
    op.create_table(
        "info",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_info")),
    )
    op.create_table(
        "labels",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letter", sa.Text(), nullable=False),
        sa.Column("shortcut", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("guidelines", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "line IN ('solid', 'dashed', 'dotted', 'double', 'wavy')", name=op.f("ck_labels_line")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_labels_name_not_empty")),
        sa.CheckConstraint("length(colour) = 7", name=op.f("ck_labels_colour")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_labels")),
        sa.UniqueConstraint("id", name=op.f("uq_labels_id")),
        sa.UniqueConstraint("name", name=op.f("uq_labels_name")),
    )
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("meta", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.CheckConstraint("id <> ''", name=op.f("ck_articles_id_not_empty")),
        sa.CheckConstraint("length > 0", name=op.f("ck_articles_not_empty")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_articles_sha256")),
        sa.ForeignKeyConstraint(["import"], ["imports.key"], name=op.f("fk_articles_import")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_articles")),
        sa.UniqueConstraint("id", name=op.f("uq_articles_id")),
    )
    op.create_table(
        "article_texts",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_article_texts_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_article_texts")),
    )
    op.create_table(
        "changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('done', 'undone', 'passed')", name=op.f("ck_changes_state")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotators.key"], name=op.f("fk_changes_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_changes_article"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_changes_annotator", "changes", ["annotator", "state", "number"], unique=False
    )
    op.create_index(op.f("ix_changes_article"), "changes", ["article"], unique=False)
    op.create_table(
        "spans",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("attributes", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.CheckConstraint("id <> ''", name=op.f("ck_spans_id_not_empty")),
        sa.CheckConstraint("flagged IN (0, 1)", name=op.f("ck_spans_flagged")),
        sa.ForeignKeyConstraint(["annotator"], ["annotators.key"], name=op.f("fk_spans_annotator")),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name=op.f("fk_spans_article")),
        sa.ForeignKeyConstraint(["import"], ["imports.key"], name=op.f("fk_spans_import")),
        sa.ForeignKeyConstraint(["label"], ["labels.key"], name=op.f("fk_spans_label")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spans")),
        sa.UniqueConstraint("id", name=op.f("uq_spans_id")),
    )
    op.create_index("ix_spans_article", "spans", ["article", "annotator"], unique=False)
    op.create_table(
        "statuses",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status IN ('new', 'in progress', 'done', 'skipped')", name=op.f("ck_statuses_status")
        ),
        sa.CheckConstraint("flagged IN (0, 1)", name=op.f("ck_statuses_flagged")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotators.key"], name=op.f("fk_statuses_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_statuses_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["import"], ["imports.key"], name=op.f("fk_statuses_import")),
        sa.PrimaryKeyConstraint("annotator", "article", name=op.f("pk_statuses")),
    )
    op.create_index(op.f("ix_statuses_article"), "statuses", ["article"], unique=False)
    op.create_table(
        "readings",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("caret", sa.Integer(), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("active_ms", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.CheckConstraint("active_ms >= 0", name=op.f("ck_readings_active_ms")),
        sa.CheckConstraint("caret >= 0", name=op.f("ck_readings_caret")),
        sa.CheckConstraint("top >= 0", name=op.f("ck_readings_top")),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotators.key"],
            name=op.f("fk_readings_annotator"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_readings_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("annotator", "article", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_article"), "readings", ["article"], unique=False)
    op.create_table(
        "change_events",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "event IN ('done', 'undone', 'redone', 'passed')", name=op.f("ck_change_events_event")
        ),
        sa.ForeignKeyConstraint(
            ["change"], ["changes.number"], name=op.f("fk_change_events_change")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_change_events")),
    )
    op.create_index(op.f("ix_change_events_change"), "change_events", ["change"], unique=False)
    op.create_table(
        "fragments",
        sa.Column("span", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint('length(text) = "end" - start', name=op.f("ck_fragments_text")),
        sa.CheckConstraint("number >= 0", name=op.f("ck_fragments_number")),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_fragments_range")),
        sa.ForeignKeyConstraint(
            ["span"], ["spans.key"], name=op.f("fk_fragments_span"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("span", "number", name=op.f("pk_fragments")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.CheckConstraint("type <> ''", name=op.f("ck_links_type_not_empty")),
        sa.CheckConstraint("source <> target", name=op.f("ck_links_two_spans")),
        sa.ForeignKeyConstraint(
            ["source"], ["spans.key"], name=op.f("fk_links_source"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["target"], ["spans.key"], name=op.f("fk_links_target"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_links")),
        sa.UniqueConstraint("id", name=op.f("uq_links_id")),
    )
    op.create_index(op.f("ix_links_source"), "links", ["source"], unique=False)
    op.create_index(op.f("ix_links_target"), "links", ["target"], unique=False)
