"""What labels state, held to on every write, widened by what comes in, and checked.

The rules are in ``annotation.label_rules``; here they meet the records that are stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from annotator.annotation import label_rules
from annotator.annotation.changes import Delta, Step, identify
from annotator.annotation.records import (
    GOLD,
    VALUE,
    Annotated,
    ArticleValue,
    Label,
    Link,
    Span,
    Value,
    shorten,
)
from annotator.errors import DamagedError, RuleError
from annotator.project.records import adjudication
from annotator.project.records.article_values import value_from_json, values_where
from annotator.project.storage import link_rows, rows, schema
from annotator.project.writing.writing import write_delta
from annotator.words import Message, say


def check_delta(connection: Connection, names: rows.Names, delta: Delta) -> None:
    """Check that what a delta leaves behind is what its labels allow.

    What was there before and is not touched stays as it is: ``check`` names it.

    Raises:
        RuleError: it is not; the sentence says what is expected.

    """
    labels = {label.id: label for label in names.labels.values()}
    labels.update((step.after.id, step.after) for step in delta.labels if step.after is not None)
    for step in delta.spans:
        span = step.after
        if span is None or span.label not in labels or _says_the_same(step):
            continue
        # Gold is what an annotator wrote: if that is unfit, it is so there already.
        if span.origin != GOLD and (why := label_rules.unfit(span.attributes, labels[span.label])):
            raise RuleError(why)
    for said in delta.article_values:
        value = said.after
        if value is not None and value.label in labels and not _says_the_same_value(said):
            _check_value(value, labels[value.label])
    _check_links(connection, names, delta, labels)
    for narrower in delta.labels:
        before, after = narrower.before, narrower.after
        if before is not None and after is not None and label_rules.narrowed(before, after):
            _check_narrowed(connection, names, delta, after)


def _says_the_same(step: Step[Span]) -> bool:
    before, after = step.before, step.after
    return (
        before is not None
        and after is not None
        and (before.label, before.attributes) == (after.label, after.attributes)
    )


def _says_the_same_value(step: Step[ArticleValue]) -> bool:
    before, after = step.before, step.after
    return before is not None and after is not None and before.value == after.value


def _check_value(value: ArticleValue, label: Label) -> None:
    if not label.of_article:
        raise RuleError(say("{label} is a label of spans, not of articles", label=label.name))
    if why := label_rules.unfit_value(value.value, label):
        raise RuleError(why)


def _check_links(
    connection: Connection, names: rows.Names, delta: Delta, labels: Mapping[str, Label]
) -> None:
    added = [step.after for step in delta.links if step.before is None and step.after is not None]
    relabelled = {
        step.after.id
        for step in delta.spans
        if step.before is not None
        and step.after is not None
        and step.before.label != step.after.label
    }
    if not added and not relabelled:
        return
    removed = {step.record.id for step in delta.links if step.after is None}
    kept = link_rows.links_at(connection, relabelled) if relabelled else []
    links = [
        *added,
        *(link for link in kept if link.source in relabelled and link.id not in removed),
    ]
    label_of = {step.after.id: step.after.label for step in delta.spans if step.after is not None}
    missing = {link.source for link in links} - label_of.keys()
    if missing:
        found = rows.spans_by_id(connection, names, missing)
        label_of.update((span.id, span.label) for span in found.values())
    for link in links:
        label = labels.get(label_of.get(link.source, ""))
        if label is not None:
            label_rules.check_link(label, link.type)


def _check_narrowed(connection: Connection, names: rows.Names, delta: Delta, label: Label) -> None:
    if label.of_article:
        rewritten = {identify(step.record) for step in delta.article_values}
        here = schema.article_values.c.label == names.label_keys[label.id]
        there = values_where(connection, names, here)
        label_rules.check_values(label, (one for one in there if identify(one) not in rewritten))
        return
    touched = {step.record.id for step in delta.spans}
    gone = {step.record.id for step in delta.links if step.after is None}
    here = schema.spans.c.label == names.label_keys[label.id]
    spans = [
        span for _, span in rows.spans_matching(connection, names, here) if span.id not in touched
    ]
    spans += [
        step.after
        for step in delta.spans
        if step.after is not None and step.after.label == label.id
    ]
    own = {span.id for span in spans}
    links = [
        link
        for link in link_rows.links_at(connection, own)
        if link.source in own and link.id not in gone
    ]
    label_rules.check_narrowed(label, spans, links)


# -- what comes in ---------------------------------------------------------------------------------


class Widened(msgspec.Struct, frozen=True, kw_only=True):
    """How an import has widened a label (id): values by attribute, and links."""

    label: str
    values: dict[str, tuple[str, ...]] = {}
    links: tuple[str, ...] = ()


def widened_by(steps: Iterable[Step[Label]]) -> tuple[Widened, ...]:
    """Return how labels were widened, to be stored with the import."""
    found = []
    for step in steps:
        if step.before is not None and step.after is not None:
            values, links = label_rules.added(step.before, step.after)
            found.append(Widened(label=step.after.id, values=values, links=links))
    return tuple(found)


class Stated:
    """What spans and links that come in say of their labels, so that these can be widened."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self._types: dict[str, dict[str, None]] = defaultdict(dict)

    def take(self, label: str, attributes: Mapping[str, Any]) -> None:
        """Take note of a span's attributes; the label is an id."""
        for name, value in attributes.items():
            if isinstance(value, str):
                self._values[label][name][value] = None

    def take_value(self, label: str, value: Value | None) -> None:
        """Take note of what is said of an article with a label (id)."""
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                self._values[label][VALUE][one] = None

    def take_link(self, label: str, link_type: str) -> None:
        """Take note of a link that begins at a span of a label (id)."""
        self._types[label][link_type] = None

    def of(self, label: str) -> tuple[Mapping[str, Collection[str]], Collection[str]]:
        """Return the values, by attribute, and the links that were taken note of for a label."""
        return self._values[label], self._types[label]

    def steps(self, labels: Iterable[Label]) -> list[Step[Label]]:
        """Return how labels change so that they allow all of it; most do not."""
        steps = []
        for label in labels:
            if label.id in self._values or label.id in self._types:
                # In one order, whichever comes first: copies that are merged find the same.
                values = {name: sorted(found) for name, found in self._values[label.id].items()}
                after = label_rules.widened(label, values, sorted(self._types[label.id]))
                if after != label:
                    steps.append(Step(label, after))
        return steps


def widen(
    connection: Connection,
    names: rows.Names,
    stated: Stated,
    links: Sequence[Link],
    fitted: Callable[[list[Step[Label]]], list[Step[Label]]] = list,
) -> list[Step[Label]]:
    """Change the labels so that they allow what an import brought in.

    Args:
        connection: inside a write transaction.
        names: as they are by now.
        stated: of the spans.
        links: that came in.
        fitted: returns what becomes of the labels instead.

    Returns:
        how the labels changed.

    """
    spans, keys = schema.spans, names.labels
    for some in rows.chunks({link.source for link in links}):
        found = select(spans.c.id, spans.c.label).where(spans.c.id.in_(some))
        label_of = {span: keys[label].id for span, label in connection.execute(found)}
        for link in links:
            if link.source in label_of:
                stated.take_link(label_of[link.source], link.type)
    steps = fitted(stated.steps(names.labels.values()))
    if steps:
        write_delta(connection, names, Delta(labels=tuple(steps)))
    return steps


def told(steps: Iterable[Step[Label]], made: Collection[str]) -> list[Message]:
    """Return what labels allow that they did not: “entity: kind PER”, “claim: link evidence”.

    Nobody has to be told of labels that came in as well; ``made`` has their names.
    """
    return [
        what
        for step in steps
        if step.before is not None and step.after is not None and step.after.name not in made
        for what in label_rules.what_widened(step.before, step.after)
    ]


def narrow(connection: Connection, names: rows.Names, wider: Iterable[Widened]) -> None:
    """Take back how labels were widened, but for what spans and links of theirs still have.

    Args:
        connection: inside a write transaction, when what came in has gone.
        names: as they are by now.
        wider: how.

    """
    keys = names.label_keys
    steps = []
    for one in wider:
        if one.label not in keys:
            continue
        label = names.labels[keys[one.label]]
        stated = Stated()
        here = schema.spans.c.label == keys[one.label]
        spans = [span for _, span in rows.spans_matching(connection, names, here)]
        for span in spans:
            stated.take(label.id, span.attributes)
        said = schema.article_values.c.label == keys[one.label]
        for value in values_where(connection, names, said) if label.of_article else ():
            stated.take_value(label.id, value.value)
        own = {span.id for span in spans}
        for link in link_rows.links_at(connection, own):
            if link.source in own:
                stated.take_link(label.id, link.type)
        steps += _narrowed(label, one, stated)
    if steps:
        write_delta(connection, names, Delta(labels=tuple(steps)))


def _narrowed(label: Label, wider: Widened, stated: Stated) -> list[Step[Label]]:
    used_values, used_links = stated.of(label.id)
    values = {
        name: [one for one in new if one not in used_values.get(name, ())]
        for name, new in wider.values.items()
    }
    links = [one for one in wider.links if one not in used_links]
    after = label_rules.without(label, values, links)
    return [Step(label, after)] if after != label else []


def widen_again(connection: Connection, names: rows.Names, wider: Iterable[Widened]) -> None:
    """Widen labels as they were widened once; those that have gone since come back as they were."""
    steps = []
    for one in wider:
        if one.label in names.label_keys:
            label = names.labels[names.label_keys[one.label]]
            after = label_rules.widened(label, one.values, one.links)
            if after != label:
                steps.append(Step(label, after))
    if steps:
        write_delta(connection, names, Delta(labels=tuple(steps)))


def sighted(
    record: Annotated, labels: Mapping[str, Label]
) -> tuple[Message | None, tuple[Message, ...]]:
    """Return what of a record no widening makes fit (None for nothing), and what would be widened.

    Args:
        record: with labels by name.
        labels: of the project, by name.

    """
    stated = Stated()
    label_of: dict[str, str] = {}
    for span in record.spans:
        label = labels.get(span.label)
        if label is None:
            continue
        if record.links:
            label_of[span.id] = label.id
        if span.attributes:
            for attribute in label.attributes:
                value = span.attributes.get(attribute.name)
                widens = attribute.kind == "choice" and isinstance(value, str)
                if not widens and not label_rules.fits(value, attribute):
                    why = label_rules.unfit(span.attributes, label)
                    assert why is not None
                    return say("“{text}”: {why}", text=shorten(span.text), why=why), ()
            stated.take(label.id, span.attributes)
    for name, value in record.document.items():
        label = labels.get(name)
        if label is None or value is None:
            continue
        if label.of_article:
            stated.take_value(label.id, value)
        (wider,) = [step.record for step in stated.steps([label])] or [label]
        try:
            _check_value(ArticleValue(article="", annotator="", label="", value=value), wider)
        except RuleError as error:
            return error.message, ()
    for link in record.links:
        if link.source in label_of:
            stated.take_link(label_of[link.source], link.type)
    steps = stated.steps({label.id: label for label in labels.values()}.values())
    return None, tuple(
        what
        for step in steps
        if step.before is not None and step.after is not None
        for what in label_rules.what_widened(step.before, step.after)
    )


# -- what is there ---------------------------------------------------------------------------------


def check(connection: Connection, names: rows.Names) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of spans and links that their labels do not allow."""
    spans, articles = schema.spans, schema.articles
    stating = [key for key, label in names.labels.items() if label.attributes]
    statement = (
        select(spans.c.id, articles.c.id, spans.c.annotator, spans.c.label, spans.c.attributes)
        .join_from(spans, articles, articles.c.key == spans.c.article)
        .where(spans.c.attributes != "{}", spans.c.label.in_(stating))
        .order_by(spans.c.key)
    )
    for span_id, article, annotator, label, attributes in connection.execute(statement):
        if why := label_rules.unfit(rows.from_json(attributes), names.labels[label]):
            yield (
                _place(article, names, annotator),
                say("span {span}: {why}", span=span_id, why=why),
            )
    yield from _check_values(connection, names)
    links = schema.links
    begin = (
        select(links.c.id, links.c.type, articles.c.id, spans.c.annotator, spans.c.label)
        .join_from(links, spans, spans.c.key == links.c.source)
        .join(articles, articles.c.key == spans.c.article)
        .order_by(links.c.key)
    )
    for link_id, link_type, article, annotator, label in connection.execute(begin):
        known = names.labels.get(label)
        if known is not None and not label_rules.may_begin(known, link_type):
            what = say(
                "link {link}: spans of {label} do not begin a link “{type}”",
                link=link_id,
                label=known.name,
                type=link_type,
            )
            yield _place(article, names, annotator), what


def _check_values(connection: Connection, names: rows.Names) -> Iterator[tuple[str, Message]]:
    """Yield ``(where, what)`` of what is said of articles and article labels do not allow."""
    table, articles = schema.article_values, schema.articles
    statement = (
        select(articles.c.id, table.c.annotator, table.c.label, table.c.value)
        .join_from(table, articles, articles.c.key == table.c.article)
        .order_by(table.c.article, table.c.annotator, table.c.label)
    )
    golden = adjudication.gold_keys(connection)
    for article, annotator, key, stored in connection.execute(statement):
        label = names.labels.get(key)
        if label is None:
            continue  # told where foreign keys are checked
        where = _place(article, names, annotator)
        try:
            value = value_from_json(stored, article)
        except DamagedError as error:
            yield where, error.reason
            continue
        if not label.of_article:
            yield where, say("{label} is a label of spans, not of articles", label=label.name)
        elif value is None and annotator not in golden:
            yield where, say("{label}: it is said that nothing is said", label=label.name)
        elif why := label_rules.unfit_value(value, label):
            yield where, why
    spans = schema.spans
    for key, label in names.labels.items():
        here = select(spans.c.id).where(spans.c.label == key).limit(1)
        if label.of_article and (span := connection.scalar(here)) is not None:
            yield (
                f"label {label.name}",
                say("span {span} has a label of articles", span=span),
            )


def _place(article: str, names: rows.Names, annotator: int) -> str:
    return f"article {article}, {names.annotators.get(annotator, '?')}"
