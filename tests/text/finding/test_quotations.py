"""What is quoted at a place, with mixed marks, lost ones and none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import Evidence, quotation_at
from tests.strategies import messy_text

OPEN = "She said: “One.\n\n“Two.\n\n“Three,” and left."
BARE = "Er sagte: „Eins.\n\nZwei.\n\nDrei“, sagte er. Ende.\n\nVier."
LOST = "“We wait, said Orr. “And we go.” Nobody laughed.\n\n“No, said Vell.\n\nIt rained."
INCHES = "“We wait.\n\nHe is 6' 2\" tall. It ends."
BLOCK = "A statement said:\n\nFirst of it. More.\n\nSecond of it. More.\n\nThe town sleeps."
MIXED = (
    'Then "one” came, «two», she said.\n\nNot ‘more’ of it.\n\n'
    'As we heard:\n\nIt was called "late" at first. Then it went.'
)


def quoted(text, inside, tagged=()):
    found = quotation_at(text, text.index(inside) + 1, tagged)
    return text[found.start : found.end], found.evidence


@pytest.mark.parametrize(
    ("text", "inside", "wanted", "evidence"),
    [
        (OPEN, "One", "“One.", Evidence.UNCLOSED),
        (OPEN, "Two", "“Two.", Evidence.UNCLOSED),
        (OPEN, "Three", "“Three,”", Evidence.MARKS),
        (OPEN, "She", "“One.", Evidence.SENTENCE_MARKS),
        (OPEN, "left", "“Three,”", Evidence.SENTENCE_MARKS),
        (BARE, "Zwei", "Zwei.", Evidence.UNCLOSED),
        (BARE, "Drei", "Drei“", Evidence.MARKS),
        (BARE, "sagte er", "Drei“", Evidence.SENTENCE_MARKS),
        (BARE, "Ende", "Ende.", Evidence.SENTENCE),
        (BARE, "Vier", "Vier.", Evidence.SENTENCE),
        (LOST, "wait", "“We wait, said Orr.", Evidence.UNCLOSED),
        (LOST, "go", "“And we go.”", Evidence.MARKS),
        (LOST, "laughed", "Nobody laughed.", Evidence.SENTENCE),
        (LOST, "It rained", "It rained.", Evidence.SENTENCE),
        (INCHES, "He is", "He is 6' 2\" tall.", Evidence.SENTENCE),
        (BLOCK, "First", "First of it. More.", Evidence.BLOCK),
        (BLOCK, "More", "First of it. More.", Evidence.BLOCK),
        (BLOCK, "Second", "Second of it.", Evidence.SENTENCE),
        (BLOCK, "A statement", "A statement said:", Evidence.SENTENCE),
        (MIXED, "Then", '"one”', Evidence.SENTENCE_MARKS),
        (MIXED, "came", "«two»", Evidence.SENTENCE_MARKS),
        (MIXED, "she", "«two»", Evidence.SENTENCE_MARKS),
        (MIXED, "more", "‘more’", Evidence.MARKS),
        (MIXED, "of it", "Not ‘more’ of it.", Evidence.SENTENCE),
        (MIXED, "went", "Then it went.", Evidence.SENTENCE),
    ],
)
def test_what_is_quoted(text, inside, wanted, evidence):
    """Marks around the place first, then those of its sentence, a block quote, the sentence."""
    assert quoted(text, inside) == (wanted, evidence)


def test_a_block_quote_goes_on_after_a_paragraph_that_is_tagged_as_one():
    """The paragraph after a whole tagged one, and no other."""
    first = (BLOCK.index("First"), BLOCK.index("\n\nSecond"))
    assert quoted(BLOCK, "Second", [first]) == ("Second of it. More.", Evidence.BLOCK)
    assert quoted(BLOCK, "sleeps", [first]) == ("The town sleeps.", Evidence.SENTENCE)
    part = (first[0] + 6, first[1])
    assert quoted(BLOCK, "Second", [part]) == ("Second of it.", Evidence.SENTENCE)


def test_a_tagged_passage_of_the_sentence_is_passed_over():
    """What is left to tag comes first; when nothing is, the next passage."""
    text = "Said Vell, “one,” and “two,” she said."
    one, two = ((text.index(word), text.index(word) + len(word)) for word in ("“one,”", "“two,”"))
    assert quoted(text, "Said")[0] == "“one,”"
    assert quoted(text, "Said", [one])[0] == "“two,”"
    assert quoted(text, "she", [two])[0] == "“one,”"
    assert quoted(text, "Said", [one, two])[0] == "“one,”"


@pytest.mark.parametrize("line", ["Vell wrote", "Vell said,", "Here it is:", "Dazu hieß es:"])
def test_what_introduces_a_block_quote(line):
    """A colon, or who said or wrote at the end of a paragraph; blank lines do not part them."""
    text = f"{line}\n \nNever again. We wait."
    assert quoted(text, "Never") == ("Never again. We wait.", Evidence.BLOCK)
    assert quoted(f"{line} this.\n\nNever again. We wait.", "Never")[1] is Evidence.SENTENCE


def test_nothing_is_quoted_where_there_is_no_text():
    """An empty paragraph and an empty text have no sentence either."""
    assert quotation_at("", 0) is None
    assert quotation_at("a\n\nb", 2) is None
    found = quotation_at("It rained.", 10)
    assert found == (0, 10, Evidence.SENTENCE)


@given(messy_text(), st.data())
def test_it_stays_in_the_paragraph(text, data):
    """Whatever the text, a quotation is some text of the caret's paragraph."""
    at = data.draw(st.integers(0, len(text)))
    found = quotation_at(text, at)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        assert low <= found.start
        assert found.end <= (high if high >= 0 else len(text))
