"""What Qt is given to show, and where each code point lies in it."""

from __future__ import annotations

import pytest
from hypothesis import given

from annotator.workbench.display import Display
from tests.strategies import messy_text


@given(messy_text())
def test_what_is_shown_is_as_long_as_the_text(text):
    """In code points and in UTF-16 units, so that no offset moves; newlines and tabs stay."""
    display = Display(text)
    assert display.text == text
    assert len(display.shown) == len(text)
    assert len(display.shown.encode("utf-16-le")) == len(text.encode("utf-16-le"))
    assert display.qt_length * 2 == len(text.encode("utf-16-le"))
    for one, shown in zip(text, display.shown, strict=True):
        assert shown == one or one in "\x7f\ufdd0\ufdd1\ufeff\u2029" or one < " "
        assert one not in "\n\t" or shown == one


@given(messy_text())
def test_offsets_there_and_back(text):
    display = Display(text)
    for position in range(len(text) + 1):
        at = display.qt(position)
        assert at * 2 == len(text[:position].encode("utf-16-le"))
        assert display.code_point(at) == position


def test_what_qt_would_drop_or_split_has_a_stand_in():
    text = "\ufeffa\x00b\x1fc\x7fd\ufdd0e\ufdd1f\u2029g\th\ni"
    assert Display(text).shown == "\u2060a␀b␟c␡d\ufffde\ufffdf\ng\th\ni"


@pytest.mark.parametrize(("qt", "position"), [(-5, 0), (1, 1), (2, 1), (3, 2), (4, 3), (99, 3)])
def test_a_position_of_qt_is_moved_into_the_text(qt, position):
    """One inside a pair to its start; one outside, as Qt gives them now and then, to the end."""
    assert Display("a😀b").code_point(qt) == position
