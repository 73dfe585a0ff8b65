"""What a label is about, as far as sources go by it: its key's unit says so, else its name."""

from __future__ import annotations

from annotator.annotation.records import Label

_QUOTES = frozenset({"quote", "quotes", "quotation", "direct quote", "direct speech", "speech"})
_NAMES = frozenset({"entity", "entities", "name", "named entity", "person", "per", "organisation"})
_NAMES |= {"organization", "org", "place", "location", "loc", "gpe", "misc", "people"}
_BLOCKS = frozenset({"boilerplate", "furniture", "page furniture", "widget", "advertisement", "ad"})
_SENTENCES = frozenset({"claim", "claims", "premise", "argument", "statement"})


def is_quote(label: Label) -> bool:
    """Tell whether a label is for what somebody said."""
    return label.unit == "quote" or label.name.casefold() in _QUOTES


def is_name(label: Label) -> bool:
    """Tell whether a label is for names."""
    return label.unit == "name" or label.name.casefold() in _NAMES


def is_block(label: Label) -> bool:
    """Tell whether a label is for what a website added."""
    return label.unit == "block" or label.name.casefold() in _BLOCKS


def is_sentence(label: Label) -> bool:
    """Tell whether a label is for whole sentences, or most of one."""
    return label.unit == "sentence" or label.name.casefold() in _SENTENCES
