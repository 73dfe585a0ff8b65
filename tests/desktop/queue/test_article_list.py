"""The queue: which articles it shows, and which one it opens."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from annotator.annotation.edits import AddSpan, RemoveSpans, SetStatus
from annotator.annotation.records import Status
from annotator.desktop.queue.article_list import Queue
from annotator.desktop.queue.model import PAGE, PAGES_KEPT, ROW_ROLE, QueueModel
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.project import ArticleFilter, Project


@pytest.fixture
def queue(qtbot, session: Session, themes: Themes) -> Queue:
    widget = Queue(session, themes)
    qtbot.addWidget(widget)
    widget.resize(260, 600)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def titles(queue: Queue) -> list[str]:
    return [queue.model.index(row).data() for row in range(queue.model.rowCount())]


def filtered(qtbot, queue: Queue) -> None:
    qtbot.waitUntil(lambda: queue._task is None and not queue._pause.isActive())


def test_shows_all_articles_at_once(queue: Queue) -> None:
    """The list is filled when it appears."""
    assert titles(queue)[:3] == ["Story 0", "Story 1", "Story 2"]
    assert queue._progress_text.text() == "1 of 5 done"


def test_names_of_the_contract(queue: Queue) -> None:
    """Outside tools find the widgets by name, and screen readers by accessible name."""
    assert queue.search.objectName() == "search_box"
    assert queue.list.objectName() == "article_list"
    for widget in (queue.search, queue.status, queue.list):
        assert widget.accessibleName()


def test_typing_filters_by_title_and_text(qtbot, queue: Queue) -> None:
    """What is typed is looked for in the text too."""
    qtbot.keyClicks(queue.search, "needle2")
    qtbot.waitUntil(lambda: titles(queue) == ["Story 2"])
    assert queue._progress_text.text() == "1 of 5 done  ·  1 shown"


def test_filtering_opens_no_article(qtbot, queue: Queue, session: Session) -> None:
    """The open article stays open when the filter hides it, and is found again after it."""
    session.open_article("a0")
    opened = []
    session.article_opened.connect(opened.append)
    qtbot.keyClicks(queue.search, "needle2")
    qtbot.waitUntil(lambda: titles(queue) == ["Story 2"])
    assert queue.list.selected_row is None
    qtbot.keyClick(queue.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(titles(queue)) == 5)
    assert queue.list.selected_row == 0
    assert opened == []


def test_a_filter_without_matches_says_so(qtbot, queue: Queue) -> None:
    """An empty list says why it is empty."""
    qtbot.keyClicks(queue.search, "<b>zzz")
    qtbot.waitUntil(lambda: queue.model.rowCount() == 0)
    assert queue.list.accessibleDescription() == "No article matches “<b>zzz”."


def test_an_empty_project_says_how_to_begin(
    qtbot, make_project: Callable[..., Project], themes: Themes
) -> None:
    """Without articles the list points at the import."""
    queue = Queue(Session(make_project(0, "empty"), "ann"), themes)
    qtbot.addWidget(queue)
    assert "Import" in queue.list.accessibleDescription()
    assert not queue.next_article()
    assert not queue.previous_article()


def test_the_newest_filter_wins(qtbot, queue: Queue, session: Session, monkeypatch) -> None:
    """An answer that came late is dropped, and the newest wish is asked once."""
    asked: list[str] = []
    go_on = threading.Event()
    index = session.project.index

    def slow(annotator: str, wanted: ArticleFilter) -> list[int]:
        asked.append(wanted.words)
        assert go_on.wait(5)
        return index(annotator, wanted)

    monkeypatch.setattr(session.project, "index", slow)
    for words in ("needle1", "needle2", "needle3"):
        queue.search.setText(words)
        queue.apply_filter()
    shown = []
    queue.model.modelReset.connect(lambda: shown.append(titles(queue)))
    go_on.set()
    filtered(qtbot, queue)
    assert asked == ["needle1", "needle3"]
    assert len(shown) == 1
    assert titles(queue)[0].startswith("<img")


def test_status_filter(qtbot, queue: Queue) -> None:
    """Choosing a status shows the articles of that status."""
    assert queue.status.itemText(3) == "Done  ·  1"
    queue.status.setCurrentIndex(3)
    queue.status.activated.emit(3)
    qtbot.waitUntil(lambda: titles(queue) == ["Story 1"])


def test_a_finished_article_stays_until_the_filter_is_applied_again(
    qtbot, queue: Queue, session: Session
) -> None:
    """The open article does not vanish under the annotator."""
    queue.status.setCurrentIndex(1)
    queue.apply_filter()
    filtered(qtbot, queue)
    assert "Story 1" not in titles(queue)
    session.open_article("a2")
    before = titles(queue)
    session.set_status(Status.DONE)
    assert titles(queue) == before
    assert queue.status.itemText(3) == "Done  ·  2"
    assert queue._progress_text.text() == "2 of 5 done  ·  4 shown"
    queue.apply_filter()
    filtered(qtbot, queue)
    assert "Story 2" not in titles(queue)
    assert queue.next_article()
    assert session.opened.article.id == "a3"


def test_arrow_keys_open_articles_and_stay_in_the_list(
    qtbot, queue: Queue, session: Session
) -> None:
    """Up, Down, Home and End open what they reach; the focus never leaves."""
    queue.list.setFocus()
    for key, wanted in (
        (Qt.Key.Key_Down, "a0"),
        (Qt.Key.Key_Down, "a1"),
        (Qt.Key.Key_End, "a4"),
        (Qt.Key.Key_Down, "a4"),
        (Qt.Key.Key_Up, "a3"),
        (Qt.Key.Key_Home, "a0"),
        (Qt.Key.Key_Up, "a0"),
        (Qt.Key.Key_PageDown, "a4"),
    ):
        qtbot.keyClick(queue.list, key)
        assert session.opened is not None
        assert session.opened.article.id == wanted
        assert queue.list.hasFocus()


def test_a_held_key_opens_only_where_it_stops(qtbot, queue: Queue, session: Session) -> None:
    """Articles passed on the way are not read."""
    opened = []
    session.article_opened.connect(lambda one: opened.append(one.article.id))
    queue.list.setFocus()
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    def send(kind: QKeyEvent.Type, *, repeat: bool) -> None:
        event = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "", repeat)
        QApplication.sendEvent(queue.list, event)

    send(QKeyEvent.Type.KeyPress, repeat=False)
    for _ in range(3):
        send(QKeyEvent.Type.KeyPress, repeat=True)
    assert opened == ["a0"]
    send(QKeyEvent.Type.KeyRelease, repeat=False)
    assert opened == ["a0", "a3"]


def test_letters_read_nothing(qtbot, queue: Queue, session: Session, monkeypatch) -> None:
    """Typing in the list does not search through every row."""
    monkeypatch.setattr(session.project, "rows", lambda *_: pytest.fail("rows were read"))
    queue.list.setFocus()
    qtbot.keyClicks(queue.list, "zq")


def test_a_click_opens(qtbot, queue: Queue, session: Session) -> None:
    """The row under the mouse is the one that opens."""
    place = queue.list.visualRect(queue.model.index(2)).center()
    qtbot.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.opened.article.id == "a2"


def test_dragging_opens_nothing_more(qtbot, queue: Queue, session: Session) -> None:
    """Only the row that was pressed opens, whatever the mouse does then."""
    view = queue.list.viewport()
    centre = [queue.list.visualRect(queue.model.index(row)).center() for row in range(5)]
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=centre[1])
    for place in centre[2:]:
        QTest.mouseMove(view, place + QPoint(1, 1))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=centre[4])
    assert session.opened.article.id == "a1"


def test_next_and_previous_go_through_what_is_shown(qtbot, queue: Queue, session: Session) -> None:
    """The ends are told, and a hidden article has neighbours too."""
    assert queue.next_article()
    assert session.opened.article.id == "a0"
    assert not queue.previous_article()
    queue.search.setText("needle2")
    queue.apply_filter()
    filtered(qtbot, queue)
    assert queue.next_article()
    assert session.opened.article.id == "a2"
    assert not queue.next_article()
    assert session.opened.article.id == "a2"


def test_the_list_follows_an_article_opened_elsewhere(queue: Queue, session: Session) -> None:
    """The open article is selected, and selecting it does not open it again."""
    opened = []
    session.article_opened.connect(opened.append)
    session.open_article("a4")
    assert queue.list.selected_row == 4
    assert len(opened) == 1


def test_an_article_that_cannot_be_opened_leaves_the_selection(
    qtbot, queue: Queue, session: Session, monkeypatch
) -> None:
    """After a failure the row of the article that is really open is selected."""
    session.open_article("a0")
    monkeypatch.setattr(session, "open_article", lambda _key: False)
    place = queue.list.visualRect(queue.model.index(2)).center()
    qtbot.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert queue.list.selected_row == 0


def test_edits_update_their_row_without_reading(
    queue: Queue, session: Session, monkeypatch
) -> None:
    """Counts and status come from what changed, also when it is undone."""
    titles(queue)
    session.open_article("a0")
    monkeypatch.setattr(session.project, "rows", lambda *_: pytest.fail("rows were read"))
    row = queue.model.index(0)
    session.apply(AddSpan(article="a0", label="claim", ranges=((0, 4),)))
    session.apply(AddSpan(article="a0", label="claim", ranges=((5, 9),)))
    assert (row.data(ROW_ROLE).spans, row.data(ROW_ROLE).status) == (2, Status.IN_PROGRESS)
    session.apply(RemoveSpans(spans=tuple(session.spans)))
    assert row.data(ROW_ROLE).spans == 0
    session.undo()
    session.undo()
    session.undo()
    assert (row.data(ROW_ROLE).spans, row.data(ROW_ROLE).status) == (0, Status.NEW)


def test_another_annotator_sees_their_own_rows(qtbot, queue: Queue, session: Session) -> None:
    """Status and progress are the annotator's."""
    assert queue.model.index(1).data(ROW_ROLE).status is Status.DONE
    session.set_annotator("bob")
    assert queue.model.index(1).data(ROW_ROLE).status is Status.NEW
    assert queue._progress_text.text().startswith(("0 of 5", "Searching"))
    filtered(qtbot, queue)
    assert queue._progress_text.text() == "0 of 5 done"


def test_imported_articles_appear(qtbot, queue: Queue, session: Session) -> None:
    """After an import the list is read again."""
    from annotator.annotation.records import Annotated, Article

    with session.project.begin_import("more") as work:
        work.add([Annotated(article=Article(id="new", text="Fresh text", title="Fresh"))])
    session.reload()
    qtbot.waitUntil(lambda: titles(queue)[-1] == "Fresh")
    assert queue._progress_text.text() == "1 of 6 done"


def test_hostile_titles_are_text(queue: Queue) -> None:
    """Markup in a title is shown as typed, on one line and escaped in the tooltip."""
    index = queue.model.index(3)
    assert index.data().startswith("<img src=x> <b>& bold</b>")
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    assert queue.list.grab().width() == queue.list.width()


def test_the_search_line_leads_into_the_list(qtbot, queue: Queue, session: Session) -> None:
    """Down in the search line goes to the list and to the first row."""
    queue.focus_search()
    assert queue.search.hasFocus()
    qtbot.keyClick(queue.search, Qt.Key.Key_Down)
    assert queue.list.hasFocus()
    assert session.opened.article.id == "a0"


def test_taking_the_focus_opens_nothing(qtbot, queue: Queue, session: Session) -> None:
    """The list may be focused without an article being opened."""
    queue.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert queue.list.hasFocus()
    assert session.opened is None
    assert not queue.list.currentIndex().isValid()


def test_both_themes_are_drawn(queue: Queue, themes: Themes) -> None:
    """Switching the theme draws other pixels."""
    light = queue.grab().toImage()
    themes.choose(Choice.DARK)
    assert queue.grab().toImage() != light


def test_the_model_is_sound(qtbot, session: Session) -> None:
    """Qt's own checker watches the model through resets and edits."""
    model = QueueModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_keys(session.project.index("ann"))
    changes = session.apply(SetStatus(articles=("a0", "a2"), status=Status.SKIPPED))
    assert model.index(0).data() == "Story 0"
    assert changes is not None
    model.take_in(changes)
    assert model.index(0).data(ROW_ROLE).status is Status.SKIPPED
    model.forget_rows()
    assert not model.set_keys(session.project.index("ann"))
    model.set_keys([])
    assert model.rowCount() == 0


def test_rows_are_read_by_page_and_forgotten(session: Session, monkeypatch) -> None:
    """However far one scrolls, a bounded number of rows is held."""
    model = QueueModel(session)
    read: list[int] = []

    def rows(_annotator: str, keys: list[int]) -> list[object]:
        read.append(len(keys))
        return []

    monkeypatch.setattr(session.project, "rows", rows)
    model.set_keys(range(1, 100_001))
    for row in range(0, 100_000, 50):
        assert model.index(row).data() == "This article cannot be read"
    assert set(read) == {PAGE}
    assert len(read) == 100_000 // PAGE
    assert len(model._pages) == PAGES_KEPT
