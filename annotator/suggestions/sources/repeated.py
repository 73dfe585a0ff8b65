"""Repetition: lines that stand in many articles of one outlet.

Runs of 16 characters are counted per outlet, each once an article, in a table of hashes (Karp and
Rabin 1987); a run counts in at least 3 articles and 8 % of the outlet's. A line's edges are where
its support falls below half of its peak. Over all outlets this would find stock phrases.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_block
from annotator.suggestions.outlets import outlet_of
from annotator.suggestions.pieces.strings import Strings, is_whole
from annotator.suggestions.records import Candidate, Example, Range, Tagged
from annotator.suggestions.sources.base import Proposer, Source, Texts
from annotator.text import trim
from annotator.words import Message, say

RUN = 16
"""Characters in a run."""

_FEWEST, _SHARE = 3, 0.08
_SHORTEST = 20
_LONGEST = 2_000
_MOST = 400
_FEWEST_ARTICLES = 5
_TABLE = 1 << 22
_LINE, _HANGING, _WITHIN = 0.88, 0.84, 0.6
_MOSTLY, _SELDOM = 0.5, 0.1
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 22)
_AT_ONCE = 200_000


class _Line(msgspec.Struct, frozen=True, array_like=True):
    """A line that an outlet repeats.

    Attributes:
        text: of the line.
        share: in which part of the outlet's articles it stands.
        alone: in which part of these it is all of its paragraph; stock phrases are so in none.

    """

    text: str
    share: float
    alone: float = 0.0


class Repeated(Source):
    """What an outlet repeats, for a label of what a website added."""

    name = "repetition"
    version = 3
    learns = True
    surveys = True

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for page furniture."""
        return is_block(label)

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        """Return the outlets that were learned from: of others' lines a model knows nothing."""
        del label
        return msgspec.json.encode(sorted({outlet_of(one.article) for one in examples}))

    def survey(self, texts: Texts) -> bytes:
        """Return the lines that each outlet repeats."""
        found = {outlet: lines for outlet in texts.outlets if (lines := _lines(texts.of, outlet))}
        return msgspec.json.encode(found, order="sorted")

    def knows(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Message:
        """Return how many lines, of how many outlets."""
        del label, learned
        kept = msgspec.json.decode(surveyed, type=dict[str, list[_Line]]) if surveyed else {}
        lines = sum(map(len, kept.values()))
        return say(
            "{lines:,} {lines:line|lines} of {outlets:,} {outlets:outlet|outlets}",
            lines=lines,
            outlets=len(kept),
        )

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds them again."""
        del label
        seen = msgspec.json.decode(learned, type=list[str]) if learned else []
        kept = msgspec.json.decode(surveyed, type=dict[str, list[_Line]]) if surveyed else {}
        return _Repeated(kept, frozenset(seen))


def _places(text: str) -> npt.NDArray[np.intp]:
    """Return the place in the table of each run of a text, by where it begins."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    sums = codes.astype(np.uint64)
    factor, width = _BASE, 1
    with np.errstate(over="ignore"):
        while width < RUN:
            if len(sums) <= width:
                return np.zeros(0, dtype=np.intp)
            sums = sums[:-width] * factor + sums[width:]
            factor, width = factor * factor, 2 * width
        sums = (sums ^ (sums >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return (sums >> _SHIFT).astype(np.intp)


def _lines(of: Callable[[str], Iterable[str]], outlet: str) -> list[_Line]:
    """Return the lines that an outlet repeats, those in most articles first."""
    table = np.zeros(_TABLE, dtype=np.uint16)
    count = 0
    for text in of(outlet):
        count += 1
        if count < np.iinfo(np.uint16).max:
            table[np.unique(_places(text[:_AT_ONCE]))] += 1
    if count < _FEWEST_ARTICLES:
        return []
    need = max(_FEWEST, math.ceil(_SHARE * min(count, np.iinfo(np.uint16).max)))
    seen: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for text in of(outlet):
        cut = text[:_AT_ONCE]
        found = list(_repeats(cut, table, need))
        seen.update({cut[start:end] for start, end in found})
        alone.update({cut[start:end] for start, end in found if _is_line(cut, start, end)})
    kept = [(words, n) for words, n in seen.items() if n >= need]
    kept.sort(key=lambda one: (-one[1], one[0]))
    known = {words for words, _ in kept}
    return [
        _Line(words, round(n / count, 4), round(alone[words] / n, 4))
        for words, n in kept[:_MOST]
        if not _is_made_of(words, known)
    ]


def _is_made_of(words: str, known: Collection[str]) -> bool:
    """Tell whether a line is nothing but other repeated ones, side by side by chance."""
    inside = sorted(
        (words.find(one), len(one)) for one in known if len(one) < len(words) and one in words
    )
    if len(inside) < 2:
        return False
    at = 0
    for start, length in inside:
        if start >= at and not words[at:start].strip():
            at = max(at, start + length)
    return not words[at:].strip()


def _repeats(text: str, table: npt.NDArray[np.uint16], need: int) -> Iterator[Range]:
    """Yield what of a text is repeated, paragraph by paragraph."""
    support = table[_places(text)]
    hot = np.flatnonzero(support >= need)
    if not len(hot):
        return
    breaks = np.flatnonzero(np.diff(hot) > 1)
    firsts, lasts = hot[np.append(0, breaks + 1)], hot[np.append(breaks, len(hot) - 1)]
    long = lasts - firsts + RUN >= _SHORTEST
    firsts, lasts = firsts[long], lasts[long]
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        at = first
        for piece in text[first : last + RUN].split("\n"):
            yield from _trimmed(text, at, at + len(piece), support)
            at += len(piece) + 1


def _trimmed(text: str, start: int, end: int, support: npt.NDArray[np.uint16]) -> Iterator[Range]:
    """Yield a repeated piece of a paragraph without the edges that only chance repeats."""
    if end - start < _SHORTEST or end - RUN < start:
        return
    here = support[start : end - RUN + 1]
    good = np.flatnonzero(2 * here.astype(np.int64) >= int(here.max()))
    low, high = start + int(good[0]), start + int(good[-1]) + RUN
    while low < high and not is_whole(text, low, high) and text[low].isalnum():
        if text[low - 1 : low + 1].isalnum() and not (
            text[low - 1].islower() and text[low].isupper()
        ):
            low += 1
        else:
            break
    while high > low and high < len(text) and text[high].isalnum() and text[high - 1].isalnum():
        high -= 1
    kept = trim(text, low, high)
    if kept is not None and _SHORTEST <= kept[1] - kept[0] <= _LONGEST:
        yield kept


class _Repeated(Proposer):
    def __init__(self, kept: Mapping[str, Sequence[_Line]], seen: frozenset[str]) -> None:
        self._kept = kept
        self._seen = seen
        self._strings: dict[str, Strings] = {}

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        outlet = outlet_of(article)
        lines = self._kept.get(outlet, ())
        if not lines:
            return []
        strings = self._strings.setdefault(outlet, Strings([one.text for one in lines]))
        text = article.text
        made: dict[Range, Candidate] = {}
        stands = bool(self._seen) and outlet not in self._seen
        for number, (start, end) in strings.within(text):
            whole = _is_line(text, start, end)
            share, alone = lines[number].share, lines[number].alone
            facts = ["repeated in the outlet"]
            facts += [f"repeated in {at} of it" for at in (0.15, 0.3, 0.6) if share >= at]
            facts.append("repeated, a whole line" if whole else "repeated, within a line")
            facts += [f"repeated, mostly a line {at}" for at in (0.3, 0.6, 0.9) if alone >= at]
            facts += [f"repeated, {n} characters" for n in (30, 60, 120) if end - start >= n]
            score = _LINE if whole else _WITHIN if alone < _MOSTLY else _HANGING
            if whole and alone < _SELDOM:  # a stock phrase that is a paragraph once
                score = _WITHIN
            made[start, end] = Candidate(
                ranges=((start, end),), features=tuple(facts), score=score, stands=stands
            )
        return [made[here] for here in sorted(made)]


def _is_line(text: str, start: int, end: int) -> bool:
    """Tell whether a range is all of its paragraph."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    return not before.strip() and not text[end : stop if stop >= 0 else None].strip()
