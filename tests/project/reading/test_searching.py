"""Finding articles by words, with characters that databases take for something else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotation.records import Status
from annotator.project import ArticleFilter
from tests.project.making import NEWS, OLD, TEXTS, article


def found(project, words, **fields):
    keys = project.index("x", ArticleFilter(words=words, **fields))
    return [row.id for row in project.rows("x", keys)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", [0, 1]),
        ("milleymark", [0]),
        ("said end", []),
        ("said milley", [0]),
        ("5 %", [1]),
        ("%", [1]),
        ("_", [1]),
        ("off_it\\", [1]),
        ("off%it", []),
        ("offxit", []),
        ("\\", [1]),
        ("/b>", [1]),
        ("/x", []),
        ("<b>", [1]),
        ("élysée", [1]),
        ("Élysée", [1]),
        ("STRASSE", []),
        ("straße", [1]),
        ("👩‍🚀", [0]),
        ("שלום", [0]),
        ("𠀀", [0]),
        ("old'\";", [1]),
        ("'", [1]),
        ("--", [1]),
        ("no such word", []),
    ],
)
def test_words(project, words, expected):
    """Words are found as they stand, whatever their case, in title and text; all must be there."""
    names = list(TEXTS)
    assert found(project, words) == [names[number] for number in expected]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_any_piece_of_a_text_is_found(project, data):
    """Whatever is cut out of an article finds the article."""
    name, text = data.draw(st.sampled_from(list(TEXTS.items())))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 12)))
    assert name in found(project, text[start:end])


def test_words_and_status(project):
    """Both parts of a filter hold; an article without a status is new."""
    assert found(project, "e", status=Status.NEW) == list(TEXTS)
    assert found(project, "e", status=Status.DONE) == []


def test_a_title_is_searched_too(project):
    """A word that is only in the title finds the article."""
    with project.begin_import("test") as incoming:
        incoming.add([article("t", "nothing", title="Überschrift 100%")])
    assert found(project, "überschrift") == ["t"]
    assert found(project, "ÜBERSCHRIFT 100%") == ["t"]
    assert NEWS != OLD
