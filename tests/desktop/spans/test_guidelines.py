"""The guidelines: which label they are of, how they are read and edited."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from annotator.annotation.edits import AddSpan, RelabelSpans
from annotator.desktop.session.session import Session
from annotator.desktop.spans.guidelines import Guidelines
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.errors import NotSavedError
from annotator.project import Project
from annotator.words import say


@pytest.fixture
def guidelines(qtbot, session: Session, themes: Themes) -> Guidelines:
    widget = Guidelines(session, themes)
    qtbot.addWidget(widget)
    session.open_article("a0")
    widget.resize(300, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def stored(project: Project, label: str) -> str:
    return next(one.guidelines for one in project.labels() if one.id == label)


def shown(guidelines: Guidelines) -> str:
    return guidelines.view.toPlainText()


def tag(session: Session, label: str) -> None:
    session.apply(AddSpan(article="a0", label=label, ranges=((0, 4),)))


def test_follows_the_current_span(guidelines: Guidelines, session: Session) -> None:
    """The guidelines are those of the label at hand; without a span the last one stays."""
    assert guidelines.view.objectName() == "guidelines"
    assert shown(guidelines).startswith("Claim")
    tag(session, "quote")
    assert shown(guidelines).startswith("Quote")
    session.apply(RelabelSpans(spans=(session.current,), label="claim"))
    assert shown(guidelines).startswith("Claim")
    session.set_current("")
    assert shown(guidelines).startswith("Claim")


def test_a_chosen_label_stays(guidelines: Guidelines, session: Session) -> None:
    """Choosing a label pins it until the first item is chosen again."""
    guidelines.chooser.setCurrentIndex(1)
    tag(session, "quote")
    assert shown(guidelines).startswith("Claim")
    guidelines.chooser.setCurrentIndex(0)
    assert shown(guidelines).startswith("Quote")


def test_html_is_text_and_nothing_is_loaded(guidelines: Guidelines) -> None:
    """Markup is shown as typed; a picture in Markdown reads no file."""
    guidelines.show_label("hostile")
    assert "<img src=x onerror=y>" in shown(guidelines)
    assert not guidelines.view.openLinks()


def test_editing_is_one_change_that_can_be_undone(
    qtbot, guidelines: Guidelines, session: Session, project: Project
) -> None:
    """Edit, type, Control and Return; undo brings the old text back."""
    qtbot.mouseClick(guidelines.edit_button, Qt.MouseButton.LeftButton)
    assert guidelines.editor.isVisible()
    assert guidelines.editor.toPlainText() == "## Claim\n\n*Checkable*."
    guidelines.editor.selectAll()
    qtbot.keyClicks(guidelines.editor, "New")
    qtbot.keyClick(guidelines.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not guidelines.editor.isVisible()
    assert shown(guidelines) == "New"
    assert stored(project, "claim") == "New"
    session.undo()
    assert shown(guidelines).startswith("Claim")


def test_escape_gives_up(qtbot, guidelines: Guidelines, project: Project) -> None:
    """Nothing is stored and the old text is shown."""
    guidelines.edit()
    qtbot.keyClicks(guidelines.editor, "typo")
    qtbot.keyClick(guidelines.editor, Qt.Key.Key_Escape)
    assert not guidelines.editing
    assert stored(project, "claim") == "## Claim\n\n*Checkable*."


def test_another_current_span_does_not_disturb_the_editor(
    qtbot, guidelines: Guidelines, session: Session, project: Project
) -> None:
    """What is being written belongs to the label with which it began."""
    guidelines.edit()
    qtbot.keyClicks(guidelines.editor, "More. ")
    tag(session, "quote")
    assert guidelines.editing
    qtbot.mouseClick(guidelines.save_button, Qt.MouseButton.LeftButton)
    assert stored(project, "claim").startswith("More. ## Claim")
    assert stored(project, "quote") == "## Quote\n\nWords."
    assert shown(guidelines).startswith("Quote")


def test_leaving_saves_what_was_typed(
    qtbot, guidelines: Guidelines, session: Session, project: Project
) -> None:
    """Another article, or the window's end, does not lose it; one can go on typing."""
    guidelines.edit()
    qtbot.keyClicks(guidelines.editor, "Kept. ")
    session.open_article("a2")
    assert stored(project, "claim").startswith("Kept. ")
    assert guidelines.editing
    qtbot.keyClicks(guidelines.editor, "Too. ")
    assert guidelines.save()
    assert stored(project, "claim").startswith("Kept. Too. ")


def test_undo_reaches_the_open_editor(
    qtbot, guidelines: Guidelines, session: Session, project: Project
) -> None:
    """What was undone is not stored again by the editor that still shows it."""
    guidelines.edit()
    qtbot.keyClicks(guidelines.editor, "Wrong. ")
    session.undo()
    assert guidelines.editor.toPlainText() == "## Claim\n\n*Checkable*."
    session.open_article("a2")
    assert stored(project, "claim") == "## Claim\n\n*Checkable*."


def test_what_cannot_be_stored_stays_in_the_editor(
    qtbot, guidelines: Guidelines, session: Session, project: Project, monkeypatch
) -> None:
    """The failure is told and nothing typed is lost."""

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    guidelines.edit()
    qtbot.keyClicks(guidelines.editor, "Kept. ")
    with monkeypatch.context() as patch, qtbot.waitSignal(session.failed):
        patch.setattr(project, "apply", refuse)
        assert not guidelines.flush()
    assert guidelines.editing
    assert guidelines.flush()
    assert stored(project, "claim").startswith("Kept. ")


def test_a_label_without_guidelines_says_so(
    qtbot, guidelines: Guidelines, session: Session
) -> None:
    """An empty text is a hint, not an empty page."""
    guidelines.edit()
    guidelines.editor.clear()
    guidelines.save()
    assert shown(guidelines) == "No guidelines for “claim” yet. Edit writes some."


def test_both_themes_are_drawn(guidelines: Guidelines, themes: Themes) -> None:
    """Switching the theme draws other pixels."""
    light = guidelines.grab().toImage()
    themes.choose(Choice.DARK)
    assert guidelines.grab().toImage() != light
