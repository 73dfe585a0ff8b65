"""Taking an article, or a person's name, out of a project for good: there is no way back.

Rows go, and so does all that is stored of them: in the history, in images, in what merging knows.
Left is a hash, so that an old pack or file does not bring back unasked what was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, delete, insert, select, update

from annotator.annotation.facts.people import current_name
from annotator.annotation.records import shorten
from annotator.errors import RuleError
from annotator.project.operations import images_of_erased
from annotator.project.operations.images_of_erased import Doomed
from annotator.project.operations.renaming import change_name, person_of
from annotator.project.operations.rewriting import rewrite_changes
from annotator.project.records.kinds.rounds import all_rounds
from annotator.project.records.people import all_people
from annotator.project.storage import checksums, schema
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names, chunks, sha256
from annotator.text.naming import tidy_name
from annotator.words import Message, say
from annotator.words import stored as stored_words


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken out.

    Attributes:
        articles: how many.
        spans: how many, of all annotators.
        name: that stands in place of a person's.
        mentions: texts that people wrote, or articles, in which the name still stands.

    """

    articles: int = 0
    spans: int = 0
    name: str = ""
    mentions: int = 0


# -- articles ------------------------------------------------------------------------------------


def erase_article(connection: Connection, article: str) -> Erased:
    """Erase an article (id), also one that was removed and lies in the history.

    Args:
        connection: inside a write transaction.
        article: its id.

    Raises:
        RuleError: nothing is known of such an article.

    """
    table, spans = schema.articles, schema.spans
    row = connection.execute(select(table).where(table.c.id == article)).first()
    doomed = Doomed(article)
    digests: set[str] = set()
    number = 0
    if row is not None:
        digests.add(row.sha256)
        ids = connection.scalars(select(spans.c.id).where(spans.c.article == row.key)).all()
        number = len(ids)
        doomed.ids.update(ids)
    doomed.find(connection, None if row is None else row.key)
    digests |= doomed.digests
    if row is None and not doomed.is_known:
        raise RuleError(say("there is no article {name}", name=article))
    doomed.titles.update(() if row is None else (shorten(row.title), shorten(row.title, 60)))
    _erase_history(connection, doomed, None if row is None else row.key)
    _erase_rows(connection, doomed, None if row is None else row.key)
    for kind, hashes in (("article", {sha256(article)}), ("text", {sha256(d) for d in digests})):
        _remember(connection, kind, hashes)
    return Erased(articles=1, spans=number)


def _erase_history(connection: Connection, doomed: Doomed, key: int | None) -> None:
    """Take the changes about an article out, and its records out of others."""
    changes, events = schema.changes, schema.change_events
    if key is not None:
        here = select(changes.c.number).where(changes.c.article == key)
        numbers = list(connection.scalars(here))
        for some in chunks(numbers):
            connection.execute(delete(events).where(events.c.change.in_(some)))
            connection.execute(
                update(changes).where(changes.c.takes_back.in_(some)).values(takes_back=None)
            )
            connection.execute(delete(changes).where(changes.c.number.in_(some)))
    touched: set[int] = set()

    def seen(number: int, *_: Any) -> None:
        touched.add(number)

    rewrite_changes(connection, doomed.json, doomed.packed, seen)
    columns = (changes.c.number, changes.c.text, changes.c.before, changes.c.after, changes.c.kind)
    for row in connection.execute(select(*columns)).all():
        told = row.number in touched and row.kind not in ("import", "merge", "removal")
        if told or any(title and title in row.text for title in doomed.titles):
            _rename_change(connection, row, say("erased"))  # its name may quote the text


def _rename_change(connection: Connection, row: Any, text: Message) -> None:
    changes = schema.changes
    values = {
        "text": stored_words.written(text),
        "before": row.before,
        "after": row.after,
    }
    checksum = checksums.of_values(values, checksums.CHANGE)
    here = changes.c.number == row.number
    connection.execute(update(changes).where(here).values(text=values["text"], crc=checksum))


def _erase_rows(connection: Connection, doomed: Doomed, key: int | None) -> None:
    """Take the rows of an article out, with all that is known of them."""
    versions, conflicts, article = schema.versions, schema.conflicts, doomed.article
    for row in connection.execute(select(versions.c.kind, versions.c.id).distinct()).all():
        if doomed.has(row.id) or (row.kind == "article" and row.id == article):
            here = (versions.c.kind == row.kind) & (versions.c.id == row.id)
            connection.execute(delete(versions).where(here))
    for row in connection.execute(select(conflicts)).all():
        about = doomed.has(row.record) or (row.kind == "article" and row.record == article)
        if about or doomed.has(row.other) or doomed.is_in(row.detail):
            connection.execute(delete(conflicts).where(conflicts.c.key == row.key))
    _erase_from_rounds(connection, article)
    if key is None:
        return
    spans = schema.spans
    connection.execute(delete(spans).where(spans.c.article == key))
    for table in (schema.suggestions, schema.decisions, schema.statuses, schema.article_values):
        connection.execute(delete(table).where(table.c.article == key))
    connection.execute(delete(schema.articles).where(schema.articles.c.key == key))


def _erase_from_rounds(connection: Connection, article: str) -> None:
    table = schema.rounds
    for name, one in all_rounds(connection).items():
        if article in one.articles:
            left = [other for other in one.articles if other != article]
            values = {**msgspec.structs.asdict(one), "articles": orjson.dumps(left).decode()}
            checksum = checksums.of_values(values, checksums.ROUND)
            here = table.c.name == name
            connection.execute(
                update(table).where(here).values(articles=values["articles"], crc=checksum)
            )


def _remember(connection: Connection, kind: str, hashes: Iterable[str], became: str = "") -> None:
    table = schema.erased
    for one in hashes:
        here = (table.c.kind == kind) & (table.c.hash == one)
        connection.execute(delete(table).where(here))
        values = {"kind": kind, "hash": one, "became": became, "at": now()}
        connection.execute(insert(table).values(values))


def bring_back(connection: Connection, digests: Iterable[str]) -> None:
    """Forget that texts (SHA-256) were erased: somebody has asked for them again."""
    table = schema.erased
    for one in digests:
        here = (table.c.kind == "text") & (table.c.hash == sha256(one))
        connection.execute(delete(table).where(here))


# -- people --------------------------------------------------------------------------------------


def erase_name(connection: Connection, name: str, became: str | None = None) -> Erased:
    """Put another name in place of a person's, and of all that they had before.

    Args:
        connection: inside a write transaction.
        name: of the annotator.
        became: what stands in its place; None: “annotator 1” or the next that is free.

    Raises:
        RuleError: there is no such annotator, or somebody has the other name.

    """
    names = Names(connection)
    name = person_of(names, name)
    new = tidy_name(became) if became else _free(names)
    if not new.isprintable() or not new:
        raise RuleError(say("an annotator's name is one line of visible characters"))
    if new in names.annotator_keys:
        raise RuleError(say("there is an annotator {name} already", name=new))
    said = all_people(connection)
    former = {one for one in said if current_name(one, said) == name} | {name}
    former -= {new}
    change_name(connection, name, new)
    people, versions = schema.people, schema.versions
    for one in former:
        connection.execute(delete(people).where((people.c.name == one) | (people.c.became == one)))
        here = (versions.c.kind == "annotator") & (versions.c.id == one)
        connection.execute(delete(versions).where(here))
        _forget_in_texts(connection, one, new)
    _remember(connection, "name", {sha256(one) for one in former}, new)
    mentions = sum(_mentions(connection, one) for one in former)
    return Erased(name=new, mentions=mentions)


def _free(names: Names) -> str:
    number = 1
    while f"annotator {number}" in names.annotator_keys:
        number += 1
    return f"annotator {number}"


def _word(name: str) -> re.Pattern[str]:
    """Return what finds a name as a word of its own, also as JSON escapes it."""
    plain, escaped = re.escape(name), re.escape(orjson.dumps(name).decode()[1:-1])
    return re.compile(rf"(?<!\w)(?:{plain}|{escaped})(?!\w)")


def _forget_in_texts(connection: Connection, old: str, new: str) -> None:
    """Put a name in place of another in what changes, imports and conflicts are called."""
    word = _word(old)

    def turned(text: str) -> str:
        return word.sub(lambda _: new, text)

    changes = schema.changes
    columns = (changes.c.number, changes.c.text, changes.c.before, changes.c.after)
    for row in connection.execute(select(*columns)).all():
        if (text := turned(row.text)) != row.text:
            values = {"text": text, "before": row.before, "after": row.after}
            checksum = checksums.of_values(values, checksums.CHANGE)
            here = changes.c.number == row.number
            connection.execute(update(changes).where(here).values(text=text, crc=checksum))
    rewrite_changes(
        connection, _same, lambda packed: images_of_erased.forget_name(packed, old, new)
    )
    sides = images_of_erased.people_in(old, new)
    rewrite_changes(connection, sides, _same_bytes)
    for table, column in (
        (schema.imports, "source"),
        (schema.info, "value"),
        (schema.windows, "annotator"),
    ):
        first = next(iter(table.primary_key))
        told = select(first.label("of"), table.c[column].label("said"))
        for held in connection.execute(told).all():
            if (text := turned(held.said)) != held.said:
                here = first == held.of
                connection.execute(update(table).where(here).values({column: text}))


def _same(text: str) -> str:
    return text


def _same_bytes(packed: bytes) -> bytes:
    return packed


def _mentions(connection: Connection, name: str) -> int:
    """Count texts in which a name still stands: what people wrote, and articles."""
    word, found = _word(name), 0
    texts: tuple[tuple[Any, ...], ...] = (
        (schema.spans.c.note,),
        (schema.decisions.c.reason,),
        (schema.article_texts.c.text,),
        (schema.labels.c.guidelines, schema.labels.c.description),
        (schema.articles.c.title, schema.articles.c.source, schema.articles.c.meta),
        (schema.article_values.c.value,),
    )
    for columns in texts:
        for row in connection.execute(select(*columns)):
            found += any(value is not None and word.search(value) is not None for value in row)
    return found
