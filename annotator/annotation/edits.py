"""The gestures of annotating as plain records, and the rules that turn each into a delta.

An edit says what is wanted in ids and code point ranges. ``plan`` reads the records that it
concerns and returns the delta; it neither writes nor draws, so every rule is tested without a
database and without a screen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation import answering, assigning
from annotator.annotation.adjudication import conflict_settling, decisions
from annotator.annotation.adjudication.conflict_settling import SettleConflict
from annotator.annotation.adjudication.decisions import (
    SetGoldStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.answering import AcceptSuggestions, RejectSuggestions
from annotator.annotation.assigning import SetAssignments
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.label_fields import with_changes
from annotator.annotation.label_rules import carried_over, links_to_drop
from annotator.annotation.planning import (
    Context,
    Plan,
    Ranges,
    State,
    begun,
    changed_status,
    default_attributes,
    each_once,
    only_one,
)
from annotator.annotation.records import (
    LINES,
    MANUAL,
    UNITS,
    ArticleStatus,
    Conflict,
    Label,
    Link,
    Span,
    Status,
    check_fragments,
    check_suggestion,
    make_fragments,
    shorten,
)
from annotator.errors import ClashError, RuleError
from annotator.text.naming import tidy_name
from annotator.text.storable import find_unstorable


class AddSpan(msgspec.Struct, frozen=True, kw_only=True):
    """Tag ``ranges`` of an article with a label (ids).

    Attributes:
        id: of the new span, so that what follows in the same batch can name it; None: a new one.

    """

    id: str | None = None
    article: str
    label: str
    ranges: Ranges
    attributes: dict[str, Any] = msgspec.field(default_factory=dict)
    note: str | None = None
    origin: str = MANUAL


class RemoveSpans(msgspec.Struct, frozen=True, kw_only=True):
    """Remove spans and the links that begin or end at them."""

    spans: tuple[str, ...]


class RelabelSpans(msgspec.Struct, frozen=True, kw_only=True):
    """Give spans another label."""

    spans: tuple[str, ...]
    label: str


class SetRanges(msgspec.Struct, frozen=True, kw_only=True):
    """Replace a span's fragments: to resize it, to add or to take away a fragment."""

    span: str
    ranges: Ranges


class SetNote(msgspec.Struct, frozen=True, kw_only=True):
    """Write or clear (None) a span's note."""

    span: str
    note: str | None


class SetAttributes(msgspec.Struct, frozen=True, kw_only=True):
    """Replace a span's attributes."""

    span: str
    attributes: dict[str, Any]


class AddLink(msgspec.Struct, frozen=True, kw_only=True):
    """Link one span to another."""

    type: str
    source: str
    target: str


class RemoveLinks(msgspec.Struct, frozen=True, kw_only=True):
    """Remove links by id."""

    links: tuple[str, ...]


class SetStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Set the annotator's status of articles."""

    articles: tuple[str, ...]
    status: Status


class FlagSpans(msgspec.Struct, frozen=True, kw_only=True):
    """Mark spans as unsure, or take the mark away."""

    spans: tuple[str, ...]
    flagged: bool


class FlagArticles(msgspec.Struct, frozen=True, kw_only=True):
    """Mark articles as unsure for the annotator, or take the mark away."""

    articles: tuple[str, ...]
    flagged: bool


class AddLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Add a label; its id and name must be free."""

    label: Label


class RemoveLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Remove a label; its spans, of all annotators, go over to another one or are removed.

    Attributes:
        move_to: id of the label that they get; None: they are removed, with their links.
        base: the label as it was seen; it is refused where it was changed since. None: however.
        spans: how many spans it was seen to have; refused where there are more by now.

    """

    label: str
    move_to: str | None = None
    base: Label | None = None
    spans: int | None = None


class SetLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Replace a label's record (its guidelines, name, colour …); its id stays.

    Attributes:
        base: the record as it was seen: what others have changed of it since is kept, field by
            field, and a field that both have changed is refused. None: all fields are replaced.

    """

    label: Label
    base: Label | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Several edits as one step. They must change different records.

    An edit may name the spans and labels that those before it add: tag a name and link to it.
    """

    edits: tuple[Edit, ...]
    text: str


Edit = (
    AddSpan
    | RemoveSpans
    | RelabelSpans
    | SetRanges
    | SetNote
    | SetAttributes
    | AddLink
    | RemoveLinks
    | SetStatus
    | FlagSpans
    | FlagArticles
    | SetLabel
    | AddLabel
    | RemoveLabel
    | Settle
    | SettleUnanimous
    | Unsettle
    | SetGoldStatus
    | AcceptSuggestions
    | RejectSuggestions
    | SetAssignments
    | SettleConflict
    | Batch
)


def plan(edit: Edit, state: State, context: Context) -> Plan:
    """Return what ``edit`` does to the records.

    Raises:
        RuleError: the edit refers to what is not there, or would break a rule.
        OffsetError: a range is not inside the article's text.

    """
    _check_storable(edit.text if isinstance(edit, Batch) else edit)
    return _PLANNERS[type(edit)](edit, state, context)


def _check_storable(value: Any) -> None:
    """Refuse what would come back from the database as something else, or not at all."""
    if isinstance(value, str):
        if (found := find_unstorable(value)) is not None:
            raise RuleError(f"“{shorten(value)}”: character {found[0]} is {found[1]}")
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**64:
            raise RuleError(f"{value} is too large a number to be stored")
    elif isinstance(value, list | tuple | frozenset):
        for inner in value:
            _check_storable(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_storable(name)
            _check_storable(inner)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise RuleError(f"{value} is not a number that can be stored")
    elif value is not None:
        for inner in msgspec.structs.astuple(value):
            _check_storable(inner)


def _add_span(edit: AddSpan, state: State, context: Context) -> Plan:
    label = state.label(edit.label)
    span = Span(
        id=context.new_id() if edit.id is None else edit.id,
        article=edit.article,
        annotator=context.annotator,
        label=label.id,
        fragments=make_fragments(state.text(edit.article), edit.ranges),
        attributes=edit.attributes,
        note=edit.note or None,
        origin=edit.origin,
        created_at=context.now,
        updated_at=context.now,
    )
    statuses = begun(edit.article, state, context)
    return Plan(
        Delta(spans=(Step(None, span),), statuses=statuses),
        f"Tag {shorten(label.name, 20)} “{shorten(span.text)}”",
        edit.article,
    )


def _remove_spans(edit: RemoveSpans, state: State, context: Context) -> Plan:
    del context
    spans = state.spans(each_once(edit.spans))
    links = state.links_at([span.id for span in spans])
    return Plan(
        Delta(
            spans=tuple(Step(span, None) for span in spans),
            links=tuple(Step(link, None) for link in links),
        ),
        f"Delete {_describe(spans, state)}",
        only_one(span.article for span in spans),
    )


def _relabel_spans(edit: RelabelSpans, state: State, context: Context) -> Plan:
    label = state.label(edit.label)
    spans = state.spans(each_once(edit.spans))
    changed = [span for span in spans if span.label != label.id]
    steps = tuple(
        Step(span, _under_label(span, state.label(span.label), label, context)) for span in changed
    )
    ids = [span.id for span in changed]
    gone = links_to_drop(ids, label, state.links_at(ids)) if ids else []
    text = f"Change {_describe(spans, state)} to {shorten(label.name, 20)}"
    return Plan(
        Delta(spans=steps, links=tuple(Step(link, None) for link in gone)),
        f"{text}{_without_links(len(gone))}",
        only_one(span.article for span in spans),
    )


def _under_label(span: Span, old: Label, new: Label, context: Context) -> Span:
    """Return a span under another label, with the attributes that this one allows."""
    return msgspec.structs.replace(
        span,
        label=new.id,
        attributes={**default_attributes(new), **carried_over(span, old, new)},
        updated_at=context.now,
    )


def _without_links(number: int) -> str:
    """Return what a change's name says of links that its new label does not know."""
    if not number:
        return ""
    return ", without its link" if number == 1 else f", without {number} links"


def _set_ranges(edit: SetRanges, state: State, context: Context) -> Plan:
    (span,) = state.spans([edit.span])
    fragments = make_fragments(state.text(span.article), edit.ranges)
    if len(fragments) > len(span.fragments):
        verb = "Add fragment to"
    elif len(fragments) < len(span.fragments):
        verb = "Take fragment from"
    else:
        verb = "Resize"
    return _replace(span, f"{verb} {_describe([span], state)}", context, fragments=fragments)


def _set_note(edit: SetNote, state: State, context: Context) -> Plan:
    (span,) = state.spans([edit.span])
    verb = "Note on" if edit.note else "Clear note of"
    return _replace(span, f"{verb} {_describe([span], state)}", context, note=edit.note or None)


def _set_attributes(edit: SetAttributes, state: State, context: Context) -> Plan:
    (span,) = state.spans([edit.span])
    text = f"Attributes of {_describe([span], state)}"
    return _replace(span, text, context, attributes=edit.attributes)


def _replace(span: Span, text: str, context: Context, **fields: Any) -> Plan:
    changed = msgspec.structs.replace(span, **fields)
    # Compared as stored: for Python True, 1 and 1.0 are equal.
    if _stored(changed) == _stored(span):
        return Plan(Delta(), text, span.article)
    changed = msgspec.structs.replace(changed, updated_at=context.now)
    return Plan(Delta(spans=(Step(span, changed),)), text, span.article)


def _stored(span: Span) -> bytes:
    return msgspec.json.encode(span, order="sorted")


def _add_link(edit: AddLink, state: State, context: Context) -> Plan:
    if not edit.type:
        raise RuleError("a link needs a type")
    source, target = state.spans([edit.source, edit.target])
    if source.id == target.id:
        raise RuleError("a span cannot be linked to itself")
    for link in state.links_at([source.id]):
        if (link.type, link.source, link.target) == (edit.type, source.id, target.id):
            return Plan(Delta(), f"Link {edit.type}", source.article)
    link = Link(id=context.new_id(), type=edit.type, source=source.id, target=target.id)
    return Plan(Delta(links=(Step(None, link),)), f"Link {edit.type}", source.article)


def _remove_links(edit: RemoveLinks, state: State, context: Context) -> Plan:
    del context
    links = state.links(each_once(edit.links))
    sources = state.spans([link.source for link in links])
    steps = tuple(Step(link, None) for link in links)
    text = "Remove link" if len(links) == 1 else f"Remove {len(links)} links"
    return Plan(Delta(links=steps), text, only_one(span.article for span in sources))


def _set_status(edit: SetStatus, state: State, context: Context) -> Plan:
    steps = []
    articles = each_once(edit.articles)
    for article in articles:
        before = state.status(article)
        now = before.status if before is not None else Status.NEW
        if now is not edit.status:
            steps.append(Step(before, changed_status(before, article, context, status=edit.status)))
    what = "article" if len(articles) == 1 else f"{len(articles)} articles"
    only = articles[0] if len(articles) == 1 else None
    return Plan(Delta(statuses=tuple(steps)), f"Mark {what} {edit.status.value}", only)


def _flag_spans(edit: FlagSpans, state: State, context: Context) -> Plan:
    spans = state.spans(each_once(edit.spans))
    steps = tuple(
        Step(span, msgspec.structs.replace(span, flagged=edit.flagged, updated_at=context.now))
        for span in spans
        if span.flagged != edit.flagged
    )
    verb = "Flag" if edit.flagged else "Take flag from"
    return Plan(
        Delta(spans=steps),
        f"{verb} {_describe(spans, state)}",
        only_one(span.article for span in spans),
    )


def _flag_articles(edit: FlagArticles, state: State, context: Context) -> Plan:
    articles = each_once(edit.articles)
    steps = []
    for article in articles:
        before = state.status(article)
        if (before is not None and before.flagged) != edit.flagged:
            steps.append(
                Step(before, changed_status(before, article, context, flagged=edit.flagged))
            )
    what = "article" if len(articles) == 1 else f"{len(articles)} articles"
    verb = "Flag" if edit.flagged else "Take flag from"
    only = articles[0] if len(articles) == 1 else None
    return Plan(Delta(statuses=tuple(steps)), f"{verb} {what}", only)


def _add_label(edit: AddLabel, state: State, context: Context) -> Plan:
    del context
    label = _tidied(edit.label)
    _check_label(label)
    if any(other.id == label.id for other in state.labels()):
        raise RuleError(f"there is a label {label.id} already")
    delta = Delta(labels=(Step(None, label),))
    return Plan(delta, f"Add label {shorten(label.name, 20)}", None)


def _remove_label(edit: RemoveLabel, state: State, context: Context) -> Plan:
    label = state.label(edit.label)
    spans = state.spans_of_label(label.id)
    _check_seen_label(edit, label, len(spans))
    labels = (Step(label, None),)
    suggestions = state.suggestions_of_label(label.id)
    text = f"Remove label {shorten(label.name, 20)}"
    if edit.move_to is None:
        links = state.links_at([span.id for span in spans])
        answers = state.answers([one.id for one in suggestions])
        delta = Delta(
            labels=labels,
            spans=tuple(Step(span, None) for span in spans),
            links=tuple(Step(link, None) for link in links),
            suggestions=tuple(Step(one, None) for one in suggestions),
            answers=tuple(Step(one, None) for one in answers),
        )
        return Plan(delta, text, None)
    other = state.label(edit.move_to)
    if other.id == label.id:
        raise RuleError("its spans cannot go over to the label that is removed")
    moved = tuple(Step(span, _under_label(span, label, other, context)) for span in spans)
    ids = [span.id for span in spans]
    gone = tuple(Step(link, None) for link in links_to_drop(ids, other, state.links_at(ids)))
    proposed = tuple(Step(one, msgspec.structs.replace(one, label=other.id)) for one in suggestions)
    delta = Delta(labels=labels, spans=moved, links=gone, suggestions=proposed)
    return Plan(delta, f"{text}{_without_links(len(gone))}", None)


def _check_seen_label(edit: RemoveLabel, label: Label, spans: int) -> None:
    """Refuse to remove what is no longer what was looked at."""
    if edit.base is not None and edit.base != label:
        raise ClashError(
            f"label {shorten(edit.base.name, 20)} was changed meanwhile; look at it again"
        )
    if edit.spans is not None and spans > edit.spans:
        raise ClashError(
            f"label {shorten(label.name, 20)} was used meanwhile: it has {spans:,} spans now"
        )


def _set_label(edit: SetLabel, state: State, context: Context) -> Plan:
    del context
    before = state.label(edit.label.id)
    known = {before.name, edit.base.name if edit.base is not None else before.name}
    label = edit.label if edit.label.name in known else _tidied(edit.label)
    _check_label(label)
    if edit.base is not None:

        def who(field: str) -> str:
            return state.who_changed_label(before.id, field)

        label = with_changes(edit.base, label, before, who)
        _check_label(label)
    steps = () if before == label else (Step(before, label),)
    return Plan(Delta(labels=steps), f"Edit label {shorten(label.name, 20)}", None)


def _tidied(label: Label) -> Label:
    """Return a label under the name that is stored: see ``text.naming``."""
    return msgspec.structs.replace(label, name=tidy_name(label.name))


def _check_label(label: Label) -> None:
    """Check a label as it would become.

    Raises:
        RuleError: it breaks a rule. Whether name and key are free is for the project to say.

    """
    if not label.name.strip():
        raise RuleError("a label needs a name")
    if not re.fullmatch("#[0-9a-fA-F]{6}", label.colour):
        raise RuleError(f"{label.colour} is not a colour; expected one like #1f77b4")
    if label.line not in LINES:
        raise RuleError(f"{label.line} is not a line; expected one of: {', '.join(LINES)}")
    if label.unit not in UNITS:
        raise RuleError(f"{label.unit} is not a unit; expected one of: {', '.join(UNITS)}")
    names = [attribute.name for attribute in label.attributes]
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        raise RuleError("the attributes of a label need different names")


def _batch(edit: Batch, state: State, context: Context) -> Plan:
    ahead = _Ahead(state)
    plans = [ahead.take(plan(part, ahead, context)) for part in edit.edits]
    # What follows from a span gives way to what was asked for.
    parts = sorted(
        zip(edit.edits, plans, strict=True),
        key=lambda one: not isinstance(one[0], AddSpan | AcceptSuggestions),
    )
    statuses: dict[str, Step[ArticleStatus]] = {}
    for _, planned in parts:
        for step in planned.delta.statuses:
            _put_status(statuses, step)
    steps: dict[str, tuple[Step[Any], ...]] = {
        kind: tuple(step for part in plans for step in getattr(part.delta, kind))
        for kind in Delta.__struct_fields__
    }
    steps["statuses"] = tuple(statuses.values())
    delta = Delta(**steps)
    for some in steps.values():
        ids = [identify(step.record) for step in some]
        if len(set(ids)) != len(ids):
            raise RuleError("one step may touch each record only once")
    articles = {part.article for part in plans if part.article is not None}
    return Plan(delta, edit.text, articles.pop() if len(articles) == 1 else None)


def _put_status(statuses: dict[str, Step[ArticleStatus]], step: Step[ArticleStatus]) -> None:
    """Put a step to those of a batch; it changes no more than it was to change."""
    name = identify(step.record)
    there = statuses.get(name)
    if there is None or there.after is None or step.after is None:
        statuses[name] = step
        return
    was = step.before or ArticleStatus(article="", annotator="")
    fields = {
        field: getattr(step.after, field)
        for field in ("status", "flagged")
        if getattr(step.after, field) != getattr(was, field)
    }
    after = msgspec.structs.replace(there.after, updated_at=step.after.updated_at, **fields)
    statuses[name] = Step(there.before, after)


class _Ahead:
    """The records as they are, and the spans and labels that earlier edits of a batch add."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._spans: dict[str, Span] = {}
        self._labels: dict[str, Label] = {}
        self.text = state.text
        self.links_at = state.links_at
        self.links = state.links
        self.status = state.status
        self.spans_of_label = state.spans_of_label
        self.gold = state.gold
        self.annotators = state.annotators
        self.spans_in = state.spans_in
        self.statuses_in = state.statuses_in
        self.decisions_in = state.decisions_in
        self.decisions = state.decisions
        self.suggestions = state.suggestions
        self.suggestions_of_label = state.suggestions_of_label
        self.answers = state.answers
        self.assigned = state.assigned
        self.who_changed_label = state.who_changed_label

    def take(self, made: Plan) -> Plan:
        """Know what a plan adds, and return it."""
        for span in made.delta.spans:
            if span.before is None and span.after is not None:
                self._spans[span.after.id] = span.after
        for label in made.delta.labels:
            if label.before is None and label.after is not None:
                self._labels[label.after.id] = label.after
        return made

    def spans(self, ids: Sequence[str]) -> list[Span]:
        stored = self._state.spans([one for one in ids if one not in self._spans])
        found = self._spans | {span.id: span for span in stored}
        return [found[one] for one in ids]

    def anyones_spans(self, ids: Sequence[str]) -> Mapping[str, Span]:
        return self._state.anyones_spans(ids)

    def conflict(self, conflict_id: str) -> Conflict:
        return self._state.conflict(conflict_id)

    def label(self, label_id: str) -> Label:
        return self._labels.get(label_id) or self._state.label(label_id)

    def labels(self) -> list[Label]:
        return [*self._state.labels(), *self._labels.values()]


def _describe(spans: Sequence[Span], state: State) -> str:
    if len(spans) != 1:
        return f"{len(spans)} spans"
    (span,) = spans
    return f"{shorten(state.label(span.label).name, 20)} “{shorten(span.text)}”"


_PLANNERS: dict[type, Callable[[Any, State, Context], Plan]] = {
    AddSpan: _add_span,
    RemoveSpans: _remove_spans,
    RelabelSpans: _relabel_spans,
    SetRanges: _set_ranges,
    SetNote: _set_note,
    SetAttributes: _set_attributes,
    AddLink: _add_link,
    RemoveLinks: _remove_links,
    SetStatus: _set_status,
    FlagSpans: _flag_spans,
    FlagArticles: _flag_articles,
    SetLabel: _set_label,
    AddLabel: _add_label,
    RemoveLabel: _remove_label,
    Settle: decisions.settle,
    SettleUnanimous: decisions.settle_unanimous,
    Unsettle: decisions.unsettle,
    SetGoldStatus: decisions.set_gold_status,
    AcceptSuggestions: answering.accept,
    RejectSuggestions: answering.reject,
    SetAssignments: assigning.set_assignments,
    SettleConflict: conflict_settling.settle_conflict,
    Batch: _batch,
}


def check_delta(delta: Delta, text: Callable[[str], str]) -> None:
    """Check what ``delta`` leaves behind in an article, and proposes for it, against its text.

    Raises:
        OffsetError: a fragment or a suggestion does not cover what it says.

    """
    for step in delta.spans:
        if step.after is not None:
            check_fragments(step.after, text(step.after.article))
    for proposed in delta.suggestions:
        if proposed.after is not None:
            check_suggestion(proposed.after, text(proposed.after.article))


__all__ = [
    "AcceptSuggestions",
    "AddLabel",
    "AddLink",
    "AddSpan",
    "Batch",
    "Context",
    "Edit",
    "FlagArticles",
    "FlagSpans",
    "Plan",
    "RejectSuggestions",
    "RelabelSpans",
    "RemoveLabel",
    "RemoveLinks",
    "RemoveSpans",
    "SetAssignments",
    "SetAttributes",
    "SetGoldStatus",
    "SetLabel",
    "SetNote",
    "SetRanges",
    "SetStatus",
    "Settle",
    "SettleConflict",
    "SettleUnanimous",
    "State",
    "Unsettle",
    "check_delta",
    "default_attributes",
    "plan",
]
