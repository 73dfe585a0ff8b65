"""The inspector: what it says of a span, and that no typed note is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from annotator.annotation.edits import AddLink, AddSpan, RemoveSpans, SetNote
from annotator.desktop.session.session import Session
from annotator.desktop.spans import note_editor
from annotator.desktop.spans.inspector import Inspector, local_time
from annotator.desktop.toolkit.dialogs import clash_dialog
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.errors import NotSavedError
from annotator.project import Project
from annotator.words import say


class Window(QWidget):
    """The inspector beside something else that can have the focus."""

    def __init__(self, session: Session, themes: Themes) -> None:
        super().__init__()
        self.inspector = Inspector(session, themes)
        self.other = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.inspector)
        layout.addWidget(self.other)


@pytest.fixture
def window(qtbot, session: Session, themes: Themes) -> Window:
    window = Window(session, themes)
    qtbot.addWidget(window)
    session.open_article("a0")
    window.resize(280, 500)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def inspector(window: Window) -> Inspector:
    return window.inspector


def add(session: Session, *ranges: tuple[int, int], label: str = "claim") -> str:
    session.apply(AddSpan(article="a0", label=label, ranges=ranges))
    return session.current


def stored(project: Project, span: str, article: str = "a0") -> str | None:
    return next(s.note for s in project.open_article("ann", article).spans if s.id == span)


def test_says_what_the_span_is(inspector: Inspector, session: Session) -> None:
    """Label, exact text, offsets, fragments, who and how."""
    assert inspector.objectName() == "inspector"
    add(session, (0, 3), (5, 9), label="quote")
    assert inspector._name.text == "quote"
    assert inspector.text.toPlainText() == "“We\n…\nill "
    assert inspector._place.text() == "0–9 · 7 characters"
    assert inspector._fragments.text() == "2 fragments: 0–3, 5–9"
    assert inspector._made.text().startswith("ann · by hand · ")
    assert "Changed" not in inspector._made.text()


def test_without_a_span_it_gives_a_hint(inspector: Inspector, session: Session) -> None:
    """Nothing of the span before is left to be seen."""
    add(session, (0, 4))
    assert inspector._stack.currentIndex() == 1
    session.set_current("")
    assert inspector._stack.currentIndex() == 0


def test_focus_out_saves_the_note(qtbot, window: Window, session: Session, project) -> None:
    """Going elsewhere is enough, and it is one change that can be undone."""
    span = add(session, (0, 4))
    note = window.inspector.note
    note.setFocus()
    qtbot.keyClicks(note, "check this")
    assert stored(project, span) is None
    window.other.setFocus()
    assert stored(project, span) == "check this"
    session.undo()
    assert stored(project, span) is None
    assert note.toPlainText() == ""


def test_control_return_saves_and_escape_loses_nothing(
    qtbot, inspector: Inspector, session: Session, project
) -> None:
    """Escape is the window's, which goes back to the text; what was typed is stored by that."""
    span = add(session, (0, 4))
    inspector.note.setFocus()
    qtbot.keyClicks(inspector.note, "one")
    qtbot.keyClick(inspector.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(project, span) == "one"
    assert inspector.note.hasFocus()
    qtbot.keyClicks(inspector.note, " two")
    qtbot.keyClick(inspector.note, Qt.Key.Key_Escape)
    assert inspector.note.toPlainText() == "one two"
    assert inspector.flush()
    assert stored(project, span) == "one two"


def test_a_message_that_takes_the_focus_is_shown_once(
    qtbot, window: Window, session: Session, project: Project, monkeypatch
) -> None:
    """The message that the note is not stored does not cause another try behind its back."""
    add(session, (0, 4))
    note = window.inspector.note
    note.setFocus()
    qtbot.keyClicks(note, "x")
    shown = []

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(project, "apply", refuse)
    session.failed.connect(lambda *_: (shown.append(1), window.other.setFocus()))
    qtbot.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert shown == [1]


def test_another_current_span_saves_the_note_of_the_one_before(
    qtbot, inspector: Inspector, session: Session, project
) -> None:
    """The note goes to the span for which it was typed, and the new one stays current."""
    one, two = add(session, (0, 4)), add(session, (10, 14))
    inspector.note.setFocus()
    qtbot.keyClicks(inspector.note, "for two")
    session.set_current(one)
    assert session.current == one
    assert inspector.note.toPlainText() == ""
    assert (stored(project, one), stored(project, two)) == (None, "for two")


@pytest.mark.parametrize("leave", ["article", "close", "annotator", "undo", "flush"])
def test_nothing_typed_is_lost(
    qtbot, inspector: Inspector, session: Session, project, leave: str
) -> None:
    """Whatever comes next, the note was stored before."""
    span = add(session, (0, 4))
    inspector.note.setFocus()
    qtbot.keyClicks(inspector.note, "kept")
    match leave:
        case "article":
            session.open_article("a2")
        case "close":
            session.close_article()
        case "annotator":
            session.set_annotator("bob")
        case "undo":
            session.undo()
            session.redo()
        case "flush":
            assert inspector.flush()
    assert stored(project, span) == "kept"


def test_a_note_that_cannot_be_stored_is_kept(
    qtbot, inspector: Inspector, session: Session, project, monkeypatch
) -> None:
    """It is shown again with its span, and saved as soon as that is possible."""
    one, two = add(session, (0, 4)), add(session, (10, 14))
    apply = project.apply

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(project, "apply", refuse)
    qtbot.keyClicks(inspector.note, "precious")
    with qtbot.waitSignal(session.failed):
        session.set_current(one)
    assert not inspector.flush()
    session.set_current(two)
    assert inspector.note.toPlainText() == "precious"
    monkeypatch.setattr(project, "apply", apply)
    assert inspector.flush()
    assert stored(project, two) == "precious"
    assert inspector.note.toPlainText() == "precious"


def test_retrying_saves_the_draft(
    qtbot, inspector: Inspector, session: Session, project, monkeypatch
) -> None:
    """What Retry in the problem dialog stores is no draft any more."""
    add(session, (0, 4))
    apply = project.apply
    retries = []
    session.failed.connect(lambda _text, retry: retries.append(retry))

    def refuse(*_: object) -> None:
        raise NotSavedError(say("the disk is full"))

    monkeypatch.setattr(project, "apply", refuse)
    qtbot.keyClicks(inspector.note, "x")
    assert not inspector.flush()
    monkeypatch.setattr(project, "apply", apply)
    retries[0]()
    assert inspector.note._drafts == {}


def test_a_deleted_span_takes_its_draft_along(
    qtbot, inspector: Inspector, session: Session
) -> None:
    """There is nothing left to write a note on."""
    span = add(session, (0, 4))
    qtbot.keyClicks(inspector.note, "x")
    session.apply(RemoveSpans(spans=(span,)))
    assert inspector.flush()
    assert session.current == ""


def test_other_edits_leave_what_is_being_typed(
    qtbot, inspector: Inspector, session: Session, monkeypatch
) -> None:
    """A note changed elsewhere does not overwrite the one under the fingers, nor this that one."""
    asked = []
    monkeypatch.setattr(
        note_editor,
        "ask",
        lambda name, clashes, _: asked.append(clashes) or clash_dialog.Choice.MINE,
    )
    span = add(session, (0, 4))
    qtbot.keyClicks(inspector.note, "mine")
    session.apply(SetNote(span=span, note="theirs"))
    assert inspector.note.toPlainText() == "mine"
    assert inspector.flush()
    assert [(one.theirs, one.mine) for one in asked[0]] == [("theirs", "mine")]
    assert session.spans[span].note == "mine"


def test_a_saved_note_keeps_the_cursor(qtbot, inspector: Inspector, session: Session) -> None:
    """Saving does not interrupt writing."""
    add(session, (0, 4))
    inspector.note.setFocus()
    qtbot.keyClicks(inspector.note, "abc")
    qtbot.keyClick(inspector.note, Qt.Key.Key_Left)
    inspector.flush()
    qtbot.keyClicks(inspector.note, "X")
    assert inspector.note.toPlainText() == "abXc"


def test_odd_characters_of_notes_survive(inspector: Inspector, session: Session, project) -> None:
    """No-break spaces stay; separators become line breaks; what no database keeps goes."""
    span = add(session, (0, 4))
    inspector.note.setPlainText("a\u00a0b\u2028c\nd 🙂")
    assert inspector.flush()
    assert stored(project, span) == "a\u00a0b\nc\nd 🙂"


def test_links_are_listed_both_ways(inspector: Inspector, session: Session) -> None:
    """The source says whereto, the target says wherefrom."""
    one, two = add(session, (0, 4), label="quote"), add(session, (24, 34))
    session.apply(AddLink(type="speaker", source=one, target=two))
    session.set_current(one)
    assert [row.text() for row in inspector.links.rows] == ["1  → speaker: “Ilse Brand”"]
    session.set_current(two)
    assert [row.text() for row in inspector.links.rows] == ["1  ← speaker: “‘We”"]
    session.undo()
    assert not inspector.links.isVisible()


def test_the_text_is_copied_as_it_is(qtbot, inspector: Inspector, session: Session) -> None:
    """Line separators and no-break spaces are not normalised away."""
    inspector.text.show_text("a\u00a0b\nc")
    inspector.text.selectAll()
    inspector.text.copy()
    assert QApplication.clipboard().text() == "a\u00a0b\nc"


def test_hostile_label_names_are_text(inspector: Inspector, session: Session) -> None:
    """A long name widens nothing and its markup is not obeyed."""
    width = inspector.width()
    add(session, (0, 4), label="hostile")
    assert inspector._name.text.startswith("<img src=x>")
    assert "<img" not in inspector._name.toolTip()
    assert inspector.width() == width
    assert inspector.minimumSizeHint().width() <= 280


def test_times_are_local() -> None:
    """A stored time is shown in the user's zone, and a strange one as it is."""
    assert local_time("2026-11-20T10:00:00.000Z")
    assert local_time("yesterday") == "yesterday"


def test_both_themes_are_drawn(inspector: Inspector, session: Session, themes: Themes) -> None:
    """Switching the theme draws other pixels."""
    add(session, (0, 4))
    light = inspector.grab().toImage()
    themes.choose(Choice.DARK)
    assert inspector.grab().toImage() != light
