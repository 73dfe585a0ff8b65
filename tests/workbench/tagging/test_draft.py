"""A suggestion that is changed before it is accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Attribute, Label, Partner, Suggestion
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.workbench.tagging.draft import PartKind, draft_of

TEXT = "“We waited,” said Ilse Brandt. “Nobody came.” It rained."
QUOTE = Suggestion(
    id="s",
    article="a",
    label="quote",
    start=0,
    end=45,
    text=TEXT[:45],
    score=0.9,
    origin="suggested:marks:0.90",
    fragments=((0, 12), (31, 45)),
    attributes={"directness": "mixed"},
    partners=(Partner("speaker", ((18, 29),)), Partner("cue", ((13, 17),))),
)
NAME = Suggestion(
    id="n", article="a", label="entity", start=18, end=29, text="Ilse Brandt", score=0.9, origin="x"
)


def test_nothing_changed_is_what_was_suggested():
    """What is made of it is the suggestion itself."""
    draft = draft_of(QUOTE)
    assert not draft.is_changed
    assert draft.made(TEXT) == QUOTE
    assert [part.kind for part in draft.parts] == [
        PartKind.FRAGMENT,
        PartKind.FRAGMENT,
        PartKind.PARTNER,
        PartKind.PARTNER,
        PartKind.ATTRIBUTE,
    ]
    assert draft_of(NAME).parts == ()


@pytest.mark.parametrize(
    ("number", "ranges", "partners", "attributes"),
    [
        (0, ((31, 45),), ["speaker", "cue"], {"directness": "mixed"}),
        (1, ((0, 12),), ["speaker", "cue"], {"directness": "mixed"}),
        (2, QUOTE.ranges, ["cue"], {"directness": "mixed"}),
        (3, QUOTE.ranges, ["speaker"], {"directness": "mixed"}),
        (4, QUOTE.ranges, ["speaker", "cue"], {}),
    ],
)
def test_each_part_can_be_left_out_and_taken_in_again(number, ranges, partners, attributes):
    """A fragment, the speaker, the cue, an attribute: each by itself."""
    draft = draft_of(QUOTE).toggled(number)
    made = draft.made(TEXT)
    assert (made.ranges, [one.type for one in made.partners]) == (ranges, partners)
    assert made.attributes == attributes
    assert made.text == TEXT[made.start : made.end]
    assert draft.toggled(number) == draft_of(QUOTE)


def test_one_fragment_stays():
    """The last one cannot be left out: that would be to reject it."""
    assert draft_of(QUOTE).toggled(0).toggled(1) is None


def test_edges_of_fragments_and_partners_move():
    """The outer edge is meant where no part is."""
    draft = draft_of(QUOTE)
    assert draft.moved(TEXT, -1, at_start=False, forward=False, by_word=False).ranges[1] == (31, 44)
    assert draft.moved(TEXT, 0, at_start=False, forward=False, by_word=True).ranges[0][1] < 12
    speaker = draft.moved(TEXT, 2, at_start=True, forward=True, by_word=True)
    assert speaker.made(TEXT).partners[0].ranges == ((23, 29),)
    assert speaker.ranges == QUOTE.ranges
    assert draft.moved(TEXT, -1, at_start=True, forward=False, by_word=False) is None


def test_it_is_widened_and_narrowed_again():
    """A name to its sentence and back; of fragments the gap is filled first."""
    wider = draft_of(NAME).widened(TEXT)
    assert wider.ranges[0][0] <= 18
    assert wider.ranges[0][1] >= 29
    assert wider.narrowed() == draft_of(NAME)
    assert draft_of(NAME).narrowed() is None
    whole = draft_of(QUOTE).toggled(2).widened(TEXT)
    assert whole.ranges == ((0, 45),)
    assert [one.type for one in whole.made(TEXT).partners] == ["cue"]
    assert whole.narrowed() == draft_of(QUOTE).toggled(2)


def test_under_another_label_only_what_that_one_allows_comes_along():
    """Attributes of the suggested label that the other one does not have are left out."""
    other = Label(id="other", name="other")
    made = draft_of(QUOTE).made(TEXT, other)
    assert (made.label, made.attributes) == ("other", {})
    same = Attribute(name="directness", kind="choice", values=("mixed",))
    knows = Label(id="knows", name="knows", attributes=(same,))
    assert draft_of(QUOTE).made(TEXT, knows).attributes == {"directness": "mixed"}


_STEPS = st.lists(
    st.tuples(st.integers(-1, 5), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 3)),
    max_size=12,
)


@given(_STEPS)
def test_whatever_is_done_covers_what_it_says(steps):
    """Edges moved, parts left out, widened and narrowed in any order: it stays valid."""
    draft = draft_of(QUOTE)
    for part, at_start, forward, by_word, what in steps:
        if what == 0:
            made = draft.moved(TEXT, part, at_start=at_start, forward=forward, by_word=by_word)
        elif what == 1:
            made = draft.toggled(min(max(part, 0), len(draft.parts) - 1))
        else:
            made = draft.widened(TEXT) if what == 2 else draft.narrowed()
        draft = made or draft
        check_suggestion(draft.made(TEXT), TEXT)
