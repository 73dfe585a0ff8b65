"""What the quote and the entity key tag where a text is not marked up as a book would be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.desk import SHIFT

TEXT = (
    "MAYOR ADA VELL CLOSES FERRY LINE IN OSTRAND\n\n"
    "The council of Ostrand met on Friday. Its chair said: “One for the line.\n\n"
    "“Two for the port, Ada Vell added.\n\n"
    "“Three,” and left. Nobody asked why she went.\n\n"
    "A spokesperson wrote:\n\n"
    "The line is closed. The boats are sold.\n\n"
    "The port stays. So does the crew.\n\n"
    "Officials said that it was late."
)
QUOTE, ENTITY = "2", "3"


@pytest.fixture
def desk(open_desk):
    return open_desk([TEXT])


def press_at(desk, piece, key=QUOTE):
    """Put the caret into a piece, press a label's key, return what is tagged and what is said."""
    desk.view.place_caret(TEXT.index(piece) + 1)
    desk.key(key)
    span = desk.session.current_span
    return None if span is None else span.text, desk.status()


def test_each_paragraph_of_a_long_quotation_has_its_own_span(desk):
    """An opening mark in each paragraph, one closing mark at the end of the last."""
    told = "This quotation has no closing mark here."
    assert press_at(desk, "One for") == ("“One for the line.", told)
    assert press_at(desk, "port, Ada") == ("“Two for the port, Ada Vell added.", told)
    text, told = press_at(desk, "Three")
    assert text == "“Three,”"
    assert told.startswith("Tag quote")


def test_the_quotation_of_the_sentence_and_of_none(desk):
    """Beside the marks it is the sentence's passage; without any, the sentence, and it is told."""
    told = "The quoted passage of this sentence was tagged."
    assert press_at(desk, "and left") == ("“Three,”", told)
    told = "No quotation marks here: the sentence was tagged."
    assert press_at(desk, "Nobody") == ("Nobody asked why she went.", told)
    assert press_at(desk, "Officials") == ("Officials said that it was late.", told)
    assert len(desk.shown()) == 3


def test_a_block_quote_goes_on_as_long_as_it_is_tagged(desk):
    """The paragraph after “wrote:”, then the one after it; one undo takes one back."""
    told = "No quotation marks here: the paragraph was tagged as a block quote."
    assert press_at(desk, "The port")[0] == "The port stays."
    desk.key("z", Qt.KeyboardModifier.ControlModifier)
    assert press_at(desk, "The line is") == ("The line is closed. The boats are sold.", told)
    assert press_at(desk, "So does") == ("The port stays. So does the crew.", told)
    assert press_at(desk, "it was late")[0] == "Officials said that it was late."
    desk.key("z", Qt.KeyboardModifier.ControlModifier)
    assert len(desk.stored()) == 2


def test_from_quote_to_quote_by_one_key_each(open_desk):
    """The mark that closes a tagged quote leads nowhere, forwards and back; others still do."""
    text = "“One,” said Vell. “Two,” said Orr, “and three.”"
    desk = open_desk([text])
    desk.view.place_caret(0)
    desk.key(QUOTE)
    for _ in range(2):
        desk.key("q")
        desk.key(QUOTE)
    assert [span.text for span in desk.session.spans.values()] == [
        "“One,”",
        "“Two,”",
        "“and three.”",
    ]
    desk.key("q", SHIFT)
    assert desk.view.caret() == text.index("“Two")
    desk.key("z", Qt.KeyboardModifier.ControlModifier, times=2)
    desk.view.place_caret(text.index("“Two"))
    desk.key("q")
    assert desk.view.caret() == text.index("” said Orr")
    desk.key("q", times=3)
    assert desk.status() == "There is no further quotation mark."


def test_a_fragment_is_what_the_key_would_tag(desk):
    """F adds the next paragraph of the block quote to its span."""
    press_at(desk, "The line is")
    desk.view.place_caret(TEXT.index("The port") + 1)
    desk.key("f")
    (span,) = desk.session.spans.values()
    assert [fragment.text for fragment in span.fragments] == [
        "The line is closed. The boats are sold.",
        "The port stays. So does the crew.",
    ]


def test_no_sentence_is_added_for_want_of_marks(desk):
    """F in plain text says what it needs, as before."""
    press_at(desk, "Three")
    desk.view.place_caret(TEXT.index("Officials") + 1)
    desk.key("f")
    assert desk.status() == "To add a fragment, have a span current and select more text."
    assert len(desk.session.current_span.fragments) == 1


def test_names_in_a_headline_of_capitals(desk):
    """E stops at the names that the text tells of, not at one long run of capitals."""
    desk.view.place_caret(0)
    tagged = []
    for _ in range(3):
        desk.key("e")
        desk.key(ENTITY)
        tagged.append(desk.session.current_span.text)
    assert tagged == ["ADA VELL", "OSTRAND", "Ostrand"]
    desk.key("e", SHIFT)
    assert press_at(desk, "FERRY", ENTITY)[0] == "FERRY"
