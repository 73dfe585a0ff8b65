"""Finding in the article: the bar with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from annotator.desktop.page import find_bar
from tests.desktop.desk import CTRL, SHIFT

TEXT = (
    "Harbour 🚢 news\n"
    "\n"
    "👩‍👩‍👧 The quay was shut. Ada Vell saw the Quay, the quayside and the “old quay”. It’s shut.\n"
    "\n"
    "Ada VellAda VellHarbour wins 1,000 prizes MORE 😀 the quay."
)

QUAYS = [(start, start + 4) for start in range(len(TEXT)) if TEXT[start : start + 4] == "quay"]

SLOW = "(x+x+)+y"


@pytest.fixture(autouse=True)
def _patient(monkeypatch):
    """Find before the key comes back, however busy the machine is: most tests are about that."""
    monkeypatch.setattr(find_bar, "AT_ONCE_S", 60.0)


def type_in(desk, text: str) -> None:
    desk.key("f", CTRL)
    assert desk.window.find_bar.box.hasFocus()
    for letter in text:
        desk.key(letter)


def test_find_and_tag_by_keys_alone(open_desk):
    """Ctrl+F, a word, Return to the third hit, Escape, a digit: that hit is stored exactly."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    bar = desk.window.find_bar
    assert bar.count.text == "1 of 5"
    desk.key(Qt.Key.Key_Return, times=3)
    assert bar.count.text == "4 of 5"
    desk.key(Qt.Key.Key_Return, SHIFT)
    assert bar.count.text == "3 of 5"
    assert desk.stored() == []
    desk.key(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert desk.view.hasFocus()
    desk.key("3")
    assert desk.stored() == [("a0", "entity", ((*QUAYS[1], "quay"),))]


def test_digits_and_letters_are_typed_and_tag_nothing(open_desk):
    """Keys of labels and commands are only text while one types what to find."""
    desk = open_desk([TEXT])
    desk.drag(0, 7)
    type_in(desk, "1,000")
    assert desk.window.find_bar.box.text() == "1,000"
    assert desk.window.find_bar.count.text == "1 of 1"
    assert desk.stored() == []


def test_next_and_tag_again_and_again(open_desk):
    """With the bar closed F3 selects the next hit in the text, so F3, 3, F3, 3 tags one by one."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    desk.window.find_bar.case.click()
    desk.key(Qt.Key.Key_Escape)
    desk.key("3")
    for _ in range(3):
        desk.key(Qt.Key.Key_F3)
        desk.key("3")
    assert [fragments for _, _, fragments in desk.stored()] == [
        ((*place, "quay"),) for place in QUAYS
    ]
    desk.key(Qt.Key.Key_F3, SHIFT)
    assert desk.view.selection() == QUAYS[-2]
    assert "3 of 4" in desk.status()


def test_hits_go_round(open_desk):
    """After the last hit comes the first, before the first the last."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    desk.key(Qt.Key.Key_F3, SHIFT)
    assert desk.window.find_bar.count.text == "5 of 5"
    desk.key(Qt.Key.Key_F3)
    assert desk.window.find_bar.count.text == "1 of 5"


def test_the_search_begins_at_the_caret(open_desk):
    """The first hit behind the caret is looked at first, and typing on does not run away."""
    desk = open_desk([TEXT])
    desk.place_caret(QUAYS[2][0] - 2)
    type_in(desk, "quay")
    assert desk.window.find_bar.current_hit == QUAYS[2]
    for _ in range(4):
        desk.key(Qt.Key.Key_Backspace)
    for letter in "quay":
        desk.key(letter)
    assert desk.window.find_bar.current_hit == QUAYS[2]


def test_the_selection_is_what_to_find(open_desk):
    """Ctrl+F with something selected finds that."""
    desk = open_desk([TEXT])
    start = TEXT.index("Ada Vell")
    desk.drag(start, start + 8)
    desk.key("f", CTRL)
    bar = desk.window.find_bar
    assert bar.box.text() == "Ada Vell"
    assert bar.count.text == "1 of 3"
    desk.key("q")
    assert bar.box.text() == "q"


def test_switches_and_problems_in_the_bar(open_desk):
    """The switches search anew, and what is wrong with an expression is said in the bar."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    bar = desk.window.find_bar
    bar.whole.click()
    assert bar.count.text == "1 of 4"
    bar.case.click()
    assert bar.count.text == "1 of 3"
    assert bar.box.hasFocus()
    bar.pattern.click()
    desk.key("(")
    assert bar.count.text == "Missing )."
    assert bar.hits == []
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Backspace)
    assert bar.count.text == "1 of 3"
    desk.key("z")
    assert bar.count.text == "Not found"
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.selection() is None


def test_a_slow_expression_neither_freezes_nor_hides_the_next_one(open_desk, qtbot, monkeypatch):
    """It is given up after its time, and what was typed meanwhile is found."""
    monkeypatch.setattr(find_bar, "AT_ONCE_S", 0.05)
    monkeypatch.setattr(find_bar, "IN_ALL_S", 0.3)
    desk = open_desk(["xy" + "x" * 5000 + " quay"])
    bar = desk.window.find_bar
    bar.pattern.setChecked(True)
    type_in(desk, SLOW[:-1])
    desk.key(SLOW[-1])
    assert bar.count.text == "Searching …"  # the key has come back before the search has
    qtbot.waitUntil(lambda: bar.count.text.startswith("This takes too long"))
    bar.box.setText("(x+x+x+)+y")
    assert bar.count.text == "Searching …"
    ended = []
    bar._task.ended.connect(lambda: ended.append(1))
    monkeypatch.setattr(find_bar, "AT_ONCE_S", 60.0)
    bar.box.setText("qu.y")
    assert bar.count.text == "1 of 1"
    qtbot.waitUntil(lambda: bool(ended))
    assert bar.count.text == "1 of 1"


def test_hits_follow_the_article(open_desk):
    """In another article the bar finds anew; closed, it shows nothing and F3 finds anew."""
    other = "😀 A quay and another quay."
    desk = open_desk([TEXT, other])
    type_in(desk, "quay")
    desk.key(Qt.Key.Key_PageDown, CTRL)
    bar = desk.window.find_bar
    assert desk.session.opened.article.id == "a1"
    assert [other[start:end] for start, end in bar.hits] == ["quay", "quay"]
    assert list(desk.view._drawing.hits.hits) == bar.hits
    desk.key("f", CTRL)
    desk.key(Qt.Key.Key_Escape)
    assert not desk.view._drawing.hits.hits
    desk.key(Qt.Key.Key_PageUp, CTRL)
    desk.key(Qt.Key.Key_F3)
    assert desk.view.selection() == QUAYS[0]
    desk.session.close_article()
    desk.key(Qt.Key.Key_F3)
    assert bar.hits == []


def test_a_late_answer_for_another_article_is_not_shown(open_desk, qtbot, monkeypatch):
    """What was found in the background belongs to the article that it was looked for in."""
    monkeypatch.setattr(find_bar, "AT_ONCE_S", 0.0)
    desk = open_desk([TEXT, "No such word, 😀 but one quay."])
    bar = desk.window.find_bar
    type_in(desk, "quay")
    desk.key(Qt.Key.Key_PageDown, CTRL)
    qtbot.waitUntil(lambda: bar.count.text == "1 of 1")
    assert bar.hits == [(24, 28)]


def test_hits_are_drawn_and_nothing_moves(open_desk):
    """A hit is boxed on the page, in grey; the lines stand where they stood."""
    desk = open_desk([TEXT])
    desk.window.find_bar.open_bar()
    desk.window.find_bar.box.clear()
    lines = [(line.qt_start, line.top) for line in desk.view.visible_lines()]
    before = desk.view.viewport().grab().toImage()
    desk.window.find_bar.box.setText("quay")
    after = desk.view.viewport().grab().toImage()
    assert [(line.qt_start, line.top) for line in desk.view.visible_lines()] == lines
    boxed = set(_changed(before, after))
    for start, end in QUAYS:
        left, right = desk.point(start), desk.point(end)
        assert any(left.x() - 2 <= x <= right.x() + 2 and abs(y - left.y()) < 20 for x, y in boxed)
        assert (left.x() + 3, left.y() - 8) in boxed  # light inside, too
    top = desk.point(0)
    assert not any(abs(y - top.y()) < 10 for _, y in boxed)
    colours = [after.pixelColor(x, y) for x, y in boxed]
    assert all(abs(one.red() - one.blue()) < 40 for one in colours)
    bar = desk.window.find_bar
    bar.step(forward=True)
    moved = desk.view.viewport().grab().toImage()
    assert _changed(after, moved)
    bar.box.clear()
    assert not _changed(before, desk.view.viewport().grab().toImage())


def _changed(before: QImage, after: QImage) -> list[tuple[int, int]]:
    return [
        (x, y)
        for y in range(before.height())
        for x in range(before.width())
        if before.pixel(x, y) != after.pixel(x, y)
    ]


def test_a_hit_out_of_sight_is_scrolled_to_and_the_caret_stays(open_desk):
    """Typing scrolls to the first hit; the caret is where it was until the bar is closed."""
    text = "\n\n".join(f"Paragraph {n} 😀. The council met again." for n in range(300))
    desk = open_desk([text])
    desk.view.place_caret(5)
    type_in(desk, "graph 250")
    start, end = desk.window.find_bar.current_hit
    assert text[start:end] == "graph 250"
    assert desk.view.in_sight(start)
    assert desk.view.caret() == 5
    desk.key(Qt.Key.Key_Return)
    assert desk.view.caret() == 5
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.in_sight(start)
    desk.key("2")
    assert desk.stored() == [("a0", "quote", ((start, end, "graph 250"),))]


def test_letters_that_were_only_typed_are_a_place_and_no_selection(open_desk):
    """Escape leaves the caret at the hit, and a label's key takes the whole name around it."""
    desk = open_desk([TEXT])
    type_in(desk, "ell saw")
    desk.key(Qt.Key.Key_Escape)
    ell = TEXT.index("ell saw")
    assert desk.view.raw_selection() == (ell, ell)
    desk.key("3")
    assert desk.stored() == [("a0", "entity", ((ell - 5, ell + 3, "Ada Vell"),))]
    # F3 goes on from that hit, as if it had been selected; typed anew, a hit is a place again.
    desk.view.place_caret(0)
    type_in(desk, "quay")
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.raw_selection() == (QUAYS[0][0], QUAYS[0][0])
    desk.key(Qt.Key.Key_F3)
    assert "2 of 5" in desk.status()
    desk.view.place_caret(0)
    desk.key("f", CTRL)
    desk.key(Qt.Key.Key_Return)
    desk.key("s")
    desk.key(Qt.Key.Key_Backspace)
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.selection() is None
    # What was selected when the bar was opened stays so.
    start = TEXT.index("Harbour wins")
    desk.drag(start, start + 7)
    desk.key("f", CTRL)
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.selection() == (start, start + 7)


def test_a_place_found_by_letters_is_not_the_span_that_was_current(open_desk):
    """A label's key tags there, and leaves alone what was tagged before."""
    desk = open_desk([TEXT])
    desk.drag(0, 7)
    desk.key("3")
    type_in(desk, "prize")
    desk.key(Qt.Key.Key_Escape)
    desk.key("3")
    assert [fragments[0][2] for _, _, fragments in desk.stored()] == ["Harbour", "prizes"]


def test_the_switches_by_keyboard(open_desk):
    """Tab and Space reach the switches, and Escape closes the bar from there."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    bar = desk.window.find_bar
    desk.key(Qt.Key.Key_Tab)
    assert bar.case.hasFocus()
    desk.key(Qt.Key.Key_Space)
    assert bar.count.text == "1 of 4"
    desk.key(Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert desk.view.raw_selection() == (QUAYS[0][0], QUAYS[0][0])


def test_escape_in_the_text_lets_go_first_and_then_closes_the_bar(open_desk):
    """The bar goes when there is nothing left to let go of."""
    desk = open_desk([TEXT])
    type_in(desk, "quay")
    desk.view.setFocus()
    desk.view.select(0, 7)
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.selection() is None
    assert not desk.window.find_bar.isHidden()
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.find_bar.isHidden()
