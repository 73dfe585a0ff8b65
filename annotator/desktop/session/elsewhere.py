"""What was changed in other windows, made fit for what is shown in this one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from annotator.annotation.changes import Changes, Delta, Direction, Step, identify
from annotator.annotation.records import ArticleStatus, Link, Span, Suggestion
from annotator.project import OpenedArticle
from annotator.words import say


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
    """Return what a change does to other articles than one (id): spans, statuses, assignments."""
    delta = changes.delta
    left = Delta(
        spans=tuple(step for step in delta.spans if step.record.article != article),
        statuses=tuple(step for step in delta.statuses if step.record.article != article),
        assignments=delta.assignments,
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


def difference(
    before: tuple[Mapping[str, Span], Mapping[str, Link], Mapping[str, Suggestion]],
    status: ArticleStatus,
    opened: OpenedArticle,
) -> Changes:
    """Return what leads from what is shown of an article to what was read of it just now.

    Args:
        before: spans, links and suggestions by id.
        status: as it is shown.
        opened: as it is stored.

    """
    now = replace(status, status=opened.status, flagged=opened.flagged)
    delta = Delta(
        spans=_steps(before[0], opened.spans),
        links=_steps(before[1], opened.links),
        suggestions=_steps(before[2], opened.suggestions),
        statuses=() if now == status else (Step(status, now),),
    )
    return Changes(
        number=0,
        direction=Direction.DONE,
        annotator=opened.annotator,
        article=opened.article.id,
        text=say(""),
        delta=delta,
        elsewhere=True,
    )


def _steps(before: Mapping[str, Any], after: Iterable[Any]) -> tuple[Step[Any], ...]:
    there = {record.id: record for record in after}
    gone = [Step(record, None) for name, record in before.items() if name not in there]
    new = [
        Step(before.get(name), record)
        for name, record in there.items()
        if before.get(name) != record
    ]
    return (*gone, *new)
