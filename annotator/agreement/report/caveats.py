"""What to know before the figures are believed, found in the figures themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.agreement.figures import Caveat, Estimate, LabelFigures, Overall, PairFigures

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
        text = "No article is done by two annotators, so nothing can be compared."
        return (Caveat(kind="few annotators", subject="", number=0, text=text),)
    found = []
    if articles < FEW_ARTICLES:
        text = f"Only {_count(articles, 'article')} can be compared; the figures may change much."
        found.append(Caveat(kind="few articles", subject="", number=articles, text=text))
    for pair in pairs:
        if pair.articles == 0:
            name = f"{pair.a} and {pair.b}"
            text = f"{name} have no finished article in common and are not compared."
            found.append(Caveat(kind="apart", subject=name, number=0, text=text))
    found.extend(_wide("", "All labels together", overall.u_alpha_micro))
    for name, figures in labels.items():
        spans = sum(figures.spans.values())
        if is_rare(figures):
            text = (
                f"“{name}”: {'only ' if spans < RARE_SPANS else ''}{_count(spans, 'span')} in"
                f" {'only ' if figures.articles < RARE_ARTICLES else ''}"
                f"{_count(figures.articles, 'article')}; its figures may change much with more."
            )
            found.append(Caveat(kind="rare label", subject=name, number=spans, text=text))
        found.extend(_wide(name, f"“{name}”", figures.u_alpha))
        if figures.merged_spans:
            number = figures.merged_spans
            text = (
                f"“{name}”: {_count(number, 'span')} overlapped another of the same annotator and"
                " label; alpha sees them as one."
            )
            found.append(Caveat(kind="merged spans", subject=name, number=number, text=text))
    return tuple(found)


def is_rare(figures: LabelFigures) -> bool:
    """Tell whether a label was used, but in few spans or few articles."""
    spans = sum(figures.spans.values())
    return 0 < spans < RARE_SPANS or 0 < figures.articles < RARE_ARTICLES


def _wide(subject: str, name: str, figure: Estimate) -> list[Caveat]:
    if figure.low is None or figure.high is None or figure.high - figure.low <= WIDE:
        return []
    width = figure.high - figure.low
    text = f"{name}: the interval is wide, {figure.low:.2f} to {figure.high:.2f}."
    return [Caveat(kind="wide interval", subject=subject, number=width, text=text)]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
