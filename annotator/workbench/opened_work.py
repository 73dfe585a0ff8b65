"""The annotator's work on the open article, as it is held: read once, kept up to date by deltas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from annotator.annotation.changes import Changes, Delta, SpanElsewhere
from annotator.annotation.records import (
    Link,
    Span,
    Status,
    Suggestion,
    Value,
)
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.errors import OffsetError, RuleError
from annotator.project import OpenedArticle, Progress
from annotator.words import Message, say
from annotator.workbench.span_links import Tie, links_away


def damage_of(damaged: Sequence[Message]) -> Message:
    """Return how many spans of an article are damaged, and the first of what is wrong."""
    return say(
        "{n:,} {n:span|spans} of this article {n:is|are} damaged and {n:is|are} not shown. Earlier"
        " states are in File ▸ Backups; “annotator recover” says what is lost. First: {first}.",
        n=len(damaged),
        first=damaged[0],
    )


class OpenedWork:
    """Records of one article and one annotator.

    Args:
        opened: as it was read; None: nothing is open.

    Attributes:
        article: its id, None where nothing is open.
        annotator: whose work it is, "" where nothing is open.
        status: how far they are with the article.
        flagged: whether they are unsure about it.
        spans: theirs, by id.
        links: those that begin or end at these spans, by id.
        away: those of them that lead to other articles, by the span that is here.
        linked: the spans of other articles to which these lead, by id.
        suggestions: those that wait for an answer, by id, in the order of the text.
        counts: how many of the spans have which label.
        values: what the annotator says of the article, by the id of the article label.

    """

    def __init__(self, opened: OpenedArticle | None = None) -> None:
        self.article = opened.article.id if opened is not None else None
        self.annotator = opened.annotator if opened is not None else ""
        self._text = opened.article.text if opened is not None else ""
        self.status = opened.status if opened is not None else Status.NEW
        self.flagged = opened is not None and opened.flagged
        self.spans: dict[str, Span] = {}
        self.links: dict[str, Link] = {}
        self.away: dict[str, list[Tie]] = {}
        self.linked: dict[str, SpanElsewhere] = {}
        self.suggestions: dict[str, Suggestion] = {}
        self._offered: dict[str, Suggestion] = {}
        self._answered: set[str] = set()
        self.counts: Counter[str] = Counter()
        if opened is not None:
            self.spans = {span.id: span for span in opened.spans}
            self.links = {link.id: link for link in opened.links}
            self.away = links_away(self.links, self.spans)
            self.linked = {one.id: one for one in opened.linked}
            self.suggestions = {one.id: one for one in opened.suggestions}
            self.counts = Counter(span.label for span in opened.spans)
        self.values: dict[str, Value] = {}
        for one in opened.values if opened is not None else ():
            if one.value is not None:
                self.values[one.label] = one.value

    def take(self, changes: Changes) -> None:
        """Bring in what a change did to these records."""
        delta = changes.delta
        self._take_spans(delta)
        self._take_links(delta)
        self._take_linked(changes)
        for status in delta.statuses:
            if status.record.article == self.article:
                self.status = status.after.status if status.after is not None else Status.NEW
                self.flagged = status.after is not None and status.after.flagged
        if delta.suggestions or delta.answers:
            self._take_suggestions(changes)
        for said in delta.article_values:
            one = said.record
            if (one.article, one.annotator) != (self.article, self.annotator):
                continue
            if said.after is None or said.after.value is None:
                self.values.pop(one.label, None)
            else:
                self.values[one.label] = said.after.value

    def offer(self, suggestions: Iterable[Suggestion]) -> bool:
        """Take what was worked out for the annotator in this article; return whether it is new.

        What waits already stays as it is, and what was answered meanwhile does not come again.
        """
        new = {
            one.id: one
            for one in suggestions
            if one.article == self.article
            and one.id not in self.suggestions
            and one.id not in self._answered
            and self._fits(one)
        }
        self._offered |= new
        self.suggestions |= new
        self._put_in_order()
        return bool(new)

    def brought(self, names: Iterable[str]) -> tuple[Suggestion, ...]:
        """Return those of some suggestions (ids) that are stored only with their answer."""
        return tuple(self._offered[name] for name in names if name in self._offered)

    def holds_links_of(self, changes: Changes) -> bool:
        """Tell whether a change is about links of these spans, and about no span."""
        return not changes.delta.spans and any(
            step.record.source in self.spans or step.record.target in self.spans
            for step in changes.delta.links
        )

    def _take_spans(self, delta: Delta) -> None:
        for step in delta.spans:
            if step.record.article != self.article:
                continue
            shown = self.spans.pop(step.record.id, None) if step.after is None else None
            shown = shown or self.spans.get(step.record.id)
            if shown is not None:
                self.counts[shown.label] -= 1
            if step.after is not None:
                self.spans[step.after.id] = step.after
                self.counts[step.after.label] += 1

    def _take_links(self, delta: Delta) -> None:
        for link in delta.links:
            if link.before is not None:
                self.links.pop(link.before.id, None)
            if link.after is not None and not self.spans.keys().isdisjoint(
                (link.after.source, link.after.target)
            ):
                self.links[link.after.id] = link.after
        if delta.links:
            self.away = links_away(self.links, self.spans)

    def _take_linked(self, changes: Changes) -> None:
        """Hold the spans at the far ends of links as they are now."""
        for step in changes.delta.spans:
            shown, after = self.linked.get(step.record.id), step.after
            if shown is not None and after is None:
                del self.linked[shown.id]
            elif shown is not None and after is not None:
                text = " ".join(fragment.text for fragment in after.fragments)
                self.linked[shown.id] = replace(shown, ranges=after.ranges, text=text)
        self.linked.update((one.id, one) for one in changes.linked if one.article != self.article)

    def _fits(self, suggestion: Suggestion) -> bool:
        """Tell whether a suggestion agrees with the text, as those that were opened with it do."""
        try:
            check_suggestion(suggestion, self._text)
        except (OffsetError, RuleError):
            return False
        return True

    def _take_suggestions(self, changes: Changes) -> None:
        """Hold those that wait for an answer, in the order of the text."""
        delta = changes.delta
        gone = set()
        for step in delta.suggestions:
            if step.record.article == self.article and step.after is not None:
                name = step.after.id
                if step.after.is_for_one and name not in self._offered:
                    continue  # somebody else’s, or this annotator’s in another window
                if step.before is None or name in self.suggestions:
                    self.suggestions[name] = step.after
            elif step.record.article == self.article:
                self.suggestions.pop(step.record.id, None)
                gone.add(step.record.id)
                self._offer_again(step.record.id)
        back = {one.id: one for one in changes.answered if one.article == self.article}
        for answer in delta.answers:
            name = answer.record.suggestion
            if answer.record.annotator != self.annotator or name in gone:
                continue
            if answer.after is not None:
                self._answered.add(name)
                self.suggestions.pop(name, None)
            elif name in back and self._fits(back[name]):
                self.suggestions[name] = back[name]
        self._put_in_order()

    def _offer_again(self, name: str) -> None:
        """Hold what was worked out here again, when its answer is taken back."""
        if name in self._offered:
            self._answered.discard(name)
            self.suggestions[name] = self._offered[name]

    def _put_in_order(self) -> None:
        ordered = sorted(self.suggestions.values(), key=lambda one: (one.start, one.end))
        self.suggestions = {one.id: one for one in ordered}


def counted(progress: Progress, delta: Delta) -> Progress:
    """Return how far an annotator is after a change of their statuses."""
    counts = Counter(
        {
            Status.IN_PROGRESS: progress.in_progress,
            Status.DONE: progress.done,
            Status.SKIPPED: progress.skipped,
        }
    )
    for step in delta.statuses:
        if step.before is not None:
            counts[step.before.status] -= 1
        if step.after is not None:
            counts[step.after.status] += 1
    return Progress(
        total=progress.total,
        in_progress=counts[Status.IN_PROGRESS],
        done=counts[Status.DONE],
        skipped=counts[Status.SKIPPED],
    )
