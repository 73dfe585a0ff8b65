"""Sources that somebody brings along: a dictionary, patterns, a command, a spaCy pipeline."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

import msgspec

from annotator.errors import InputError
from annotator.inputs import read_input
from annotator.paths import usable
from annotator.suggestions.sources.base import Source
from annotator.suggestions.sources.command import Command
from annotator.suggestions.sources.dictionary import Dictionary, read_entries
from annotator.suggestions.sources.patterns import Pattern, Patterns
from annotator.suggestions.sources.pipeline import Pipeline
from annotator.words import say


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """What the person at a computer has added for themselves; no project says anything of it.

    Attributes:
        command: a program and its arguments, as in a shell, which is not asked; "" for none.
        pipeline: the name of a spaCy pipeline; "" for none.

    """

    command: str = ""
    pipeline: str = ""

    def sources(self) -> tuple[Source, ...]:
        """Return the sources; nothing is started yet. Raises InputError as ``own_sources``."""
        return own_sources(command=self.command or None, pipeline=self.pipeline or None)


def arguments_of(line: str) -> list[str]:
    """Return a program and its arguments, as a shell would split a line.

    Raises:
        InputError: it is no line of a command.

    """
    try:
        arguments = shlex.split(line)
    except ValueError as error:
        raise InputError(
            say("--command {line}: no command ({why})", line=line, why=str(error))
        ) from error
    if not arguments:
        raise InputError(say("--command: expected a program and its arguments"))
    return arguments


def own_sources(
    dictionary: str | None = None,
    patterns: Sequence[str] = (),
    command: str | None = None,
    pipeline: str | None = None,
) -> tuple[Source, ...]:
    """Return sources as a command line names them. Nothing is started yet.

    Args:
        dictionary: a CSV or JSON lines file with text and label.
        patterns: each a label, = and a regular expression.
        command: a program and its arguments, as in a shell, which is not asked.
        pipeline: the name of a spaCy pipeline.

    Raises:
        InputError: a file, a pattern or a line cannot be taken in.

    """
    own: list[Source] = []
    if dictionary is not None:
        own.append(Dictionary(read_entries(_read(dictionary), dictionary)))
    if patterns:
        own.append(Patterns([_pattern(one) for one in patterns]))
    if command is not None:
        own.append(Command(arguments_of(command)))
    if pipeline is not None:
        own.append(Pipeline(pipeline))
    return tuple(own)


def _read(file: str) -> bytes:
    try:
        return read_input(usable(file, InputError), file)
    except OSError as error:
        why = error.strerror or str(error)
        raise InputError(say("it cannot be read ({why})", why=why), file=file) from error


def _pattern(given: str) -> Pattern:
    label, equals, expression = given.partition("=")
    if not equals or not label or not expression:
        raise InputError(
            say("--pattern {given}: expected a label, = and a regular expression", given=given)
        )
    return Pattern(label, expression)
