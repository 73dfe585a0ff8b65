"""What a lead wants to know of each label and source: what it is worth, and what is missing."""

from __future__ import annotations

from typing import NamedTuple

from annotator.exchange.suggesting.preparing import Prepared
from annotator.suggestions.engine import Suggester
from annotator.suggestions.learning.thresholds import FEWEST
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
        said: what is shown, and what is missing.

    """

    label: str
    source: str
    precision: float | None
    recall: float | None
    cases: int
    threshold: float | None
    articles: int
    said: Message | str


def rows_of(prepared: Prepared) -> list[Row]:
    """Return a row for each label, and below it one for each of its sources."""
    rows = []
    for suggester in prepared.suggesters:
        rows.append(_of_label(suggester, prepared.examples))
        model = suggester.model
        for source in prepared.sources:
            if not source.serves(suggester.label):
                continue
            figures = None if model is None else model.figures.get(source.name)
            if model is None or figures is None or not figures.proposed:
                rows.append(Row(suggester.label.name, source.name, None, None, 0, None, 0, ""))
                continue
            rows.append(
                Row(
                    suggester.label.name,
                    source.name,
                    figures.right / figures.proposed,
                    figures.right / max(1, model.spans),
                    figures.proposed,
                    None,
                    model.articles,
                    "",
                )
            )
    return rows


def _of_label(suggester: Suggester, articles: int) -> Row:
    name, model, threshold = suggester.label.name, suggester.model, suggester.threshold
    if model is None or threshold is None:
        missing = say(
            "rules alone: to learn takes {n} spans in finished articles of two stories",
            n=FEWEST_SPANS,
        )
        return Row(name, "", None, None, 0, None, articles, missing)
    said: Message | str = say("learned")
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
    )
