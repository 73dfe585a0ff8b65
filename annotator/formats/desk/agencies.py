"""What agencies send: NewsML-G2 and NITF as XML, ninjs as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.drafts import Draft
from annotator.formats.common.sources import any_json, read_bytes, read_lines
from annotator.formats.desk.documents import first_text, local, parse_xml
from annotator.formats.html.page import text_of
from annotator.words import say

_SIGNS = re.compile(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem|nitf|NewsML)[\s>]")
_BLOCKS = frozenset((
    "p", "hl1", "hl2", "byline", "byttl", "dateline", "distributor", "abstract", "li", "td", "th",
    "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "tagline", "media-caption", "block",
    "note", "bibliography", "figcaption", "tr", "pre", "dt", "dd", "body", "body.content",
))  # fmt: skip
_NEVER = frozenset(("media-metadata", "media-reference", "style", "script", "head", "docdata"))
_NITF_TEXT = ("body.head", "body.content", "body.end")


class News(Format):
    """NewsML-G2 and NITF; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell them by their outermost elements."""
        return _SIGNS.search(head[:8192]) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each item with a text."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            root = parse_xml(data, say("news item"))
            items = list(root.iter("{*}newsItem"))
            items = items or list(root.iter("{*}nitf"))
            if not items:
                raise InputError(say("there is no news item in it; expected NewsML-G2 or NITF"))
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        found = 0
        for number, item in enumerate(items, 1):
            try:
                record = _item(item, options)
            except InputError as error:
                where = say("item {number:,}", number=number)
                options.refuse(error.inside(where).at(options.file, None))
                continue
            if record is None:
                options.leave_out(say("news item without text"), _name(item))
                continue
            found += 1
            yield Sourced(record, options.file, None, len(data) * number // len(items))
        if not found:
            options.refuse(InputError(say("no news item in it has a text"), file=options.file))


class Ninjs(Format):
    """ninjs 1 and 2; see ``docs/formats.md``."""

    def recognises(self, records: Sequence[Any]) -> bool:
        """Tell items by an address and a body in ninjs' words."""
        return any(isinstance(one, dict) and "uri" in one and _body(one) for one in records)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each item."""
        yield from read_lines(path, options, lambda line: _ninjs(any_json(line), options))


def _name(item: Any) -> str:
    return item.get("guid") or local(item)


def _item(item: Any, options: ReadOptions) -> Annotated | None:
    """Return the article of an item, None where it has no text, as a picture has none."""
    bodies = _bodies(item)
    text = "\n\n".join(part for body in bodies for part in _paragraphs(body))
    if not text.strip():
        text = "\n\n".join(
            (one.text or "").strip() for one in item.iter("{*}inlineData") if one.text
        )
    if not text.strip():
        return None
    date = first_text(item, "contentCreated", "versionCreated", "firstCreated")
    issued = next(item.iter("{*}date.issue"), None)
    if not date and issued is not None:
        date = issued.get("norm") or ""
    language = next((one.get("tag") for one in item.iter("{*}language") if one.get("tag")), "")
    authors = [" ".join("".join(one.itertext()).split()) for one in item.iter("{*}person")]
    meta = {
        "author": first_text(item, "by") or (authors[0] if authors else ""),
        "outlet": first_text(item, "provider", "distributor", "creditline"),
        "language": language,
        "slugline": first_text(item, "slugline"),
    }
    draft = Draft(text, options, article_id=item.get("guid") or None)
    return draft.record(
        title=first_text(item, "hl1", "headline", "title") or None,
        date=date,
        meta={key: value for key, value in meta.items() if value},
    )


def _bodies(item: Any) -> list[Any]:
    """Return the elements that hold the text: those of NITF, else what stands inline."""
    nitf = next(item.iter("{*}nitf"), None)
    if nitf is not None:
        parts = [one for one in nitf.iter() if local(one) in _NITF_TEXT]
        return parts or [one for one in nitf.iter() if local(one) == "body"]
    return list(item.iter("{*}inlineXML"))


def _paragraphs(root: Any) -> Iterator[str]:
    from lxml import etree

    parts: list[str] = []

    def taken() -> str:
        text = " ".join("".join(parts).split())
        parts.clear()
        return text

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start" and name in _NEVER:
            walk.skip_subtree()
            continue
        if name in _BLOCKS and (text := taken()):
            yield text
        if event == "start":
            parts.append(element.text or "" if name else "")
            if name == "br":
                parts.append(" ")
        elif element is not root:
            parts.append(element.tail or "")
    if text := taken():
        yield text


def _body(item: dict[str, Any]) -> str:
    for key in ("body_text", "body_xhtml", "body_html"):
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value if key == "body_text" else text_of(value)
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            kind = str(body.get("contentType") or body.get("contenttype") or "")
            value = body["value"]
            return text_of(value) if "html" in kind or value.lstrip()[:1] == "<" else value
    return ""


def _first(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("value", value.get("name"))
    return value if isinstance(value, str) else ""


def _ninjs(item: Any, options: ReadOptions) -> Annotated:
    if not isinstance(item, dict):
        raise InputError(say("expected an object with the text of an article"))
    text = _body(item)
    if not text.strip():
        raise InputError(say("it has no text; expected “body_text”, “body_xhtml” or “bodies”"))
    uri = item.get("uri")
    meta = {
        "author": _first(item, "byline") or _first(item, "bylines"),
        "language": _first(item, "language"),
        "outlet": _first(item, "copyrightholder") or _first(item, "copyrightHolder"),
        "description": _first(item, "description_text") or _first(item, "descriptions"),
    }
    draft = Draft(text, options, article_id=uri if isinstance(uri, str) and uri else None)
    return draft.record(
        title=_first(item, "headline")
        or _first(item, "headlines")
        or _first(item, "title")
        or None,
        source=uri if isinstance(uri, str) and uri.startswith("http") else None,
        date=_first(item, "versioncreated") or _first(item, "versionCreated"),
        meta={key: value for key, value in meta.items() if value},
    )
