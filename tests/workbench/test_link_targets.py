"""Who is offered as a quote's speaker when they are described and not named."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Fragment, Span
from annotator.workbench.link_targets import people_near


def quote_in(text: str) -> Span:
    start, end = text.index("“"), text.index("”") + 1
    return Span(
        id="s",
        article="a",
        annotator="ana",
        label="quote",
        fragments=(Fragment(start, end, text[start:end]),),
    )


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("“We wait,” said the Ostrand official. “The sea decides.”", ["the Ostrand official"]),
        ("“We wait,” a harbour official told the Herald.", ["a harbour official"]),
        ("“We wait,” the paper reportedly added.", ["the paper"]),
        ("A harbour spokesperson said:\n\n“We wait for the tide.”", ["A harbour spokesperson"]),
        ("“We wait,” the Herald wrote.", []),
        ("“We wait,” said Nora Vance after the phone calls.", []),
        ("“We wait,” said the", []),
    ],
)
def test_people_described_beside_a_verb_of_saying(text, people):
    """A description with its article, up to the verb or the next punctuation; names are none."""
    assert [text[a:b] for a, b in people_near(text, quote_in(text))] == people
