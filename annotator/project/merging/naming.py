"""People of ours renamed and united as a pack says, with the way back."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from annotator.errors import RuleError
from annotator.project.operations import parting, renaming, uniting
from annotator.project.operations.uniting import United
from annotator.project.storage.rows import Names
from annotator.words import Message, say


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Who was called otherwise by a merge, in the order in which it was done.

    Attributes:
        renamed: former and later names.
        united: what takes each apart again; after the renamings.

    """

    renamed: list[tuple[str, str]] = []
    united: list[United] = []


def carry_out(connection: Connection, pending: Sequence[tuple[str, str]]) -> Named:
    """Rename and unite people of ours; what is said of names comes with the merge itself.

    Args:
        connection: inside the transaction of the merge.
        pending: names of ours, and what each has become.

    """
    done = Named(renamed=[], united=[])
    later = []
    for old, new in pending:
        if new in Names(connection).annotator_keys:
            later.append((old, new))
        else:
            renaming.change_name(connection, old, new)
            done.renamed.append((old, new))
    for old, new in later:
        done.united.append(uniting.join(connection, old, new))
    return done


def again(connection: Connection, named: Named) -> Named:
    """Do it again, after it was taken back; return what takes it back."""
    pairs = [*named.renamed, *((one.old, one.new) for one in named.united)]
    return carry_out(connection, pairs)


def take_back(connection: Connection, named: Named) -> None:
    """Call everybody again as they were called."""
    for one in reversed(named.united):
        parting.part(connection, one)
    for old, new in reversed(named.renamed):
        renaming.change_name(connection, new, old)


def why_not(connection: Connection, named: Named, number: int) -> Message | None:
    """Return why they cannot be called as they were, None where nothing is in the way.

    Args:
        connection: inside a transaction.
        named: what a merge has done.
        number: of the merge's change.

    """
    names = Names(connection)
    for old, new in named.renamed:
        if new not in names.annotator_keys:
            return say("there is no annotator {name}", name=new)
        if old in names.annotator_keys:
            return say("there is an annotator {name} already", name=old)
    for one in named.united:
        if (why := parting.why_not(connection, names, one, number)) is not None:
            return why
    return None


def check_again(connection: Connection, named: Named) -> None:
    """Check that all who would be called otherwise are there; raises RuleError."""
    known = Names(connection).annotator_keys
    for old in (*(old for old, _ in named.renamed), *(one.old for one in named.united)):
        if old not in known:
            raise RuleError(say("there is no annotator {name}", name=old))
