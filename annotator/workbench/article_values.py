"""What the annotator says of the open article, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.annotation.label_rules import value_in_words
from annotator.annotation.records import Label, Value
from annotator.words import Message, as_said


def said(
    labels: Iterable[Label], values: Mapping[str, Value]
) -> list[tuple[Label, Message | None]]:
    """Return each article label with what is said with it; None for nothing yet.

    Args:
        labels: of articles, in their order.
        values: by the id of the label.

    """
    return [(label, _message(values[label.id]) if label.id in values else None) for label in labels]


def _message(value: Value) -> Message:
    words = value_in_words(value)
    return words if isinstance(words, Message) else as_said(words)
