"""Suggestions on the page: gone through, accepted and rejected with keys and the mouse."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from annotator.annotation.edits import AcceptSuggestions
from annotator.annotation.records import Annotated, Article, Suggestion
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice
from annotator.words import say
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk, make_project

TEXT = "The bridge opens on Monday. Anna Berg said so. Share this on your network. It rains."
PLAIN = "Nothing is suggested here. It is a short text."


def suggested(text: str, label: str, score: float = 0.5, origin: str = "guess") -> Suggestion:
    start = TEXT.index(text)
    return Suggestion(
        article="",
        label=label,
        start=start,
        end=start + len(text),
        text=text,
        score=score,
        origin=origin,
    )


BRIDGE = suggested("The bridge opens on Monday", "claim", 0.61)
NAME = suggested("Anna Berg", "entity", 0.834, "names")
SHARE = suggested("Share this on your network.", "boilerplate", 0.97)


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path) -> Desk:
    path = tmp_path / "project.annotator"
    make_project(path, [])
    from annotator.project import Project

    with Project.open(path) as project, project.begin_import("test") as incoming:
        incoming.add(
            [
                Annotated(
                    article=Article(id="a0", text=TEXT, title="Title 0"),
                    suggestions=(SHARE, BRIDGE, NAME),
                ),
                Annotated(article=Article(id="a1", text=PLAIN, title="Title 1")),
            ]
        )
    desk = open_desk()
    desk.focus(desk.view)
    return desk


def waiting(desk: Desk) -> list[str]:
    return [one.text for one in desk.session.suggestions.values()]


def answers(desk: Desk) -> list[tuple[str, str]]:
    """What lies in the file: the covered text and the answer."""
    with closing(sqlite3.connect(desk.path)) as database:
        return database.execute(
            "SELECT s.text, a.answer FROM suggestion_answers a"
            " JOIN suggestions s ON s.key = a.suggestion ORDER BY s.start"
        ).fetchall()


def bar(desk: Desk):
    return desk.window.suggesting.bar


def test_they_are_counted_and_only_where_there_are_some(desk: Desk) -> None:
    count = desk.window.suggesting.count
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]
    assert not count.isHidden()
    assert count.text() == "3 suggestions"
    assert desk.status() == "3 suggestions"
    assert desk.shown() == []
    desk.key("j")
    assert count.isHidden()
    desk.key("h")
    assert desk.status() == "There is no suggestion in this article."
    desk.key("k")
    assert not count.isHidden()


def test_keys_go_from_one_to_the_next_and_round(desk: Desk) -> None:
    seen = []
    for _ in range(4):
        desk.key("h")
        seen.append((desk.view.caret(), desk.window.suggesting.current.text))
    expected = [(one.start, one.text) for one in (BRIDGE, NAME, SHARE, BRIDGE)]
    assert seen == expected
    desk.key("h", SHIFT)
    assert desk.window.suggesting.current.text == SHARE.text
    assert desk.status() == (
        "Suggestion 3 of 3: boilerplate, Share this on your network., 97 % · guess"
    )
    assert not bar(desk).isHidden()
    assert bar(desk).accessibleDescription() == "boilerplate, 97 % · guess, 3 of 3"
    assert desk.view.hasFocus()


def test_previous_from_the_middle(desk: Desk) -> None:
    desk.view.place_caret(TEXT.index("Share") + 3)
    desk.key("h", SHIFT)
    assert desk.window.suggesting.current.text == SHARE.text
    desk.place_caret(TEXT.index("said"))
    desk.key("h", SHIFT)
    assert desk.window.suggesting.current.text == NAME.text


def test_one_key_accepts_and_goes_on(desk: Desk) -> None:
    desk.key("h", times=2)
    desk.key("o")
    assert desk.shown() == [("entity", ((NAME.start, NAME.end),))]
    (span,) = desk.session.spans.values()
    assert span.origin == "names"
    assert desk.stored() == [("a0", "entity", ((NAME.start, NAME.end, "Anna Berg"),))]
    assert answers(desk) == [("Anna Berg", "accepted")]
    assert waiting(desk) == [BRIDGE.text, SHARE.text]
    assert desk.window.suggesting.current.text == SHARE.text
    assert desk.view.caret() == SHARE.start
    assert desk.window.suggesting.count.text() == "2 suggestions"
    assert desk.session.current == ""
    assert desk.window.label_bar.button("entity").count == 1


def test_one_key_rejects_and_after_the_last_it_is_said(desk: Desk) -> None:
    desk.key("h")
    desk.key("z", times=2)
    assert desk.window.suggesting.count.text() == "1 suggestion"
    desk.key("z")
    assert desk.shown() == []
    assert waiting(desk) == []
    assert [answer for _, answer in answers(desk)] == ["rejected"] * 3
    assert desk.status() == "All suggestions of this article are answered."
    assert bar(desk).isHidden()
    assert desk.window.suggesting.count.isHidden()


def test_the_one_at_the_caret_is_meant_without_going_there(desk: Desk) -> None:
    desk.view.place_caret(TEXT.index("Berg") + 2)
    assert desk.window.suggesting.current is None
    desk.key("o")
    assert desk.shown() == [("entity", ((NAME.start, NAME.end),))]
    desk.place_caret(TEXT.index("rains") + 2)
    desk.key("o")
    assert desk.status() == "There is no suggestion at the caret."
    assert len(desk.shown()) == 1


def test_undo_and_redo(desk: Desk) -> None:
    desk.key("h")
    desk.key("o")
    desk.key("z")
    desk.key("z", CTRL)
    assert waiting(desk) == [NAME.text, SHARE.text]
    assert desk.window.suggesting.current.text == NAME.text
    desk.key("z", CTRL)
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]
    assert desk.shown() == []
    assert desk.stored() == []
    assert answers(desk) == []
    assert desk.window.suggesting.current.text == BRIDGE.text
    desk.key("z", CTRL | SHIFT)
    assert desk.shown() == [("claim", ((BRIDGE.start, BRIDGE.end),))]
    assert waiting(desk) == [NAME.text, SHARE.text]


def test_undo_of_an_answer_from_before_the_article_was_opened(desk: Desk) -> None:
    """The session no longer holds what was answered then, nor does it have the order."""
    desk.key("h")
    desk.key("z")
    desk.session.open_article("a0")
    assert waiting(desk) == [NAME.text, SHARE.text]
    desk.key("z", CTRL)
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]


def test_undo_goes_back_to_the_article(desk: Desk) -> None:
    desk.key("h")
    desk.key("z")
    desk.key("j")
    desk.key("z", CTRL)
    assert desk.session.opened is not None
    assert desk.session.opened.article.id == "a0"
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]


@pytest.mark.parametrize(("command", "answer"), [("accept_all", "accepted"), ("reject_all", "re")])
def test_all_of_the_article_as_one_change(desk: Desk, command: str, answer: str) -> None:
    desk.key("h")
    desk.window.actions_by_name[command].trigger()
    assert waiting(desk) == []
    assert len(desk.shown()) == (3 if command == "accept_all" else 0)
    assert all(one.startswith(answer) for _, one in answers(desk))
    assert len(answers(desk)) == 3
    assert bar(desk).isHidden()
    desk.key("z", CTRL)
    assert len(waiting(desk)) == 3
    assert desk.shown() == []


def test_a_click_shows_the_bar_and_its_buttons_answer(desk: Desk) -> None:
    desk.click(TEXT.index("Berg"))
    assert NAME.start < desk.view.caret() < NAME.end
    assert not bar(desk).isHidden()
    assert bar(desk).findChild(type(bar(desk)._name), "suggestion_label").text() == "entity"
    QTest.mouseClick(bar(desk).accept, LEFT)
    assert desk.shown() == [("entity", ((NAME.start, NAME.end),))]
    QTest.mouseClick(bar(desk).reject, LEFT)
    assert answers(desk) == [("Anna Berg", "accepted"), (SHARE.text, "rejected")]
    assert desk.view.hasFocus()


def test_a_span_is_clicked_before_a_suggestion_but_not_at_its_mark(desk: Desk) -> None:
    start = TEXT.index("bridge")
    desk.view.select(start, start + 6)
    desk.key("3")
    desk.session.set_current("")
    desk.click(start + 2)
    assert desk.session.current_span is not None
    assert bar(desk).isHidden()
    line = next(iter(desk.view.visible_lines()))
    (mark,) = [
        one
        for one in desk.view._drawing.suggestion_marks([line], [])
        if one.suggestion.text == BRIDGE.text
    ]
    QTest.mouseClick(desk.view.viewport(), LEFT, NO, mark.box.center().toPoint())
    assert desk.window.suggesting.current.text == BRIDGE.text
    assert desk.session.current == ""


def test_escape_a_span_and_the_caret_let_go(desk: Desk) -> None:
    desk.key("h")
    desk.key(Qt.Key.Key_Escape)
    assert bar(desk).isHidden()
    assert desk.window.suggesting.current is None
    desk.key("h")
    desk.place_caret(TEXT.index("rains") + 1)
    assert bar(desk).isHidden()
    desk.key("h")
    desk.key("1")  # it is one already: the key accepts it, and goes on
    assert not bar(desk).isHidden()
    desk.session.set_current(next(iter(desk.session.spans)))
    assert bar(desk).isHidden()


def test_the_button_in_the_status_bar_goes_there(desk: Desk) -> None:
    QTest.mouseClick(desk.window.suggesting.count, LEFT)
    assert desk.window.suggesting.current.text == BRIDGE.text
    assert "Next" not in desk.window.suggesting.count.accessibleName()
    assert desk.window.suggesting.count.accessibleName() == (
        "3 suggestions. Go to the next suggestion"
    )


def test_one_that_is_a_span_already_is_only_answered(desk: Desk) -> None:
    desk.view.select(NAME.start, NAME.end)
    desk.key("3")
    desk.key("h")
    assert desk.window.suggesting.current.text == SHARE.text
    desk.key("h", SHIFT)
    desk.key("o")
    assert len(desk.shown()) == 1
    assert ("Anna Berg", "accepted") in answers(desk)


def test_another_annotator_answers_for_themselves(desk: Desk) -> None:
    desk.window.actions_by_name["accept_all"].trigger()
    desk.session.set_annotator("ben")
    assert len(waiting(desk)) == 3
    assert desk.shown() == []
    desk.key("h")
    desk.key("z")
    assert len(waiting(desk)) == 2
    desk.session.set_annotator("ana")
    assert waiting(desk) == []


def test_what_cannot_be_stored_changes_nothing(desk: Desk, monkeypatch) -> None:
    from annotator.errors import NotSavedError

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    failed: list[str] = []
    desk.session.failed.disconnect()
    desk.session.failed.connect(lambda sentence, _: failed.append(sentence))
    monkeypatch.setattr(desk.session.project, "apply", refuse)
    desk.key("h")
    desk.key("o")
    assert failed == ["Not saved: the disk is full. Nothing has changed."]
    assert len(waiting(desk)) == 3
    assert desk.window.suggesting.current.text == BRIDGE.text


def test_a_removed_label_takes_its_suggestions_along(desk: Desk) -> None:
    from annotator.annotation.edits import RemoveLabel

    desk.key("h")
    desk.session.apply(RemoveLabel(label="claim"))
    assert waiting(desk) == [NAME.text, SHARE.text]
    desk.view.viewport().grab()
    desk.key("z", CTRL)
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]


def colours(desk: Desk, one: Suggestion) -> set[QColor]:
    image = desk.view.viewport().grab().toImage()
    area = desk.view.area_of(one.start, one.end).translated(-desk.view.viewport().pos())
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
        if image.valid(x, y)
    }


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_it_is_drawn_lightly_and_moves_no_text(desk: Desk, choice: Choice, theme) -> None:
    desk.desktop.choose_theme(choice)
    label = desk.session.labels["entity"]
    before = [desk.point(place) for place in range(0, len(TEXT), 7)]
    tint, mark = theme.tint(label.colour).name(), theme.mark(label.colour).name()
    assert mark in colours(desk, NAME)
    assert tint not in colours(desk, NAME)
    desk.window.actions_by_name["accept_all"].trigger()
    assert tint in colours(desk, NAME)
    desk.key("z", CTRL)
    desk.window.actions_by_name["reject_all"].trigger()
    assert mark not in colours(desk, NAME)
    assert [desk.point(place) for place in range(0, len(TEXT), 7)] == before


def test_a_narrow_page_has_room_for_the_bar(desk: Desk) -> None:
    desk.window.resize(900, 700)
    desk.window.window_layout.columns.setSizes([300, 360, 300])
    for _ in range(3):
        desk.key("h")
        place = bar(desk).geometry()
        assert desk.view.rect().contains(place), place
    assert bar(desk).accept.accessibleName() == "Accept"


def test_screen_readers_are_told(desk: Desk, monkeypatch, qtbot) -> None:
    from PySide6.QtGui import QAccessible

    monkeypatch.setattr(QAccessible, "isActive", staticmethod(lambda: True))
    said: list[str] = []
    desk.window.announcer.said.connect(said.append)
    desk.key("h")
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].startswith("Suggestion 1 of 3: claim, The bridge opens on Monday, 61 %")
    said.clear()
    desk.key("o")
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].startswith("Accept suggestion “The bridge opens on Monday”. Suggestion 1 of 2")


def test_an_answer_of_somebody_else_is_not_ours(desk: Desk) -> None:
    """The session takes only its own annotator's answers from a change."""
    desk.session.project.add_annotator("ben")
    name = next(iter(desk.session.suggestions))
    changes = desk.session.project.apply(AcceptSuggestions(suggestions=(name,)), "ben")
    assert changes is not None
    desk.session.work.take(changes)
    assert len(waiting(desk)) == 3


def hide(desk: Desk, key: str) -> None:
    desk.key("h", CTRL | SHIFT)
    desk.key(key)


def test_a_hidden_label_hides_its_suggestions(desk: Desk) -> None:
    """They are not drawn, counted, gone to or accepted with all; that they wait is said."""
    hide(desk, "3")
    assert desk.window.suggesting.count.text() == "2 suggestions"
    assert desk.view.suggestion_at(NAME.start) is None
    desk.key("h", times=2)
    assert desk.window.suggesting.current.text == SHARE.text
    desk.key("o", CTRL | SHIFT)
    assert desk.status() == "1 suggestion of a hidden label waits."
    assert waiting(desk) == [NAME.text]
    assert desk.window.suggesting.count.isHidden()
    desk.key("h")
    assert desk.status() == "1 suggestion of a hidden label waits."
    desk.key("j")
    desk.key("k")
    assert desk.view.suggestion_at(NAME.start) is None
    hide(desk, "3")
    assert desk.window.suggesting.count.text() == "1 suggestion"
    assert desk.view.suggestion_at(NAME.start).id == next(iter(desk.session.suggestions))


def test_the_suggestion_that_is_looked_at_is_let_go_when_its_label_is_hidden(desk: Desk) -> None:
    desk.key("h", times=2)
    assert desk.window.suggesting.current.text == NAME.text
    hide(desk, "3")
    assert desk.window.suggesting.current is None
    assert bar(desk).isHidden()
    desk.key("o")
    assert waiting(desk) == [BRIDGE.text, NAME.text, SHARE.text]
