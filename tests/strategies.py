"""Strategies shared by all tests: the text that news sites really send, and ranges in it."""

from __future__ import annotations

from hypothesis import strategies as st

ATOMS = (
    # plain news, and news that lost its spaces
    "a", "e", "B", "7", " ", " ", ". ", ", ", "\n", "\n\n", "word", "Gen. ", "U.S. ", "p.m. ",
    "ended.MORE", "MilleyMark ", "it’s ", "well-known ", "1,000", "“So?” ", "'No.' ", "(see) ",
    # line ends and white space that others take for line ends
    "\r", "\r\n", "\n\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\t", "\u00a0", "\u3000",
    # invisible ones
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\ufdd0", "\x7f",
    # combining marks, alone and many
    "\u0301", "e\u0301", "o\u0308\u0304", "Z\u0351\u036b\u0343\u0329", "\u20dd",
    # emoji: plain, coloured, joined, keycap, tag and country flags, halves of flags
    "😀", "👍🏽", "🏽", "👩‍🚀", "👨‍👩‍👧", "🏳️‍🌈", "❤️", "1️⃣", "ℹ", "©",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇩🇪", "🇫🇷", "\U0001f1e9", "\U0001f1ea",
    # right to left, with marks that turn the direction
    "שלום", "صה״ל", "می‌خواهم", "\u200f", "\u202b", "\u202c", "\u2067", "\u2069", "\u0600",
    # Hangul whole and in parts, Indic conjuncts, Thai, CJK in and above the first plane
    "한국", "\u1112", "\u1161", "\u11ab", "\uac00", "क्षि", "क", "\u094d", "\u0d4e", "ကျွန်", "คำ",
    "東京", "カタカナ", "です", "。", "𠀀𠀁", "𝒜", "\U0010ffff",
)  # fmt: skip
"""Pieces whose neighbours make the trouble: together they cover every rule of UAX #29."""


def messy_text(
    *, max_size: int = 40, newlines_only: bool = False, lone_surrogates: bool = False
) -> st.SearchStrategy[str]:
    r"""Texts of up to ``max_size`` atoms and odd characters.

    Args:
        max_size: in atoms.
        newlines_only: no ``\r`` in them, as after normalisation.
        lone_surrogates: also what no database can store: NUL and lone surrogates.

    """
    atoms = [atom for atom in ATOMS if not (newlines_only and "\r" in atom)]
    pieces = st.sampled_from(atoms) | st.characters(
        exclude_categories=["Cs"], exclude_characters="\0\r" if newlines_only else "\0"
    )
    if lone_surrogates:
        pieces |= st.sampled_from(["\0", "\ud83d", "\ude00"])
    return st.lists(pieces, max_size=max_size).map("".join)


@st.composite
def ranges_in(
    draw: st.DrawFn, text: str | st.SearchStrategy[str], *, allow_empty: bool = False
) -> tuple[int, int]:
    """Ranges ``(start, end)`` in code points inside ``text``, which may be a strategy itself.

    Without ``allow_empty`` the text must have a character.
    """
    if not isinstance(text, str):
        text = draw(text)
    start = draw(st.integers(0, len(text) - (not allow_empty)))
    end = draw(st.integers(start + (not allow_empty), len(text)))
    return start, end


@st.composite
def text_and_range(
    draw: st.DrawFn, *, newlines_only: bool = True, allow_empty: bool = False
) -> tuple[str, int, int]:
    """A messy text with a range inside it: ``(text, start, end)``."""
    text = draw(messy_text(newlines_only=newlines_only).filter(lambda t: t or allow_empty))
    return text, *draw(ranges_in(text, allow_empty=allow_empty))
