"""One article from the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.desktop.session.session import Session
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog, title_of
from annotator.project import Project

TEXT = (
    "\n  Harbour bridge closes \n\nThe council said so on Monday. “It is time,” 😀 Ada Vell said.\n"
)


@pytest.fixture
def paste(qtbot, session: Session):
    def show(text: str) -> PasteDialog:
        dialog = PasteDialog(session, text)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        qtbot.waitUntil(lambda: dialog._task is None)
        return dialog

    return show


def test_the_title_is_the_first_line(
    qtbot, paste, session: Session, project: Project, told: list[str]
) -> None:
    """It can be changed; the text comes in as it was on the clipboard."""
    dialog = paste(TEXT)
    assert dialog.title.text() == "Harbour bridge closes"
    dialog.title.selectAll()
    qtbot.keyClicks(dialog.title, "Bridge")
    qtbot.keyClicks(dialog.source, "The Gazette")
    with qtbot.waitSignals([dialog.accepted, session.changed]):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    article = project.open_article("ann", project.index("ann")[-1]).article
    assert (article.title, article.source, article.text) == ("Bridge", "The Gazette", TEXT)
    assert told == ["Imported: 1 article new, 0 already there, 0 spans."]


def test_windows_line_breaks_become_plain_ones(qtbot, paste, project: Project) -> None:
    dialog = paste("One\r\nTwo")
    with qtbot.waitSignal(dialog.accepted):
        dialog.start()
    assert project.open_article("ann", project.index("ann")[-1]).article.text == "One\nTwo"


def test_a_text_that_was_pasted_before_is_not_added(qtbot, paste) -> None:
    dialog = paste(TEXT)
    with qtbot.waitSignal(dialog.accepted):
        dialog.start()
    dialog = paste(TEXT)
    assert dialog.working.words == "An article with this text is already there."
    assert not dialog.add_button.isEnabled()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no text on the clipboard."),
        (" \n ", "There is no text on the clipboard."),
        ("half \ud83d of a pair", "This text cannot be stored."),
        ("a\0b", "It cannot be added: "),
    ],
)
def test_what_is_no_text_is_not_added(qtbot, paste, project: Project, text: str, said: str) -> None:
    dialog = paste(text)
    assert dialog.working.words.startswith(said)
    assert not dialog.add_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(project.index("ann")) == 3


def test_a_very_long_line(paste) -> None:
    dialog = paste("word " * 40_000)
    assert len(dialog.title.text()) <= 120
    assert dialog.length.text() == "200,000 characters"
    assert dialog.add_button.isEnabled()


def test_titles() -> None:
    assert title_of("\n\n  A title \nText") == "A title"
    assert title_of("") == ""
