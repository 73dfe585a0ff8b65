"""Labels that are hidden on the page: it is said, and nothing of theirs is edited by surprise."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.desktop.toolkit.theme import Choice
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, picture

pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)|grabbing the (keyboard|mouse)", extend=True)

TEXT = "Ada Vell spoke. “We wait,” she said. Tom Orr left, and nobody asked why."


@pytest.fixture
def desk(open_desk):
    """A claim with an entity in it, and a quote."""
    desk = open_desk([TEXT, TEXT])
    desk.focus(desk.view)
    for place, key in (((0, 15), "1"), ((0, 8), "3"), ((16, 26), "2")):
        desk.view.select(*place)
        desk.key(key)
    desk.session.set_current("")
    desk.view.place_caret(40)
    return desk


def hide(desk, key: str) -> None:
    desk.key("h", CTRL | SHIFT)
    desk.key(key)


def seen(desk, position: int) -> list[str]:
    return [span.label for span in desk.view.spans_at(position)]


def test_a_command_and_a_labels_key_hide_it_and_show_it_again(desk):
    """The page, the overview, the chip, the status bar and the sentence all say so."""
    before = picture(desk.view)
    hide(desk, "3")
    assert desk.status() == "“entity” is hidden on the page."
    assert seen(desk, 2) == ["claim"]
    assert picture(desk.view) != before
    assert desk.window.label_bar.button("entity").accessibleName() == (
        "entity, key 3, 1 span, hidden on the page"
    )
    assert desk.window.seeing.sign.isVisible()
    assert desk.window.seeing.sign.text() == "Hidden: entity"
    assert "entity" not in desk.window.strip._shown_names().__repr__()
    hide(desk, "3")
    assert desk.status() == "“entity” is shown again."
    assert seen(desk, 2) == ["entity", "claim"]
    assert picture(desk.view) == before
    assert not desk.window.seeing.sign.isVisible()


def test_one_label_alone_and_a_click_that_shows_all(desk):
    """Also in the next article: it lasts as long as the window, and says so all the time."""
    desk.key("s", CTRL | SHIFT)
    desk.key("2")
    assert desk.status() == "Only “quote” is shown on the page."
    assert seen(desk, 2) == []
    assert seen(desk, 20) == ["quote"]
    desk.session.open_article("a1")
    assert desk.window.seeing.sign.text() == "Only “quote” is shown"
    desk.session.open_article("a0")
    assert seen(desk, 2) == []
    desk.window.seeing.sign.click()
    assert seen(desk, 2) == ["entity", "claim"]
    assert desk.status() == "All labels are shown."


@pytest.mark.parametrize("key", ["3", "t", "r"])
def test_a_key_of_a_hidden_label_tags_nothing_and_says_so(desk, key):
    """By its key, again by R, and at every same place by T."""
    desk.window.gestures.last_label = "entity"
    hide(desk, "3")
    before = desk.shown()
    desk.view.select(37, 44)
    desk.key(key)
    assert desk.shown() == before
    assert desk.status() == "Nothing was tagged: “entity” is hidden. Show it first."


def test_a_current_span_does_not_become_a_hidden_one(desk):
    """Another label's key would make it vanish: it stays as it is."""
    hide(desk, "3")
    desk.click(20)
    assert desk.session.current_span.label == "quote"
    desk.key("3")
    assert desk.session.current_span.label == "quote"
    assert "hidden" in desk.status()


def test_what_is_hidden_is_not_reached_by_a_click_or_a_step(desk):
    """S, C and a click pass it over; one that was current is let go of."""
    desk.click(3)
    assert desk.session.current_span.label == "entity"
    hide(desk, "3")
    assert desk.session.current == ""
    desk.click(3)
    assert desk.session.current_span.label == "claim"
    desk.session.set_current("")
    desk.view.place_caret(0)
    desk.key("s")
    desk.key("s")
    assert desk.session.current_span.label == "quote"
    desk.key("s")
    assert desk.status() == "There is no further span."


def test_a_span_that_is_chosen_in_the_list_is_shown_while_it_is_current(desk):
    """It is meant, and seen: keys may change it. Afterwards it is hidden again."""
    hide(desk, "3")
    entity = next(one for one in desk.session.spans.values() if one.label == "entity")
    desk.session.set_current(entity.id)
    assert seen(desk, 2) == ["entity", "claim"]
    desk.session.set_current("")
    assert seen(desk, 2) == ["claim"]


def test_an_edit_of_what_is_hidden_is_said(desk):
    """By undo of many, as by any other way that is not the page."""
    desk.session.set_current("")
    desk.window.gestures.last_label = "entity"
    desk.view.select(48, 51)
    desk.key("t")
    desk.key("z", CTRL)
    hide(desk, "3")
    desk.key("z", CTRL | SHIFT)
    QApplication.processEvents()
    assert "is hidden" in desk.status() or desk.session.current_span.label == "entity"


def test_escape_another_command_and_the_caret_give_the_question_up(desk):
    """The next label's key then tags, as ever."""
    for give_up in (
        lambda: desk.key(Qt.Key.Key_Escape),
        lambda: desk.key("q"),
        lambda: desk.key(Qt.Key.Key_Right),
    ):
        desk.key("h", CTRL | SHIFT)
        give_up()
        count = len(desk.session.spans)
        desk.view.select(37, 44)
        desk.key("3")
        assert len(desk.session.spans) == count + 1
        assert not desk.window.seeing.hidden
        desk.key("z", CTRL)


def test_a_right_click_on_a_chip_offers_to_hide_it(desk):
    """Its menu hides it, or the others."""
    button = desk.window.label_bar.button("quote")
    middle = button.rect().center()

    def entries() -> list[str]:
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, middle, button.mapToGlobal(middle)
        )
        QApplication.sendEvent(button, event)
        menu = desk.window.findChildren(QMenu, "label_menu")[-1]
        texts = [action.text() for action in menu.actions()]
        menu.actions()[0].trigger()
        menu.close()
        QApplication.processEvents()
        return texts

    assert entries() == ["Hide “quote”", "Show only “quote”", "Show all labels"]
    assert seen(desk, 20) == []
    assert entries()[0] == "Show “quote”"
    assert seen(desk, 20) == ["quote"]


def test_several_spans_are_taken_without_those_that_are_hidden(desk):
    """Inside the selected text; and none of them gets a hidden label."""
    hide(desk, "3")
    desk.view.select(0, 30)
    desk.key("r", CTRL | SHIFT)
    chosen = [desk.session.spans[one].label for one in desk.session.several.ids]
    assert sorted(chosen) == ["claim", "quote"]
    assert desk.status() == "2 spans are selected; 1 has a label that is hidden"
    before = desk.shown()
    desk.key("3")
    assert desk.shown() == before
    assert desk.status() == "Nothing was tagged: “entity” is hidden. Show it first."


@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_spans_inside_a_current_claim_keep_their_colours(desk, choice):
    """The claim is the current span; the entity in it looks as it did."""
    desk.window.actions_by_name[choice.value].trigger()
    QTest.mouseMove(desk.view.viewport(), QPoint(5, 300))
    inside = desk.view.area_of(4, 7).adjusted(0, 4, 0, -14)

    def colours() -> set[int]:
        image = desk.view.grab(inside).toImage()
        return {image.pixel(x, 0) for x in range(image.width())}

    before = colours()
    desk.click(12)
    assert desk.session.current_span.label == "claim"
    QTest.mouseMove(desk.view.viewport(), QPoint(5, 300))
    assert colours() == before
    QTest.mouseClick(desk.view.viewport(), LEFT, NO, desk.point(60))
