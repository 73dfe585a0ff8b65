"""Why something is suggested is said in plain words."""

from __future__ import annotations

from annotator.annotation.records import Partner, Suggestion
from annotator.desktop.tagging.offers.wording import about, partners

TEXT = "“No,” said Ada. “Never.”"


def suggestion(origin: str) -> Suggestion:
    return Suggestion(
        article="a",
        label="quote",
        start=0,
        end=24,
        text=TEXT,
        score=0.926,
        origin=origin,
        fragments=((0, 5), (16, 24)),
        partners=(Partner("speaker", ((11, 14),)), Partner("cue", ((6, 10),))),
    )


def test_sources_are_told_in_words_and_other_programs_by_name(qapp):
    """What it learned itself is explained; another program has its name."""
    told = about(suggestion("suggested:marks+tagger:0.93"))
    assert told == "93 % · in quotation marks, like what you tagged"
    assert about(suggestion("justext")) == "93 % · justext"


def test_what_it_would_be_linked_to_is_named(qapp):
    """Speaker and cue are told with their words."""
    assert partners(suggestion(""), TEXT) == "speaker: Ada, cue: said"
