"""What both formats of spaCy share: what spaCy sees of a record, and the record itself beside it.

spaCy knows contiguous spans of whole tokens with a label, and entities that do not overlap.
The whole record stands beside them under the key ``annotator``, and import takes it from there
as long as the spans are as they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from annotator.annotation.records import MANUAL, Annotated
from annotator.errors import InputError
from annotator.formats.common.base import ReadOptions
from annotator.formats.common.drafts import (
    Described,
    Draft,
    describe,
    empty_annotation,
    status_named,
)
from annotator.formats.common.json_faults import wrong_value
from annotator.formats.common.losses import Losses
from annotator.formats.common.tokens import BLANK, EDGES, FRAGMENTS, OVERLAPS, Flat, flatten
from annotator.words import say

KEY = "annotator"
"""The name of our group of spans, and of the whole record in what a document may carry."""

_DONE = {
    FRAGMENTS: say("spaCy sees each fragment as a span of its own"),
    BLANK: say("spaCy does not see them"),
    EDGES: say("spaCy sees them without the white space"),
    OVERLAPS: say("left out of the entities, they are among the spans"),
}


class _Span(msgspec.Struct):
    label: str
    fragments: list[tuple[int, int]]
    id: str
    attributes: dict[str, Any] = {}
    note: str | None = None
    flagged: bool = False
    origin: str = MANUAL
    created_at: str = ""
    updated_at: str = ""


class _Link(msgspec.Struct):
    type: str
    source: str = msgspec.field(name="from")
    target: str = msgspec.field(name="to")
    id: str | None = None


class Kept(Described):
    """A record as it stands beside what spaCy sees."""

    spans: list[_Span] = msgspec.field(default_factory=list)
    links: list[_Link] = msgspec.field(default_factory=list)


class Seen(NamedTuple):
    """A span as spaCy has it: offsets in code points, and more that is said of it."""

    start: int
    end: int
    label: str
    attributes: dict[str, Any]


def visible(text: str, spans: Iterable[tuple[str, Iterable[tuple[int, int]]]]) -> list[Flat]:
    """Return what spaCy sees of spans ``(label, ranges)``, in their order.

    Each fragment is one; white space at the ends is left out, spaCy's training refuses it.
    """
    found = []
    for label, ranges in spans:
        for start, end in ranges:
            covered = text[start:end]
            solid = covered.strip()
            if solid:
                first = start + len(covered) - len(covered.lstrip())
                found.append(Flat(first, first + len(solid), label))
    return found


def entities(record: Annotated, losses: Losses) -> list[Flat]:
    """Return spans that do not overlap, and count what spaCy does not see."""
    found = Losses()
    flat = flatten(record, found)
    for loss in found.all():
        losses.add(loss.what, _DONE[loss.what], loss.number, loss.example, labels=loss.labels)
    return flat


def keep(record: Annotated) -> dict[str, Any]:
    """Return the whole record as JSON values."""
    return {
        **describe(record),
        "spans": [
            {
                "id": span.id,
                "label": span.label,
                "fragments": span.ranges,
                "attributes": span.attributes,
                "note": span.note,
                "flagged": span.flagged,
                "origin": span.origin,
                "created_at": span.created_at,
                "updated_at": span.updated_at,
            }
            for span in record.spans
        ],
        "links": [
            {"id": link.id, "type": link.type, "from": link.source, "to": link.target}
            for link in record.links
        ],
    }


def kept(value: Any, text: str, written: Iterable[tuple[int, int, str]]) -> Kept | None:
    """Return the record beside a document; None where its spans are no longer as written.

    Args:
        value: what stands under ``KEY``.
        text: the document's.
        written: its spans under ``KEY``: start, end and label.

    Raises:
        InputError: there is a record of another shape.

    """
    try:
        found = msgspec.convert(value, Kept)
    except msgspec.ValidationError as error:
        raise InputError(
            say("“{key}”: {why}", key=KEY, why=wrong_value(error, say("the record")))
        ) from None
    if not found.article_id.strip():
        raise InputError(say("“article_id” is empty; expected a name"))
    ours = visible(text, [(span.label, span.fragments) for span in found.spans])
    if sorted(ours) != sorted(Flat(*one) for one in written):
        return None
    return found


def restore(text: str, about: Kept, options: ReadOptions) -> Annotated:
    """Return the record that stands beside a document."""
    draft = Draft(text, options, article_id=about.article_id, annotator=about.annotator)
    for number, span in enumerate(about.spans):
        draft.add_span(
            f"spans[{number}]",
            span.label,
            span.fragments,
            id=span.id,
            attributes=span.attributes,
            note=span.note,
            flagged=span.flagged,
            origin=span.origin,
            created_at=span.created_at,
            updated_at=span.updated_at,
        )
    for number, link in enumerate(about.links):
        draft.add_link(f"links[{number}]", link.type, link.source, link.target, link.id)
    return draft.record(
        title=about.title,
        source=about.source,
        date=about.date or "",
        meta=about.meta,
        status=status_named(about.status),
        flagged=about.flagged,
        gold=about.gold,
        document=about.document,
    )


def gather(
    text: str, spans: Iterable[Seen], options: ReadOptions, meta: Mapping[str, Any]
) -> Annotated:
    """Return the record of a document that others wrote; what stands twice is one span."""
    draft = Draft(text, options)
    known = set()
    for number, one in enumerate(spans):
        if one.start == one.end and 0 <= one.start <= len(text):
            options.leave_out(empty_annotation(one.label), f"span {number}")
            continue
        if one[:3] not in known:
            known.add(one[:3])
            place = [(one.start, one.end)]
            draft.add_span(f"span {number}", one.label, place, attributes=one.attributes)
    return draft.record(meta=dict(meta) or None)
