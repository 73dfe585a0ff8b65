"""Changes that are no edits of records: imports, merges, removed articles, and taking them back.

Such a change is a row of ``changes`` with its kind, recorded with ``history.record_operation`` in
the transaction that carries it out. How it is taken back and made again is in ``OPERATIONS``; what
that needs lies packed in the row's ``images``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from annotator.project import history
from annotator.project.rows import Names

IMPORT, MERGE, REMOVAL = "import", "merge", "removal"

Turn = Callable[[Connection, Names, Row[Any]], None]
"""Takes back or makes again what a row of ``changes`` stands for, in the caller's transaction.

The row has the columns of ``changes``. It raises RuleError with the reason, as a sentence, where
later work depends on it or what it needs is no longer there; what it wrote until then is undone by
the caller. State and events of the row are the caller's.
"""


class Operation(NamedTuple):
    """How a kind of operation is taken back, and made again."""

    take_back: Turn
    make_again: Turn


OPERATIONS: dict[str, Operation] = {}
"""By kind. A row of another kind is an edit, with its records before and after."""


def turn(connection: Connection, names: Names, number: int, *, back: bool) -> None:
    """Take an operation back, or make it again; its state and events are the caller's.

    Args:
        connection: inside a write transaction.
        names: labels and annotators, which may be others afterwards: read them again.
        number: of the change.
        back: take it back; otherwise make it again.

    Raises:
        RuleError: later work depends on it; nothing has changed.

    """
    row = history.stored(connection, number)
    operation = OPERATIONS[row.kind]
    with connection.begin_nested():
        (operation.take_back if back else operation.make_again)(connection, names, row)
