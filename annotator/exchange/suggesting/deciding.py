"""What is decided of suggestions in a project, as the sources it means. Nothing of it is run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotator.annotation.choices import (
    MOST_WORDS,
    Choice,
    FromOthers,
    SourceOff,
    TextPattern,
    Word,
    WordList,
)
from annotator.annotation.records import Label
from annotator.errors import InputError
from annotator.project.storage.clock import new_id
from annotator.suggestions.sources.base import Source
from annotator.suggestions.sources.dictionary import Dictionary, Entry, read_entries
from annotator.suggestions.sources.patterns import Pattern, Patterns, compiled
from annotator.text.naming import tidy_name
from annotator.words import say


class Decided:
    """What a project says of its suggestions.

    Args:
        choices: as ``Project.choices`` returns them.
        labels: of the project.

    Attributes:
        learns_from_others: whether gold and others' work is learned from, too.
        wrong: patterns that cannot be searched for, with why; they are left out.

    """

    def __init__(self, choices: Mapping[str, Choice], labels: Sequence[Label]) -> None:
        self._names = {one.id: one.name for one in labels}
        chosen = [one.chosen for one in choices.values()]
        self.learns_from_others = any(isinstance(one, FromOthers) for one in chosen)
        self._off = {(one.label, one.source) for one in chosen if isinstance(one, SourceOff)}
        self._words = [word for one in chosen if isinstance(one, WordList) for word in one.words]
        self.wrong: list[InputError] = []
        self._patterns = [one for one in chosen if isinstance(one, TextPattern)]

    def is_on(self, label: Label, source: str) -> bool:
        """Tell whether a source is asked for a label."""
        return (label.id, source) not in self._off

    def sources(self, own: Iterable[Source] = ()) -> tuple[Source, ...]:
        """Return the project's dictionary and patterns, joined with those somebody brings along."""
        entries = [
            Entry(one.text, self._names[one.label], one.attributes)
            for one in self._words
            if one.label in self._names
        ]
        patterns = []
        for one in self._patterns:
            if one.label in self._names:
                try:
                    compiled(one.expression)
                except InputError as error:
                    self.wrong.append(error)
                else:
                    patterns.append(Pattern(self._names[one.label], one.expression))
        others: list[Source] = []
        for source in own:
            if isinstance(source, Dictionary):
                entries += source.entries
            elif isinstance(source, Patterns):
                patterns += source.patterns
            else:
                others.append(source)
        made: list[Source] = []
        if entries:
            made.append(Dictionary(entries))
        if patterns:
            made.append(Patterns(patterns))
        return (*made, *others)


def words_of(data: bytes, file: str, labels: Sequence[Label]) -> Choice:
    """Return the choice that takes in a dictionary.

    Args:
        data: of a CSV or JSON lines file.
        file: what it is called.
        labels: of the project; an entry has the name of one.

    Raises:
        InputError: it is no dictionary, or a label is not there.

    """
    by_name = {tidy_name(one.name): one for one in labels}
    words = []
    for entry in read_entries(data, file):
        label = by_name.get(tidy_name(entry.label))
        if label is None:
            raise InputError(say("there is no label {name}", name=entry.label), file=file)
        words.append(Word(text=entry.text, label=label.id, attributes=entry.attributes))
    if len(words) > MOST_WORDS:
        raise InputError(say("more than {n:,} entries", n=MOST_WORDS), file=file)
    return Choice(id=new_id(), chosen=WordList(name=file, words=tuple(words)))


def pattern_of(label: str, expression: str) -> Choice:
    """Return the choice that takes in a pattern for a label (id).

    Raises:
        InputError: it is no regular expression, or cannot be searched for.

    """
    compiled(expression)
    return Choice(id=new_id(), chosen=TextPattern(label=label, expression=expression))
