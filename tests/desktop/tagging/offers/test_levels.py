"""When there is enough new to learn from."""

from __future__ import annotations

import pytest

from annotator.desktop.tagging.offers.levels import is_due


@pytest.mark.parametrize(
    ("done", "learned", "due"),
    [(0, 0, False), (1, 0, True), (3, 2, True), (11, 10, False), (13, 10, True), (104, 100, True)],
)
def test_it_is_learned_anew_when_there_is_more(done, learned, due):
    """The first article at once, then four more or three tenths more."""
    assert is_due(done, learned) is due
