"""Splits: reproducible, without leakage, and alike in their labels."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.release.splitting import Group, split

SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}


def groups(seed=0, number=400):
    rng = random.Random(seed)
    return [
        Group(
            f"g{at}",
            rng.choice([1, 1, 1, 2, 5]),
            {
                "claim": rng.randrange(6),
                "quote": rng.randrange(9),
                "rare": int(rng.random() < 0.05),
            },
        )
        for at in range(number)
    ]


def totals(all_groups, parts, part):
    chosen = [group for group in all_groups if parts[group.name] == part]
    return {
        "articles": sum(group.articles for group in chosen),
        **{name: sum(g.labels[name] for g in chosen) for name in ("claim", "quote", "rare")},
    }


def test_each_part_has_its_share_of_every_label():
    made = groups()
    parts = split(made, SHARES, 0)
    assert parts.keys() == {group.name for group in made}
    whole = {
        name: sum(totals(made, parts, part)[name] for part in SHARES)
        for name in totals(made, parts, "test")
    }
    for part, share in SHARES.items():
        for name, number in totals(made, parts, part).items():
            assert number == pytest.approx(share * whole[name], rel=0.12, abs=1.5), (part, name)


def test_the_seed_decides_and_the_order_does_not():
    made = groups()
    shuffled = random.Random(5).sample(made, len(made))
    assert split(made, SHARES, 3) == split(shuffled, SHARES, 3)
    assert split(made, SHARES, 3) != split(made, SHARES, 4)


@given(
    st.lists(
        st.builds(
            lambda number, labels: (number, labels),
            st.integers(1, 4),
            st.dictionaries(st.sampled_from("abc"), st.integers(0, 5)),
        ),
        max_size=30,
    ),
    st.integers(0, 3),
)
def test_every_group_is_in_one_part(described, seed):
    made = [Group(f"g{at}", number, labels) for at, (number, labels) in enumerate(described)]
    parts = split(made, {**SHARES, "none": 0.0}, seed)
    assert parts.keys() == {group.name for group in made}
    assert set(parts.values()) <= set(SHARES)


@pytest.mark.parametrize("shares", [{}, {"train": 0.0}, {"train": 1.0, "test": -0.1}])
def test_shares_that_make_no_sense_are_refused(shares):
    with pytest.raises(ValueError, match="expected shares"):
        split(groups(), shares, 0)
