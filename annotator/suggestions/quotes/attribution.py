"""Who said a speech, and the words that introduce it: beside it, in its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from annotator.suggestions.quotes.passages import STOP
from annotator.suggestions.quotes.saying import BESIDE, SAYING, SPEECH
from annotator.suggestions.records import Range, Ranges
from annotator.text import name_at
from annotator.text.finding.name_words import DATES

_REACH = 320
_CUE = regex.compile(SAYING, regex.IGNORECASE)
_CUE_BESIDE = regex.compile(BESIDE, regex.IGNORECASE)
_SURE = regex.compile(SPEECH, regex.IGNORECASE)
_BESIDE = regex.compile(r"[\s,–—-]*(?:\p{Lu}[\p{L}.’'-]*\s+){0,4}")
_MARKS = '“”"„«»‹›‘‚'

_WORD = r"[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’-]*"
_PRONOUN = r"(?:he|she|they|it|I|we|you|who|one|others|some|many|er|sie|es|wir|ich)"
_DETERMINER = (
    r"(?:the|a|an|another|one|two|three|several|some|many|his|her|its|their|my|our|your|this|that"
    r"|these|those|other|senior|der|die|das|ein|eine)"
)
_INNER = rf"(?!(?:the|a|an|that|which|who|and|but|of|from|at|in)[ \u00a0]){_WORD}"
_SMALL_IN_NAME = r"(?:of|for|of the|for the|de|van|von|der|bin|al|del|la|and|&)"
_NAME = (
    rf"(?:\p{{Lu}}[\p{{L}}\p{{M}}.'’-]*(?:[ \u00a0](?:{_SMALL_IN_NAME}[ \u00a0]){{0,2}}"
    r"\p{Lu}[\p{L}\p{M}\p{N}.'’-]*){0,6})"
)
_PHRASE = (
    rf"(?:{_DETERMINER}[ \u00a0](?:{_INNER}[ \u00a0]){{0,5}}?{_INNER}"
    rf"(?:[ \u00a0](?:for|of|from|at|with|in)[ \u00a0](?:{_WORD}[ \u00a0]){{0,3}}?{_WORD})?)"
)
_AFTER_CUE = regex.compile(
    rf"[ \u00a0](?:(?:to|on|in|at|during|late|earlier)[ \u00a0](?:{_WORD}[ \u00a0]){{1,3}}?)??"
    rf"(?P<who>(?i:{_PRONOUN})(?![\p{{L}}'’])|(?i:{_DETERMINER})[ \u00a0][^,.;:!?()“”\"\n]{{1,80}}"
    rf"|{_NAME}|(?:\p{{Ll}}[\p{{L}}-]*[ \u00a0]){{1,5}}{_NAME}"
    r"|\p{Ll}[\p{L}-]+(?:[ \u00a0]\p{Ll}[\p{L}-]+){0,3})"
)
_WHO_TAIL = regex.compile(
    r"[ \u00a0](?:in|on|at|during|after|before|when|while|as|who|that|to|by|last|this|late|early"
    r"|earlier|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|with a|via|through|about"
    r"|following|recently|yesterday|today|told|said)\b.*\Z",
    regex.DOTALL,
)
_DETERMINED = regex.compile(rf"{_DETERMINER}(?![\p{{L}}'’])", regex.IGNORECASE)
_BARE = rf"(?:{_NAME}[ \u00a0])?(?:\p{{Ll}}[\p{{L}}-]+[ \u00a0]){{0,2}}?\p{{Ll}}[\p{{L}}-]+s"
_BEFORE_CUE = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}'’])(?P<who>(?i:{_PRONOUN})|{_NAME}|(?i:{_PHRASE})|{_BARE})"
    r"(?P<aside>,[^,“”\"\n]{2,90},)?"
    r"[ \u00a0](?:(?:\p{Ll}+ly|also|then|later|once|never|had|has|have|would|will|still"
    r"|just|even|further|is|was|are|were)[ \u00a0]){0,2}\Z"
)
_OBJECT_FIRST = frozenset({"told", "tells", "tell", "telling", "asked", "according to"})
_NO_SPEAKERS = frozenset({"that", "this", "it", "which", "what", "these", "those"})


class Attribution(NamedTuple):
    """Who said something, in which words; None where there is no telling."""

    speaker: Range | None
    cue: Range | None


_NOBODY = Attribution(None, None)


def attribution_of(
    text: str, ranges: Ranges, others: Sequence[Range] = (), without: Sequence[Range] = ()
) -> Attribution:
    """Return who is said to have said a speech, and the cue.

    Looked at are what stands between its passages, then what follows it in its sentence, then
    what leads to it.

    Args:
        text: the article's.
        ranges: of the speech's passages.
        others: other passages in marks, in order: nobody is found in or behind them.
        without: page furniture, in order.

    """
    for (_, low), (high, _) in pairwise(ranges):
        if "\n" not in text[low:high].strip():
            found = _within(text, low, min(high, low + _REACH), without, follows=True)
            if found.cue is not None:
                return found
    low, high = _after(text, ranges[-1][1], others)
    behind = _within(text, low, high, without, follows=True)
    if behind.cue is not None and _is_beside(text, behind, low):
        return behind
    low, high = _before(text, ranges[0][0], others)
    return _within(text, low, high, without, follows=False)


def _is_beside(text: str, found: Attribution, end: int) -> bool:
    """Tell whether who said something, or the cue, stands right behind the words."""
    first = min(low for low, _ in (one for one in (found.speaker, found.cue) if one is not None))
    return _BESIDE.fullmatch(text, end, first) is not None


def _after(text: str, end: int, others: Sequence[Range]) -> Range:
    limit = min([end + _REACH, *(low for low, _ in others if low >= end)])
    if (
        end
        and text[end - 1] in _MARKS
        and text[end - 2 : end - 1] == "."
        and (text[end : end + 2].strip()[:1].isupper() or text[end : end + 1] == "\n")
    ):
        return end, end
    line = text.find("\n", end, limit)
    limit = line if line >= 0 else limit
    stop = STOP.search(text, end, limit)
    return end, stop.start() if stop is not None else limit


def _before(text: str, start: int, others: Sequence[Range]) -> Range:
    limit = max([0, start - _REACH, *(high for _, high in others if high <= start)])
    low = _sentence_start(text, limit, start)
    if not text[low:start].strip():  # a paragraph that introduces it: “In a statement it said:”
        kept = text[limit:start].rstrip()
        if kept.endswith(":"):
            end = limit + len(kept)
            return _sentence_start(text, limit, end), end
    return low, start


def _sentence_start(text: str, limit: int, end: int) -> int:
    """Return where the sentence that ends at ``end`` begins, not before ``limit``."""
    low = max(limit, text.rfind("\n", limit, end) + 1)
    for stop in STOP.finditer(text, low, end):
        if text[stop.end() : end].strip(' ”"’»'):
            low = stop.end()
    return low


def _within(
    text: str, low: int, high: int, without: Sequence[Range], *, follows: bool
) -> Attribution:
    """Return who says something in a range; ``follows``: the range comes after the words."""
    if high <= low:
        return _NOBODY
    cues = list((_CUE_BESIDE if follows else _CUE).finditer(text, low, high))
    if not cues:
        return _NOBODY
    if follows:
        order = cues[:1]
    else:
        order = cues[::-1][:3]
        order.sort(key=lambda one: _SURE.fullmatch(one.group()) is None)
    for cue in order:
        speaker = _speaker_at(text, cue.start(), cue.end(), low, high, without, follows=follows)
        if speaker is not None:
            return Attribution(speaker, cue.span())
    return Attribution(None, order[0].span())


def _speaker_at(
    text: str,
    start: int,
    end: int,
    low: int,
    high: int,
    without: Sequence[Range],
    *,
    follows: bool,
) -> Range | None:
    word = text[start:end].lower()
    before = _before_cue(text, start, low, without)
    high = min([high, *(first for first, last in without if first >= end)])
    if word == "according to" or word == "in the words of":
        return _after_cue(text, end, high)
    if before is not None:
        return before
    if follows and word not in _OBJECT_FIRST:
        return _after_cue(text, end, high)
    if not follows and text[end:high].rstrip().endswith(":"):  # “Am Dienstag sagte sie: …”
        behind = _after_cue(text, end, high)
        if behind is not None and text[behind[1] : high].strip() == ":":
            return behind
    return None


def _before_cue(text: str, start: int, low: int, without: Sequence[Range]) -> Range | None:
    """Return who stands before a cue: “the clerk, a sailor, later said”."""
    end = start
    for first, last in reversed(without):  # “Tom OrrTom OrrFerry fares to rise MORE said”
        if low <= first < last <= end and not text[last:end].strip(" ,\u00a0"):
            end = first
            break
    piece = text[low:end] if end == start else text[low:end].rstrip() + " "
    found = _BEFORE_CUE.search(piece)
    if found is None:
        return None
    return _pared(text, low + found.start("who"), low + found.end("who"))


def _after_cue(text: str, end: int, high: int) -> Range | None:
    """Return who stands behind a cue: “said the harbour master, who …”."""
    found = _AFTER_CUE.match(text, end, high)
    return None if found is None else _pared(text, *found.span("who"))


def _pared(text: str, start: int, end: int) -> Range | None:
    """Return a speaker without what does not belong to them."""
    tail = _WHO_TAIL.search(text, start + 1, end)
    if tail is not None:
        end = tail.start()
    while end > start and text[end - 1] in " \u00a0,;:–—-'’":
        end -= 1
    words = text[start:end]
    if not words.strip() or words.lower() in _NO_SPEAKERS - {"it"} or words in DATES:
        return None
    last = max(text.rfind(" ", start, end), text.rfind("\u00a0", start, end)) + 1 or start
    if text[last].isupper() and _DETERMINED.match(text, start) is None:
        name = name_at(text, max(last, start))
        if name is not None and start <= name[0] < name[1] <= end:
            return name
    return start, end


def cue_near(text: str, ranges: Ranges) -> bool:
    """Tell whether a verb of saying stands in the sentence around a speech."""
    low, high = _before(text, ranges[0][0], ())
    after = _after(text, ranges[-1][1], ())
    return bool(_CUE.search(text, low, high) or _CUE.search(text, *after))
