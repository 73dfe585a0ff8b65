"""Who is found to have said something, in which words."""

from __future__ import annotations

import pytest

from annotator.suggestions.sources.marks import Marks
from tests.suggestions.asking import QUOTE, article

SAID = [
    ("“We waited,” she said.", "she", "said"),
    ("“We waited,” said the harbour master, who had not.", "the harbour master", "said"),
    ("“We waited,” a defense official told The Courier.", "a defense official", "told"),
    ("“We waited,” Brandt, a teacher from Elm, told reporters.", "Brandt", "told"),
    ("“We waited,” Gen. Ilse Brandt later recalled.", "Ilse Brandt", "recalled"),
    ("“We waited,” said Mayor Ilse Brandt on Tuesday.", "Ilse Brandt", "said"),
    ("“We waited for hours,” officials said.", "officials", "said"),
    ("“We waited,” White House officials said.", "White House officials", "said"),
    ("The mayor of Ostrand said: “We waited.”", "The mayor of Ostrand", "said"),
    ("According to Ilse Brandt, “nobody came to see us.”", "Ilse Brandt", "According to"),
    ("Pike called the closure “a surrender to poultry” and demanded a vote.", "Pike", "called"),
    ("In a statement the harbour board wrote:\n\n“We waited.”", "the harbour board", "wrote"),
    ("“We waited,” said Tomas VellTomas VellFerry fares rise MORE.", "Tomas Vell", "said"),
    ("„Wir haben gewartet“, sagte Ilse Brandt.", "Ilse Brandt", "sagte"),
]


@pytest.mark.parametrize(("text", "speaker", "cue"), SAID)
def test_speaker_and_cue(text, speaker, cue):
    text = "It rained all day.\n\n" + text
    found = list(Marks().proposer(QUOTE, b"").propose(article(text)))
    best = max(found, key=lambda one: one.score)
    assert text[slice(*best.cue[0])] == cue
    assert text[slice(*best.speaker[0])] == speaker


@pytest.mark.parametrize(
    "text",
    ["“We waited for hours in the cold.” The bridge was closed.", "“Nobody came to see us.”"],
)
def test_nobody_is_named_where_the_text_names_nobody(text):
    found = list(Marks().proposer(QUOTE, b"").propose(article(text)))
    assert [(one.speaker, one.cue) for one in found] == [(None, None)]
