"""The articles of a corpus handed to gamma."""

from __future__ import annotations

from annotator.agreement.gamma.continua import list_continua, list_streams
from annotator.agreement.gamma.gamma import Gamma, gamma
from annotator.agreement.measures.input import ArticleData, Corpus, SpanData, build


def span(name: str, article: str, annotator: str, label: str, *ranges: tuple[int, int]) -> SpanData:
    return SpanData(id=name, article=article, annotator=annotator, label=label, ranges=ranges)


def corpus(*others: str) -> Corpus:
    """Return an article that ann and cat are done with, bob is not, and more that ann is."""
    return build(
        [ArticleData("m", 100, {"ann": "", "cat": ""})]
        + [ArticleData(other, 10, {"ann": "", "bob": ""}) for other in others],
        [
            span("1", "m", "ann", "claim", (50, 60), (70, 75)),
            span("2", "m", "ann", "claim", (10, 30)),
            span("3", "m", "ann", "data", (20, 25)),
            span("4", "m", "bob", "data", (20, 25)),
            span("5", "m", "cat", "data", (20, 27)),
        ]
        + [span(other, other, "bob", "claim", (2, 4)) for other in others],
        labels=["claim", "data"],
    )


def test_fragments_of_those_who_are_done_are_units() -> None:
    (continuum,) = list_continua(corpus())
    ann, cat = (sorted(units.tolist()) for units in continuum)
    assert ann == [[10, 30, 0], [20, 25, 1], [50, 60, 0], [70, 75, 0]]
    assert cat == [[20, 27, 1]]


def test_who_is_done_and_marked_nothing_is_there() -> None:
    assert [len(units) for units in list_continua(corpus("z"))[1]] == [0, 1]
    assert list_continua(build([], [])) == []


def gammas(articles: Corpus) -> list[Gamma]:
    given = zip(list_continua(articles), list_streams(articles), strict=True)
    return [gamma(continuum, seed=(3, stream)) for continuum, stream in given]


def test_an_article_is_sampled_alike_whatever_else_there_is() -> None:
    alone, among = corpus(), corpus("a", "z")
    (one,) = gammas(alone)
    many = gammas(among)
    assert many[1] == one
    assert one.value != gamma(list_continua(alone)[0], seed=3).value
    assert len({article.seed for article in many}) == 3
