"""What a lead wants to know of each label and source: what it is worth, and what is missing."""

from __future__ import annotations

from typing import NamedTuple

from annotator.annotation.records import Label
from annotator.exchange.suggesting.preparing import Prepared
from annotator.suggestions.engine import Suggester
from annotator.suggestions.learning.thresholds import FEWEST
from annotator.suggestions.sources.base import Source
from annotator.suggestions.training import FEWEST_SPANS
from annotator.words import Message, say


class Row(NamedTuple):
    """A label, or one of its sources.

    Attributes:
        label: its name.
        source: its name; "" in the row of the label as a whole.
        precision: on held-out articles; None: nothing was held out.
        recall: likewise.
        cases: how many held-out candidates that rests on.
        threshold: the score from which on suggestions are shown; None: none was earned, or the row
            is a source's.
        articles: how many finished articles were learned from.
        said: what is shown, and what is missing; of a source what it knows.
        trained_at: when, ISO 8601; "" for not yet, and in the row of a source.
        is_on: whether the source is asked; True in the row of a label.

    """

    label: str
    source: str
    precision: float | None
    recall: float | None
    cases: int
    threshold: float | None
    articles: int
    said: Message
    trained_at: str = ""
    is_on: bool = True


def rows_of(prepared: Prepared) -> list[Row]:
    """Return a row for each label, and below it one for each of its sources."""
    rows = []
    for suggester in prepared.suggesters:
        label = suggester.label
        rows.append(_of_label(suggester, prepared.examples))
        rows += [
            _of_source(prepared, suggester, source)
            for source in prepared.sources
            if source.serves(label)
        ]
    return rows


def _of_source(prepared: Prepared, suggester: Suggester, source: Source) -> Row:
    label, model = suggester.label, suggester.model
    if not prepared.decided.is_on(label, source.name):
        return _empty(label, source, say("switched off"), is_on=False)
    learned = b"" if model is None else model.whole.learned.get(source.name, b"")
    knows = source.knows(label, learned, prepared.surveyed.get(source.name, b""))
    figures = None if model is None else model.figures.get(source.name)
    if model is None or figures is None or not figures.proposed:
        return _empty(label, source, knows)
    return Row(
        label.name,
        source.name,
        figures.right / figures.proposed,
        figures.right / max(1, model.spans),
        figures.proposed,
        None,
        model.articles,
        knows,
    )


def _empty(label: Label, source: Source, said: Message, *, is_on: bool = True) -> Row:
    return Row(label.name, source.name, None, None, 0, None, 0, said, is_on=is_on)


def _of_label(suggester: Suggester, articles: int) -> Row:
    name, model, threshold = suggester.label.name, suggester.model, suggester.threshold
    if model is None or threshold is None:
        missing = say(
            "rules alone: to learn takes {n} spans in finished articles of two stories",
            n=FEWEST_SPANS,
        )
        return Row(name, "", None, None, 0, None, articles, missing)
    said = say("learned")
    if threshold.score is None:
        said = say(
            "rules alone: no {n} held-out cases are right as often as is wanted ({wanted:.2f})",
            n=FEWEST,
            wanted=suggester.wanted,
        )
    return Row(
        name,
        "",
        threshold.precision,
        threshold.recall,
        threshold.cases,
        threshold.score,
        model.articles,
        said,
        model.trained_at,
    )
