"""Words, for snapping and for moving word by word.

A word is a run of grapheme clusters that are letters, digits or combining marks. Apostrophes,
hyphens, soft hyphens, full stops, underscores and middle dots inside a word belong to it, as does
a comma between digits: "McDonald's", "well-known", "3.14", "1,000", "whitehouse.gov". Two or more
single letters each followed by a full stop keep the last one: "U.S.", "p.m.". Chinese, Japanese,
Thai, Lao, Khmer and Burmese have no spaces: their words are found by ``segmenting``. Compared with
the default word boundaries of Unicode (UAX #29) this keeps "well-known" and the last stop of "U.S."
together; emoji and punctuation are no words.

With ``glued`` a word also stops where scraped text lost a space (see ``_seams``). That is a
guess, which the annotator can override: "YouTube" comes apart, "McCain" does not.

Words start and end on grapheme cluster boundaries. No more text is read than the unspaced run
around the position.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.text.graphemes import is_grapheme_boundary, previous_grapheme
from annotator.text.offsets import check_position, check_range
from annotator.text.segmenting import UNSPACED, UNSPACED_ON, words_in
from annotator.text.spaces import trim

# Pieces of patterns. A unit is a grapheme cluster that begins, after prepended signs, with a
# letter, digit or mark; as \X takes whole clusters, so does every pattern made of it.
_WORDLIKE = r"[\p{L}\p{N}\p{M}]"
_PREPENDED = r"\p{GCB=Prepend}*"
_EXTENDING = r"\p{GCB=Extend}\p{GCB=SpacingMark}\u200d"
_JOINERS = r"'’＇\-‐‑._·\xad\u05f3\u05f4"
# At the head of a word, or where a lower-case letter meets the upper-case one.
_ABBREVIATION_HEAD = r"(?:(?<![\p{L}\p{M}])|(?<=\p{Ll}\p{M}*)(?=\p{Lu}))"


def _tokens(unspaced: str, alone: str) -> regex.Pattern[str]:
    """Return the pattern of words, white space and signs.

    Args:
        unspaced: a letter that is in no word of other letters.
        alone: what is matched where such a letter begins.

    """
    unit = rf"(?:(?={_PREPENDED}{_WORDLIKE})(?!{_PREPENDED}{unspaced})\X)"
    joiner = rf"(?:(?:(?=[{_JOINERS}])\X|(?<=\p{{Nd}}),(?=\p{{Nd}}))(?={unit}))"
    initial = rf"(?:(?=\p{{L}})(?!{unspaced})\X(?=\.)\X)"
    element = rf"(?:{_ABBREVIATION_HEAD}{initial}{{2,}}+|{unit})"
    return regex.compile(
        rf"{alone}|(?P<word>{element}(?:{joiner}?+{element})*+)"
        rf"|\s+(?![{_EXTENDING}])"
        # A row of flags at once: \X would count it from its start for each of them.
        rf"|[\U0001f1e6-\U0001f1ff]++[{_EXTENDING}]*+"
        r"|\X",
        regex.V1,
    )


_RUN = rf"(?={_PREPENDED}{UNSPACED})\X(?:(?={_PREPENDED}{UNSPACED_ON})\X)*+"
_TOKEN = _tokens(UNSPACED, rf"(?P<run>{_RUN})")
# For tokens, which are the same whether there is a dictionary or not.
_SINGLE = r"[[\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&[\p{L}\p{Nl}]]"
_TOKEN_OR_SIGN = _tokens(_SINGLE, rf"(?P<run>(?={_PREPENDED}{_SINGLE})\X)")
# A cluster that begins with one of these is no part of a longer word.
_APART = rf"[^\p{{L}}\p{{N}}\p{{M}},{_JOINERS}{_EXTENDING}\p{{GCB=Prepend}}\u200c]"
_APART_CHARACTER = regex.compile(_APART, regex.V1)
_APART_BACKWARDS = regex.compile("(?r)" + _APART, regex.V1)
_WORDLIKE_BACKWARDS = regex.compile(r"(?r)[\p{L}\p{N}\p{M}]")

_SEAM = regex.compile(
    r"(?P<case>(?<=\p{Ll}\p{M}*)(?=[\p{Lu}\p{Lt}]))"
    r"|(?P<quote>(?<=\p{Ll}\p{M}*)['’＇](?=[\p{Lu}\p{Lt}]))"
    r"|(?P<stop>\.(?=[\p{L}\p{N}\p{M}])(?!\p{Ll}))"
)
_NAME_PREFIX = regex.compile(
    r"(?:\A|[^\p{L}\p{M}])(?:Co|D[aeiu]|Del|Fitz|L[aeo]|Ma?c|Ph|V[ao]n)\Z"
    r"|(?:\A|[-‐‑._])\p{Ll}\p{M}*\Z"
)
_ELISION = regex.compile(r"(?:\A|[^\p{L}\p{M}])(?:\p{L}\p{M}*){1,2}\Z")
_INITIALS = regex.compile(r"(?:\p{L}\p{M}*\.)*\p{L}\p{M}*")
_ONE_INITIAL = regex.compile(r"\p{L}\p{M}*(?:\.|\Z)")
_AFTER_INITIALS = regex.compile(r"(?:\p{L}\p{M}*\.)+\p{L}\p{M}*")


def word_at(text: str, position: int, *, glued: bool = False) -> tuple[int, int] | None:
    """Return the word with the character at ``position``; None if that is part of no word.

    Between two words that touch this is the second one; after the last character it is None.

    Args:
        text: the text.
        position: in code points.
        glued: also stop where a space is missing.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    if position == len(text):
        return None
    for start, end in _words_from(text, _sync(text, position), glued):
        if start > position:
            return None
        if position < end:
            return start, end
    return None


def next_word(text: str, position: int, *, glued: bool = False) -> tuple[int, int] | None:
    """Return the first word that starts at ``position`` or after it; None if there is none.

    Going on from the end of each word visits every word once.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    for start, end in _words_from(text, _sync(text, position), glued):
        if start >= position:
            return start, end
    return None


def previous_word(text: str, position: int, *, glued: bool = False) -> tuple[int, int] | None:
    """Return the last word that ends at ``position`` or before it; None if there is none.

    Going on from the start of each word visits every word once.

    Raises:
        OffsetError: ``position`` is outside the text.

    """
    check_position(text, position)
    before = position
    while match := _WORDLIKE_BACKWARDS.search(text, 0, before):
        first = _sync(text, match.start())
        found = None
        for start, end in _words_from(text, first, glued):
            if end > position:
                break
            found = start, end
            if end >= before:
                break
        if found is not None:
            return found
        before = first
    return None


def word_range(text: str, start: int, end: int, *, glued: bool = False) -> tuple[int, int]:
    """Return ``[start, end)`` without white space at its ends, then widened to whole words.

    A range of white space only, and an empty one, come back as they are.

    Raises:
        OffsetError: the range is not inside the text.

    """
    check_range(text, start, end)
    trimmed = trim(text, start, end)
    if trimmed is None:
        return start, end
    start, end = trimmed
    first = word_at(text, start, glued=glued)
    last = word_at(text, end - 1, glued=glued)
    return first[0] if first else start, last[1] if last else end


def words_and_signs(text: str) -> Iterator[tuple[int, int]]:
    """Yield every word, and every grapheme cluster that is in no word, in order.

    A row of flags is one; white space is passed over. Of writing without spaces each cluster is
    one: no dictionary is asked, so that tokens are everywhere the same.
    """
    for match in _TOKEN_OR_SIGN.finditer(text):
        start, end = match.span()
        if match.lastgroup is not None or not text[start:end].isspace():
            yield start, end


def _words_from(text: str, position: int, glued: bool) -> Iterator[tuple[int, int]]:
    """Yield the words from ``position``, which no word may cross."""
    for match in _TOKEN.finditer(text, position):
        if match.lastgroup == "run":
            yield from words_in(text, *match.span())
        elif match.lastgroup is None:
            continue
        elif glued:
            yield from _parts(text, match.start(), match.end())
        else:
            yield match.span()


def _sync(text: str, position: int) -> int:
    """Return the last place at or before ``position`` that no word can cross."""
    for match in _APART_BACKWARDS.finditer(text, 0, position):
        end = match.end()
        if is_grapheme_boundary(text, end) and _APART_CHARACTER.match(
            text, previous_grapheme(text, end)
        ):
            return int(end)
    return 0


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of one word, split at its seams."""
    part = start
    for left, right in _seams(text, start, end):
        if left > part:
            yield part, left
        part = right
    if end > part:
        yield part, end


def _seams(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places in a word where a space seems to be missing, as ``(left, right)``.

    What stands between ``left`` and ``right`` belongs to no word. A seam is

    - between a lower-case and an upper-case letter ("MilleyMark"), unless a name's prefix comes
      before it (Co, Da, De, Del, Di, Du, Fitz, La, Le, Lo, Mac, Mc, Ph, Van, Von: "McCain",
      "LeBron") or one lower-case letter at the head ("iPhone");
    - an apostrophe, taken for a closing quotation mark, between a lower-case and an upper-case
      letter ("'closing'Biden"), unless one or two letters come before it ("O'Brien", "d'Or");
    - a full stop before anything but a lower-case letter ("ended.MORE"), unless it is inside a
      number or between initials; after initials the full stop stays ("U.S.Army": "U.S.", "Army").
    """
    part = start
    for seam in _SEAM.finditer(text, start, end):
        left, right = seam.span()
        before = text[part:left]
        if seam.lastgroup == "case":
            keep = _NAME_PREFIX.search(before) is not None
        elif seam.lastgroup == "quote":
            keep = _ELISION.search(before) is not None
        else:
            initials = _INITIALS.fullmatch(before) is not None
            keep = (initials and _ONE_INITIAL.match(text, right, end + 1) is not None) or (
                before[-1:].isdigit() and text[right].isdigit()
            )
            if _AFTER_INITIALS.fullmatch(before):
                left = right
        if keep or left == part or not _are_boundaries(text, left, right):
            continue
        yield left, right
        part = right


def _are_boundaries(text: str, left: int, right: int) -> bool:
    return is_grapheme_boundary(text, left) and is_grapheme_boundary(text, right)
