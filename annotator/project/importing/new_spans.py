"""The spans of records that are not in the project yet, checked, as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.annotation.records import Annotated, Span, check_fragments
from annotator.errors import RuleError
from annotator.words import say


def new_spans(
    records: Sequence[Annotated], there: Mapping[str, Span], labels: Mapping[str, str]
) -> Iterator[Span]:
    """Yield the spans to write, with label ids: one after the other, as they may be many.

    Args:
        records: with labels by name.
        there: spans that are in the project, by id.
        labels: ids by name.

    Raises:
        RuleError: two spans have one id, or a span is nobody's.
        OffsetError: a fragment does not cover what it says.

    """
    seen: dict[str, int] = {}
    for number, record in enumerate(records):
        article, text, annotator = record.article.id, record.article.text, record.annotator
        for span in record.spans:
            if span.id in there:
                continue
            if span.id in seen:
                _check_same(span, record, records[seen[span.id]])
                continue
            seen[span.id] = number
            if annotator is None:
                raise RuleError(
                    say("article {article} has spans but no annotator", article=article)
                )
            check_fragments(span, text)
            label = labels[span.label]
            if (span.label, span.annotator, span.article) != (label, annotator, article):
                span = msgspec.structs.replace(
                    span, article=article, annotator=annotator, label=label
                )
            yield span


def _check_same(span: Span, record: Annotated, earlier: Annotated) -> None:
    first = next(one for one in earlier.spans if one.id == span.id)
    here, there = (one.article.id for one in (record, earlier))
    if (there, earlier.annotator, first) != (here, record.annotator, span):
        raise RuleError(say("span id {span} comes twice, for different spans", span=span.id))
