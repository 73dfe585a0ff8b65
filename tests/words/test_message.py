"""Messages: kinds with arguments, and the words that a catalogue has for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.words import Catalogue, Message, as_said, joined, say
from annotator.words.catalogue import ENGLISH, fields, has_words
from annotator.words.quotation import ENGLISH as ENGLISH_MARKS
from annotator.words.quotation import GERMAN as GERMAN_MARKS
from annotator.words.quotation import alternated


def german_number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def german_decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


GERMAN = Catalogue(
    {
        "Tag {label} “{text}”": "„{text}“ als {label} markieren",
        "{n:,} {n:span|spans}": "{n:,} {n:Markierung|Markierungen}",
        "“{change}” cannot be undone": "„{change}“ kann nicht rückgängig gemacht werden",
        "a share of {share}": "ein Anteil von {share}",
        "a width of {width:.2f}": "eine Breite von {width:.2f}",
    },
    GERMAN_MARKS,
    german_number,
    german_decimal,
)


def test_a_message_is_english_as_text() -> None:
    assert str(say("“{name}” is not a label", name="x")) == "“x” is not a label"


def test_the_same_kind_with_the_same_arguments_is_equal() -> None:
    assert say("a {n}", n=1) == say("a {n}", n=1)
    assert hash(say("a {n}", n=1)) == hash(say("a {n}", n=1))
    assert say("a {n}", n=1) != say("a {n}", n=2)


def test_a_message_equals_what_says_the_same() -> None:
    nested = say("Delete {what}", what=say("{n:,} {n:span|spans}", n=2))
    assert nested == say("Delete 2 spans") == "Delete 2 spans" == nested
    assert {nested, say("Delete 2 spans")} == {"Delete 2 spans"}
    assert nested != "Delete 3 spans"
    assert nested != 5
    assert "2 spans" in nested
    assert "what" not in nested


@pytest.mark.parametrize(
    ("n", "english", "german"),
    [
        (0, "0 spans", "0 Markierungen"),
        (1, "1 span", "1 Markierung"),
        (2, "2 spans", "2 Markierungen"),
        (1200, "1,200 spans", "1.200 Markierungen"),
    ],
)
def test_counts_agree(n: int, english: str, german: str) -> None:
    message = say("{n:,} {n:span|spans}", n=n)
    assert (str(message), GERMAN.put(message)) == (english, german)


def test_a_message_within_a_message_is_put_into_the_same_language() -> None:
    change = say("Tag {label} “{text}”", label="claim", text="a")
    message = say("“{change}” cannot be undone", change=change)
    assert str(message) == "“Tag claim ‘a’” cannot be undone"
    assert GERMAN.put(message) == "„‚a‘ als claim markieren“ kann nicht rückgängig gemacht werden"


def test_a_list_is_put_into_words_one_by_one() -> None:
    message = joined([say("{n:,} {n:span|spans}", n=1), as_said("x")])
    assert (str(message), GERMAN.put(message)) == ("1 span, x", "1 Markierung, x")


@pytest.mark.parametrize(
    ("message", "english", "german"),
    [
        (say("a share of {share}", share=0.25), "a share of 0.25", "ein Anteil von 0,25"),
        (say("a share of {share}", share=2.0), "a share of 2", "ein Anteil von 2"),
        (say("a width of {width:.2f}", width=0.5), "a width of 0.50", "eine Breite von 0,50"),
        (say("a share of {share}", share=12345), "a share of 12345", "ein Anteil von 12345"),
    ],
)
def test_numbers_are_written_as_the_language_does(
    message: Message, english: str, german: str
) -> None:
    assert (str(message), GERMAN.put(message)) == (english, german)


def test_a_kind_without_a_translation_stays_english_with_english_marks() -> None:
    assert GERMAN.put(say("“{x}” is new", x="“a” b")) == "“‘a’ b” is new"


def test_arguments_with_braces_are_only_text() -> None:
    assert str(say("“{x}”", x="{0} {x}")) == "“{0} {x}”"


def test_paths_are_shown_as_they_are_written(tmp_path: Path) -> None:
    assert str(say("{path}: no", path=tmp_path)) == f"{tmp_path}: no"


def test_a_field_without_an_argument_is_shown_and_raises_nothing() -> None:
    """A message that was stored by another version is still readable."""
    assert ENGLISH.put(Message("a {b} c")) == "a {b} c"


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        ("We said “no” twice", "We said ‘no’ twice", "We said ‚no‘ twice"),
        ("We said „no“ twice", "We said ‘no’ twice", "We said ‚no‘ twice"),
        ("“It’s ‘here’”", "‘It’s “here”’", "‚It’s „here“‘"),
        ("the end of it” and", "the end of it’ and", "the end of it‘ and"),
        ("“cut o…", "‘cut o…", "‚cut o…"),
        ('a "straight" one', 'a "straight" one', 'a "straight" one'),
        ("the workers’ day", "the workers’ day", "the workers’ day"),
    ],
)
def test_marks_within_marks_change_places(text: str, english: str, german: str) -> None:
    assert alternated(text, ENGLISH_MARKS) == english
    assert alternated(text, GERMAN_MARKS) == german


def test_marks_change_places_between_marks_only() -> None:
    assert str(say("{a} “{b}” {c}", a="“a”", b="“b”", c="“c”")) == "“a” “‘b’” “c”"
    assert str(say("“data.{b}” {c}", b="“b”", c="“c”")) == "“data.‘b’” “c”"


def test_fields_and_words_of_a_template() -> None:
    assert fields("{n:,} {n:span|spans} in {where}") == {"n", "where"}
    assert has_words("{n:,} {n:span|spans}")
    assert not has_words("{file}:{line}: {reason}")
