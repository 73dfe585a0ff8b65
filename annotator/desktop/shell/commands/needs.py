"""What has to be there for a command to be about something: predicates of a situation."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotator.words import Message, say


class Situation(NamedTuple):
    """What there is.

    Attributes:
        article: whether an article is open.
        listed: whether the queue shows one at least.
        covered: whether another page stands in place of the article and the columns.
        undo: whether something can be undone, or there is something to say of why not.
        redo: whether something can be made again.

    """

    article: bool = False
    listed: bool = False
    covered: bool = False
    undo: bool = False
    redo: bool = False


Need = Callable[[Situation], bool]


def nothing(_: Situation) -> bool:
    """Return whether a command that is about the project or the program can be done: always."""
    return True


def columns(there: Situation) -> bool:
    """Return whether the article's page and its columns are shown, be they empty."""
    return not there.covered


def article(there: Situation) -> bool:
    """Return whether an article is open, wherever it is shown."""
    return there.article


def page(there: Situation) -> bool:
    """Return whether an article is open and its page is shown."""
    return there.article and not there.covered


def articles(there: Situation) -> bool:
    """Return whether an article is open or listed."""
    return there.article or there.listed


def listed_articles(there: Situation) -> bool:
    """Return whether an article is open or listed, and the list is shown."""
    return articles(there) and not there.covered


def why_not(need: Need, there: Situation) -> Message | None:
    """Return why a command that needs this is off; None when it is on."""
    if need(there):
        return None
    if need is undo:
        return say("there is nothing to undo")
    if need is redo:
        return say("there is nothing to redo")
    if there.covered and need not in (article, articles):
        return say("another page lies over the article")
    return say("no article is open") if there.listed else say("there is no article")


def undo(there: Situation) -> bool:
    """Return whether undo does something, if only say why it cannot."""
    return there.undo


def redo(there: Situation) -> bool:
    """Return whether something can be made again."""
    return there.redo
