"""What is asked for is looked at before an article is done: told in one line, gone to by a key."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, SetLabel
from annotator.annotation.records import Attribute, Status
from tests.annotation.edits.test_article_values import TOPIC
from tests.desktop.desk import CTRL, Desk

ASKED = Attribute(name="value", kind="choice", values=("war", "peace"), required=True)


@pytest.fixture
def desk(open_desk) -> Desk:
    return open_desk(["“One,” said Ada.", "Another text."])


def ask(desk: Desk, *, link: bool = False) -> None:
    """Let the quotes' first attribute, or their speaker, be asked for, and the topic."""
    session = desk.window.session
    quote = next(one for one in session.labels.values() if one.name == "quote")
    first, *others = quote.attributes
    asked = replace(
        quote,
        attributes=(replace(first, required=not link), *others),
        required_links=("speaker",) if link else (),
    )
    session.apply(SetLabel(label=asked, base=quote))


def tag_quote(desk: Desk) -> None:
    desk.window.session.apply(AddSpan(article="a0", label="quote", ranges=((0, 6),)))


def finish(desk: Desk) -> None:
    desk.window.article.setFocus()
    QTest.keyClick(desk.window.article, Qt.Key.Key_Return, CTRL)


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(desk.window.focusWidget(), key)


def opened(desk: Desk) -> str:
    return desk.window.session.opened.article.id


def status(desk: Desk, article: str = "a0") -> Status:
    return desk.window.session.project.open_article("ana", article).status


def test_where_nothing_is_asked_for_it_goes_on_at_once(desk):
    tag_quote(desk)
    finish(desk)
    assert (opened(desk), status(desk)) == ("a1", Status.DONE)


def test_what_is_missing_is_told_and_return_passes(desk):
    ask(desk)
    tag_quote(desk)
    finish(desk)
    bar = desk.window.before_done
    assert bar.isVisible()
    assert "directness is not said" in bar.says
    assert (opened(desk), status(desk)) == ("a0", Status.IN_PROGRESS)
    press(desk, Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert (opened(desk), status(desk)) == ("a1", Status.DONE)


def test_a_key_goes_to_the_field_and_then_it_goes_on_at_once(desk):
    ask(desk)
    tag_quote(desk)
    desk.window.session.set_current("")
    finish(desk)
    press(desk, Qt.Key.Key_G)
    window = desk.window
    assert window.session.current_span.label == "quote"
    assert window.focusWidget() is window.inspector.attributes.fields["directness"]
    press(desk, Qt.Key.Key_1)
    finish(desk)
    assert (opened(desk), status(desk)) == ("a1", Status.DONE)


def test_a_speaker_that_is_asked_for(desk):
    ask(desk, link=True)
    tag_quote(desk)
    finish(desk)
    assert "no link speaker" in desk.window.before_done.says
    press(desk, Qt.Key.Key_Escape)
    assert desk.window.article.hasFocus()
    assert status(desk) is Status.IN_PROGRESS


def test_an_article_label_that_is_asked_for(desk):
    """The key opens the panel at it; the next article asks for itself."""
    session = desk.window.session
    session.project.add_labels([replace(TOPIC, attributes=(ASKED,))])
    session.reload()
    finish(desk)
    assert "topic is not said" in desk.window.before_done.says
    press(desk, Qt.Key.Key_G)
    assert desk.window.saying.panel.isVisible()
    press(desk, Qt.Key.Key_2)
    press(desk, Qt.Key.Key_Return)
    finish(desk)
    assert (opened(desk), status(desk)) == ("a1", Status.DONE)
    finish(desk)
    assert desk.window.before_done.isVisible()


def test_skipping_asks_for_nothing(desk):
    ask(desk)
    tag_quote(desk)
    desk.window.actions_by_name["skip_next"].trigger()
    assert (opened(desk), status(desk)) == ("a1", Status.SKIPPED)


def trigger(desk: Desk, name: str) -> None:
    desk.window.actions_by_name[name].trigger()


def test_every_way_to_done_looks_first(desk):
    """By key, menu or palette, and where the article is the only one that the list means."""
    ask(desk)
    tag_quote(desk)
    window = desk.window
    desk.focus(window.article)
    desk.key("d")
    assert window.before_done.isVisible()
    assert status(desk) is Status.IN_PROGRESS
    desk.key(Qt.Key.Key_Escape)
    for name in ("done", "done_next"):
        trigger(desk, name)
        assert window.before_done.isVisible(), name
        desk.key(Qt.Key.Key_Escape)
    desk.focus(window.queue.list)
    desk.key("d")
    assert window.before_done.isVisible()
    desk.key(Qt.Key.Key_Return)
    assert (opened(desk), status(desk)) == ("a0", Status.DONE)
    assert window.article.hasFocus()


def test_from_the_palette_it_looks_too(desk):
    ask(desk)
    tag_quote(desk)
    desk.focus(desk.window.article)
    desk.key("p", CTRL | Qt.KeyboardModifier.ShiftModifier)
    for letter in "mark done":
        desk.key(letter)
    desk.key(Qt.Key.Key_Return)
    assert desk.window.before_done.isVisible()
    desk.key(Qt.Key.Key_Return)
    assert (opened(desk), status(desk)) == ("a0", Status.DONE)


def test_several_in_the_list_are_marked_at_once(desk):
    ask(desk)
    tag_quote(desk)
    queue = desk.window.queue.list
    desk.focus(queue)
    queue.selectAll()
    desk.key("d")
    assert not desk.window.before_done.isVisible()
    assert status(desk) is status(desk, "a1") is Status.DONE


def test_another_article_is_not_done_by_the_answer_for_this_one(desk):
    ask(desk)
    tag_quote(desk)
    finish(desk)
    desk.window.session.open_article("a1")
    assert not desk.window.before_done.isVisible()
    desk.window.navigation.finish_all_the_same()
    assert status(desk, "a1") is Status.NEW
