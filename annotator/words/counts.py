"""How many there are of what: “1 article”, “1,200 spans”."""

from __future__ import annotations

from annotator.words.message import Message, say


def articles(n: int) -> Message:
    """Return how many articles."""
    return say("{n:,} {n:article|articles}", n=n)


def spans(n: int) -> Message:
    """Return how many spans."""
    return say("{n:,} {n:span|spans}", n=n)


def characters(n: int) -> Message:
    """Return how many characters of a text."""
    return say("{n:,} {n:character|characters}", n=n)


def links(n: int) -> Message:
    """Return how many links."""
    return say("{n:,} {n:link|links}", n=n)


def values(n: int) -> Message:
    """Return how many values of article labels."""
    return say("{n:,} {n:article label|article labels}", n=n)


def labels(n: int) -> Message:
    """Return how many labels."""
    return say("{n:,} {n:label|labels}", n=n)


def annotators(n: int) -> Message:
    """Return how many annotators."""
    return say("{n:,} {n:annotator|annotators}", n=n)


def statuses(n: int) -> Message:
    """Return how many statuses."""
    return say("{n:,} {n:status|statuses}", n=n)


def suggestions(n: int) -> Message:
    """Return how many suggestions."""
    return say("{n:,} {n:suggestion|suggestions}", n=n)


def entries(n: int) -> Message:
    """Return how many entries of a dictionary."""
    return say("{n:,} {n:entry|entries}", n=n)


def patterns(n: int) -> Message:
    """Return how many patterns."""
    return say("{n:,} {n:pattern|patterns}", n=n)


def texts(n: int) -> Message:
    """Return how many texts."""
    return say("{n:,} {n:text|texts}", n=n)


def decisions(n: int) -> Message:
    """Return how many decisions."""
    return say("{n:,} {n:decision|decisions}", n=n)


def answers(n: int) -> Message:
    """Return how many answers to suggestions."""
    return say("{n:,} {n:answer|answers}", n=n)


def changes(n: int) -> Message:
    """Return how many changes in the history."""
    return say("{n:,} {n:change|changes}", n=n)


def records(n: int) -> Message:
    """Return how many records of an article and an annotator."""
    return say("{n:,} {n:record|records}", n=n)
