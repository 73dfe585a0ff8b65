"""Names of people and labels: written alike, they are alike.

Two names that nobody can tell apart on a screen must not be two people: the same letter composed
or decomposed, a space at the end, a no-break space in the middle, a mark that shows nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphen, zero-width space, word joiner, byte order mark: they spell nothing.

Joiners (U+200C, U+200D) stay: they change the letters beside them.
"""


def tidy_name(name: str) -> str:
    """Return a name as it is stored: NFC, no space at its ends, one space between its words."""
    if name.isascii() and "  " not in name and name == name.strip() and name.isprintable():
        return name
    shown = unicodedata.normalize("NFC", name.translate(_UNSEEN))
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in shown):
        return shown  # a line break or a tab is refused, not mended: see ``formats.names``
    return " ".join(shown.split())


def known_name(name: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` that ``name`` means, else ``name`` tidied.

    A project of an older version may have a name that is not tidy, even two that look alike: who
    says one of them exactly means that one.
    """
    known = list(known)
    if name in known:
        return name
    tidy = tidy_name(name)
    return next((there for there in known if tidy_name(there) == tidy), tidy)


def look_alikes(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the groups of names that only look the same, in the order of ``names``."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(tidy_name(name), []).append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]
