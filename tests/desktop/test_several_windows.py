"""Several real windows in several processes on one project."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from sqlalchemy import event

from annotator.annotation.edits import AddSpan, RemoveSpans, SetLabel, SetNote, SetStatus
from annotator.annotation.records import Status
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.desktop.toolkit.dialogs.clash_dialog import ClashDialog
from annotator.project import Project
from tests.desktop.beside import Beside
from tests.desktop.desk import CTRL
from tests.desktop.transfer.test_files import in_dialog
from tests.project.making import article

TEXT = "The mayor said the bridge will reopen in May. Nobody believed her.\n\n" * 40
WITHIN_MS = 60_000
"""A busy machine is slow; what is waited for comes within a second on an idle one."""


@pytest.fixture
def two(open_desk, tmp_path):
    """One window here and one in another process, of the same annotator."""
    desk = open_desk([TEXT, TEXT + "Second."])
    other = Beside(desk.path, tmp_path / "other.ini", "ana")
    yield desk, other
    other.end()


def test_what_another_window_tags_appears_and_the_place_stays(two, qtbot):
    """Caret, selection, scroll, current span and a note that is being typed."""
    desk, other = two
    view = desk.view
    view.select(4, 9)
    desk.key("1")
    span = desk.session.current
    desk.window.inspector.note.setFocus()
    desk.window.inspector.note.setPlainText("not saved yet")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.select(2000, 2010)
    bar.setValue(bar.maximum() // 2)
    place = view.selection(), bar.value(), desk.session.current
    other.ask("tag", 20, 30, "2")
    qtbot.waitUntil(lambda: len(desk.shown()) == 2, timeout=WITHIN_MS)
    assert (view.selection(), bar.value(), desk.session.current) == place
    assert desk.window.inspector.note.text == "not saved yet"
    assert desk.window.span_list.model.rowCount() == 2
    assert sum(desk.session.counts.values()) == 2
    desk.session.apply(RemoveSpans(spans=(span,)))
    other.wait_for([["quote", [[20, 30]]]], "shown")


def test_undo_takes_back_what_its_own_window_did(two, qtbot):
    """And names the other one where it made the last change; once it is closed its work is next."""
    desk, other = two
    desk.view.select(4, 9)
    desk.key("1")
    other.ask("tag", 20, 30, "2")
    qtbot.waitUntil(lambda: len(desk.shown()) == 2, timeout=WITHIN_MS)
    desk.key("z", CTRL)
    assert [ranges for _, ranges in desk.shown()] == [((20, 30),)]
    desk.key("z", CTRL)
    assert "other window" in desk.status()
    assert [ranges for _, ranges in desk.shown()] == [((20, 30),)]
    other.wait_for([["quote", [[20, 30]]]], "shown")
    other.end()
    desk.key("z", CTRL)
    assert desk.shown() == []
    assert desk.stored() == []


def test_the_same_span_is_stored_once(two, qtbot):
    """Pressed in both windows at the same time; the second shows what is there already."""
    desk, other = two
    desk.window.watching._timer.stop()  # as if both were pressed within a moment
    other.ask("tag", 4, 9, "1")
    desk.view.select(4, 9)
    desk.key("1")
    assert len(desk.stored()) == 1
    assert len(desk.shown()) == 1
    assert desk.session.current_span.ranges == ((4, 9),)
    assert "tagged so already" in desk.status()


def test_no_ghosts(two):
    """A span that is gone elsewhere goes here when somebody wants to change it."""
    desk, other = two
    desk.window.watching._timer.stop()
    desk.view.select(4, 9)
    desk.key("1")
    span = desk.session.current
    other.wait_for([["claim", [[4, 9]]]], "shown")
    other.ask("press", "s")
    other.ask("press", "Delete")
    other.wait_for([], "shown")
    desk.session.apply(RemoveSpans(spans=(span,)))
    assert desk.shown() == []
    assert "no longer there" in desk.status()


def test_who_else_is_there_is_said(two, qtbot, tmp_path):
    desk, other = two
    sign = desk.window.status_bar.findChild(object, "presence")
    qtbot.waitUntil(lambda: "ana in another window" in sign.text(), timeout=WITHIN_MS)
    assert sign.isVisible()
    other.wait_for("Also open: ana in another window", "sign")
    other.end()
    qtbot.waitUntil(lambda: not sign.isVisible(), timeout=WITHIN_MS)


def test_labels_of_others_are_there_at_once(two, qtbot):
    """Added, used and renamed elsewhere: nothing is an empty page, and its digit works."""
    desk, other = two
    label = other.ask("add_label", "Irony")
    other.ask("tag", 20, 30, "9")
    qtbot.waitUntil(lambda: len(desk.shown()) == 1, timeout=WITHIN_MS)
    assert desk.session.labels[label].name == "Irony"
    assert desk.window.label_bar.button(label).label.name == "Irony"
    desk.view.select(40, 44)
    desk.key("9")
    assert len(desk.stored()) == 2
    other.ask("rename", label, "Sarcasm")
    qtbot.waitUntil(lambda: desk.session.labels[label].name == "Sarcasm", timeout=WITHIN_MS)


def test_five_windows_at_once(open_desk, tmp_path, qtbot):
    """Each tags its own places; all show all of them, and undo gives the first state back."""
    desk = open_desk([TEXT])
    with ExitStack() as stack:
        others = []
        for number in range(4):
            others.append(Beside(desk.path, tmp_path / f"{number}.ini", "ana"))
            stack.callback(others[-1].end)
        for turn in range(3):
            for number, other in enumerate(others):
                other.ask("tag", 100 * turn + 10 * number, 100 * turn + 10 * number + 5, "1")
            desk.view.select(100 * turn + 50, 100 * turn + 55)
            desk.key("2")
        qtbot.waitUntil(lambda: len(desk.shown()) == 15, timeout=WITHIN_MS)
        everything = [[label, [list(pair) for pair in ranges]] for label, ranges in desk.shown()]
        for other in others:
            other.wait_for(everything, "shown")
        for _ in range(3):
            for other in others:
                other.ask("undo")
            desk.key("z", CTRL)
        qtbot.waitUntil(lambda: desk.shown() == [], timeout=WITHIN_MS)
        assert desk.stored() == []


# -- labels and gold that go stale -------------------------------------------------------------


def finished(path):
    """Have two annotators disagree on two articles, and be done with them."""
    with Project.open(path) as project:
        for article in ("a0", "a1"):
            for who, end in (("bo", 9), ("cy", 14)):
                edit = AddSpan(article=article, label="claim", ranges=((4, end),))
                project.apply(edit, who)
                project.apply(SetStatus(articles=(article,), status=Status.DONE), who)


def test_a_label_that_is_added_while_gold_is_made(open_desk, tmp_path, qtbot):
    """The next article is shown with its own dispute, whatever its spans are called."""
    desk = open_desk([TEXT, TEXT + "Second."])
    finished(desk.path)
    adjudication = desk.window.review_pages.adjudication
    assert adjudication.open("a0")
    desk.window.watching._timer.stop()
    other = Beside(desk.path, tmp_path / "other.ini", "bo")
    try:
        other.ask("open", "a1")
        other.ask("add_label", "Irony")
        other.ask("tag", 20, 30, "9")
        assert desk.session.open_article("a1")
        assert adjudication.is_open
        assert adjudication.state.article.id == "a1"
        assert adjudication.page.view.toPlainText().endswith("Second.")
        names = [span.label for one in adjudication.state.dispute_states for span in one.spans]
        assert len(set(names)) == 2
        assert desk.session.labels.keys() >= set(names)
        adjudication.step(forward=True)
        shown = " ".join(row._text.text() for row in adjudication.card.rows if row.isVisible())
        assert "Irony" in shown
    finally:
        other.end()


def test_when_an_article_cannot_be_compared_nothing_old_is_shown(open_desk, monkeypatch):
    """Keys decide nothing, whatever goes wrong on the way to the next article."""
    desk = open_desk([TEXT, TEXT + "Second."])
    finished(desk.path)
    adjudication = desk.window.review_pages.adjudication
    assert adjudication.open("a0")
    told = []
    desk.session.failed.connect(lambda sentence, _again: told.append(sentence))
    desk.desktop._on_failed = lambda *_: None
    monkeypatch.setattr(
        type(desk.session.project),
        "comparison",
        lambda *_, **__: (_ for _ in ()).throw(RuntimeError("a fault")),
    )
    monkeypatch.setattr("sys.excepthook", lambda *_: None)
    with pytest.raises(RuntimeError):
        adjudication.open("a1")
    assert adjudication.state is None
    assert adjudication.current is None
    assert not any(row.isVisible() for row in adjudication.card.rows)
    adjudication.accept(0)
    adjudication.settle_nothing()
    assert desk.session.project.gold() is None


def test_two_who_settle_the_same_place(open_desk, tmp_path, qtbot):
    """The second is told who decided what, and sees it; nothing is replaced unseen."""
    desk = open_desk([TEXT, TEXT + "Second."])
    finished(desk.path)
    adjudication = desk.window.review_pages.adjudication
    assert adjudication.open("a0")
    other = Beside(desk.path, tmp_path / "other.ini", "lea")
    try:
        desk.window.watching._timer.stop()
        other.ask("settle", "a0")
        other.ask("press", "1")
        other.wait_for([[4, 14, True]], "disputes")
        adjudication.accept(1)
        assert "Meanwhile lea has settled this: “mayor”" in desk.status()
        seen = desk.session.project.comparison("a0")
        assert [span.text for span in seen.gold.spans] == ["mayor"]
        assert [one.by for one in seen.decisions] == ["lea"]
        assert adjudication.state.gold == seen.gold.spans
        assert adjudication.current.decision.by == "lea"
        adjudication.accept(1)  # knowing of it
        other.wait_for([[4, 14, True]], "disputes")
        assert [one.by for one in desk.session.project.comparison("a0").decisions] == ["ana"]
    finally:
        other.end()


def test_a_decision_on_spans_that_have_changed_is_refused(open_desk):
    desk = open_desk([TEXT, TEXT + "Second."])
    finished(desk.path)
    adjudication = desk.window.review_pages.adjudication
    assert adjudication.open("a0")
    desk.window.watching._timer.stop()
    with Project.open(desk.path) as project:
        project.apply(AddSpan(article="a0", label="quote", ranges=((5, 9),)), "cy")
    adjudication.accept(0)
    assert "was changed meanwhile" in desk.status()
    assert desk.session.project.gold() is None
    assert any(
        span.label == "quote" for one in adjudication.state.dispute_states for span in one.spans
    )


def test_an_import_elsewhere_appears(open_desk, qtbot):
    """New articles stand in the queue, and the page stays where it is."""
    desk = open_desk([TEXT])
    desk.view.select(100, 110)
    with Project.open(desk.path) as project, project.begin_import("more") as incoming:
        incoming.add([article("new", "Something new.")])
    model = desk.window.queue.model
    qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=WITHIN_MS)
    assert desk.view.selection() == (100, 110)
    assert desk.session.progress.total == 2


def opened_id(desk) -> str | None:
    """Id of the open article; None while none is."""
    return desk.session.opened.article.id if desk.session.opened is not None else None


def test_the_open_article_is_gone(open_desk, qtbot):
    """As after another backup was put in its place: no page of something that is not there."""
    desk = open_desk([TEXT, TEXT + "Second."])
    desk.session.open_article("a1")
    with Project.open(desk.path) as project:
        with project.database.writing() as connection:
            for table in ("readings", "article_texts"):
                connection.exec_driver_sql(f"DELETE FROM {table} WHERE article = 2")
            connection.exec_driver_sql("DELETE FROM articles WHERE key = 2")
        with project.begin_import("again"):
            pass
    # The next one in the queue takes its place.
    qtbot.waitUntil(lambda: opened_id(desk) == "a0", timeout=WITHIN_MS)
    assert "no longer in the project" in desk.status()


def test_an_idle_window_reads_and_writes_nothing(open_desk):
    """What is looked at twice a second costs little, and the tables are not read for it."""
    desk = open_desk([TEXT])
    watching, project = desk.window.watching, desk.session.project
    watching._timer.stop()
    watching.look()
    statements = []
    event.listen(
        project.database.engine,
        "before_cursor_execute",
        lambda *arguments: statements.append(arguments[2]),
    )
    for _ in range(10):
        watching.look()
    assert statements == []
    desk.view.select(4, 9)
    desk.key("1")
    statements.clear()
    watching.look()
    assert statements == [], "one's own edit is no news"


@pytest.mark.parametrize(("button", "left"), [("mine", "Thesis"), ("theirs", "Assertion")])
def test_a_label_of_which_two_change_the_same_field(open_desk, qtbot, button, left):
    """Both versions are shown; what is chosen is kept, and what others changed besides stays."""
    desk = open_desk([TEXT])
    editor = LabelEditor(desk.session, desk.desktop.themes, desk.window)
    qtbot.addWidget(editor)
    editor.show()
    editor.select("claim")
    desk.window.watching._timer.stop()
    editor.form.name.setFocus()
    editor.form.name.setText("Thesis")
    with Project.open(desk.path) as project:
        seen = next(label for label in project.labels() if label.id == "claim")
        edit = SetLabel(label=replace(seen, name="Assertion", colour="#123456"), base=seen)
        project.apply(edit, "bo")
    shown = []

    def handler(dialog):
        shown.extend(
            dialog.findChild(QPlainTextEdit, f"clash_name_{one}").toPlainText()
            for one in ("theirs", "mine")
        )
        assert "bo has changed" in dialog.findChild(QLabel).text()
        dialog.findChild(QPushButton, f"clash_{button}").click()

    trouble = in_dialog(ClashDialog, handler)
    editor.form.name.committed.emit()
    assert not trouble
    assert shown == ["Assertion", "Thesis"]
    label = desk.session.project.labels()[0]
    assert (label.id, label.name, label.colour) == ("claim", left, "#123456")
    assert editor.form.name.text() == left


def test_guidelines_from_an_older_copy_do_not_undo_a_rename(open_desk):
    desk = open_desk([TEXT])
    guidelines = desk.window.guidelines
    guidelines.show_label("claim")
    guidelines.edit()
    guidelines.editor.setPlainText("When somebody says so.")
    desk.window.watching._timer.stop()
    with Project.open(desk.path) as project:
        seen = next(label for label in project.labels() if label.id == "claim")
        project.apply(SetLabel(label=replace(seen, name="Assertion"), base=seen), "bo")
    assert guidelines.save()
    label = desk.session.project.labels()[0]
    assert (label.name, label.guidelines) == ("Assertion", "When somebody says so.")


def test_guidelines_that_two_have_written(open_desk):
    """Neither text is lost: the one that is not kept stands in the dialog, and can stay typed."""
    desk = open_desk([TEXT])
    guidelines = desk.window.guidelines
    guidelines.show_label("claim")
    guidelines.edit()
    guidelines.editor.setPlainText("Mine.")
    with Project.open(desk.path) as project:
        seen = next(label for label in project.labels() if label.id == "claim")
        project.apply(SetLabel(label=replace(seen, guidelines="Theirs."), base=seen), "bo")
    for button, saved, left in (("later", False, "Theirs."), ("mine", True, "Mine.")):
        trouble = in_dialog(
            ClashDialog, lambda one, at=button: one.findChild(QPushButton, f"clash_{at}").click()
        )
        assert guidelines.save() is saved
        assert not trouble
        assert desk.session.project.labels()[0].guidelines == left
        assert saved or guidelines.editor.text == "Mine."


def test_a_note_that_another_window_has_changed_is_not_written_over(open_desk):
    """Both notes are shown, and whoever typed says which is kept."""
    desk = open_desk([TEXT])
    desk.view.select(4, 9)
    desk.key("1")
    span = desk.session.current
    note = desk.window.inspector.note
    for wanted, kept in (("clash_later", "theirs 0"), ("clash_mine", "mine")):
        note.setPlainText("mine")
        with Project.open(desk.path) as project:
            theirs = SetNote(span=span, note=f"theirs {int(wanted == 'clash_mine')}")
            assert project.apply(theirs, "ana") is not None

        def handler(dialog: ClashDialog, wanted=wanted) -> None:
            assert dialog.findChild(QPlainTextEdit, "clash_note_mine").toPlainText() == "mine"
            dialog.findChild(QPushButton, wanted).click()

        trouble = in_dialog(ClashDialog, handler)
        note.flush()
        assert not trouble
        stored = desk.project().spans([span])[span].note
        assert stored == kept
        assert note.text == "mine"
    note.setPlainText("mine again")
    note.flush()
    assert desk.project().spans([span])[span].note == "mine again"
