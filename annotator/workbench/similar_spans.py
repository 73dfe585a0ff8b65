"""What a span may be linked to in other articles: spans of its label, then sentences without one.

Sentences are looked for in few articles only: those of the best spans, and those with the most
similar titles, as one story told twice mostly has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.annotation.records import Span
from annotator.errors import CancelledError
from annotator.progress import Cancelled
from annotator.project import OpenedArticle, Project, SpanElsewhere
from annotator.text import sentence_ranges
from annotator.text.cutting import CutText
from annotator.words import say
from annotator.workbench.text_units import Unit

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

    Page furniture (spans of labels whose unit is a block, and suggestions of these) that scraping
    has glued into a text is left out when texts are compared.

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

    furniture = _furniture(project, span)
    wanted = _without(span.text, span.ranges, furniture.get(span.article, ()))
    there = project.spans_elsewhere(span.annotator, span.label, span.article)
    texts = [_without(one.text, one.ranges, furniture.get(one.article, ())) for one in there]
    best = most_similar(wanted, texts, SPANS)
    found = [_of_span(there[one.number], one.score) for one in best]
    known = set(linked).difference(one.span for one in found)
    missing = [number for number, one in enumerate(there) if one.id in known]
    scores = dict(most_similar(wanted, [texts[number] for number in missing], len(missing)))
    found += [_of_span(there[at], scores.get(number, 0.0)) for number, at in enumerate(missing)]
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
    said = [_without(one.text, one.ranges, furniture.get(one.article, ())) for one in sentences]
    likely = most_similar(wanted, said, SENTENCES)
    found += [
        sentences[one.number]._replace(score=one.score) for one in likely if one.score >= _ENOUGH
    ]
    return found


def _furniture(project: Project, span: Span) -> dict[str, list[Range]]:
    """Return where page furniture is, by article (id); nowhere for a span that is some itself."""
    blocks = [label.id for label in project.labels() if label.unit == Unit.BLOCK]
    if not blocks or span.label in blocks:
        return {}
    return project.ranges_with_labels(span.annotator, blocks)


def _without(text: str, ranges: Sequence[Range], cuts: Sequence[Range]) -> str:
    """Return the text of some ranges of an article without what is cut out of it.

    Args:
        text: that the ranges cover, joined by spaces.
        ranges: in code points of the article.
        cuts: page furniture of the article.

    """
    if not any(start < ranges[-1][1] and end > ranges[0][0] for start, end in cuts):
        return text
    parts, at = [], 0
    for low, high in ranges:
        piece = text[at : at + high - low]
        at += high - low + 1
        inside = [
            (max(start, low) - low, min(end, high) - low)
            for start, end in cuts
            if start < high and end > low
        ]
        parts.append(CutText(piece, inside).text)
    return " ".join(part for part in parts if part)


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
