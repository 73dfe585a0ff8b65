"""What one annotator has said of texts: the attributes of their spans, with what these cover."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from annotator.project.storage import schema
from annotator.project.storage.rows import from_json, plain_rows

_spans = schema.spans
_fragments = schema.fragments


class TextGiven(NamedTuple):
    """A text with the attributes that its span has.

    Attributes:
        label: key of the label.
        text: what the span covers, fragments joined by spaces.
        attributes: JSON values by name.

    """

    label: int
    text: str
    attributes: dict[str, Any]


def attributes_given(connection: Connection, annotator_key: int) -> Iterator[TextGiven]:
    """Yield what an annotator's spans cover that have any attributes, in the order of making."""
    statement = (
        select(_spans.c.key, _spans.c.label, _spans.c.attributes, _fragments.c.text)
        .join_from(_spans, _fragments, _fragments.c.span == _spans.c.key)
        .where((_spans.c.annotator == annotator_key) & (_spans.c.attributes != "{}"))
        .order_by(_spans.c.key, _fragments.c.number)
    )
    held: tuple[int, int, str, str] | None = None
    for key, label, plain, text in list(plain_rows(connection.execute(statement))):
        if held is not None and held[0] == key:
            held = (key, label, plain, f"{held[3]} {text}")
            continue
        if held is not None:
            yield TextGiven(held[1], held[3], from_json(held[2]))
        held = (key, label, plain, text)
    if held is not None:
        yield TextGiven(held[1], held[3], from_json(held[2]))
