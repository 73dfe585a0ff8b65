"""Spans: tagged, removed, relabelled, resized, described and flagged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.label_rules import carried_over, links_to_drop
from annotator.annotation.planning import (
    Context,
    Plan,
    Ranges,
    State,
    begun,
    default_attributes,
    each_once,
    only_one,
)
from annotator.annotation.records import MANUAL, Label, Span, make_fragments, shorten
from annotator.annotation.wording import flag_named, label_named, span_described
from annotator.errors import Clash, ClashError, RuleError
from annotator.words import Message, counts, say


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
    """Give spans another label.

    ``base`` has the label (id) that each of them (id) was seen with; where one has become a third
    one since it is refused. Those that are not in it, and None: whatever they have.
    """

    spans: tuple[str, ...]
    label: str
    base: dict[str, str] | None = None


class SetRanges(msgspec.Struct, frozen=True, kw_only=True):
    """Replace a span's fragments: to resize it, to add or to take away a fragment.

    ``base`` are the fragments that these were made of; where they are others by now it is refused.
    None: whatever they are.
    """

    span: str
    ranges: Ranges
    base: Ranges | None = None


class SetNote(msgspec.Struct, frozen=True, kw_only=True):
    """Write or clear (None) a span's note.

    ``base`` is the note that it was written on, "" for none; where that has changed by now it is
    refused. None: whatever it is.
    """

    span: str
    note: str | None
    base: str | None = None


class SetAttributes(msgspec.Struct, frozen=True, kw_only=True):
    """Replace a span's attributes.

    With ``base``, the attributes that they were made of, only what differs from these is changed,
    and it is refused where the same one has changed otherwise since. None: whatever they are.
    """

    span: str
    attributes: dict[str, Any]
    base: dict[str, Any] | None = None


class DescribeSpans(msgspec.Struct, frozen=True, kw_only=True):
    """Give one attribute of spans a value, None to take it away; their others stay.

    Labels that define it differently are checked on writing: a value that one of them does not
    allow refuses the whole edit. ``base`` has the value that each of the spans (id) was seen with,
    as that of ``RelabelSpans``.

    Attributes:
        spans: ids.
        attribute: its name.
        value: what they are given.
        base: see above.
        also: values of other attributes, by name, that they are given at once.

    """

    spans: tuple[str, ...]
    attribute: str
    value: str | bool | None
    base: dict[str, Any] | None = None
    also: dict[str, str | bool] = msgspec.field(default_factory=dict)


class FlagSpans(msgspec.Struct, frozen=True, kw_only=True):
    """Mark spans as unsure, or take the mark away."""

    spans: tuple[str, ...]
    flagged: bool


def add_span(edit: AddSpan, state: State, context: Context) -> Plan:
    """Plan one ``AddSpan``."""
    label = span_label(edit.label, state)
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
        say("Tag {label} “{text}”", label=label_named(label), text=shorten(span.text)),
        edit.article,
    )


def span_label(label_id: str, state: State) -> Label:
    """Return a label that spans can have; raises RuleError."""
    label = state.label(label_id)
    if label.of_article:
        raise RuleError(say("{label} is a label of articles, not of spans", label=label.name))
    return label


def remove_spans(edit: RemoveSpans, state: State, context: Context) -> Plan:
    """Plan one ``RemoveSpans``."""
    del context
    spans = state.spans(each_once(edit.spans))
    links = state.links_at([span.id for span in spans])
    return Plan(
        Delta(
            spans=tuple(Step(span, None) for span in spans),
            links=tuple(Step(link, None) for link in links),
        ),
        say("Delete {what}", what=_describe(spans, state)),
        only_one(span.article for span in spans),
    )


def relabel_spans(edit: RelabelSpans, state: State, context: Context) -> Plan:
    """Plan one ``RelabelSpans``."""
    label = span_label(edit.label, state)
    spans = state.spans(each_once(edit.spans))
    changed = [span for span in spans if span.label != label.id]
    for span in changed:
        if edit.base is not None and span.label != edit.base.get(span.id, span.label):
            now = state.label(span.label).name
            raise ClashError(
                say(
                    "“{text}” was given the label {label} in another window meanwhile",
                    text=shorten(span.text),
                    label=shorten(now, 20),
                ),
                [Clash("label", now, label.name)],
            )
    steps = tuple(
        Step(span, under_label(span, state.label(span.label), label, context)) for span in changed
    )
    ids = [span.id for span in changed]
    gone = links_to_drop(ids, label, state.links_at(ids)) if ids else []
    text = say("Change {what} to {label}", what=_describe(spans, state), label=label_named(label))
    return Plan(
        Delta(spans=steps, links=tuple(Step(link, None) for link in gone)),
        without_links(text, len(gone)),
        only_one(span.article for span in spans),
    )


def under_label(span: Span, old: Label, new: Label, context: Context) -> Span:
    """Return a span under another label, with the attributes that this one allows."""
    return msgspec.structs.replace(
        span,
        label=new.id,
        attributes={**default_attributes(new), **carried_over(span, old, new)},
        updated_at=context.now,
    )


def without_links(change: Message, n: int) -> Message:
    """Return a change's name with what it says of links that its new label does not know."""
    if n < 2:
        return say("{change}, without its link", change=change) if n else change
    return say("{change}, without {n:,} links", change=change, n=n)


def set_ranges(edit: SetRanges, state: State, context: Context) -> Plan:
    """Plan one ``SetRanges``."""
    (span,) = state.spans([edit.span])
    fragments = make_fragments(state.text(span.article), edit.ranges)
    wanted = tuple((fragment.start, fragment.end) for fragment in fragments)
    if edit.base is not None and span.ranges not in (tuple(edit.base), wanted):
        mine = " ".join(fragment.text for fragment in fragments)
        raise ClashError(
            say(
                "the edges of “{text}” were moved in another window meanwhile",
                text=shorten(span.text),
            ),
            [Clash("edges", span.text, mine)],
        )
    what = _describe([span], state)
    if len(fragments) > len(span.fragments):
        text = say("Add fragment to {what}", what=what)
    elif len(fragments) < len(span.fragments):
        text = say("Take fragment from {what}", what=what)
    else:
        text = say("Resize {what}", what=what)
    return _replace(span, text, context, fragments=fragments)


def set_note(edit: SetNote, state: State, context: Context) -> Plan:
    """Plan one ``SetNote``."""
    (span,) = state.spans([edit.span])
    now, note = span.note or "", edit.note or ""
    if edit.base is not None and now not in (edit.base, note):
        raise ClashError(
            say("this note was changed in another window meanwhile"), [Clash("note", now, note)]
        )
    what = _describe([span], state)
    text = say("Note on {what}", what=what) if edit.note else say("Clear note of {what}", what=what)
    return _replace(span, text, context, note=edit.note or None)


def set_attributes(edit: SetAttributes, state: State, context: Context) -> Plan:
    """Plan one ``SetAttributes``."""
    (span,) = state.spans([edit.span])
    text = say("Attributes of {what}", what=_describe([span], state))
    attributes = edit.attributes
    if edit.base is not None and _as_json(edit.base) != _as_json(span.attributes):
        attributes = _on_top(edit.base, edit.attributes, span.attributes)
    return _replace(span, text, context, attributes=attributes)


def describe_spans(edit: DescribeSpans, state: State, context: Context) -> Plan:
    """Plan one ``DescribeSpans``."""
    spans = state.spans(each_once(edit.spans))
    steps = []
    for span in spans:
        attributes = {**span.attributes, **edit.also, edit.attribute: edit.value}
        if edit.value is None:
            del attributes[edit.attribute]
        if _as_json(attributes) != _as_json(span.attributes):
            if edit.base is not None and span.id in edit.base:
                _check_seen(edit, edit.base[span.id], span)
            changed = msgspec.structs.replace(span, attributes=attributes, updated_at=context.now)
            steps.append(Step(span, changed))
    what = _describe(spans, state)
    attribute = shorten(", ".join((edit.attribute, *edit.also)))
    if edit.value is None:
        text = say("Clear “{attribute}” of {what}", attribute=attribute, what=what)
    else:
        text = say("Set “{attribute}” of {what}", attribute=attribute, what=what)
    return Plan(Delta(spans=tuple(steps)), text, only_one(span.article for span in spans))


def _check_seen(edit: DescribeSpans, seen: Any, span: Span) -> None:
    """Refuse to give an attribute a value where it has another one than was seen."""
    was, theirs, mine = map(_as_json, (seen, span.attributes.get(edit.attribute), edit.value))
    if was != theirs:
        raise ClashError(
            say("“{name}” was changed in another window meanwhile", name=shorten(edit.attribute)),
            [Clash(edit.attribute, theirs, mine)],
        )


def _on_top(
    base: Mapping[str, Any], wanted: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """Return attributes as they are now with what was changed of ``base``; raises ClashError."""
    merged = dict(now)
    for name in {**base, **wanted}:
        was, mine, theirs = (_as_json(one.get(name)) for one in (base, wanted, now))
        if mine == was:
            continue
        if theirs not in (was, mine):
            raise ClashError(
                say("“{name}” was changed in another window meanwhile", name=shorten(name)),
                [Clash(name, theirs, mine)],
            )
        if name in wanted:
            merged[name] = wanted[name]
        else:
            merged.pop(name, None)
    return merged


def _as_json(value: object) -> str:
    """Return a value as it is stored: for Python True, 1 and 1.0 are equal."""
    return msgspec.json.encode(value, order="sorted").decode()


def _replace(span: Span, text: Message, context: Context, **fields: Any) -> Plan:
    changed = msgspec.structs.replace(span, **fields)
    # Compared as stored: for Python True, 1 and 1.0 are equal.
    if _stored(changed) == _stored(span):
        return Plan(Delta(), text, span.article)
    changed = msgspec.structs.replace(changed, updated_at=context.now)
    return Plan(Delta(spans=(Step(span, changed),)), text, span.article)


def _stored(span: Span) -> bytes:
    return msgspec.json.encode(span, order="sorted")


def flag_spans(edit: FlagSpans, state: State, context: Context) -> Plan:
    """Plan one ``FlagSpans``."""
    spans = state.spans(each_once(edit.spans))
    steps = tuple(
        Step(span, msgspec.structs.replace(span, flagged=edit.flagged, updated_at=context.now))
        for span in spans
        if span.flagged != edit.flagged
    )
    return Plan(
        Delta(spans=steps),
        flag_named(_describe(spans, state), flagged=edit.flagged),
        only_one(span.article for span in spans),
    )


def _describe(spans: Sequence[Span], state: State) -> Message:
    if len(spans) != 1:
        return counts.spans(len(spans))
    (span,) = spans
    return span_described(span, state.label(span.label))
