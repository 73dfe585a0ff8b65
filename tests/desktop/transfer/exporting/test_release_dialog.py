"""Releasing from the window: options arrive, the result is told, stopping leaves nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan, SetStatus, Settle
from annotator.annotation.records import Status
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.exporting import release_dialog
from annotator.desktop.transfer.exporting.release_dialog import ReleaseDialog
from annotator.errors import CancelledError
from annotator.exchange.release.verifying import verify
from annotator.project import Project
from tests.desktop.desk import LEFT, Desk, make_project

TEXTS = [f"The {word} bridge opens on Monday." for word in ("old", "new", "tall", "red", "wet")]


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Ana is done with four articles of five, ben with one."""
    path = tmp_path / "project.annotator"
    make_project(path, TEXTS)
    done = tuple(f"a{n}" for n in range(4))
    with Project.open(path) as project:
        for article in done:
            project.apply(AddSpan(article=article, label="claim", ranges=((0, 7),)), "ana")
        project.apply(SetStatus(articles=done, status=Status.DONE), "ana")
        project.apply(AddSpan(article="a0", label="claim", ranges=((0, 9),), id="b"), "ben")
        project.apply(SetStatus(articles=("a0",), status=Status.DONE), "ben")
    return open_desk()


def choose(dialog: ReleaseDialog, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "release_to_make", lambda *_: folder)
    dialog.folder_button.click()


def test_a_release_is_made(qtbot, desk: Desk, tmp_path: Path) -> None:
    dialog = ReleaseDialog(desk.session, tmp_path, desk.window)
    dialog.open()
    assert dialog.path == tmp_path / "release"
    assert dialog.form.work.everyone.isChecked()
    assert dialog.form.work.settled.isHidden()
    QTest.mouseClick(dialog.start_button, LEFT)
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    first, *splits, left = dialog.working.words.split("\n")
    assert first == "Released into release."
    assert len(splits) == 3
    assert sum(int(one.split()[1]) for one in splits) == 4
    assert left == "Articles left out: 1; the card says why."
    assert verify(tmp_path / "release") == []
    assert not dialog.start_button.isEnabled()
    assert desk.status() == "Released into release."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_chosen_is_what_is_released(
    qtbot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.session.project.apply(Settle(article="a0", start=0, end=9, accept=("b",)), "lead")
    dialog = ReleaseDialog(desk.session, tmp_path, desk.window)
    form = dialog.form
    form.work.only.click()
    form.name.setText("Bridges")
    form.license.setText("cc0-1.0")
    for box, share in zip(form.shares, (1, 0, 1), strict=True):
        box.setValue(share)
    form.seed.setValue(7)
    form.blind.setChecked(True)
    form.work.done_only.setChecked(False)
    for row in range(form.formats.count()):
        item = form.formats.item(row)
        if item.data(Qt.ItemDataRole.UserRole) == "prodigy":
            item.setCheckState(Qt.CheckState.Checked)
    choose(dialog, tmp_path / "mine", monkeypatch)
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    manifest = orjson.loads((tmp_path / "mine" / "manifest.json").read_bytes())
    assert manifest["name"] == "Bridges"
    assert list(manifest["splits"]) == ["train", "test"]
    assert len(manifest["annotators"]) == 1
    options = manifest["options"]
    assert (options["seed"], options["blind"], options["work"]) == (7, True, "named")
    assert (options["formats"], options["done_only"]) == (["prodigy"], False)


def test_what_cannot_be_released_is_said(
    qtbot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "release").mkdir()
    dialog = ReleaseDialog(desk.session, tmp_path, desk.window)
    assert not dialog.start_button.isEnabled()
    said = "There is something of this name already. Choose a new folder."
    assert dialog.working.words == said
    choose(dialog, tmp_path / "other", monkeypatch)
    assert dialog.start_button.isEnabled()
    dialog.form.name.clear()
    assert not dialog.start_button.isEnabled()
    dialog.form.name.setText("x")
    dialog.form.license.setText("CC BY")
    dialog.start()
    assert dialog.working.words.startswith("Nothing was released: licence CC BY: expected")
    dialog.form.license.clear()
    for box in dialog.form.shares:
        box.setValue(0)
    assert not dialog.start_button.isEnabled()
    dialog.form.shares[0].setValue(1)
    choose(dialog, tmp_path / "no" / "where", monkeypatch)
    dialog.start()
    qtbot.waitUntil(lambda: dialog._task is None, timeout=20_000)
    assert "does not exist" in dialog.working.words


def test_stopping_leaves_no_release(
    qtbot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, cancelled: Callable[[], bool], **__: object) -> None:
        while not cancelled():
            time.sleep(0.005)
        raise CancelledError

    monkeypatch.setattr(release_dialog, "release", slow)
    dialog = ReleaseDialog(desk.session, tmp_path, desk.window)
    dialog.open()
    dialog.start()
    assert not dialog.start_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.working.words == "Stopped. Nothing was released.")
    assert dialog.isVisible()
    assert dialog.start_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_menu_opens_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []
    monkeypatch.setattr(ReleaseDialog, "exec", lambda self: shown.append(self.path.name))
    desk.window.actions_by_name["release"].trigger()
    assert shown == ["release"]
