"""What an import guessed, in words: encodings, formats, columns; and a choice without effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.exchange.imports.entries import Entry
from annotator.exchange.imports.preview import ImportOptions
from annotator.exchange.imports.reading import Files
from annotator.words import Message, joined, say

_MOST_NAMED = 10


def guesses_of(
    files: Files,
    entries: Iterable[Entry],
    roles: Mapping[str, str],
    options: ImportOptions,
    noted: Iterable[Message],
) -> tuple[Message, ...]:
    """Return a sentence for each thing that was guessed.

    Args:
        files: that were read.
        entries: of the articles that can be taken in.
        roles: which column of the tables holds what.
        options: of the import; what is chosen there is no guess.
        noted: what readers noted, as who the annotator is.

    """
    told: list[Message] = []
    for name, title, number, first in files.guessed_formats():
        told.append(
            say(
                "{n:,} {n:file|files} read as {title} ({name}), as {file}",
                n=number,
                title=title,
                file=first,
                name=name,
            )
        )
    guessed = [one for one in entries if one.guessed]
    firsts: dict[str, str] = {}
    for one in guessed:
        firsts.setdefault(one.encoding, one.file)
    counted = Counter(one.encoding for one in guessed)
    for encoding, number in counted.most_common(_MOST_NAMED):
        told.append(
            say(
                "the encoding of {n:,} {n:article|articles} is taken for {encoding}, as of {file};"
                " --encoding says another",
                n=number,
                encoding=encoding,
                file=firsts[encoding],
            )
        )
    columns = [
        say("{role} “{name}”", role=role, name=name)
        for role, name in roles.items()
        if role not in options.columns and role.casefold() != name.casefold()
    ]
    if columns:
        told.append(
            say(
                "columns are taken for {columns}; --column says others",
                columns=joined(columns),
            )
        )
    if options.encoding is not None and not files.decodes:
        told.append(
            say(
                "--encoding {encoding} had no effect: these formats say themselves how they are"
                " encoded",
                encoding=options.encoding,
            )
        )
    return (*told, *noted)
