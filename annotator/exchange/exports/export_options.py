"""What an export takes of each record, and the form that it gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from annotator.annotation.cleaning import clean
from annotator.annotation.records import Annotated
from annotator.annotation.segmenting import SEGMENTS, segment
from annotator.errors import InputError
from annotator.formats import Losses


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
                known = ", ".join(sorted(names)) or "none"
                raise InputError(f"there is no label {name}; there are: {known}")
        if self.segments and self.segments not in SEGMENTS:
            known = ", ".join(SEGMENTS)
            raise InputError(f"there are no segments {self.segments}; expected one of: {known}")

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
        where = f"article {record.article.id}"
        if self.clean:
            cleaned = clean(record, self.clean)
            if cleaned is None:
                losses.add("articles that are all cut out", "left out", 1, where)
                return
            record = cleaned.record
            done = "left out with it"
            losses.add("spans inside text that is cut out", done, cleaned.dropped, where)
            losses.add("links of spans that are cut out", "left out", cleaned.links_dropped, where)
        if self.labels is not None or not self.attributes:
            record = self._chosen(record)
        if not self.segments:
            yield record
            return
        parts = segment(record, self.segments)
        unit = self.segments
        losses.add(f"spans across {unit}s", f"divided, a span in each {unit}", parts.divided, where)
        losses.add(f"spans of white space between {unit}s", "left out", parts.trimmed, where)
        losses.add(f"links between {unit}s", "left out", parts.links_dropped, where)
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
