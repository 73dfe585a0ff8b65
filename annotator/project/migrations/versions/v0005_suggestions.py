"""Suggestions of several fragments, with attributes, and what their spans would be linked to."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, on SQLite as if the table was built so; checksums stay as they are."""
    anew: Any = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("suggestions", recreate=anew) as suggestions:
        for name, default in (("fragments", "[]"), ("attributes", "{}"), ("partners", "[]")):
            column = sa.Column(name, sa.Text(), nullable=False, server_default=default)
            suggestions.add_column(column)
