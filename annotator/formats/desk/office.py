"""Word's ``.docx`` and OpenDocument's ``.odt``: all visible text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, Package, document_record, first_text, local
from annotator.words import say

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK))
_SIGNS = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}  # fmt: skip
_BESIDE = ("footnotes", "endnotes")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODT_GONE = frozenset((
    f"{_TEXT}tracked-changes", "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation",
    f"{_TEXT}note-citation", f"{_TEXT}sequence-decls",
))  # fmt: skip
_MOST_SPACES = 1_000


class Docx(Format):
    """Documents of Word; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the document."""
        yield from _one(path, options, _docx)


class Odt(Format):
    """Text documents of LibreOffice and others; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the document."""
        yield from _one(path, options, _odt)


def _one(
    path: Path, options: ReadOptions, read: Callable[[bytes, Path, ReadOptions], Annotated]
) -> Iterator[Sourced]:
    data = read_bytes(path, options)
    if data is None:
        return
    try:
        record = read(data, path, options)
    except InputError as error:
        options.refuse(error.at(options.file, error.line))
    else:
        yield Sourced(record, options.file, None, len(data))


def _docx(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    package = Package(data, say("Word document"))
    root = package.xml("word/document.xml")
    if root is None:
        raise InputError(say("this is no Word document: it has no text part"))
    paragraphs = list(_word_paragraphs(root))
    for kind in _BESIDE:
        notes = package.xml(f"word/{kind}.xml")
        if notes is not None:
            paragraphs += _word_paragraphs(notes)
    heads = [name for name in package.names if name.startswith(("word/header", "word/footer"))]
    for name in sorted(heads):
        part = package.xml(name)
        if part is not None and any(_word_paragraphs(part)):
            options.leave_out(say("header or footer"), name)
    comments = package.xml("word/comments.xml")
    if comments is not None:
        for _ in comments.iter(f"{_W}comment"):
            options.leave_out(say("comment"), "word/comments.xml")
    about = _about(package, "docProps/core.xml", options)
    return document_record(paragraphs, path, data, options, about=about)


def _word_paragraphs(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph, those in tables and text boxes in their order."""
    open_paragraphs: list[list[str]] = []
    waiting: list[str] = []
    for event, element in _walk(root, _GONE):
        tag = element.tag
        if tag == f"{_W}p":
            if event == "start":
                open_paragraphs.append([])
            else:
                waiting.append("".join(open_paragraphs.pop()))
                if not open_paragraphs:
                    yield from (one for one in (waiting[-1], *waiting[:-1]) if one.strip())
                    waiting.clear()
        elif event == "start" and open_paragraphs:
            if tag == f"{_W}t":
                open_paragraphs[-1].append(element.text or "")
            elif tag in _SIGNS and local(element.getparent()) == "r":
                open_paragraphs[-1].append(_SIGNS[tag])


def _odt(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    package = Package(data, say("OpenDocument text"))
    root = package.xml("content.xml")
    body = None if root is None else next(root.iter("{*}text"), None)
    if body is None:
        raise InputError(say("this is no OpenDocument text: it has no text part"))
    for _ in body.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"):
        options.leave_out(say("comment"), "content.xml")
    about = _about(package, "meta.xml", options)
    return document_record(_odt_paragraphs(body), path, data, options, about=about)


def _odt_paragraphs(body: Any) -> Iterator[str]:
    """Yield the text of each paragraph; a footnote comes behind the paragraph that it is in."""
    open_paragraphs: list[list[str]] = []
    waiting: list[str] = []
    for event, element in _walk(body, _ODT_GONE):
        name = local(element) if str(element.tag).startswith(_TEXT) else ""
        if name in ("p", "h"):
            if event == "start":
                open_paragraphs.append([element.text or ""])
                continue
            waiting.append("".join(open_paragraphs.pop()))
            if not open_paragraphs:
                yield from (one for one in (waiting[-1], *waiting[:-1]) if one.strip())
                waiting.clear()
        elif open_paragraphs and event == "start":
            if name == "tab":
                open_paragraphs[-1].append("\t")
            elif name == "line-break":
                open_paragraphs[-1].append("\n")
            elif name == "s":
                number = element.get(f"{_TEXT}c") or "1"
                spaces = int(number) if number.isdecimal() and len(number) < 6 else 1
                open_paragraphs[-1].append(" " * min(spaces, _MOST_SPACES))
            else:
                open_paragraphs[-1].append(element.text or "")
        if event == "end" and open_paragraphs:
            open_paragraphs[-1].append(element.tail or "")


def _walk(root: Any, gone: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Yield ("start" or "end", element) of a tree without what is ``gone``, but for its tail."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        if element.tag in gone and event == "start":
            walk.skip_subtree()
            continue
        yield event, element


def _about(package: Package, name: str, options: ReadOptions) -> About:
    try:
        root = package.xml(name)
    except InputError as error:  # the text is there all the same
        options.leave_out(say("metadata ({why})", why=error.reason), name)
        root = None
    if root is None:
        return About()
    return About(
        title=first_text(root, "title"),
        author=first_text(root, "creator", "initial-creator"),
        date=first_text(root, "created", "creation-date", "date"),
    )
