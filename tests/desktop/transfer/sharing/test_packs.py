"""Packs made and merged from the window, and the conflicts that merging leaves."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QMessageBox

from annotator.annotation.adjudication.conflict_settling import Keep
from annotator.annotation.edits import (
    AddSpan,
    RemoveSpans,
    SetLabel,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.desktop.shell.app import Desktop
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.toolkit.settings import Settings
from annotator.desktop.transfer.sharing import merge_dialog, pack_dialog
from annotator.desktop.transfer.sharing.conflicts import ConflictsDialog
from annotator.desktop.transfer.sharing.merge_dialog import MergeDialog
from annotator.desktop.transfer.sharing.pack_dialog import PackDialog
from annotator.errors import CancelledError
from annotator.exchange import pack_out
from annotator.project import Project
from tests.desktop.desk import LEFT, Desk, make_project

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

TEXTS = [f"The {word} bridge opens on Monday. It rains." for word in ("old", "new", "tall")]


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Ana's window; ben has a span in a0 and is to do a0 and a1."""
    path = tmp_path / "project.annotator"
    make_project(path, TEXTS)
    with Project.open(path) as project:
        for name in ("ana", "ben"):
            project.add_annotator(name)
        project.apply(AddSpan(article="a0", label="claim", ranges=((4, 14),)), "ben")
        project.apply(AddSpan(article="a0", label="claim", ranges=((4, 7),)), "ana")
        project.set_assignments({"a0": ("ben",), "a1": ("ben",)})
    return open_desk()


def pack_of(desk: Desk, name: str, folder: Path) -> Path:
    path = folder / f"{name}-pack.annotator"
    pack_out(desk.session.project, path, name)
    return path


def work_in(path: Path, annotator: str, *edits: object) -> None:
    with Project.open(path) as project:
        for edit in edits:
            assert project.apply(edit, annotator) is not None


def only_span(project: Project, annotator: str) -> str:
    (span,) = project.open_article(annotator, "a0").spans
    return span.id


def merge(qtbot, desk: Desk, *packs: Path) -> MergeDialog:
    dialog = MergeDialog(desk.session, packs, desk.window)
    dialog.show()
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None)
    if not dialog.merge_button.isHidden():
        QTest.mouseClick(dialog.merge_button, LEFT)
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._left)
    return dialog


def looked(qtbot, desk: Desk, *packs: Path) -> MergeDialog:
    dialog = MergeDialog(desk.session, packs, desk.window)
    dialog.show()
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None)
    return dialog


def rows(dialog: MergeDialog) -> list[list[str]]:
    model = dialog.preview.model
    return [
        [str(model.data(model.index(row, column))) for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    ]


def lines(dialog: MergeDialog) -> list[str]:
    return [dialog.results.item(row).text() for row in range(dialog.results.count())]


# -- packing -------------------------------------------------------------------------------------


def test_a_pack_holds_what_one_annotator_needs(qtbot, desk: Desk, tmp_path: Path) -> None:
    dialog = PackDialog(desk.session, tmp_path, desk.window)
    dialog.show()
    assert dialog.annotator == "ben"
    assert dialog.holds.text() == "It holds the 2 articles that are assigned to them."
    assert dialog.path == tmp_path / "ben.annotator"
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.pack_button, LEFT)
    assert desk.status() == "Packed 2 articles into ben.annotator."
    with Project.open(tmp_path / "ben.annotator") as pack:
        assert pack.annotators() == ["ben"]
        assert pack.origin().annotator == "ben"
        assert len(pack.index("ben")) == 2


def test_somebody_new_gets_all_articles(desk: Desk, tmp_path: Path) -> None:
    dialog = PackDialog(desk.session, tmp_path, desk.window)
    dialog.who.setEditText("")
    assert not dialog.pack_button.isEnabled()
    dialog.who.lineEdit().clear()
    QTest.keyClicks(dialog.who.lineEdit(), "cleo / x")
    assert dialog.holds.text() == "Nothing is assigned to them: it holds all articles (3)."
    assert dialog.path == tmp_path / "cleo _ x.annotator"
    assert dialog.pack_button.isEnabled()


def test_a_file_that_is_there_is_never_replaced(desk: Desk, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "ben.annotator").write_text("mine")
    dialog = PackDialog(desk.session, tmp_path, desk.window)
    assert not dialog.pack_button.isEnabled()
    assert dialog.working.words == "There is a file of this name already. Choose another one."
    monkeypatch.setattr(files, "pack_to_make", lambda *_: tmp_path / "other.annotator")
    dialog.file_button.click()
    assert dialog.pack_button.isEnabled()
    assert dialog.working.words == ""
    assert (tmp_path / "ben.annotator").read_text() == "mine"


def test_stopping_leaves_no_pack(qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    def slow(*_: object, cancelled: Callable[[], bool], **__: object) -> None:
        while not cancelled():
            time.sleep(0.005)
        raise CancelledError

    monkeypatch.setattr(pack_dialog, "pack_out", slow)
    dialog = PackDialog(desk.session, tmp_path, desk.window)
    dialog.open()
    dialog.start()
    assert not dialog.pack_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.working.words == "Stopped. Nothing was packed.")
    assert dialog.isVisible()
    assert dialog.pack_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_pack_opens_as_its_annotators(qapp, desk: Desk, tmp_path: Path) -> None:
    """Nobody is asked, even where somebody else worked last on this computer."""
    path = pack_of(desk, "ben", tmp_path)
    desktop = Desktop(qapp, Settings(tmp_path / "settings.ini"))
    assert desktop.start(str(path), None, None, may_ask=True)
    window = desktop.window
    assert window is not None
    assert window.session.annotator == "ben"
    window.close()
    window.session.project.close()


# -- merging -------------------------------------------------------------------------------------


def test_packs_come_back_and_the_window_shows_it(qtbot, desk: Desk, tmp_path: Path) -> None:
    pack = pack_of(desk, "ana", tmp_path)
    work_in(
        pack,
        "ana",
        AddSpan(article="a0", label="quote", ranges=((20, 26),)),
        SetStatus(articles=("a0",), status=Status.DONE),
    )
    other = tmp_path / "none.annotator"
    assert len(desk.shown()) == 1
    dialog = merge(qtbot, desk, pack, other)
    second, first = lines(dialog)
    assert first == ("ana-pack.annotator: spans: 1 new, 0 changed, 0 removed; statuses changed: 1")
    assert second.startswith("none.annotator: left out: ")
    assert dialog.working.words == "Merged 1 of 2; spans: 1 new, 0 changed, 0 removed."
    assert desk.status() == dialog.working.words
    assert desk.shown() == [("claim", ((4, 7),)), ("quote", ((20, 26),))]
    assert desk.session.status is Status.DONE
    assert desk.session.progress.done == 1
    assert dialog.conflicts_button.isHidden()
    again = merge(qtbot, desk, pack)
    assert again.working.words == "There is nothing to merge."
    assert again.preview.facts.text() == "ana-pack.annotator: nothing new."
    assert again.merge_button.isHidden()
    assert not again.close_button.isHidden()
    desk.session.undo()
    assert desk.shown() == [("claim", ((4, 7),))]
    desk.session.redo()
    assert len(desk.shown()) == 2


def test_what_would_come_in_is_shown_first(qtbot, desk: Desk, tmp_path: Path) -> None:
    """What touches finished work stands first, and says so in words; Cancel changes nothing."""
    pack = pack_of(desk, "ana", tmp_path)
    work_in(
        pack,
        "ana",
        AddSpan(article="a0", label="quote", ranges=((20, 26),)),
        AddSpan(article="a1", label="claim", ranges=((4, 7),)),
    )
    desk.session.project.apply(SetStatus(articles=("a0",), status=Status.DONE), "ana")
    before = list(desk.session.project.export())
    dialog = looked(qtbot, desk, pack)
    first, *rest = rows(dialog)
    assert first == ["ana", "quote", "Title 0", "1", "", "", "", "", "! done"]
    assert [row[-1] for row in rest] == ["", ""]
    assert rest[-1][1] == "Status: New → In progress"
    dialog.reject()
    assert not dialog.isVisible()
    assert list(desk.session.project.export()) == before


def test_another_project_is_asked_about(qtbot, desk: Desk, tmp_path: Path) -> None:
    """No is what Return and Escape say; the other packs are merged all the same."""
    other = tmp_path / "other.annotator"
    make_project(other, TEXTS)
    work_in(other, "cleo", AddSpan(article="a0", label="claim", ranges=((4, 7),)))
    pack = pack_of(desk, "ana", tmp_path)
    work_in(pack, "ana", AddSpan(article="a0", label="quote", ranges=((20, 26),)))
    dialog = looked(qtbot, desk, other, pack)
    assert "another project" in dialog.preview.facts.text()
    assert "Annotators new to the project: cleo" in dialog.preview.facts.text()
    asked: list[str] = []

    def answer(key: Qt.Key) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.keyClick(box, key)

    QTimer.singleShot(0, lambda: answer(Qt.Key.Key_Return))
    QTest.mouseClick(dialog.merge_button, LEFT)
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._left)
    assert lines(dialog)[0] == "other.annotator: left out"
    assert len(dialog.merged) == 1
    assert "cleo" not in desk.session.project.annotators()
    assert asked[0].startswith("other.annotator is another project")
    dialog.close()
    dialog = looked(qtbot, desk, other)
    QTimer.singleShot(0, lambda: QApplication.activeModalWidget().buttons()[0].click())
    QTest.mouseClick(dialog.merge_button, LEFT)
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._left)
    assert "cleo" in desk.session.project.annotators()


def test_nothing_merged_is_said(qtbot, desk: Desk, tmp_path: Path) -> None:
    dialog = merge(qtbot, desk, tmp_path / "none.annotator")
    assert dialog.working.words == "There is nothing to merge."
    assert dialog.preview.facts.text().startswith("none.annotator cannot be merged: ")
    assert not dialog.close_button.isHidden()


def test_a_merge_can_be_stopped(qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    def slow(*_: object, cancelled: Callable[[], bool], **__: object) -> None:
        while not cancelled():
            time.sleep(0.005)
        raise CancelledError

    pack = pack_of(desk, "ana", tmp_path)
    work_in(pack, "ana", AddSpan(article="a0", label="quote", ranges=((20, 26),)))
    monkeypatch.setattr(merge_dialog, "merge_in", slow)
    dialog = looked(qtbot, desk, pack)
    dialog.merge_button.click()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog._task is None)
    assert lines(dialog) == ["Stopped. What is not listed here was not merged."]
    assert dialog.working.words == "Nothing was merged."


@pytest.fixture
def clash(qtbot, desk: Desk, tmp_path: Path) -> MergeDialog:
    """Ana's span was made longer here and shorter in the pack; a status differs, too."""
    pack = pack_of(desk, "ana", tmp_path)
    name = only_span(desk.session.project, "ana")
    work_in(
        pack,
        "ana",
        SetRanges(span=name, ranges=((4, 6),)),
        SetStatus(articles=("a1",), status=Status.DONE),
    )
    desk.session.apply(SetRanges(span=name, ranges=((0, 14),)))
    desk.session.apply(SetStatus(articles=("a1",), status=Status.SKIPPED))
    return merge(qtbot, desk, pack)


def test_conflicts_are_offered_after_a_merge(clash: MergeDialog) -> None:
    assert clash.working.words.endswith("2 conflicts wait to be settled.")
    assert lines(clash)[0].endswith(": merged")  # she has still to do one of the articles
    QTest.mouseClick(clash.conflicts_button, LEFT)
    assert clash.wants_conflicts
    assert not clash.isVisible()


@pytest.fixture
def conflicts(qtbot, desk: Desk, clash: MergeDialog) -> ConflictsDialog:
    clash.close()
    desk.window.actions_by_name["conflicts"].trigger()
    (dialog,) = desk.window.findChildren(ConflictsDialog)
    qtbot.waitExposed(dialog)
    return dialog


def row_of(dialog: ConflictsDialog, beginning: str) -> int:
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    return next(row for row, text in enumerate(texts) if text.startswith(beginning))


def test_both_versions_are_shown(conflicts: ConflictsDialog) -> None:
    assert conflicts.list.count() == 2
    assert conflicts.state.text().startswith("2 conflicts. Both versions are kept.")
    conflicts.list.setCurrentRow(row_of(conflicts, "claim"))
    assert conflicts.list.currentItem().text().endswith(", in “Title 0”")
    here, other = (one.toPlainText().splitlines() for one in (conflicts.here, conflicts.other))
    both = [["claim", "“ol”", "4–6"], ["claim", "“The old bridge”", "0–14"]]
    assert sorted([here[:3], other[:3]]) == sorted(both)
    assert here[3].startswith("ana, ")
    assert other[4].startswith("found by a merge: ")
    conflicts.list.setCurrentRow(row_of(conflicts, "Status for ana, in “Title 1”"))
    here, other = (one.toPlainText().splitlines() for one in (conflicts.here, conflicts.other))
    assert {here[0], other[0]} == {"Done", "Skipped"}


def test_return_goes_to_the_span_and_the_article(desk: Desk, conflicts: ConflictsDialog) -> None:
    conflicts.list.setCurrentRow(row_of(conflicts, "claim"))
    desk.session.open_article("a2")
    conflicts.list.setFocus()
    QTest.keyClick(conflicts.list, Qt.Key.Key_Return)
    assert desk.session.opened is not None
    assert desk.session.opened.article.id == "a0"
    assert desk.session.current_span is not None
    conflicts.list.setCurrentRow(row_of(conflicts, "Status"))
    QTest.mouseClick(conflicts.go_button, LEFT)
    assert desk.session.opened.article.id == "a1"


def test_settled_ones_go(desk: Desk, conflicts: ConflictsDialog) -> None:
    """A change of who settles: it is in their undo, which brings the conflict back."""
    conflicts.list.setCurrentRow(row_of(conflicts, "claim"))
    other = "“The old bridge”" in conflicts.other.toPlainText()
    keep = Keep.OTHER if other else Keep.THIS
    QTest.mouseClick(conflicts.keep_buttons[keep], LEFT)
    assert desk.status().startswith("Settled: claim")
    assert conflicts.list.count() == 1
    assert desk.shown() == [("claim", ((0, 14),))]
    assert not conflicts.keep_buttons[Keep.BOTH].isEnabled()
    QTest.mouseClick(conflicts.keep_buttons[Keep.THIS], LEFT)
    assert conflicts.state.text().startswith("There is no conflict to settle.")
    assert conflicts.keep_buttons[Keep.THIS].isHidden()
    assert desk.session.project.conflicts() == []
    desk.session.undo()
    desk.session.undo()
    assert conflicts.list.count() == 2
    assert len(desk.shown()) == 2


def test_who_leads_settles_under_their_own_name(desk: Desk, conflicts: ConflictsDialog) -> None:
    desk.session.set_annotator("lead")
    conflicts.list.setCurrentRow(row_of(conflicts, "claim"))
    QTest.mouseClick(conflicts.keep_buttons[Keep.OTHER], LEFT)
    assert conflicts.list.count() == 1
    assert desk.session.project.history()[0].annotator == "lead"
    assert len(desk.session.project.open_article("ana", "a0").spans) == 1


def test_there_is_one_list_at_a_time(desk: Desk, conflicts: ConflictsDialog) -> None:
    desk.window.actions_by_name["conflicts"].trigger()
    assert desk.window.findChildren(ConflictsDialog) == [conflicts]


def test_a_span_of_somebody_else_is_shown_where_it_is(qtbot, desk: Desk, tmp_path: Path) -> None:
    pack = pack_of(desk, "ben", tmp_path)
    name = only_span(desk.session.project, "ben")
    work_in(pack, "ben", SetRanges(span=name, ranges=((4, 6),)))
    desk.session.project.apply(RemoveSpans(spans=(name,)), "ben")
    merge(qtbot, desk, pack).close()
    desk.session.project.apply(SetStatus(articles=("a0",), status=Status.DONE), "ana")
    desk.session.open_article("a2")
    desk.window.actions_by_name["conflicts"].trigger()
    (dialog,) = desk.window.findChildren(ConflictsDialog)
    assert dialog.list.count() == 1
    words = dialog.other.toPlainText().splitlines()
    assert words[0] == "The other copy removed it; the change was kept."
    dialog.go()
    assert desk.session.opened is not None
    assert desk.session.opened.article.id == "a0"
    assert desk.view.caret() == 4
    assert desk.status() == "This is a span of ben. Change the annotator to work on it."


def test_a_label_that_was_changed_twice(qtbot, desk: Desk, tmp_path: Path) -> None:
    pack = pack_of(desk, "ana", tmp_path)
    label = desk.session.labels["claim"]
    from msgspec.structs import replace

    work_in(pack, "ana", SetLabel(label=replace(label, description="theirs")))
    desk.session.apply(SetLabel(label=replace(label, description="ours")))
    merge(qtbot, desk, pack).close()
    dialog = ConflictsDialog(desk.session, desk.desktop.themes, desk.window)
    assert dialog.list.item(0).text() == "Label claim"
    shown = dialog.here.toPlainText() + dialog.other.toPlainText()
    assert "ours" in shown
    assert "theirs" in shown
    assert not dialog.go_button.isEnabled()
    dialog.close()


def test_everything_has_a_name(desk: Desk, conflicts: ConflictsDialog, tmp_path: Path) -> None:
    pack = PackDialog(desk.session, tmp_path, desk.window)
    merging = MergeDialog(desk.session, [], desk.window)
    named = [conflicts.list, conflicts.here, conflicts.other]
    named += [pack.who, pack.file_button, merging.results]
    for widget in named:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget.objectName()


def test_from_the_menu(qtbot, desk: Desk, tmp_path: Path, monkeypatch) -> None:
    pack = pack_of(desk, "ana", tmp_path)
    work_in(pack, "ana", AddSpan(article="a0", label="quote", ranges=((20, 26),)))
    monkeypatch.setattr(files, "packs_to_merge", lambda *_: [pack])
    seen: list[int] = []

    def close() -> None:
        widget = QApplication.activeModalWidget()
        assert isinstance(widget, MergeDialog)
        if widget._task is not None:
            QTimer.singleShot(50, close)
            return
        if not widget.merge_button.isHidden():
            widget.merge_button.click()
            QTimer.singleShot(50, close)
            return
        seen.append(widget.findChild(QListWidget, "merge_results").count())
        QTest.keyClick(widget, Qt.Key.Key_Escape)

    QTimer.singleShot(100, close)
    desk.window.actions_by_name["merge"].trigger()
    assert seen == [1]
    assert len(desk.shown()) == 2


def test_who_has_still_to_annotate_the_article_sees_no_conflict_in_it(
    desk: Desk, conflicts: ConflictsDialog
) -> None:
    """Both versions are others' work; the sentence says that something is left out."""
    assert "no longer blind" in conflicts.state.text()
    project = desk.project()
    everything = [row.id for row in project.rows("", project.index(""))]
    project.set_assignments(dict.fromkeys(everything, ("newcomer",)))
    desk.session.set_annotator("newcomer")
    conflicts.read()
    assert conflicts.list.count() == 0
    assert conflicts.here.toPlainText() == ""
    assert conflicts.state.text() == (
        "There is no conflict to settle."
        " Others’ work on articles that are not done for newcomer is left out."
    )
