"""Reading what a release is made of: at one moment, chosen, and kept for writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import IO

import msgspec

from annotator.annotation.records import Annotated, Status
from annotator.exchange.release.groups import LINK, STORY, Kin
from annotator.exchange.release.options import ReleaseOptions
from annotator.formats import Losses
from annotator.progress import Progress
from annotator.project import Project
from annotator.words import say

GOLD = "gold"
"""What the gold annotator is called when names are not told."""

NO_WORK = "no work by the annotators who are released"
NOT_DONE = "the work is not done"
NOTHING_LEFT = "nothing is left of the text when it is cut"
NOT_CHOSEN = "not among the articles that were asked for"
_REASONS = (NOT_CHOSEN, NO_WORK, NOT_DONE, NOTHING_LEFT)
"""Why an article is left out; of several the last one counts."""

_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


class Spool:
    """Records in a file, to be read again in any order of articles."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._end = 0
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(Annotated)

    def add(self, record: Annotated) -> None:
        """Keep a record."""
        data = self._encoder.encode(record)
        self._file.write(data)
        self._places.setdefault(record.article.id, []).append((self._end, len(data)))
        self._end += len(data)

    def of(self, article: str) -> Iterator[Annotated]:
        """Yield the records of an article (id), by the name of the annotator."""
        records = []
        for start, size in self._places[article]:
            self._file.seek(start)
            records.append(self._decoder.decode(self._file.read(size)))
        yield from sorted(records, key=lambda one: one.annotator or "")


class Taken:
    """What is released, before it is divided.

    Attributes:
        labels: spans by label of each article (id), in the order of import.
        spans: ids of all spans that are released.
        left_out: ids of articles that are not, by reason.
        languages: how many articles are in each, as far as their ``meta`` says.
        losses: what was left out of the records.
        joined: how many articles each reason has put together.

    """

    def __init__(
        self, options: ReleaseOptions, work: frozenset[str], names: Mapping[str, str], spool: Spool
    ) -> None:
        self.labels: dict[str, Counter[str]] = {}
        self.spans: set[str] = set()
        self.left_out: dict[str, list[str]] = {}
        self.languages: Counter[str] = Counter()
        self.losses = Losses()
        self.joined: Counter[str] = Counter()
        self._options = options
        self._whole = msgspec.structs.replace(options.shaping, segments="")
        self._work = work
        self._names = names
        self._spool = spool
        self._only: frozenset[str] | None = None

    def read(self, project: Project, step: Progress) -> list[list[str]]:
        """Read all, and return the ids of articles that must stay together.

        Articles and links that are not released keep others together, too.
        """
        kin = Kin(dict(project.signatures()))
        self._only = self._options.scope.resolve(project)
        home: dict[str, str] = {}
        links: list[tuple[str, str]] = []
        refused: dict[str, str] = {}
        with closing(project.export(progress=step)) as records:
            for record in records:
                article = record.article.id
                home.update(dict.fromkeys((span.id for span in record.spans), article))
                links += [(article, link.target) for link in record.links]
                reason = self._refusal(record) or self._take(record, kin)
                known = refused.setdefault(article, reason)
                if _REASONS.index(reason or NO_WORK) > _REASONS.index(known or NO_WORK):
                    refused[article] = reason
        for article, reason in refused.items():
            if article not in self.labels:
                self.left_out.setdefault(reason, []).append(article)
        for told in project.stories().values():
            kin.join(told, STORY)
        for article, target in links:
            if (other := home.get(target, article)) != article:
                kin.join((article, other), LINK)
        self.joined = kin.joined
        return kin.groups(self.labels)

    def _refusal(self, record: Annotated) -> str:
        if self._only is not None and record.article.id not in self._only:
            return NOT_CHOSEN
        if record.annotator is None or record.annotator not in self._work:
            return NO_WORK
        if self._options.done_only and record.status is not Status.DONE:
            return NOT_DONE
        return ""

    def _take(self, record: Annotated, kin: Kin) -> str:
        """Keep a record; return why it cannot be released, if nothing is left of it."""
        shaped = list(self._options.shaping.shape(record, Losses()))
        if not shaped:
            return NOTHING_LEFT
        article = record.article
        if article.id not in self.labels:
            kin.look_at(article.id, article.text, imported=True)
            if language := _language(record):
                self.languages[language] += 1
        for one in self._whole.shape(record, Losses()):
            if one.article.text != article.text:
                kin.look_at(article.id, one.article.text, imported=False)
        counts = self.labels.setdefault(article.id, Counter())
        for one in shaped:
            counts.update(span.label for span in one.spans)
            self.spans.update(span.id for span in one.spans)
        self._spool.add(_in_order(self._blinded(record) if self._options.blind else record))
        return ""

    def _blinded(self, record: Annotated) -> Annotated:
        noted = sum(span.note is not None for span in record.spans)
        self.losses.add(say("notes, which may name people"), say("left out"), noted)
        name = self._names[record.annotator or ""]
        spans = (msgspec.structs.replace(span, annotator=name, note=None) for span in record.spans)
        return msgspec.structs.replace(record, annotator=name, spans=tuple(spans))


def _in_order(record: Annotated) -> Annotated:
    """Return a record with its spans in the order of the text.

    They are stored in the order in which they came into the project, which merging changes.
    """
    spans = sorted(record.spans, key=lambda one: (one.ranges, one.label, one.id))
    links = sorted(record.links, key=lambda one: (one.type, one.source, one.target, one.id))
    return msgspec.structs.replace(record, spans=tuple(spans), links=tuple(links))


def _language(record: Annotated) -> str:
    """Return the language that an article's meta names, as ISO 639; "" where it names none."""
    given = record.article.meta.get("language")
    match = _LANGUAGE.fullmatch(given) if isinstance(given, str) else None
    return match[1].lower() if match else ""


def released_only(records: Iterable[Annotated], spans: set[str]) -> Iterator[tuple[Annotated, int]]:
    """Yield records without the links of which an end is not released, and how many these were."""
    for record in records:
        links = tuple(one for one in record.links if {one.source, one.target} <= spans)
        if len(links) < len(record.links):
            yield msgspec.structs.replace(record, links=links), len(record.links) - len(links)
        else:
            yield record, 0
