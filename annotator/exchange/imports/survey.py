"""The first pass of an import: everything is read and checked, nothing is written.

Held in memory is only what tells one record from another, so that a large input fits; the records
themselves are kept packed, which saves reading them again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import msgspec
import orjson

from annotator.annotation.records import Annotated, Label, Link, Span, Status, shorten
from annotator.errors import InputError
from annotator.exchange.imports.entries import Entries
from annotator.exchange.imports.keeping import Kept
from annotator.exchange.imports.preview import ImportOptions, listed
from annotator.exchange.imports.remembering import Articles, Place, Records, SpanPrints, Taken
from annotator.exchange.imports.story_finder import StoryFinder
from annotator.formats import Sourced
from annotator.project import ImportVerdict, Project, Verdict, held_to_rules
from annotator.words import Message, say

KEEP_BYTES = 20_000_000_000
"""So many bytes of packed records are kept at most, nearly all of them on the disk."""

MOST_NEW_LABELS = 1_000
"""Of all files of an import; more are surely no labels but the values of a wrong column."""


class _LinkEnds(NamedTuple):
    link: Link
    number: int
    place: Place


class Survey:
    """Looks at records one after the other, in the order in which they will be written.

    Args:
        project: None: one that is not there yet.
        labels: that the project has.
        options: of the import.
        refuse: called with each thing that cannot be taken in; it may raise.
        format_of: returns the title of the format of a file.

    Attributes:
        finder: of near-duplicates among the new articles.
        entries: of the articles that can be taken in, for a preview.
        refused_numbers: places in the order of reading of records of which nothing comes in.
        bare_numbers: places of those whose work is refused and whose article comes in.

    """

    def __init__(
        self,
        project: Project | None,
        labels: Iterable[Label],
        options: ImportOptions,
        refuse: Callable[[InputError], None],
        format_of: Callable[[str], Message] = lambda _: say(""),
    ) -> None:
        self._format_of = format_of
        self._project = project
        self._labels = {label.name: label for label in labels}
        self._options = options
        self._refuse = refuse
        self._articles = Articles()
        self._statuses: dict[tuple[str, str], tuple[Status, Place]] = {}
        self._spans = SpanPrints()
        self._links: dict[str, _LinkEnds] = {}
        self._records = Records()
        self._kept = Kept(KEEP_BYTES)
        self._new_labels: set[str] = set()
        self.finder = StoryFinder(project)
        self.entries = Entries()
        self.read = 0
        self.refused_numbers: set[int] = set()
        self.bare_numbers: set[int] = set()
        self._without_work: set[int] = set()
        self.new_links = 0

    def look_at(self, chunk: Iterable[Sourced]) -> None:
        """Look at some records."""
        fitting: list[tuple[int, Sourced]] = []
        chunk = list(chunk)
        self._spans.expect(span.id for sourced in chunk for span in sourced.record.spans)
        for sourced in chunk:
            number = self.read
            self.read += 1
            try:
                fitting.append((number, self._against_the_input(number, sourced)))
            except InputError as error:
                self._refuse_work(number, sourced, error)
        records = [sourced.record for _, sourced in fitting]
        for (number, sourced), verdict in zip(fitting, self._sight(records), strict=True):
            try:
                self._against_the_project(number, sourced, verdict)
                if verdict.article is Verdict.NEW:
                    article = sourced.record.article
                    self.finder.look_at(article.id, article.text)
                title = self._format_of(sourced.file)
                self.entries.add(number, sourced, title, verdict.article)
            except InputError as error:
                self._refuse_work(number, sourced, error)
            else:
                self._kept.add(number, sourced)

    def _refuse_record(self, number: int, error: InputError) -> None:
        self._without_work.add(number)
        self.refused_numbers.add(number)
        self._refuse(error)

    def _refuse_work(self, number: int, sourced: Sourced, error: InputError) -> None:
        """Refuse a record; its text comes in where nothing is wrong with that."""
        self._refuse_record(number, error)
        bare = without_work(sourced)
        article = bare.record.article
        known = self._articles.number(article.id)
        if known is not None and self._articles.text(known) != hash(article.text):
            return
        (verdict,) = self._sight([bare.record])
        if verdict.conflict is not None:
            return
        if known is None:
            place = Place(bare.file, bare.line)
            known = self._articles.add(article.id, hash(article.text), place)
        self._let_in_bare(number, known, verdict.article)
        if verdict.article is Verdict.NEW:
            self.finder.look_at(article.id, article.text)
        self.entries.add(number, bare, self._format_of(bare.file), verdict.article)
        self._kept.add(number, sourced)

    def _let_in_bare(self, number: int, article: int, verdict: Verdict) -> None:
        self._records.take_bare(number, article, verdict)
        self.refused_numbers.discard(number)
        self.bare_numbers.add(number)

    # -- one record against those before it ----------------------------------------------------

    def _against_the_input(self, number: int, sourced: Sourced) -> Sourced:
        """Check and remember a record; return it without spans that came before, word for word."""
        record, place = sourced.record, Place(sourced.file, sourced.line)
        article = record.article
        text = hash(article.text)
        known = self._articles.number(article.id)
        if known is not None and self._articles.text(known) != text:
            raise sourced.fault(
                say(
                    "the article id “{article}” stands in {place} with another text",
                    article=shorten(article.id),
                    place=str(self._articles.place(known)),
                )
            )
        self._check_status(sourced)
        repeated = self._check_spans(sourced)
        self._check_links(sourced)
        if known is None:
            self._articles.add(article.id, text, place)
        if record.annotator is not None and record.status is not Status.NEW:
            self._statuses.setdefault((article.id, record.annotator), (record.status, place))
        new = [span for span in record.spans if span.id not in repeated]
        self._spans.add(((span.id, _print_of(span)) for span in new), number)
        for link in record.links:
            self._links.setdefault(link.id, _LinkEnds(link, number, place))
        if not repeated:
            return sourced
        record = msgspec.structs.replace(record, spans=tuple(new))
        return msgspec.structs.replace(sourced, record=record)

    def _check_status(self, sourced: Sourced) -> None:
        record = sourced.record
        if record.annotator is None or record.status is Status.NEW:
            return
        known = self._statuses.get((record.article.id, record.annotator))
        if known is not None and known[0] is not record.status:
            raise sourced.fault(
                say(
                    "{annotator}’s status of article “{article}” is “{status}” here and"
                    " “{other}” in {place}",
                    annotator=record.annotator,
                    article=shorten(record.article.id),
                    status=record.status.value,
                    other=known[0].value,
                    place=str(known[1]),
                )
            )

    def _check_spans(self, sourced: Sourced) -> set[str]:
        """Return the ids of spans that stand in an earlier record just the same."""
        spans = sourced.record.spans
        here = {span.id for span in spans}
        repeated = {one for one in here if self._spans.get(one) is not None}
        if len(here) == len(spans) and not repeated:  # as nearly always
            return repeated
        for span in spans:
            if span.id not in here:
                raise sourced.fault(
                    say("the span id “{span}” stands twice in this line", span=shorten(span.id))
                )
            here.remove(span.id)
            seen = self._spans.get(span.id)
            if seen is not None and seen[0] != _print_of(span):
                raise sourced.fault(
                    say(
                        "the span id “{span}” stands further up for another span",
                        span=shorten(span.id),
                    )
                )
        return repeated

    def _check_links(self, sourced: Sourced) -> None:
        for link in sourced.record.links:
            known = self._links.get(link.id)
            if known is not None and known.link != link:
                raise sourced.fault(
                    say(
                        "the link id “{link}” stands in {place} for another link",
                        link=shorten(link.id),
                        place=str(known.place),
                    )
                )

    # -- one record against the project --------------------------------------------------------

    def _sight(self, records: list[Annotated]) -> list[ImportVerdict]:
        if self._project is not None:
            return self._project.sight(records)
        return [
            held_to_rules(
                ImportVerdict(
                    article=Verdict.NEW,
                    new_spans=len(record.spans),
                    labels=tuple(
                        dict.fromkeys(s.label for s in record.spans if s.label not in self._labels)
                    ),
                ),
                record,
                self._labels,
            )
            for record in records
        ]

    def _against_the_project(self, number: int, sourced: Sourced, verdict: ImportVerdict) -> None:
        if verdict.conflict is not None:
            raise sourced.fault(verdict.conflict)
        if verdict.labels and self._options.strict_labels:
            known = listed(tuple(self._labels), 20) if self._labels else say("no label")
            raise sourced.fault(
                say(
                    "the label “{label}” is not in the project; it has: {known}",
                    label=shorten(verdict.labels[0]),
                    known=known,
                )
            )
        if verdict.widened and self._options.strict_labels:
            raise sourced.fault(say("the labels do not allow {what}", what=listed(verdict.widened)))
        if verdict.labels:
            added = self._new_labels.union(verdict.labels)
            if len(added) > MOST_NEW_LABELS:
                raise sourced.fault(
                    say(
                        "with it more than {most:,} labels would be new, such as “{label}”;"
                        " expected labels, and not other values",
                        most=MOST_NEW_LABELS,
                        label=shorten(verdict.labels[-1]),
                    )
                )
            self._new_labels = added
        article = self._articles.number(sourced.record.article.id)
        assert article is not None
        named = frozenset([span.label for span in sourced.record.spans])
        self._records.take(number, article, verdict, len(sourced.record.suggestions), named)

    # -- at the end ----------------------------------------------------------------------------

    def finish(self) -> None:
        """Check the links, whose ends may stand before or behind them or be in the project."""
        wanted = {end for ends in self._links.values() for end in _ends(ends.link)}
        self._spans.expect(wanted)
        there: set[str] = set()
        links_there: set[str] = set()
        if self._project is not None and wanted:
            elsewhere = {one for one in wanted if self._spans.get(one) is None}
            there, links_there = self._project.known_ids(spans=elsewhere, links=self._links)
        # A refused record takes its spans with it, and so the links that need them.
        while loose := self._loose_links(there):
            self._kept.give_up()  # spans may be missing there that a refused record had first
            for (link, number, place), end in loose:
                error = InputError(
                    say(
                        "the link “{link}” refers to the span “{end}”, which is neither in the"
                        " input nor in the project",
                        link=shorten(link.id),
                        end=shorten(end),
                    ),
                    file=place.file,
                    line=place.line,
                )
                if number not in self._without_work:
                    self._refuse_record(number, error)
                    self._let_in_bare(number, *self._records.of(number))
                    self.entries.take_spans(number)
        self.new_links = sum(
            1
            for link_id, ends in self._links.items()
            if ends.number not in self._without_work and link_id not in links_there
        )

    def _loose_links(self, there: set[str]) -> list[tuple[_LinkEnds, str]]:
        found = []
        for ends in self._links.values():
            if ends.number in self._without_work:
                continue
            for end in _ends(ends.link):
                known = self._spans.get(end)
                if end not in there and (known is None or known[1] in self._without_work):
                    found.append((ends, end))
                    break
        return found

    @property
    def statuses(self) -> int:
        """How many articles are not new to an annotator, as the records say."""
        return len(self._statuses)

    def taken(self) -> Taken:
        """Return what comes in."""
        return self._records.taken(len(self._articles), self.refused_numbers)

    def gone(self) -> frozenset[str]:
        """Return the articles (ids) that were compared, and do not come in after all."""
        if not self.refused_numbers:
            return frozenset()
        found = self._records.is_taken(len(self._articles), self.refused_numbers)
        taken = {one for one, how in zip(self._articles, found, strict=True) if how}
        return frozenset(self.finder.new - taken)

    # -- the records themselves ----------------------------------------------------------------

    def kept(self) -> Kept | None:
        """Return the records; None where not all could be kept."""
        return self._kept if self._kept.is_whole else None


def without_work(sourced: Sourced) -> Sourced:
    """Return a record without what an annotator has done: its article, and what is suggested."""
    record = sourced.record
    bare = Annotated(article=record.article, suggestions=record.suggestions)
    return msgspec.structs.replace(sourced, record=bare)


def _ends(link: Link) -> tuple[str, str]:
    return link.source, link.target


def _print_of(span: Span) -> int:
    """Return a number that differs for spans that differ."""
    return hash(
        (
            span.article,
            span.annotator,
            span.label,
            span.fragments,
            span.note,
            span.origin,
            span.created_at,
            span.updated_at,
            orjson.dumps(span.attributes) if span.attributes else b"",
        )
    )
