"""The history in the real window: imports, removed articles and single changes taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.annotation.edits import AddSpan, SetLabel
from annotator.annotation.records import Annotated, Article, Status
from annotator.desktop.history.history_dialog import HistoryDialog
from annotator.desktop.history.model import PAGE
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.project import Project
from tests.desktop.desk import ALT, CTRL, LEFT, SHIFT, Desk
from tests.project.editing.test_statements import statements

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

TEXTS = [f"The {word} bridge opens on Monday. It rains." for word in ("old", "new", "tall")]


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk(TEXTS)


def settled(qtbot, desk: Desk) -> None:
    """Wait until the work is done and the queue has read which articles there are."""
    qtbot.waitUntil(lambda: desk.window.taking_back._task is None)
    qtbot.waitUntil(lambda: desk.window.queue._task is None)


def titles(desk: Desk) -> list[str]:
    model = desk.window.queue.model
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def import_by_hand(qtbot, desk: Desk, *texts: str, name: str = "news.txt") -> None:
    folder = desk.path.parent / "incoming"
    folder.mkdir(exist_ok=True)
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}-{name}"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    dialog = ImportDialog(desk.session, desk.window, paths)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.import_button, LEFT)
    settled(qtbot, desk)


def question(desk: Desk) -> QMessageBox:
    (box,) = [one for one in desk.window.findChildren(QMessageBox) if one.isVisible()]
    return box


def press(qtbot, desk: Desk, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key in the window itself, which a dialog may have been in front of."""
    desk.focus(desk.view)
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.key(key, modifiers)
    settled(qtbot, desk)


def history(qtbot, desk: Desk) -> HistoryDialog:
    desk.key(Qt.Key.Key_Y, CTRL | SHIFT)
    (dialog,) = desk.window.findChildren(HistoryDialog)
    ready(qtbot, dialog)
    return dialog


def ready(qtbot, dialog: HistoryDialog) -> None:
    def is_ready() -> bool:
        return (
            not dialog.model.is_reading and dialog._asked is None and not dialog._pause.isActive()
        )

    qtbot.waitUntil(is_ready)


def lines(dialog: HistoryDialog) -> list[str]:
    model = dialog.model
    return [model.data(model.index(row, 2)) for row in range(model.rowCount())]


def choose(dialog: HistoryDialog, row: int) -> None:
    QTest.keyClick(dialog.table, Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)


# -- undo ----------------------------------------------------------------------------------------


def test_ctrl_z_after_an_import_takes_the_import_back(qtbot, desk: Desk) -> None:
    """Not the tag from before, in another article; and redo brings it in again."""
    desk.double_click(4)
    desk.key("1")
    assert len(desk.stored()) == 1
    import_by_hand(qtbot, desk, "One more text.", "And another one.")
    assert len(titles(desk)) == 5
    undo = desk.window.actions_by_name["undo"]
    assert undo.text().startswith("Undo: Import 2 articles from ")
    press(qtbot, desk, Qt.Key.Key_Z)
    settled(qtbot, desk)
    assert titles(desk) == ["Title 0", "Title 1", "Title 2"]
    assert desk.status().startswith("Undone: Import 2 articles from ")
    assert len(desk.stored()) == 1
    assert undo.text().startswith("Undo: Tag claim")
    press(qtbot, desk, Qt.Key.Key_Z, CTRL | SHIFT)
    settled(qtbot, desk)
    assert len(titles(desk)) == 5


def test_an_edit_is_undone_where_it_is_found(desk: Desk) -> None:
    """Whether it is more than an edit is not asked before: that would be asked twice."""
    desk.double_click(4)
    desk.key("1")
    with statements(desk.session.project) as noted:
        desk.key(Qt.Key.Key_Z, CTRL)
    assert not desk.session.spans
    assert len([one for one in noted if "FROM changes LEFT OUTER JOIN articles" in one]) == 1


def test_what_can_be_undone_and_redone_is_right_after_each_step(qtbot, desk: Desk) -> None:
    """It is asked when the page is painted; a key that comes before that does what it says."""
    undo, redo = (desk.window.actions_by_name[name] for name in ("undo", "redo"))
    desk.double_click(4)
    desk.key("1")
    desk.double_click(8)
    desk.key("2")
    desk.key(Qt.Key.Key_Z, CTRL)
    desk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert len(desk.session.spans) == 2
    desk.key(Qt.Key.Key_Z, CTRL, times=2)
    assert not desk.session.spans
    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert redo.text().startswith("Redo: Tag claim")
    desk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: redo.text().startswith("Redo: Tag quote"))
    assert undo.text().startswith("Undo: Tag claim")


def test_work_of_others_is_named_before_it_goes(qtbot, desk: Desk) -> None:
    """The question names who has worked on how many; Escape leaves everything."""
    import_by_hand(qtbot, desk, "One more text.", "And another one.")
    project = desk.project()
    (first, _) = project.article_ids(project.index("ana"))[3:]
    claim = next(iter(desk.session.labels))
    for name in ("bo", "cleo"):
        project.add_annotator(name)
        project.apply(AddSpan(article=first, label=claim, ranges=((0, 3),)), name)
    press(qtbot, desk, Qt.Key.Key_Z)
    box = question(desk)
    assert "bo and cleo have worked on 1 of its 2 articles since; their work goes too." in (
        box.informativeText()
    )
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert len(desk.stored()) == 2
    press(qtbot, desk, Qt.Key.Key_Z)
    QTest.keyClick(question(desk), Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert desk.stored() == []
    assert len(titles(desk)) == 3
    press(qtbot, desk, Qt.Key.Key_Y)
    settled(qtbot, desk)
    assert len(desk.stored()) == 2
    assert project.check() == []


def test_an_import_of_many_is_taken_back_in_a_thread(qtbot, desk: Desk) -> None:
    """The window stays alive; afterwards the next article of the queue is open."""
    project = desk.project()
    with project.begin_import("many", "ana") as incoming:
        incoming.add([Annotated(article=Article(id=f"m{n}", text=f"Text {n}.")) for n in range(50)])
    desk.session.reload()
    settled(qtbot, desk)
    assert desk.session.open_article("m7")
    desk.key(Qt.Key.Key_Z, CTRL)
    assert desk.window.taking_back._task is not None
    qtbot.waitUntil(lambda: desk.window.taking_back._task is None)
    settled(qtbot, desk)
    assert len(titles(desk)) == 3
    assert desk.session.opened.article.id == "a2"


# -- removing ------------------------------------------------------------------------------------


def test_articles_are_removed_and_come_back(qtbot, desk: Desk) -> None:
    """The question says what goes; the next article opens; undo brings all back."""
    desk.double_click(4)
    desk.key("1")
    rows = desk.window.queue.list
    desk.focus(rows)
    desk.key(Qt.Key.Key_Down, SHIFT)
    assert rows.selected_count == 2
    menu = desk.window.marking.menu(desk.window.actions_by_name)
    assert desk.window.actions_by_name["remove_articles"] in menu.actions()
    desk.window.actions_by_name["remove_articles"].trigger()
    box = question(desk)
    assert box.text() == "Remove 2 articles from the project?"
    assert "Spans that go: 1 of ana." in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert titles(desk) == ["Title 2"]
    assert desk.session.opened.article.id == "a2"
    assert desk.stored() == []
    assert desk.status() == "Remove 2 articles"
    press(qtbot, desk, Qt.Key.Key_Z)
    settled(qtbot, desk)
    assert titles(desk) == ["Title 0", "Title 1", "Title 2"]
    assert len(desk.stored()) == 1


def test_removing_the_last_article_leaves_none_open(qtbot, open_desk) -> None:
    desk = open_desk(TEXTS[:1])
    desk.window.actions_by_name["remove_articles"].trigger()
    QTest.keyClick(question(desk), Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert desk.session.opened is None
    assert not desk.window.actions_by_name["remove_articles"].isEnabled()
    press(qtbot, desk, Qt.Key.Key_Z)
    settled(qtbot, desk)
    assert titles(desk) == ["Title 0"]


# -- the dialog ----------------------------------------------------------------------------------


def test_return_goes_there(qtbot, desk: Desk) -> None:
    desk.double_click(4)
    desk.key("1")
    span = desk.session.current
    desk.session.open_article("a1")
    dialog = history(qtbot, desk)
    assert lines(dialog) == ["Tag claim “old”", "Import 3 articles from test"]
    assert dialog.model.data(dialog.model.index(0, 1)) == "ana"
    assert dialog.model.data(dialog.model.index(1, 1)) == "Command line"
    assert dialog.model.data(dialog.model.index(0, 3)) == "Title 0"
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert desk.session.opened.article.id == "a0"
    assert desk.session.current == span
    choose(dialog, 1)
    ready(qtbot, dialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.state.text() == "It is about no single article that is there."


def test_one_change_is_taken_back_by_itself(qtbot, desk: Desk) -> None:
    """An older one; the newer stays. The list takes in what happens beside it."""
    for place in (4, 8):
        desk.double_click(place)
        desk.key("1")
    dialog = history(qtbot, desk)
    choose(dialog, 1)
    ready(qtbot, dialog)
    assert dialog.back_button.isEnabled()
    assert dialog.state.text().startswith("This change can be taken back by itself")
    QTest.mouseClick(dialog.back_button, LEFT)
    ready(qtbot, dialog)
    assert [piece[2][0][2] for piece in desk.stored()] == ["bridge"]
    assert lines(dialog)[0] == "Take back: Tag claim “old”"
    assert dialog.current.text == "Tag claim “old”"
    assert not dialog.back_button.isEnabled()
    assert dialog.state.text() == "It cannot be taken back: it has been taken back already."
    press(qtbot, desk, Qt.Key.Key_Z)
    assert len(desk.stored()) == 2
    ready(qtbot, dialog)
    assert lines(dialog)[0] == "Undone: Take back: Tag claim “old”"


def test_the_reason_is_said(qtbot, desk: Desk) -> None:
    """What came later is named, and the button is off."""
    desk.double_click(4)
    desk.key("1")
    desk.key(Qt.Key.Key_Right, ALT)
    dialog = history(qtbot, desk)
    choose(dialog, 1)
    ready(qtbot, dialog)
    assert not dialog.back_button.isEnabled()
    assert dialog.state.text() == (
        "It cannot be taken back: “Resize claim ‘old’” by ana came after it; take that back first."
    )
    assert dialog.back_button.toolTip() == dialog.state.text()


def test_an_import_of_the_command_line_is_taken_back_from_the_list(qtbot, desk: Desk) -> None:
    desk.double_click(4)
    desk.key("1")
    dialog = history(qtbot, desk)
    choose(dialog, 1)
    ready(qtbot, dialog)
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    box = question(desk)
    assert box.text() == "Take back “Import 3 articles from test”?"
    assert box.informativeText().startswith(
        "ana has worked on 1 of its 3 articles since; this work goes too."
    )
    QTest.keyClick(box, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert titles(desk) == []
    assert desk.session.opened is None
    ready(qtbot, dialog)
    assert lines(dialog)[0] == "Take back: Import 3 articles from test"
    press(qtbot, desk, Qt.Key.Key_Z)
    settled(qtbot, desk)
    assert len(titles(desk)) == 3
    assert len(desk.stored()) == 1


def test_filters(qtbot, desk: Desk) -> None:
    """By article, person and kind; each by keys."""
    project = desk.project()
    claim = next(iter(desk.session.labels))
    project.add_annotator("bo")
    for article, name in (("a0", "ana"), ("a1", "bo"), ("a2", "bo")):
        project.apply(AddSpan(article=article, label=claim, ranges=((0, 3),)), name)
    label = desk.session.labels[claim]
    project.apply(SetLabel(label=type(label)(**{**_fields(label), "guidelines": "g"})), "ana")
    dialog = history(qtbot, desk)
    assert len(lines(dialog)) == 5

    def pick(box: QWidget, times: int) -> list[str]:
        for _ in range(abs(times)):
            QTest.keyClick(box, Qt.Key.Key_Down if times > 0 else Qt.Key.Key_Up)
        ready(qtbot, dialog)
        return lines(dialog)

    assert pick(dialog.where, 1) == ["Tag claim “The”"]
    assert pick(dialog.people, 2) == []
    assert pick(dialog.where, -1) == ["Tag claim “The”"] * 2
    assert pick(dialog.people, 1) == ["Import 3 articles from test"]
    assert pick(dialog.kinds, 1) == []
    assert dialog.state.text() == "No change passes the filter."
    assert pick(dialog.people, -3) == ["Tag claim “The”"] * 3
    labels = dialog.kinds.findText("Labels")
    assert pick(dialog.kinds, labels - 1) == ["Edit label claim"]


def test_what_others_did_stays_unseen_until_an_article_is_done(qtbot, desk: Desk) -> None:
    """It guards against accidents; the dialog says that something is left out."""
    project = desk.project()
    claim = next(iter(desk.session.labels))
    project.add_annotator("bo")
    project.apply(AddSpan(article="a0", label=claim, ranges=((4, 7),)), "bo")
    project.apply(AddSpan(article="a0", label=claim, ranges=((0, 3),)), "ana")
    dialog = history(qtbot, desk)
    assert lines(dialog) == ["Tag claim “The”", "Import 3 articles from test"]
    assert dialog.blind.isVisible()
    desk.session.set_status(Status.DONE)
    ready(qtbot, dialog)
    dialog.renew_filter()
    ready(qtbot, dialog)
    assert lines(dialog)[1:3] == ["Tag claim “The”", "Tag claim “old”"]
    assert not dialog.blind.isVisible()


def test_thousands_of_lines_are_read_in_pages(qtbot, desk: Desk, tmp_path: Path) -> None:
    """Only what is looked at; older changes have kinds as well."""
    project = desk.project()
    claim = next(iter(desk.session.labels))
    for _ in range(3 * PAGE):
        project.apply(AddSpan(article="a0", label=claim, ranges=((0, 3),)), "ana")
    dialog = history(qtbot, desk)
    assert dialog.model.rowCount() < 3 * PAGE
    while dialog.model.rowCount() < 3 * PAGE + 1:
        QTest.keyClick(dialog.table, Qt.Key.Key_End)
        ready(qtbot, dialog)
    assert lines(dialog)[-1] == "Import 3 articles from test"
    del tmp_path


def test_it_is_readable_while_nothing_was_changed(qtbot, tmp_path: Path, open_desk) -> None:
    path = tmp_path / "project.annotator"
    Project.create(path).close()
    desk = open_desk()
    dialog = history(qtbot, desk)
    assert lines(dialog) == []
    assert dialog.state.text() == "Nothing has been changed yet: what you tag will stand here."
    assert not dialog.go_button.isEnabled()
    assert not dialog.back_button.isEnabled()


def _fields(label: object) -> dict[str, object]:
    return {name: getattr(label, name) for name in label.__struct_fields__}
