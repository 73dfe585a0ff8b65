"""What to know before the figures are believed, found in the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.agreement.figures import Caveat, Estimate, LabelFigures, Overall, PairFigures
from annotator.words import Message, counts, say

FEW_ARTICLES = 20
RARE_SPANS = 20
RARE_ARTICLES = 5
WIDE = 0.2


def find_caveats(
    articles: int,
    labels: Mapping[str, LabelFigures],
    overall: Overall,
    pairs: Iterable[PairFigures],
) -> tuple[Caveat, ...]:
    """Return the caveats, the general ones first.

    Args:
        articles: how many are compared.
        labels: figures by label.
        overall: figures over all labels.
        pairs: figures by pair.

    """
    if articles == 0:
        text = say("No article is done by two annotators, so nothing can be compared.")
        return (Caveat(kind="few annotators", subject="", number=0, text=text),)
    found = []
    if articles < FEW_ARTICLES:
        text = say(
            "Only {n:,} {n:article|articles} can be compared; the figures may change much.",
            n=articles,
        )
        found.append(Caveat(kind="few articles", subject="", number=articles, text=text))
    for pair in pairs:
        if pair.articles == 0:
            text = say(
                "{a} and {b} have no finished article in common and are not compared.",
                a=pair.a,
                b=pair.b,
            )
            name = f"{pair.a} and {pair.b}"
            found.append(Caveat(kind="apart", subject=name, number=0, text=text))
    found.extend(_wide("", say("All labels together"), overall.u_alpha_micro))
    for name, figures in labels.items():
        spans = sum(figures.spans.values())
        if is_rare(figures):
            text = _rare(name, spans, figures.articles)
            found.append(Caveat(kind="rare label", subject=name, number=spans, text=text))
        found.extend(_wide(name, say("“{label}”", label=name), figures.u_alpha))
        if figures.merged_spans:
            number = figures.merged_spans
            text = say(
                "“{label}”: {n:,} {n:span|spans} overlapped another of the same annotator and"
                " label; alpha sees them as one.",
                label=name,
                n=number,
            )
            found.append(Caveat(kind="merged spans", subject=name, number=number, text=text))
        if figures.identical_spans:
            number = figures.identical_spans
            text = say(
                "“{label}”: {n:,} {n:span repeats|spans repeat} another of the same annotator,"
                " label and place; it counts once.",
                label=name,
                n=number,
            )
            found.append(Caveat(kind="identical spans", subject=name, number=number, text=text))
    return tuple(found)


def _rare(label: str, spans: int, articles: int) -> Message:
    """Say of what a label has few: spans, articles or both."""
    few_spans, few_articles = spans < RARE_SPANS, articles < RARE_ARTICLES
    return say(
        "“{label}”: {spans} {where}; its figures may change much with more.",
        label=label,
        spans=say("only {n:,} {n:span|spans}", n=spans) if few_spans else counts.spans(spans),
        where=say("in only {n:,} {n:article|articles}", n=articles)
        if few_articles
        else say("in {n:,} {n:article|articles}", n=articles),
    )


def is_rare(figures: LabelFigures) -> bool:
    """Tell whether a label was used, but in few spans or few articles."""
    spans = sum(figures.spans.values())
    return 0 < spans < RARE_SPANS or 0 < figures.articles < RARE_ARTICLES


def _wide(subject: str, name: Message, figure: Estimate) -> list[Caveat]:
    if figure.low is None or figure.high is None or figure.high - figure.low <= WIDE:
        return []
    width = figure.high - figure.low
    text = say(
        "{name}: the interval is wide, {low:.2f} to {high:.2f}.",
        name=name,
        low=figure.low,
        high=figure.high,
    )
    return [Caveat(kind="wide interval", subject=subject, number=width, text=text)]
