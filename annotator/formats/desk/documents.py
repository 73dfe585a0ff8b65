"""What documents of all kinds share: packages opened with care, XML, paragraphs made a record."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import Annotated, Suggestion
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import Draft
from annotator.formats.common.files import printable
from annotator.formats.recognising.magic import check_text
from annotator.text import WHITE_SPACE
from annotator.words import Message, say

BOILERPLATE = "boilerplate"
_BETWEEN = "\n\n"
_MOST_BYTES = 300_000_000
_MOST_TIMES = 300
_ALWAYS_BYTES = 50_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Paragraph(NamedTuple):
    """A paragraph of a document.

    Attributes:
        text: as it is shown.
        doubt: how surely it is no part of the article, from 0 to 1; None: it is.

    """

    text: str
    doubt: float | None = None


class About(NamedTuple):
    """What a document says of itself; "" for what it does not say."""

    title: str = ""
    author: str = ""
    date: str = ""


def document_record(
    paragraphs: Iterable[Paragraph | str],
    path: Path,
    data: bytes,
    options: ReadOptions,
    *,
    about: About | None = None,
    origin: str = "",
    source: str | None = None,
    meta: dict[str, Any] | None = None,
) -> Annotated:
    """Return the article of a document, a blank line between its paragraphs.

    Args:
        paragraphs: in reading order; blank ones are passed over.
        path: of the file: its name begins the article's id.
        data: the file.
        options: as the file is read.
        about: what the document says of itself; None: nothing.
        origin: who says what is doubtful.
        source: where it is from; None: the file.
        meta: what else is known.

    Raises:
        InputError: there is no text, or something cannot be stored.

    """
    about = about or About()
    kept: list[Paragraph] = []
    for one in paragraphs:
        paragraph = Paragraph(one) if isinstance(one, str) else one
        text = paragraph.text.replace("\0", "").strip(WHITE_SPACE)
        if text:
            kept.append(paragraph._replace(text=text))
    if not kept:
        raise InputError(say("there is no text in it; expected the text of an article"))
    text = _BETWEEN.join(one.text for one in kept)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    article = f"{printable(path.stem)}-{digest}"
    known = {"author": about.author, **(meta or {})}
    known = {key: value for key, value in known.items() if value not in ("", None, [])}
    known["bytes_sha256"] = hashlib.sha256(data).hexdigest()
    draft = Draft(text, options, article_id=article)
    record = draft.record(
        title=about.title or None, date=about.date, source=source or None, meta=known
    )
    suggestions = []
    start = 0
    for one in kept:
        end = start + len(one.text)
        if one.doubt is not None:
            suggestions.append(
                Suggestion(
                    article=article,
                    label=BOILERPLATE,
                    start=start,
                    end=end,
                    text=one.text,
                    score=one.doubt,
                    origin=origin,
                )
            )
        start = end + len(_BETWEEN)
    return msgspec.structs.replace(record, suggestions=tuple(suggestions))


class Package:
    """A document that is a zip archive; no more of it is unpacked than any document has.

    Raises:
        InputError: it is none.

    """

    def __init__(self, data: bytes, what: Message) -> None:
        import io

        self._what = what
        if not data.startswith(b"PK"):
            check_text(data, what)
        self._left = min(_MOST_BYTES, max(_ALWAYS_BYTES, len(data) * _MOST_TIMES))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS:
            raise InputError(say("this is no {what}, or a damaged one", what=what)) from None
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes | None:
        """Return a part of the package; None where it is not there.

        Raises:
            InputError: it is damaged, encrypted or unpacks to far too much.

        """
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as part:
                data = part.read(self._left + 1)
        except _FAULTS:
            raise InputError(
                say("a part of this {what} cannot be unpacked: {name}", what=self._what, name=name)
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise InputError(
                say("this {what} unpacks to far more than any document", what=self._what)
            )
        return data

    def xml(self, name: str) -> Any:
        """Return a part as a tree (lxml); None where it is not there."""
        data = self.read(name)
        return None if data is None else parse_xml(data, self._what)


def parse_xml(data: bytes, what: Message) -> Any:
    """Return the root (lxml) of XML; entities are not let in, nothing is loaded.

    Raises:
        InputError: it is no XML, or has a DOCTYPE that defines entities.

    """
    from lxml import etree

    if b"<!ENTITY" in data:
        raise InputError(say("the {what} defines entities, which are not read", what=what))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            say("the {what} is no XML that can be read: {why}", what=what, why=str(error))
        ) from None


def local(element: Any) -> str:
    """Return an element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_text(root: Any, *names: str) -> str:
    """Return the text of the first element of one of these names, on one line; "" for none."""
    for name in names:
        for element in root.iter(f"{{*}}{name}"):
            text = " ".join("".join(element.itertext()).split())
            if text:
                return text
    return ""
