"""Settling what a merge left in conflict: which of two versions holds, by whoever settles.

It is one change of theirs, though the records stay whose they are. The version that gives way is
removed or replaced as by any edit, so that copies which are merged later learn of it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.facts.articles import ArticleFacts
from annotator.annotation.label_keys import holder
from annotator.annotation.planning import Context, Plan, State
from annotator.annotation.records import (
    Answer,
    ArticleStatus,
    ArticleValue,
    Conflict,
    Decision,
    Label,
    Link,
    Span,
    shorten,
)
from annotator.annotation.wording import label_named
from annotator.errors import RuleError
from annotator.words import Message, say


class Keep(StrEnum):
    """Which version of a record holds."""

    THIS = "this"
    OTHER = "other"
    BOTH = "both"


class SettleConflict(msgspec.Struct, frozen=True, kw_only=True):
    """Settle a conflict (id): keep the version that is shown, the other one, or both."""

    conflict: str
    keep: Keep


def choices(conflict: Conflict) -> tuple[Keep, ...]:
    """Return in which ways a conflict can be settled; the version that is shown can always stay."""
    removed = bool(conflict.detail.get("removed"))
    if conflict.kind == "span":
        return (Keep.THIS, Keep.OTHER) if removed else (Keep.THIS, Keep.OTHER, Keep.BOTH)
    alone = ("status", "article value", "answer", "decision", "article")
    if conflict.kind in alone or (conflict.kind == "link" and removed):
        return (Keep.THIS, Keep.OTHER)
    if conflict.kind in ("label", "labels united") and not removed:
        return (Keep.THIS, Keep.OTHER)
    return (Keep.THIS,)


def settle_conflict(edit: SettleConflict, state: State, context: Context) -> Plan:
    """Plan how a conflict is settled; nothing is to be done where it is settled already."""
    conflict = state.conflict(edit.conflict)
    if conflict.settled_at is not None:
        return _nothing(edit.keep)
    if edit.keep not in choices(conflict):
        raise RuleError(say("of this conflict only the version that is shown can be kept"))
    planner = _PLANNERS.get(conflict.kind)
    made = planner(conflict, edit.keep, state, context) if planner else _nothing(edit.keep)
    settled = Step(conflict, msgspec.structs.replace(conflict, settled_at=context.now))
    return msgspec.structs.replace(
        made, delta=msgspec.structs.replace(made.delta, conflicts=(settled,))
    )


def _text(keep: Keep, what: Message) -> Message:
    if keep is Keep.THIS:
        return say("Keep the version shown of {what}", what=what)
    if keep is Keep.OTHER:
        return say("Keep the other version of {what}", what=what)
    return say("Keep both versions of {what}", what=what)


def _nothing(keep: Keep) -> Plan:
    return Plan(Delta(), _text(keep, say("a conflict")), None)


def _span(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    found = state.anyones_spans([one for one in (conflict.record, conflict.other) if one])
    this, other = found.get(conflict.record), found.get(conflict.other)
    shown = this or other
    if shown is None:
        return _nothing(keep)
    text = _text(
        keep,
        say("{label} “{text}”", label=_name(shown.label, state), text=shorten(shown.text)),
    )
    delta = Delta()
    if keep is Keep.THIS and other is not None and this is not None:
        delta = _removed(other, state)
    elif keep is Keep.OTHER and conflict.detail.get("removed"):
        delta = _removed(shown, state)
    elif keep is Keep.OTHER and this is not None:
        if other is None:
            raise RuleError(say("the other version is no longer there"))
        delta = _replaced(this, other, state, context)
    return Plan(delta, text, shown.article)


def _name(label: str, state: State) -> str:
    return shorten(state.label(label).name, 20)


def _removed(span: Span, state: State) -> Delta:
    links = state.links_at([span.id])
    return Delta(spans=(Step(span, None),), links=tuple(Step(link, None) for link in links))


def _replaced(this: Span, other: Span, state: State, context: Context) -> Delta:
    """Let a span say what its other version says; that one's links go over to it."""
    there = {(link.type, link.source, link.target) for link in state.links_at([this.id])}
    links: list[Step[Link]] = []
    for link in state.links_at([other.id]):
        links.append(Step(link, None))
        ends = [this.id if end == other.id else end for end in (link.source, link.target)]
        if ends[0] != ends[1] and (link.type, *ends) not in there:
            there.add((link.type, ends[0], ends[1]))
            made = Link(id=context.new_id(), type=link.type, source=ends[0], target=ends[1])
            links.append(Step(None, made))
    after = msgspec.structs.replace(other, id=this.id)
    return Delta(spans=(Step(this, after), Step(other, None)), links=tuple(links))


def _version(conflict: Conflict, kind: type[Any]) -> Any:
    """Return the version that gave way; raises RuleError where it cannot be read."""
    try:
        return msgspec.convert(conflict.detail.get("other"), kind)
    except msgspec.ValidationError:
        raise RuleError(say("the other version is no longer there")) from None


def _status(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    annotator, _, article = conflict.record.partition("\n")
    text = _text(keep, say("the status for {annotator}", annotator=shorten(annotator, 20)))
    before = state.statuses_in(article).get(annotator)
    if keep is Keep.THIS:
        return Plan(Delta(), text, article)
    after: ArticleStatus | None = None
    if not conflict.detail.get("removed"):
        other = _version(conflict, ArticleStatus)
        after = msgspec.structs.replace(other, updated_at=context.now)
    steps = (Step(before, after),) if before is not None or after is not None else ()
    return Plan(Delta(statuses=steps), text, article)


def _value(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    annotator, _, rest = conflict.record.partition("\n")
    article, _, label_id = rest.rpartition("\n")
    text = _text(
        keep,
        say(
            "{label} for {annotator}",
            label=_name(label_id, state),
            annotator=shorten(annotator, 20),
        ),
    )
    if keep is Keep.THIS:
        return Plan(Delta(), text, article)
    there = (one for one in state.values_in(article) if one.label == label_id)
    before = next((one for one in there if one.annotator == annotator), None)
    after: ArticleValue | None = None
    if not conflict.detail.get("removed"):
        other = _version(conflict, ArticleValue)
        after = msgspec.structs.replace(other, updated_at=context.now)
    steps = (Step(before, after),) if before is not None or after is not None else ()
    return Plan(Delta(article_values=steps), text, article)


def _label(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    del context
    labels = {label.id: label for label in state.labels()}
    before = labels.get(conflict.record)
    text = _text(
        keep, say("the label {label}", label=label_named(before)) if before else say("a label")
    )
    if keep is Keep.THIS or before is None:
        return Plan(Delta(), text, None)
    other = msgspec.structs.replace(_version(conflict, Label), id=before.id)
    others = [label for label in labels.values() if label.id != before.id]
    if any(label.name == other.name for label in others):
        other = msgspec.structs.replace(other, name=before.name)
    if holder(other.key, others) is not None:
        other = msgspec.structs.replace(other, key="")
    steps = (Step(before, other),) if other != before else ()
    return Plan(Delta(labels=steps), text, None)


def _link(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    del context
    text = _text(keep, say("a link"))
    if keep is Keep.THIS:
        return Plan(Delta(), text, None)
    try:
        links = state.links([conflict.record])
    except RuleError:  # it has gone since
        links = []
    return Plan(Delta(links=tuple(Step(link, None) for link in links)), text, None)


def _answer(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    annotator, _, suggestion = conflict.record.partition("\n")
    text = _text(keep, say("an answer of {annotator}", annotator=shorten(annotator, 20)))
    if keep is Keep.THIS:
        return Plan(Delta(), text, None)
    found = [one for one in state.answers([suggestion]) if one.annotator == annotator]
    before = found[0] if found else None
    after: Answer | None = None
    if not conflict.detail.get("removed"):
        after = msgspec.structs.replace(_version(conflict, Answer), at=context.now)
    steps = (Step(before, after),) if before is not None or after is not None else ()
    return Plan(Delta(answers=steps), text, None)


def _decision(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    """Let a decision say what its other version says; gold that only this one made goes."""
    del context
    text = _text(keep, say("a decision"))
    try:
        (before,) = state.decisions([conflict.record])
    except RuleError:  # it has gone since
        return Plan(Delta(), text, None)
    if keep is Keep.THIS:
        return Plan(Delta(), text, before.article)
    after: Decision | None = None
    if not conflict.detail.get("removed"):
        after = msgspec.structs.replace(_version(conflict, Decision), id=before.id)
        if len(state.anyones_spans(after.gold)) < len(after.gold):
            raise RuleError(
                say("gold of the other version is no longer there; settle the place anew")
            )
    needed = {
        name
        for one in state.decisions_in(before.article)
        for name in one.gold
        if one.id != before.id
    }
    needed.update(after.gold if after is not None else ())
    gold = state.anyones_spans([name for name in before.gold if name not in needed])
    links = state.links_at(list(gold))
    return Plan(
        Delta(
            decisions=(Step(before, after),) if after != before else (),
            spans=tuple(Step(span, None) for span in gold.values()),
            links=tuple(Step(link, None) for link in links),
        ),
        text,
        before.article,
    )


def _article(conflict: Conflict, keep: Keep, state: State, context: Context) -> Plan:
    """Let an article be called what the other version says."""
    text = _text(keep, say("what is said of an article"))
    article = conflict.record
    if keep is Keep.THIS:
        return Plan(Delta(), text, article)
    before = state.article_facts([article]).get(article)
    after: ArticleFacts | None = None
    if not conflict.detail.get("removed"):
        after = msgspec.structs.replace(_version(conflict, ArticleFacts), updated_at=context.now)
    steps = (Step(before, after),) if before is not None or after is not None else ()
    return Plan(Delta(article_facts=steps), text, article)


_PLANNERS: dict[str, Callable[[Conflict, Keep, State, Context], Plan]] = {
    "span": _span,
    "status": _status,
    "article value": _value,
    "label": _label,
    "labels united": _label,
    "link": _link,
    "answer": _answer,
    "decision": _decision,
    "article": _article,
}
