"""What a span may be linked to in other articles: spans of its label, then sentences without one.

Sentences are looked for in few articles only: those of the best spans, and those with the most
similar titles, as one story told twice mostly has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from annotator.annotation.records import Span
from annotator.errors import CancelledError
from annotator.progress import Cancelled
from annotator.project import OpenedArticle, Project, SpanElsewhere
from annotator.text import sentence_ranges
from annotator.words import say

SPANS = 50
"""So many spans are offered."""

SENTENCES = 5
"""So many sentences that have no span yet are offered."""

_ENOUGH = 30.0
"""How similar a sentence must be; claims that have nothing in common have about 25."""

_BEST_SPANS = 3
_OF_THE_STORY = 5  # near-duplicates of the article: they come first
_BEST_TITLES = 2
_LONGEST = 100_000
"""Articles with more characters are not cut into sentences for this."""

Range = tuple[int, int]


class Counterpart(NamedTuple):
    """A span, or a sentence without one, in another article.

    Attributes:
        span: its id, "" for a sentence.
        article: id of its article.
        title: of that article.
        ranges: in code points of that article.
        text: that they cover.
        score: how similar it is, from 0 to 100.

    """

    span: str
    article: str
    title: str
    ranges: tuple[Range, ...]
    text: str
    score: float

    @property
    def place(self) -> tuple[str, Range]:
        """Where it begins, whether it is a span yet or not."""
        return self.article, self.ranges[0]


def counterparts(
    project: Project,
    span: Span,
    title: str,
    linked: Iterable[str] = (),
    cancelled: Cancelled = lambda: False,
) -> list[Counterpart]:
    """Return what a span may be linked to in other articles: spans, then sentences, best first.

    Reads much and compares much, so not on the main thread.

    Args:
        project: where to look.
        span: what is to be linked; only its annotator's spans of its label are offered.
        title: of its article.
        linked: ids of spans that are offered however little similar they are.
        cancelled: tells whether to stop.

    Raises:
        ProjectError: the project cannot be read.
        CancelledError: it was asked to stop.

    """
    from annotator.text.comparing.similar import (
        most_similar,  # rapidfuzz takes its time to be imported
    )

    there = project.spans_elsewhere(span.annotator, span.label, span.article)
    best = most_similar(span.text, [one.text for one in there], SPANS)
    found = [_of_span(there[one.number], one.score) for one in best]
    known = set(linked).difference(one.span for one in found)
    missing = [one for one in there if one.id in known]
    scores = dict(most_similar(span.text, [one.text for one in missing], len(missing)))
    found += [_of_span(one, scores.get(number, 0.0)) for number, one in enumerate(missing)]
    _check(cancelled)
    told = next((one for one in project.stories().values() if span.article in one), [])
    near = [one for one in told if one != span.article][:_OF_THE_STORY]
    near += [one.article for one in found[:_BEST_SPANS]]
    articles = project.articles_elsewhere(span.article)
    titles = most_similar(title, [one.title for one in articles], _BEST_TITLES)
    near += [articles[one.number].id for one in titles]
    sentences: list[Counterpart] = []
    for article in dict.fromkeys(near):
        _check(cancelled)
        sentences += _sentences(project.open_article(span.annotator, article), span.label)
    likely = most_similar(span.text, [one.text for one in sentences], SENTENCES)
    found += [
        sentences[one.number]._replace(score=one.score) for one in likely if one.score >= _ENOUGH
    ]
    return found


def _check(cancelled: Cancelled) -> None:
    if cancelled():
        raise CancelledError(say("the search was stopped"))


def _of_span(one: SpanElsewhere, score: float) -> Counterpart:
    return Counterpart(one.id, one.article, one.title, one.ranges, one.text, score)


def _sentences(opened: OpenedArticle, label: str) -> list[Counterpart]:
    """Return the sentences in which no span has the label, without their full stops."""
    text, article = opened.article.text, opened.article
    if len(text) > _LONGEST:
        return []
    taken = [pair for span in opened.spans if span.label == label for pair in span.ranges]
    found = []
    for start, end in sentence_ranges(text):
        if any(start < high and end > low for low, high in taken):
            continue
        if end - start > 1 and text[end - 1] == ".":
            end -= 1
        piece = text[start:end]
        found.append(Counterpart("", article.id, article.title, ((start, end),), piece, 0.0))
    return found
