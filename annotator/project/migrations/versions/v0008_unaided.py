"""Articles that are to be annotated without suggestions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, on SQLite as if the table was built so."""
    anew: Any = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("assignments", recreate=anew) as assignments:
        column = sa.Column("unaided", sa.Integer(), nullable=False, server_default="0")
        assignments.add_column(column)
        assignments.create_check_constraint(op.f("ck_assignments_unaided"), "unaided IN (0, 1)")
