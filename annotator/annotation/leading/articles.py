"""Setting articles aside, and saying anew what they are called."""

from __future__ import annotations

from typing import Any

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.planning import Context, Plan, State, each_once
from annotator.annotation.wording import articles_described
from annotator.words import say


class ArchiveArticles(msgspec.Struct, frozen=True, kw_only=True):
    """Set articles (ids) aside, or take them back; all work on them stays."""

    articles: tuple[str, ...]
    archived: bool = True


class DescribeArticle(msgspec.Struct, frozen=True, kw_only=True):
    """Say anew what an article (id) is called, where it is from, and what else is known of it.

    Attributes:
        title, source, date, meta: None: it stays as it is.

    """

    article: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    meta: dict[str, Any] | None = None


def archive(edit: ArchiveArticles, state: State, context: Context) -> Plan:
    """Plan one ``ArchiveArticles``."""
    articles = each_once(edit.articles)
    there = state.article_facts(articles)
    steps = []
    for article in articles:
        before = there.get(article)
        if (before is not None and before.archived) != edit.archived:
            after = msgspec.structs.replace(
                before or ArticleFacts(article=article),
                archived=edit.archived,
                updated_at=context.now,
            )
            steps.append(Step(before, after))
    what = articles_described(len(articles))
    text = (
        say("Archive {what}", what=what)
        if edit.archived
        else say("Bring {what} back from the archive", what=what)
    )
    return Plan(Delta(article_facts=tuple(steps)), text, _only(articles))


def describe(edit: DescribeArticle, state: State, context: Context) -> Plan:
    """Plan one ``DescribeArticle``."""
    before = state.article_facts([edit.article]).get(edit.article)
    now = state.described(edit.article)
    said = {
        field: value
        for field in ("title", "source", "date", "meta")
        if (value := getattr(edit, field)) is not None and value != getattr(now, field)
    }
    if not said:
        return Plan(Delta(), say("Describe article"), edit.article)
    after = msgspec.structs.replace(
        before or ArticleFacts(article=edit.article), updated_at=context.now, **said
    )
    text = (
        say("Give the article another title")
        if said.keys() == {"title"}
        else say("Describe the article anew")
    )
    return Plan(Delta(article_facts=(Step(before, after),)), text, edit.article)


def _only(articles: list[str]) -> str | None:
    return articles[0] if len(articles) == 1 else None
