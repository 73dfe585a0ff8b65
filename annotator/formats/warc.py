"""WARC files of web crawlers: an article for each page in them."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated, shorten
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced, cannot_read
from annotator.formats.common.drafts import Draft
from annotator.formats.html.page import page_record
from annotator.inputs import open_input
from annotator.text import decode
from annotator.words import say

_log = logging.getLogger(__name__)

_LARGEST_PAGE = 50_000_000
_PIECE = 65_536
_PAGES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Warc(Format):
    """Web archives, compressed or not; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell a web archive by its first record."""
        return head.startswith(b"WARC/")

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield an article for each page that was sent with status 200."""
        found = 0
        try:
            with open_input(path, options.file) as file:
                for record in _records(file, options):
                    address = record.rec_headers.get_header("WARC-Target-URI") or ""
                    address = address.strip("<>")
                    charset = _page_charset(record)
                    plain = charset is None and _is_text(record)
                    if charset is None and not plain:
                        continue
                    found += 1
                    try:
                        if plain:
                            made = _text(record, address, options)
                        else:
                            made = _page(record, address, charset or "", options)
                    except InputError as error:
                        reason = say(
                            "record {address}: {why}",
                            address=shorten(address, 200),
                            why=error.reason,
                        )
                        options.refuse(InputError(reason, file=options.file))
                        continue
                    yield Sourced(made, options.file, None, file.tell())
        except OSError as error:
            options.refuse(cannot_read(error, options.file))
            return
        except InputError as error:
            options.refuse(error)
            return
        if not found:
            reason = say(
                "there is no web page in this archive; expected answers with HTML, or texts (WET)"
            )
            options.refuse(InputError(reason, file=options.file))


def _records(file: Any, options: ReadOptions) -> Iterator[Any]:
    """Yield the records; what is damaged ends them with a refusal."""
    from warcio.archiveiterator import ArchiveIterator

    last = ""
    records: Any = None
    while True:
        try:
            if records is None:
                records = ArchiveIterator(file)
                records.INC_RECORD = ""  # what it would print on standard error
            record = next(records, None)
            damaged = records.err_count > 0
        except (OSError, InputError):
            raise
        except Exception as error:  # noqa: BLE001 – damaged bytes make it raise many kinds
            _log.debug("damaged archive", exc_info=True)
            options.refuse(_damaged(last, options, is_chunked="chunked" in str(error)))
            return
        if damaged:
            options.refuse(_damaged(last, options))
            return
        if record is None:
            return
        last = record.rec_headers.get_header("WARC-Target-URI") or last
        yield record


def _damaged(last: str, options: ReadOptions, *, is_chunked: bool = False) -> InputError:
    where = say("at its beginning")
    if last:
        where = say("after the record {address}", address=shorten(last, 200))
    reason = say("this is no WARC file, or a damaged one, {where}", where=where)
    if is_chunked:
        reason = say("{reason} (each record must be compressed by itself)", reason=reason)
    return InputError(reason, file=options.file)


def _page_charset(record: Any) -> str | None:
    """Return the charset that was sent with a page, "" for none; None: the record is no page."""
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return None
        kind = headers.get_header("Content-Type") or ""
    elif record.rec_type == "resource":
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    if kind.partition(";")[0].strip().lower() not in _PAGES:
        return None
    charset = _CHARSET.search(kind)
    return charset[1] if charset else ""


def _is_text(record: Any) -> bool:
    """Tell whether a record is the text of a page, as in WET files."""
    kind = record.rec_headers.get_header("Content-Type") or ""
    return record.rec_type == "conversion" and kind.partition(";")[0].strip() == "text/plain"


def _text(record: Any, address: str, options: ReadOptions) -> Annotated:
    data = _content(record)
    decoded = decode(data, options.encoding)
    text = decoded.text.strip("\r\n")
    if not text.strip():
        raise InputError(say("it has no text; expected the text of an article"))
    meta: dict[str, Any] = {"file": options.source, "encoding": decoded.encoding}
    if decoded.guessed:
        meta["encoding_guessed"] = True
    languages = record.rec_headers.get_header("WARC-Identified-Content-Language")
    if languages:
        meta["language"] = languages
    date = record.rec_headers.get_header("WARC-Date") or ""
    return Draft(text, options).record(source=address or None, date=date, meta=meta)


def _page(record: Any, address: str, charset: str, options: ReadOptions) -> Annotated:
    return page_record(_content(record), options, address=address, charset=charset)


def _content(record: Any) -> bytes:
    """Return what a record holds.

    Raises:
        InputError: it cannot be unpacked, is too large or cut off.

    """
    pieces: list[bytes] = []
    size = 0
    try:
        stream = record.content_stream()
        while size <= _LARGEST_PAGE and (piece := stream.read(_PIECE)):
            pieces.append(piece)
            size += len(piece)
    except Exception as error:  # noqa: BLE001 – whatever compressed data makes decoders raise
        _log.debug("unreadable page", exc_info=True)
        raise InputError(say("the page cannot be unpacked ({why})", why=str(error))) from None
    if size > _LARGEST_PAGE:
        raise InputError(say("the page is larger than 50 MB"))
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise InputError(say("the page is cut off"))
    return b"".join(pieces)
