"""Where the letters of spans stand under the lines, in either direction of writing."""

from __future__ import annotations

import pytest

from tests.desktop.desk import picture

HEBREW = "הספינה חיכתה בנמל אוסטרנד כל הבוקר ואז הפליגה צפונה"
MIXED = "He wrote שלום עולם טוב to Reuters and ערב טוב again"
ARABIC = "وصلت السفينة إلى ميناء أوستراند في الصباح ثم غادرت"


def letters(desk):
    """Each letter with its span, as they are drawn under the first line."""
    drawing = desk.view._drawing
    line = next(iter(desk.view.visible_lines()))
    return line, list(drawing.painter._letters_on(line, drawing.spans_on([line], None)))


@pytest.mark.parametrize("text", [HEBREW, MIXED, ARABIC, f"{HEBREW[:24]} Reuters {ARABIC[:20]}"])
def test_each_letter_stands_under_its_own_span(open_desk, text):
    """Where it begins in its own direction; none is pushed under a neighbour."""
    desk = open_desk([text])
    at = 0
    for number, word in enumerate(text.split(" ")):
        if len(word) > 3:
            desk.view.select(at, at + len(word))
            desk.key("1234"[number % 4])
        at += len(word) + 1
    line, drawn = letters(desk)
    assert len(drawn) == sum(len(word) > 3 for word in text.split(" "))
    qt = desk.view._display.qt
    for one in drawn:
        ((left, right),) = line.edges(qt(one.span.start), qt(one.span.end))
        assert left - 2 <= one.box.left()
        assert one.box.right() <= right + 2
        begins = right if line.runs_left(qt(one.span.start)) else left
        assert min(abs(one.box.left() - begins), abs(one.box.right() - begins)) <= 2
    assert picture(desk.view)


def test_letters_of_spans_that_begin_together_stand_side_by_side(open_desk):
    """The longer span's at the beginning, the other one on in the direction of the text."""
    desk = open_desk([HEBREW])
    first = HEBREW.index(" ")
    desk.view.select(0, len(HEBREW))
    desk.key("1")
    desk.view.select(0, first)
    desk.key("3")
    _, (claim, entity) = letters(desk)
    assert claim.span.label == "claim"
    assert entity.box.right() == pytest.approx(claim.box.left(), abs=0.1)
