"""What is offered to one annotator in the article that is open, ready to be answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from msgspec.structs import replace

from annotator.annotation.answering import CUE, SPEAKER, suggestion_id
from annotator.annotation.planning import default_attributes
from annotator.annotation.records import FOR_ONE, Article, Label, Partner, Span, Suggestion
from annotator.exchange.suggesting.own import Own
from annotator.exchange.suggesting.preparing import Prepared, SuggestOptions, prepare
from annotator.progress import Cancelled, Progress
from annotator.project import Project
from annotator.suggestions.given import Given
from annotator.suggestions.records import Suggested, Tagged

ECHO = "echo"


class Offers:
    """Suggestions for one annotator, from the models that there are; nothing is trained here.

    Args:
        project: with the articles that the annotator is done with.
        annotator: to whom they are offered; it is learned from nobody else.
        off: labels (ids) that are not suggested.
        eager: labels (ids) of which more is wanted.
        given: what the annotator gave to which texts, where that is known; None: it is read.
        own: sources that the person at this computer has added.
        progress: told how far it is.
        cancelled: asked whether to stop.

    Attributes:
        given: what the annotator gave to which texts.

    Raises:
        ProjectError: it cannot be read.
        CancelledError: it was stopped.

    """

    def __init__(
        self,
        project: Project,
        annotator: str,
        off: Collection[str] = (),
        eager: Collection[str] = (),
        given: Given | None = None,
        own: Own | None = None,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        self._project = project
        self._annotator = annotator
        self.given = given or Given(project.attributes_given(annotator))
        self._known = {label.id: label for label in project.labels()}
        self._labels = {label.id: label.name for label in self._known.values()}
        self._ids = {name: label for label, name in self._labels.items()}
        options = SuggestOptions(
            annotator=annotator,
            labels=[name for label, name in self._labels.items() if label not in off],
            eager=frozenset(self._labels[label] for label in eager if label in self._labels),
            trains=False,
            own=() if own is None else own.sources(),
        )
        self._prepared: Prepared = prepare(project, options, progress, cancelled)

    @property
    def learned_from(self) -> int:
        """How many finished articles there are to learn from."""
        return self._prepared.examples

    def leaves_out(self, article: str) -> bool:
        """Tell whether the annotator has an article (id) to annotate without suggestions."""
        return self._project.is_unaided(self._annotator, article)

    def in_article(
        self, article: Article, spans: Iterable[Span], *, echoes: bool = False
    ) -> tuple[Suggestion, ...]:
        """Return what is offered, with label ids, in the order of the text.

        Args:
            article: with its text.
            spans: the annotator's in it, with label ids.
            echoes: only what follows from what was tagged in it.

        """
        if self.leaves_out(article.id):
            return ()
        tagged = [
            Tagged(
                ranges=span.ranges,
                label=self._labels[span.label],
                attributes=span.attributes,
            )
            for span in spans
            if span.label in self._labels
        ]
        answered = self._project.answered_places(self._annotator, article.id)
        found = self._prepared.in_article(article, tagged, answered)
        return tuple(
            self._as_suggestion(one, article.text)
            for one in found
            if not echoes or ECHO in one.sources
        )

    def _as_suggestion(self, one: Suggested, text: str) -> Suggestion:
        partners = [
            Partner(link, ranges)
            for link, ranges in ((SPEAKER, one.speaker), (CUE, one.cue))
            if ranges is not None
        ]
        start, end = one.ranges[0][0], one.ranges[-1][1]
        label = self._known[self._ids[one.label]]
        made = Suggestion(
            article=one.article,
            label=one.label,
            start=start,
            end=end,
            text=text[start:end],
            score=one.score,
            origin=origin_of(one),
            fragments=one.ranges if len(one.ranges) > 1 else (),
            attributes=self._proposed(label, one, text),
            partners=tuple(partners),
        )
        return replace(made, id=suggestion_id(made), label=label.id)

    def _proposed(self, label: Label, one: Suggested, text: str) -> dict[str, Any]:
        """Return what comes along: what sources say, else what equal texts were given."""
        default = default_attributes(label)
        words = " ".join(text[start:end] for start, end in one.ranges)
        said = {**self.given.proposed(label, words, default), **one.attributes}
        return {name: value for name, value in said.items() if default.get(name) != value}


def origin_of(one: Suggested) -> str:
    """Return what a span that is made of it says of its origin: sources and score."""
    return f"{FOR_ONE}{'+'.join(one.sources)}:{one.score:.2f}"
