"""What sort of change a delta is, in one word: what the history is filtered by."""

from __future__ import annotations

from annotator.annotation.changes import Delta, Step
from annotator.annotation.records import GOLD, ArticleStatus, Span

TAG, DELETE, BOUNDARIES, RELABEL = "tag", "delete", "boundaries", "relabel"
ATTRIBUTES, NOTE, FLAG, LINK, STATUS = "attributes", "note", "flag", "link", "status"
VALUE, CHOICE = "article label", "choice"
LABEL, SETTLE, SUGGESTION, ASSIGN, TAKE_BACK = (
    "label",
    "settle",
    "suggestion",
    "assign",
    "take back",
)
PEOPLE, ARTICLES, ROUND = "annotators", "articles", "round"

EDITS = (
    *(TAG, RELABEL, BOUNDARIES, ATTRIBUTES, NOTE, FLAG, DELETE, LINK, VALUE, STATUS),
    *(SUGGESTION, SETTLE, LABEL, ASSIGN, ROUND, PEOPLE, ARTICLES, CHOICE, TAKE_BACK),
)
"""The kinds of edits, in the order in which they are offered."""


def kind_of(delta: Delta) -> str:
    """Return the kind of an edit by what it did; of several things that of the most telling.

    It follows from the records alone, so that changes which were stored without a kind have one.
    """
    if delta.labels:
        return LABEL
    golden = [step for step in delta.statuses if _is_gold(step.record.annotator)]
    # Gold that only goes back in progress follows from what somebody did to their own work.
    only_gold = golden and len(golden) == len(delta.statuses) and not delta.spans
    only_gold = only_gold and not delta.article_values
    settled = any(_is_gold(step.record.annotator) for step in delta.article_values)
    if delta.decisions or delta.conflicts or only_gold or settled:
        return SETTLE
    if delta.suggestions or delta.answers:
        return SUGGESTION
    if delta.choices:
        return CHOICE
    if delta.assignments:
        return ASSIGN
    if delta.rounds:
        return ROUND
    if delta.people or delta.article_facts:
        return PEOPLE if delta.people else ARTICLES
    if delta.spans:
        return _of_spans(delta.spans)
    if delta.links:
        return LINK
    if delta.article_values:
        return VALUE
    return _of_statuses(delta.statuses)


def tells_gold(delta: Delta) -> bool:
    """Tell whether a change says something of gold's status, and of other records as well."""
    golden = [step for step in delta.statuses if _is_gold(step.record.annotator)]
    others = bool(delta.spans or delta.decisions or delta.article_values)
    return bool(golden) and (others or len(golden) < len(delta.statuses))


def _is_gold(annotator: str) -> bool:
    """Tell whether this is the name of gold, which gives way to a person of that name."""
    return annotator == GOLD or annotator.startswith(f"{GOLD} (settled")


def _of_spans(steps: tuple[Step[Span], ...]) -> str:
    came = any(step.before is None for step in steps)
    went = any(step.after is None for step in steps)
    if came and went:
        return BOUNDARIES  # as splitting and joining
    if came:
        return TAG
    if went:
        return DELETE
    for kind, field in (
        (RELABEL, "label"),
        (BOUNDARIES, "fragments"),
        (ATTRIBUTES, "attributes"),
        (NOTE, "note"),
    ):
        if any(getattr(step.before, field) != getattr(step.after, field) for step in steps):
            return kind
    return FLAG


def _of_statuses(steps: tuple[Step[ArticleStatus], ...]) -> str:
    def flagged(status: ArticleStatus | None) -> bool:
        return status is not None and status.flagged

    only_flags = steps and all(flagged(step.before) != flagged(step.after) for step in steps)
    return FLAG if only_flags else STATUS
