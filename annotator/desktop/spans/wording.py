"""What is said of a span beside its text and label: its speaker, attributes, doubt and note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.annotation.records import Link, Span
from annotator.desktop.spans.attributes import summary
from annotator.desktop.toolkit.widgets.marks import one_line
from annotator.workbench.link_targets import SPEAKER

NAME_LENGTH = 40


def speaker_of(span_id: str, links: Mapping[str, Link], spans: Mapping[str, Span]) -> str:
    """Return the texts of the speakers that a span is linked to here, joined by "and"."""
    linked = [
        spans[link.target]
        for link in links.values()
        if link.source == span_id and link.type == SPEAKER and link.target in spans
    ]
    names = [
        one_line(span.text, NAME_LENGTH) for span in sorted(linked, key=lambda span: span.start)
    ]
    return _tr(" and ").join(dict.fromkeys(names))


def said_of(span: Span) -> list[str]:
    """Return what is said of a span beside its label: attributes, doubt, note."""
    words = summary(span).split(" · ") if span.attributes else []
    if span.flagged:
        words.append(_tr("unsure"))
    if span.note:
        words.append(_tr("has a note"))
    return [word for word in words if word]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Spoken", text)
