"""The rows of the list of spans: in reading order, or those with the same text together.

It is one flat list, kept in order: an edit adds, removes or redraws single rows, however many
there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from annotator.annotation.records import Span
from annotator.annotation.sweep import reading_order

Key = tuple[Any, ...]
"""By what a row is sorted; its last member is the span's id, "" for the head of a group."""


class Group(NamedTuple):
    """Spans with the same text, at least two.

    Attributes:
        text: theirs, with single spaces.
        number: how many they are.
        is_open: whether each has a row of its own.

    """

    text: str
    number: int
    is_open: bool


class Act(StrEnum):
    """What becomes of rows."""

    INSERT = "insert"
    REMOVE = "remove"
    REDRAW = "redraw"


class Step(NamedTuple):
    """Rows that stand together and come, go or look otherwise: from ``row`` on, these keys."""

    act: Act
    row: int
    keys: tuple[Key, ...]


class SpanRows:
    """The rows, and which spans stand in them.

    Whoever shows them takes each step with ``carry_out`` before asking for the next one.
    """

    def __init__(self) -> None:
        self._rows: list[Key] = []
        self._spans: dict[str, Span] = {}
        self._groups: dict[str, set[str]] = {}
        self._open: set[str] = set()
        self._grouped = False

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, span_id: object) -> bool:
        return span_id in self._spans

    @property
    def spans(self) -> dict[str, Span]:
        """The spans that have a row, or stand in a closed group, by id."""
        return self._spans

    @property
    def grouped(self) -> bool:
        """Whether spans with the same text stand together."""
        return self._grouped

    # -- all at once ---------------------------------------------------------------------------

    def fill(self, spans: Iterable[Span], *, grouped: bool) -> None:
        """Begin anew with some spans; groups that were open stay so."""
        self._spans = {span.id: span for span in spans}
        self._grouped = grouped
        self._groups = {}
        if not grouped:
            self._rows = sorted(map(reading_order, self._spans.values()))
            return
        for span in self._spans.values():
            self._groups.setdefault(text_key(span), set()).add(span.id)
        rows: list[Key] = []
        for text, ids in self._groups.items():
            if len(ids) > 1:
                rows.append(_head(text))
            if len(ids) == 1 or text in self._open:
                rows += (self._key(self._spans[one]) for one in ids)
        self._rows = sorted(rows)

    def close_all(self) -> None:
        """Forget which groups are open; to be followed by ``fill``."""
        self._open.clear()

    # -- what is in a row ----------------------------------------------------------------------

    def span_at(self, row: int) -> Span | None:
        """Return the span in a row, None at the head of a group."""
        name = self._rows[row][-1]
        return self._spans[name] if name else None

    def group_at(self, row: int) -> Group | None:
        """Return the group of which a row is the head, None where it is none."""
        key = self._rows[row]
        if key[-1]:
            return None
        text = key[1]
        return Group(text, len(self._groups[text]), text in self._open)

    def ids_at(self, row: int) -> tuple[str, ...]:
        """Return the spans that a row stands for: at the head of a group all, in reading order."""
        key = self._rows[row]
        if key[-1]:
            return (key[-1],)
        some = sorted((self._spans[one] for one in self._groups[key[1]]), key=reading_order)
        return tuple(span.id for span in some)

    def labels_at(self, row: int) -> set[str]:
        """Return the labels (ids) of the spans that a row stands for."""
        key = self._rows[row]
        ids = (key[-1],) if key[-1] else self._groups[key[1]]
        return {self._spans[one].label for one in ids}

    def is_inside(self, row: int) -> bool:
        """Tell whether a row is one of an open group."""
        if not self._grouped or not self._rows[row][-1]:
            return False
        return len(self._groups[self._rows[row][1]]) > 1

    def row_of(self, span_id: str) -> int | None:
        """Return the row of a span, None where it has none of its own."""
        span = self._spans.get(span_id)
        if span is None:
            return None
        key = self._key(span)
        row = bisect_left(self._rows, key)
        return row if row < len(self._rows) and self._rows[row] == key else None

    def head_of(self, span_id: str) -> int | None:
        """Return the row of the head of a span's group, None where it stands alone."""
        span = self._spans.get(span_id)
        if span is None or not self._grouped or len(self._groups[text_key(span)]) < 2:
            return None
        return bisect_left(self._rows, _head(text_key(span)))

    def _key(self, span: Span) -> Key:
        if not self._grouped:
            return reading_order(span)
        return _member(text_key(span), span)

    # -- step by step --------------------------------------------------------------------------

    def carry_out(self, step: Step) -> None:
        """Let rows come or go."""
        if step.act is Act.INSERT:
            self._rows[step.row : step.row] = step.keys
        elif step.act is Act.REMOVE:
            del self._rows[step.row : step.row + len(step.keys)]

    def change(self, old: Span | None, new: Span | None) -> Iterator[Step]:
        """Yield what becomes of the rows when a span comes, goes or is another.

        Args:
            old: as it is here, None where it is not.
            new: as it will be, None where it goes.

        """
        if old is not None and new is not None and self._key(old) == self._key(new):
            self._spans[new.id] = new
            for row in (self.row_of(new.id), self.head_of(new.id)):
                if row is not None:
                    yield Step(Act.REDRAW, row, (self._rows[row],))
            return
        if old is not None:
            yield from self._take_out(old)
        if new is not None:
            yield from self._put_in(new)

    def _take_out(self, span: Span) -> Iterator[Step]:
        row = self.row_of(span.id)
        if row is not None:
            yield self._step(Act.REMOVE, self._key(span))
        del self._spans[span.id]
        if not self._grouped:
            return
        text = text_key(span)
        ids = self._groups[text]
        ids.discard(span.id)
        if not ids:
            del self._groups[text]
            self._open.discard(text)
        elif len(ids) > 1:
            yield self._step(Act.REDRAW, _head(text))
        else:
            yield self._step(Act.REMOVE, _head(text))
            (left,) = ids
            if text not in self._open:
                yield self._step(Act.INSERT, self._key(self._spans[left]))

    def _put_in(self, span: Span) -> Iterator[Step]:
        self._spans[span.id] = span
        key = self._key(span)
        if not self._grouped:
            yield self._step(Act.INSERT, key)
            return
        text = text_key(span)
        ids = self._groups.setdefault(text, set())
        others = set(ids)
        ids.add(span.id)
        is_open = text in self._open
        if len(others) == 1:
            yield self._step(Act.INSERT, _head(text))
            (other,) = others
            if not is_open:
                yield self._step(Act.REMOVE, self._key(self._spans[other]))
        elif others:
            yield self._step(Act.REDRAW, _head(text))
        if is_open or not others:
            yield self._step(Act.INSERT, key)

    def open(self, row: int, *, wide: bool) -> Iterator[Step]:
        """Yield what becomes of the rows when a group is opened or closed by its head's row."""
        group = self.group_at(row)
        if group is None or group.is_open == wide:
            return
        keys = tuple(self._key(self._spans[one]) for one in self.ids_at(row))
        if wide:
            self._open.add(group.text)
        else:
            self._open.discard(group.text)
        yield Step(Act.REDRAW, row, (self._rows[row],))
        yield Step(Act.INSERT if wide else Act.REMOVE, row + 1, keys)

    def _step(self, act: Act, key: Key) -> Step:
        return Step(act, bisect_left(self._rows, key), (key,))


def text_key(span: Span) -> str:
    """Return by what texts are the same: spaces and line breaks of any kind count as one space."""
    return " ".join(span.text.split())


def _head(text: str) -> Key:
    return text.casefold(), text, 0, 0, 0, ""


def _member(text: str, span: Span) -> Key:
    return (text.casefold(), text, 1, *reading_order(span))


def ranges_of(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return rising numbers as stretches ``(first, last)``, both in."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found
