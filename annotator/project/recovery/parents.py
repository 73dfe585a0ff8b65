"""Annotators, labels and articles that others refer to, and whose own rows are lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import msgspec
import orjson
from sqlalchemy import Connection, insert

from annotator.annotation.label_rules import widened
from annotator.annotation.records import ARTICLE, CHOICES, VALUE, Attribute, Label
from annotator.project.records.kinds.labels import label_values
from annotator.project.recovery.report import Report
from annotator.project.recovery.texts import UNKNOWN, healed, pieced
from annotator.project.storage import schema
from annotator.project.storage.rows import sha256

_HEALED_AT_MOST = 20
"""So many texts are put right by trying: each may take a second."""

_REFERRING = {
    "annotators": (
        ("spans", "annotator"),
        ("statuses", "annotator"),
        ("article_values", "annotator"),
        ("decisions", "by"),
        ("assignments", "annotator"),
        ("suggestion_answers", "annotator"),
        ("changes", "annotator"),
        ("readings", "annotator"),
        ("gold", "annotator"),
        ("programs", "annotator"),
    ),
    "labels": (("spans", "label"), ("suggestions", "label"), ("article_values", "label")),
    "articles": (
        ("article_texts", "article"),
        ("spans", "article"),
        ("statuses", "article"),
        ("article_values", "article"),
        ("decisions", "article"),
        ("suggestions", "article"),
        ("assignments", "article"),
        ("readings", "article"),
    ),
}

Lost = Mapping[int, Mapping[str, Any]]
"""What is known of lost rows, by number."""


def _missing(connection: Connection, parent: str) -> list[int]:
    """Return the keys that are referred to and are not there."""
    parts = " UNION ".join(
        f'SELECT "{column}" AS key FROM "{table}" WHERE "{column}" IS NOT NULL'
        for table, column in _REFERRING[parent]
    )
    sql = f'SELECT key FROM ({parts}) WHERE key NOT IN (SELECT key FROM "{parent}") ORDER BY key'
    return [row[0] for row in connection.exec_driver_sql(sql)]


def _free(connection: Connection, table: str, column: str, wanted: str) -> str:
    """Return a value that no row of a table has in a column."""
    value, number = wanted, 2
    sql = f'SELECT 1 FROM "{table}" WHERE "{column}" = ?'
    while connection.exec_driver_sql(sql, (value,)).first() is not None:
        value, number = f"{wanted}-{number}", number + 1
    return value


def add_annotators(connection: Connection, lost: Lost, report: Report) -> set[int]:
    """Add the annotators who are referred to, under their own names where those are known.

    Returns:
        the keys of those whose names were made up; as the following ones.

    """
    made_up = set()
    for key in _missing(connection, "annotators"):
        told = lost.get(key, {}).get("name") or _from_history(connection, key)
        name = _free(connection, "annotators", "name", str(told or f"recovered-{key}"))
        connection.execute(insert(schema.annotators).values(key=key, name=name))
        if told == name:
            report.mend("", f"annotator {name}: the name was found elsewhere in the file")
        else:
            report.lose("", f"the name of an annotator, who is called {name} now")
            made_up.add(key)
    return made_up


def _from_history(connection: Connection, annotator: int) -> str | None:
    """Return the name of an annotator from what the history says of their own spans."""
    sql = "SELECT before, after FROM changes WHERE annotator = ? AND text LIKE 'Tag%' LIMIT 20"
    for row in connection.exec_driver_sql(sql, (annotator,)):
        for record in _records(row[1], "spans"):
            if isinstance(record.get("annotator"), str):
                return str(record["annotator"])
    return None


def _records(side: str, kind: str) -> Iterator[dict[str, Any]]:
    try:
        records = orjson.loads(side).get(kind, ())
    except (orjson.JSONDecodeError, AttributeError):
        return
    yield from (record for record in records if isinstance(record, dict))


def add_labels(connection: Connection, lost: Lost, report: Report) -> set[int]:
    """Add the labels that are referred to, by the ids and names that indexes repeat."""
    made_up = set()
    for key in _missing(connection, "labels"):
        known = lost.get(key, {})
        name = _free(connection, "labels", "name", str(known.get("name") or f"recovered-{key}"))
        told = known.get("id") or _label_in_history(connection, key)
        if not told:
            made_up.add(key)
        label = Label(
            id=_free(connection, "labels", "id", str(told or name)),
            name=name,
            position=100 + key,
            links=_begun(connection, key),
        )
        if said := _said_with(connection, key):
            value = Attribute(name=VALUE, kind=_kind_of(said))
            label = msgspec.structs.replace(label, unit=ARTICLE, attributes=(value,), links=())
            texts = sorted({one for value in said for one in _texts_in(value)})
            label = widened(label, {VALUE: texts}, ())
        connection.execute(insert(schema.labels).values(key=key, **label_values(label)))
        what = "colour, guidelines and attributes"
        if name != known.get("name"):
            what = f"name, {what}"
        report.lose("", f"label {name}: its {what}")
    return made_up


def _said_with(connection: Connection, label: int) -> list[Any]:
    """Return what is said of articles with a label; what cannot be read is left out."""
    found = []
    sql = "SELECT DISTINCT value FROM article_values WHERE label = ?"
    for (stored,) in connection.exec_driver_sql(sql, (label,)):
        with suppress(orjson.JSONDecodeError):
            found.append(orjson.loads(stored))
    return found


def _kind_of(said: list[Any]) -> str:
    if any(isinstance(value, list) for value in said):
        return CHOICES
    return "yes/no" if any(isinstance(value, bool) for value in said) else "choice"


def _texts_in(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _begun(connection: Connection, label: int) -> tuple[str, ...]:
    """Return the types of the links that a label's spans begin: it must have allowed them."""
    sql = (
        "SELECT DISTINCT l.type FROM links l JOIN spans s ON s.key = l.source"
        " WHERE s.label = ? ORDER BY 1"
    )
    return tuple(row[0] for row in connection.exec_driver_sql(sql, (label,)))


def _label_in_history(connection: Connection, label: int) -> str | None:
    """Return the id of a label from what the history says of one of its spans."""
    spans = connection.exec_driver_sql("SELECT id FROM spans WHERE label = ? LIMIT 50", (label,))
    for (span,) in spans.all():
        sql = "SELECT after FROM changes WHERE instr(after, ?) ORDER BY number DESC LIMIT 1"
        row = connection.exec_driver_sql(sql, (f'"{span}"',)).first()
        for record in _records(row[0], "spans") if row is not None else ():
            if record.get("id") == span and isinstance(record.get("label"), str):
                return str(record["label"])
    return None


def add_articles(connection: Connection, lost: Lost, report: Report) -> set[int]:
    """Add the articles that are referred to; their ids are found elsewhere, or made up."""
    made_up = set()
    for key in _missing(connection, "articles"):
        told = lost.get(key, {}).get("id") or _article_in_history(connection, key)
        article = _free(connection, "articles", "id", str(told or f"recovered-{key}"))
        stored = connection.exec_driver_sql(
            "SELECT text FROM article_texts WHERE article = ?", (key,)
        ).scalar()
        length = len(stored) if stored else 0
        title = (stored or "").strip().partition("\n")[0][:200]
        connection.execute(
            insert(schema.articles).values(
                key=key,
                id=article,
                title=title,
                source="",
                date="",
                meta='{"recovered":"title, source, date and metadata were lost"}',
                sha256=sha256(stored) if stored else "0" * 64,
                length=length or 1,
            )
        )
        what = "its title, source, date and metadata"
        report.lose(article, what if told else f"its id (made up now), and {what}")
        if not told:
            made_up.add(key)
    return made_up


def _article_in_history(connection: Connection, key: int) -> str | None:
    """Return the id of an article from what the history says of its spans."""
    sql = "SELECT before, after FROM changes WHERE article = ? LIMIT 20"
    for row in connection.exec_driver_sql(sql, (key,)):
        for side in (row[1], row[0]):
            found = {
                record["article"]
                for record in _records(side, "spans")
                if isinstance(record.get("article"), str)
            }
            if len(found) == 1:
                return str(found.pop())
    return None


def mend_texts(connection: Connection, raw: Mapping[int, bytes], report: Report) -> None:
    """Put right the texts that are not the ones that were imported, as far as can be.

    What is lost of a text stands as squares, so that spans keep their places; the article says
    in its metadata what was imported.

    Args:
        connection: to the new project.
        raw: bytes of texts that are no UTF-8, by the article's key.
        report: is told.

    """
    rows = connection.exec_driver_sql(
        "SELECT a.key, a.id, a.sha256, a.length, a.meta, t.text FROM articles a"
        " LEFT JOIN article_texts t ON t.article = a.key ORDER BY a.key"
    )
    wrong = [
        tuple(row)
        for some in rows.partitions(200)
        for row in some
        if row[5] is None or row[4] is None or sha256(row[5]) != row[2] or len(row[5]) != row[3]
    ]
    for tried, (key, article, digest, length, meta, stored) in enumerate(wrong):
        told = stored is not None and tried < _HEALED_AT_MOST
        data = raw.get(key, (stored or "").encode())
        text = healed(data, digest) if told else None
        unknown = 0
        if text is None or len(text) != length:
            text, unknown = _from_spans(connection, key, length, stored)
        new = sha256(text)
        if new == digest and len(text) == length:
            report.mend(article, "its text was damaged and is again the one that was imported")
        else:
            _say_lost(report, article, text, unknown, stored)
            said = {"sha256": digest, "unknown characters": unknown}
            connection.exec_driver_sql(
                "UPDATE articles SET sha256 = ?, length = ?, meta = ?, crc = NULL WHERE key = ?",
                (new, len(text), _with_recovered(meta, said), key),
            )
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO article_texts (article, text) VALUES (?, ?)", (key, text)
        )


def _from_spans(
    connection: Connection, article: int, length: int, stored: str | None
) -> tuple[str, int]:
    pieces = connection.exec_driver_sql(
        'SELECT f.start, f."end", f.text FROM fragments f JOIN spans s ON s.key = f.span'
        ' WHERE s.article = ? UNION SELECT start, "end", text FROM suggestions WHERE article = ?'
        " ORDER BY 1, 2",
        (article, article),
    ).all()
    places = connection.exec_driver_sql(
        'SELECT max("end") FROM decisions WHERE article = ?', (article,)
    ).scalar()
    reach = max([length, places or 0, *(piece[1] for piece in pieces)])
    return pieced(stored, reach, [tuple(piece) for piece in pieces])


def _say_lost(report: Report, article: str, text: str, unknown: int, stored: str | None) -> None:
    if stored is None:
        known = len(text) - unknown
        what = f"its text; {known:,} of {len(text):,} characters are known from spans"
    else:
        what = "its text as it was imported; what can be read of it was saved"
    if unknown:
        what += f"; what is unknown stands as {UNKNOWN}"
    report.lose(article, what)


def _with_recovered(meta: str, said: dict[str, Any]) -> str:
    try:
        value = orjson.loads(meta)
    except orjson.JSONDecodeError:
        value = None
    kept = value if isinstance(value, dict) else {}
    return orjson.dumps({**kept, "recovered": said}).decode()
