"""Training and suggesting: what is learned, shown, withheld, and repeated."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotation.records import Article, Label
from annotator.errors import CancelledError
from annotator.suggestions import training
from annotator.suggestions.engine import Suggester
from annotator.suggestions.gathering import Case, best_apart
from annotator.suggestions.records import Candidate, Tagged, is_valid, overlaps
from annotator.suggestions.sources.base import Proposer, Source
from annotator.suggestions.sources.registry import SOURCES
from annotator.suggestions.training import train
from benchmarks.invented import corpus
from tests.suggestions.asking import BOILERPLATE, CLAIM, ENTITY, QUOTE, article, example

LABELS = (QUOTE, ENTITY, CLAIM, BOILERPLATE)


@cache
def news():
    return [one.example for one in corpus(11, 24)]


@cache
def model(label: Label):
    return train(label, news()[:16], SOURCES)


def told(found) -> list[tuple]:
    return [(one.ranges, one.score, one.sources) for one in found]


@pytest.mark.parametrize("label", LABELS, ids=lambda one: one.name)
def test_the_same_articles_and_seed_give_the_same_suggestions(label):
    again = train(label, news()[:16], SOURCES)
    one, other = (Suggester(label, SOURCES, m, wanted=0.0) for m in (model(label), again))
    for held in news()[16:]:
        assert told(one.suggest(held.article)) == told(other.suggest(held.article))


@pytest.mark.parametrize("label", LABELS, ids=lambda one: one.name)
@pytest.mark.parametrize("wanted", [0.0, 0.8, 0.9])
def test_what_is_suggested_lies_in_the_text_and_apart(label, wanted):
    suggester = Suggester(label, SOURCES, model(label), wanted=wanted)
    for held in news()[14:]:
        found = suggester.suggest(held.article)
        assert all(is_valid(one.ranges, len(held.article.text)) for one in found)
        assert all(0 <= one.score <= 1 and one.sources for one in found)
        for at, one in enumerate(found):
            assert not any(overlaps(one.ranges, other.ranges) for other in found[:at])


def test_a_threshold_is_earned_and_holds():
    suggester = Suggester(ENTITY, SOURCES, model(ENTITY))
    assert suggester.threshold.score is not None
    shown = right = 0
    for held in news()[16:]:
        there = {one.ranges for one in held.of("entity")}
        for one in suggester.suggest(held.article):
            assert one.score >= suggester.threshold.score
            shown, right = shown + 1, right + (one.ranges in there)
    assert shown > 50
    assert right >= 0.85 * shown


def test_what_was_refused_or_is_tagged_is_not_suggested():
    suggester = Suggester(ENTITY, SOURCES, model(ENTITY), wanted=0.0)
    here = news()[20].article
    first, second, *_ = suggester.suggest(here)
    tags = [Tagged(ranges=second.ranges, label="entity")]
    left = suggester.suggest(here, tagged=tags, refused={first.ranges})
    assert first.ranges not in {one.ranges for one in left}
    assert not any(overlaps(one.ranges, second.ranges) for one in left)


def test_a_name_that_was_tagged_echoes_at_once():
    text = "Then Osk met nobody. Later Osk left, and osk is a word."
    suggester = Suggester(ENTITY, SOURCES, None)
    tags = [Tagged(ranges=((5, 8),), label="entity", attributes={})]
    assert [one.ranges for one in suggester.suggest(article(text), tagged=tags)] == [((27, 30),)]


class _Loud(Source):
    """Proposes the article's first word, and says in its features what it was taught."""

    name = "loud"
    learns = True

    def serves(self, label):
        return True

    def learn(self, label, examples):
        return "\n".join(one.article.id for one in examples).encode()

    def proposer(self, label, learned, surveyed=b""):
        return _LoudProposer(learned)


class _LoudProposer(Proposer):
    heard: ClassVar[list[tuple[str, list[str]]]] = []

    def __init__(self, learned):
        self.learned = learned.decode().split("\n")

    def propose(self, article, tagged=()):
        self.heard.append((article.id, self.learned))
        return [
            Candidate(ranges=((0, 1),), score=0.9),
            Candidate(ranges=((5, 2),), score=1.0),
            Candidate(ranges=((0, 10_000),), score=1.0),
            Candidate(ranges=(), score=1.0),
        ]


def test_nothing_is_learned_from_the_article_itself_or_its_story():
    known = [
        example("abc", "entity", "a", name=f"{story}{n}").__class__(
            article=Article(id=f"{story}{n}", text="abc"),
            tagged=(Tagged(ranges=((0, 1),), label="entity"),),
            story=story,
        )
        for story in "stuvw"
        for n in range(2)
    ]
    _LoudProposer.heard = []
    made = train(ENTITY, known, [_Loud()])
    suggester = Suggester(ENTITY, [_Loud()], made)
    for one in known:
        suggester.suggest(one.article, alike=[one.story])
        suggester.suggest(Article(id="new", text="abc"), alike=[one.story])
    suggester.suggest(Article(id="other", text="abc"))
    assert len(_LoudProposer.heard) == 31
    for asked, learned in _LoudProposer.heard:
        if len(asked) == 2:
            assert not any(name[0] == asked[0] for name in learned)
    assert len(_LoudProposer.heard[-1][1]) == 10
    assert all(len(learned) < 10 for _, learned in _LoudProposer.heard[:-1])


def test_what_a_source_proposes_outside_the_text_is_left_out():
    found = Suggester(ENTITY, [_Loud()], None).suggest(article("abc"))
    assert [one.ranges for one in found] == [((0, 1),)]


def test_too_little_is_not_learned():
    assert train(ENTITY, [], SOURCES) is None
    assert train(ENTITY, [example("Vell " * 9, "entity", "Vell")], SOURCES) is None
    same = [example("a b c d e f", "entity", *"abcde", name="one")] * 3
    assert train(ENTITY, same, SOURCES) is None


def test_training_is_stopped():
    with pytest.raises(CancelledError):
        train(ENTITY, news()[:8], SOURCES, cancelled=lambda: True)


def test_a_label_without_a_threshold_shows_rules_alone():
    label = Label(id="x", name="anything")
    known = [example("one two three four", "anything", "two", name=f"{n}") for n in range(6)]
    suggester = Suggester(label, SOURCES, train(label, known, SOURCES))
    assert suggester.threshold.score is None
    assert suggester.suggest(article("one thing")) == []


RANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair))),
    max_size=12,
)


@given(RANGES, st.data())
@settings(max_examples=60)
def test_the_best_of_those_that_overlap_is_kept(ranges, data):
    cases = [Case(ranges=(one,), features=[], sources=["s"]) for one in dict.fromkeys(ranges)]
    scores = [data.draw(st.sampled_from([0.2, 0.5, 0.9])) for _ in cases]
    kept = best_apart(cases, scores)
    for at, case in enumerate(cases):
        rivals = [one for one in kept if overlaps(cases[one].ranges, case.ranges)]
        assert (rivals == [at]) if at in kept else any(scores[one] >= scores[at] for one in rivals)


def test_fewest_spans():
    assert training.FEWEST_SPANS == 5


def test_where_several_folds_tell_the_same_nothing_learned_is_used():
    """No part was learned without them all; rules are left."""
    made = model(ENTITY)
    first, other = (next(n for n, at in made.fold_of.items() if at == fold) for fold in (0, 1))
    assert made.part_for([first, "new"]) is made.folds[0]
    assert made.part_for(["new"]) is made.whole
    assert made.part_for([first, other]) is None
    suggester = Suggester(ENTITY, SOURCES, made)
    here = news()[20].article
    alone = suggester.without_model().suggest(here)
    assert told(suggester.suggest(here, alike=[first, other])) == told(alone)
