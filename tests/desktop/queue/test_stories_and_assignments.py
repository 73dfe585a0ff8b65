"""Stories and assignments in the queue, and sharing articles out, with the real window."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.desktop.queue.model import MINE_ROLE, TOLD_ROLE
from annotator.desktop.transfer.sharing.assign_dialog import AssignDialog
from annotator.project import Project
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk, make_project

TEXTS = [
    f"The {word} bridge opens on Monday. It rains."
    for word in ("old", "new", "tall", "long", "wide")
]


@pytest.fixture
def told(open_desk: Callable[..., Desk], tmp_path) -> Desk:
    """Articles 0, 2 and 3 tell one story."""
    path = tmp_path / "project.annotator"
    make_project(path, TEXTS)
    with Project.open(path) as project:
        project.set_stories({"a0": "s", "a2": "s", "a3": "s"})
    return open_desk()


@pytest.fixture
def shared(open_desk: Callable[..., Desk], tmp_path) -> Desk:
    """Ana is to do articles 1 and 3, ben 1 and 4."""
    path = tmp_path / "project.annotator"
    make_project(path, TEXTS)
    with Project.open(path) as project:
        project.set_assignments({"a1": ("ana", "ben"), "a3": ("ana",), "a4": ("ben",)})
    return open_desk()


def titles(desk: Desk) -> list[str]:
    model = desk.window.queue.model
    return [model.index(row).data() for row in range(model.rowCount())]


def spoken(desk: Desk, row: int) -> str:
    return desk.window.queue.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


def opened(desk: Desk) -> str:
    assert desk.session.opened is not None
    return desk.session.opened.article.id


def assignments(desk: Desk) -> set[tuple[str, str]]:
    """What lies in the file."""
    with closing(sqlite3.connect(desk.path)) as database:
        return set(
            database.execute(
                "SELECT a.id, n.name FROM assignments s JOIN articles a ON a.key = s.article"
                " JOIN annotators n ON n.key = s.annotator"
            )
        )


def choose(desk: Desk, qtbot, entry: int) -> None:
    """Choose an entry of the status filter with the keyboard."""
    box = desk.window.queue.status
    desk.focus(box)
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(entry):
        QTest.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.window.queue._task is None)


# -- stories -------------------------------------------------------------------------------------


def test_rows_tell_how_many_tell_their_story(told: Desk) -> None:
    model = told.window.queue.model
    assert [model.index(row).data(TOLD_ROLE) for row in range(5)] == [3, 1, 3, 3, 1]
    assert spoken(told, 0) == "Title 0, New, 0 spans, same story as “Title 2”, “Title 3”"
    assert spoken(told, 1) == "Title 1, New, 0 spans"
    assert "same story as “Title 0”, “Title 3”" in model.index(2).data(Qt.ItemDataRole.ToolTipRole)


def test_what_becomes_of_stories_elsewhere_is_shown(told: Desk, qtbot) -> None:
    """Without reading all again: labels and the open article stay as they are."""
    model = told.window.queue.model
    assert [model.index(row).data(TOLD_ROLE) for row in range(5)] == [3, 1, 3, 3, 1]
    read = []
    told.session.labels_changed.connect(lambda: read.append("labels"))
    told.session.article_opened.connect(lambda _: read.append("article"))
    choose(told, qtbot, 6)
    assert titles(told) == ["Title 0", "Title 2", "Title 3"]
    with Project.open(told.path) as project:
        project.set_stories({"a3": "", "a1": "s"})
        news = project.news(told.session.following.known, "ana", "w", [])
        assert news.stories
        assert not news.reloads
        assert not news.changes
    told.session.catch_up()
    qtbot.waitUntil(lambda: titles(told) == ["Title 0", "Title 1", "Title 2"])
    assert [model.index(row).data(TOLD_ROLE) for row in range(3)] == [3, 3, 3]
    assert read == []


def test_of_many_tellings_a_few_are_named(open_desk: Callable[..., Desk], tmp_path) -> None:
    path = tmp_path / "project.annotator"
    make_project(path, [f"{n} {TEXTS[0]}" for n in range(7)])
    with Project.open(path) as project:
        project.set_stories({f"a{n}": "s" for n in range(7)})
    desk = open_desk()
    assert spoken(desk, 0).endswith("same story as “Title 1”, “Title 2”, “Title 3”, 3 more")


def test_the_mark_is_drawn(told: Desk) -> None:
    """The rows of a story look otherwise than those without: a mark at the right."""
    told.window.queue.list.select_row(None)
    rows = told.window.queue.list
    image = rows.viewport().grab().toImage()

    def right_half(row: int) -> list[int]:
        rect = rows.visualRect(told.window.queue.model.index(row))
        return [
            image.pixel(x, rect.top() + y)
            for x in range(rect.center().x(), rect.right() - 2)
            for y in range(rect.height() // 2, rect.height() - 2)
        ]

    assert right_half(3) == right_half(2)
    assert right_half(3) != right_half(1)


def test_next_article_of_the_story_goes_round(told: Desk) -> None:
    told.focus(told.view)
    seen = []
    for _ in range(3):
        told.key("j", SHIFT)
        seen.append((opened(told), told.status()))
    assert seen == [
        ("a2", "2 of 3 of this story"),
        ("a3", "3 of 3 of this story"),
        ("a0", "1 of 3 of this story"),
    ]
    told.session.open_article("a1")
    told.key("j", SHIFT)
    assert opened(told) == "a1"
    assert told.status() == "No other article tells the story of this one."


def test_the_filter_shows_the_story_of_the_open_article(told: Desk, qtbot) -> None:
    choose(told, qtbot, 6)
    assert told.window.queue.status.currentText() == "Same story as this one"
    assert titles(told) == ["Title 0", "Title 2", "Title 3"]
    told.focus(told.view)
    told.key("j")
    assert opened(told) == "a2"
    assert len(titles(told)) == 3
    choose(told, qtbot, 0)
    assert len(titles(told)) == 5


def test_the_filter_refuses_an_article_with_a_story_of_its_own(told: Desk, qtbot) -> None:
    told.session.open_article("a1")
    choose(told, qtbot, 6)
    assert told.window.queue.status.currentIndex() == 0
    assert len(titles(told)) == 5


# -- assignments ---------------------------------------------------------------------------------


def test_without_assignments_there_is_no_button(told: Desk) -> None:
    assert told.window.queue.mine.isHidden()
    assert not told.window.queue.mine.isChecked()


def test_only_mine_at_first(shared: Desk, qtbot) -> None:
    queue = shared.window.queue
    assert titles(shared) == ["Title 1", "Title 3"]
    assert opened(shared) == "a1"
    assert not queue.mine.isHidden()
    assert queue.mine.accessibleName() == "Only articles assigned to me"
    assert spoken(shared, 0) == "Title 1, New, 0 spans, assigned to ana, ben"
    shared.focus(shared.view)
    shared.key("j")
    assert opened(shared) == "a3"
    QTest.mouseClick(queue.mine, LEFT)
    qtbot.waitUntil(lambda: len(titles(shared)) == 5)
    mine = [queue.model.index(row).data(MINE_ROLE) for row in range(5)]
    assert mine == [False, True, False, True, False]


def test_another_annotator_sees_theirs(shared: Desk, qtbot) -> None:
    shared.session.set_annotator("ben")
    qtbot.waitUntil(lambda: titles(shared) == ["Title 1", "Title 4"])
    shared.session.set_annotator("cleo")
    qtbot.waitUntil(lambda: len(titles(shared)) == 5)
    assert shared.window.queue.mine.isHidden()


def test_by_hand_in_the_menu_of_the_queue(told: Desk, qtbot) -> None:
    desk = told
    desk.session.project.add_annotator("ben")
    rows = desk.window.queue.list
    desk.focus(rows)
    model = desk.window.queue.model
    for row, held in ((1, NO), (2, SHIFT)):
        QTest.mouseClick(rows.viewport(), LEFT, held, rows.visualRect(model.index(row)).center())

    def offered() -> dict[str, object]:
        menu = desk.window.marking.menu(desk.window.actions_by_name)
        people = menu.findChild(QMenu, "assign_menu")
        return {action.text(): action for action in people.actions()}

    assert list(offered()) == ["ana", "ben"]
    assert not offered()["ben"].isChecked()
    offered()["ben"].trigger()
    assert assignments(desk) == {("a1", "ben"), ("a2", "ben")}
    assert desk.status() == "Assign 2 articles"
    assert offered()["ben"].isChecked()
    assert spoken(desk, 1).endswith("assigned to ben")
    offered()["ben"].trigger()
    assert assignments(desk) == set()
    desk.focus(desk.view)
    desk.key("z", CTRL)
    assert assignments(desk) == {("a1", "ben"), ("a2", "ben")}
    desk.key("z", CTRL)
    assert assignments(desk) == set()
    assert spoken(desk, 1) == "Title 1, New, 0 spans"


@pytest.fixture
def dialog(qtbot, told: Desk) -> AssignDialog:
    told.session.project.add_annotator("ben")
    dialog = AssignDialog(told.session, told.window)
    dialog.show()
    qtbot.waitExposed(dialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    return dialog


def table(dialog: AssignDialog) -> list[list[str]]:
    return [
        [dialog.table.item(row, column).text() for column in range(3)]
        for row in range(dialog.table.rowCount())
    ]


def test_the_dialog_tells_before_it_assigns(qtbot, told: Desk, dialog: AssignDialog) -> None:
    dialog.overlap.setValue(0)
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("0 of 5"))
    assert dialog.summary.text() == ("0 of 5 articles are done by all. 5 articles change hands.")
    rows = table(dialog)
    assert [row[0] for row in rows] == ["ana", "ben"]
    assert sorted(int(row[1]) for row in rows) == [2, 3]
    total = sum(len(text) for text in TEXTS)
    assert sum(int(row[2]) for row in rows) == total
    assert assignments(told) == set()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    there = assignments(told)
    counts = [sum(who == name for _, who in there) for name in ("ana", "ben")]
    assert counts == [int(row[1]) for row in rows]
    qtbot.waitUntil(lambda: len(titles(told)) == counts[0])
    assert told.window.actions_by_name["undo"].text() == "Undo: Assign 5 articles"
    told.window.actions_by_name["undo"].trigger()
    assert assignments(told) == set()
    qtbot.waitUntil(lambda: len(titles(told)) == 5)


def test_all_do_all(qtbot, dialog: AssignDialog) -> None:
    dialog.overlap.setValue(100)
    qtbot.waitUntil(lambda: dialog.summary.text().startswith("5 of 5"))
    assert [row[1] for row in table(dialog)] == ["5", "5"]


def test_the_seed_says_who_gets_what(qtbot, told: Desk, dialog: AssignDialog) -> None:
    plans = set()
    for seed in range(6):
        dialog.seed.setValue(seed)
        qtbot.waitUntil(lambda: dialog._plan is not None)
        plans.add(str(sorted(dialog._plan.edit.assigned.items())))
    assert len(plans) > 1
    expected = told.session.project.share_out(["ana", "ben"], seed=5, only_new=True)
    assert dialog._plan.edit == expected.edit


def test_nobody_and_somebody_new(qtbot, told: Desk, dialog: AssignDialog) -> None:
    for place in range(2):
        dialog.people.item(place).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: dialog.summary.text() == "Tick somebody who gets articles.")
    assert not dialog.assign_button.isEnabled()
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "cleo")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: table(dialog) == [["cleo", "5", str(sum(map(len, TEXTS)))]])
    assert "cleo" not in told.session.project.annotators()
    QTest.mouseClick(dialog.assign_button, LEFT)
    assert {who for _, who in assignments(told)} == {"cleo"}


def test_what_is_assigned_stays_unless_one_says_otherwise(qtbot, shared: Desk) -> None:
    dialog = AssignDialog(shared.session, shared.window)
    dialog.overlap.setValue(0)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.assign_button.isEnabled())
    assert set(dialog._plan.edit.assigned) == {"a0", "a2"}
    dialog.only_new.click()
    qtbot.waitUntil(lambda: dialog._plan is not None)
    assert "a1" in dialog._plan.edit.assigned
    dialog.reject()


def test_everything_in_the_dialog_has_a_name(dialog: AssignDialog) -> None:
    for name in ("people", "name", "overlap", "seed", "table"):
        widget = getattr(dialog, name)
        assert widget.objectName() == f"assign_{name}"
        assert widget.accessibleName(), name


def test_the_menu_opens_the_dialog(told: Desk, qtbot) -> None:
    from PySide6.QtCore import QTimer

    seen: list[str] = []

    def look() -> None:
        widget = QApplication.activeModalWidget()
        seen.append(widget.objectName() if widget is not None else "")
        if widget is not None:
            QTest.keyClick(widget, Qt.Key.Key_Escape)

    QTimer.singleShot(300, look)
    told.window.actions_by_name["assign"].trigger()
    assert seen == ["assign_dialog"]
