"""What became of people's names, what articles are called since, and what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Build the tables."""
    op.create_table(
        "people",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("retired", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> '' AND became <> name", name=op.f("ck_people_name")),
        sa.CheckConstraint("retired IN (0, 1)", name=op.f("ck_people_retired")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_people")),
    )
    op.create_table(
        "article_facts",
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("meta", sa.Text(), nullable=True),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("imported", sa.Text(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=True),
        sa.CheckConstraint("archived IN (0, 1)", name=op.f("ck_article_facts_archived")),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.key"],
            name=op.f("fk_article_facts_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_article_facts")),
    )
    op.create_table(
        "erased",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'article', 'name')", name=op.f("ck_erased_kind")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_erased_hash")),
        sa.PrimaryKeyConstraint("kind", "hash", name=op.f("pk_erased")),
    )
