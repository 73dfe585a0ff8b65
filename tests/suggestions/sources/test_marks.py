"""Quotes by their marks, on sentences as news has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggestions.engine import Suggester
from annotator.suggestions.records import is_valid, overlaps
from annotator.suggestions.sources.marks import Marks
from annotator.suggestions.sources.registry import SOURCES
from benchmarks.styles import STYLES, printed
from tests.suggestions.asking import QUOTE, article

NEWS = {
    "who said it is between": (
        "“We waited,” said Ilse Brandt. “Nobody came.”",
        ["“We waited,” ++ “Nobody came.”"],
    ),
    "straight marks, a comma behind the name": (
        '"We waited," Brandt said, "and nobody came."',
        ['"We waited," ++ "and nobody came."'],
    ),
    "a rank with a full stop is no end of the sentence": (
        "“We waited!” Capt. Umar Varga wrote. “Nobody came. Nobody called.”",
        ["“We waited!” ++ “Nobody came. Nobody called.”"],
    ),
    "an abbreviation in who they are": (
        "“We waited,” said Brandt, a teacher from St. Elm, on Oct. 5. “Nobody came.”",
        ["“We waited,” ++ “Nobody came.”"],
    ),
    "a new sentence leads to another speech": (
        "“We waited for hours,” Brandt said. He was late. “Nobody came to see us,” she said.",
        ["“We waited for hours,”", "“Nobody came to see us,”"],
    ),
    "a sentence that introduces another one": (
        "“We waited for hours,” Brandt said. She added: “Nobody came to see us.”",
        ["“We waited for hours,”", "“Nobody came to see us.”"],
    ),
    "a full stop before who said something else": (
        "“We waited for hours.” He said the bridge was closed. “Nobody came to see us.”",
        ["“We waited for hours.”", "“Nobody came to see us.”"],
    ),
    "a title stands between": (
        '"I have said it before," Ortiz told "State of the Union" host Dana Pell. "It is late."',
        ['"I have said it before," ++ "It is late."'],
    ),
    "somebody else answers in the same paragraph": (
        "“I think that is right,” Hale said. “But I would add one thing,” Ortiz answered.",
        ["“I think that is right,”", "“But I would add one thing,”"],
    ),
    "a word and what is left of the sentence": (
        "“It was,” he said, pausing, “the worst day of my life.”",
        ["“It was,” ++ “the worst day of my life.”"],
    ),
    "two phrases of one sentence": (
        "Brandt said the plan was “dead on arrival” and called it “an insult to us all.”",
        ["“dead on arrival”", "“an insult to us all.”"],
    ),
    "paragraphs that are opened anew": (
        "“We waited for hours. It was cold.\n\n“Nobody came to see us,” Brandt said.",
        ["“We waited for hours. It was cold. ++ “Nobody came to see us,”"],
    ),
    "three of them, with straight marks": (
        '"We waited.\n\n"It was cold and wet.\n\n"Nobody came to see us," Brandt said.',
        ['"We waited. ++ "It was cold and wet. ++ "Nobody came to see us,"'],
    ),
    "single marks": (
        "‘We waited for hours,’ said Brandt. ‘It wasn’t fair.’",
        ["‘We waited for hours,’ ++ ‘It wasn’t fair.’"],
    ),
    "British: the comma behind the mark": (
        "‘We waited for hours’, said Brandt, ‘and nobody came’.",
        ["‘We waited for hours’ ++ ‘and nobody came’"],
    ),
    "French marks with spaces inside": (
        "« Il y en avait beaucoup », said the keeper. There had been.",
        ["« Il y en avait beaucoup »"],
    ),
    "German marks": (
        "„Wir haben gewartet“, sagte Brandt. „Niemand kam.“",
        ["„Wir haben gewartet“ ++ „Niemand kam.“"],
    ),
    "a curly mark closed by a straight one": (
        '“If she thinks they will wait, she is wrong," Pike said.',
        ['“If she thinks they will wait, she is wrong,"'],
    ),
    "a widget stands where the name is": (
        "“We heard a knock,” said Tomas VellTomas VellFerry fares to rise in 'spring' MORE, an"
        " engineer. “It was an egg.”",
        ["“We heard a knock,” ++ “It was an egg.”"],
    ),
    "a title": ("His memoir, “The Long Tide,” sold badly.", []),
    "so-called": ("The so-called “night tax” has few friends.", []),
    "a nickname": ("William “Bill” Ostrand was not there.", []),
    "a scare quote": ("The “experts” were wrong again.", []),
    "a title in straight marks with a claim behind it": (
        'His pamphlet, "The Bridge Nobody Crossed," claims that it failed.',
        [],
    ),
    "lines that only wrap": (
        "“We waited for hours in the rain and the cold and there was not one\n"
        "person who came to see us,” Brandt said.",
        [
            "“We waited for hours in the rain and the cold and there was not one\n"
            "person who came to see us,”"
        ],
    ),
    "closed in a paragraph that does not open it anew": (
        "“We waited for hours. It was cold.\n\nNobody came to see us,” Brandt said.",
        ["“We waited for hours. It was cold.\n\nNobody came to see us,”"],
    ),
}


def shown(text: str) -> list[str]:
    found = Suggester(QUOTE, [Marks()]).suggest(article(text))
    return [" ++ ".join(text[low:high] for low, high in one.ranges) for one in found]


@pytest.mark.parametrize("name", NEWS)
def test_quotes_of_news(name):
    text, wanted = NEWS[name]
    lead = "Harbour bridge stuck\n\nThe bridge was closed.\n\n"
    assert shown(lead + text) == wanted


def test_a_quote_brings_its_speaker_and_cue():
    text = "It rained.\n\n“We waited,” said Ilse Brandt. “Nobody came.”"
    (one,) = Suggester(QUOTE, [Marks()]).suggest(article(text))
    assert text[slice(*one.speaker[0])] == "Ilse Brandt"
    assert text[slice(*one.cue[0])] == "said"


PIECES = st.sampled_from(
    ["“", "”", '"', "‘", "’", "«", "»", "„", "'", " ", "\n", "\n\n", ". ", ", ", "said ", "he ",
     "Ilse Brandt ", "We waited", "Nobody came", "Brandt said", "a", "The", "MORE", "é", ":"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_proposed_lies_in_the_text(text):
    for one in Marks().proposer(QUOTE, b"").propose(article(text or " ")):
        assert is_valid(one.ranges, len(text))
        for partner in (one.speaker, one.cue):
            assert partner is None or is_valid(partner, len(text))
            if partner is not None:
                assert text[partner[0][0] : partner[0][1]].strip()


@pytest.mark.parametrize("style", STYLES, ids=lambda one: one.name)
def test_quotes_are_found_in_every_style_of_print(style):
    """With nothing learned: nearly all, hardly anything else, and who said them."""
    shown = right = there = speakers = spoken = 0
    suggester = Suggester(QUOTE, SOURCES)
    for one in printed(2, [style]):
        wanted = {each.ranges: each.speaker for each in one.quotes}
        found = suggester.suggest(one.example.article)
        there += len(wanted)
        shown += len(found)
        good = [each for each in found if each.ranges in wanted]
        right += len(good)
        told = [each for each in good if each.speaker is not None]
        speakers += len(told)
        spoken += sum(
            wanted[each.ranges] is not None and overlaps(each.speaker, (wanted[each.ranges],))
            for each in told
        )
    assert right >= 0.95 * shown
    assert right >= 0.85 * there
    assert spoken >= 0.9 * speakers > 0


def test_inches_and_years_are_no_quotes():
    """A pipe of 12" opens nothing."""
    text = "The 12\" pipe, laid in the ’90s, burst; it was 6' long. Nobody was hurt."
    assert Suggester(QUOTE, SOURCES).suggest(article(text)) == []
