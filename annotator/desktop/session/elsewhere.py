"""What was changed, made fit for what is shown: only what is the annotator's, as it looks here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from annotator.annotation.changes import Changes, Delta, Direction, Step, identify
from annotator.annotation.records import ArticleStatus, ArticleValue, Span
from annotator.project import OpenedArticle
from annotator.words import say
from annotator.workbench.opened_work import OpenedWork


def ids_of(delta: Delta) -> frozenset[str]:
    """Return what tells the records that a delta changes."""
    return frozenset(
        identify(step.record) for kind in delta.__struct_fields__ for step in getattr(delta, kind)
    )


def without(changes: Changes, newer: Collection[str]) -> Changes:
    """Return a change without the records that this window has changed later."""
    if not newer:
        return changes
    kinds: dict[str, tuple[Step[Any], ...]] = {
        kind: tuple(
            step for step in getattr(changes.delta, kind) if identify(step.record) not in newer
        )
        for kind in changes.delta.__struct_fields__
    }
    return replace(changes, delta=Delta(**kinds))


def of_others(changes: Changes, article: str) -> Changes:
    """Return what a change does to other articles than one (id), and to assignments."""
    delta = changes.delta
    left = Delta(
        spans=tuple(step for step in delta.spans if step.record.article != article),
        statuses=tuple(step for step in delta.statuses if step.record.article != article),
        article_values=tuple(one for one in delta.article_values if one.record.article != article),
        assignments=delta.assignments,
        choices=delta.choices,
    )
    return replace(changes, delta=left)


def as_shown(
    changes: Changes, article: str | None, spans: Mapping[str, Span], annotator: str
) -> Changes:
    """Return a change as it looks from here: from what is shown to what it leaves.

    Args:
        changes: made elsewhere, with nobody's records but the annotator's.
        article: the one that is open (id).
        spans: of it, as they are shown.
        annotator: who works here.

    """
    steps = []
    for step in changes.delta.spans:
        if step.record.article == article:
            shown = spans.get(step.record.id)
            if shown == step.after:
                continue
            step = Step(shown, step.after)
        steps.append(step)
    delta = replace(changes.delta, spans=tuple(steps), labels=())
    return replace(changes, delta=delta, annotator=annotator, elsewhere=True)


def own_part(changes: Changes, annotator: str) -> Changes:
    """Return a change whose delta has only what the views of one annotator's work show.

    Labels and settling touch others' spans and statuses, and gold's: these are left in ``whole``.
    """
    delta = changes.delta
    spans = tuple(step for step in delta.spans if step.record.annotator == annotator)
    statuses = tuple(step for step in delta.statuses if step.record.annotator == annotator)
    values = tuple(step for step in delta.article_values if step.record.annotator == annotator)
    links = delta.links
    if len(spans) != len(delta.spans):
        ids = {step.record.id for step in spans}
        links = tuple(
            step for step in links if step.record.source in ids or step.record.target in ids
        )
    narrowed = replace(delta, spans=spans, statuses=statuses, links=links, article_values=values)
    return replace(changes, delta=narrowed, whole=delta)


def difference(work: OpenedWork, opened: OpenedArticle) -> Delta:
    """Return what leads from what is shown of an article to what was read of it just now."""
    before = ArticleStatus(
        article=opened.article.id,
        annotator=opened.annotator,
        status=work.status,
        flagged=work.flagged,
    )
    now = replace(before, status=opened.status, flagged=opened.flagged)
    return Delta(
        spans=_steps(work.spans, opened.spans),
        links=_steps(work.links, opened.links),
        suggestions=_steps(work.suggestions, opened.suggestions),
        statuses=() if now == before else (Step(before, now),),
        article_values=_value_steps(work, opened),
    )


def _value_steps(work: OpenedWork, opened: OpenedArticle) -> tuple[Step[ArticleValue], ...]:
    before = {
        label: ArticleValue(
            article=opened.article.id, annotator=opened.annotator, label=label, value=value
        )
        for label, value in work.values.items()
    }
    after = {one.label: one for one in opened.values}
    return tuple(
        Step(before.get(label), after.get(label))
        for label in {**before, **after}
        if work.values.get(label) != (after[label].value if label in after else None)
    )


def anew(
    cause: Changes | None, delta: Delta, annotator: str, opened: OpenedArticle | None
) -> Changes:
    """Return what the views are told when everything was read again.

    Args:
        cause: what was done here that needs it; None: nothing was.
        delta: what that changes on the page.
        annotator: who works here.
        opened: the article on the page, as it was read.

    """
    changes = cause or Changes(
        number=0,
        direction=Direction.DONE,
        annotator=annotator,
        article=opened.article.id if opened is not None else None,
        text=say(""),
        delta=delta,
        elsewhere=True,
        reloads=True,
    )
    linked = opened.linked if opened is not None else ()
    return replace(changes, delta=delta, whole=delta, reloads=True, linked=linked)


def _steps(before: Mapping[str, Any], after: Iterable[Any]) -> tuple[Step[Any], ...]:
    there = {record.id: record for record in after}
    gone = [Step(record, None) for name, record in before.items() if name not in there]
    new = [
        Step(before.get(name), record)
        for name, record in there.items()
        if before.get(name) != record
    ]
    return (*gone, *new)
