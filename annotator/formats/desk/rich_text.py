"""RTF: the text of a document, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.sources import read_bytes
from annotator.formats.desk.documents import About, document_record
from annotator.words import say

_BEGINNING = b"{\\rtf"
_TITLE = re.compile(r"\{\\title\s?((?:[^{}\\]|\\.)*)\}", re.DOTALL)
_AUTHOR = re.compile(r"\{\\author\s?((?:[^{}\\]|\\.)*)\}", re.DOTALL)
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_MOST_BYTES = 50_000_000


class Rtf(Format):
    """Documents in Rich Text Format; see ``docs/formats.md``."""

    def sniff(self, head: bytes) -> bool:
        """Tell it by its first bytes."""
        return head.startswith(_BEGINNING)

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the document."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            record = _record(data, path, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            yield Sourced(record, options.file, None, len(data))


def _record(data: bytes, path: Path, options: ReadOptions) -> Annotated:
    if not data.lstrip().startswith(_BEGINNING):
        raise InputError(say("this is no RTF document"))
    if len(data) > _MOST_BYTES:
        raise InputError(say("the document is larger than 50 MB; expected a smaller one"))
    source = data.decode("latin-1")
    found = _CODE_PAGE.search(source)
    code_page = f"cp{found[1]}" if found else "cp1252"
    text = _text(source, code_page)
    title, author = _TITLE.search(source), _AUTHOR.search(source)
    about = About(
        title=" ".join(_text(f"{{\\rtf1 {title[1]}}}", code_page).split()) if title else "",
        author=" ".join(_text(f"{{\\rtf1 {author[1]}}}", code_page).split()) if author else "",
    )
    return document_record(re.split("\n+", text), path, data, options, about=about)


def _text(source: str, code_page: str) -> str:
    from striprtf import striprtf

    rtf_to_text: Callable[..., str] = striprtf.rtf_to_text

    try:
        text = rtf_to_text(source, encoding=code_page, errors="strict")
        # Characters beyond U+FFFF are two halves in RTF.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    except (UnicodeError, LookupError) as error:
        raise InputError(
            say("characters of this RTF document are not in its code page: {why}", why=str(error))
        ) from None
    except Exception as error:  # noqa: BLE001 – the library raises whatever a damaged file causes
        raise InputError(
            say("this RTF document cannot be read: {why}", why=str(error) or type(error).__name__)
        ) from None
