"""Suggestions stored as the work of a program, to be measured against people's."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from annotator.annotation.answering import CUE, SPEAKER
from annotator.annotation.origins import origin_of
from annotator.annotation.planning import default_attributes
from annotator.annotation.records import (
    Annotated,
    Article,
    Label,
    Link,
    Span,
    Status,
    make_fragments,
)
from annotator.errors import InputError
from annotator.formats.common.names import check_name
from annotator.project import Project
from annotator.project.storage.clock import new_id, now
from annotator.suggestions.records import Ranges, Suggested
from annotator.text.naming import known_name
from annotator.words import say

_AT_ONCE = 100


def check_free(project: Project, name: str) -> str:
    """Return the name that a program gets.

    Raises:
        InputError: it is no name, or somebody has it.

    """
    name = check_name(name, "--accept-into")
    there = project.annotators(gold=True)
    if known_name(name, there) in there:
        raise InputError(
            say("--accept-into {name}: somebody has this name; expected a new one", name=name)
        )
    return name


def accept_into(
    project: Project, name: str, articles: Iterable[str], suggested: Iterable[Suggested]
) -> int:
    """Store suggestions as the finished work of a new annotator who is a program.

    It is an import, and can be taken back as one. In articles without a suggestion the program is
    done, too: it found nothing.

    Args:
        project: to write into.
        name: of ``check_free``.
        articles: ids of all that were asked for, in the order of the suggestions.
        suggested: by article.

    Returns:
        how many spans were stored, speakers and cues among them.

    Raises:
        RuleError: somebody has taken the name meanwhile.
        NotSavedError: they could not be stored.

    """
    labels = project.labels()
    held = {one.id: one for one in project.articles_without_texts()}
    found = {key: list(some) for key, some in groupby(suggested, key=lambda one: one.article)}
    with project.begin_import(say("suggestions as {name}", name=name)) as work:
        waiting: list[Annotated] = []
        texts: dict[str, str] = {}
        ids = [one for one in articles if one in held]
        for number, one in enumerate(ids):
            if number % _AT_ONCE == 0:
                work.add(waiting)
                waiting = []
                texts = project.texts(ids[number : number + _AT_ONCE])
            article = msgspec.structs.replace(held[one], text=texts[one])
            waiting.append(_record(article, name, labels, found.get(one, [])))
        work.add(waiting)
        tally = work.finish()
    return tally.spans


def _record(article: Article, name: str, labels: list[Label], found: list[Suggested]) -> Annotated:
    """Return a program's work on an article."""
    making = _Making(article.id, name, labels, article.text)
    for one in found:
        making.take(one)
    return Annotated(
        article=article,
        annotator=name,
        status=Status.DONE,
        spans=tuple(making.spans),
        links=tuple(making.links),
        program=True,
    )


class _Making:
    """Makes the spans of suggestions, and of the words that they are linked to."""

    def __init__(self, article: str, name: str, labels: list[Label], text: str) -> None:
        self._article, self._name, self._text = article, name, text
        self._labels = {one.name: one for one in labels}
        self._names = next((one.name for one in labels if one.unit == "name"), "")
        cues = (one.name for one in labels if one.name.casefold() == CUE)
        self._cues = next(cues, CUE)
        self._there: dict[tuple[str, Ranges], str] = {}
        self._now = now()
        self.spans: list[Span] = []
        self.links: list[Link] = []

    def take(self, one: Suggested) -> None:
        """Make the span of a suggestion, with speaker and cue where its label has such links."""
        label = self._labels[one.label]
        origin = origin_of(one.sources, one.score)
        span = self._span(one.label, one.ranges, origin, one.attributes)
        for kind, ranges, of in ((SPEAKER, one.speaker, self._names), (CUE, one.cue, self._cues)):
            if ranges is None or kind not in label.links or not of:
                continue
            target = self._span(of, ranges, origin, {})
            if target != span:
                link = Link(id=new_id(), type=kind, source=span, target=target)
                self.links.append(link)

    def _span(self, label: str, ranges: Ranges, origin: str, attributes: dict[str, Any]) -> str:
        fragments = make_fragments(self._text, ranges)
        place = label, tuple((part.start, part.end) for part in fragments)
        if place in self._there:
            return self._there[place]
        known = self._labels.get(label)
        span = Span(
            id=new_id(),
            article=self._article,
            annotator=self._name,
            label=label,
            fragments=fragments,
            attributes=(default_attributes(known) if known else {}) | attributes,
            origin=origin,
            created_at=self._now,
            updated_at=self._now,
        )
        self.spans.append(span)
        self._there[place] = span.id
        return span.id
