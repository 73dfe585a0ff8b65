"""Tokens with offsets, spans as tags of tokens, and tags as spans again.

A token is a word as ``text.words`` finds it, or a single sign; no token holds white space. Where
a span begins or ends inside a token, the token is split there, so that no span is cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from annotator.annotation.records import Annotated
from annotator.formats.common.losses import Losses
from annotator.text import words_and_signs
from annotator.words import say

OUTSIDE = "O"
IOB2 = "IOB2"
BIOES = "BIOES"

FRAGMENTS = say("spans of several fragments")
FRAGMENTS_DONE = say("each fragment became a span of its own")
OVERLAPS = say("overlapping spans")
OVERLAPS_DONE = say("left out, the longer one stays")
BLANK = say("spans of white space only")
BLANK_DONE = say("left out")
EDGES = say("spans that begin or end with white space")
EDGES_DONE = say("the white space left out of the span")

_SOLID = re.compile(r"\S+")
_TAG = re.compile(r"([BIESLUM])[-_](.+)", re.DOTALL)
_NO_TAG = (OUTSIDE, "_")
_LONGEST_KEPT = 30
_FIRST = frozenset("BSU")
_LAST = frozenset("ELSU")

Range = tuple[int, int]


class Flat(NamedTuple):
    """One contiguous labelled range in code points, which begins and ends with no white space."""

    start: int
    end: int
    label: str


class Spaced(NamedTuple):
    """A token of a row that gives the text back: its characters, and whether a space follows."""

    start: int
    end: int
    space: bool


def tokenise(text: str, cuts: Iterable[int] = ()) -> list[Range]:
    """Return the tokens of a text as ``(start, end)`` in code points, in order.

    Args:
        text: the text.
        cuts: offsets at which a token is split.

    """
    tokens: list[Range] = []
    for match in _SOLID.finditer(text):
        start, end = match.span()
        run = match[0]
        if run.isascii() and run.isalnum():
            tokens.append((start, end))
        else:
            parts = _in_run(run) if end - start <= _LONGEST_KEPT else words_and_signs(run)
            tokens += [(start + left, start + right) for left, right in parts]
    return _split(tokens, cuts)


@lru_cache(maxsize=100_000)
def _in_run(run: str) -> tuple[Range, ...]:
    """Return the tokens of a text without white space: most come again and again."""
    return tuple(words_and_signs(run))


def _split(tokens: list[Range], cuts: Iterable[int]) -> list[Range]:
    for cut in sorted(set(cuts), reverse=True):
        at = bisect_left(tokens, (cut,)) - 1
        if at >= 0 and cut < tokens[at][1]:
            start, end = tokens[at]
            tokens[at : at + 1] = [(start, cut), (cut, end)]
    return tokens


def tokenise_all(text: str, ranges: Iterable[Range] = ()) -> list[Spaced]:
    """Return tokens that give the text back, as spaCy has them.

    A single space behind a token belongs to it (``space``). Other white space is a token of its
    own, and so is a space with which a range begins or ends, so that each range is whole tokens.
    """
    ranges = list(ranges)
    starts = {start for start, _ in ranges}
    ends = {end for _, end in ranges}
    cuts = sorted(starts | ends)
    tokens = tokenise(text, cuts)
    following = [*(start for start, _ in tokens), len(text)]
    spaced = _blank(0, following[0], cuts)
    for (start, end), right in zip(tokens, following[1:], strict=True):
        if end == right:
            spaced.append(Spaced(start, end, False))
            continue
        space = text[end] == " " and end not in starts and end + 1 not in ends
        spaced.append(Spaced(start, end, space))
        if end + space < right:
            spaced += _blank(end + space, right, cuts)
    return spaced


def _blank(left: int, right: int, cuts: Sequence[int]) -> list[Spaced]:
    """Return the tokens of white space, split at the cuts."""
    if left == right:
        return []
    inside = cuts[bisect_right(cuts, left) : bisect_left(cuts, right)]
    return [Spaced(*gap, False) for gap in pairwise([left, *inside, right])]


def flatten(record: Annotated, losses: Losses) -> list[Flat]:
    """Return a record's spans as ranges that neither overlap nor hold white space at their ends.

    Each fragment of a span counts for itself. Where ranges overlap the longest stays, of equally
    long ones the first. What is changed or left out is added to ``losses``.
    """
    text = record.article.text
    found: list[Flat] = []
    for span in record.spans:
        if len(span.fragments) > 1:
            example = say(
                "article {article}, {start} to {end}",
                article=record.article.id,
                start=span.start,
                end=span.end,
            )
            losses.add(FRAGMENTS, FRAGMENTS_DONE, 1, example)
        for start, end in span.ranges:
            covered = text[start:end]
            first = start + len(covered) - len(covered.lstrip())
            last = end - len(covered) + len(covered.rstrip())
            example = say(
                "article {article}, {start} to {end}",
                article=record.article.id,
                start=start,
                end=end,
            )
            if first >= last:
                losses.add(BLANK, BLANK_DONE, 1, example)
                continue
            if (first, last) != (start, end):
                losses.add(EDGES, EDGES_DONE, 1, example)
            found.append(Flat(first, last, span.label))
    kept: list[Flat] = []
    for one in sorted(found, key=lambda flat: (flat.start - flat.end, flat.start)):
        at = bisect_left(kept, one)
        before_ends = at == 0 or kept[at - 1].end <= one.start
        if before_ends and (at == len(kept) or one.end <= kept[at].start):
            insort(kept, one)
        else:
            example = say(
                "article {article}, {start} to {end}",
                article=record.article.id,
                start=one.start,
                end=one.end,
            )
            losses.add(OVERLAPS, OVERLAPS_DONE, 1, example, labels={one.label: 1})
    return kept


def edges(spans: Iterable[Flat]) -> list[int]:
    """Return where spans begin and end: the cuts for ``tokenise``."""
    return [edge for span in spans for edge in span[:2]]


def tag(tokens: Sequence[Range], spans: Iterable[Flat], scheme: str = IOB2) -> list[str]:
    """Return a tag for each token: "O", or "B-" and the like and the label.

    Args:
        tokens: in order, none cut by a span.
        spans: in order, without overlaps, as ``flatten`` returns them.
        scheme: ``IOB2`` or ``BIOES``.

    """
    tags = [OUTSIDE] * len(tokens)
    starts = [start for start, _ in tokens]
    for start, end, label in spans:
        first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
        for at in range(first, last + 1):
            tags[at] = f"{'B' if at == first else 'I'}-{label}"
        if scheme == BIOES and first <= last:
            tags[last] = f"{'S' if first == last else 'E'}-{label}"
    return tags


class Tagged(NamedTuple):
    """A run of tokens with one label; ``last`` is inclusive."""

    first: int
    last: int
    label: str


@lru_cache(maxsize=10_000)
def _parsed(value: str) -> tuple[str, str]:
    """Return a tag's prefix and label; no label for O, the prefix I where there is none."""
    if value in _NO_TAG:
        return OUTSIDE, ""
    found = _TAG.fullmatch(value)
    return (found[1], found[2]) if found else ("I", value)


@lru_cache(maxsize=10_000)
def is_tag(value: str) -> bool:
    """Tell whether a value is "O", "_", or a label behind B-, I-, E-, S-, L-, U- or M-."""
    return value in _NO_TAG or _TAG.fullmatch(value) is not None


def is_prefixed(value: str) -> bool:
    """Tell whether a value is a label behind a prefix."""
    return _TAG.fullmatch(value) is not None


def untag(tags: Iterable[str]) -> Iterator[Tagged]:
    """Yield the runs that tags describe, in order.

    IOB1, IOB2, IOE, BIOES and BILOU need not be told apart: a run begins at B, S and U, behind
    the end of another one, and where the label changes; it ends at E, L, S and U, and where no
    tag follows. A tag without a prefix counts as I. This is how conlleval of CoNLL-2000 reads.
    """
    open_label: str | None = None
    first = at = 0
    for at, value in enumerate(tags):
        prefix, label = _parsed(value)
        outside = prefix == OUTSIDE
        if open_label is not None and (outside or prefix in _FIRST or label != open_label):
            yield Tagged(first, at - 1, open_label)
            open_label = None
        if outside:
            continue
        if open_label is None:
            first, open_label = at, label
        if prefix in _LAST:
            yield Tagged(first, at, label)
            open_label = None
    if open_label is not None:
        yield Tagged(first, at, open_label)


def align(text: str, tokens: Sequence[str], start: int = 0) -> list[Range] | int:
    """Return where tokens stand in a text with nothing but white space between them.

    Returns:
        Their ranges; the index of the first token that is not there.

    """
    ranges: list[Range] = []
    for number, token in enumerate(tokens):
        at = text.find(token, start)
        if at < 0 or (at > start and not text[start:at].isspace()):
            return number
        start = at + len(token)
        ranges.append((at, start))
    return ranges
