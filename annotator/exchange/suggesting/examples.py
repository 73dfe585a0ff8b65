"""What is learned from: the finished articles of one annotator, of gold, or of everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import sha256

import msgspec

from annotator.annotation.records import Annotated
from annotator.errors import ProjectError
from annotator.progress import Throttle
from annotator.project import Project
from annotator.suggestions.learning.folds import stories
from annotator.suggestions.records import Example, Tagged
from annotator.text.comparing import minhash
from annotator.words import Message, say


class Learned(msgspec.Struct, frozen=True):
    """Whose finished articles are learned from.

    Attributes:
        annotators: their names; gold's, where that is used.
        said: whose, in words.

    """

    annotators: tuple[str, ...]
    said: Message


def learned_from(project: Project, annotator: str | None) -> Learned:
    """Return whose finished articles are learned from.

    Args:
        project: it is asked who there is.
        annotator: to whom suggestions are made; None: to nobody in particular, then gold is
            learned from, and everybody where nothing was settled.

    Raises:
        ProjectError: there is no such annotator.

    """
    if annotator is not None:
        known = project.annotators(gold=True)
        if annotator not in known:
            raise ProjectError(
                say(
                    "there is no annotator {name}; there are: {known}",
                    name=annotator,
                    known=tuple(known) or say("none yet"),
                )
            )
        if annotator in project.programs():
            raise ProjectError(say("{name} is a program: nobody learns from it", name=annotator))
        return Learned((annotator,), say("learned from {annotator}", annotator=annotator))
    gold = project.gold()
    if gold is not None:
        return Learned((gold,), say("learned from gold ({name})", name=gold))
    people = tuple(project.annotators())
    return Learned(
        people, say("learned from everybody: {people}", people=people or say("none yet"))
    )


def examples_of(project: Project, learned: Learned, throttle: Throttle) -> list[Example]:
    """Return the finished articles that are learned from, in the order of the project.

    Raises:
        DamagedError: something cannot be read; it names the article.

    """
    if not learned.annotators:
        return []
    found: list[Annotated] = []
    with closing(
        project.export(learned.annotators, done_only=True, progress=throttle.step)
    ) as work:
        found += work
    texts = {one.article.id: one.article.text for one in found}
    told = stories(texts, project.story_of())
    return [
        Example(article=one.article, tagged=tagged_in(one), story=told[one.article.id])
        for one in found
    ]


def tagged_in(work: Annotated) -> tuple[Tagged, ...]:
    """Return the spans of somebody's work on an article, labels by name."""
    return tuple(
        Tagged(ranges=span.ranges, label=span.label, attributes=span.attributes)
        for span in work.spans
    )


class Stories:
    """Tells of an article whether it tells the same as one that was learned from."""

    def __init__(self, examples: Sequence[Example], known: Mapping[str, str]) -> None:
        self._known = known
        self._index = minhash.NearDuplicates()
        self._story: dict[str, str] = {}
        self._named: dict[str, str] = {}
        for one in examples:
            if one.article.id in self._story:
                continue
            self._story[one.article.id] = one.story
            if one.article.id in known:
                self._named.setdefault(known[one.article.id], one.story)
            signed = minhash.signature(one.article.text)
            if signed is not None:
                self._index.add(one.article.id, signed)

    def of(self, article: str, text: str) -> str:
        """Return the story that an article shares with what was learned from; "" for none."""
        if article in self._story:
            return self._story[article]
        named = self._named.get(self._known.get(article, ""), "")
        if named:
            return named
        signed = minhash.signature(text)
        like = [] if signed is None else self._index.like(signed)
        return self._story[like[0][0]] if like else ""


def fingerprint_of(examples: Sequence[Example], label: str, *more: object) -> str:
    """Return what is another whenever a label's training would be."""
    found = sha256(msgspec.json.encode([label, *more], enc_hook=str, order="sorted"))
    for one in examples:
        found.update(
            msgspec.json.encode(
                [
                    one.article.id,
                    one.article.source,
                    one.article.meta,
                    one.story,
                    [[span.ranges, span.attributes] for span in one.of(label)],
                ],
                enc_hook=str,
                order="sorted",
            )
        )
        found.update(one.article.text.encode("utf-8", "surrogatepass"))
    return found.hexdigest()
