"""What the import dialog shows before anything is written: articles, letters, columns, repairs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from annotator.desktop.session.session import Session
from annotator.desktop.toolkit.dialogs import files
from annotator.desktop.transfer.importing.import_articles import ENCODING, FORMAT, LENGTH, TITLE
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.project import Project

TELLING = (
    "The city council voted on Monday to close the harbour bridge for two years of repairs. Mayor"
    " Ada Vell said that the works would begin in June, and that ferries would run meanwhile."
)


@pytest.fixture
def open_dialog(qtbot, session: Session):
    def show(*paths: Path) -> ImportDialog:
        dialog = ImportDialog(session, None, paths)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        settle(qtbot, dialog)
        return dialog

    return show


def settle(qtbot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._task is None and not dialog._pause.isActive(), timeout=20_000)


def choose(qtbot, dialog: ImportDialog, box, row: int) -> None:
    while box.currentIndex() != row:
        down = row > box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
    settle(qtbot, dialog)


def cell(dialog: ImportDialog, row: int, column: int) -> str:
    return dialog.articles.model.index(row, column).data()


def bring_in(qtbot, dialog: ImportDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def texts(project: Project) -> dict[str, str]:
    opened = [project.open_article("ann", key).article for key in project.index("ann")]
    return {article.title or article.id: article.text for article in opened}


def test_each_article_is_listed(qtbot, open_dialog, tmp_path: Path) -> None:
    """Title, characters, format and encoding of each, and the text of the selected one."""
    (tmp_path / "a.txt").write_text("Pier closed\n\nZoë said so.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Second one", "title": "Named"}\n')
    dialog = open_dialog(tmp_path / "a.txt", tmp_path / "b.jsonl")
    rows = [
        [cell(dialog, row, column) for column in (TITLE, LENGTH, FORMAT, ENCODING)]
        for row in range(2)
    ]
    assert rows == [
        ["Pier closed", "25", "Plain text", "UTF-8"],
        ["Named", "10", "Annotator JSON lines", ""],
    ]
    assert dialog.articles.text.toPlainText() == "Pier closed\n\nZoë said so."
    assert dialog.articles.letters.text() == "Letters to check: ë"
    marked = [one.cursor.selectedText() for one in dialog.articles.text.extraSelections()]
    assert marked == ["ë"]
    dialog.articles.table.setFocus()
    qtbot.keyClick(dialog.articles.table, Qt.Key.Key_Down)
    assert dialog.articles.text.toPlainText() == "Second one"


def test_letters_beyond_the_first_plane_are_marked_where_they_are(
    open_dialog, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a 😀 é", encoding="utf-8")
    dialog = open_dialog(file)
    marked = [one.cursor.selectedText() for one in dialog.articles.text.extraSelections()]
    assert marked == ["😀", "é"]


def test_a_guess_is_warned_of_and_can_be_corrected(
    qtbot, open_dialog, tmp_path: Path, project: Project
) -> None:
    """UTF-8 with a broken byte is read as Western letters, which everybody should see."""
    file = tmp_path / "broken.txt"
    (tmp_path / "plain.txt").write_text("Plain letters only.")
    file.write_bytes("Köln und Jörg".encode() + b"\xff")
    dialog = open_dialog(tmp_path / "plain.txt", file)
    assert dialog.guessed.isVisible()
    assert "WINDOWS-1252" in dialog.guessed.text()
    assert "1 article is a guess" in dialog.guessed.text()
    # It is selected at once, behind the one that needs no look.
    assert dialog.articles.text.toPlainText() == "KÃ¶ln und JÃ¶rgÿ"
    choose(qtbot, dialog, dialog.articles.filter, 3)
    assert dialog.articles.model.rowCount() == 1
    choose(qtbot, dialog, dialog.form.encoding, 1)
    assert dialog.form.encoding.currentText() == "UTF-8"
    assert "guess" not in dialog.guessed.text()
    assert "1 refused, so nothing is imported" in dialog.guessed.text()
    assert "byte 15 (0xFF)" in dialog.refused.item(0).text()
    assert len(project.index("ann")) == 3


def test_a_guess_far_down_is_shown_where_it_matters(open_dialog, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(b"plain words " * 2_000 + "“Köln”".encode("cp1252") + b" the end")
    dialog = open_dialog(file)
    assert "“Köln”" in dialog.articles.text.toPlainText()


def test_the_column_of_the_text_is_chosen(
    qtbot, open_dialog, tmp_path: Path, project: Project
) -> None:
    """A table whose columns say nothing asks for the one that holds the text."""
    file = tmp_path / "table.csv"
    file.write_text("Kopf;Inhalt\nOne;First text\nTwo;Second text\n", encoding="utf-8")
    dialog = open_dialog(file)
    box = dialog.form.columns["text"]
    assert box.isVisible()
    assert [box.itemText(row) for row in range(box.count())] == ["None", "Kopf", "Inhalt"]
    assert not dialog.import_button.isEnabled()
    assert "No column" in dialog.guessed.text()
    choose(qtbot, dialog, box, 2)
    assert not dialog.guessed.isVisible()
    choose(qtbot, dialog, dialog.form.columns["title"], 1)
    assert [cell(dialog, row, TITLE) for row in range(2)] == ["One", "Two"]
    bring_in(qtbot, dialog)
    assert {"First text", "Second text"} <= set(texts(project).values())


def test_a_guessed_column_is_named(open_dialog, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("headline,body\nOne,First text\n", encoding="utf-8")
    dialog = open_dialog(file)
    assert dialog.form.columns["text"].currentText() == "Guessed: body"
    assert dialog.form.columns["date"].currentText() == "None"
    assert cell(dialog, 0, ENCODING) == "UTF-8"


def test_the_format_can_be_forced(qtbot, open_dialog, tmp_path: Path) -> None:
    """Those that the suffix allows come first."""
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "One"}\n')
    dialog = open_dialog(file)
    assert dialog.form.format.currentText() == "Automatic: Annotator JSON lines"
    names = [dialog.form.format.itemText(row) for row in range(dialog.form.format.count())]
    assert names.index("doccano JSON lines") < names.index("Plain text")
    choose(qtbot, dialog, dialog.form.format, names.index("Plain text"))
    assert dialog.articles.text.toPlainText() == '{"text": "One"}\n'
    assert dialog.form.format.currentText() == "Plain text"


def shifted(path: Path, number: int) -> Path:
    """Write lines whose offsets count UTF-16 units, and say nothing of it."""
    span = {"label": "claim", "start": 3, "end": 6, "text": "Ada"}
    lines = [
        {"id": f"n{one}", "text": f"😀 Ada spoke {one}", "annotator": "ann", "spans": [span]}
        for one in range(number)
    ]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    return path


def test_wrong_offsets_are_repaired_all_at_once(
    qtbot, open_dialog, tmp_path: Path, project: Project
) -> None:
    """The cause is guessed, and one check mark mends all of the kind."""
    dialog = open_dialog(shifted(tmp_path / "a.jsonl", 12))
    assert dialog.refused.count() == 12
    (box,) = dialog.refused_page.repairs.values()
    assert box.text() == "Repair all of this kind: 12 × offsets in UTF-16 units"
    assert not dialog.import_button.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert box.text().startswith("Repair all of this kind: 12 ×")
    assert dialog.refused_page.isVisible()
    bring_in(qtbot, dialog)
    (span,) = project.open_article("ann", "n3").spans
    assert span.ranges == ((2, 5),)


def test_other_files_need_their_own_choices(qtbot, open_dialog, tmp_path: Path) -> None:
    """Neither repairs nor the wish for the rest are carried over."""
    dialog = open_dialog(shifted(tmp_path / "a.jsonl", 2))
    dialog.rest.click()
    (box,) = dialog.refused_page.repairs.values()
    box.click()
    settle(qtbot, dialog)
    dialog.choose([shifted(tmp_path / "b.jsonl", 3)])
    settle(qtbot, dialog)
    assert dialog.refused.count() == 3
    assert not dialog.rest.isChecked()
    assert not dialog.import_button.isEnabled()


def test_what_is_refused_is_written_down(
    qtbot, open_dialog, tmp_path: Path, told: list[str], monkeypatch
) -> None:
    """Where the user says, with the reason."""
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "Fine"}\nnonsense\n')
    dialog = open_dialog(file)
    assert dialog.refused_page.path == tmp_path / "news-refused.jsonl"
    assert not dialog.refused_page.place_button.isEnabled()
    dialog.rest.click()
    target = tmp_path / "out.jsonl"
    monkeypatch.setattr(files, "refused_file", lambda *_: target)
    dialog.refused_page.place_button.click()
    bring_in(qtbot, dialog)
    (line,) = map(json.loads, target.read_text().splitlines())
    assert (line["line"], line["record"]) == (2, "nonsense")
    assert told[-1].endswith("What was refused is in out.jsonl.")


def test_what_came_in_is_in_though_the_file_cannot_be_written(
    qtbot, open_dialog, tmp_path: Path, told: list[str], project: Project
) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "Fine"}\nnonsense\n')
    dialog = open_dialog(file)
    dialog.rest.click()
    dialog.refused_page.path = tmp_path / "nowhere" / "out.jsonl"
    bring_in(qtbot, dialog)
    assert "could not be written" in told[-1]
    assert len(project.index("ann")) == 4


def test_unknown_labels_are_named_or_refused(qtbot, open_dialog, tmp_path: Path) -> None:
    span = {"label": "rumour", "start": 0, "end": 3}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "New one", "annotator": "ann", "spans": [span]}) + "\n")
    dialog = open_dialog(file)
    assert "1 label will be added: rumour." in dialog.working.words
    dialog.form.strict.click()
    settle(qtbot, dialog)
    assert "the label “rumour” is not in the project" in dialog.refused.item(0).text()


def test_near_duplicates_are_listed_with_what_they_are_like(
    qtbot, open_dialog, tmp_path: Path, project: Project
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TELLING, "title": "First"}) + "\n")
    dialog = open_dialog(tmp_path / "a.jsonl")
    assert not dialog.tabs.isTabVisible(1)
    bring_in(qtbot, dialog)
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"text": TELLING + " More.", "title": "Second"}) + "\n"
    )
    dialog = open_dialog(tmp_path / "b.jsonl")
    assert dialog.tabs.isTabVisible(1)
    item = dialog.alike.list.topLevelItem(0)
    assert [item.text(0), item.text(1)] == ["Second", "First"]
    assert int(item.text(2).split()[0]) > 70


def test_what_is_there_already_is_said(qtbot, open_dialog, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "One thing", "title": "One"}\n')
    bring_in(qtbot, open_dialog(file))
    dialog = open_dialog(file)
    assert cell(dialog, 0, TITLE) == "One (already there)"
    choose(qtbot, dialog, dialog.articles.filter, 1)
    assert dialog.articles.model.rowCount() == 0
    assert dialog.articles.text.toPlainText() == ""


def test_the_main_text_of_pages_can_be_wanted_alone(qtbot, open_dialog, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    lines = "".join(f"<p>{TELLING} Part {number}.</p>" for number in range(5))
    page.write_text(
        f"<html><body><nav><a href='/'>Home</a></nav><article>{lines}</article></body></html>"
    )
    dialog = open_dialog(page)
    assert "Home" in dialog.articles.text.toPlainText()
    dialog.form.main_text.click()
    settle(qtbot, dialog)
    assert "Home" not in dialog.articles.text.toPlainText()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("empty.csv", b"", "the file is empty"),
        ("half.json", b'{"articles": [', "not valid JSON"),
        ("utf16.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16"),
        ("nul.txt", b"a\0b", "character 2"),
    ],
)
def test_hostile_files_are_refused_with_a_reason(
    open_dialog, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    dialog = open_dialog(file)
    assert dialog.tabs.currentWidget() is dialog.refused_page
    assert said in dialog.refused.item(0).text()
    assert not dialog.import_button.isEnabled()


def test_one_very_long_line(open_dialog, tmp_path: Path) -> None:
    """Only its beginning is laid out."""
    file = tmp_path / "long.txt"
    file.write_text("x" * 200_000)
    dialog = open_dialog(file)
    assert cell(dialog, 0, LENGTH) == "200,000"
    assert len(dialog.articles.text.toPlainText()) == 5_002
    assert dialog.import_button.isEnabled()


def test_more_files_than_are_listed(qtbot, open_dialog, tmp_path: Path, project: Project) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1_005):
        (folder / f"{number}.txt").write_text(f"Article number {number}")
    dialog = open_dialog(folder)
    assert dialog.articles.model.rowCount() == 1_000
    assert dialog.articles._more.text() == "and 5 more"
    bring_in(qtbot, dialog)
    assert len(project.index("ann")) == 1_008


def test_files_can_be_dropped_on_the_dialog(qtbot, open_dialog, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Dropped text")
    dialog = open_dialog()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    where = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *where, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(dialog, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(
        dialog, QDropEvent(QPointF(9, 9), *where, Qt.KeyboardModifier.NoModifier)
    )
    settle(qtbot, dialog)
    assert dialog.articles.text.toPlainText() == "Dropped text"


def test_the_dialog_fits_a_small_screen(open_dialog, tmp_path: Path) -> None:
    dialog = open_dialog(shifted(tmp_path / "a.jsonl", 2))
    assert dialog.minimumSizeHint().width() <= 900
    assert dialog.minimumSizeHint().height() <= 700
    assert dialog.height() <= 700
