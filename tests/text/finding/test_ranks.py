"""Ranks and offices are no part of the name behind them, wherever the caret is."""

from __future__ import annotations

import pytest

from annotator.text.finding.ranks import is_rank, without_rank


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Gen. Vell", ["Vell"]),
        ("Sgt Orr", ["Orr"]),
        ("General Ada Vell", ["Ada Vell"]),
        ("Lieutenant-Colonel Ada Vell", ["Ada Vell"]),
        ("Prime Minister Ada Vell", ["Ada Vell"]),
        ("Ostrand Deputy Prime Minister Ada Vell", ["Ostrand", "Ada Vell"]),
        ("Ostrand Police Chief Ada Vell", ["Ostrand Police", "Ada Vell"]),
        ("Chief Executive Officer Ada Vell", ["Ada Vell"]),
        ("Ostrand Majority Leader Ada Vell", ["Ostrand", "Ada Vell"]),
        ("Justice Department", ["Justice Department"]),
        ("Presidents Ada Vell", ["Ada Vell"]),
        ("Sens. Orr", ["Orr"]),
        ("Außenministerin Ada Vell", ["Ada Vell"]),
        ("Bundespräsidenten Ada Vell", ["Ada Vell"]),
        ("Secretary of State Ada Vell", ["Ada Vell"]),
        ("Chairman of the Joint Chiefs of Staff Ada Vell", ["Ada Vell"]),
        ("Attorney General Ada Vell", ["Ada Vell"]),
        ("Labour MP Tom Orr", ["Labour", "Tom Orr"]),
        ("Vice President", ["Vice President"]),
        ("President", ["President"]),
        ("President of the Ostrand Bank", ["President of the Ostrand Bank"]),
        ("General Post Office", ["General Post Office"]),
        ("Prince Edward Island", ["Prince Edward Island"]),
        ("Gen. Z", ["Z"]),
        ("Gen Z", ["Gen Z"]),
        ("Burger King Harbour", ["Burger King Harbour"]),
        ("Martin Luther King", ["Martin Luther King"]),
        ("King Harald", ["Harald"]),
    ],
)
def test_names_between_ranks(run, names):
    """On a rank the name behind it is meant, on another word its own."""
    found = [without_rank(run, 0, len(run), at) for at in range(len(run))]
    assert [run[slice(*one)] for one in dict.fromkeys(found)] == names
    for at, (start, end) in enumerate(found):
        assert at < end or (start, end) == found[-1]


def test_what_is_a_rank():
    assert is_rank("Gen. Vell", 0)
    assert is_rank("the Ostrand Minister", 12)
    assert not is_rank("the Ostrand Minister", 4)
