"""Finding in the whole project: an index of words that is derived, and can be made anew.

The index is SQLite's FTS5 over a view of the texts, so that it holds no copy of them. It is made
when somebody first searches, piece by piece; imports know nothing of it, and a trigger takes
articles out that are removed. Other databases are searched without an index (decision 0007).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

import msgspec
import regex
from sqlalchemy import Connection, func, select

from annotator.project.reading import queries
from annotator.project.storage import schema
from annotator.project.storage.query_records import ArticleRow
from annotator.project.storage.rows import chunks

VERSION = 2
"""Of the index; another one in a file is made anew."""

RANKED = 3_000
"""So many matches are ranked; more are not."""

COUNTED = 10_000
"""So many matches are counted; of more, it is only known that they are more or as many."""

_TERMS = 24
_QUERY_LENGTH = 1_000
_ARTICLES_AT_ONCE = 400
_LENGTH_AT_ONCE = 600_000
_HITS = 50
_SNIPPET = 180
_BEFORE_HIT = 50

_OBJECTS = (
    "CREATE TABLE search_state (version INTEGER NOT NULL, indexed_to INTEGER NOT NULL)",
    f"INSERT INTO search_state VALUES ({VERSION}, 0)",
    "CREATE VIEW search_source AS SELECT a.key AS key, a.title AS title, t.text AS text"
    " FROM articles a JOIN article_texts t ON t.article = a.key",
    "CREATE VIRTUAL TABLE search_index USING fts5(title, text, content='search_source',"
    " content_rowid='key', prefix='2', tokenize='unicode61 remove_diacritics 2')",
    # Keys are given again after an import was cancelled, so the mark goes back as well.
    "CREATE TRIGGER search_removed BEFORE DELETE ON articles"
    " WHEN EXISTS (SELECT 1 FROM search_index_docsize WHERE id = old.key) BEGIN"
    " INSERT INTO search_index (search_index, rowid, title, text)"
    " SELECT 'delete', old.key, old.title, text FROM article_texts WHERE article = old.key;"
    " UPDATE search_state SET indexed_to = min(indexed_to, old.key - 1); END",
    "CREATE TRIGGER search_retitled AFTER UPDATE OF title ON articles"
    " WHEN EXISTS (SELECT 1 FROM search_index_docsize WHERE id = old.key) BEGIN"
    " INSERT INTO search_index (search_index, rowid, title, text)"
    " SELECT 'delete', old.key, old.title, text FROM article_texts WHERE article = old.key;"
    " INSERT INTO search_index (rowid, title, text)"
    " SELECT new.key, new.title, text FROM article_texts WHERE article = new.key; END",
)


class Term(NamedTuple):
    """One thing that must occur: a word, the beginning of one, or a phrase."""

    text: str
    prefix: bool = False

    @property
    def is_indexed(self) -> bool:
        """Whether the index knows it: it has words, in a script that puts spaces between them."""
        return bool(fold(self.text).split()) and not _UNSPACED.search(self.text)


class Piece(NamedTuple):
    """A piece of plain text, and whether it is what was looked for."""

    text: str
    is_hit: bool


class FoundArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that has what was looked for.

    Attributes:
        row: the article as the queue shows it.
        title: its title in pieces.
        snippet: the text around the first hit, on one line, in pieces; else its beginning.
        hits: the first places in the text, in code points.

    """

    row: ArticleRow
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    hits: tuple[tuple[int, int], ...]


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """What a search has found: the best articles, and how many there are.

    From ``COUNTED`` on, an indexed search counts no further.
    """

    articles: tuple[FoundArticle, ...] = ()
    total: int = 0


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """An article that holds a text letter by letter.

    Attributes:
        spans: of each of the annotator's spans the label's id, and its ranges.

    """

    key: int
    id: str
    title: str
    text: str
    spans: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]

    @property
    def tagged(self) -> frozenset[tuple[str, int, int]]:
        """Label id, start and end of the annotator's spans of one fragment."""
        return frozenset((label, *ranges[0]) for label, ranges in self.spans if len(ranges) == 1)


# -- what is wanted ----------------------------------------------------------------------------

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_QUOTED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_MARKS = str.maketrans("“”„«»\x00", '""""" ')


def parse(words: str) -> tuple[Term, ...]:
    """Return what a query asks for: words, "exact phrases" and beginnings of words*."""
    clean = words[:_QUERY_LENGTH].encode("utf-8", "replace").decode().translate(_MARKS)
    terms = []
    for match in _QUOTED.finditer(clean):
        phrase, word = match.groups()
        if word is None:
            term = Term(" ".join(phrase.split()))
        else:
            stem = word.rstrip("*")
            term = Term(stem or word, prefix=bool(stem) and stem != word)
        if term.text and term not in terms:
            terms.append(term)
    return tuple(terms[:_TERMS])


class _Folding(dict[int, str]):
    """Maps each code point to one: letters and digits folded, marks to \\x01, others to a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if 0x300 <= code <= 0x36F:
            folded = "\x01"
        else:
            base, *marks = list(normalize("NFD", character))
            if any(category(mark) != "Mn" for mark in marks):
                base = character
            folded = base.lower()[0] if category(base)[0] in "LN" else " "
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return ``text`` as the index sees it, of the same length."""
    return text.translate(_FOLDING)


@lru_cache(maxsize=64)
def _pattern(term: Term) -> re.Pattern[str]:
    """Return what finds a term in a folded text."""
    words = [word.replace("\x01", "") for word in fold(term.text).split()]
    body = " +".join("".join(re.escape(c) + "\x01*" for c in word) for word in words)
    return re.compile(f"(?<![^ ]){body}" + ("" if term.prefix else "(?![^ ])"))


def find_hits(text: str, terms: Iterable[Term], limit: int = _HITS) -> list[tuple[int, int]]:
    """Return the first places of the terms in a text, in code points, in order, none in another."""
    found: list[tuple[int, int]] = []
    folded = fold(text)
    for term in terms:
        exact = re.compile(re.escape(term.text), re.IGNORECASE)
        places = []
        if term.is_indexed:
            places = _first(_pattern(term), folded, limit)
        found += places or _first(exact, text, limit)
    result: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if not result or start >= result[-1][1]:
            result.append((start, end))
    return result[:limit]


def _first(pattern: re.Pattern[str], text: str, limit: int) -> list[tuple[int, int]]:
    return [match.span() for match, _ in zip(pattern.finditer(text), range(limit), strict=False)]


def pieces(text: str, hits: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return ``text`` on one line, cut where hits begin and end."""
    line = "".join(c if c.isprintable() else " " for c in text)
    found, at = [], 0
    for start, end in hits:
        if start > at:
            found.append(Piece(line[at:start], is_hit=False))
        found.append(Piece(line[start:end], is_hit=True))
        at = end
    if at < len(line):
        found.append(Piece(line[at:], is_hit=False))
    return tuple(found)


def snippet(text: str, hits: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the text around the first hit, or its beginning, in pieces."""
    low = 0
    if hits and hits[0][0] > _BEFORE_HIT:
        low = hits[0][0] - _BEFORE_HIT
        space = text.find(" ", low, hits[0][0])
        low = space + 1 if space >= 0 else low
    high = min(len(text), low + _SNIPPET)
    inside = [(start - low, min(end, high) - low) for start, end in hits if start < high]
    found = pieces(text[low:high], inside)
    ahead = (Piece("… ", is_hit=False),) if low else ()
    behind = (Piece(" …", is_hit=False),) if high < len(text) else ()
    return (*ahead, *found, *behind)


# -- the index ---------------------------------------------------------------------------------


def _indexed_to(connection: Connection) -> int | None:
    """Return up to which key articles are indexed, None without an index of this version."""
    if connection.dialect.name != "sqlite":
        return None
    there = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'search_state'"
    if connection.exec_driver_sql(there).first() is None:
        return None
    row = connection.exec_driver_sql("SELECT version, indexed_to FROM search_state").one()
    return row.indexed_to if row.version == VERSION else None


def last_key(connection: Connection) -> int:
    """Return the highest key of an article."""
    return connection.scalar(select(func.max(schema.articles.c.key))) or 0


def is_complete(connection: Connection) -> bool:
    """Tell whether every article is indexed, or no index is possible."""
    if connection.dialect.name != "sqlite":
        return True
    return (_indexed_to(connection) or 0) >= last_key(connection)


def extend(connection: Connection) -> tuple[int, int]:
    """Index some more articles, in the transaction of the caller; make the index when needed.

    Returns:
        up to which key articles are indexed now, and the highest key: equal when it is complete.

    """
    last = last_key(connection)
    if connection.dialect.name != "sqlite":
        return last, last
    mark = _indexed_to(connection)
    if mark is None:
        remove(connection)
        for statement in _OBJECTS:
            connection.exec_driver_sql(statement)
        mark = 0
    articles, length, reached = schema.articles, 0, mark
    some = connection.execute(
        select(articles.c.key, articles.c.length)
        .where(articles.c.key > mark)
        .order_by(articles.c.key)
        .limit(_ARTICLES_AT_ONCE)
    )
    for row in some.all():
        if length and length + row.length > _LENGTH_AT_ONCE:
            break
        reached, length = row.key, length + row.length
    connection.exec_driver_sql(
        "INSERT INTO search_index (rowid, title, text) SELECT key, title, text FROM search_source"
        " WHERE key > ? AND key <= ? AND key NOT IN"
        " (SELECT id FROM search_index_docsize WHERE id > ? AND id <= ?)",
        (mark, reached, mark, reached),
    )
    connection.exec_driver_sql("UPDATE search_state SET indexed_to = ?", (reached,))
    return reached, last


def forget_from(connection: Connection, key: int) -> None:
    """Let the next ``extend`` look again at articles from a key on: one has come back there."""
    if connection.dialect.name == "sqlite" and _indexed_to(connection) is not None:
        connection.exec_driver_sql(
            "UPDATE search_state SET indexed_to = min(indexed_to, ?)", (key - 1,)
        )


def remove(connection: Connection) -> None:
    """Remove the index, where there is one; the tables are then as the migrations built them."""
    if connection.dialect.name == "sqlite":
        for kind, name in (
            ("TRIGGER", "search_removed"),
            ("TRIGGER", "search_retitled"),
            ("TABLE", "search_index"),
            ("VIEW", "search_source"),
            ("TABLE", "search_state"),
        ):
            connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")


# -- searching ---------------------------------------------------------------------------------


def search(connection: Connection, annotator_key: int, words: str, limit: int) -> Findings:
    """Return the articles that have all that is wanted, the best first."""
    terms = parse(words)
    if not terms:
        return Findings()
    keys, total = _best(connection, terms, limit)
    table = schema.article_texts
    texts: dict[int, str] = {}
    for some in chunks(keys):
        found = connection.execute(
            select(table.c.article, table.c.text).where(table.c.article.in_(some))
        )
        texts.update((row[0], row[1]) for row in found)
    rows = queries.rows(connection, annotator_key, keys)
    articles = [_found(row, texts.get(row.key, ""), terms) for row in rows]
    return Findings(articles=tuple(articles), total=total)


def keys_of(connection: Connection, words: str, limit: int) -> tuple[int, ...]:
    """Return the keys of the articles that have all that is wanted, the best first."""
    terms = parse(words)
    return tuple(_best(connection, terms, limit)[0]) if terms else ()


def _best(connection: Connection, terms: Sequence[Term], limit: int) -> tuple[list[int], int]:
    """Return the best keys, no more than ``limit``, and how many articles there are."""
    known = [term for term in terms if term.is_indexed]
    if known and _indexed_to(connection) is not None:
        match = " AND ".join(f'"{one.text}"' + "*" * one.prefix for one in known)
        others = [term for term in terms if not term.is_indexed]
        if others:
            return _scan(connection, others, limit, match)
        return _ranked(connection, match, limit)
    return _scan(connection, terms, limit)


def _found(row: ArticleRow, text: str, terms: Sequence[Term]) -> FoundArticle:
    hits = find_hits(text, terms)
    title = row.title or row.id
    return FoundArticle(
        row=row,
        title=pieces(title, find_hits(title, terms)),
        snippet=snippet(text, hits),
        hits=tuple(hits),
    )


def _ranked(connection: Connection, match: str, limit: int) -> tuple[list[int], int]:
    """Return the best keys by BM25, a word in the title counting five times, and their number.

    Of very many, BM25 knows next to nothing that tells one from the other and would have to look
    at all: those with the words in the title come first, then those that were imported first.
    """
    count = "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT ?)"
    total: int = connection.exec_driver_sql(count, (match, COUNTED)).scalar_one()
    if total <= RANKED:
        best = (
            "SELECT rowid FROM search_index WHERE search_index MATCH ?"
            " ORDER BY bm25(search_index, 5.0, 1.0), rowid LIMIT ?"
        )
        return list(connection.exec_driver_sql(best, (match, limit)).scalars()), total
    first = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?"
    keys: dict[int, None] = {}
    for ask in (f"{{title}} : ({match})", match):
        keys |= dict.fromkeys(connection.exec_driver_sql(first, (ask, limit)).scalars())
    return list(keys)[:limit], total


def _scan(
    connection: Connection, terms: Iterable[Term], limit: int, match: str | None = None
) -> tuple[list[int], int]:
    """Return keys in imported order, and their number, by looking into the texts themselves."""
    articles, texts = schema.articles, schema.article_texts
    statement = select(articles.c.key).join(texts, texts.c.article == articles.c.key)
    if match is not None:
        ask = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
        among = connection.exec_driver_sql(ask, (match,)).scalars().all()
        if len(among) <= RANKED:
            keys = []
            for some in chunks(among):
                keys += _scan_keys(connection, statement.where(articles.c.key.in_(some)), terms)
            return sorted(keys)[:limit], len(keys)
        wanted = set(among)
        keys = [key for key in _scan_keys(connection, statement, terms) if key in wanted]
    else:
        keys = _scan_keys(connection, statement, terms)
    return keys[:limit], len(keys)


def _scan_keys(connection: Connection, statement: object, terms: Iterable[Term]) -> list[int]:
    for term in terms:
        statement = statement.where(queries.contains(term.text))  # type: ignore[attr-defined]
    ordered = statement.order_by(schema.articles.c.key)  # type: ignore[attr-defined]
    return list(connection.execute(ordered).scalars())


# -- the same text everywhere ------------------------------------------------------------------


def holding(
    connection: Connection, annotator_key: int, wanted: str, after: int, upto: int
) -> list[Holding]:
    """Return the articles with keys in ``(after, upto]`` whose text holds ``wanted`` exactly."""
    articles, texts, spans = schema.articles, schema.article_texts, schema.spans
    contains = func.instr if connection.dialect.name == "sqlite" else func.strpos
    found = connection.execute(
        select(articles.c.key, articles.c.id, articles.c.title, texts.c.text)
        .join(texts, texts.c.article == articles.c.key)
        .where(articles.c.key > after, articles.c.key <= upto, contains(texts.c.text, wanted) > 0)
        .order_by(articles.c.key)
    ).all()
    tagged: dict[int, dict[tuple[int, str], list[tuple[int, int]]]] = {}
    labels, fragments = schema.labels, schema.fragments
    for some in chunks(row.key for row in found):
        pieces_of = connection.execute(
            select(spans.c.article, spans.c.key, labels.c.id, fragments.c.start, fragments.c.end)
            .join_from(spans, fragments, fragments.c.span == spans.c.key)
            .join(labels, labels.c.key == spans.c.label)
            .where(spans.c.article.in_(some), spans.c.annotator == annotator_key)
            .order_by(spans.c.key, fragments.c.number)
        )
        for article, span, label, start, end in pieces_of:
            tagged.setdefault(article, {}).setdefault((span, label), []).append((start, end))
    return [
        Holding(
            key=row.key,
            id=row.id,
            title=row.title,
            text=row.text,
            spans=tuple(
                (label, tuple(ranges)) for (_, label), ranges in tagged.get(row.key, {}).items()
            ),
        )
        for row in found
    ]
