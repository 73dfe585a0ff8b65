"""What labels ask for and an article has not yet, looked at before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from annotator.annotation.records import Label, Link, Span, Value
from annotator.annotation.wording import label_named, span_described
from annotator.words import Message, say


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is asked for and is not there.

    Attributes:
        words: what it is, for one line.
        span: id of the span that lacks it; "" where the article does.
        attribute: name of the span's attribute; "" for a link.
        label: id of the article label; "" where a span lacks it.

    """

    words: Message
    span: str = ""
    attribute: str = ""
    label: str = ""


def missing(
    labels: Mapping[str, Label],
    articles: Mapping[str, Label],
    spans: Iterable[Span],
    links: Iterable[Link],
    values: Mapping[str, Value],
) -> list[Missing]:
    """Return what is asked for and missing, in the order of the text, the article's last.

    Suggestions that nobody has answered are none of it.

    Args:
        labels: of spans, by id.
        articles: labels of articles, by id.
        spans: of the annotator, in the article.
        links: that begin or end at them.
        values: what the annotator says of the article, by id of the label.

    """
    asking = {name for name, one in labels.items() if one.required_links or _asked_attributes(one)}
    begun = {(link.source, link.type) for link in links} if asking else set()
    found = []
    for span in sorted(spans, key=lambda one: (one.start, one.end, one.id)):
        if span.label in asking:
            found += _of_span(span, labels[span.label], begun)
    for label in articles.values():
        if label.value.required and label.id not in values:
            words = say("the article: {label} is not said", label=label_named(label))
            found.append(Missing(words=words, label=label.id))
    return found


def _asked_attributes(label: Label) -> list[str]:
    return [one.name for one in label.attributes if one.required]


def _of_span(span: Span, label: Label, begun: set[tuple[str, str]]) -> list[Missing]:
    what = span_described(span, label)
    found = [
        Missing(
            words=say("{what}: {name} is not said", what=what, name=name),
            span=span.id,
            attribute=name,
        )
        for name in _asked_attributes(label)
        if span.attributes.get(name) in (None, "")
    ]
    found += [
        Missing(words=say("{what}: no link {name}", what=what, name=link), span=span.id)
        for link in label.required_links
        if (span.id, link) not in begun
    ]
    return found
