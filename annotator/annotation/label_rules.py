"""What a label states of its spans: their attributes' values, and the links that they may begin.

A label says of an attribute which values it can have, and which links its spans begin. What a
label does not speak of (an attribute that came with a file) is free; a link that it does not name
its spans do not begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.annotation.records import (
    CHOICES,
    ArticleValue,
    Attribute,
    Label,
    Link,
    Span,
    Value,
    shorten,
)
from annotator.errors import RuleError
from annotator.words import Message, say


def fits(value: Any, attribute: Attribute) -> bool:
    """Tell whether an attribute can have a value; None stands for no value."""
    if value is None:
        return True
    if attribute.kind == "choice":
        return value in attribute.values if isinstance(value, str) else False
    if attribute.kind == CHOICES:
        several = isinstance(value, tuple | list) and len(value) > 0
        return several and len(set(value)) == len(value) and set(value) <= set(attribute.values)
    if attribute.kind == "yes/no":
        return isinstance(value, bool)
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def unfit(attributes: Mapping[str, Any], label: Label) -> Message | None:
    """Return what is wrong with the attributes of a label's span, None when nothing is."""
    if not attributes:
        return None
    for attribute in label.attributes:
        value = attributes.get(attribute.name)
        if not fits(value, attribute):
            return say(
                "“{attribute}” of {label} is {expected}, not “{value}”",
                attribute=attribute.name,
                label=label.name,
                expected=_expected(attribute),
                value=_shown(value),
            )
    return None


def unfit_value(value: Value | None, label: Label) -> Message | None:
    """Return what is wrong with what an article label says, None when nothing is."""
    if fits(value, label.value):
        return None
    return say(
        "“{attribute}” of {label} is {expected}, not “{value}”",
        attribute=label.value.name,
        label=label.name,
        expected=_expected(label.value),
        value=_shown(value),
    )


def value_in_words(value: Value | None) -> Message | str:
    """Return what an article label says as a person reads it."""
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return shorten(", ".join(value) if isinstance(value, tuple) else value)


def _expected(attribute: Attribute) -> Message:
    if attribute.kind == CHOICES:
        return say(
            "some of {values}", values=tuple(shorten(value, 20) for value in attribute.values)
        )
    if attribute.kind == "choice":
        return say(
            "one of {values}", values=tuple(shorten(value, 20) for value in attribute.values)
        )
    return say("yes or no") if attribute.kind == "yes/no" else say("a text")


def _shown(value: Any) -> str:
    return shorten(value if isinstance(value, str) else msgspec.json.encode(value).decode())


def may_begin(label: Label, link_type: str) -> bool:
    """Tell whether spans of a label may begin links of a type."""
    return link_type in label.links


def check_link(label: Label, link_type: str) -> None:
    """Check that spans of a label may begin links of a type; raises RuleError."""
    if not may_begin(label, link_type):
        allowed = tuple(label.links) or say("no links")
        raise RuleError(
            say(
                "spans of {label} do not begin a link “{type}”, but {allowed}",
                label=label.name,
                type=shorten(link_type),
                allowed=allowed,
            )
        )


def links_to_drop(spans: Iterable[str], label: Label, links: Iterable[Link]) -> list[Link]:
    """Return the links that spans (ids) begin and may not under a label that they get."""
    sources = set(spans)
    return [link for link in links if link.source in sources and not may_begin(label, link.type)]


def carried_over(span: Span, old: Label, new: Label) -> dict[str, Any]:
    """Return a span's attributes under another label.

    What the new label defines too, and what neither label defines, is kept where the new one
    allows the value; what only the old one defines makes no sense any more.
    """
    defined = {attribute.name: attribute for attribute in new.attributes}
    dropped = {attribute.name for attribute in old.attributes} - defined.keys()
    return {
        name: value
        for name, value in span.attributes.items()
        if name not in dropped and (name not in defined or fits(value, defined[name]))
    }


def widened(label: Label, values: Mapping[str, Iterable[str]], links: Iterable[str]) -> Label:
    """Return a label that also allows what came in from elsewhere, as far as it can.

    A choice gets the values that it lacks, and links that are not named are named. A value of
    another kind than its attribute (“maybe” where yes or no is asked) stays unfit.

    Args:
        label: as it is.
        values: texts that spans have, by the attribute's name.
        links: types that spans begin.

    """
    changed = []
    for attribute in label.attributes:
        if attribute.kind in ("choice", CHOICES):
            found = dict.fromkeys((*attribute.values, *values.get(attribute.name, ())))
            attribute = msgspec.structs.replace(attribute, values=tuple(found))
        changed.append(attribute)
    types = tuple(dict.fromkeys((*label.links, *links)))
    return msgspec.structs.replace(label, attributes=tuple(changed), links=types)


def added(before: Label, after: Label) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return the values, by attribute, and the links that a label has after and had not before."""
    earlier = {attribute.name: attribute.values for attribute in before.attributes}
    values = {
        attribute.name: new
        for attribute in after.attributes
        if (new := tuple(v for v in attribute.values if v not in earlier.get(attribute.name, ())))
    }
    return values, tuple(link for link in after.links if link not in before.links)


def without(label: Label, values: Mapping[str, Iterable[str]], links: Iterable[str]) -> Label:
    """Return a label that no longer names some values, by attribute, and links; see ``widened``."""
    fewer = [
        msgspec.structs.replace(
            attribute,
            values=tuple(v for v in attribute.values if v not in set(values[attribute.name])),
        )
        if attribute.name in values
        else attribute
        for attribute in label.attributes
    ]
    gone = set(links)
    types = tuple(link for link in label.links if link not in gone)
    return msgspec.structs.replace(label, attributes=tuple(fewer), links=types)


def what_widened(before: Label, after: Label) -> list[Message]:
    """Return what a label allows after and did not allow before, in words."""
    found = [
        say("{label}: link {type}", label=after.name, type=link)
        for link in after.links
        if link not in before.links
    ]
    earlier = {attribute.name: attribute.values for attribute in before.attributes}
    for attribute in after.attributes:
        new = [one for one in attribute.values if one not in earlier.get(attribute.name, ())]
        found += [
            say(
                "{label}: {attribute} {value}",
                label=after.name,
                attribute=attribute.name,
                value=value,
            )
            for value in new
        ]
    return found


def narrowed(before: Label, after: Label) -> bool:
    """Tell whether a label states more after a change than it did before."""
    if not set(before.links) <= set(after.links):
        return True
    known = {attribute.name: attribute for attribute in before.attributes}
    for attribute in after.attributes:
        old = known.get(attribute.name)
        if old is None or old.kind != attribute.kind:
            return True
        if not set(old.values) <= set(attribute.values):
            return True
    return False


def check_values(label: Label, values: Iterable[ArticleValue]) -> None:
    """Check that an article label as it would become allows what is said with it.

    Raises:
        RuleError: it does not; the sentence says of how many articles what is said.

    """
    broken = [one for one in values if unfit_value(one.value, label) is not None]
    if not broken:
        return
    first = broken[0].value
    told = first
    if isinstance(first, tuple):
        told = next((one for one in first if one not in label.value.values), first)
    alike = {
        one.article
        for one in broken
        if one.value == told or (isinstance(one.value, tuple) and told in one.value)
    }
    raise RuleError(
        say(
            "“{value}” of {label} is said of {n:,} {n:article|articles} (“{article}”): say"
            " something else there first",
            value=value_in_words(told),
            label=label.name,
            n=len(alike),
            article=shorten(broken[0].article),
        )
    )


def check_narrowed(label: Label, spans: Sequence[Span], links: Iterable[Link]) -> None:
    """Check that a label as it would become allows what its spans have.

    Args:
        label: as it would become.
        spans: all of the label.
        links: that begin at them.

    Raises:
        RuleError: some have what it would not allow.

    """
    broken = [why for span in spans if (why := unfit(span.attributes, label))]
    if broken:
        raise RuleError(
            say("spans of {label} would break this: {why}", label=label.name, why=broken[0])
        )
    types = [link.type for link in links if not may_begin(label, link.type)]
    if types:
        raise RuleError(
            say(
                "links “{type}” of {label} would break this: remove them first",
                type=shorten(types[0]),
                label=label.name,
            )
        )
