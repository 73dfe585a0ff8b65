"""Whoever has an article still to do sees nothing of others' work on it, in no window or dialog.

Every command of the menus is carried out, and all that any window then says is read: texts, rows,
what a mouse that rests is told, and what screen readers are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    Qt,
    QThreadPool,
    QTimer,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from annotator.annotation.adjudication.conflict_settling import Keep, SettleConflict
from annotator.annotation.edits import (
    AddSpan,
    SetGoldStatus,
    SetNote,
    SetRanges,
    SetStatus,
    Settle,
)
from annotator.annotation.records import Annotated, Article, Span, Status, make_fragments
from annotator.desktop.overview.statistics import StatisticsDialog
from annotator.desktop.shell.app import Desktop
from annotator.desktop.shell.commands.commands import COMMANDS, SELECT, SPAN, menu_of
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.desktop.transfer.sharing.merge_dialog import MergeDialog
from annotator.errors import RuleError
from annotator.exchange import create_project, merge_in, pack_out
from annotator.project import Project
from tests.desktop.desk import Desk

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

MANY = 1103
TEXT = "The ferry waits. " * 80
FIGURES = re.compile(r"1,10\d")
"""How many spans ben has, or everybody, whatever was added."""

WORDS = re.compile("ben’s secret|Tag claim|Settle|gold is|Gold of")

PASSED_OVER = {
    *("quit", "new", "open", "language_system", "language_en", "language_de"),
    *("done", "done_next"),  # then one is no longer blind
    *("paste_article", "annotator", "change_keys"),
    *("mark_many", "people"),  # they say no numbers to the blind: tests/desktop/team
    "archive",  # then the article is not listed any more
    "tour",  # it goes on in the sample project
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Ben has done a0 with very many spans, chloe as well; there are gold and a conflict."""
    path = tmp_path / "project.annotator"
    article = Article(id="a0", text=TEXT, title="Ferry")
    spans = tuple(
        Span(
            id=f"ben-{at}",
            article="a0",
            annotator="ben",
            label="claim",
            fragments=make_fragments(TEXT, ((at, at + 1),)),
        )
        for at in range(MANY)
    )
    with create_project(path) as project:
        with project.begin_import("test") as incoming:
            incoming.add([Annotated(article=article, annotator="ben", spans=spans)])
            incoming.add([Annotated(article=Article(id="a1", text="Rain.", title="Rain"))])
        for name in ("chloe", "lead", "zoe"):
            project.add_annotator(name)
        pack = tmp_path / "ben.annotator"
        pack_out(project, pack, "ben", ["a0"])
        project.apply(SetNote(span="ben-5", note="ben’s secret"), "ben")
        project.apply(SetRanges(span="ben-7", ranges=((7, 9),)), "ben")
        for name in ("ben", "chloe"):
            project.apply(SetStatus(articles=("a0",), status=Status.DONE), name)
        project.apply(Settle(article="a0", start=0, end=1, accept=("ben-0",)), "lead")
        project.apply(SetGoldStatus(articles=("a0",), status=Status.DONE), "lead")
        project.set_assignments({"a0": ("ben", "chloe", "zoe")})
        with Project.open(pack) as other:
            other.apply(SetRanges(span="ben-7", ranges=((7, 10),)), "ben")
        merge_in(project, pack)
        assert project.conflicts()
        with Project.open(pack) as other:
            other.apply(AddSpan(article="a0", label="claim", ranges=((1200, 1210),)), "ben")
    return path


RESTS = {"export": 40, "release": 40}
"""How often a window is looked at with nothing going on: some begin to read after a moment."""


class Reader:
    """Carries out commands, reads all that windows say, and closes what is in the way."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seen: dict[str, set[str]] = {}
        self._doing = ""
        self._rested = 0
        self._timer = QTimer(interval=20)
        self._timer.timeout.connect(self._look)

    def carry_out(self, name: str) -> set[str]:
        self._doing, self._rested = name, 0
        found = self.seen.setdefault(name, set())
        self._timer.start()
        self.desk.window.actions_by_name[name].trigger()
        QTest.qWait(20)
        while self._rested < RESTS.get(name, 3):
            QTest.qWait(20)
        self._timer.stop()
        stage = self.desk.window.review_pages.stack
        while stage.shown is not None:
            stage.leave(stage.shown)
        for widget in QApplication.topLevelWidgets():
            if widget is not self.desk.window and widget.isVisible():
                widget.close()
        return found

    def _look(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                self.seen[self._doing] |= set(texts_of(widget))
        busy = QThreadPool.globalInstance().activeThreadCount() > 0
        self._rested = 0 if busy else self._rested + 1
        modal = QApplication.activeModalWidget()
        if modal is not None and self._rested >= RESTS.get(self._doing, 3) - 1:
            if isinstance(modal, QDialog):
                modal.reject()
            else:
                modal.close()


def texts_of(window: QWidget) -> Iterator[str]:
    """Yield all that a window says."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        yield from (widget.windowTitle(), widget.statusTip(), widget.whatsThis())
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            yield widget.toPlainText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _rows_of(widget.model())
        informative = getattr(widget, "informativeText", None)
        if informative is not None:
            yield informative()
    bar = getattr(window, "statusBar", None)
    if bar is not None:
        yield bar().currentMessage()


def _rows_of(model: QAbstractItemModel) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    roles += (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 300)):
        for column in range(columns):
            for role in roles:
                value = model.data(model.index(row, column), int(role))
                if isinstance(value, str):
                    yield value


def said(found: set[str], what: re.Pattern[str]) -> list[str]:
    return [text for text in found if what.search(text)]


@pytest.fixture
def pickers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody chooses a file, but for the pack."""
    for name in vars(files):
        if name.endswith(("_to_save", "_to_load", "_to_make", "_to_open", "_file", "_folder")):
            monkeypatch.setattr(files, name, lambda *_: None)
    monkeypatch.setattr(files, "packs_to_merge", lambda *_: [tmp_path / "ben.annotator"])
    monkeypatch.setattr(Desktop, "show_settings", lambda *_: None, raising=False)


def read_everything(desk: Desk) -> Reader:
    reader = Reader(desk)
    desk.session.open_article("a0")
    for command in COMMANDS:
        if command.name in PASSED_OVER or menu_of(command.menu) == SELECT:
            continue
        if desk.session.opened is None or desk.session.opened.article.id != "a0":
            desk.session.open_article("a0")
        if menu_of(command.menu) == SPAN and command.name != "tag_same_everywhere":
            continue
        reader.carry_out(command.name)
    return reader


def test_no_view_tells_the_blind_of_others(
    path: Path, open_desk: Callable[..., Desk], pickers: None
) -> None:
    """Zoe is to do the article: neither figures nor words of ben's, chloe's or gold come up."""
    reader = read_everything(open_desk(annotator="zoe"))
    for name, found in reader.seen.items():
        assert found, name
        assert not said(found, FIGURES), name
        assert not said(found, WORDS), (name, said(found, WORDS))
    for name in ("statistics", "conflicts", "merge"):
        assert said(reader.seen[name], re.compile("not done for zoe is left out")), name
    assert said(reader.seen["remove_articles"], re.compile("not done for zoe"))
    assert said(reader.seen["settle"], re.compile("not done for zoe"))
    assert said(reader.seen["history"], re.compile("is not shown"))
    for name in ("export", "release"):
        assert said(reader.seen[name], re.compile("who reads it is no longer blind")), name


def test_who_leads_sees_it_and_is_told_who_should_not(
    path: Path, open_desk: Callable[..., Desk], pickers: None
) -> None:
    """The same reader finds it all where somebody may see it: it reads what there is."""
    reader = read_everything(open_desk(annotator="lead"))
    for name in ("statistics", "remove_articles", "labels", "export", "backups", "settle"):
        assert reader.seen[name], name
    for name in ("statistics", "remove_articles", "labels", "export"):
        assert said(reader.seen[name], FIGURES), name
    assert said(reader.seen["history"], re.compile("Settle"))
    for name in ("statistics", "conflicts", "merge", "remove_articles", "agreement", "settle"):
        assert said(reader.seen[name], re.compile("no longer blind")), name


def test_what_is_said_after_merging(
    path: Path, open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    """Neither how many spans came nor whose conflict waits."""
    desk = open_desk(annotator="zoe")
    before = desk.project().label_use("claim")["ben"]
    dialog = MergeDialog(desk.session, [tmp_path / "ben.annotator"], desk.window)
    dialog.start()
    while dialog._task is not None:
        QTest.qWait(20)
    assert dialog.preview.model.rowCount() == 0
    assert not dialog.merge_button.isHidden()
    dialog.merge()
    while dialog._task is not None or dialog._left:
        QTest.qWait(20)
    assert dialog.results.item(0).text() == "ben.annotator: merged"
    assert desk.status().startswith("Merged 1 of 1. Others’ work")
    assert desk.project().label_use("claim")["ben"] == before + 1
    dialog.close()


def test_an_export_is_not_counted_for_the_blind(path: Path, open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(annotator="zoe")
    dialog = ExportDialog(desk.session, desk.window)
    dialog.path_chosen = path.with_suffix(".jsonl")
    while not dialog.is_idle:
        QTest.qWait(20)
    dialog.start()
    while not dialog.is_idle:
        QTest.qWait(20)
    assert "no longer blind" in dialog.preview.counts.text()
    assert not FIGURES.search(desk.status())
    dialog.close()


def test_figures_for_one_are_not_shown_to_the_next(
    path: Path, open_desk: Callable[..., Desk]
) -> None:
    """When somebody else sits down, what was counted for the lead is gone at once."""
    desk = open_desk(annotator="lead")
    dialog = StatisticsDialog(desk.session, desk.desktop.themes, desk.window)
    dialog.show()
    while dialog._task is not None:
        QTest.qWait(20)
    assert said(set(texts_of(dialog)), FIGURES)
    desk.session.set_annotator("zoe")
    assert not said(set(texts_of(dialog)), FIGURES)
    while dialog._task is not None:
        QTest.qWait(20)
    assert not said(set(texts_of(dialog)), FIGURES)
    dialog.close()


def test_nobody_settles_a_conflict_of_others_while_blind(path: Path) -> None:
    with Project.open(path) as project:
        (conflict,) = project.conflicts()
        assert project.conflicts(viewer="zoe") == []
        edit = SettleConflict(conflict=conflict.id, keep=Keep.OTHER)
        with pytest.raises(RuleError, match="not done for zoe"):
            project.apply(edit, "zoe")
        assert project.conflicts(viewer="ben") == [conflict]
        assert project.apply(edit, "ben") is not None
