"""Sentences for labels of which a span is one."""

from __future__ import annotations

from annotator.annotation.records import Label
from annotator.suggestions.sources.sentences import Sentences
from tests.suggestions.asking import CLAIM, ENTITY, example, proposed

TEXT = "The repair cost 12 million crowns. Nobody was there to see it. Yes."


def test_every_sentence_of_some_length_is_a_case():
    assert proposed(Sentences(), CLAIM, TEXT) == [
        "The repair cost 12 million crowns.",
        "Nobody was there to see it.",
    ]


def test_the_full_stop_is_left_out_where_it_was():
    known = [example(TEXT, "claim", "The repair cost 12 million crowns")]
    learned = Sentences().learn(CLAIM, known)
    assert proposed(Sentences(), CLAIM, TEXT, learned)[0] == "The repair cost 12 million crowns"


def test_a_label_of_ones_own_is_one_of_sentences_when_its_spans_are():
    label = Label(id="x", name="forecast")
    assert proposed(Sentences(), label, TEXT) == TEXT.split(". ")[:0]
    whole = Sentences().learn(label, [example(TEXT, "forecast", "Nobody was there to see it.")])
    assert len(proposed(Sentences(), label, TEXT, whole)) == 2
    words = Sentences().learn(label, [example(TEXT, "forecast", "million")])
    assert proposed(Sentences(), label, TEXT, words) == []


def test_names_are_no_sentences():
    assert not Sentences().serves(ENTITY)
