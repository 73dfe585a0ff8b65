"""Mail, and what is kept as mail: ``.eml``, ``.mbox``, and saved pages as ``.mhtml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.files import printable
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, document_record
from annotator.formats.html.page import page_record, text_of
from annotator.text import decode, normalise
from annotator.words import say

_FROM = re.compile(rb"(?:\A|\n\r?\n)From [^\n]*\n(?=[A-Za-z-]+:)")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+")
_KNOWN = re.compile(
    rb"^(?:from|date|subject|received|message-id|mime-version):", re.IGNORECASE | re.MULTILINE
)
_PAGES = ("text/html", "application/xhtml+xml")


class Mail(Format):
    """Single mails, and mailboxes with many; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell mail by its header."""
        if _FROM.match(head):
            return True
        header = _HEADER.match(head)
        return header is not None and len(_KNOWN.findall(header[0])) > 2

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each mail."""
        data = read_bytes(path, options)
        if data is None:
            return
        starts = [match.end() for match in _FROM.finditer(data)]
        if not starts:
            messages = [(data, len(data))]
        else:
            ends = [*(match.start() + 1 for match in _FROM.finditer(data)), len(data)][1:]
            messages = [
                (_QUOTED.sub(rb"\1", data[start:end]), end)
                for start, end in zip(starts, ends, strict=True)
            ]
        for number, (message, end) in enumerate(messages, 1):
            try:
                record = _mail(message, path, options)
            except InputError as error:
                where = say("mail {number:,}", number=number)
                options.refuse((error.inside(where) if starts else error).at(options.file, None))
            else:
                yield Sourced(record, options.file, None, end)


class Mhtml(Format):
    """Pages that a browser saved as one file; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the page."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _page(data, path, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def _parsed(data: bytes) -> EmailMessage:
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except Exception as error:  # noqa: BLE001 – headers that break the parser are no mail
        raise InputError(say("this is no mail that can be read: {why}", why=str(error))) from None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())
    except Exception:  # noqa: BLE001 – a header that cannot be understood says nothing
        return ""


def _mail(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    message = _parsed(data)
    if not message.keys():
        raise InputError(say("this is no mail: it has no header"))
    plain: list[str] = []
    pages: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        name = part.get_filename()
        if part.is_multipart():
            continue
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            shown = shorten(name or kind, 80)
            options.leave_out(say("attachment of a mail"), say("“{name}”", name=shown))
        elif kind == "text/html":
            pages.append(_text(part, options))
        else:
            plain.append(_text(part, options))
    text = "\n\n".join(plain)
    if not text.strip():
        text = "\n\n".join(text_of(page) for page in pages)
    sender = _header(message, "From")
    author, address = parseaddr(sender)
    about = About(title=_header(message, "Subject"), author=author or address, date=_date(message))
    paragraphs = normalise(text).text.split("\n\n")
    return document_record(
        paragraphs,
        path,
        data,
        options,
        about=about,
        meta={"message_id": _header(message, "Message-ID")},
    )


def _text(part: EmailMessage, options: ReadOptions) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    decoded = decode(payload, options.encoding, declared=part.get_content_charset())
    options.say_replaced(decoded.replaced)
    return decoded.text


def _date(message: EmailMessage) -> str:
    said = _header(message, "Date")
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, TypeError):
        return said


def _page(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    message = _parsed(data)
    wanted = _header(message, "Snapshot-Content-Location")
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError(say("there is no web page in it; expected a page that was saved whole"))
    page = next(
        (one for one in pages if wanted and _header(one, "Content-Location") == wanted), pages[0]
    )
    payload = page.get_payload(decode=True)
    return page_record(
        payload if isinstance(payload, bytes) else b"",
        options,
        name=printable(path.stem),
        address=wanted or _header(page, "Content-Location"),
        charset=page.get_content_charset() or "",
    )
