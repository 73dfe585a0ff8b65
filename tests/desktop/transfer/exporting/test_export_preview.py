"""What the export dialog shows before anything is written, and what stays when it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from annotator.annotation.edits import AddLabel, AddSpan
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.exporting import export_dialog
from annotator.desktop.transfer.exporting.export_dialog import ExportDialog
from annotator.formats import formats
from annotator.project import Project


@pytest.fixture
def open_dialog(qtbot, session: Session):
    def show() -> ExportDialog:
        dialog = ExportDialog(session)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        settle(qtbot, dialog)
        return dialog

    return show


def settle(qtbot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: dialog.is_idle, timeout=20_000)


def choose(qtbot, dialog: ExportDialog, name: str) -> None:
    dialog.choose_format(name)
    settle(qtbot, dialog)


def shown(dialog: ExportDialog) -> str:
    return dialog.preview.text.toPlainText()


def losses(dialog: ExportDialog) -> list[str]:
    rows = dialog.preview.losses
    return [rows.item(row).text() for row in range(rows.count())]


def test_the_first_record_is_shown_as_it_will_be_written(qtbot, open_dialog) -> None:
    """Byte for byte."""
    dialog = open_dialog()
    assert json.loads(shown(dialog))["id"] == "a0"
    assert dialog.preview.counts.text() == (
        "To be written: 3 articles, 2 spans, 0 links. Nothing is lost."
    )
    assert dialog.form.limits.text() == "Holds everything."
    assert not dialog.path.exists()
    dialog.start()
    settle(qtbot, dialog)
    first = dialog.path.read_text(encoding="utf-8").split("\n")[0]
    assert first == shown(dialog).rstrip("\n")


def test_what_was_lost_stays_on_the_screen(
    qtbot, open_dialog, project: Project, told: list[str]
) -> None:
    """Before and after, in the same words."""
    project.apply(AddSpan(article="a0", label="claim", ranges=((1, 6),)), "ann")
    dialog = open_dialog()
    choose(qtbot, dialog, "conll")
    assert dialog.form.limits.text().startswith("Cannot hold everything: no overlapping spans")
    before = losses(dialog)
    assert "1 × overlapping spans: left out, the longer one stays (claim 1)" in before
    dialog.start()
    settle(qtbot, dialog)
    assert dialog.isVisible()
    assert losses(dialog) == before
    assert dialog.preview.counts.text().startswith("Written: 3 articles")
    assert told == ["Exported 3 articles, 3 spans to news.conll."]
    assert dialog.working.words == told[0]
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.close_button, Qt.Key.Key_Return)


@pytest.mark.parametrize("one", [one for one in formats() if one.can_write], ids=lambda f: f.name)
def test_each_format_is_previewed_and_written(qtbot, open_dialog, one) -> None:
    """Whatever is in the registry; a library that is not installed is said."""
    dialog = open_dialog()
    choose(qtbot, dialog, one.name)
    said = dialog.preview.counts.text()
    if "not installed" in said or "pip install" in said:
        pytest.skip(said)
    assert said.startswith("To be written: 3 articles")
    assert shown(dialog)
    dialog.start()
    settle(qtbot, dialog)
    assert dialog.path.is_dir() == one.folder
    assert dialog.path.exists()
    assert dialog.preview.counts.text().startswith("Written: 3 articles")


def test_a_folder_is_a_new_one(qtbot, open_dialog, tmp_path: Path, monkeypatch) -> None:
    """One with files in it is never written into."""
    dialog = open_dialog()
    choose(qtbot, dialog, "brat")
    assert dialog.path == tmp_path / "news-brat"
    names = [dialog.preview.files.itemText(n) for n in range(dialog.preview.files.count())]
    assert "ann/a0.ann" in names
    dialog.start()
    settle(qtbot, dialog)
    assert not dialog.export_button.isEnabled()
    monkeypatch.setattr(files, "export_folder", lambda *_: tmp_path / "other")
    dialog.file_button.click()
    assert dialog.export_button.isEnabled()
    choose(qtbot, dialog, "jsonl")
    assert dialog.path == tmp_path / "other.jsonl"
    choose(qtbot, dialog, "brat")
    assert dialog.path == tmp_path / "other-brat"


def test_a_name_with_dots_is_kept(qtbot, open_dialog, tmp_path: Path, monkeypatch) -> None:
    dialog = open_dialog()
    monkeypatch.setattr(files, "export_file", lambda *_: tmp_path / "my.news.jsonl")
    dialog.file_button.click()
    names = []
    for name in ("brat", "conll", "prodigy", "doccano"):
        choose(qtbot, dialog, name)
        names.append(dialog.path.name)
    assert names == ["my.news-brat", "my.news.conll", "my.news.jsonl", "my.news.jsonl"]


def test_labels_can_be_left_out(qtbot, open_dialog, project: Project, session: Session) -> None:
    project.apply(AddLabel(label=Label(id="aside", name="aside")), "ann")
    project.apply(AddSpan(article="a0", label="aside", ranges=((4, 9),)), "ann")
    session.reload()
    dialog = open_dialog()
    assert "3 spans" in dialog.preview.counts.text()
    item = dialog.form.records.labels.topLevelItem(1)
    assert item.text(0) == "aside"
    dialog.form.records.labels.setCurrentItem(item, 0)
    qtbot.keyClick(dialog.form.records.labels, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.form.choices().shaping.labels == ("claim",)
    assert [span["label"] for span in json.loads(shown(dialog))["spans"]] == ["claim"]
    assert "2 spans" in dialog.preview.counts.text()


def test_labels_can_be_cut_out_of_the_text(qtbot, open_dialog) -> None:
    """With the mouse, in the second column."""
    dialog = open_dialog()
    tree = dialog.form.records.labels
    place = tree.visualItemRect(tree.topLevelItem(0))
    left = tree.header().sectionViewportPosition(1)
    qtbot.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(left + 12, place.center().y())
    )
    settle(qtbot, dialog)
    assert dialog.form.choices().shaping.clean == ("claim",)
    assert json.loads(shown(dialog))["text"].startswith("story 0")


def test_records_can_be_sentences_and_offsets_bytes(qtbot, open_dialog) -> None:
    dialog = open_dialog()
    dialog.form.records.segments.setFocus()
    qtbot.keyClick(dialog.form.records.segments, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.form.units, Qt.Key.Key_Down)
    settle(qtbot, dialog)
    choices = dialog.form.choices()
    assert choices.shaping.segments == "paragraph"
    assert json.loads(shown(dialog))["offset_unit"] == choices.offset_unit != ""
    choose(qtbot, dialog, "doccano")
    assert not dialog.form.units.isEnabled()
    assert dialog.form.choices().offset_unit == ""


def test_nothing_to_export_is_said(qtbot, open_dialog, session: Session) -> None:
    dialog = open_dialog()
    dialog.form.work.only.click()
    dialog.form.work.people.item(0).setCheckState(Qt.CheckState.Unchecked)
    settle(qtbot, dialog)
    assert dialog.preview.counts.text() == "Choose at least one annotator."
    dialog.form.work.people.item(1).setCheckState(Qt.CheckState.Checked)
    dialog.form.work.done_only.click()
    settle(qtbot, dialog)
    assert shown(dialog) == "Nothing would be exported."


def test_choices_in_quick_succession_are_one_preview(qtbot, open_dialog, monkeypatch) -> None:
    dialog = open_dialog()
    made: list[str] = []
    real = export_dialog.first_record

    def note(*some, **options):
        made.append(options["format"])
        return real(*some, **options)

    monkeypatch.setattr(export_dialog, "first_record", note)
    for name in ("conll", "doccano", "prodigy"):
        dialog.choose_format(name)
    settle(qtbot, dialog)
    assert made == ["prodigy"]


def test_everything_one_can_focus_has_a_name(open_dialog) -> None:
    dialog = open_dialog()
    nameless = [
        one
        for one in dialog.findChildren(QWidget)
        if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and type(one).__name__ not in ("QTabBar", "QScrollBar", "QComboBoxListView", "QListView")
        and not (one.objectName() and (one.accessibleName() or getattr(one, "text", str)()))
        and one.parent() is not dialog.buttons
    ]
    assert nameless == []
    assert dialog.export_button.isDefault()
    assert dialog.minimumSizeHint().height() <= 700
    assert dialog.height() <= 700
