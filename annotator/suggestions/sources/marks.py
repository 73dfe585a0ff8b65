"""Quotes by their marks: split ones joined, reopened paragraphs joined, titles and words at arm's
length told apart, with speaker and cue.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import regex

from annotator.annotation.records import Article, Label
from annotator.suggestions.labels import is_quote
from annotator.suggestions.quotes.attribution import Attribution, attribution_of
from annotator.suggestions.quotes.passages import Speech, speeches
from annotator.suggestions.quotes.saying import CALLING, NAMING, SAYING, WORKS
from annotator.suggestions.records import Candidate, Tagged
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.sources.glued import glued_widgets
from annotator.text.finding.passages import SINGLE_MARKS

_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*")
_NAMING = regex.compile(NAMING, regex.IGNORECASE)
_WORKS = regex.compile(WORKS, regex.IGNORECASE)
_CALLING = regex.compile(CALLING, regex.IGNORECASE)
_SAYING = regex.compile(SAYING, regex.IGNORECASE)
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "in", "on", "and", "or", "to", "for", "at", "by"})
_SMALL_WORDS |= {"from", "with", "is", "vs", "as", "de", "la", "und", "der", "die", "das", "von"}
_HIGHEST = 0.89


class Marks(Source):
    """What stands between quotation marks, for a label of what somebody said."""

    name = "marks"
    version = 2
    shows_from = 0.5

    def serves(self, label: Label) -> bool:
        """Tell whether the label is for quotes."""
        return is_quote(label)

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        """Return what finds quotes."""
        del label, learned, surveyed
        return _Quotes()


class _Quotes(Proposer):
    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        del tagged
        text = article.text
        without = glued_widgets(text)
        found = speeches(text, without)
        others = sorted({pair for one in found if not one.inner for pair in one.ranges})
        head = _headline_end(article)
        whole = {pair for one in found if one.joined and not one.alone for pair in one.ranges}
        prefers_single = _prefers_single(text, found)
        made = []
        for one in found:
            said = attribution_of(text, one.ranges, others, without)
            facts = _facts(text, one, said, head, prefers_single)
            score = _score(facts, one, one.alone and one.ranges[0] in whole)
            made.append(
                Candidate(
                    ranges=one.ranges,
                    features=tuple(facts),
                    score=score,
                    speaker=None if said.speaker is None else (said.speaker,),
                    cue=None if said.cue is None else (said.cue,),
                )
            )
        return made


def _headline_end(article: Article) -> int:
    """Return where the first line ends, if it reads as a headline; else 0."""
    first = article.text.partition("\n")[0]
    if len(first) > 200 or len(first) == len(article.text):
        return 0
    return 0 if first.rstrip().endswith((".", ".”", '."', ",”", ',"')) else len(first)


def _prefers_single(text: str, found: Sequence[Speech]) -> bool:
    """Tell whether quotes of a text stand between single marks, as in British papers."""
    single = sum(text[one.ranges[0][0]] in SINGLE_MARKS for one in found if not one.inner)
    double = sum(text[one.ranges[0][0]] not in SINGLE_MARKS for one in found if not one.inner)
    return single > 2 * double


def _facts(
    text: str, one: Speech, said: Attribution, head: int, prefers_single: bool
) -> dict[str, None]:
    """Return what can be seen of a speech, as names of features in a fixed order."""
    start, end = one.ranges[0][0], one.ranges[-1][1]
    inside = " ".join(text[low:high] for low, high in one.ranges)
    words = _WORD.findall(inside)
    core = inside.strip("“”\"„«»‹›‘’'‚`´ ")
    facts = [f"words>={n}" for n in (1, 2, 3, 4, 5, 7, 9, 12, 20, 40) if len(words) >= n]
    if one.joined:
        facts.append(f"joined {one.joined}")
    if one.alone:
        facts.append("part of a joined one")
    if one.inner:
        facts.append("inside another")
    if not one.closed:
        facts.append("not closed")
    if text[max(0, start - 1) : start].isdigit():
        facts.append("after a digit")  # a pipe of 12"
    if start < head:
        facts.append("in the headline")
    if text[start] in SINGLE_MARKS:
        facts.append("single marks, usual" if prefers_single else "single marks")
    if core[-1:] in ".!?…":
        facts.append("ends a sentence")
    elif core[-1:] in ",—–-" or text[end : end + 1] == ",":
        facts.append("ends with a comma")
    if core[:1].islower():
        facts.append("begins small")
    if _is_title(words):
        facts.append("capitals" if len(words) > 2 else "a capital")
    before = text[max(0, start - 60) : start]
    opens = not before.strip() or before.rstrip(" ")[-1:] == "\n" or start == 0
    if opens:
        facts.append("opens the paragraph")
    elif before.rstrip()[-1:] in '.!?”"’':
        facts.append("opens a sentence")
    elif before.rstrip()[-1:] == ":":
        facts.append("after a colon")
    elif before.rstrip()[-1:] == ",":
        facts.append("after a comma")
    line_end = text.find("\n", end)
    if not text[end : line_end if line_end >= 0 else None].strip():
        facts.append("closes the paragraph")
    if _NAMING.search(before):
        facts.append("after so-called")
    if _CALLING.search(before[-45:]):
        facts.append("after called")
    elif _WORKS.search(before):
        facts.append("after a word for works")
    near = before[-25:]
    if _SAYING.search(near):
        facts.append("cue right before")
    if said.cue is not None:
        facts.append("cue")
        gap = min(abs(said.cue[0] - end), abs(start - said.cue[1]))
        facts += [f"cue within {n}" for n in (3, 12, 40, 100) if gap <= n]
        if said.speaker is not None:
            facts.append("speaker")
    for word in (words[:1], words[-1:]):
        facts.append("word " + (word[0].lower() if word else ""))
    if words and before.split():
        facts.append("before " + before.split()[-1].lower().strip(",:;"))
    return dict.fromkeys(facts)


def _is_title(words: Sequence[str]) -> bool:
    """Tell whether every longer word has a capital, as in titles of works."""
    longer = [one for one in words if one.lower() not in _SMALL_WORDS]
    return bool(longer) and all(one[0].isupper() or one[0].isdigit() for one in longer)


_WEIGHTS = {
    "words>=2": 0.7,
    "words>=3": 0.5,
    "words>=4": 0.4,
    "words>=5": 0.5,
    "words>=7": 0.6,
    "words>=12": 0.6,
    "joined split": 1.2,
    "joined reopened": 1.0,
    "joined both": 0.9,
    "inside another": -2.6,
    "not closed": -1.0,
    "after a digit": -3.0,
    "in the headline": -1.6,
    "single marks": -1.6,
    "ends a sentence": 0.9,
    "ends with a comma": 0.9,
    "capitals": -2.0,
    "a capital": -0.6,
    "opens the paragraph": 0.5,
    "opens a sentence": 0.2,
    "after a colon": 0.8,
    "after so-called": -3.0,
    "after called": 1.0,
    "after a word for works": -0.6,
    "cue": 0.5,
    "cue within 40": 0.5,
    "cue within 3": 0.4,
    "speaker": 0.2,
    "cue right before": 0.6,
}
_BIAS = -1.0
_ENDS = ("ends a sentence", "ends with a comma")


def _score(facts: dict[str, None], one: Speech, in_joined: bool) -> float:
    """Return how likely a speech is a quote by itself, by the rules' weights."""
    total = _BIAS + sum(_WEIGHTS.get(fact, 0.0) for fact in facts)
    if "capitals" in facts and "ends a sentence" not in facts and "words>=9" not in facts:
        total -= 1.5
    if "capitals" in facts and "words>=9" not in facts and "after a word for works" in facts:
        total -= 1.0
    if "words>=4" not in facts and not one.joined:
        total -= sum(_WEIGHTS[fact] for fact in _ENDS if fact in facts)  # “a red line.”
        total -= 0.0 if "cue" in facts else 0.5
    if not one.joined and not one.inner and "words>=12" in facts and "ends a sentence" in facts:
        total = max(total, 1.6)
    if in_joined:
        total -= 6.0
    return round(_HIGHEST / (1 + math.exp(-total)), 4)
