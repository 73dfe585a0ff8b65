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
        is_ranked: whether of an article only the work of the first is used who is done with it,
            or of gold, and else everybody's.

    """

    annotators: tuple[str, ...]
    said: Message
    is_ranked: bool = False


def learned_from(project: Project, annotator: str | None, *, others: bool = False) -> Learned:
    """Return whose finished articles are learned from.

    Args:
        project: it is asked who there is.
        annotator: to whom suggestions are made; None: to nobody in particular, then gold is
            learned from, and everybody where nothing was settled.
        others: whether gold and everybody else are learned from beside the annotator.

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
        if not others:
            return Learned((annotator,), say("learned from {annotator}", annotator=annotator))
        rest = tuple(one for one in _everybody(project) if one != annotator)
        return Learned(
            (annotator, *rest),
            say(
                "learned from {annotator}, and where that is not done from {others}",
                annotator=annotator,
                others=rest or say("nobody else"),
            ),
            is_ranked=True,
        )
    gold = project.gold()
    if gold is not None:
        return Learned((gold,), say("learned from gold ({name})", name=gold))
    people = tuple(project.annotators())
    return Learned(
        people, say("learned from everybody: {people}", people=people or say("none yet"))
    )


def _everybody(project: Project) -> list[str]:
    """Return gold, where there is any, and all people."""
    gold = project.gold()
    return [*(() if gold is None else (gold,)), *project.annotators()]


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
    if learned.is_ranked:
        found = _first_of_each(found, learned.annotators[0])
    texts = {one.article.id: one.article.text for one in found}
    told = stories(texts, project.story_of())
    return [
        Example(article=one.article, tagged=tagged_in(one), story=told[one.article.id])
        for one in found
    ]


def _first_of_each(found: Sequence[Annotated], first: str) -> list[Annotated]:
    """Return of each article the annotator's work, else gold, else everybody's."""
    best: dict[str, int] = {}

    def rank(one: Annotated) -> int:
        return 0 if one.annotator == first else 1 if one.gold else 2

    for one in found:
        best[one.article.id] = min(rank(one), best.get(one.article.id, 2))
    return [one for one in found if rank(one) == best[one.article.id]]


def tagged_in(work: Annotated) -> tuple[Tagged, ...]:
    """Return the spans of somebody's work on an article, labels by name."""
    return tuple(
        Tagged(ranges=span.ranges, label=span.label, attributes=span.attributes)
        for span in work.spans
    )


class Stories:
    """Tells which of the articles that were learned from tell the same as another one.

    Args:
        texts: of all articles that any model has learned from, by id.
        known: stories by article id, as the project has them.
        told: stories by article id, as they were found among examples.

    """

    def __init__(
        self, texts: Mapping[str, str], known: Mapping[str, str], told: Mapping[str, str]
    ) -> None:
        self._known = known
        self._index = minhash.NearDuplicates()
        self._told = told
        self._named: dict[str, set[str]] = {}
        self._equal: dict[str, set[str]] = {}
        self._mates: dict[str, set[str]] = {}
        for article, text in texts.items():
            self._equal.setdefault(text, set()).add(article)
            if article in known:
                self._named.setdefault(known[article], set()).add(article)
            if article in told:
                self._mates.setdefault(told[article], set()).add(article)
            signed = minhash.signature(text)
            if signed is not None:
                self._index.add(article, signed)

    def of(self, article: str, text: str) -> frozenset[str]:
        """Return the ids of the articles that tell the same as one, itself among them."""
        found = {article, *self._equal.get(text, ())}
        found.update(self._named.get(self._known.get(article, ""), ()))
        signed = minhash.signature(text)
        if signed is not None:
            found.update(name for name, _ in self._index.like(signed))
        for one in tuple(found):
            found |= self._mates.get(self._told.get(one, ""), set())
        return frozenset(found)


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
