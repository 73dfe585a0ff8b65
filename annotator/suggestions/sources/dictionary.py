"""A dictionary: texts that have a label wherever they stand, from a CSV or JSON lines file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from annotator.annotation.records import Article, Label
from annotator.errors import InputError
from annotator.suggestions.pieces.strings import Strings, is_whole
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.words import Message, counts, say

_SCORE = 0.85
_LONGEST = 2_000


class Entry(msgspec.Struct, frozen=True):
    """A text with its label, and the attributes that its spans get."""

    text: str
    label: str
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)


class Dictionary(Source):
    """Entries that somebody has loaded; whole words only."""

    name = "dictionary"

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        told = msgspec.json.encode(self.entries, order="sorted")
        self.key = sha256(told).hexdigest()

    def serves(self, label: Label) -> bool:
        """Tell whether an entry has the label."""
        return any(one.label == label.name for one in self.entries)

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return in a few words what it goes by."""
        del learned, surveyed
        return counts.entries(sum(one.label == label.name for one in self.entries))

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds the entries of a label."""
        del learned, surveyed
        return _Entries([one for one in self.entries if one.label == label.name])


class _Entries(Proposer):
    def __init__(self, entries: Sequence[Entry]) -> None:
        by_text = {one.text: one for one in entries}
        self._entries = list(by_text.values())
        self._strings = Strings(list(by_text))

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        for number, (start, end) in self._strings.within(article.text):
            if is_whole(article.text, start, end):
                yield Candidate(
                    ranges=((start, end),),
                    features=("in the dictionary",),
                    score=_SCORE,
                    attributes=dict(self._entries[number].attributes),
                )


def read_entries(data: bytes, file: str) -> list[Entry]:
    """Return the entries of a file: JSON lines, or CSV whose first line names the columns.

    ``text`` and ``label`` must be there; other columns are attributes.

    Args:
        data: of the file.
        file: its name, for what is wrong with it.

    Raises:
        InputError: it is neither; it names the line.

    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(say("it is not UTF-8"), file=file) from error
    read = _json_lines if text.lstrip().startswith("{") else _rows
    entries = list(read(text, file))
    if not entries:
        raise InputError(say("no entry was found; expected text and label"), file=file)
    return entries


def _json_lines(text: str, file: str) -> Iterator[Entry]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except msgspec.DecodeError as error:
            why = str(error)
            raise InputError(
                say("no entry ({why}); expected text and label", why=why), file=file, line=number
            ) from error
        yield _checked(entry, file, number)


def _rows(text: str, file: str) -> Iterator[Entry]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = rows.fieldnames or ()
    if "text" not in names or "label" not in names:
        raise InputError(
            say("no columns text and label; there are: {names}", names=tuple(names)),
            file=file,
            line=1,
        )
    try:
        for row in rows:
            more = {
                name: value
                for name, value in row.items()
                if name not in ("text", "label") and value
            }
            entry = Entry(row["text"] or "", row["label"] or "", more)
            yield _checked(entry, file, rows.line_num)
    except csv.Error as error:
        raise InputError(
            say("no table ({why})", why=str(error)), file=file, line=rows.line_num
        ) from error


def _checked(entry: Entry, file: str, line: int) -> Entry:
    if not entry.text.strip() or not entry.label or len(entry.text) > _LONGEST:
        raise InputError(
            say("no entry; expected a text of at most {n} characters and a label", n=_LONGEST),
            file=file,
            line=line,
        )
    return entry
