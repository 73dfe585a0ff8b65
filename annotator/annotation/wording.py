"""Records as they are called in names of changes and in errors."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.annotation.records import Label, Span, Status, Suggestion, shorten
from annotator.words import Message, counts, say


def label_named(label: Label) -> str:
    """Return a label's name, shortened."""
    return shorten(label.name, 20)


def span_described(span: Span, label: Label) -> Message:
    """Return a span as its label and the beginning of its text."""
    return say("{label} “{text}”", label=label_named(label), text=shorten(span.text))


def suggestions_described(suggestions: Sequence[Suggestion]) -> Message:
    """Return one suggestion by its text, several as their number."""
    if len(suggestions) != 1:
        return counts.suggestions(len(suggestions))
    return say("suggestion “{text}”", text=shorten(suggestions[0].text))


def articles_described(n: int) -> Message:
    """Return the one article that is meant, several as their number."""
    return say("article") if n == 1 else counts.articles(n)


def status_named(status: Status) -> Message:
    """Return what a status is called."""
    if status is Status.NEW:
        return say("new")
    if status is Status.IN_PROGRESS:
        return say("in progress")
    return say("done") if status is Status.DONE else say("skipped")


def flag_named(what: Message, *, flagged: bool) -> Message:
    """Return the name of a change that marks something as unsure, or takes that back."""
    return say("Flag {what}", what=what) if flagged else say("Take flag from {what}", what=what)
