"""RSS and Atom files: an article for each entry."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.parsers import expat

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.drafts import Draft, derived_id
from annotator.formats.common.sources import read_bytes
from annotator.formats.html.page import text_of
from annotator.formats.html.tag_soup import crowded, has_crowded_tag
from annotator.text import decode, normalise
from annotator.words import say

_MOST_BYTES = 100_000_000
_DEEPEST = 2_048
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_CHARSET = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_TYPES_OF_HTML = ("text/html", "application/xhtml+xml")
_HTML = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


class Feed(Format):
    """Feeds that were saved; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell a feed by its outermost tag."""
        return _FEED.search(head[:4096]) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each entry."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            feed = _parse(data, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        entries = feed.entries
        read = 0
        for number, entry in enumerate(entries, 1):
            if not _text(entry).strip():
                title = shorten(_plain(entry.get("title")), 80)
                options.leave_out(
                    say("entry without text"),
                    say("entry {number:,}, “{title}”", number=number, title=title),
                )
                continue
            read += 1
            try:
                record = _record(entry, feed.feed, options)
            except InputError as error:
                reason = say("entry {number:,}: {why}", number=number, why=error.reason)
                options.refuse(InputError(reason, file=options.file))
            else:
                yield Sourced(record, options.file, None, len(data) * number // len(entries))
        if not read:
            reason = say("no entry of the feed has a text; expected a content or a description")
            options.refuse(InputError(reason, file=options.file))


def _parse(data: bytes, options: ReadOptions) -> Any:
    """Return a feed as feedparser reads it.

    Raises:
        InputError: it is none, has no entries, defines entities, or has hundreds of attributes in a
            tag or tags nested too deep.

    """
    import feedparser

    if len(data) > _MOST_BYTES:
        raise InputError(say("the feed is larger than 100 MB; expected smaller files"))
    found = _CHARSET.search(data, 0, 1000)
    declared = found[1].decode("ascii") if found else None
    text = _DECLARATION.sub("", decode(data, options.encoding, declared=declared).text, count=1)
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        line = text[: text.upper().index("<!ENTITY")].count("\n") + 1
        raise InputError(say("the file defines entities, which are not read"), line=line)
    if has_crowded_tag(text, xml=True):
        raise InputError(crowded(say("feed")))
    _check_depth(text)
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed.get("version") and not feed.entries:
        raise InputError(say("this is no RSS or Atom feed"))
    if not feed.entries:
        raise InputError(say("the feed has no entries"))
    return feed


def _check_depth(text: str) -> None:
    """Refuse tags in one another by the thousand, for each of which feedparser keeps much."""
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError(
                say("its tags are nested too deep; expected at most {most:,}", most=_DEEPEST)
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with suppress(expat.ExpatError):  # feedparser reads broken feeds, too
        parser.Parse(text, True)


def _record(entry: Any, about: Any, options: ReadOptions) -> Annotated:
    text = _text(entry)
    link = _plain(entry.get("link"))
    meta = {
        "author": _plain(entry.get("author")),
        "outlet": _plain(about.get("title")),
        "language": _plain(entry.get("language") or about.get("language")),
        "feed_id": _plain(entry.get("id")),
        "file": options.source if link else "",
        "tags": [tag.get("term") for tag in entry.get("tags") or () if tag.get("term")],
    }
    article_id = derived_id("feed", _plain(entry.get("id")) or link, text)[:16]
    draft = Draft(text, options, article_id=article_id)
    return draft.record(
        title=" ".join(text_of(_escaped(entry, "title")).split()) or None,
        source=link or None,
        date=_plain(entry.get("published") or dict.get(entry, "updated")),
        meta={key: value for key, value in meta.items() if value},
    )


def _text(entry: Any) -> str:
    """Return the longest text that an entry has of itself, its content or else its summary."""
    parts = [*(entry.get("content") or ()), entry.get("summary_detail") or {}]
    texts = []
    for part in parts:
        value = part.get("value") or ""
        if part.get("type") in _TYPES_OF_HTML or _HTML.search(value):
            texts.append(text_of(value))
        else:
            texts.append(normalise(value).text.strip())
    return max(texts, key=len, default="")


def _escaped(entry: Any, key: str) -> str:
    value = entry.get(key) or ""
    detail = entry.get(f"{key}_detail") or {}
    if detail.get("type") in _TYPES_OF_HTML or _HTML.search(value):
        return str(value)
    return str(value).replace("&", "&amp;").replace("<", "&lt;")


def _plain(value: Any) -> str:
    return " ".join(str(value or "").replace("\0", " ").split())
