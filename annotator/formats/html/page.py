"""Web pages that were saved: all visible text, and which of it is hardly the article."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Suggestion, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.drafts import Draft
from annotator.formats.common.files import printable
from annotator.formats.common.sources import read_bytes
from annotator.formats.html.json_ld import Hidden, hidden_article
from annotator.formats.html.main_text import About, describe_page, doubts, headline_of, people
from annotator.formats.html.visible import Paragraph, folded_away, paragraphs_of, parse_page
from annotator.formats.recognising.magic import check_text
from annotator.text import Decoded, decode
from annotator.words import say

BOILERPLATE = "boilerplate"
TRAFILATURA = "trafilatura"

_BETWEEN = "\n\n"
_BREAK = re.compile(r"\s*\n\s*")
_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_BEGINNING = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# From here on a stretch is surely no article, and it is offered apart from one that may be.
_SURE = 0.75


class Page(NamedTuple):
    """A page as text.

    Attributes:
        text: its paragraphs with a blank line between them.
        doubtful: what is hardly the article: start, end, and how surely, from 0 to 1.
        about: what the page says of itself.
        judged: whether it was told what is hardly the article; else nothing is doubtful.
        folded: how many paragraphs closed details fold away, which are not in the text.
        hidden: how many characters an article has that stands only in the page's JSON-LD; where
            that was wanted it is the text, and ``beside`` paragraphs that the page shows are not.
        beside: see there.

    """

    text: str
    doubtful: tuple[tuple[int, int, float], ...]
    about: About
    judged: bool = True
    folded: int = 0
    hidden: int = 0
    beside: int = 0


class Html(Format):
    """Saved web pages; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell a page by its first tag."""
        return _BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the page."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = page_record(
                data, options, name=printable(path.stem), xml=path.suffix.lower() == ".xhtml"
            )
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def page_record(
    data: bytes,
    options: ReadOptions,
    *,
    name: str = "",
    address: str = "",
    charset: str = "",
    xml: bool = False,
) -> Annotated:
    """Return the article of a page, with suggestions of what in it is boilerplate.

    Args:
        data: the page as it was sent.
        options: as the file is read.
        name: the beginning of the article's id.
        address: where the page was found; "": what it says itself.
        charset: what the server said.
        xml: whether it is XHTML.

    Raises:
        InputError: the page has no text, or cannot be read.

    """
    decoded = decode_page(data, options.encoding, charset)
    options.say_replaced(decoded.replaced)
    page = read_page(
        decoded.text, main_text_only=options.main_text_only, xml=xml, json_ld=options.json_ld
    )
    _say_of(page, options, options.file if not address else shorten(address, 200))
    about = page.about
    source = address or about.url
    meta: dict[str, Any] = {
        "author": about.author,
        "outlet": about.outlet,
        "language": about.language,
        "url": about.url,
        "file": options.source if source else "",
    }
    meta = {key: value for key, value in meta.items() if value}
    meta["encoding"] = decoded.encoding
    meta["bytes_sha256"] = hashlib.sha256(data).hexdigest()
    if decoded.guessed:
        meta["encoding_guessed"] = True
    digest = hashlib.sha256(page.text.encode("utf-8")).hexdigest()[:12]
    article_id = f"{name}-{digest}" if name else digest
    draft = Draft(page.text, options, article_id=article_id)
    record = draft.record(
        title=about.title or None, source=source or None, date=about.date, meta=meta
    )
    suggestions = tuple(
        Suggestion(
            article=article_id,
            label=BOILERPLATE,
            start=start,
            end=end,
            text=page.text[start:end],
            score=score,
            origin=TRAFILATURA,
        )
        for start, end, score in page.doubtful
    )
    return msgspec.structs.replace(record, suggestions=suggestions)


def _say_of(page: Page, options: ReadOptions, file: str) -> None:
    """Say what people should know of a page: what is not in its text, what was not told."""
    for _ in range(page.folded):
        options.leave_out(say("paragraph that is folded away (details)"), file)
    for _ in range(page.beside):
        options.leave_out(say("paragraph that the page shows beside its article"), file)
    if page.hidden and not options.json_ld:
        options.notes.remark(
            say(
                "{file}: an article of {n:,} {n:character|characters} stands only in the page’s"
                " JSON-LD, and is not in the text; --json-ld takes it instead",
                file=file,
                n=page.hidden,
            )
        )
    elif not page.judged and not options.main_text_only and not page.hidden:
        options.notes.remark(
            say(
                "{file}: no verdict on what is the article, for none was found or it is too large",
                file=file,
            )
        )


def decode_page(data: bytes, encoding: str | None = None, charset: str = "") -> Decoded:
    """Return the source of a page.

    Args:
        data: the page as it was sent.
        encoding: the user's choice.
        charset: what the server said; "": what the page itself declares.

    Raises:
        InputError: there is nothing in it, or the encoding does not fit.

    """
    if not data.strip():
        raise InputError(say("the page is empty; expected HTML"))
    check_text(data, say("a web page"))
    found = _CHARSET.search(data, 0, _HEAD_BYTES) or _XML_CHARSET.search(data, 0, _HEAD_BYTES)
    declared = charset or (found[1].decode("ascii", "replace") if found else "")
    return decode(data, encoding, declared=declared or None)


def read_page(
    source: str, *, main_text_only: bool = False, xml: bool = False, json_ld: bool = False
) -> Page:
    """Return the text of a page.

    Args:
        source: HTML.
        main_text_only: leave out what is hardly the article.
        xml: whether it is XHTML.
        json_ld: take an article that stands only in the page's JSON-LD in place of what it shows.

    Raises:
        InputError: it has no visible text, or no main text where only that is wanted.

    """
    page = parse_page(source, xml=xml)
    paragraphs = paragraphs_of(page)
    hidden = hidden_article(page, [one.text for one in paragraphs])
    if not paragraphs and hidden is not None and not json_ld:
        raise InputError(
            say("the page has no visible text, its article stands in its JSON-LD; take --json-ld")
        )
    if not paragraphs and hidden is None:
        raise InputError(say("the page has no visible text; expected the text of an article"))
    about = describe_page(page)
    if json_ld and hidden is not None:
        return _from_json_ld(hidden, about, len(paragraphs))
    headline = headline_of(paragraphs, about.title)
    if headline is not None:
        about = about._replace(title=_BREAK.sub(" ", paragraphs[headline].text))
    verdict = doubts(page, paragraphs, about.title, headline)
    judged = verdict is not None
    if main_text_only:
        if verdict is None:
            raise InputError(
                say("no main text was found in the page; import it without that choice")
            )
        pairs = zip(paragraphs, verdict, strict=True)
        paragraphs = [one for one, doubt in pairs if doubt is None]
        verdict = None
        if not paragraphs:
            raise InputError(
                say("no main text was found in the page; import it without that choice")
            )
    text = _BETWEEN.join(one.text for one in paragraphs)
    length = 0 if hidden is None else sum(len(one) for one in hidden.paragraphs)
    stretches = _stretches(paragraphs, verdict)
    return Page(text, stretches, about, judged, len(folded_away(page)), length)


def _from_json_ld(hidden: Hidden, about: About, shown: int) -> Page:
    """Return the article that a page has in its JSON-LD: the headline, then the body."""
    parts = list(hidden.paragraphs)
    if hidden.headline and parts[0] != hidden.headline:
        parts.insert(0, hidden.headline)
    about = about._replace(
        title=hidden.headline or about.title,
        author=people(hidden.author, about.outlet) or about.author,
        date=hidden.date or about.date,
    )
    length = sum(len(one) for one in hidden.paragraphs)
    return Page(_BETWEEN.join(parts), (), about, hidden=length, beside=shown)


def text_of(source: str) -> str:
    """Return the visible text of a piece of HTML, as a feed has it; "" where there is none.

    Raises:
        InputError: it cannot be read.

    """
    if not source.strip():
        return ""
    page = parse_page(f"<html><body>{source}</body></html>")
    return _BETWEEN.join(paragraph.text for paragraph in paragraphs_of(page))


def _stretches(
    paragraphs: Sequence[Paragraph], verdict: Sequence[float | None] | None
) -> tuple[tuple[int, int, float], ...]:
    """Return the doubtful paragraphs, neighbours of the same sureness as one, with their score."""
    if verdict is None:
        return ()
    places: list[tuple[int, int, float | None]] = []
    start = 0
    for paragraph, doubt in zip(paragraphs, verdict, strict=True):
        places.append((start, start + len(paragraph.text), doubt))
        start += len(paragraph.text) + len(_BETWEEN)
    found = []
    for sure, group in groupby(places, lambda one: None if one[2] is None else one[2] >= _SURE):
        if sure is None:
            continue
        here = list(group)
        length = sum(end - start for start, end, _ in here)
        score = sum((end - start) * (doubt or 0.0) for start, end, doubt in here) / length
        found.append((here[0][0], here[-1][1], round(score, 3)))
    return tuple(found)
