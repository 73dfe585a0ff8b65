"""A suggestion that is looked at, as the annotator wants it before it is accepted.

Nothing of it is stored: its edges are moved, it is widened, parts of it are left out, and one key
makes one change of what is left.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.label_rules import fits
from annotator.annotation.records import Label, Partner, Suggestion
from annotator.text import widened
from annotator.workbench.edge_steps import Step, edge_step
from annotator.workbench.text_units import Range


class PartKind(StrEnum):
    """What a part of a suggestion is."""

    FRAGMENT = "fragment"
    PARTNER = "partner"
    ATTRIBUTE = "attribute"


class Part(NamedTuple):
    """A part of a suggestion that can be left out by itself.

    Attributes:
        kind: what it is.
        name: the type of the link, or the attribute's name; "" for a fragment.
        ranges: where it stands; empty for an attribute.
        value: of an attribute.
        is_out: whether it is left out.

    """

    kind: PartKind
    name: str = ""
    ranges: tuple[Range, ...] = ()
    value: Any = None
    is_out: bool = False


class Draft(msgspec.Struct, frozen=True):
    """A suggestion with what the annotator has changed of it.

    Attributes:
        suggestion: as it was suggested.
        ranges: its fragments as they are now, also those that are left out.
        partners: what it would be linked to, as it is now.
        out: numbers of the parts that are left out.
        before: its fragments before each widening, to go back.

    """

    suggestion: Suggestion
    ranges: tuple[Range, ...]
    partners: tuple[Partner, ...] = ()
    out: frozenset[int] = frozenset()
    before: tuple[tuple[Range, ...], ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What can be left out by itself: fragments of several, partners, attributes."""
        one = self.suggestion
        found = [Part(PartKind.FRAGMENT, ranges=(pair,)) for pair in self.ranges]
        if len(found) == 1:
            found = []
        found += [Part(PartKind.PARTNER, each.type, each.ranges) for each in self.partners]
        found += [
            Part(PartKind.ATTRIBUTE, name, value=value) for name, value in one.attributes.items()
        ]
        return tuple(part._replace(is_out=at in self.out) for at, part in enumerate(found))

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than was suggested."""
        one = self.suggestion
        return bool(self.out) or (self.ranges, self.partners) != (one.ranges, one.partners)

    @property
    def kept(self) -> tuple[Range, ...]:
        """The fragments that are not left out."""
        if len(self.ranges) == 1:
            return self.ranges
        return tuple(pair for at, pair in enumerate(self.ranges) if at not in self.out)

    def toggled(self, number: int) -> Draft | None:
        """Return it with a part left out, or taken in again; None where no fragment would be left.

        Args:
            number: of the part, from 0.

        """
        made = msgspec.structs.replace(self, out=self.out ^ {number})
        return made if made.kept else None

    def moved(
        self, text: str, part: int, *, at_start: bool, forward: bool, by_word: bool
    ) -> Draft | None:
        """Return it with an edge moved; None where the edge cannot go further.

        Args:
            text: the article's.
            part: number of the fragment or partner whose edge it is; -1: of the outer edge.
            at_start: its start, else its end.
            forward: towards the end of the text.
            by_word: by words, else by characters.

        """
        step = edge_step(at_start=at_start, forward=forward, by_word=by_word)
        first = len(self.ranges) if len(self.ranges) > 1 else 0
        if first <= part < first + len(self.partners):
            one = self.partners[part - first]
            ranges = _moved(text, one.ranges, -1, step, at_start=at_start)
            partners = list(self.partners)
            partners[part - first] = Partner(one.type, ranges)
            moved = msgspec.structs.replace(self, partners=tuple(partners))
        else:
            number = part if 0 <= part < first else -1
            ranges = _moved(text, self.ranges, number, step, at_start=at_start)
            moved = msgspec.structs.replace(self, ranges=ranges, before=())
        same = (moved.ranges, moved.partners) == (self.ranges, self.partners)
        return None if same else moved

    def widened(self, text: str) -> Draft | None:
        """Return it as the next larger unit around it; None where it is the whole text.

        Of several fragments the gaps between them are filled first.
        """
        whole = (self.ranges[0][0], self.ranges[-1][1])
        wider = whole if len(self.ranges) > 1 else widened(text, *whole)
        if (wider,) == self.ranges:
            return None
        # What is said of fragments goes with them; partners and attributes come after them.
        gone = len(self.ranges) if len(self.ranges) > 1 else 0
        out = frozenset(at - gone for at in self.out if at >= gone)
        before = (*self.before, self.ranges)
        return msgspec.structs.replace(self, ranges=(wider,), out=out, before=before)

    def narrowed(self) -> Draft | None:
        """Return it as it was before the last widening; None where it was not widened."""
        if not self.before:
            return None
        ranges = self.before[-1]
        more = len(ranges) if len(ranges) > 1 else 0
        out = frozenset(at + more for at in self.out)
        before = self.before[:-1]
        return msgspec.structs.replace(self, ranges=ranges, out=out, before=before)

    def made(self, text: str, label: Label | None = None) -> Suggestion:
        """Return what is to be made a span, under the suggestion's id.

        Args:
            text: the article's.
            label: another one than was suggested; attributes that it does not allow are left out.

        """
        one, ranges = self.suggestion, self.kept
        parts = self.parts
        attributes = {
            part.name: part.value
            for part in parts
            if part.kind is PartKind.ATTRIBUTE and not part.is_out
        }
        if label is not None and label.id != one.label:
            known = {each.name: each for each in label.attributes}
            attributes = {
                name: value
                for name, value in attributes.items()
                if name in known and fits(value, known[name])
            }
        kept = [part for part in parts if part.kind is PartKind.PARTNER]
        start, end = ranges[0][0], ranges[-1][1]
        return msgspec.structs.replace(
            one,
            label=one.label if label is None else label.id,
            start=start,
            end=end,
            text=text[start:end],
            fragments=ranges if len(ranges) > 1 else (),
            attributes=attributes,
            partners=tuple(
                each for each, part in zip(self.partners, kept, strict=True) if not part.is_out
            ),
        )


def draft_of(suggestion: Suggestion) -> Draft:
    """Return a suggestion of which nothing is changed."""
    return Draft(suggestion, suggestion.ranges, suggestion.partners)


def _moved(
    text: str, ranges: tuple[Range, ...], number: int, step: Step, *, at_start: bool
) -> tuple[Range, ...]:
    """Return ranges with an edge of one of them moved, or as they are where it cannot go."""
    made = list(ranges)
    at = number if number >= 0 else (0 if at_start else len(made) - 1)
    start, end = made[at]
    low = made[at - 1][1] + 1 if at else 0
    high = made[at + 1][0] - 1 if at + 1 < len(made) else len(text)
    place = step(text, start if at_start else end)
    if at_start and low <= place < end:
        start = place
    elif not at_start and start < place <= high:
        end = place
    made[at] = (start, end)
    return tuple(made)
