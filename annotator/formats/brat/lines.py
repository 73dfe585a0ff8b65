"""The lines of brat's ``.ann`` files, and spans across line breaks as brat can hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from annotator.annotation.records import shorten
from annotator.errors import InputError
from annotator.words import Message, say

Place = tuple[int, int]

BREAKS = re.compile("[\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
"""What cannot stand in a line: brat's readers, as Python's, end a line at each of these."""

_PLACES = re.compile(r"(.*\S)[ ]+(-?\d+ +-?\d+(?: *; *-?\d+ +-?\d+)*) *")
_ENDS = re.compile(r"(.*\S)\s+([^\s:]+):(\S+)\s+([^\s:]+):(\S+)\s*")
_ARGUMENT = re.compile(r"([^\s:]*):(\S+)")
_NORMAL = re.compile(r"(\S+)\s+(\S+)\s+(\S+?):(\S+)\s*")
_NORMAL_2013 = re.compile(
    r"(Reference)\s+(?:Annotation:(\S+)\s+Referent:(\S+)|Referent:(\S+)\s+Annotation:(\S+))\s*"
)
_ID = re.compile(r"(?:[A-Za-z]+|#[A-Za-z]*)\d+\S*|\*|#")
_MOST_DIGITS = 12

EVENT = "event"
"""The attribute of a span that stands for one of several events with the same trigger."""


class Bound(msgspec.Struct):
    """A ``T`` line: a type on ranges, and the text that they cover (None: not given)."""

    type: str
    ranges: list[Place]
    quote: str | None
    written: str


class Relation(msgspec.Struct):
    """An ``R`` line, or one pair of a ``*`` line."""

    type: str
    source: str
    target: str
    written: str


class Event(msgspec.Struct):
    """An ``E`` line: a trigger, and what takes part, by role."""

    trigger: str
    arguments: list[tuple[str, str]]


class Attribute(msgspec.Struct):
    """An ``A``, ``M`` or ``N`` line; True is the value of one without a value."""

    name: str
    target: str
    value: str | bool


class Note(msgspec.Struct):
    """A ``#`` line."""

    type: str
    target: str
    text: str


Item = Bound | Relation | Event | Attribute | Note


class Line(msgspec.Struct):
    """One line of a file.

    Attributes:
        file: its name for messages.
        number: from 1.
        id: as ``T1``; made up for lines that have none.
        text: the whole line.

    """

    file: str
    number: int
    id: str
    text: str
    item: Item

    def fault(self, reason: Message) -> InputError:
        """Return what is wrong with this line as an error at its place."""
        return InputError(reason, file=self.file, line=self.number)


def parse(data: bytes, file: str) -> list[Line]:
    r"""Return the lines of an ``.ann`` file; only ``\n`` ends one, and blank ones are passed over.

    Raises:
        InputError: with the line.

    """
    found: list[Line] = []
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            text = raw.decode("utf-8").rstrip("\r")
            if found and _goes_on(found[-1], text):
                continue
            if not text.strip():
                continue
            for name, item in _items(text, number):
                found.append(Line(file, number, name, text, item))
        except UnicodeDecodeError as error:
            reason = say(
                "byte {start} of the line is not UTF-8, as brat’s files must be",
                start=error.start + 1,
            )
            raise InputError(reason, file=file, line=number) from None
        except InputError as error:
            raise error.at(file, number) from None
    return found


def _goes_on(last: Line, text: str) -> bool:
    """Tell whether a line goes on with the text that the one before covers, and add it there.

    Some tools write line breaks in it as they are. Its offsets say how long it has to be.
    """
    item = last.item
    if not isinstance(item, Bound) or item.quote is None:
        return False
    length = sum(end - start for start, end in item.ranges) + len(item.ranges) - 1
    if len(item.quote) >= length:
        return False
    name, tab, _ = text.partition("\t")
    if tab and _ID.fullmatch(name.strip()) is not None:
        return False
    item.quote += "\n" + text
    return True


def _items(text: str, number: int) -> list[tuple[str, Item]]:
    name, tab, rest = text.partition("\t")
    name = name.strip()
    if name.startswith("#") and (not tab or _ID.fullmatch(name) is None):
        return [(f"#/{number}", Note("", "", text))]
    if not tab or _ID.fullmatch(name) is None:
        raise InputError(
            say(
                "“{text}” is no line of brat; expected an id as T1, a tab and what it is",
                text=shorten(text),
            )
        )
    data, _, tail = rest.partition("\t")
    if name == "*":
        return _equivalences(data, number)
    kind = name[0]
    if kind == "T":
        return [(name, _bound(data, rest))]
    if kind == "R":
        ends = _ENDS.fullmatch(data)
        if ends is None:
            raise InputError(say("expected a type and two arguments, as “Origin Arg1:T3 Arg2:T4”"))
        written = f"{ends[1]} {ends[3]} {ends[5]}"
        return [(name, Relation(ends[1], ends[3], ends[5], written))]
    if kind == "E":
        return [(name, _event(data))]
    if kind in "AM":
        parts = data.split(None, 2)
        if len(parts) < 2:
            raise InputError(say("expected a name and what it is about, as “Negation E1”"))
        return [(name, Attribute(parts[0], parts[1], parts[2] if len(parts) > 2 else True))]
    if kind == "N":
        return [(name, _normalisation(data, tail))]
    if kind == "#":
        parts = data.split(None, 1)
        if len(parts) < 2:
            return [(name, Note("", "", text))]
        return [(name, Note(parts[0], parts[1].strip(), tail))]
    raise InputError(
        say(
            "“{name}”: expected an id that begins with T, R, E, A, M, N, # or *", name=shorten(name)
        )
    )


def _bound(data: str, rest: str) -> Bound:
    match = _PLACES.fullmatch(data)
    if match is None:
        raise InputError(say("expected a type and offsets, as “quote 0 5” or “quote 0 5;10 15”"))
    ranges = []
    for place in match[2].split(";"):
        numbers = place.split()
        if any(len(one) > _MOST_DIGITS for one in numbers):
            raise InputError(say("“{place}” is outside any text", place=shorten(place)))
        ranges.append((int(numbers[0]), int(numbers[1])))
    tail = rest[len(data) + 1 :]
    return Bound(match[1], ranges, tail or None, data.strip())


def _event(data: str) -> Event:
    trigger, *others = data.split() or [""]
    head = _ARGUMENT.fullmatch(trigger)
    arguments = [_ARGUMENT.fullmatch(one) for one in others]
    if head is None or not all(one and one[1] for one in arguments):
        raise InputError(say("expected a trigger and arguments, as “Birth:T1 Who:T2”"))
    return Event(head[2], [(one[1], one[2]) for one in arguments if one is not None])


def _equivalences(data: str, number: int) -> list[tuple[str, Item]]:
    kind, *names = data.split() or [""]
    if len(names) < 2:
        raise InputError(say("expected a type and at least two ids, as “Equiv T1 T2”"))
    return [
        (f"*/{number}/{n}", Relation(kind, names[0], name, "")) for n, name in enumerate(names[1:])
    ]


def _normalisation(data: str, tail: str) -> Attribute:
    match = _NORMAL.fullmatch(data)
    if (other := _NORMAL_2013.fullmatch(data)) is not None:
        target, value = other[2] or other[5], other[3] or other[4]
        name = other[1]
    elif match is not None:
        name, target, value = match[1], match[2], f"{match[3]}:{match[4]}"
    else:
        raise InputError(
            say("expected a type, an id and an entry, as “Reference T1 Wikipedia:534366”")
        )
    tail = tail.strip("\t")
    return Attribute(name, target, f"{value} {tail}" if tail.strip() else value)


def split_at_breaks(text: str, ranges: Iterable[Place]) -> list[Place]:
    """Return ranges without the characters that cannot stand in a line, as brat divides them.

    Ranges that touch become one: brat takes them for overlapping.
    """
    parts: list[Place] = []
    for start, end in ranges:
        at = start
        for match in BREAKS.finditer(text, start, end):
            parts.append((at, match.start()))
            at = match.end()
        parts.append((at, end))
    joined: list[Place] = []
    for start, end in parts:
        if start == end:
            continue
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def covers(text: str, ranges: Sequence[Place], quote: str) -> bool:
    """Tell whether ranges cover ``quote``, as brat and other tools write it.

    They write a space for each line break or nothing between fragments (brat before 1.3), and
    lose white space at the ends.
    """
    parts = [text[start:end] for start, end in ranges]
    if quote == " ".join(parts):
        return True
    plain = quote.replace("\\n", "\n").split()
    return plain == " ".join(parts).replace("\\n", "\n").split() or plain == "".join(parts).split()
