"""What is decided of suggestions for everybody: sources that are off, words, patterns."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Build the table."""
    op.create_table(
        "suggestion_choices",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("crc", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_suggestion_choices")),
        sa.UniqueConstraint("id", name=op.f("uq_suggestion_choices_id")),
    )
