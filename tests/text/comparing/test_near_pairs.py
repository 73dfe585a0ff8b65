"""Near-duplicates of many texts at once are those that are found one after the other."""

from __future__ import annotations

import random

import numpy as np
import pytest

from annotator.text.comparing import near_pairs
from annotator.text.comparing.minhash import SIZE, NearDuplicates
from annotator.text.comparing.near_pairs import near_before


def one_by_one(signatures, since):
    """What ``NearDuplicates`` finds when each is looked for before it is added."""
    index, found = NearDuplicates(), []
    for number, signed in enumerate(signatures):
        others, scores = index.near(signed) if number >= since else ([], [])
        if others:
            found.append((number, others, scores))
        index.add(str(number), signed)
    return found


def some_signatures(number, kinds, seed):
    """Signatures of texts that are versions of a few: near, at the edge of it, and far."""
    generator, chance = np.random.default_rng(seed), random.Random(seed)
    bases = generator.integers(0, 2**32, (kinds, SIZE), dtype=np.uint32)
    rows = bases[generator.integers(0, kinds, number)].copy()
    for row in rows:
        changed = generator.random(SIZE) < chance.choice((0.0, 0.1, 0.5, 0.62, 0.9))
        row[changed] = generator.integers(0, 2**32, int(changed.sum()), dtype=np.uint32)
    return rows


@pytest.mark.parametrize(
    ("number", "kinds", "since"),
    [(0, 1, 0), (1, 1, 0), (300, 3, 0), (300, 150, 40), (200, 1, 150)],
)
@pytest.mark.parametrize("pairs", [1, 700, 1_000_000])
def test_all_at_once_are_those_one_by_one(monkeypatch, number, kinds, since, pairs):
    """Also where a key has more texts than are remembered, and a block is one text."""
    monkeypatch.setattr(near_pairs, "_PAIRS", pairs)
    monkeypatch.setattr(near_pairs, "_COMPARED", 64)
    signatures = some_signatures(number, kinds, seed=number + kinds)
    found = [tuple(one) for one in near_before(signatures, since)]
    assert found == one_by_one(signatures, since)
    assert bool(found) == (number > 1)
