"""What an import's preview shows of each article: a list that stays small however much comes in."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from annotator.annotation.records import shorten
from annotator.formats import Sourced
from annotator.project import Verdict
from annotator.words import Message

MOST = 1_000
"""So many articles are listed, in the order of reading."""

MOST_GUESSED = 200
"""So many more whose encoding is a guess: they are what must be looked at."""

SHOWN = 5_000
"""So many characters of an article are kept."""

_LETTERS = 60
_PIECE = 100_000
_TITLE = 200
_BEFORE = 300
_BEYOND = re.compile(r"[^\0-\x7f]")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One article in the preview.

    Attributes:
        article: its id.
        title: its title, else its first characters, on one line.
        length: of its text in characters.
        file: the file's name as the user gave it.
        line: from 1; None where the whole file is one article.
        format: title of the format that it was read as.
        encoding: that it was read in; "" where the format has only one.
        guessed: whether nothing in the bytes settles the encoding.
        there: whether the project has it already.
        spans: how many come with it in this record.
        start: where ``text`` begins in the article.
        text: up to 5,000 characters of it. Of an article whose encoding is a guess they begin
            shortly before the first letter that another encoding would change.
        letters: the characters beyond ASCII in the whole text, the most frequent first.

    """

    article: str
    title: str
    length: int
    file: str
    line: int | None
    format: Message
    encoding: str
    guessed: bool
    there: bool
    spans: int
    start: int
    text: str
    letters: str


class Entries:
    """Gathers entries while an import is looked at.

    Attributes:
        guessed: how many articles were read in an encoding that is a guess.

    """

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._numbers: dict[str, int] = {}
        self._more_guessed = 0
        self.guessed = 0

    def add(self, number: int, sourced: Sourced, format_title: Message, verdict: Verdict) -> None:
        """Note one record that can be taken in; several of one article are one entry."""
        article = sourced.record.article
        known = self._numbers.get(article.id)
        if known is not None:
            self._add_spans(known, len(sourced.record.spans))
            return
        encoding = sourced.encoding or str(article.meta.get("encoding") or "")
        guessed = sourced.guessed or article.meta.get("encoding_guessed") is True
        self.guessed += guessed
        if len(self._numbers) - self._more_guessed >= MOST:
            if not guessed or self._more_guessed >= MOST_GUESSED:
                return
            self._more_guessed += 1
        text = article.text
        beyond = _BEYOND.search(text)
        first = beyond.start() if beyond else 0
        start = max(0, first - _BEFORE) if guessed and first >= SHOWN - _BEFORE else 0
        self._numbers[article.id] = number
        self._entries[number] = Entry(
            article=article.id,
            title=shorten(article.title or " ".join(text[:_TITLE].split()), _TITLE),
            length=len(text),
            file=sourced.file,
            line=sourced.line,
            format=format_title,
            encoding=encoding,
            guessed=guessed,
            there=verdict is Verdict.THERE,
            spans=len(sourced.record.spans),
            start=start,
            text=text[start : start + SHOWN],
            letters=_letters(text),
        )

    def _add_spans(self, number: int, spans: int) -> None:
        entry = self._entries[number]
        if spans:
            self._entries[number] = msgspec.structs.replace(entry, spans=entry.spans + spans)

    def take_spans(self, number: int) -> None:
        """Say that the spans of a record do not come in."""
        entry = self._entries.get(number)
        if entry is not None:
            self._entries[number] = msgspec.structs.replace(entry, spans=0)

    def all(self, refused: set[int]) -> tuple[Entry, ...]:
        """Return the entries in the order of reading, without records that were refused."""
        return tuple(entry for number, entry in self._entries.items() if number not in refused)


def _letters(text: str) -> str:
    """Return the characters beyond ASCII, the most frequent first, sixty at most."""
    if text.isascii():
        return ""
    counts: Counter[str] = Counter()
    for start in range(0, len(text), _PIECE):  # a list of all would be many times the text
        counts.update(_BEYOND.findall(text, start, start + _PIECE))
    return "".join(letter for letter, _ in counts.most_common(_LETTERS))
