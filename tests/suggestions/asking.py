"""What tests ask sources, in short."""

from __future__ import annotations

from annotator.annotation.records import Article, Label
from annotator.suggestions.records import Example, Range, Tagged

QUOTE = Label(id="quote", name="quote", unit="quote")
ENTITY = Label(id="entity", name="entity", unit="name")
CLAIM = Label(id="claim", name="claim", unit="sentence")
BOILERPLATE = Label(id="boilerplate", name="boilerplate", unit="block")


def article(text: str, name: str = "a", **more: object) -> Article:
    return Article(id=name, text=text, **more)


def place(text: str, words: str, after: int = 0) -> Range:
    """Where words stand in a text."""
    at = text.index(words, after)
    return at, at + len(words)


def example(text: str, label: str, *words: str, name: str = "a", **more: object) -> Example:
    """An article in which words are tagged, each where it first stands."""
    tagged = tuple(Tagged(ranges=(place(text, one),), label=label, **more) for one in words)
    return Example(article=article(text, name), tagged=tagged, story=name)


def proposed(source, label, text: str, learned: bytes = b"", tagged=(), **more) -> list[str]:
    """The texts that a source proposes, fragments joined by `` ++ ``."""
    proposer = source.proposer(label, learned, **more)
    return [
        " ++ ".join(text[start:end] for start, end in one.ranges)
        for one in proposer.propose(article(text), tagged)
    ]
