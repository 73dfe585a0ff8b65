"""What a label's key would tag at a caret, and what in the text speaks for it."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Label, Span, make_fragments
from annotator.text import Evidence
from annotator.workbench.target_at_caret import Target, target_at_caret

TEXT = (
    "“We wait,” said Ada Vell. Nobody asked why.\n\n"
    "Tom Orr wrote:\n\nThe line is closed.\n\nThe boats are sold."
)
QUOTE = Label(id="quote", name="quote", unit="quote")


def found(piece: str, label: Label, *spans: Span) -> tuple[str, Evidence | None, bool] | None:
    target = target_at_caret(TEXT, TEXT.index(piece) + 1, label, spans)
    if target is None:
        return None
    return TEXT[slice(*target.place)], target.evidence, target.is_likely


@pytest.mark.parametrize(
    ("unit", "piece", "wanted"),
    [
        ("word", "Vell", "Vell"),
        ("name", "Vell", "Ada Vell"),
        ("sentence", "asked", "Nobody asked why."),
        ("block", "closed", "The line is closed."),
    ],
)
def test_other_units_are_certain(unit, piece, wanted):
    """They are found or not; nothing has to speak for them."""
    assert found(piece, Label(id="l", name="l", unit=unit)) == (wanted, None, True)


def test_a_quote_says_by_what_it_was_found():
    """A sentence for want of marks is not likely, so that nothing is added by it unasked."""
    text, evidence, likely = found("wait", QUOTE)
    assert (text, likely) == ("“We wait,”", True)
    assert evidence is not Evidence.SENTENCE
    assert found("said", QUOTE) == ("“We wait,”", Evidence.SENTENCE_MARKS, True)
    assert found("boats", QUOTE) == ("The boats are sold.", Evidence.SENTENCE, False)


def test_only_what_has_the_label_leads_on():
    """A paragraph after one that is tagged whole as a quote is the next of the same quotation."""
    start = TEXT.index("The line")
    fragments = make_fragments(TEXT, ((start, start + len("The line is closed.")),))
    span = Span(id="s", article="a", annotator="x", label="quote", fragments=fragments)
    other = Span(id="s", article="a", annotator="x", label="claim", fragments=fragments)
    assert found("boats", QUOTE, span)[1:] == (Evidence.BLOCK, True)
    assert found("boats", QUOTE, other)[1:] == (Evidence.SENTENCE, False)


def test_where_there_is_nothing():
    for unit in ("name", "quote"):
        assert target_at_caret("", 0, Label(id="l", name="l", unit=unit), ()) is None
    assert Target((0, 1)).is_likely
