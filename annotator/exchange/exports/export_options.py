"""What an export takes of each record, and the form that it gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotator.annotation.cleaning import clean
from annotator.annotation.records import Annotated
from annotator.annotation.segmenting import SEGMENTS, Segmented, segment
from annotator.errors import InputError
from annotator.formats import Losses
from annotator.words import Message, say


class Shaping(msgspec.Struct, frozen=True, kw_only=True):
    """Which parts of the work are exported, and how the text is cut.

    Attributes:
        labels: names of the labels whose spans are exported; None: all.
        attributes: whether attributes are exported.
        clean: names of the labels whose spans are cut out of the text; empty: none.
        segments: "sentence" or "paragraph" for one record each; "" for whole articles.

    """

    labels: tuple[str, ...] | None = None
    attributes: bool = True
    clean: tuple[str, ...] = ()
    segments: str = ""

    @property
    def drops_spans(self) -> bool:
        """Tell whether links may lose their ends."""
        return self.labels is not None or bool(self.clean) or bool(self.segments)

    def check(self, names: set[str]) -> None:
        """Check the options against the names of the project's labels.

        Raises:
            InputError: a label is not there, or the segments have no such name.

        """
        for name in (*(self.labels or ()), *self.clean):
            if name not in names:
                known = tuple(sorted(names)) or say("none")
                raise InputError(
                    say("there is no label {name}; there are: {known}", name=name, known=known)
                )
        if self.segments and self.segments not in SEGMENTS:
            known = tuple(SEGMENTS)
            raise InputError(
                say(
                    "there are no segments {segments}; expected one of: {known}",
                    segments=self.segments,
                    known=known,
                )
            )

    def shape_all(self, records: Iterable[Annotated], losses: Losses) -> Iterator[Annotated]:
        """Yield what is exported of an article's records, as ``shape`` does.

        What several annotators said of one segment stands together.
        """
        shaped: dict[str, list[Annotated]] = {}
        for record in records:
            for one in self.shape(record, losses):
                shaped.setdefault(one.article.id, []).append(one)
        for together in shaped.values():
            yield from together

    def shape(self, record: Annotated, losses: Losses) -> Iterator[Annotated]:
        """Yield what is exported of a record; what is lost is added to ``losses``."""
        where = say("article {article}", article=record.article.id)
        if self.clean:
            cleaned = clean(record, self.clean)
            if cleaned is None:
                losses.add(say("articles that are all cut out"), say("left out"), 1, where)
                return
            record = cleaned.record
            done = say("left out with it")
            losses.add(say("spans inside text that is cut out"), done, cleaned.dropped, where)
            losses.add(
                say("links of spans that are cut out"),
                say("left out"),
                cleaned.links_dropped,
                where,
            )
        if self.labels is not None or not self.attributes:
            record = self._chosen(record)
        if not self.segments:
            yield record
            return
        parts = segment(record, self.segments)
        for what, done, number in _losses_between(parts, self.segments):
            losses.add(what, done, number, where)
        yield from parts.records

    def _chosen(self, record: Annotated) -> Annotated:
        spans = record.spans
        if self.labels is not None:
            spans = tuple(span for span in spans if span.label in self.labels)
        if not self.attributes:
            spans = tuple(
                msgspec.structs.replace(span, attributes={}) if span.attributes else span
                for span in spans
            )
        return msgspec.structs.replace(record, spans=spans)


def _losses_between(parts: Segmented, unit: str) -> tuple[tuple[Message, Message, int], ...]:
    """Return what is lost between segments, what is done instead, and how often."""
    left_out = say("left out")
    if unit == "paragraph":
        return (
            (
                say("spans across paragraphs"),
                say("divided, a span in each paragraph"),
                parts.divided,
            ),
            (say("spans of white space between paragraphs"), left_out, parts.trimmed),
            (say("links between paragraphs"), left_out, parts.links_dropped),
        )
    return (
        (say("spans across sentences"), say("divided, a span in each sentence"), parts.divided),
        (say("spans of white space between sentences"), left_out, parts.trimmed),
        (say("links between sentences"), left_out, parts.links_dropped),
    )
