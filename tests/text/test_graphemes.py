"""Grapheme clusters, against the whole text split at once."""

import time

import pytest
import regex
from hypothesis import example, given

from annotator.errors import OffsetError
from annotator.text import (
    grapheme_range,
    is_grapheme_boundary,
    next_grapheme,
    previous_grapheme,
)
from tests.strategies import messy_text, text_and_range


def naive(text: str) -> list[int]:
    r"""Return all boundaries by running ``\X`` over the whole text."""
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@given(messy_text(lone_surrogates=True))
@example("🇩🇪🇫🇷🇩")
@example("👩\u200d\u0301\u200d🚀")
@example("\n\u0301\u200d😀")
@example("\r\u094dक\u094dषि")
@example("क\u094d\u0301\u200dक\u094dक")
def test_boundaries_match_the_whole_text(text: str) -> None:
    """Looking at the neighbourhood gives the same clusters as reading everything."""
    boundaries = naive(text)
    assert [i for i in range(len(text) + 1) if is_grapheme_boundary(text, i)] == boundaries
    for position in range(len(text) + 1):
        after = [b for b in boundaries if b > position]
        before = [b for b in boundaries if b < position]
        assert next_grapheme(text, position) == (after[0] if after else len(text))
        assert previous_grapheme(text, position) == (before[-1] if before else 0)


@given(text_and_range(allow_empty=True))
def test_range_is_the_smallest_of_whole_clusters(case: tuple[str, int, int]) -> None:
    """Nothing is cut, and neither end could be closer."""
    text, start, end = case
    boundaries = naive(text)
    left = max(b for b in boundaries if b <= start)
    right = min(b for b in boundaries if b >= end) if end > start else left
    assert grapheme_range(text, start, end) == (left, right)


@pytest.mark.parametrize(
    "cluster",
    [
        "👨‍👩‍👧",
        "🇩🇪",
        "e\u0301",
        "👍🏽",
        "한",
        "\u1112\u1161\u11ab",
        "क्षि",
        "1️⃣",
        "🏳️‍🌈",
        "a" + "\u0301" * 99,
    ],
)
def test_one_cluster_is_taken_whole(cluster: str) -> None:
    """Any single character of a cluster widens to the cluster and to nothing else."""
    text = f"x{cluster}y"
    for position in range(len(cluster)):
        assert grapheme_range(text, 1 + position, 2 + position) == (1, 1 + len(cluster))


@pytest.mark.parametrize("row", ["🇩🇪", "\u0301", "👩\u200d", "क\u094d", "a", "한"])
def test_a_long_row_takes_no_square_time(row: str) -> None:
    """A hundred thousand flags, marks or joined emoji answer at once."""
    text = "x" + row * 100_000
    started = time.thread_time()
    left, right = grapheme_range(text, len(text) // 2, len(text) // 2 + 1)
    assert time.thread_time() - started < 5
    assert left < right


def test_positions_outside_are_refused() -> None:
    """A position outside the text is an error."""
    for call in (is_grapheme_boundary, next_grapheme, previous_grapheme):
        for wrong in (-1, 2):
            with pytest.raises(OffsetError):
                call("a", wrong)
    with pytest.raises(OffsetError):
        grapheme_range("ab", 1, 3)
