"""Rounds: batches of articles with a name, a day and the guidelines that hold in them."""

from __future__ import annotations

import msgspec


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """A named batch of articles; who does what is said by their assignments.

    Attributes:
        name: what identifies it.
        date: the day on which it begins, as 2026-12-01.
        guidelines: the version of the guidelines and the label set that hold in it, as its lead
            calls it; "" for none.
        articles: ids, in the order in which they were put in.

    """

    name: str
    date: str = ""
    guidelines: str = ""
    articles: tuple[str, ...] = ()
    updated_at: str = ""
