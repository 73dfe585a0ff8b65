"""What the session holds is what is stored, and what is tried again is the same edit."""

from __future__ import annotations

from contextlib import closing

import pytest

from annotator.annotation.edits import AcceptSuggestions, AddSpan, RemoveLabel, SetNote
from annotator.desktop.session.session import Session
from annotator.project import Project
from tests.project.making import FIRST, make, spans_of
from tests.project.records.test_suggesting import bring_in, proposed, record


@pytest.fixture
def session(qapp, tmp_path):
    with closing(make(tmp_path / "p.annotator")) as project:
        bring_in(project, record(proposed(0, 4), proposed(8, 12)))
        session = Session(project, "x")
        session.open_article(FIRST)
        yield session


@pytest.mark.parametrize("again", [False, True])
def test_an_answered_suggestion_stays_away_when_its_label_goes(session, again):
    """Suggestions go over to another label; the one that was answered does not come back."""
    first, second = session.suggestions
    session.apply(AcceptSuggestions(suggestions=(first,)))
    if again:
        session.open_article(FIRST)
    session.apply(RemoveLabel(label="claim", move_to="quote"))
    assert [(one.id, one.label) for one in session.suggestions.values()] == [(second, "quote")]
    session.undo()
    assert [(one.id, one.label) for one in session.suggestions.values()] == [(second, "claim")]
    session.undo()
    assert {one.label for one in session.suggestions.values()} == {"claim"}
    assert set(session.suggestions) == {first, second}


def test_what_is_tried_again_is_the_same_annotators(session):
    """An edit that was not stored stays whose it was, also when somebody else annotates now."""
    failed = []
    session.failed.connect(lambda sentence, again: failed.append((sentence, again)))
    path = session.project.location
    session.project.close()
    session.project = Project.open(path, busy_timeout_s=0.05)
    with Project.open(path) as other, other.database.writing():
        assert session.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 3),))) is None
    ((sentence, again),) = failed
    assert "other work in this program is writing" in sentence
    session.set_annotator("y")
    again()
    assert spans_of(session.project, who="y") == {}
    assert len(spans_of(session.project, who="x")) == 1
    assert session.spans == {}
    session.project.close()


@pytest.mark.parametrize("turn", ["undo", "redo"])
def test_drafts_are_stored_before_undo_and_redo(session, turn):
    """Whoever holds a draft stores it when told; it is what Undo takes back, and ends Redo."""
    changes = session.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 3),)))
    span = changes.delta.spans[0].record.id
    session.apply(SetNote(span=span, note="first"))
    session.undo()
    drafts = ["typed"]

    def store() -> None:
        if drafts:
            session.apply(SetNote(span=span, note=drafts.pop()))

    session.leaving.connect(store)
    getattr(session, turn)()
    assert not drafts
    stored = spans_of(session.project)[span].note
    assert stored == (None if turn == "undo" else "typed")
    assert session.spans[span].note == stored
