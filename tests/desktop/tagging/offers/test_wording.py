"""Why something is suggested is said in plain words."""

from __future__ import annotations

import msgspec

from annotator.annotation.records import Partner, Suggestion
from annotator.desktop.tagging.offers.wording import about, parts_in_words
from annotator.workbench.tagging.draft import draft_of

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


def test_what_comes_along_is_named(qapp):
    """Speaker and cue with their words, attributes as proposed, and what is left out."""
    draft = draft_of(msgspec.structs.replace(suggestion(""), attributes={"directness": "mixed"}))
    told = parts_in_words(draft.parts, TEXT)
    assert told == "speaker: Ada, cue: said, directness: mixed, proposed"
    told = parts_in_words(draft.toggled(0).toggled(3).parts, TEXT)
    assert (
        told == "1: “No,”, left out, speaker: Ada, cue: said, left out, directness: mixed, proposed"
    )
