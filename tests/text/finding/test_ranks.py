"""Ranks and offices are no part of the name behind them, wherever the caret is."""

from __future__ import annotations

import pytest

from annotator.text.finding.ranks import is_office_alone, is_rank, without_rank


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
        ("Norlandish Chief of General Staff Ada Vell", ["Norlandish", "Ada Vell"]),
        ("Norlandish Foreign Minister Ada Vell", ["Norlandish", "Ada Vell"]),
        ("Former Ostrand President Ada Vell", ["Ostrand", "Ada Vell"]),
        ("Foreign Harbour Club", ["Foreign Harbour Club"]),
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


@pytest.mark.parametrize(
    ("text", "name", "is_office"),
    [
        ("He told the Chairman so.", "Chairman", True),
        ("They met Presidents of banks.", "Presidents", True),
        ("the Foreign Secretary and", "Foreign Secretary", True),
        ("the Secretary of State and", "Secretary of State", True),
        ("the Secretary-General and", "Secretary-General", True),
        ("the Chief of Staff and", "Chief of Staff", True),
        ("the Justice Secretary and", "Justice Secretary", True),
        ("told The Prime Minister so", "The Prime Minister", True),
        ("the CEO and", "CEO", True),
        ("the Attorney General and", "General", True),
        ("Ada Vell, Chairman, and", "Chairman", True),
        ("in the Services and", "Services", True),
        ("the Armed Services and", "Armed Services", False),
        ("the General Staff and", "General Staff", False),
        ("the Justice Department and", "Justice Department", False),
        ("the President of the Ostrand Bank", "President of the Ostrand Bank", False),
        ("the National Club", "National", False),
        ("They met Ada Vell", "Ada Vell", False),
        ("It was Ada King who left; the King knew, said King.", "King.", False),
        ("It was Ada King who left, said the King.", "King.", True),
        ("The King left with King Olaf, said King.", "King.", True),
        ("It was the Ostrand King; the King left, said King.", "King.", True),
        ("Her dog Bishop barked, so they gave Bishop.", "Bishop.", False),
        ("They saw President Ek, and told President.", "President.", True),
        ("She was elected Mayor.", "Mayor.", True),
        ("He saw the President. Bishop was there.", "Bishop", False),
    ],
)
def test_an_office_alone_is_no_name(text, name, is_office):
    """Nor is a body without whose; what somebody is called is a name all the same."""
    start = text.rindex(name)
    assert is_office_alone(text, start, start + len(name.rstrip("."))) == is_office
