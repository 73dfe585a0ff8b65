"""Annotators who are programs: their work is compared with people's and is nobody's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Build the table."""
    op.create_table(
        "programs",
        sa.Column("annotator", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["annotator"],
            ["annotators.key"],
            name=op.f("fk_programs_annotator"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("annotator", name=op.f("pk_programs")),
    )
