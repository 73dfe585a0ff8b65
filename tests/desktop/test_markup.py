"""What people and files name things is never taken for markup, wherever the window shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from annotator.desktop.toolkit.dialogs.problem import problem_box
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.exchange import bring_in, create_project
from tests.desktop.desk import Desk
from tests.desktop.test_translation import DIALOGS

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)

MARK = "<b>bold</b>"
TEXT = f"Ida {MARK} ran."


def line(annotator: str, start: int) -> bytes:
    span = {"id": f"{annotator} {start}", "label": MARK, "start": start, "end": start + 4}
    span |= {"note": f"a {MARK}", "attributes": {MARK: MARK}}
    known = {"id": f"{MARK} 1", "title": f"{MARK} title", "source": MARK, "date": MARK}
    work = {"annotator": f"{annotator} {MARK}", "status": "done", "spans": [span]}
    return orjson.dumps({**known, "text": TEXT, "meta": {"encoding": MARK}, **work}) + b"\n"


@pytest.fixture
def desk(open_desk, tmp_path: Path) -> Desk:
    """The window on an article whose every word about it is markup."""
    (tmp_path / "in.jsonl").write_bytes(line("ana", 0) + line("ben", 2))
    with create_project(tmp_path / "project.annotator") as project:
        bring_in(project, [tmp_path / "in.jsonl"])
    return open_desk(annotator=f"ana {MARK}")


def taken_for_markup(root: QWidget) -> Iterator[str]:
    """Yield what is shown with the mark as markup: labels, tooltips, rows."""
    for one in (root, *root.findChildren(QObject)):
        if isinstance(one, QLabel) and MARK in one.text().lower():
            shown = one.textFormat()
            if shown is not Qt.TextFormat.PlainText:
                yield f"label {one.objectName()}: {one.text()}"
        for name in ("toolTip", "whatsThis"):
            reader = getattr(one, name, None)
            said = reader() if callable(reader) and isinstance(one, QWidget) else ""
            if isinstance(said, str) and MARK in said.lower() and Qt.mightBeRichText(said):
                yield f"{name} {type(one).__name__} {one.objectName()}: {said}"
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from _rows(one.model(), one.objectName())


def _rows(model: QAbstractItemModel, name: str) -> Iterator[str]:
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            said = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(said, str) and MARK in said.lower() and Qt.mightBeRichText(said):
                yield f"row of {name}: {said}"


def test_nothing_in_the_window_is_taken_for_markup(desk: Desk) -> None:
    QApplication.processEvents()
    assert list(taken_for_markup(desk.window)) == []
    assert MARK in desk.window.windowTitle()  # which the system shows as it is


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_taken_for_markup(desk: Desk, name: str) -> None:
    dialog = DIALOGS[name](desk)
    dialog.show()
    QApplication.processEvents()
    assert list(taken_for_markup(dialog)) == []
    dialog.close()


def test_the_preview_of_an_import_is_plain(desk: Desk, qtbot, tmp_path: Path) -> None:
    """Encodings that a file names, reasons of refusals, names of files."""
    (tmp_path / "more.jsonl").write_bytes(line("cy", 0).replace(b" 1", b" 2") + MARK.encode())
    dialog = ImportDialog(desk.session, desk.window, [tmp_path / "more.jsonl"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.refused.count() == 1)
    qtbot.waitUntil(lambda: dialog.rest.isEnabled())
    assert list(taken_for_markup(dialog)) == []
    dialog.close()


def test_names_in_statistics_are_plain(desk: Desk, qtbot) -> None:
    dialog = DIALOGS["statistics"](desk)
    dialog.show()
    qtbot.waitUntil(lambda: any(bar.toolTip() for bar, _ in dialog.rows))
    assert list(taken_for_markup(dialog)) == []
    dialog.close()


def test_a_problem_is_told_in_plain_text(desk: Desk) -> None:
    box = problem_box(desk.window, f"{MARK}: cannot be read")
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()
