"""Keys of labels: one stroke, or two one after the other, as “2”, “F6”, “B” or “0, 1”.

A stroke is one key pressed alone: Ctrl and Alt are the commands', and Shift is not part of a
label's key. It is written as Qt writes it (``QKeySequence.PortableText``), so that the same text
is shown, stored and put into files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

from annotator.annotation.records import Label

DIGITS = "123456789"

_STROKE = r"F(?:[1-9]|1[0-9]|2[0-4])|\S"
_KEY = re.compile(f"({_STROKE})(?:, ({_STROKE}))?", re.IGNORECASE)
_VISIBLE = "LNPS"


def strokes(key: str) -> tuple[str, ...]:
    """Return the one or two strokes of a key, with capital letters; none when it is no key."""
    found = _KEY.fullmatch(key)
    given = [one for one in found.groups() if one] if found else []
    return tuple(map(_tidy, given)) if all(map(_is_stroke, given)) else ()


def tidy_key(key: str) -> str:
    """Return a key as it is stored, "" when it is none."""
    return ", ".join(strokes(key))


def with_shift(key: str) -> tuple[str, ...]:
    """Return a key with Shift held for its first stroke, or for both; none where it is no key."""
    given = strokes(key)
    held = tuple(f"Shift+{stroke}" for stroke in given)
    ways = (", ".join((*held[:1], *given[1:])), ", ".join(held))
    return tuple(dict.fromkeys(way for way in ways if way))


def clash(one: str, other: str) -> bool:
    """Tell whether two keys are the same, or one is how the other begins; "" clashes with none."""
    first, second = strokes(one), strokes(other)
    shared = min(len(first), len(second))
    return shared > 0 and first[:shared] == second[:shared]


def holder(key: str, labels: Iterable[Label]) -> Label | None:
    """Return the first label whose key clashes with this one."""
    return next((label for label in labels if clash(label.key, key)), None)


def free_key(labels: Iterable[Label]) -> str:
    """Return a key for a further label: a digit, then 0 and a digit; "" when all are taken."""
    there = list(labels)
    pairs = (f"{first}, {second}" for first, second in product("0", DIGITS + "0"))
    wanted = (*DIGITS, *pairs)
    return next((key for key in wanted if holder(key, there) is None), "")


def _is_stroke(stroke: str) -> bool:
    if len(stroke) > 1:
        return True
    return ord(stroke) < 0x10000 and unicodedata.category(stroke)[0] in _VISIBLE


def _tidy(stroke: str) -> str:
    capital = stroke.upper()
    return capital if len(capital) == len(stroke) else stroke
