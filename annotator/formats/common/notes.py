"""What reading notices and does not refuse: what says nothing, was guessed, or nobody read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import orjson

from annotator.annotation.records import Annotated, Label
from annotator.words import Message, say

_MOST_GUESSES = 50
_DEEPEST = 3
_DIGITS = 12
_STARTS = frozenset((
    "start", "begin", "from", "offset", "start_offset", "startoffset", "start_char", "startchar",
    "char_start", "begin_char", "beginoffset", "begin_offset", "charbegin", "char_begin",
    "span_start", "answer_start", "startindex", "start_index", "start_pos", "startposition",
))  # fmt: skip
_ENDS = frozenset(
    (
        "end",
        "stop",
        "to",
        "end_offset",
        "endoffset",
        "end_char",
        "endchar",
        "char_end",
        "span_end",
        "charend",
        "length",
        "endindex",
        "end_index",
        "end_pos",
        "endposition",
    )
)
_PAIRS = frozenset(
    (
        "offsets",
        "offset",
        "span",
        "spans",
        "range",
        "ranges",
        "position",
        "positions",
        "indices",
        "location",
        "loc",
        "char_offsets",
        "charspan",
    )
)
"""Keys of objects that hold a start and an end in a list."""

_NAMES = frozenset((
    "label", "labels", "type", "tag", "entity", "category", "class", "name", "text",
))  # fmt: skip
_TOKENS = frozenset(("tokens", "words", "token"))
_TAGGED = frozenset((
    "tags", "ner_tags", "ner", "labels", "label", "entities", "bio_tags", "iob_tags", "tag",
    "token_labels", "ner_labels",
))  # fmt: skip
_DOCCANO_KEYS = frozenset(("label", "labels", "entities", "annotations"))
_TAG_SIGNS = ("B-", "I-", "O", "B_", "I_", "S-", "E-", "L-", "U-")


class LeftOut(msgspec.Struct, frozen=True):
    """Things of one kind that say nothing and did not come in.

    Attributes:
        what: their kind, as "empty annotation of the type “Mark”".
        number: how many.
        file: the first one's.
        where: the first one's place, as "annotations[3]"; "" where the file is place enough.

    """

    what: Message
    number: int
    file: str
    where: Message | str = ""

    def sentence(self) -> Message:
        """Return it as ``a.xmi: 2 × empty annotation …; the first: annotation 5``."""
        if not self.where:
            return say("{file}: {n:,} × {what}", file=self.file, n=self.number, what=self.what)
        return say(
            "{file}: {n:,} × {what}; the first: {where}",
            file=self.file,
            n=self.number,
            what=self.what,
            where=self.where,
        )


class Unread(msgspec.Struct, frozen=True):
    """What looks like spans in a file and was read by nobody.

    Attributes:
        file: its name for messages.
        line: of the first record; None where records have none.
        key: where it stands in a record, as "labels".
        number: how many spans it looks like.
        records: in how many records.
        format: the name of the format to try; "" where none is known.

    """

    file: str
    line: int | None
    key: str
    number: int
    records: int
    format: str

    def reason(self) -> Message:
        """Return what is there, without its place and without what to do."""
        return say(
            "“{key}” holds what looks like {n:,} {n:span|spans}, and nothing of it was read",
            key=self.key,
            n=self.number,
        )


class Notes:
    """Gathers what readers notice, file by file.

    Attributes:
        line: the line that is being read; None where the file has no lines of records.
        last_text: returns the article of the record that is being made, without any work on it;
            None where no text was found yet. Where only the work is refused, it comes in.

    """

    def __init__(self) -> None:
        self.line: int | None = None
        self.last_text: Callable[[], Annotated] | None = None
        self._left_out: dict[tuple[str, str], LeftOut] = {}
        self._unread: dict[tuple[str, str], Unread] = {}
        self._guesses: dict[str, Message] = {}
        self._remarks: dict[str, Message] = {}
        self._labels: dict[str, Label] = {}

    def declare(self, label: Label) -> None:
        """Note what a file says of a label, as its colour and attributes; the first counts."""
        self._labels.setdefault(label.name, label)

    @property
    def labels(self) -> tuple[Label, ...]:
        """What the files say of labels."""
        return tuple(self._labels.values())

    def leave_out(self, what: Message, file: str, where: Message | str = "") -> None:
        """Count one thing that says nothing and does not come in."""
        place = str(what), file
        known = self._left_out.get(place)
        if known is None:
            self._left_out[place] = LeftOut(what, 1, file, where)
        else:
            self._left_out[place] = msgspec.structs.replace(known, number=known.number + 1)

    def guess(self, what: Message) -> None:
        """Note something that was guessed, as who the annotator is."""
        if len(self._guesses) < _MOST_GUESSES:
            self._guesses.setdefault(str(what), what)

    def remark(self, what: Message) -> None:
        """Note something that people should know of a file that comes in."""
        if len(self._remarks) < _MOST_GUESSES:
            self._remarks.setdefault(str(what), what)

    def look_for_spans(self, others: Mapping[str, Any], text: str, file: str) -> None:
        """Note what looks like spans in the part of a record that its reader did not understand."""
        for key, number, fitting in spans_in(others, text):
            known = self._unread.get((file, key))
            if known is None:
                known = Unread(file, self.line, key, 0, 0, fitting)
            self._unread[file, key] = msgspec.structs.replace(
                known, number=known.number + number, records=known.records + 1
            )

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, the kinds in the order in which they came up."""
        return tuple(self._left_out.values())

    @property
    def unread(self) -> tuple[Unread, ...]:
        """What looks like spans, by file and key."""
        return tuple(self._unread.values())

    @property
    def remarks(self) -> tuple[Message, ...]:
        """What people should know, each once."""
        return tuple(self._remarks.values())

    @property
    def guesses(self) -> tuple[Message, ...]:
        """What was guessed, each once."""
        return tuple(self._guesses.values())


def spans_in(others: Mapping[str, Any], text: str) -> list[tuple[str, int, str]]:
    """Return the keys that hold what looks like spans: key, how many, and the format to try.

    Lists of offsets with or without a label, lists of objects with a start and an end, such lists
    by label, tags beside tokens; also as JSON in a cell of a table.

    Args:
        others: keys of a record that its reader did not understand.
        text: of the record; offsets must lie in it.

    """
    found = []
    for key, value in others.items():
        if isinstance(value, str):
            value = _unpacked(value)
        if not isinstance(value, list | dict) or not value:
            continue
        number, fitting = _spans(value, len(text), _DEEPEST)
        if fitting == "prodigy" and key != "spans":
            fitting = "doccano"
        if fitting == "doccano" and key not in _DOCCANO_KEYS:
            fitting = ""
        if number:
            found.append((key, number, fitting))
    found += _columns(others, len(text))
    tokens = [value for key, value in others.items() if key in _TOKENS and _words(value)]
    for key, value in others.items():
        if key in _TAGGED and isinstance(value, list) and any(len(t) == len(value) for t in tokens):
            number = sum(1 for one in value if one not in ("O", 0, "_", "", None))
            plain = all(isinstance(one, str | int) for one in value)
            if number and plain:
                found.append((key, number, "hf-tokens"))
        elif key in _TAGGED and _words(value) and all(one.startswith(_TAG_SIGNS) for one in value):
            number = sum(one.startswith(("B-", "S-", "U-")) for one in value)
            if number:
                found.append((key, number, "hf-tokens"))
    return found


def _unpacked(cell: str) -> Any:
    if cell[:1] not in ("[", "{") or cell[-1:] not in ("]", "}"):
        return None
    try:
        return orjson.loads(cell)
    except orjson.JSONDecodeError:
        pass
    try:  # as Python prints it
        return orjson.loads(cell.replace("(", "[").replace(")", "]").replace("'", '"'))
    except orjson.JSONDecodeError:
        return None


def _words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _spans(value: Any, length: int, depth: int) -> tuple[int, str]:
    if isinstance(value, dict):
        if _is_object(value, length):
            return 1, _format_of(value)
        inside: list[Any] = list(value.values())
    else:
        if value and all(_is_triple(one, length) for one in value):
            return len(value), "doccano" if len(value[0]) > 2 else ""
        inside = value
        objects = [one for one in value if isinstance(one, dict) and _is_object(one, length)]
        if objects:
            return len(objects), _format_of(objects[0])
    if depth == 0:
        return 0, ""
    number, fitting = 0, ""
    for one in inside[:10_000]:
        if isinstance(one, list | dict) and one:
            more, name = _spans(one, length, depth - 1)
            number += more
            fitting = fitting or name
    return number, fitting


def _is_triple(value: Any, length: int) -> bool:
    if not isinstance(value, list) or not 2 <= len(value) <= 5:
        return False
    places = [one for one in map(_place, value) if one is not None]
    labels = [one for one in value if isinstance(one, str | None) and _place(one) is None]
    if len(places) != 2 or len(places) + len(labels) != len(value):
        return False
    return 0 <= places[0] < places[1] <= length


def _place(value: Any) -> int | None:
    """Return an offset, also one that was written as a text or with a point; None for no offset."""
    if type(value) is int:
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < _DIGITS:
        return int(value)
    return None


def _is_object(value: dict[str, Any], length: int) -> bool:
    names = {key.replace("-", "_").casefold(): one for key, one in value.items()}
    starts = (_place(one) for key, one in names.items() if key in _STARTS)
    ends = (_place(one) for key, one in names.items() if key in _ENDS)
    start = next((one for one in starts if one is not None), None)
    end = next((one for one in ends if one is not None), None)
    if start is not None and "answer_start" in names and isinstance(names.get("text"), str):
        end = start + len(names["text"]) if end is None else end
    if start is not None and end is not None:
        return 0 <= start <= length and 0 < end <= length
    if _NAMES.isdisjoint(names):
        return False
    pairs = [one for key, one in names.items() if key in _PAIRS and isinstance(one, list) and one]
    return any(_is_pair(one, length) or all(_is_pair(o, length) for o in one) for one in pairs)


def _is_pair(value: Any, length: int) -> bool:
    return isinstance(value, list) and len(value) == 2 and _is_triple(value, length)


def _columns(others: Mapping[str, Any], length: int) -> list[tuple[str, int, str]]:
    """Return spans whose starts and ends stand in two lists of the same length, side by side."""
    lists: dict[str, list[int]] = {}
    for key, value in others.items():
        if isinstance(value, list) and value:
            places = [one for one in map(_place, value) if one is not None]
            if len(places) == len(value):
                lists[key] = places
    found = []
    for key, starts in lists.items():
        plain = key.replace("-", "_").casefold()
        if plain not in _STARTS and plain.removesuffix("s") not in _STARTS:
            continue
        for other, ends in lists.items():
            name = other.replace("-", "_").casefold()
            if name not in _ENDS and name.removesuffix("s") not in _ENDS:
                continue
            pairs = zip(starts, ends, strict=False)
            if len(starts) == len(ends) and all(0 <= a < b <= length for a, b in pairs):
                found.append((key, len(starts), ""))
    return found


def _format_of(value: dict[str, Any]) -> str:
    if "start_offset" in value:
        return "doccano"
    if "labels" in value or "globalOffsets" in value or "hypertextlabels" in value:
        return "labelstudio"
    return "prodigy" if "label" in value and "start" in value else ""
