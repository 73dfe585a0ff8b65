"""The overview beside the scroll bar, and where articles were left."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan
from annotator.annotation.records import make_fragments
from annotator.desktop.toolkit.theme import LIGHT, Choice
from annotator.workbench.positions import Place
from tests.desktop.desk import CTRL, LEFT, NO

TEXT = "\n\n".join(f"Paragraph {n} 😀. The council of Ostrand met again." for n in range(300))


def marked(desk) -> dict[str, list[int]]:
    """The rows of the strip at which each label's own colour and place are drawn."""
    strip = desk.window.strip
    image = strip.grab().toImage()
    found: dict[str, list[int]] = {}
    for number, label in enumerate(desk.session.labels.values()):
        colour = LIGHT.mark(label.colour).rgb()
        x = 4 + 2 * number
        found[label.id] = [y for y in range(image.height()) if image.pixel(x, y) == colour]
    return found


def light(desk) -> None:
    desk.desktop.themes.choose(Choice.LIGHT)


def test_spans_are_where_they_are_in_the_text(open_desk):
    """A span is marked at its label's place, at its share of the height; Undo takes it away."""
    desk = open_desk([TEXT])
    light(desk)
    start = TEXT.index("Paragraph 150")
    desk.view.scroll_to(start)
    desk.drag(start, start + 13)
    desk.key("3")
    rows = marked(desk)
    height = desk.window.strip.height()
    assert rows["claim"] == rows["quote"] == rows["boilerplate"] == []
    assert rows["entity"]
    assert abs(rows["entity"][0] - start * height / len(TEXT)) <= 2
    desk.key("2")
    assert (bool(marked(desk)["entity"]), bool(marked(desk)["quote"])) == (False, True)
    desk.key("z", CTRL, times=2)
    assert marked(desk)["quote"] == []


def test_the_strip_follows_article_and_annotator(open_desk):
    """Another article has marks of its own, and so has another annotator."""
    desk = open_desk([TEXT, "😀 Short."])
    light(desk)
    desk.drag(0, 9)
    desk.key("1")
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert marked(desk)["claim"] == []
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert marked(desk)["claim"]
    desk.session.set_annotator("ben")
    assert marked(desk)["claim"] == []


def test_a_click_goes_there_and_the_caret_stays(open_desk):
    """A click at three quarters shows what is at three quarters; focus and caret stay."""
    desk = open_desk([TEXT])
    strip = desk.window.strip
    desk.view.setFocus()
    QTest.mouseClick(strip, LEFT, NO, QPoint(6, strip.height() * 3 // 4))
    start, end = desk.view.visible_range()
    assert start < len(TEXT) * 3 // 4 < end
    assert desk.view.caret() == 0
    assert desk.view.hasFocus()
    QTest.mouseClick(strip, LEFT, NO, QPoint(6, strip.height() - 1))
    assert desk.view.visible_range()[1] == len(TEXT)


def test_hits_are_in_the_strip(open_desk):
    """What is found is marked at the very left, until the bar is closed."""
    desk = open_desk([TEXT])
    light(desk)
    paper = LIGHT.paper.rgb()

    def rows() -> list[int]:
        image = desk.window.strip.grab().toImage()
        return [y for y in range(50, image.height()) if image.pixel(1, y) != paper]

    assert rows() == []
    desk.window.find_bar.open_bar()
    desk.window.find_bar.box.setText("Paragraph 150 ")
    height = desk.window.strip.height()
    desk.view.verticalScrollBar().setValue(0)
    (hit,) = desk.window.find_bar.hits
    assert any(abs(y - hit[0] * height / len(TEXT)) <= 2 for y in rows())
    desk.key(Qt.Key.Key_Escape)
    desk.view.verticalScrollBar().setValue(0)
    assert rows() == []


def test_the_strip_stands_between_text_and_scroll_bar(open_desk):
    """It is as high as the page, takes no focus, and says what it is."""
    desk = open_desk([TEXT])
    strip, viewport = desk.window.strip, desk.view.viewport().geometry()
    assert strip.geometry().left() == viewport.right() + 1
    assert strip.height() == viewport.height()
    bar = desk.view.verticalScrollBar()
    assert strip.geometry().right() < bar.mapTo(desk.view, QPoint(0, 0)).x() + 1
    assert strip.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert strip.accessibleName()
    assert "claim" in strip.toolTip()


def test_a_hundred_thousand_spans_do_not_slow_a_key(open_desk, qtbot):
    """Counting one span more and drawing anew takes a few thousandths of a second."""
    text = "word " * 200_000
    desk = open_desk([text])
    strip = desk.window.strip
    opened = desk.session.opened
    changes = desk.session.apply(AddSpan(article="a0", label="quote", ranges=((500, 504),)))
    one = changes.delta.spans[0].after
    spans = [
        replace(
            one,
            id=f"s{n}",
            label=("claim", "entity")[n % 2],
            fragments=make_fragments(text, ((n * 10, n * 10 + 4),)),
        )
        for n in range(100_000)
    ]
    strip.show_article(replace(opened, spans=spans), desk.session.labels)
    strip.update_spans(changes)
    assert strip._counting.isActive()  # the rest is counted when there is time
    qtbot.waitUntil(lambda: not strip._counting.isActive(), timeout=20_000)
    assert sum(strip._density._counts["claim"]) >= 50_000
    assert sum(strip._density._counts["quote"]) >= 1
    counted = sum(strip._density._counts["quote"])
    strip.update_spans(changes)
    assert not strip._counting.isActive()  # one edit is counted by itself
    assert sum(strip._density._counts["quote"]) > counted


def test_an_article_is_shown_where_it_was_left(open_desk):
    """Caret and first line come back, also after a look at two others."""
    desk = open_desk([TEXT, TEXT[::-1], "😀 Short."])
    start = TEXT.index("Paragraph 200")
    desk.view.scroll_to(start)
    desk.place_caret(start + 10)
    left = desk.view.place()
    desk.key(Qt.Key.Key_PageDown, CTRL, times=2)
    assert desk.session.opened.article.id == "a2"
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert desk.view.place() == Place(0, 0)
    desk.key(Qt.Key.Key_PageUp, CTRL)
    assert desk.view.place() == left
    assert left.caret == start + 10
    desk.key("3")
    assert desk.stored()[0][2] == ((start + 10, start + 13, "200"),)
