"""Labels: added, changed and removed, with what becomes of their spans."""

from __future__ import annotations

import re

import msgspec

from annotator.annotation.changes import Delta, Step
from annotator.annotation.edits.spans import under_label, without_links
from annotator.annotation.label_fields import with_changes
from annotator.annotation.label_keys import tidy_key
from annotator.annotation.label_rules import links_to_drop
from annotator.annotation.planning import Context, Plan, State
from annotator.annotation.records import (
    ARTICLE,
    ARTICLE_KINDS,
    KINDS,
    LINES,
    UNITS,
    VALUE,
    Label,
    shorten,
)
from annotator.annotation.wording import label_named
from annotator.errors import ClashError, RuleError
from annotator.text.naming import tidy_name
from annotator.words import say


class AddLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Add a label; its id and name must be free."""

    label: Label


class RemoveLabel(msgspec.Struct, frozen=True, kw_only=True):
    """Remove a label; its spans, of all annotators, go over to another one or are removed.

    What is said of articles with an article label is removed with it.

    Attributes:
        move_to: id of the label that they get; None: they are removed, with their links.
        base: the label as it was seen; it is refused where it was changed since. None: however.
        spans: how many spans, or articles of which it is said, it was seen to have; refused
            where there are more by now.

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


def add_label(edit: AddLabel, state: State, context: Context) -> Plan:
    """Plan one ``AddLabel``."""
    del context
    label = _tidied(edit.label)
    _check_label(label)
    if any(other.id == label.id for other in state.labels()):
        raise RuleError(say("there is a label {label} already", label=label.id))
    delta = Delta(labels=(Step(None, label),))
    return Plan(delta, say("Add label {label}", label=label_named(label)), None)


def remove_label(edit: RemoveLabel, state: State, context: Context) -> Plan:
    """Plan one ``RemoveLabel``."""
    label = state.label(edit.label)
    if label.of_article:
        return _remove_article_label(edit, label, state)
    spans = state.spans_of_label(label.id)
    _check_seen_label(edit, label, len(spans))
    labels = (Step(label, None),)
    suggestions = state.suggestions_of_label(label.id)
    text = say("Remove label {label}", label=label_named(label))
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
        raise RuleError(say("its spans cannot go over to the label that is removed"))
    if other.of_article:
        raise RuleError(say("{label} is a label of articles, not of spans", label=other.name))
    moved = tuple(Step(span, under_label(span, label, other, context)) for span in spans)
    ids = [span.id for span in spans]
    gone = tuple(Step(link, None) for link in links_to_drop(ids, other, state.links_at(ids)))
    proposed = tuple(Step(one, msgspec.structs.replace(one, label=other.id)) for one in suggestions)
    delta = Delta(labels=labels, spans=moved, links=gone, suggestions=proposed)
    return Plan(
        delta,
        without_links(text, len(gone)),
        None,
    )


def _remove_article_label(edit: RemoveLabel, label: Label, state: State) -> Plan:
    values = state.values_of_label(label.id)
    _check_seen_label(edit, label, len(values))
    if edit.move_to is not None:
        raise RuleError(say("what is said of articles does not go over to another label"))
    delta = Delta(
        labels=(Step(label, None),), article_values=tuple(Step(one, None) for one in values)
    )
    return Plan(delta, say("Remove label {label}", label=label_named(label)), None)


def _check_seen_label(edit: RemoveLabel, label: Label, spans: int) -> None:
    """Refuse to remove what is no longer what was looked at."""
    if edit.base is not None and edit.base != label:
        raise ClashError(
            say(
                "label {base} was changed meanwhile; look at it again",
                base=shorten(edit.base.name, 20),
            )
        )
    if edit.spans is not None and spans > edit.spans:
        raise ClashError(
            say("label {label} was used meanwhile; look at it again", label=shorten(label.name, 20))
        )


def set_label(edit: SetLabel, state: State, context: Context) -> Plan:
    """Plan one ``SetLabel``."""
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
    if label.of_article != before.of_article:
        raise RuleError(say("a label of spans stays one, as does a label of articles"))
    steps = () if before == label else (Step(before, label),)
    return Plan(Delta(labels=steps), say("Edit label {label}", label=label_named(label)), None)


def _tidied(label: Label) -> Label:
    """Return a label under the name that is stored: see ``text.naming``."""
    return msgspec.structs.replace(label, name=tidy_name(label.name))


def _check_label(label: Label) -> None:
    """Check a label as it would become.

    Raises:
        RuleError: it breaks a rule. Whether name and key are free is for the project to say.

    """
    if not label.name.strip():
        raise RuleError(say("a label needs a name"))
    if label.key != tidy_key(label.key):
        raise RuleError(
            say(
                "{key} is no key for a label; expected one such as 1, F6 or B, or two as “G, E”",
                key=label.key,
            )
        )
    if not re.fullmatch("#[0-9a-fA-F]{6}", label.colour):
        raise RuleError(
            say("{colour} is not a colour; expected one like #1f77b4", colour=label.colour)
        )
    if label.line not in LINES:
        raise RuleError(
            say(
                "{line} is not a line; expected one of: {known}",
                line=label.line,
                known=", ".join(LINES),
            )
        )
    if label.unit not in (*UNITS, ARTICLE):
        raise RuleError(
            say(
                "{unit} is not a unit; expected one of: {known}",
                unit=label.unit,
                known=", ".join(UNITS),
            )
        )
    names = [attribute.name for attribute in label.attributes]
    if len(set(names)) != len(names) or not all(name.strip() for name in names):
        raise RuleError(say("the attributes of a label need different names"))
    kinds = ARTICLE_KINDS if label.of_article else KINDS
    for attribute in label.attributes:
        if attribute.kind not in kinds:
            raise RuleError(
                say(
                    "{kind} is not a kind of attribute; expected one of: {known}",
                    kind=attribute.kind,
                    known=", ".join(kinds),
                )
            )
    if label.of_article and (names != [VALUE] or label.links or label.key):
        raise RuleError(say("a label of articles has one value, no links and no key"))
    if not set(label.required_links) <= set(label.links):
        raise RuleError(say("only links that a label may begin can be asked for"))
