"""Where the letters of spans stand under the lines, in either direction of writing."""

from __future__ import annotations

import pytest

from annotator.annotation.records import Suggestion
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


def test_marks_of_suggestions_stand_under_their_own_words(open_desk):
    """From right to left a mark goes on to the left of the letters that are there."""
    desk = open_desk([HEBREW])
    words = [HEBREW.index(word) for word in ("הספינה", "בנמל", "הבוקר")]
    suggestions = [
        Suggestion(
            id=str(at),
            article="a0",
            label="claim",
            start=at,
            end=HEBREW.index(" ", at),
            text=HEBREW[at : HEBREW.index(" ", at)],
            score=0.5,
            origin="guess",
        )
        for at in words
    ]
    desk.view.select(0, HEBREW.index(" "))
    desk.key("3")
    desk.view.set_suggestions(suggestions)
    line, (letter,) = letters(desk)
    drawing, qt = desk.view._drawing, desk.view._display.qt
    marks = drawing.suggestion_marks([line], drawing.spans_on([line], None))
    assert len(marks) == len(words)
    for mark in marks:
        ((left, right),) = line.edges(qt(mark.suggestion.start), qt(mark.suggestion.end))
        assert left - 2 <= mark.box.left()
        assert mark.box.right() <= right + 2
    assert marks[0].box.right() < letter.box.left()


@pytest.mark.parametrize("text", [HEBREW, "The ferry waits in port"])
def test_digits_of_candidates_stand_where_these_begin(open_desk, text):
    """Under their own words, whatever the direction."""
    desk = open_desk([text, text])
    first, second = text.index(" "), text.rindex(" ") + 1
    desk.view.select(second, len(text))
    desk.key("3")
    boxes = []
    painter = desk.view._drawing.links
    paint = painter._box

    def seen(page, line, left, width):
        boxes.append((line, left, width))
        return paint(page, line, left, width)

    painter._box = seen
    desk.view.set_candidates([(0, first), (second, len(text))])
    assert picture(desk.view)
    line = boxes[0][0]
    qt = desk.view._display.qt
    for (_, left, width), place in zip(boxes, [(0, first), (second, len(text))], strict=False):
        ((low, high),) = line.edges(qt(place[0]), qt(place[1]))
        begins = high if line.runs_left(qt(place[0])) else low
        assert low - 1 <= left
        assert left + width <= high + 1
        assert min(abs(left - begins), abs(left + width - begins)) < 1


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
