"""Stories, suggestions, settling, assignments, and what merging needs to know."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Build the tables."""
    op.create_table(
        "conflicts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conflicts")),
        sa.UniqueConstraint("id", name=op.f("uq_conflicts_id")),
    )
    op.create_table(
        "versions",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.CheckConstraint("current IN (0, 1)", name=op.f("ck_versions_current")),
        sa.CheckConstraint("gone IN (0, 1)", name=op.f("ck_versions_gone")),
        sa.PrimaryKeyConstraint("kind", "id", "stamp", name=op.f("pk_versions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gold",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotators.key"], name=op.f("fk_gold_annotator"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("annotator", name=op.f("pk_gold")),
    )
    op.create_table(
        "assignments",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotators.key"],
            name=op.f("fk_assignments_annotator"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_assignments_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("annotator", "article", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_article"), "assignments", ["article"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("accepted", sa.Text(), nullable=False),
        sa.Column("gold", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'nothing', 'drawn')", name=op.f("ck_decisions_verdict")
        ),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_decisions_range")),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_decisions_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by"], ["annotators.key"], name=op.f("fk_decisions_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_decisions_id")),
    )
    op.create_index(op.f("ix_decisions_article"), "decisions", ["article"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_signatures_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_signatures")),
    )
    op.create_table(
        "stories",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.CheckConstraint("story <> ''", name=op.f("ck_stories_story_not_empty")),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_stories_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_story"), "stories", ["story"], unique=False)
    op.create_table(
        "suggestions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.CheckConstraint('length(text) = "end" - start', name=op.f("ck_suggestions_text")),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_suggestions_score")),
        sa.CheckConstraint('start >= 0 AND "end" > start', name=op.f("ck_suggestions_range")),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.key"], name=op.f("fk_suggestions_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["import"], ["imports.key"], name=op.f("fk_suggestions_import")),
        sa.ForeignKeyConstraint(
            ["label"], ["labels.key"], name=op.f("fk_suggestions_label"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_suggestions")),
        sa.UniqueConstraint("id", name=op.f("uq_suggestions_id")),
    )
    op.create_index(op.f("ix_suggestions_article"), "suggestions", ["article"], unique=False)
    op.create_table(
        "suggestion_answers",
        sa.Column("suggestion", sa.Integer(), nullable=False),
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('accepted', 'rejected')", name=op.f("ck_suggestion_answers_answer")
        ),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotators.key"], name=op.f("fk_suggestion_answers_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion"],
            ["suggestions.key"],
            name=op.f("fk_suggestion_answers_suggestion"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("suggestion", "annotator", name=op.f("pk_suggestion_answers")),
    )
