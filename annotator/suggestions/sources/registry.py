"""The sources, in the order in which they are named. A new one is a module and a line here."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.errors import InputError
from annotator.suggestions.sources.base import Source
from annotator.suggestions.sources.echo import Echo
from annotator.suggestions.sources.glued import Glued
from annotator.suggestions.sources.marks import Marks
from annotator.suggestions.sources.memory import Memory
from annotator.suggestions.sources.names import Names
from annotator.suggestions.sources.repeated import Repeated
from annotator.suggestions.sources.sentences import Sentences
from annotator.suggestions.sources.tagger import Tagger
from annotator.words import say

SOURCES: tuple[Source, ...] = (
    Marks(),
    Glued(),
    Repeated(),
    Memory(),
    Echo(),
    Names(),
    Tagger(),
    Sentences(),
)
"""Those that everybody has. Dictionaries, patterns and commands are somebody's own."""


def chosen(names: Sequence[str] | None, own: Sequence[Source] = ()) -> tuple[Source, ...]:
    """Return the sources of some names, in their usual order; all of them for None.

    Args:
        names: as ``Source.name`` has them.
        own: that somebody has added.

    Raises:
        InputError: there is no such source.

    """
    all_of_them = (*SOURCES, *own)
    if names is None:
        return all_of_them
    known = [one.name for one in all_of_them]
    for name in names:
        if name not in known:
            raise InputError(
                say("there is no source {name}; there are: {known}", name=name, known=tuple(known))
            )
    return tuple(one for one in all_of_them if one.name in names)
