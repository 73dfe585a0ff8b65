"""Removing articles with all work on them, and bringing them back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from annotator.annotation.changes import Changes, Delta, Direction
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.project.operations.putting_back import put_back
from annotator.project.operations.unimporting import ALREADY
from annotator.project.operations.withdrawing import Roots, Withdrawal
from annotator.project.records import history, images
from annotator.project.storage import schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names, article_keys
from annotator.words import Message, say


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """What is stored with a removal beside the rows.

    Attributes:
        articles: ids.
        gone: whether they are removed now, and their rows lie here.
        upto: the first number that no change had when they were removed.

    """

    articles: tuple[str, ...]
    gone: bool = True
    upto: int = 0


def remove(connection: Connection, names: Names, articles: Sequence[str]) -> bytes:
    """Take articles (ids) out; return what brings them back.

    Raises:
        RuleError: none of them is there.

    """
    keys = article_keys(connection, articles)
    if not keys:
        raise RuleError(say("there is no such article any more"))
    withdrawal = Withdrawal(connection, names, Roots(articles=sorted(keys.values())))
    told = Removed(articles=tuple(keys), upto=history.next_number(connection))
    packed = images.pack(told, withdrawal.pieces())
    withdrawal.remove()
    return packed


def carry_out(
    connection: Connection, articles: Sequence[str], annotator: str, window: str = ""
) -> Changes:
    """Remove articles (ids) as a change of an annotator; raises RuleError when none is there."""
    names = Names(connection)
    text = text_of(connection, articles)
    packed = remove(connection, names, articles)
    by = names.annotator_keys[names.person(annotator)]
    number, event = history.record_operation(
        connection, "removal", text, by, now(), images=packed, window=window
    )
    return Changes(
        number=number,
        direction=Direction.DONE,
        annotator=annotator,
        article=None,
        text=text,
        delta=Delta(),
        reloads=True,
        event=event,
    )


def text_of(connection: Connection, articles: Sequence[str]) -> Message:
    """Return what a removal is called."""
    there = article_keys(connection, articles)
    if len(there) != 1:
        return say("Remove {n:,} articles", n=len(there))
    (article,) = there
    table = schema.articles
    title = connection.scalar(select(table.c.title).where(table.c.id == article))
    return say("Remove article “{title}”", title=shorten(title or article))


def told_of(row: Row[Any]) -> Removed:
    """Return what is stored with a removal beside the rows."""
    return msgspec.convert(images.header(row), Removed)


def take_back(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Bring removed articles back; see ``operations.Turn``."""
    del names
    told = told_of(row)
    if not told.gone:
        raise RuleError(ALREADY)
    put_back(connection, row, told.upto)
    there = msgspec.structs.replace(told, gone=False, upto=0)
    history.set_images(connection, row.number, images.pack(there))


def why_not(connection: Connection, names: Names, row: Row[Any]) -> Message | None:
    """Return why a removal cannot be taken back; see ``operations.WhyNot``."""
    del names
    told = told_of(row)
    if not told.gone:
        return ALREADY
    there = next(iter(article_keys(connection, told.articles)), None)
    return (
        say("article {article} is in the project again", article=there)
        if there is not None
        else None
    )


def make_again(connection: Connection, names: Names, row: Row[Any]) -> None:
    """Remove the articles again, with what was done with them since; see ``operations.Turn``."""
    told = told_of(row)
    if told.gone:
        raise RuleError(say("it is done already"))
    history.set_images(connection, row.number, remove(connection, names, told.articles))
