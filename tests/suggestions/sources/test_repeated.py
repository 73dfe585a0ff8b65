"""Lines that an outlet repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.annotation.records import Article
from annotator.suggestions.engine import Suggester
from annotator.suggestions.outlets import outlet_of
from annotator.suggestions.sources.base import Texts
from annotator.suggestions.sources.registry import SOURCES
from annotator.suggestions.sources.repeated import Repeated
from annotator.suggestions.training import train
from benchmarks.furniture import papers
from benchmarks.invented import corpus
from tests.suggestions.asking import BOILERPLATE

LINE = "Sign up for Tideline, our morning newsletter."


class Held(Texts):
    def __init__(self, texts: dict[str, list[str]]) -> None:
        self.outlets: Sequence[str] = sorted(texts)
        self._texts = texts

    def of(self, outlet: str) -> Iterable[str]:
        return self._texts[outlet]


def proposed(article: Article, surveyed: bytes) -> list[str]:
    proposer = Repeated().proposer(BOILERPLATE, b"", surveyed)
    found = [one.ranges[0] for one in proposer.propose(article)]
    return [article.text[start:end] for start, end in found]


def news(number: int) -> str:
    return next(iter(corpus(number, 1, clean=True))).example.article.text


def test_a_line_of_many_articles_is_proposed_in_its_outlet():
    texts = [f"{news(number)}\n\n{LINE}\n\nend {number}" for number in range(12)]
    seen = Repeated().survey(Held({"the courier": texts}))
    here = Article(id="n", text=f"It rained.\n\n{LINE}", source="The Courier")
    elsewhere = Article(id="n", text=here.text, source="The Herald")
    assert proposed(here, seen) == [LINE]
    assert proposed(elsewhere, seen) == []


def test_it_takes_three_articles_and_five_of_the_outlet():
    texts = [news(number) for number in range(12)]
    twice = [*texts, f"a\n\n{LINE}", f"b\n\n{LINE}"]
    here = Article(id="n", text=LINE, source="The Courier")
    assert LINE not in proposed(here, Repeated().survey(Held({"the courier": twice})))
    few = [f"{number}\n\n{LINE}" for number in range(4)]
    assert proposed(here, Repeated().survey(Held({"the courier": few}))) == []


def test_edges_that_only_chance_repeats_are_left_out():
    ends = ["The end.", "The evening.", "Thursday.", "Then", "They", "There", "Them", "These", "Ha"]
    texts = [f"{news(number)}\n\n{LINE} {end}" for number, end in enumerate(ends)]
    seen = Repeated().survey(Held({"the courier": texts}))
    assert proposed(Article(id="n", text=f"{LINE} Thyme.", source="The Courier"), seen) == [LINE]


def test_a_survey_is_the_same_for_the_same_texts():
    texts = {"a": [f"{number}\n\n{LINE}" for number in range(9)]}
    assert Repeated().survey(Held(texts)) == Repeated().survey(Held(texts))


def test_a_line_that_hangs_on_a_paragraph_is_found_and_a_stock_phrase_is_not():
    """It is a paragraph elsewhere in the outlet; what never is one is prose."""
    phrase = "told the paper on condition of anonymity that"
    texts = [f"{news(number)} He {phrase} {number} came.\n\n{LINE}" for number in range(12)]
    seen = Repeated().survey(Held({"the courier": texts}))
    here = Article(
        id="n", text=f"It rained. {LINE}\n\nHe {phrase} it was late.", source="The Courier"
    )
    proposer = Repeated().proposer(BOILERPLATE, b"", seen)
    scores = {
        here.text[one.ranges[0][0] : one.ranges[0][1]]: one.score for one in proposer.propose(here)
    }
    assert scores[LINE] >= Repeated.shows_from
    (stock,) = [score for words, score in scores.items() if phrase in words]
    assert stock < Repeated.shows_from


def test_two_lines_side_by_side_are_two():
    """Where they stand on one line in some articles they are not one line of the outlet."""
    other = "Download the free Tideline app today"
    apart = [f"{news(number)}\n\n{LINE}\n\n{other}" for number in range(12)]
    beside = [f"{news(number)}\n\n{LINE} {other}" for number in range(12, 17)]
    seen = Repeated().survey(Held({"the courier": [*apart, *beside]}))
    here = Article(id="n", text=f"{LINE} {other}", source="The Courier")
    assert proposed(here, seen) == [LINE, other]


def test_lines_of_an_outlet_that_was_not_learned_from_are_shown():
    """A model knows nothing of them; those of an outlet that was it has seen."""
    done = list(papers(1, 12))
    other = [one for one in papers(2, 12) if one not in done]
    texts: dict[str, list[str]] = {}
    for one in (*done, *other):
        texts.setdefault(outlet_of(one.article), []).append(one.article.text)
    looked = {"repetition": Repeated().survey(Held(texts))}
    model = train(BOILERPLATE, done, SOURCES, surveyed=looked)
    suggester = Suggester(BOILERPLATE, SOURCES, model, surveyed=looked)
    for one in (done[0], other[0]):
        found = {each.ranges for each in suggester.suggest(one.article)}
        assert found == {each.ranges for each in one.tagged}
