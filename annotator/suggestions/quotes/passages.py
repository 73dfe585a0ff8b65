"""The passages between marks of a text, those of one speech joined: split ones, reopened ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from annotator.suggestions.quotes.saying import SAYING
from annotator.suggestions.records import Range, Ranges
from annotator.text import paragraph_ranges, trim
from annotator.text.finding.passages import (
    SINGLE_MARKS,
    Passage,
    passages_between,
    quotation_marks,
)

_LONGEST_BETWEEN = 260
_MOST_HELD = 3
_SHORTEST_WRAPPED = 50
_OPENING = "“\"„«»‘'‚‹›「『＂‟"
_ABBREVIATIONS = (
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Adm|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|vs|No|Inc"
    r"|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m"
)
STOP = regex.compile(rf"(?<!\b\p{{Lu}})(?<!\b(?:{_ABBREVIATIONS}))[.!?](?=[”\"’»]?(?:\s|\Z))")
"""A full stop that ends a sentence, as far as the word before it tells."""
_SAYING = regex.compile(SAYING, regex.IGNORECASE)
_LONGEST_TITLE = 7
_CAPITAL = r"\p{Lu}[\p{L}.’'-]*"
_NAMED_BEHIND = regex.compile(
    rf"[ \u00a0](?:(?:{_CAPITAL}[ \u00a0]){{1,4}}(?i:{SAYING})|(?i:{SAYING})[ \u00a0]{_CAPITAL})"
)
_SMALL = regex.compile(r"[\p{Ll}]")


class Speech(NamedTuple):
    """What one speech may be, as far as marks tell.

    Attributes:
        ranges: its passages, marks included.
        joined: what joined them: "" for one passage, "split", "reopened", or "both".
        alone: whether it is a passage that belongs to a joined one, offered by itself.
        inner: whether it lies inside another passage.
        closed: whether its last passage has its closing mark.

    """

    ranges: Ranges
    joined: str = ""
    alone: bool = False
    inner: bool = False
    closed: bool = True


def speeches(text: str, without: Sequence[Range] = ()) -> list[Speech]:
    """Return what may be quoted in a text, joined ones and their parts, in the order of the text.

    Args:
        text: the article's.
        without: ranges, in order, that no sentence goes through: page furniture. What is quoted in
            them is left out, and they count as nothing between two passages.

    """
    found: list[Speech] = []
    open_row: list[list[Passage]] = []  # the rows of a speech that goes on in the next paragraph
    for start, end in _units(text):
        outer, inner = _layers(text, start, end, without)
        found += [Speech(((low, high),), inner=True, closed=done) for low, high, done in inner]
        if not outer:
            if trim(text, start, end) is not None:
                found += _made(open_row)
                open_row = []
            continue
        rows = _rows(text, outer, without)
        reopens = bool(open_row) and _begins(text, start, end, outer[0])
        if not reopens:
            found += _made(open_row)
            open_row = []
        last = rows[-1][-1]
        goes_on = not last.is_closed and _is_last(text, last, end)
        if reopens:
            open_row.append(rows.pop(0))
            if rows or not goes_on:
                found += _made(open_row)
                open_row = []
        if goes_on and rows:
            open_row = [rows.pop()]
        for row in rows:
            found += _made([row])
    found += _made(open_row)
    return sorted(set(found), key=lambda one: (one.ranges[0], len(one.ranges), one.ranges))


def _units(text: str) -> Iterator[Range]:
    """Yield the paragraphs of a text; lines that only wrap are one, as is what a mark holds open.

    What was opened and is closed in a later paragraph, which does not open it anew, holds them
    together.
    """
    start = last = 0
    held = 0
    for low, high in paragraph_ranges(text):
        if last > start and not (low == last + 1 and _wraps(text, start, last, low)):
            if text[low:high].strip():
                if held < _MOST_HELD and _is_closed_later(text, start, last, low, high):
                    held += 1
                else:
                    yield start, last
                    start, held = low, 0
        elif last <= start:
            start = low
        last = high
    if last > start:
        yield start, last


def _wraps(text: str, start: int, end: int, following: int) -> bool:
    """Tell whether a line goes on in the next one: it is long and ends within a sentence."""
    line = text.rfind("\n", start, end) + 1
    tail = text[max(line, start) : end].rstrip()
    return (
        len(tail) >= _SHORTEST_WRAPPED
        and tail[-1:] not in '.!?:”"’»'
        and text[following : following + 1].strip() not in _OPENING
    ) or (len(tail) >= _SHORTEST_WRAPPED and text[following : following + 1].islower())


def _is_closed_later(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Tell whether what is open at the end of one paragraph is closed in the next, not reopened."""
    kept = trim(text, start, end)
    if kept is None or not any(
        not one.is_closed and one.end == kept[1] for one in passages_between(text, start, end)
    ):
        return False
    marks = [one for one in quotation_marks(text, low, high) if one[1] not in SINGLE_MARKS]
    if not marks:
        return False
    at = marks[0][0]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return at > low and not before.isspace() and before not in "([—–" and not after.isalnum()


def _made(rows: list[list[Passage]]) -> list[Speech]:
    """Return a speech of the rows of one or more paragraphs, and its parts."""
    passages = [one for row in rows for one in row]
    if not passages:
        return []
    ranges = tuple((one.start, one.end) for one in passages)
    if len(passages) == 1:
        return [Speech(ranges, closed=passages[0].is_closed)]
    split, reopened = any(len(row) > 1 for row in rows), len(rows) > 1
    joined = "both" if split and reopened else "split" if split else "reopened"
    parts = [
        Speech(((one.start, one.end),), alone=True, closed=one.is_closed or reopened)
        for one in passages
    ]
    if len(passages) > 2 and split:
        parts += [
            Speech(
                tuple((one.start, one.end) for one in passages[at : at + 2]), "split", alone=True
            )
            for at in range(len(passages) - 1)
        ]
    return [Speech(ranges, joined, closed=passages[-1].is_closed), *parts]


def _layers(
    text: str, start: int, end: int, without: Sequence[Range]
) -> tuple[list[Passage], list[Passage]]:
    """Return the passages of a paragraph that lie in no other one, and those inside them."""
    outer: list[Passage] = []
    inner: list[Passage] = []
    for one in passages_between(text, start, end):
        if any(low < one.end and one.start < high for low, high in without):
            if any(low <= one.start and one.end <= high for low, high in without):
                continue
            cut = _cut(text, one, without)
            if cut is None:
                continue
            one = cut
        if outer and one.start < outer[-1].end:
            inner.append(one)
        elif one.end - one.start > 2:
            outer.append(one)
    kept = trim(text, start, end)
    if (
        kept is not None
        and text[kept[0]] in "‘‚"
        and not any(one.start == kept[0] for one in outer)
    ):
        outer.insert(0, Passage(kept[0], min([kept[1], *(o.start for o in outer)]), False))
    return outer, inner


def _cut(text: str, one: Passage, without: Sequence[Range]) -> Passage | None:
    """Return a passage that was not closed up to where page furniture begins in it."""
    if one.is_closed:
        return one if not any(low <= one.start < high for low, high in without) else None
    first = min((low for low, _ in without if low >= one.start), default=one.end)
    kept = trim(text, one.start, min(first, one.end))
    return None if kept is None else Passage(*kept, is_closed=False)


def _rows(text: str, outer: list[Passage], without: Sequence[Range]) -> list[list[Passage]]:
    """Return the passages of a paragraph, those of one speech in one row."""
    rows: list[list[Passage]] = []
    titles: list[list[Passage]] = []
    for one in outer:
        if rows and _is_title(text, one):  # she told “State of the Union”. “It is late.”
            titles.append([one])
        elif rows and goes_on_after(text, rows[-1][-1], one, without):
            rows[-1].append(one)
        else:
            rows.append([one])
    return sorted([*rows, *titles])


def _is_title(text: str, one: Passage) -> bool:
    """Tell whether a passage reads as a title: capitals on every longer word, no stop inside."""
    inside = text[one.start + 1 : one.end - 1].strip()
    words = inside.split()
    return (
        one.is_closed
        and 2 <= len(words) <= _LONGEST_TITLE
        and inside[-1:] not in ".!?…"
        and all(word[0].isupper() or len(word) < 4 for word in words)
    )


def _has_own_speaker(text: str, one: Passage) -> bool:
    """Tell whether somebody else is named right behind a passage as the one who said it."""
    return text[one.end - 2] in ",?!" and _NAMED_BEHIND.match(text, one.end) is not None


def goes_on_after(text: str, one: Passage, other: Passage, without: Sequence[Range] = ()) -> bool:
    """Tell whether two passages of a paragraph are one speech with who said it between.

    That is “We waited,” said Ilse Brandt. “Nobody came.” — and not a new sentence that leads to
    another speech, nor two phrases of somebody's that are quoted in one sentence.
    """
    between = text_between(text, one.end, other.start, without)
    said = _SAYING.search(between)
    if said is None or len(between) > _LONGEST_BETWEEN or between.rstrip()[-1:] == ":":
        return False
    last = text[one.end - 2] if one.is_closed else text[one.end - 1]
    if last == ".":
        if _SMALL.match(between.lstrip()) is None:  # “It is dead.” He said the bridge …
            return False
    elif last not in ",!?…—–-" and not between.startswith((",", " –", " —", "—")):
        return False
    stop = STOP.search(between)
    if stop is not None:
        ends_there = said.start() < stop.start() and not between[stop.end() :].strip()
        return ends_there and not _has_own_speaker(text, other)
    rest = between.rstrip()
    return rest.endswith((",", "—", "–", "-", ";")) or not between[said.end() :].strip()


def text_between(text: str, start: int, end: int, without: Sequence[Range]) -> str:
    """Return what stands between two places, page furniture left out."""
    pieces, at = [], start
    for low, high in without:
        if start <= low < end:
            pieces.append(text[at:low])
            at = max(at, min(high, end))
    return "".join(pieces) + text[at:end]


def _begins(text: str, start: int, end: int, first: Passage) -> bool:
    """Tell whether a paragraph begins with the mark of its first passage."""
    kept = trim(text, start, end)
    return kept is not None and kept[0] == first.start and text[first.start] in _OPENING


def _is_last(text: str, last: Passage, end: int) -> bool:
    return not text[last.end : end].strip()
