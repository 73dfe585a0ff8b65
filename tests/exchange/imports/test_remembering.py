"""What is remembered of spans, however many there are and wherever it lies."""

from __future__ import annotations

import random

from annotator.exchange.imports import remembering
from annotator.exchange.imports.remembering import Articles, Place, SpanPrints


def test_spans_are_known_again_from_the_dictionary_and_from_the_arrays(monkeypatch):
    monkeypatch.setattr(remembering, "_MOST_RECENT", 7)
    chance, known, prints = random.Random(3), {}, SpanPrints()
    for number in range(200):
        ids = [f"s{chance.randrange(1_500)}" for _ in range(chance.randrange(9))]
        ids = list(dict.fromkeys(ids))
        prints.expect(ids)
        assert {one: prints.get(one) for one in ids} == {one: known.get(one) for one in ids}
        new = [one for one in ids if one not in known]
        known.update((one, (hash((one, number)), number)) for one in new)
        prints.add(((one, hash((one, number))) for one in new), number)
    prints.expect([*known, "none"])
    assert {one: prints.get(one) for one in known} == known
    assert prints.get("none") is None


def test_where_an_article_stood_is_told():
    articles = Articles()
    assert articles.add("a", 5, Place("x.jsonl", 3)) == 0
    assert articles.add("b", -7, Place("y.txt", None)) == 1
    assert (articles.number("b"), articles.number("c")) == (1, None)
    assert [str(articles.place(number)) for number in range(2)] == ["x.jsonl:3", "y.txt"]
    assert (articles.text(1), list(articles), len(articles)) == (-7, ["a", "b"], 2)
