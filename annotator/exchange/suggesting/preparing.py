"""Models for a project's labels, from the cache or trained anew, and what they suggest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from annotator.annotation.records import Article, Label
from annotator.errors import InputError, ProjectError
from annotator.exchange.scope import given_ids
from annotator.exchange.suggesting.deciding import Decided
from annotator.exchange.suggesting.examples import (
    Learned,
    Stories,
    examples_of,
    fingerprint_of,
    learned_from,
    tagged_in,
)
from annotator.exchange.suggesting.looking import surveyed
from annotator.progress import Cancelled, Progress, Throttle
from annotator.project import Project
from annotator.project.storage.clock import now
from annotator.suggestions import store
from annotator.suggestions.engine import CAREFUL, EAGER, Suggester
from annotator.suggestions.model import Model
from annotator.suggestions.records import Example, Ranges, Suggested, Tagged
from annotator.suggestions.sources.base import Source
from annotator.suggestions.sources.registry import chosen
from annotator.suggestions.training import train
from annotator.words import say

_STOPPED = say("the suggestions were stopped; nothing has changed")
_AT_ONCE = 50


class SuggestOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be suggested to whom.

    Attributes:
        annotator: to whom; None: nobody in particular, learned from gold, else from everybody.
        articles: ids, or files with an id on each line; None: all articles.
        labels: names; None: all labels.
        sources: names; None: all sources.
        precision: that is wanted, from 0 (everything) to 1.
        seed: of how finished articles are put into folds.
        own: sources that somebody has added.
        eager: labels (names) of which more is wanted: with the lower precision.
        trains: whether models are trained where that is due; else those that there are are used.

    """

    annotator: str | None = None
    articles: Sequence[str] | None = None
    labels: Sequence[str] | None = None
    sources: Sequence[str] | None = None
    precision: float = CAREFUL
    seed: int = 0
    own: tuple[Source, ...] = ()
    eager: frozenset[str] = frozenset()
    trains: bool = True


class Prepared:
    """What is ready to suggest; made by ``prepare``.

    Attributes:
        learned: whose finished articles were learned from.
        decided: what the project says of its suggestions.
        suggesters: of each label, in the order of the label bar.
        examples: how many articles were learned from.
        sources: that were asked.
        surveyed: what they keep of all texts, by their names.

    """

    def __init__(
        self,
        project: Project,
        options: SuggestOptions,
        learned: Learned,
        decided: Decided,
        examples: Sequence[Example],
        sources: Sequence[Source],
        asked: frozenset[str] | None,
    ) -> None:
        self._asked = asked
        self.learned = learned
        self.decided = decided
        self.suggesters: tuple[Suggester, ...] = ()
        self.examples = len(examples)
        self.sources = tuple(sources)
        self.surveyed: dict[str, bytes] = {}
        self._project = project
        self._options = options
        self._examples = examples
        self._done = {one.article.id for one in examples}
        self._stories = Stories({}, {}, {})

    def take(self, suggesters: Sequence[Suggester], surveyed: dict[str, bytes]) -> None:
        """Suggest with these from now on.

        A model may have learned from articles that are done no longer: of these, too, it is known
        which others tell the same. One that has learned from an article that is gone is not used.
        """
        texts = {one.article.id: one.article.text for one in self._examples}
        learned = {
            name: None
            for one in suggesters
            if one.model is not None
            for name in one.model.fold_of
            if name not in texts
        }
        more = self._project.texts(list(learned)) if learned else {}
        kept = []
        for one in suggesters:
            model = one.model
            if model is not None and not model.fold_of.keys() <= {*texts, *more}:
                one = one.without_model()
            kept.append(one)
        self.suggesters = tuple(kept)
        self.surveyed = surveyed
        told = {one.article.id: one.story for one in self._examples}
        self._stories = Stories({**texts, **more}, self._project.story_of(), told)

    def in_article(
        self,
        article: Article,
        tagged: Sequence[Tagged] = (),
        refused: Collection[tuple[str, Ranges]] = (),
    ) -> list[Suggested]:
        """Return what is suggested in an article, in the order of the text and of the labels.

        Args:
            article: with its text.
            tagged: what the annotator has tagged in it so far.
            refused: label and fragments of what the annotator has rejected in it.

        """
        alike = self._stories.of(article.id, article.text)
        found = []
        for number, suggester in enumerate(self.suggesters):
            name = suggester.label.name
            away = {ranges for label, ranges in refused if label == name}
            made = suggester.suggest(article, alike=alike, tagged=tagged, refused=away)
            found += [(one.ranges, number, one) for one in made]
        return [one for _, _, one in sorted(found, key=lambda each: each[:2])]

    def articles(self) -> list[str]:
        """Return the ids of the articles that were asked for, in the project's order.

        Those that the annotator annotates without suggestions are not among them.
        """
        there = self._project.articles_without_texts()
        wanted = [one.id for one in there if self._asked is None or one.id in self._asked]
        alone = self._unaided()
        return [one for one in wanted if one not in alone]

    @property
    def left_out(self) -> int:
        """How many articles are left out, as the annotator annotates them without suggestions."""
        alone = self._unaided()
        return len(alone if self._asked is None else alone & self._asked)

    def _unaided(self) -> frozenset[str]:
        by = self._options.annotator
        if by is None:
            return frozenset()
        return frozenset(one for one, who in self._project.unaided().items() if by in who)

    def in_project(
        self, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> Iterator[Suggested]:
        """Yield what is suggested in the articles that were asked for, in the project's order.

        In an article that the annotator is done with it is what would have been suggested before
        the first tag: from what the others taught.

        Raises:
            CancelledError: it was stopped.

        """
        throttle = Throttle(_STOPPED, progress, cancelled)
        project, options = self._project, self._options
        articles = {one.id: one for one in project.articles_without_texts()}
        wanted = self.articles()
        refused = project.refused_places(options.annotator) if options.annotator else {}
        tagged = self._tagged(set(wanted) - self._done, throttle)
        for at in range(0, len(wanted), _AT_ONCE):
            some = wanted[at : at + _AT_ONCE]
            found = project.texts(some)
            texts = {one: found[one] for one in some if one in found}
            here = [msgspec.structs.replace(articles[one], text=texts[one]) for one in texts]
            for source in self.sources:
                source.foresee(here)
            for number, article in enumerate(here, at):
                throttle.step(number, len(wanted))
                mine, away = tagged.get(article.id, ()), refused.get(article.id, ())
                yield from self.in_article(article, mine, away)
        throttle.finish(len(wanted))

    def _tagged(
        self, articles: Collection[str], throttle: Throttle
    ) -> dict[str, tuple[Tagged, ...]]:
        """Return what the annotator has tagged so far in articles (ids)."""
        by = self._options.annotator
        if by is None or not articles:
            return {}
        with closing(self._project.export([by])) as work:
            found = {}
            for one in work:
                throttle.step(0, 0)
                if one.article.id in articles and one.spans:
                    found[one.article.id] = tagged_in(one)
        return found


def prepare(
    project: Project,
    options: SuggestOptions | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Prepared:
    """Train what is to be trained anew, and return what suggests. Slow.

    A model is kept in the user's cache until what it was learned from is another.

    Raises:
        InputError: there is no such source, or the precision is none.
        ProjectError: there is no such label, annotator or article.
        CancelledError: it was stopped; what was learned before still holds.

    """
    options = options or SuggestOptions()
    if not 0 <= options.precision <= 1:
        raise InputError(
            say("--precision {number}: expected a number from 0 to 1", number=options.precision)
        )
    everything = project.labels()
    decided = Decided(project.choices(), everything)
    sources = chosen(options.sources, decided.sources(options.own))
    labels = _labels(everything, options.labels)
    learned = learned_from(project, options.annotator, others=decided.learns_from_others)
    asked = None if options.articles is None else _articles(project, options.articles)
    throttle = Throttle(_STOPPED, progress, cancelled)
    examples = examples_of(project, learned, throttle)
    if options.trains:
        for source in sources:
            source.foresee([one.article for one in examples])
    prepared = Prepared(project, options, learned, decided, examples, sources, asked)
    folder = store.folder_for(project.location)
    seen = surveyed(project, labels, sources, folder, throttle, looks=options.trains)
    suggesters = []
    for number, label in enumerate(labels):
        throttle.step(number, len(labels))
        serving = [one for one in sources if one.serves(label) and decided.is_on(label, one.name)]
        model = _model(options, learned, label, examples, serving, seen, folder, cancelled)
        wanted = EAGER if label.name in options.eager else options.precision
        suggesters.append(Suggester(label, serving, model, surveyed=seen, wanted=wanted))
    throttle.finish(len(labels))
    prepared.take(suggesters, seen)
    return prepared


def _model(
    options: SuggestOptions,
    learned: Learned,
    label: Label,
    examples: Sequence[Example],
    serving: Sequence[Source],
    seen: dict[str, bytes],
    folder: Path | None,
    cancelled: Cancelled | None,
) -> Model | None:
    """Return a label's model, from the cache or trained anew where that is due."""
    path = None
    if folder is not None:
        who = "\n".join((*learned.annotators, *(one.name for one in serving)))
        path = store.path_of(folder, who, label.name)
    model = None if path is None else store.load(path)
    if not options.trains:
        return model
    told = [(one.name, one.version, one.key) for one in serving]
    digests = [sha256(seen.get(one.name, b"")).hexdigest() for one in serving if one.surveys]
    key = fingerprint_of(examples, label.name, label.unit, options.seed, told, digests)
    if model is not None and model.fingerprint == key:
        return model
    model = train(
        label,
        examples,
        serving,
        surveyed=seen,
        fingerprint=key,
        seed=options.seed,
        cancelled=cancelled,
    )
    if model is not None:
        model = msgspec.structs.replace(model, trained_at=now())
        if path is not None:
            with suppress(OSError):  # a cache that cannot be written is done without
                store.save(path, model)
    return model


def _articles(project: Project, given: Sequence[str]) -> frozenset[str]:
    """Return the ids of articles that are asked for; raises ProjectError where one is not there."""
    asked = given_ids(project, given)
    there = {one.id for one in project.articles_without_texts()}
    for one in asked:
        if one not in there:
            raise ProjectError(say("there is no article {article}", article=one))
    return frozenset(asked)


def _labels(labels: list[Label], names: Sequence[str] | None) -> list[Label]:
    if names is None:
        return labels
    known = [one.name for one in labels]
    for name in names:
        if name not in known:
            raise ProjectError(
                say(
                    "there is no label {name}; there are: {known}",
                    name=name,
                    known=tuple(known) or say("none yet"),
                )
            )
    return [one for one in labels if one.name in names]
