"""What was tagged before, found again."""

from __future__ import annotations

from annotator.annotation.records import Label
from annotator.suggestions.sources.memory import Memory
from tests.suggestions.asking import BOILERPLATE, ENTITY, QUOTE, article, example, proposed


def test_a_text_that_was_tagged_is_found_as_whole_words():
    learned = Memory().learn(ENTITY, [example("Vell met Brandt.", "entity", "Vell", "Brandt")])
    assert proposed(Memory(), ENTITY, "Brandts and Brandt.", learned) == ["Brandt"]


def test_its_score_is_how_often_it_was_tagged_where_it_stood():
    known = [example("May came. In May it rained. May!", "entity", "May", name=n) for n in "ab"]
    always = [example("Vell came.", "entity", "Vell", name=n) for n in "abcde"]
    learned = Memory().learn(ENTITY, [*known, *always])
    found = list(Memory().proposer(ENTITY, learned).propose(article("May and Vell")))
    scores = {one.ranges[0]: one.score for one in found}
    assert scores[0, 3] < 0.5 < 0.9 < scores[8, 12]


def test_a_line_of_page_furniture_is_found_at_any_place():
    line = "Sign up for Tideline, our newsletter"
    known = [example(f"News.\n\n{line}", "boilerplate", line)]
    learned = Memory().learn(BOILERPLATE, known)
    assert proposed(Memory(), BOILERPLATE, f"It rained{line}again", learned) == [line]
    (one,) = Memory().proposer(BOILERPLATE, learned).propose(article(line))
    assert one.score >= Memory.shows_from


def test_what_equal_texts_were_given_comes_along():
    known = [
        example("Elm is small.", "entity", "Elm", name="a", attributes={"kind": "place"}),
        example("Elm is old.", "entity", "Elm", name="b", attributes={"kind": "place"}),
        example("Elm is ill.", "entity", "Elm", name="c", attributes={"kind": "person"}),
    ]
    learned = Memory().learn(ENTITY, known)
    (one,) = Memory().proposer(ENTITY, learned).propose(article("In Elm."))
    assert one.attributes == {"kind": "place"}


def test_nothing_was_learned_yet():
    assert proposed(Memory(), ENTITY, "Vell met Brandt.") == []


def test_quotes_are_not_remembered():
    assert not Memory().serves(QUOTE)
    assert Memory().serves(Label(id="x", name="anything"))


def test_it_learns_the_same_whatever_the_order():
    known = [
        example("Vell met Brandt.", "entity", "Vell", "Brandt"),
        example("Elm", "entity", "Elm"),
    ]
    assert Memory().learn(ENTITY, known) == Memory().learn(ENTITY, known[::-1])
