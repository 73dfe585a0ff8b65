"""Labels that come with files, and what these say of whole articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from annotator.annotation import label_rules
from annotator.annotation.changes import Step, identify
from annotator.annotation.edits.article_values import ordered
from annotator.annotation.records import (
    ARTICLE,
    CHOICES,
    VALUE,
    Annotated,
    ArticleValue,
    Attribute,
    Label,
    Value,
)
from annotator.errors import RuleError
from annotator.project.importing.verdict import labels_named, spans_named
from annotator.project.records.kinds.table import ARTICLE_VALUES, LABELS
from annotator.project.storage.clock import now
from annotator.project.storage.rows import Names
from annotator.project.writing.label_checks import Stated
from annotator.project.writing.new_labels import new_label
from annotator.project.writing.writing import note_new
from annotator.words import say

_VALUES_AT_MOST = 50
_LONGEST = 100
"""What comes as more values than these, or longer ones, is text and no choice."""


def create_labels(
    connection: Connection,
    names: Names,
    records: Sequence[Annotated],
    declared: Mapping[str, Label],
) -> list[str]:
    """Insert the labels that records speak of and the project does not have; return their names.

    Args:
        connection: inside a write transaction.
        names: of what is there; takes up the new ones.
        records: that come in.
        declared: what files say of labels, by name.

    """
    known = {label.name for label in names.labels.values()}
    named = (name for record in records for name in labels_named(record))
    wanted = dict.fromkeys(name for name in named if name not in known)
    said = _said_with(records)
    tagged = {name for record in records for name in spans_named(record)}
    new = []
    for name in wanted:
        label = new_label(name, names.labels.values())
        if name not in tagged:
            label = as_article_label(label, said[name])
        elif name in declared:
            label = as_declared(label, declared[name])
        LABELS.insert(connection, names, [label])
        new.append(label)
    note_new(connection, labels=new)
    return list(wanted)


def as_declared(label: Label, declared: Label) -> Label:
    """Return a new label as a file describes it: colour, description, guidelines, attributes."""
    known = declared.colour != Label(id="", name="").colour
    return msgspec.structs.replace(
        label,
        colour=declared.colour if known else label.colour,
        description=declared.description,
        guidelines=declared.guidelines,
        attributes=declared.attributes,
    )


def as_article_label(label: Label, said: Iterable[Value | None]) -> Label:
    """Return a new label as one of articles, of the kind that what is said with it has."""
    kinds = {type(value) for value in said}
    kind = "choice"
    if tuple in kinds:
        kind = CHOICES
    elif bool in kinds:
        kind = "yes/no"
    attributes = (Attribute(name=VALUE, kind=kind),)
    return msgspec.structs.replace(label, key="", unit=ARTICLE, attributes=attributes)


def add_values(
    connection: Connection,
    names: Names,
    records: Sequence[Annotated],
    stated: Stated,
    import_key: int,
) -> list[ArticleValue]:
    """Write what is said of articles where the annotator says nothing with that label yet.

    Args:
        connection: inside a write transaction; articles, annotators and labels are there.
        names: of these.
        records: with names as the project has them.
        stated: takes note of it, so that labels can be widened.
        import_key: of the import.

    Returns:
        what is new.

    Raises:
        RuleError: a label is none of articles, or says something of another kind.

    """
    ids = {label.name: label for label in names.labels.values()}
    wanted: dict[str, ArticleValue] = {}
    at = now()
    for record in records:
        for name, value in record.document.items():
            if record.annotator is None or (value is None and not record.gold):
                continue
            label = ids[name]
            if not label.of_article:
                raise RuleError(say("{label} is a label of spans, not of articles", label=name))
            _check_kind(value, label)
            one = ArticleValue(
                article=record.article.id,
                annotator=record.annotator,
                label=label.id,
                value=ordered(value, label),
                updated_at=at,
            )
            if one.value is not None or record.gold:
                wanted.setdefault(identify(one), one)
                stated.take_value(label.id, one.value)
    if not wanted:
        return []
    there = ARTICLE_VALUES.read(connection, names, list(wanted.values()))
    new = [one for name, one in wanted.items() if name not in there]
    ARTICLE_VALUES.insert(connection, names, new, import_key)
    note_new(connection, article_values=new)
    return new


def _check_kind(value: Value | None, label: Label) -> None:
    """Refuse what no widening of a choice makes fit."""
    if isinstance(value, str) and label.value.kind == "choice":
        return
    if isinstance(value, tuple) and label.value.kind == CHOICES:
        return
    if why := label_rules.unfit_value(value, label):
        raise RuleError(why)


def as_texts(steps: Iterable[Step[Label]], made: Iterable[str]) -> list[Step[Label]]:
    """Return how labels are widened; one that an import made for what is no choice becomes text.

    Args:
        steps: that widen them.
        made: names of the labels that the import made.

    """
    new = set(made)
    found = []
    for step in steps:
        label = step.record
        values = label.value.values if label.of_article else ()
        many = len(values) > _VALUES_AT_MOST or any(len(one) > _LONGEST for one in values)
        if label.name in new and label.value.kind == "choice" and many:
            label = msgspec.structs.replace(label, attributes=(Attribute(name=VALUE),))
        found.append(Step(step.before, label))
    return found


def _said_with(records: Iterable[Annotated]) -> Mapping[str, list[Value | None]]:
    """Return what records say of their articles, by the label's name."""
    found: dict[str, list[Value | None]] = {}
    for record in records:
        for name, value in record.document.items():
            found.setdefault(name, []).append(value)
    return found
