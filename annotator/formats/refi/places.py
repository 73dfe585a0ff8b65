"""How the positions of a source are counted: programs differ at line breaks and beyond U+FFFF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.errors import OffsetError
from annotator.formats.common.ranges import CODEPOINT, UTF16
from annotator.text import Utf16Map, normalise
from annotator.words import Message, say

Place = tuple[int, int]

_ENOUGH = 3
_ONE_FOR_A_BREAK = "atlas"
"""What the origin of projects begins with that count ``\\r\\n`` once although it stands there."""


class Counted(NamedTuple):
    """A text, and how positions in it count.

    Attributes:
        text: to which the positions refer.
        unit: what they count.
        guess: how they are taken, where nothing in the file settles it; None: as the standard says.

    """

    text: str
    unit: str = CODEPOINT
    guess: Message | None = None


def text_as_counted(text: str, named: Sequence[tuple[Place, str]], origin: str) -> Counted:
    r"""Return the text of a source as its positions count it.

    The standard counts code points of the file. Some programs count ``\r\n`` once, others UTF-16
    units. Selections are mostly called as they begin: what fits most names is taken, the standard
    first.

    Args:
        text: of the file.
        named: places of selections, with the selections' names.
        origin: the program that wrote the project.

    """
    once = normalise(text, drop_bom=False).text
    ways = [Counted(text)]
    if once != text:
        ways.append(
            Counted(once, CODEPOINT, say("positions count each line break as one character"))
        )
    if any(sign > "\uffff" for sign in text):
        ways.append(Counted(text, UTF16, say("positions count UTF-16 units")))
    if len(ways) == 1:
        return ways[0]
    hits = [sum(_fits(way, place, name) for place, name in named) for way in ways]
    if max(hits) > hits[0]:
        return ways[hits.index(max(hits))]
    atlas = origin.casefold().startswith(_ONE_FOR_A_BREAK)
    if atlas and hits[0] == 0 and once != text:
        return ways[1]
    return ways[0]


def _fits(way: Counted, place: Place, name: str) -> bool:
    """Tell whether a selection begins as it is called."""
    wanted = "".join(name.removesuffix("...").removesuffix("…").split())
    if len(wanted) < min(_ENOUGH, place[1] - place[0]):
        return False
    start, end = place
    if way.unit == UTF16:
        try:
            units = Utf16Map(way.text)
            start, end = units.to_codepoint(start), units.to_codepoint(end)
        except OffsetError:
            return False
    return "".join(way.text[start:end].split()).startswith(wanted)
