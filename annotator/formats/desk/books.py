"""EPUB: an article for each chapter of a book, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, Package, document_record, first_text
from annotator.formats.html.visible import paragraphs_of, parse_page
from annotator.text import decode
from annotator.words import say

_MOST_CHAPTERS = 5_000
_TEXTS = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


class _Book(NamedTuple):
    about: About
    language: str
    chapters: list[str]


class Epub(Format):
    """Books and issues as EPUB; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each chapter with a text."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            package = Package(data, say("EPUB"))
            book = _book(package)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
            return
        found = 0
        for number, name in enumerate(book.chapters, 1):
            try:
                chapter = package.read(name)
                if chapter is None:
                    raise InputError(say("it is not in the package"))
                page = parse_page(decode(chapter, options.encoding).text, xml=True)
                paragraphs = paragraphs_of(page)
                if not paragraphs:
                    options.leave_out(say("chapter without text"), name)
                    continue
                heading = next((" ".join(p.text.split()) for p in paragraphs if p.heading), "")
                record = document_record(
                    [paragraph.text for paragraph in paragraphs],
                    path,
                    chapter,
                    options,
                    about=book.about._replace(title=heading or book.about.title),
                    meta={"book": book.about.title, "chapter": number, "language": book.language},
                )
            except InputError as error:
                options.refuse(error.inside(name).at(options.file, None))
                continue
            found += 1
            yield Sourced(record, options.file, None, len(data) * number // len(book.chapters))
        if not found:
            options.refuse(InputError(say("no chapter of this EPUB has a text"), file=options.file))


def _book(package: Package) -> _Book:
    container = package.xml("META-INF/container.xml")
    rootfile = None if container is None else next(container.iter("{*}rootfile"), None)
    name = "" if rootfile is None else rootfile.get("full-path") or ""
    described: Any = package.xml(name) if name else None
    if described is None:
        raise InputError(say("this is no EPUB: nothing in it says what its chapters are"))
    items = {
        one.get("id"): one.get("href") or ""
        for one in described.iter("{*}item")
        if one.get("media-type") in _TEXTS
    }
    folder = posixpath.dirname(name)
    chapters = []
    for one in described.iter("{*}itemref"):
        href = items.get(one.get("idref"))
        if href:
            chapters.append(posixpath.normpath(posixpath.join(folder, unquote(href))))
    if not 0 < len(chapters) <= _MOST_CHAPTERS:
        raise InputError(say("this EPUB names no chapters, or far too many"))
    about = About(
        title=first_text(described, "title"),
        author=first_text(described, "creator"),
        date=first_text(described, "date"),
    )
    return _Book(about, first_text(described, "language"), chapters)
