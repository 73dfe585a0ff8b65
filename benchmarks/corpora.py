"""What agreement is computed from, made of records as files hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.agreement.measures.input import ArticleData, Corpus, LinkData, SpanData, build
from annotator.annotation.records import Annotated, Status


def from_annotated(records: Iterable[Annotated], labels: Sequence[str]) -> Corpus:
    """Return a corpus of records, one per article and annotator, labels by name.

    Records of nobody and those whose status is not done count for nothing.
    """
    found: dict[str, tuple[int, str, dict[str, str]]] = {}
    spans: list[SpanData] = []
    links: list[LinkData] = []
    for one in records:
        text = one.article
        _, _, done = found.setdefault(text.id, (len(text.text), text.title, {}))
        if one.annotator is None or one.status is not Status.DONE:
            continue
        done[one.annotator] = ""
        spans.extend(
            SpanData(span.id, text.id, one.annotator, span.label, span.ranges, span.attributes)
            for span in one.spans
        )
        links.extend(LinkData(link.type, link.source, link.target) for link in one.links)
    return build(
        (ArticleData(key, length, done, title) for key, (length, title, done) in found.items()),
        spans,
        labels=labels,
        links=links,
    )
