"""What an annotator says of articles: their status, and whether they are unsure."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.planning import Context, Plan, State, changed_status, each_once
from annotator.annotation.records import ArticleStatus, Status
from annotator.annotation.wording import articles_described, flag_named, status_named
from annotator.errors import RuleError
from annotator.words import say


class SetStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Set the annotator's status of articles."""

    articles: tuple[str, ...]
    status: Status


class MarkWork(msgspec.Struct, frozen=True, kw_only=True):
    """Set several annotators' status of articles, as whoever leads does; gold is nobody's to mark.

    Attributes:
        work: articles (ids) by annotator.

    """

    work: dict[str, tuple[str, ...]]
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


def mark_work(edit: MarkWork, state: State, context: Context) -> Plan:
    """Plan one ``MarkWork``; where the status is so already, nothing changes."""
    known = set(state.annotators())
    for name in edit.work:
        if name not in known:
            raise RuleError(say("there is no annotator {name}", name=name))
    wanted = [
        ArticleStatus(article=article, annotator=annotator)
        for annotator, articles in edit.work.items()
        for article in each_once(articles)
    ]
    there = state.anyones_statuses(wanted)
    steps = []
    for one in wanted:
        before = there.get(identify(one))
        if (before or one).status is not edit.status:
            after = msgspec.structs.replace(
                before or one, status=edit.status, updated_at=context.now
            )
            steps.append(Step(before, after))
    articles = each_once(step.record.article for step in steps)
    return Plan(
        Delta(statuses=tuple(steps)),
        say(
            "Mark {what} {status} for {n:,} {n:annotator|annotators}",
            what=articles_described(len(articles)),
            status=status_named(edit.status),
            n=len({step.record.annotator for step in steps}),
        ),
        articles[0] if len(articles) == 1 else None,
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
