"""Rounds."""

from __future__ import annotations

import msgspec

from annotator.annotation.facts.rounds import Round


def test_a_round_keeps_the_order_of_its_articles():
    one = Round(name="one", articles=("b", "a"))
    assert msgspec.json.decode(msgspec.json.encode(one), type=Round) == one
