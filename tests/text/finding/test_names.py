"""Names around a place, and as a reader jumps to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import name_at, names_between, previous_name
from tests.strategies import messy_text

PILOT = "“We wait,” said Capt. Nora de Vries, in the U.S. port."
SHOUTED = (
    "PRESIDENT ADA VELL SIGNS BILL IN OSTRAND AS McORR’S IRTA CREW WAITS\n\n"
    "The bill was signed in Ostrand by Ada Vell, said Tom McOrr, and the IRTA was told to wait.\n\n"
    "LATEST: THE OSTRAND FERRY SINKS. The ferry was late.\n\n"
    "ADA VELL\n\nPhoto: TOM ORR"
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # "The Herald" inside a sentence makes no name of the "The" that begins another one.
        ("The ferry is late. They told The Herald so.", ["The Herald"]),
        ("The Herald waits. They told The Herald so.", ["The Herald", "The Herald"]),
        ("The Herald waits. They told the Herald so.", ["Herald", "Herald"]),
        ("The Hague waits. In The Hague it rains.", ["The Hague", "The Hague"]),
        ("So says The New York Times today.", ["The New York Times"]),
        (
            "The Ostrand Post’s Nora Vance met Ada Vell.",
            ["The Ostrand Post", "Nora Vance", "Ada Vell"],
        ),
        (
            "It was Ada van der Berg. Then van der Berg left, said van Ek.",
            ["Ada van der Berg", "van der Berg", "Ek"],
        ),
        ("They saw Sgt Orr, Sgt. Ek and General Lund.", ["Orr", "Ek", "Lund"]),
        ("They saw Minister Orr and Prime Minister Ek.", ["Orr", "Ek"]),
        (
            "On Friday von Ek left. In May Ada Vell came; April Orr stayed.",
            ["Ek", "Ada Vell", "April Orr"],
        ),
        (
            "They saw Ali al-Orr; then al-Orr left with Jean d’Ek.",
            ["Ali al-Orr", "al-Orr", "Jean d’Ek"],
        ),
        ("She joined V&O from Orr & Ek, not Vell y Lund.", ["V&O", "Orr & Ek", "Vell y Lund"]),
        ("Orr left. They met Mr. Orr again.", ["Orr", "Orr"]),
        ("Ada Vell and Tom Orr in Ostrand Harbour", ["Ada Vell", "Tom Orr", "Ostrand Harbour"]),
        ("Ana met Tom Orr, of the IRTA.", ["Tom Orr", "IRTA"]),
        (
            "Gestern am Montag traf Kanzlerin Ada Vell Herrn Orr von der CDU und Ek.",
            ["Ada Vell Herrn Orr", "CDU", "Ek"],
        ),
        ("Ada Vell parla d’Alain Ek et de l’Ostrand.", ["Ada Vell", "Alain Ek", "Ostrand"]),
        ("While the Ostrand line waits, I do.", ["Ostrand"]),
        ("After the talks, said Ada Vell, We've left Ostrand MORE.", ["Ada Vell", "Ostrand"]),
        ("They met Ostrand President Ada Vell on Friday.", ["Ostrand", "Ada Vell"]),
        (
            "It is the Norlandish army that Norlandish Chief of General Staff Ada Vell leads.",
            ["Norlandish", "Norlandish", "Ada Vell"],
        ),
        ("They told Norlandish Foreign Minister Tom Orr.", ["Norlandish", "Tom Orr"]),
        ("Ek told the Chairman, the Services and the Vice President a lot.", []),
        ("He met President Ek; the President told Ada Vell, the CEO.", ["Ek", "Ada Vell"]),
        ("It was Ada King. So said King, and the King of it.", ["Ada King", "King"]),
        (
            "Harbour Told Gen. Vell To Help In Ostrand",
            ["Vell"],
        ),
    ],
)
def test_names_and_what_only_looks_like_one(text, names):
    """Common words are none, whatever their capitals, both ways through the text."""
    found = list(names_between(text, 0, len(text)))
    assert [text[a:b] for a, b in found] == names
    backwards = []
    at = len(text)
    while (name := previous_name(text, at)) is not None:
        backwards.append(name)
        at = name[0]
    assert backwards[::-1] == found


@pytest.mark.parametrize(
    ("text", "inside", "wanted"),
    [
        (PILOT, "Vries", "Nora de Vries"),
        (PILOT, "Nora", "Nora de Vries"),
        ("The Bank of Ostrand’s head", "Ostrand", "Bank of Ostrand"),
        ("Ada VellAda VellHarbour MORE", "Vell", "Ada Vell"),
        ("Gen. Ada Vell spoke", "Vell", "Ada Vell"),
        ("Gen. Ada Vell spoke", "Gen", "Ada Vell"),
        ("General Ada Vell spoke", "General", "Ada Vell"),
        ("They met in The Hague on", "Hague", "The Hague"),
        ("They met in The Hague on", "The H", "The Hague"),
        ("Mayor Ada VellAda VellHarbour", "Vell", "Ada Vell"),
        ("Mayor Ada Vell", "Mayor", "Ada Vell"),
        ("the General Post Office", "Office", "General Post Office"),
        ("President of the Ostrand Bank", "Bank", "President of the Ostrand Bank"),
        ("The ferry", "ferry", "ferry"),
        ("Ada Vell and Tom Orr", "Orr", "Tom Orr"),
        ("in the U.S. Senate today", "Senate", "U.S. Senate"),
        ("with Ostrand President Ada Vell", "Vell", "Ada Vell"),
        ("with Ostrand President Ada Vell", "President", "Ada Vell"),
        ("with Ostrand President Ada Vell", "Ostrand", "Ostrand"),
        ("Harbour Secretary Ada Vell spoke", "Ada", "Ada Vell"),
        ("the Secretary of State Ada Vell", "Vell", "Ada Vell"),
        ("Ostrand Chief of General Staff Ada Vell", "Vell", "Ada Vell"),
        ("the Secretary of State", "State", "Secretary of State"),
        ("Council Told Gen. Vell To Sail", "Vell", "Vell"),
        ("Burger King Harbour", "Harbour", "Burger King Harbour"),
        ("During the Ostrand summit", "Ostrand", "Ostrand"),
        ("While the Ostrand summit", "While", "While"),
        ("Some Harbour Guards", "Guards", "Harbour Guards"),
        ("The Herald", "The", "The Herald"),
        ("after World War I began", "World", "World War I"),
        ("the IT Harbour", "Harbour", "IT Harbour"),
        ("flights to Ostrand MORE to come", "Ostrand", "Ostrand"),
    ],
)
def test_names(text, inside, wanted):
    """A name takes its capitalised words along, but no rank, article, possessive or glue."""
    assert text[slice(*name_at(text, text.index(inside) + 1))] == wanted


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("PRESIDENT", "PRESIDENT"),
        ("ADA", "ADA VELL"),
        ("VELL", "ADA VELL"),
        ("SIGNS", "SIGNS"),
        ("OSTRAND", "OSTRAND"),
        ("McORR", "McORR"),
        ("’S IRTA", "McORR’S"),
        ("IRTA", "IRTA"),
        ("FERRY", "FERRY"),
        ("ADA VELL\n", "ADA VELL"),
        ("TOM", "TOM ORR"),
    ],
)
def test_in_a_line_of_capitals_a_name_is_what_is_one_elsewhere(inside, wanted):
    """A headline in capitals is not one long name; two words alone in a line still are one."""
    assert SHOUTED[slice(*name_at(SHOUTED, SHOUTED.index(inside) + 1))] == wanted


def test_names_of_a_line_of_capitals_in_order():
    """Only what is a name in the small letters of the text is stopped at, both ways."""
    found = [SHOUTED[a:b] for a, b in names_between(SHOUTED, 0, len(SHOUTED))]
    assert found == [
        "ADA VELL", "OSTRAND", "McORR", "IRTA", "Ostrand", "Ada Vell", "Tom McOrr", "IRTA",
        "OSTRAND", "ADA VELL", "TOM ORR",
    ]  # fmt: skip
    backwards, at = [], len(SHOUTED)
    while (name := previous_name(SHOUTED, at)) is not None:
        backwards.append(SHOUTED[slice(*name)])
        at = name[0]
    assert backwards[::-1] == found


TITLED = (
    "Report: Ostrand Council Told Gen. Vell To Pursue Norland’s Help After Ferry Strike\n\n"
    "Gen. Ada Vell met the council of Ostrand on Friday. The help of Norland was asked for, when"
    " the ferry strike ended, the Ostrand Council told him. General Orr told nobody.\n\n"
    "By Ada Vell and Tom Orr"
)


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("Ostrand", "Ostrand Council"),
        ("Told", "Told"),
        ("Vell", "Vell"),
        ("Pursue", "Pursue"),
        ("Norland", "Norland"),
        ("’s Help", "Norland’s"),
        ("Help", "Help"),
        ("Strike", "Strike"),
        ("Tom", "Tom Orr"),
    ],
)
def test_in_a_title_a_name_is_what_is_one_elsewhere(inside, wanted):
    """What the text writes small is in no name, and ends the one beside it."""
    assert TITLED[slice(*name_at(TITLED, TITLED.index(inside) + 1))] == wanted


def test_names_of_a_title_in_order():
    """Words that the text writes small are passed over, both ways."""
    end = TITLED.index("\n")
    found = [TITLED[a:b] for a, b in names_between(TITLED, 0, end)]
    assert found == ["Ostrand Council", "Vell", "Norland"]
    backwards, at = [], end
    while (name := previous_name(TITLED, at)) is not None:
        backwards.append(TITLED[slice(*name)])
        at = name[0]
    assert backwards[::-1] == found
    last = [TITLED[a:b] for a, b in names_between(TITLED, TITLED.index("By Ada"), len(TITLED))]
    assert last == ["Ada Vell", "Tom Orr"]


@given(messy_text() | messy_text().map(str.upper), st.data())
def test_a_name_is_around_the_place_that_it_is_asked_for(text, data):
    """Whatever the text, in small letters or in capitals."""
    at = data.draw(st.integers(0, len(text)))
    found = name_at(text, at)
    assert found is None or 0 <= found[0] < found[1] <= len(text)
    # On a rank the name behind it is meant.
    assert found is None or at < found[1]
    for start, end in names_between(text, 0, len(text)):
        assert 0 <= start < end <= len(text)
