"""The order of the queue, and several articles at once, with real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, FlagArticles, SetStatus
from annotator.annotation.records import Annotated, Article, Status
from annotator.project import ArticleFilter, Order, Project
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, Desk

TITLES = ("beta", "Alpha", "", "alpha", "Gamma")
DATES = ("2026-02-01", "", "2025-01-01", "2026-02-01", "2024-12-31")


@pytest.fixture
def path(tmp_path):
    from annotator.exchange import create_project

    path = tmp_path / "project.annotator"
    with create_project(path) as project, project.begin_import("test") as incoming:
        incoming.add(
            [
                Annotated(article=Article(id=f"a{n}", text="One two.", title=title, date=date))
                for n, (title, date) in enumerate(zip(TITLES, DATES, strict=True))
            ]
        )
    with Project.open(path) as project:
        project.add_annotator("ana")
        project.apply(AddSpan(article="a3", label="claim", ranges=((0, 3),)), "ana")
        project.apply(AddSpan(article="a3", label="claim", ranges=((4, 7),)), "ana")
        project.apply(AddSpan(article="a1", label="claim", ranges=((4, 7),)), "ana")
        project.apply(AddSpan(article="a0", label="claim", ranges=((4, 7),)), "bob")
        project.apply(SetStatus(articles=("a4",), status=Status.DONE), "ana")
        project.apply(FlagArticles(articles=("a2", "a4"), flagged=True), "ana")
    return path


@pytest.fixture
def desk(path, qapp, tmp_path):
    desk = Desk(path, "ana", tmp_path / "settings.ini")
    yield desk
    desk.close()


ORDERS = {
    (Order.IMPORTED, False): [0, 1, 2, 3, 4],
    (Order.IMPORTED, True): [4, 3, 2, 1, 0],
    (Order.TITLE, False): [2, 1, 3, 0, 4],
    (Order.TITLE, True): [4, 0, 3, 1, 2],
    (Order.DATE, False): [4, 2, 0, 3, 1],
    (Order.DATE, True): [3, 0, 2, 4, 1],
    (Order.STATUS, False): [0, 2, 1, 3, 4],
    (Order.STATUS, True): [4, 3, 1, 2, 0],
    (Order.FLAGGED, False): [2, 4, 0, 1, 3],
    (Order.SPANS, False): [0, 2, 4, 1, 3],
    (Order.SPANS, True): [3, 1, 4, 2, 0],
}


@pytest.mark.parametrize(("order", "descending"), ORDERS)
def test_orders(path, order, descending):
    """Equal articles stand as they were imported, and only one's own spans count."""
    with Project.open(path) as project:
        keys = project.index("ana", ArticleFilter(order=order, descending=descending))
        found = [row.id for row in project.rows("ana", keys)]
    assert found == [f"a{number}" for number in ORDERS[order, descending]]


def shown(desk):
    model = desk.window.queue.model
    return [model.row_at(row).id for row in range(model.rowCount())]


def sort_by(desk, qtbot, name):
    queue = desk.window.queue
    action = next(a for a in queue.sort.menu().actions() if a.objectName() == f"sort_{name}")
    action.trigger()
    qtbot.waitUntil(lambda: queue._task is None)


def row_point(desk, row):
    rows = desk.window.queue.list
    return rows.visualRect(rows.model().index(row, 0)).center()


def click(desk, row, modifiers=NO, button=LEFT):
    QTest.mouseClick(desk.window.queue.list.viewport(), button, modifiers, row_point(desk, row))


def statuses(desk):
    rows = desk.project().rows("ana", desk.project().index("ana"))
    return [row.status.value for row in rows]


def test_the_menu_sorts_and_next_follows_the_order(desk, qtbot):
    """The open article stays open, and J goes to what stands below it."""
    desk.session.open_article("a3")
    sort_by(desk, qtbot, "title")
    assert shown(desk) == ["a2", "a1", "a3", "a0", "a4"]
    assert desk.session.opened.article.id == "a3"
    assert desk.window.queue.list.selected_row == 2
    desk.focus(desk.view)
    desk.key("j")
    assert desk.session.opened.article.id == "a0"
    desk.key("k", times=2)
    assert desk.session.opened.article.id == "a1"
    sort_by(desk, qtbot, "descending")
    assert shown(desk) == ["a4", "a0", "a3", "a1", "a2"]
    assert "other way" in desk.window.queue.sort.accessibleName()


def test_next_goes_on_where_an_article_left_a_sorted_list(desk, qtbot):
    """What was finished and filtered away does not throw the annotator back to the top."""
    queue = desk.window.queue
    sort_by(desk, qtbot, "title")
    queue.status.setCurrentIndex(1)
    queue.apply_filter()
    qtbot.waitUntil(lambda: queue._task is None)
    assert shown(desk) == ["a2", "a0"]
    desk.session.open_article("a2")
    desk.session.set_status(Status.DONE)
    queue.apply_filter()
    qtbot.waitUntil(lambda: queue._task is None)
    assert queue.next_article()
    assert desk.session.opened.article.id == "a0"


def test_flagged_only(desk, qtbot):
    """The last entry of the status filter shows what one is unsure of."""
    queue = desk.window.queue
    queue.status.setCurrentIndex(5)
    queue.status.activated.emit(5)
    qtbot.waitUntil(lambda: queue._task is None)
    assert shown(desk) == ["a2", "a4"]


def test_selecting_several_opens_none_and_marks_all_as_one_change(desk):
    """Shift and Ctrl select; D marks what is selected; one undo takes all back."""
    rows = desk.window.queue.list
    desk.focus(rows)
    click(desk, 0)
    assert desk.session.opened.article.id == "a0"
    click(desk, 2, SHIFT)
    click(desk, 4, CTRL)
    click(desk, 1, CTRL)
    assert [list(some) for some in rows.selected_rows] == [[0], [2], [4]]
    assert desk.session.opened.article.id == "a0"
    before = statuses(desk)
    desk.key("d")
    assert [n for n, status in enumerate(statuses(desk)) if status == "done"] == [0, 2, 4]
    assert desk.window.queue.model.row_at(2).status is Status.DONE
    assert desk.session.opened.article.id == "a0"
    desk.key("z", CTRL)
    assert statuses(desk) == before
    assert desk.window.queue.model.row_at(2).status is Status.NEW


def test_shift_and_arrows_select(desk):
    """The keyboard does the same; a plain arrow goes back to one article."""
    rows = desk.window.queue.list
    desk.focus(rows)
    click(desk, 1)
    desk.key(Qt.Key.Key_Down, SHIFT, times=2)
    assert [list(some) for some in rows.selected_rows] == [[1, 2, 3]]
    assert desk.session.opened.article.id == "a1"
    desk.key(Qt.Key.Key_Up, SHIFT)
    assert rows.selected_count == 2
    desk.key("a", CTRL)
    assert rows.selected_count == 5
    assert desk.session.opened.article.id == "a1"
    desk.key(Qt.Key.Key_Down)
    assert rows.selected_count == 1
    assert desk.session.opened.article.id != "a1"


def test_keys_in_the_text_mean_the_open_article(desk):
    """What is selected in the queue is not meant while one reads."""
    rows = desk.window.queue.list
    desk.focus(rows)
    click(desk, 0)
    click(desk, 3, SHIFT)
    desk.focus(desk.view)
    desk.key("d")
    assert [n for n, status in enumerate(statuses(desk)) if status == "done"] == [0, 4]


def test_the_queue_menu_offers_status_and_flag(desk):
    """A right click keeps the selection and what is open."""
    rows = desk.window.queue.list
    desk.focus(rows)
    click(desk, 0)
    click(desk, 1, SHIFT)
    click(desk, 1, NO, Qt.MouseButton.RightButton)
    assert rows.selected_count == 2
    menu = desk.window.marking.menu(desk.window.actions_by_name)
    names = [action.objectName() for action in menu.actions()]
    assert names[:-1] == [f"action_{name}" for name in (
        "done", "reopen", "mark_skipped", "mark_new", "flag_article", "archive",
        "remove_articles",
    )]  # fmt: skip
    assert names[-1] == "assign_to"
    menu.actions()[2].trigger()
    menu.actions()[4].trigger()
    assert statuses(desk)[:2] == ["skipped", "skipped"]
    model = desk.window.queue.model
    assert model.row_at(0).flagged
    assert model.row_at(1).flagged
    assert desk.session.opened.article.id == "a0"


def test_a_right_click_elsewhere_selects_without_opening(desk):
    """The menu is about the row under the mouse."""
    desk.focus(desk.window.queue.list)
    click(desk, 0)
    click(desk, 3, NO, Qt.MouseButton.RightButton)
    assert desk.window.queue.selected_keys() == [desk.window.queue.model.key(3)]
    assert desk.session.opened.article.id == "a0"
