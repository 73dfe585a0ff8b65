"""Similar texts: the best first, whatever the spelling of numbers, the case and the order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.comparing.similar import most_similar

CLAIMS = [
    "the ferry ran aground at low tide",
    "Some 12 000 commuters use the crossing every day",
    "the cost at 340 000 crowns",
    "it had broken down 19 times",
    "a fine of up to 50 000 crowns",
]


@pytest.mark.parametrize(
    ("wanted", "best"),
    [
        ("The closure will cost the city 340,000 crowns", 2),
        ("the mechanism has FAILED 19 times in eight years", 3),
        ("At low tide, the ferry ran aground.", 0),
        ("About 12.000 people cross it on a working day", 1),
    ],
)
def test_the_same_claim_in_other_words_comes_first(wanted, best):
    """Order, case, punctuation and how thousands are grouped do not hide a claim."""
    assert most_similar(wanted, CLAIMS, 5)[0].number == best


def test_a_rare_word_counts_for_more_than_common_ones():
    """What only two texts share says more than words that all of them have."""
    texts = [
        "the mayor said that the bridge was closed",
        "the mayor said that the road was closed",
        "gulls in the gearbox",
        "the mayor said that the school was closed",
    ]
    found = most_similar("the mayor said that gulls had nested in the gearbox", texts, 4)
    assert found[0].number == 2


def test_the_same_text_is_wholly_similar_and_equal_ones_keep_their_order():
    """100 for the same words; of two equal texts the first comes first."""
    found = most_similar("Three eggs!", ["no", "three eggs", "three eggs"], 2)
    assert [(one.number, round(one.score)) for one in found] == [(1, 100), (2, 100)]


@pytest.mark.parametrize("wanted", ["", " … ", "—"])
def test_no_words_are_like_nothing(wanted):
    """Marks alone say nothing that could be told elsewhere."""
    assert most_similar(wanted, CLAIMS, 5) == []


def test_what_shares_nothing_is_left_out():
    """A limit is no reason to offer what has not a letter in common."""
    assert most_similar("zzz", ["aaa", "zzz"], 5) == [(1, 100.0)]


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=20), st.integers(0, 10))
def test_any_texts_are_ranked_by_falling_score(wanted, texts, limit):
    """Scores fall, lie between 0 and 100, and each text is named once."""
    found = most_similar(wanted, texts, limit)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 100.0001 for score in scores)
    assert len({one.number for one in found}) == len(found) <= limit
    assert all(0 <= one.number < len(texts) for one in found)


def test_ten_thousand_claims_are_all_looked_at():
    """The one that says the same is found wherever it stands among ten thousand."""
    texts = [f"the ferry {n} took {n * 7} people over {n % 9} islands" for n in range(10_000)]
    texts[7_777] = "herring gulls sit for 28 days"
    assert most_similar("Gulls sit on eggs for about 28 days", texts, 3)[0].number == 7_777
