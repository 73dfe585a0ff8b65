"""Rounds: batches of articles with a name, a day and the guidelines that hold in them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Build the table."""
    op.create_table(
        "rounds",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("guidelines", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_rounds_name_not_empty")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rounds")),
    )
