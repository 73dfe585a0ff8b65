"""Where each article was left, so that coming back shows it there."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

_LIMIT = 500


class Place(NamedTuple):
    """A place in an article, in code points.

    Attributes:
        caret: where the caret is.
        top: a character of the first visible line.

    """

    caret: int
    top: int


class Places:
    """The places of the articles seen last, while the window is open."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._limit = limit
        self._places: OrderedDict[str, Place] = OrderedDict()

    def remember(self, article: str, place: Place) -> None:
        """Remember where an article (id) is left; the one left longest ago may be forgotten."""
        self._places[article] = place
        self._places.move_to_end(article)
        if len(self._places) > self._limit:
            self._places.popitem(last=False)

    def of(self, article: str) -> Place | None:
        """Return where an article was left, None when that is not known."""
        return self._places.get(article)
