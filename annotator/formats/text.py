"""Plain text: one file, one article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.annotation.records import Annotated, Article
from annotator.errors import InputError
from annotator.formats.common.base import Format, ReadOptions, Sourced
from annotator.formats.common.files import printable
from annotator.formats.common.sources import read_bytes
from annotator.formats.recognising.magic import check_text
from annotator.text import decode, find_unstorable, normalise, split_title
from annotator.words import say


class PlainText(Format):
    """``.txt`` files in any encoding; see ``docs/formats.md``."""

    def read(self, path: Path, options: ReadOptions) -> Iterator[Sourced]:
        """Yield the one article of the file."""
        data = read_bytes(path, options)
        if data is None:
            return
        try:
            article = _article(data, path, options)
        except InputError as error:
            options.refuse(error.at(options.file, error.line))
        else:
            record = Annotated(article=article)
            yield Sourced(record, options.file, None, len(data))


def _article(data: bytes, path: Path, options: ReadOptions) -> Article:
    if not data:
        raise InputError(say("the file is empty; expected the text of an article"))
    check_text(data)
    decoded = decode(data, options.encoding)
    options.say_replaced(decoded.replaced)
    text = normalise(decoded.text).text
    if not text.strip():
        raise InputError(
            say("the file holds nothing but white space; expected the text of an article")
        )
    if (found := find_unstorable(text)) is not None:
        offset, what = found
        line_start = text.rfind("\n", 0, offset) + 1
        raise InputError(
            say(
                "character {offset} is {what}; is this a text, and in the encoding {encoding}?",
                offset=offset - line_start + 1,
                what=what,
                encoding=decoded.encoding,
            ),
            line=text.count("\n", 0, offset) + 1,
        )
    meta: dict[str, Any] = {
        "encoding": decoded.encoding,
        "bytes_sha256": hashlib.sha256(data).hexdigest(),
    }
    if decoded.guessed:
        meta["encoding_guessed"] = True
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Article(
        id=f"{printable(path.stem)}-{digest[:12]}",
        text=text,
        title=split_title(text),
        source=options.source,
        meta=meta,
    )
