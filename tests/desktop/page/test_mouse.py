"""Selecting with the mouse: what is selected stays readable, and a new drag selects anew."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.annotation.edits import SetRanges
from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice, Theme
from annotator.project import Project
from tests.desktop.desk import LEFT, SHIFT, Desk

TEXT = "The quick brown fox jumps over the lazy dog again and again. " * 4


def _later_click() -> None:
    """Wait until the next click is no third one of a double click."""
    QTest.qWait(QApplication.doubleClickInterval() + 20)


def _shown_behind(desk: Desk, start: int, end: int) -> QColor:
    """Return the commonest colour on the page between two offsets."""
    area = desk.view.area_of(start, end)
    picture = desk.view.grab(area).toImage()
    counts: dict[int, int] = {}
    for x in range(picture.width()):
        for y in range(1, picture.height() // 2):
            pixel = picture.pixel(x, y)
            counts[pixel] = counts.get(pixel, 0) + 1
    return QColor(max(counts, key=lambda one: counts[one]))


def _over_paper(theme: Theme) -> QColor:
    selection = theme.selection()
    return colour.mix(QColor(selection.rgb()), theme.paper, selection.alphaF())


def _near(one: QColor, other: QColor) -> bool:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return all(abs(a - b) <= 3 for a, b in pairs)


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_selected_text_is_see_through_from_the_start(open_desk, choice, theme) -> None:
    desk = open_desk([TEXT])
    desk.desktop.settings.theme = choice
    desk.desktop.settings.save()
    desk.close()
    QApplication.processEvents()
    desk = open_desk()  # in this theme from the first moment on, never switched
    desk.view.select(0, 40)
    assert _near(_shown_behind(desk, 0, 40), _over_paper(theme))
    for other, there in ((Choice.DARK, DARK), (Choice.LIGHT, LIGHT)):
        desk.window.actions_by_name[other.value].trigger()
        assert _near(_shown_behind(desk, 0, 40), _over_paper(there))


def test_a_drag_that_begins_in_what_is_selected_selects(open_desk) -> None:
    desk = open_desk([TEXT])
    desk.drag(4, 41)
    _later_click()
    desk.drag(10, 25)
    assert desk.view.raw_selection() == (10, 25)


def test_edges_that_another_window_moves_during_a_drag_stay(open_desk) -> None:
    """What is dragged is the span as it was when its handle was taken."""
    desk = open_desk([TEXT])
    desk.view.select(4, 9)
    desk.key("1")
    held = desk.session.current_span
    with Project.open(desk.path) as project:
        moved = SetRanges(span=held.id, ranges=((4, 15),), base=held.ranges)
        assert project.apply(moved, "ana") is not None
    desk.view.resized.emit(held, ((0, 9),))
    assert desk.status() == "The edges of “quick brown” were moved in another window meanwhile"
    assert [ranges for _, ranges in desk.shown()] == [((4, 15),)]
    desk.view.resized.emit(desk.session.current_span, ((4, 19),))
    assert [ranges for _, ranges in desk.shown()] == [((4, 19),)]


def test_shift_click_goes_on_from_the_caret_not_from_a_double_click_long_ago(open_desk) -> None:
    desk = open_desk([TEXT, "One two three four five six."])
    desk.double_click(200)
    assert desk.view.selection() == (199, 202)
    _later_click()
    desk.key("j")
    desk.view.place_caret(6)
    QTest.mouseClick(desk.view.viewport(), LEFT, SHIFT, desk.point(18))
    assert desk.view.raw_selection() == (6, 18)
    QTest.mouseClick(desk.view.viewport(), LEFT, SHIFT, desk.point(3))
    assert desk.view.raw_selection() == (6, 3)


def test_three_clicks_still_select_the_paragraph(open_desk) -> None:
    desk = open_desk(["One two three.\nFour five six."])
    desk.click(5)
    desk.double_click(5)
    desk.click(5)
    assert desk.view.raw_selection()[0] == 0


def test_secondary_text_is_faint_from_the_start(open_desk) -> None:
    desk = open_desk([TEXT])
    theme = desk.desktop.themes.theme
    for label in desk.window.inspector._faint:
        assert label.palette().windowText().color() == theme.faint


def test_a_small_text_size_does_not_cut_the_title(open_desk) -> None:
    desk = open_desk([TEXT])
    desk.window.resize(1280, 800)
    QApplication.processEvents()
    desk.window.preferences.set_text_size(8)
    QApplication.processEvents()
    assert desk.window.header._title.text() == "Title 0"
    assert desk.window.header._source.text() != "…"
    assert "…" not in desk.window.header._source.text()


def test_the_count_of_hits_is_whole_in_a_narrow_window(open_desk) -> None:
    desk = open_desk(["the " * 50])
    desk.window.resize(900, 600)
    QApplication.processEvents()
    bar = desk.window.find_bar
    bar.open_bar()
    QTest.keyClicks(bar.box, "the")
    QApplication.processEvents()
    count = bar.count
    assert count.text == "1 of 50"
    assert count.fontMetrics().horizontalAdvance(count.text) <= count.width()


RIGHT_TO_LEFT = "שלום עולם אמר “hello 😀 world” היום. " * 8


def test_clicks_and_drags_hit_on_broken_lines_from_right_to_left(open_desk) -> None:
    desk = open_desk([RIGHT_TO_LEFT])
    view = desk.view
    checked = 0
    for line in list(view.visible_lines())[:3]:
        assert line.hang > 1
        for position in range(line.qt_start, line.qt_end - 1):
            stretches = line.edges(position, position + 1)
            offset = view._display.code_point(position)
            if not stretches or not RIGHT_TO_LEFT[offset].isalpha():
                continue  # Qt itself cannot tell what is under a point between two directions
            left, right = stretches[0]
            middle = QPointF((left + right) / 2, line.top + 4)
            assert view.character_at(middle) == offset
            checked += 1
    assert checked > 120
    desk.drag(75, 79)
    assert view.raw_selection() == (75, 79)


@pytest.mark.parametrize("clicks", [2, 3])
def test_two_and_three_clicks_keep_the_current_span_as_a_drag_does(open_desk, clicks) -> None:
    """The first of them is no click beside the span: F adds what they select."""
    desk = open_desk(["One two three.\nFour five six."])
    desk.drag(0, 3)
    desk.key("3")
    current = desk.session.current
    _later_click()
    desk.click(20)
    desk.double_click(20)
    if clicks == 3:
        desk.click(20)
    assert desk.session.current == current
    assert desk.view.selection() == ((20, 24) if clicks == 2 else (15, 29))
    desk.key("f")
    assert desk.shown() == [("entity", ((0, 3), desk.shown()[0][1][1]))]
    assert len(desk.shown()[0][1]) == 2


def test_after_two_clicks_that_are_let_go_of_a_key_tags_at_the_caret(open_desk) -> None:
    """The current span stays, but the caret is not where its last gesture left it."""
    desk = open_desk(["One two three. Four five six."])
    desk.drag(0, 3)
    desk.key("3")
    _later_click()
    desk.click(20)
    desk.double_click(20)
    desk.key(Qt.Key.Key_Escape)
    desk.key("3")
    assert [label for label, _ in desk.shown()] == ["entity", "entity"]


def test_two_clicks_in_a_span_inside_another_keep_the_current_one(open_desk) -> None:
    """The first click takes the innermost; the second one says that a word was meant."""
    desk = open_desk(["One two three. Four five six."])
    desk.drag(15, 28)
    desk.key("3")
    desk.drag(0, 3)
    desk.key("3")
    current = desk.session.current
    _later_click()
    desk.click(21)
    assert desk.session.current != current
    desk.double_click(21)
    assert desk.session.current == current


def test_a_click_with_shift_that_selects_nothing_keeps_the_current_span(open_desk) -> None:
    """It is no click beside the span, wherever the caret happens to be."""
    desk = open_desk(["One two three. Four five six."])
    desk.drag(0, 3)
    desk.key("3")
    current = desk.session.current
    _later_click()
    caret = desk.view.caret()
    QTest.mouseClick(desk.view.viewport(), LEFT, SHIFT, desk.point(caret))
    assert desk.view.selection() is None
    assert desk.session.current == current
    _later_click()
    QTest.mouseClick(desk.view.viewport(), LEFT, SHIFT, desk.point(13))
    assert desk.view.selection() == (4, 13)
    assert desk.session.current == current


def test_a_single_click_beside_every_span_lets_go(open_desk) -> None:
    """One click is one click."""
    desk = open_desk(["One two three. Four five six."])
    desk.drag(0, 3)
    desk.key("3")
    _later_click()
    desk.click(20)
    assert desk.session.current == ""


UNSPACED = (
    "港口局局长说，新的码头将于明年开放。\n\n新しい港は来年スーパーを開く。\n\n"
    "เรือจอดที่ท่าเรือเมื่อวันอังคาร"
)


@pytest.mark.parametrize("word", ["港口", "明年", "来年", "スーパー", "อังคาร"])
def test_words_of_writing_without_spaces(open_desk, word) -> None:
    """A double click and a name's key take a word of the dictionary, in exact code points."""
    pytest.importorskip("icu4py")
    desk = open_desk([UNSPACED])
    start = UNSPACED.index(word)
    desk.double_click(start + 1)
    assert desk.view.selection() == (start, start + len(word))
    desk.view.place_caret(start + 1)
    desk.key("3")
    assert desk.session.current_span.text == word
    assert desk.session.current_span.ranges == ((start, start + len(word)),)


def test_that_no_dictionary_is_there_is_said_once(open_desk, without_dictionary) -> None:
    """Each character is a word then; text with spaces says nothing of it."""
    desk = open_desk([f"{UNSPACED} in Ostrand"])
    desk.double_click(UNSPACED.index("港口"))
    assert desk.view.selection() == (0, 1)
    assert "icu4py" in desk.status()
    desk.view.place_caret(UNSPACED.index("明年"))
    desk.key("3")
    assert len(desk.session.current_span.text) == 1
    assert "icu4py" not in desk.status()
    desk.close()
    desk = open_desk()
    desk.view.place_caret(UNSPACED.index("明年") + 1)
    desk.key("3")
    assert "icu4py" in desk.status()
    desk.close()
    desk = open_desk()
    desk.double_click(len(UNSPACED) + 6)
    assert desk.view.selection() is not None
    assert "icu4py" not in desk.status()
