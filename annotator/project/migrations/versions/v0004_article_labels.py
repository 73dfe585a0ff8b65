"""What annotators say of whole articles, and which links must not be missing."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Build the table and the column."""
    op.create_table(
        "article_values",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.Column("label", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("import", sa.Integer(), nullable=True),
        sa.Column("crc", sa.Integer(), nullable=True),
        sa.CheckConstraint("value <> ''", name=op.f("ck_article_values_value_not_empty")),
        sa.ForeignKeyConstraint(
            ["annotator"], ["annotators.key"], name=op.f("fk_article_values_annotator")
        ),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.key"],
            name=op.f("fk_article_values_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["import"], ["imports.key"], name=op.f("fk_article_values_import")),
        sa.ForeignKeyConstraint(["label"], ["labels.key"], name=op.f("fk_article_values_label")),
        sa.PrimaryKeyConstraint("annotator", "label", "article", name=op.f("pk_article_values")),
    )
    op.create_index(op.f("ix_article_values_article"), "article_values", ["article"], unique=False)
    op.create_index(op.f("ix_article_values_label"), "article_values", ["label"], unique=False)
    op.add_column(
        "labels", sa.Column("required_links", sa.Text(), nullable=False, server_default="[]")
    )
