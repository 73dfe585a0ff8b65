"""What an annotator says of whole articles with article labels."""

from __future__ import annotations

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.label_rules import value_in_words
from annotator.annotation.planning import Context, Plan, State, begun, each_once, only_one
from annotator.annotation.records import ArticleStatus, ArticleValue, Label, Value, shorten
from annotator.annotation.wording import articles_described, label_named
from annotator.errors import Clash, ClashError, RuleError
from annotator.words import Message, say


class SetArticleValue(msgspec.Struct, frozen=True, kw_only=True):
    """Say something of articles with an article label (id), or say nothing any more (None).

    Attributes:
        base: the value that was seen, in a tuple; refused where it has become another one since.
            None: whatever it is.

    """

    articles: tuple[str, ...]
    label: str
    value: Value | None
    base: tuple[Value | None] | None = None


def set_article_value(edit: SetArticleValue, state: State, context: Context) -> Plan:
    """Plan one ``SetArticleValue``."""
    label = state.label(edit.label)
    if not label.of_article:
        raise RuleError(say("{label} is a label of spans, not of articles", label=label.name))
    value = ordered(edit.value, label)
    steps: list[Step[ArticleValue]] = []
    statuses: list[Step[ArticleStatus]] = []
    articles = each_once(edit.articles)
    for article in articles:
        state.text(article)
        before = state.value(article, label.id)
        now = before.value if before is not None else None
        if edit.base is not None and not same(now, edit.base[0]) and not same(now, value):
            raise _clash(label, now, value)
        if same(now, value) and (before is not None or value is None):
            continue
        after = (
            ArticleValue(
                article=article,
                annotator=context.annotator,
                label=label.id,
                value=value,
                updated_at=context.now,
            )
            if value is not None
            else None
        )
        steps.append(Step(before, after))
        if after is not None:
            statuses += begun(article, state, context)
    return Plan(
        Delta(article_values=tuple(steps), statuses=tuple(statuses)),
        _named(label, value, len(articles)),
        only_one(articles),
    )


def _named(label: Label, value: Value | None, n: int) -> Message:
    if n != 1:
        what = articles_described(n)
        if value is None:
            return say("Clear {label} of {what}", label=label_named(label), what=what)
        return say(
            "Set {label} of {what}: {value}",
            label=label_named(label),
            what=what,
            value=value_in_words(value),
        )
    if value is None:
        return say("Clear {label} of the article", label=label_named(label))
    return say("Set {label}: {value}", label=label_named(label), value=value_in_words(value))


def ordered(value: Value | None, label: Label) -> Value | None:
    """Return a value as it is kept: of choices each once, in the label's order; none is None."""
    if isinstance(value, tuple):
        known = [one for one in label.value.values if one in value]
        others = [one for one in dict.fromkeys(value) if one not in known]
        return (*known, *others) or None
    return None if value == "" else value


def same(one: Value | None, other: Value | None) -> bool:
    """Tell whether two values say the same: for Python True and 1 are equal."""
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def _clash(label: Label, theirs: Value | None, mine: Value | None) -> ClashError:
    told = tuple(shorten(str(value_in_words(one))) for one in (theirs, mine))
    return ClashError(
        say("“{name}” was changed in another window meanwhile", name=shorten(label.name)),
        [Clash(label.name, *told)],
    )
