"""Changes that are no edits of records: imports, merges, removed articles, and taking them back.

Such a change is a row of ``changes`` with its kind, recorded with ``history.record_operation`` in
the transaction that carries it out. How it is taken back and made again is in ``OPERATIONS``; what
that needs lies packed in the row's ``images``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from annotator.project.merging import unmerging
from annotator.project.operations import parting, removing, renaming, unimporting, uniting
from annotator.project.records import history
from annotator.project.storage.rows import Names
from annotator.words import Message

IMPORT, MERGE, REMOVAL = "import", "merge", "removal"

Turn = Callable[[Connection, Names, Row[Any]], None]
"""Takes back or makes again what a row of ``changes`` stands for, in the caller's transaction.

The row has the columns of ``changes``. It raises RuleError with the reason, as a sentence, where
later work depends on it or what it needs is no longer there; what it wrote until then is undone by
the caller. State and events of the row are the caller's.
"""


WhyNot = Callable[[Connection, Names, Row[Any]], Message | None]
"""Returns why a row cannot be taken back as things are, None where nothing speaks against it."""


class Operation(NamedTuple):
    """How a kind of operation is taken back, and made again.

    Attributes:
        why_not: quick to ask; what it does not see, ``take_back`` raises.

    """

    take_back: Turn
    make_again: Turn
    why_not: WhyNot | None = None


OPERATIONS: dict[str, Operation] = {
    MERGE: Operation(unmerging.take_back, unmerging.make_again, unmerging.why_not),
    IMPORT: Operation(unimporting.take_back, unimporting.make_again, unimporting.why_not),
    renaming.KIND: Operation(
        renaming.take_back_renaming,
        renaming.make_renaming_again,
        renaming.why_not_renamed_back,
    ),
    uniting.KIND: Operation(parting.take_apart, parting.make_one_again, parting.why_not_apart),
    REMOVAL: Operation(removing.take_back, removing.make_again, removing.why_not),
}
"""By kind. A row of another kind is an edit, with its records before and after."""

_TAKEN_BACK, _MADE_AGAIN = " taken back", " made again"


def _of_root(turn: Turn) -> Turn:
    def turned(connection: Connection, names: Names, row: Row[Any]) -> None:
        turn(connection, names, history.stored(connection, row.takes_back))

    return turned


def _add_turned() -> None:
    """Add the kinds of changes that take an operation back by itself, or make it again so."""
    for kind, one in list(OPERATIONS.items()):
        back, again = _of_root(one.take_back), _of_root(one.make_again)
        OPERATIONS[kind + _TAKEN_BACK] = Operation(again, back)
        OPERATIONS[kind + _MADE_AGAIN] = Operation(back, again)


_add_turned()


def root_kind(kind: str) -> str:
    """Return the kind of the operation that a change of this kind is, or turns."""
    return kind.removesuffix(_TAKEN_BACK).removesuffix(_MADE_AGAIN)


def turning_kind(kind: str) -> str:
    """Return the kind of the change that takes one of this kind back by itself."""
    root = root_kind(kind)
    return root + (_MADE_AGAIN if kind.endswith(_TAKEN_BACK) else _TAKEN_BACK)


def takes_out(kind: str, *, back: bool) -> bool:
    """Tell whether taking back (or making again) such a change takes articles or work out."""
    root = root_kind(kind)
    forward = back is kind.endswith(_TAKEN_BACK)
    return forward is (root == REMOVAL)


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
