"""What an annotator says of articles: their status, and whether they are unsure."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.planning import Context, Plan, State, changed_status, each_once
from annotator.annotation.records import Status
from annotator.annotation.wording import articles_described, flag_named, status_named
from annotator.words import say


class SetStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Set the annotator's status of articles."""

    articles: tuple[str, ...]
    status: Status


class FlagArticles(msgspec.Struct, frozen=True, kw_only=True):
    """Mark articles as unsure for the annotator, or take the mark away."""

    articles: tuple[str, ...]
    flagged: bool


def set_status(edit: SetStatus, state: State, context: Context) -> Plan:
    """Plan one ``SetStatus``."""
    steps = []
    articles = each_once(edit.articles)
    for article in articles:
        before = state.status(article)
        now = before.status if before is not None else Status.NEW
        if now is not edit.status:
            steps.append(Step(before, changed_status(before, article, context, status=edit.status)))
    what = articles_described(len(articles))
    only = articles[0] if len(articles) == 1 else None
    return Plan(
        Delta(statuses=tuple(steps)),
        say("Mark {what} {status}", what=what, status=status_named(edit.status)),
        only,
    )


def flag_articles(edit: FlagArticles, state: State, context: Context) -> Plan:
    """Plan one ``FlagArticles``."""
    articles = each_once(edit.articles)
    steps = []
    for article in articles:
        before = state.status(article)
        if (before is not None and before.flagged) != edit.flagged:
            steps.append(
                Step(before, changed_status(before, article, context, flagged=edit.flagged))
            )
    what = articles_described(len(articles))
    only = articles[0] if len(articles) == 1 else None
    return Plan(Delta(statuses=tuple(steps)), flag_named(what, flagged=edit.flagged), only)
