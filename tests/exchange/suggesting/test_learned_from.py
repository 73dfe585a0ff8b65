"""What is offered is learned from what may be learned from, never from the article or its story."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotation.choices import from_others
from annotator.annotation.edits import SetChoices, SetStatus
from annotator.annotation.records import Annotated, Article, Label, Span, Status, make_fragments
from annotator.exchange import create_project
from annotator.exchange.suggesting import SuggestOptions, prepare
from annotator.suggestions.records import Candidate, Example, Tagged
from annotator.suggestions.sources.base import Proposer, Source

PEOPLE = ("ana", "ben", "gold")
STORIES = {"a": "long", "b": "long", "c": "named", "d": "short"}
ARTICLES = [f"{story}{n}" for story in STORIES for n in range(2)]
"""Two articles tell each story: known by their many words, by name, or as they are equal."""


def text_of(article: str) -> str:
    story, number = article
    if STORIES[story] != "long":
        return f"Elm and Oak {'' if STORIES[story] == 'short' else article} by Ash."
    words = Random(story).choices("abcdefghijklmnop", k=120)
    return "Elm and Oak by Ash. " + " ".join(f"{word}{n}" for n, word in enumerate(words)) + number


def work(article: str, who: str) -> Annotated:
    text = text_of(article)
    spans = tuple(
        Span(
            id=f"{who}-{article}-{word}",
            article=article,
            annotator=who,
            label="entity",
            fragments=make_fragments(text, ((text.index(word), text.index(word) + 3),)),
            attributes={"kind": who},
        )
        for word in ("Elm", "Oak", "Ash")
    )
    return Annotated(
        article=Article(id=article, text=text, title=article),
        annotator=who,
        status=Status.DONE,
        spans=spans,
        gold=who == "gold",
    )


class _Telling(Source):
    """Tells what it has learned from when it is asked: articles, and whose spans."""

    name = "telling"
    learns = True

    def __init__(self) -> None:
        self.heard: list[tuple[str, list[tuple[str, str]]]] = []

    def serves(self, label: Label) -> bool:
        return label.name == "entity"

    def learn(self, label: Label, examples: Sequence[Example]) -> bytes:
        told = {
            (one.article.id, span.attributes["kind"]) for one in examples for span in one.tagged
        }
        return msgspec.json.encode(sorted(told))

    def proposer(self, label: Label, learned: bytes, surveyed: bytes = b"") -> Proposer:
        known = msgspec.json.decode(learned, type=list[tuple[str, str]]) if learned else []
        return _Proposing(self, known)


class _Proposing(Proposer):
    def __init__(self, source: _Telling, known: list[tuple[str, str]]) -> None:
        self.source, self.known = source, known

    def propose(self, article: Article, tagged: Sequence[Tagged] = ()) -> Iterable[Candidate]:
        self.source.heard.append((article.id, self.known))
        return [Candidate(ranges=((0, 3),), score=0.9)]


def heard(project, source: _Telling, *, trains: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    options = SuggestOptions(
        annotator="ana", labels=["entity"], sources=["telling"], own=(source,), trains=trains
    )
    prepared = prepare(project, options)
    source.heard = []
    for one in ARTICLES:
        prepared.in_article(Article(id=one, text=text_of(one), title=one))
    return source.heard


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


DONE = st.dictionaries(st.sampled_from(ARTICLES), st.sets(st.sampled_from(PEOPLE)), min_size=4)


@settings(max_examples=6)
@given(done=DONE, others=st.booleans(), reopened=st.sets(st.sampled_from(ARTICLES), max_size=3))
def test_it_is_neither_the_article_nor_its_story_nor_somebody_who_is_not_asked(
    done, others, reopened
):
    """As trained just now, and as left over from before articles were opened again, or done."""
    with tempfile.TemporaryDirectory() as folder:
        project = create_project(Path(folder) / "p.annotator")
        with project.begin_import("test") as incoming:
            incoming.add([Annotated(article=work(one, "x").article) for one in ARTICLES])
            later = [work(one, "ana") for one in sorted(reopened - done.keys())]
            incoming.add([work(one, who) for one, by in done.items() for who in sorted(by)])
        for who in PEOPLE[:2]:
            project.add_annotator(who)
        project.set_stories({"c0": "the same", "c1": "the same"})
        if others:
            project.apply(SetChoices(made=(from_others(),)), "ana")
        source = _Telling()
        told = heard(project, source, trains=True)
        again = tuple(one for one in sorted(reopened) if "ana" in done.get(one, ()))
        if again:
            edit = SetStatus(articles=again, status=Status.IN_PROGRESS)
            project.apply(edit, "ana")
        if later:
            with project.begin_import("later") as incoming:
                incoming.add(later)
        told += heard(project, source, trains=False)
        for article, known in told:
            assert article[0] not in {one[0] for one, _ in known}
            if not others:
                assert {who for _, who in known} <= {"ana"}
            for one, who in known:
                wanted = next(each for each in PEOPLE_BY_RANK if each in done.get(one, {"ana"}))
                assert who == wanted or wanted == "ben"
        assert len(told) == 2 * len(ARTICLES)
        project.close()


PEOPLE_BY_RANK = ("ana", "gold", "ben")


def test_others_are_learned_from_where_the_lead_allows_it(tmp_path):
    """One's own work of an article goes before gold, and gold before everybody's."""
    with create_project(tmp_path / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            incoming.add([work("a0", "ana"), work("b0", "ben"), work("c0", "ben")])
            incoming.add([work("a0", "ben"), work("c0", "gold"), work("a0", "gold")])
        source = _Telling()
        assert {known for _, each in heard(project, source, trains=True) for known in each} == set()
        project.apply(SetChoices(made=(from_others(),)), "ana")
        found = {known for _, each in heard(project, source, trains=True) for known in each}
        assert found == {("a0", "ana"), ("b0", "ben"), ("c0", "gold")}


def test_a_model_of_an_article_that_is_gone_is_not_used(tmp_path):
    """Nobody can say any more what tells the same as it."""
    with create_project(tmp_path / "p.annotator") as project:
        with project.begin_import("test") as incoming:
            incoming.add([work(one, "ana") for one in ("a0", "b0", "c0")])
        source = _Telling()
        assert any(known for _, known in heard(project, source, trains=True))
        assert any(known for _, known in heard(project, source, trains=False))
        project.remove_articles(["b0"], "ana")
        assert not any(known for _, known in heard(project, source, trains=False))
