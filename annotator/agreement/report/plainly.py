"""The report in three sentences, for who knows no statistics: what is good, what is not, what next.

A label is judged by the lower end of its interval, as everywhere (Krippendorff 2019): from .800 on
it can be relied on, from .667 on cautiously.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.agreement.figures import LabelFigures, Report
from annotator.agreement.report.caveats import FEW_ARTICLES
from annotator.agreement.report.wording import KINDS, RELIABLE, TENTATIVE
from annotator.words import Argument, Message, say

_NAMED = 4
"""Labels that a sentence names at most."""

_WHY = {
    "missed": say("one marks what the other leaves unmarked"),
    "boundary": say("they mark the same passage, but begin or end it elsewhere"),
    "label": say("they give the same passage different labels"),
    "split": say("one marks as one passage what the other marks as several"),
}


class Plainly(NamedTuple):
    """Three sentences.

    Attributes:
        good: what can be relied on.
        bad: what cannot, and mostly why.
        then: what to do next.

    """

    good: Message
    bad: Message
    then: Message


def used_labels(report: Report) -> dict[str, LabelFigures]:
    """Return the figures of the labels that somebody used, in their order.

    They are all labels where nothing is compared, so that each says why it has no figure.
    """
    if not report.articles_compared:
        return report.labels
    return {name: one for name, one in report.labels.items() if sum(one.spans.values())}


def unused_labels(report: Report) -> list[str]:
    """Return the names of the labels that nobody used."""
    used = used_labels(report)
    return [name for name in report.labels if name not in used]


def in_three_sentences(report: Report) -> Plainly:
    """Return what is good, what is not, and what to do next."""
    if not report.articles_compared:
        return Plainly(
            say("There is nothing to compare yet: no article is done by two annotators."),
            say("So none of the figures below says anything."),
            say("Let two annotators finish the same articles, then look again."),
        )
    judged = {
        name: end
        for name, one in used_labels(report).items()
        if (end := _lower_end(report, one)) is not None
    }
    if not judged:
        return Plainly(
            say("The annotators’ work can be compared, but nothing can be judged by it yet."),
            say("There is too little in common: figures without an interval may be chance."),
            _more_articles(report.articles_compared),
        )
    reliable = [name for name, end in judged.items() if end >= RELIABLE]
    tentative = [name for name, end in judged.items() if TENTATIVE <= end < RELIABLE]
    short = sorted((name for name in judged if judged[name] < TENTATIVE), key=judged.__getitem__)
    return Plainly(
        _good(reliable, tentative),
        _bad(report, short),
        _then(report, tentative, short),
    )


def _lower_end(report: Report, one: LabelFigures) -> float | None:
    """Return what a label is judged by: the figure itself where no interval was asked for."""
    if one.u_alpha.low is None and not report.settings.replicates:
        return one.u_alpha.value
    return one.u_alpha.low


def _good(reliable: Sequence[str], tentative: Sequence[str]) -> Message:
    if reliable and tentative:
        return say(
            "On {reliable} the annotators agree so well that results can be relied on, on"
            " {tentative} well enough for cautious conclusions.",
            reliable=_named(reliable),
            tentative=_named(tentative),
        )
    if reliable:
        return say(
            "On {labels} the annotators agree so well that results can be relied on.",
            labels=_named(reliable),
        )
    if tentative:
        return say(
            "On {labels} the annotators agree well enough for cautious conclusions.",
            labels=_named(tentative),
        )
    return say("There is no label yet on which the annotators agree well enough to rely on it.")


def _bad(report: Report, short: Sequence[str]) -> Message:
    if not short:
        return say("There is no label on which they agree too little.")
    kind = _trouble([report.labels[name] for name in short])
    if kind is None:
        return say("On {labels} they agree too little.", labels=_named(short))
    return say(
        "On {labels} they agree too little; mostly {why}.", labels=_named(short), why=_WHY[kind]
    )


def _then(report: Report, tentative: Sequence[str], short: Sequence[str]) -> Message:
    if report.articles_compared < FEW_ARTICLES:
        return _more_articles(report.articles_compared)
    if short:
        kind = _trouble([report.labels[short[0]]])
        if kind is not None:
            return say(
                "Write into the guidelines {what}, with examples from the largest disagreements;"
                " then let two annotators do new articles and compare again.",
                what=_to_write(report, kind, short[0]),
            )
    if tentative or short:
        return say(
            "Settle what they disagree on about {labels}, write the decisions into the guidelines,"
            " and compare again after some more articles.",
            labels=_named([*short, *tentative]),
        )
    return say("Settle what they still disagree on; otherwise the work can go on as it is.")


def _to_write(report: Report, kind: str, label: str) -> Message:
    if kind == "missed":
        return say("when a passage counts as “{label}” and when it does not", label=label)
    if kind == "boundary":
        return say("where a “{label}” begins and where it ends", label=label)
    if kind == "split":
        return say(
            "whether passages of “{label}” that follow one another are one or several", label=label
        )
    names = list(report.labels)
    row = list(report.confusion[names.index(label)][: len(names)])
    row[names.index(label)] = -1
    other = names[row.index(max(row))]
    return say("what tells “{label}” from “{other}”", label=label, other=other)


def _trouble(labels: Sequence[LabelFigures]) -> str | None:
    """Return the kind of difference that is most frequent; None where there is none."""
    sums = {
        kind: sum(getattr(one.differences, kind) for one in labels)
        for kind in KINDS
        if kind != "agreed"
    }
    most = max(sums, key=sums.__getitem__)
    return most if sums[most] else None


def _more_articles(articles: int) -> Message:
    return say(
        "Let two annotators finish {more:,} {more:more article|more articles} before anything is"
        " decided: {n:,} {n:is|are} too few, and the figures may still change much.",
        more=max(1, FEW_ARTICLES - articles),
        n=articles,
    )


def _named(labels: Sequence[str]) -> Argument:
    quoted = tuple(say("“{label}”", label=one) for one in labels[:_NAMED])
    if len(labels) <= _NAMED:
        return quoted
    return say("{labels} and {n:,} more", labels=quoted, n=len(labels) - _NAMED)
