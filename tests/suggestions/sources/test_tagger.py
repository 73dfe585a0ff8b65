"""The tagger learns names from their surroundings."""

from __future__ import annotations

from annotator.annotation.records import Label
from annotator.suggestions.pieces.tokens import shape_of, tokens_of
from annotator.suggestions.sources.tagger import Tagger
from tests.suggestions.asking import CLAIM, ENTITY, QUOTE, article, example, proposed

SHIPS = ("Aurora", "Tern", "Petrel", "Gannet", "Curlew", "Heron", "Dunlin", "Plover")
VESSEL = Label(id="v", name="vessel")


def known(label: str) -> list:
    return [
        example(f"On Friday the ferry {one} left the harbour in the rain.", label, one, name=one)
        for one in SHIPS
    ]


def test_a_new_one_is_tagged_where_the_known_ones_stood():
    learned = Tagger().learn(VESSEL, known("vessel"))
    text = "On Monday the ferry Avocet left the harbour in the sun."
    assert proposed(Tagger(), VESSEL, text, learned) == ["Avocet"]
    proposer = Tagger().proposer(VESSEL, learned)
    assert "tagger: best" in proposer.opinion(article(text), ((20, 26),))
    assert "tagger: cuts a token" in proposer.opinion(article(text), ((20, 24),))


def test_the_same_articles_make_the_same_model():
    assert Tagger().learn(VESSEL, known("vessel")) == Tagger().learn(VESSEL, known("vessel"))


def test_too_little_or_too_long_is_not_learned():
    assert Tagger().learn(VESSEL, known("vessel")[:2]) == b""
    text = "one two three four five six seven eight nine ten eleven twelve thirteen a b c d e f"
    assert Tagger().learn(VESSEL, [example(text, "vessel", text, name=n) for n in "abcdef"]) == b""
    assert proposed(Tagger(), VESSEL, text) == []
    assert not Tagger().serves(QUOTE)
    assert not Tagger().serves(CLAIM)
    assert Tagger().serves(ENTITY)


def test_tokens_are_cut_where_a_space_is_missing():
    text = "Ilse BrandtFerry fares, the U.S. said. Tom’s 1,000 O'Neill éa"
    words = [text[start:end] for start, end in tokens_of(text)]
    assert words[:5] == ["Ilse", "Brandt", "Ferry", "fares", ","]
    assert "U.S." in words
    assert "’s" in words
    assert "1,000" in words
    assert "".join(words) == "".join(text.split())


def test_shapes():
    assert [shape_of(one) for one in ("Brandt", "NATO", "the", "of", "U.S.", "2019", "“", "A")] == [
        *("Xx", "XX", "xx" if len("the") > 3 else "xxx", "xx", "X.", "9999", "“", "X"),
    ]
