"""Commands are off while there is nothing that they could be about."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from annotator.annotation.edits import SetLabel
from annotator.annotation.records import Annotated, Article
from annotator.desktop.shell.commands import commands, needs
from tests.desktop.desk import Desk
from tests.desktop.disputing import adjudication_of, make_disputed

TEXT = "The ferry stays in port. Nobody was asked."
ALWAYS = ("import", "let_go", "find_project", "filter", "palette", "guidelines", "larger", "quit")


def with_need(*wanted: needs.Need) -> set[str]:
    return {command.name for command in commands.COMMANDS if command.needs in wanted}


OF_AN_ARTICLE = with_need(needs.article, needs.page)
OF_A_LIST = with_need(needs.articles, needs.listed_articles)
OF_BOTH = OF_AN_ARTICLE | OF_A_LIST


def on(desk: Desk, names) -> set[str]:
    return {name for name in names if desk.window.actions_by_name[name].isEnabled()}


def labels_on(desk: Desk) -> list[bool]:
    return [action.isEnabled() for _, action in desk.window.label_actions()]


def add(desk: Desk, name: str) -> None:
    with desk.project().begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id=name, text=TEXT, title=name))])
    desk.session.reload()


def header(desk: Desk) -> dict[str, bool]:
    buttons = desk.window.header.findChildren(QToolButton)
    return {one.defaultAction().objectName(): one.isEnabled() for one in buttons}


def test_a_project_without_articles_offers_none_of_it(open_desk, qtbot):
    """Nothing to go on to, to tag or to finish; all of it comes with the first article, opened."""
    desk = open_desk([])
    assert on(desk, OF_BOTH) == set()
    assert on(desk, ALWAYS) == set(ALWAYS)
    assert not any(labels_on(desk))
    assert not any(header(desk).values())
    before = desk.status()
    for key in "j", "1", "e", "d":
        desk.key(key)
    assert before == ""
    assert desk.status() == "“Mark done” is not possible: there is no article."
    add(desk, "a0")
    qtbot.waitUntil(lambda: on(desk, OF_BOTH) == OF_BOTH)
    assert desk.session.opened.article.id == "a0"
    assert all(labels_on(desk))
    assert header(desk)["action_done_next"]
    desk.key("3")
    assert len(desk.session.spans) == 1


def test_closing_switches_off_and_opening_on(open_desk, qtbot):
    """Labels that come meanwhile are off, too."""
    desk = open_desk([TEXT, TEXT])
    assert on(desk, OF_BOTH) == OF_BOTH
    desk.session.close_article()
    assert on(desk, OF_BOTH) == OF_A_LIST
    claim = next(iter(desk.session.labels.values()))
    before = desk.window.label_actions()[0][1]
    desk.session.apply(SetLabel(label=msgspec.structs.replace(claim, name="Assertion")))
    assert desk.window.label_actions()[0][1] is not before
    qtbot.waitUntil(lambda: not any(labels_on(desk)))
    assert desk.session.open_article("a1")
    assert on(desk, OF_BOTH) == OF_BOTH
    assert all(labels_on(desk))


@pytest.mark.parametrize("closed", [False, True])
def test_what_another_page_covers_stays_off_until_it_is_left(open_desk, tmp_path, closed):
    """An article that is opened for the comparison brings no command that it covers."""
    make_disputed(tmp_path / "project.annotator")
    desk = open_desk(annotator="lead")
    desk.session.close_article()
    adjudication = adjudication_of(desk)
    assert adjudication.open("a0")
    assert not on(desk, ("delete", "done", "done_next", "untagged"))
    assert not any(labels_on(desk))
    if closed:
        desk.session.close_article()
    adjudication.close()
    assert bool(on(desk, ("delete", "done_next", "untagged"))) is not closed
    assert all(labels_on(desk)) is not closed


def test_what_is_on_is_what_each_command_needs(open_desk, tmp_path):
    """In every situation each command is on as its own predicate says, and nothing else decides."""
    make_disputed(tmp_path / "project.annotator")
    desk = open_desk(annotator="lead")
    adjudication = adjudication_of(desk)

    def assert_on(there: needs.Situation) -> None:
        for command in commands.COMMANDS:
            if command.needs not in (needs.undo, needs.redo):
                action = desk.window.actions_by_name[command.name]
                assert action.isEnabled() is command.needs(there), (command.name, there)
        assert all(one is needs.page(there) for one in labels_on(desk))

    assert_on(needs.Situation(article=True, listed=True))
    assert adjudication.open("a0")
    assert_on(needs.Situation(article=True, listed=True, covered=True))
    adjudication.close()
    assert_on(needs.Situation(article=True, listed=True))
    desk.session.close_article()
    assert_on(needs.Situation(listed=True))


def test_undo_and_redo_are_on_while_there_is_something(open_desk):
    desk = open_desk([TEXT])
    assert on(desk, ("undo", "redo")) == set()
    desk.key("3")
    assert on(desk, ("undo", "redo")) == {"undo"}
    desk.key("z", Qt.KeyboardModifier.ControlModifier)
    assert on(desk, ("undo", "redo")) == {"redo"}
    desk.session.close_article()
    assert on(desk, ("undo", "redo")) == {"redo"}
