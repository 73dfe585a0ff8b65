"""After one's own edit nothing is read again: all that the views show comes with the edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtTest import QTest
from sqlalchemy import event

from annotator.annotation.edits import AddLink, AddSpan, SetAssignments
from annotator.annotation.records import Annotated, Article, Suggestion
from annotator.desktop.labels.label_editor import LabelEditor
from annotator.project import Project
from tests.desktop.desk import CTRL, NO, SHIFT, Desk, make_project
from tests.desktop.disputing import adjudication_of, make_disputed

ALT = Qt.KeyboardModifier.AltModifier

TEXT = (
    "The ferry stays in port. Mayor Holt said the pier closes at noon. Nobody was asked."
    " The ferry is old. Anna Berg said so."
)
OTHER = "The mayor spoke. The ferry stays in port, said Holt."
PORT = 0, 23


class Reads:
    """What was asked of a project, split by whether it was asked in a transaction that writes.

    Attributes:
        outside: each SELECT that was not.
        writes: how many transactions wrote.

    """

    def __init__(self, project: Project) -> None:
        self.outside: list[str] = []
        self.writes = 0
        self._engine = project.database.engine
        self._writing: dict[int, bool] = {}

    def note(self, connection, _cursor, statement, *_rest) -> None:
        raw = id(connection.connection.dbapi_connection)
        words = " ".join(statement.split())
        if words.startswith("BEGIN"):
            self._writing[raw] = words == "BEGIN IMMEDIATE"
            self.writes += self._writing[raw]
        elif words.startswith(("SELECT", "WITH")) and not self._writing.get(raw, False):
            self.outside.append(words)

    @contextmanager
    def noted(self) -> Iterator[None]:
        event.listen(self._engine, "before_cursor_execute", self.note)
        try:
            yield
        finally:
            event.remove(self._engine, "before_cursor_execute", self.note)


def until_idle() -> None:
    """Let all happen that an edit has set going, in this thread and in others."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
        QCoreApplication.processEvents()


@pytest.fixture
def quiet(open_desk: Callable[..., Desk]) -> Callable[..., Desk]:
    """Return a function that opens a window which does not look for what others do."""

    def open_one(*args, **kwargs) -> Desk:
        desk = open_desk(*args, **kwargs)
        desk.window.watching._timer.stop()
        desk.window.project_file.stop()
        desk.focus(desk.view)
        until_idle()
        return desk

    return open_one


def edits(desk: Desk, act: Callable[[], object], count: int = 1) -> None:
    """Do something that edits, and see that nothing is read but in its transaction."""
    until_idle()
    reads = Reads(desk.project())
    with reads.noted():
        act()
        until_idle()
    assert reads.writes == count
    assert reads.outside == []


def test_a_read_outside_is_noticed(quiet):
    desk = quiet([TEXT])
    with pytest.raises(AssertionError):
        edits(desk, lambda: desk.session.reload(), count=0)


def test_spans(quiet):
    """Tagged, labelled, moved, flagged, deleted, brought back; the article marked."""
    desk = quiet([TEXT, OTHER])
    desk.view.select(*PORT)
    for key, modifiers in (
        ("2", NO),
        ("3", NO),
        ("1", NO),
        ("y", NO),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Left, ALT | SHIFT),
        ("z", CTRL),
        ("z", CTRL | SHIFT),
        ("d", NO),
        ("d", SHIFT),
        ("y", SHIFT),
        (Qt.Key.Key_Delete, NO),
        ("z", CTRL),
        ("z", CTRL),
    ):
        edits(desk, lambda key=key, modifiers=modifiers: desk.key(key, modifiers))


def test_a_note_and_an_attribute(quiet):
    desk = quiet([TEXT])
    desk.view.select(*PORT)
    desk.key("1")

    def write() -> None:
        desk.key("n")
        QTest.keyClicks(desk.window.inspector.note, "so")
        desk.key(Qt.Key.Key_Escape)

    edits(desk, write)
    desk.key("i")
    edits(desk, lambda: desk.key("2"))


def test_links_in_the_article(quiet):
    desk = quiet([TEXT])
    start = TEXT.index("Anna Berg")
    desk.view.select(start, start + 9)
    desk.key("3")
    desk.view.select(*PORT)
    desk.key("2")
    desk.key("p")
    edits(desk, lambda: desk.key(Qt.Key.Key_Return))
    edits(desk, lambda: desk.key("z", CTRL))
    edits(desk, lambda: desk.key("z", CTRL | SHIFT))
    desk.window.inspector.links.rows[0].setFocus()
    edits(desk, lambda: desk.key(Qt.Key.Key_Delete))


def test_links_to_other_articles(quiet, qtbot):
    """What is at the far end is shown from what was opened, or came with the edit."""
    desk = quiet([TEXT, OTHER])
    desk.view.select(*PORT)
    desk.key("1")
    desk.key("l")
    claim_linking = desk.window.claim_linking
    qtbot.waitUntil(lambda: not claim_linking.is_looking)
    edits(desk, lambda: desk.key("1"))  # a sentence becomes a span, and is linked
    (row,) = desk.window.inspector.links.rows
    assert "The ferry stays in port" in row.text()
    assert "another article" in row.text()
    edits(desk, lambda: desk.key("2"))
    edits(desk, lambda: desk.key("z", CTRL))
    edits(desk, lambda: desk.key("z", CTRL))
    assert not desk.window.inspector.links.rows
    edits(desk, lambda: desk.key("z", CTRL | SHIFT))
    assert "The ferry stays in port" in desk.window.inspector.links.rows[0].text()
    edits(desk, lambda: desk.key(Qt.Key.Key_Delete))


def test_a_span_with_links_to_other_articles(quiet):
    """Read with the article; its note is changed without reading them again."""
    desk = quiet([TEXT, OTHER])
    project = desk.project()
    project.apply(AddSpan(id="one", article="a0", label="claim", ranges=(PORT,)), "ana")
    project.apply(AddSpan(id="two", article="a1", label="claim", ranges=((0, 15),)), "ana")
    project.apply(AddLink(type="same", source="one", target="two"), "ana")
    desk.session.open_article("a0")
    desk.session.set_current("one")
    assert "The mayor spoke" in desk.window.inspector.links.rows[0].text()
    edits(desk, lambda: desk.key("y"))
    edits(desk, lambda: desk.key(Qt.Key.Key_Delete))
    edits(desk, lambda: desk.key("z", CTRL))
    desk.session.set_current("one")
    assert "The mayor spoke" in desk.window.inspector.links.rows[0].text()


def test_suggestions(quiet, tmp_path):
    """Accepted and rejected; taken back also after the article was opened anew."""
    make_project(tmp_path / "project.annotator", [])
    suggested = tuple(
        Suggestion(
            article="",
            label=label,
            start=start,
            end=end,
            text=TEXT[start:end],
            score=0.5,
            origin="test",
        )
        for label, start, end in (("claim", 0, 23), ("entity", 25, 35), ("claim", 41, 56))
    )
    record = Annotated(article=Article(id="a0", text=TEXT, title="T"), suggestions=suggested)
    path = tmp_path / "project.annotator"
    with Project.open(path) as project, project.begin_import("test") as incoming:
        incoming.add([record])
    desk = quiet()
    desk.key("h")
    edits(desk, lambda: desk.key("o"))
    edits(desk, lambda: desk.key("z"))
    edits(desk, lambda: desk.key("z", CTRL))
    assert len(desk.session.suggestions) == 2
    edits(desk, lambda: desk.key("z", CTRL | SHIFT))
    desk.session.open_article("a0")
    edits(desk, lambda: desk.key("z", CTRL))
    edits(desk, lambda: desk.key("z", CTRL))
    assert [one.start for one in desk.session.suggestions.values()] == [0, 25, 41]
    edits(desk, lambda: desk.key("o", CTRL | SHIFT))


def test_settling(quiet, tmp_path):
    """The first decision of a project makes the gold annotator; that is told with it."""
    make_disputed(tmp_path / "project.annotator")
    desk = quiet(annotator="dora")
    adjudication = adjudication_of(desk)
    assert adjudication.open("a0")
    edits(desk, lambda: desk.key("1"))
    assert [one.settled for one in adjudication.state.dispute_states] == [True, False, False]
    edits(desk, lambda: desk.key("0"))
    edits(desk, lambda: desk.key("a"))
    assert len(adjudication.state.gold) == 2
    for _ in range(3):
        edits(desk, lambda: desk.key("z", CTRL))
    assert not adjudication.state.gold
    edits(desk, lambda: desk.key("z", CTRL | SHIFT))


def test_labels(quiet):
    """Added, renamed, moved and undone, with their counts."""
    desk = quiet([TEXT])
    desk.view.select(*PORT)
    desk.key("1")
    editor = LabelEditor(desk.session, desk.window._themes, desk.window)
    editor.show()
    edits(desk, editor.add)
    edits(desk, lambda: editor.move_label(-1))
    edits(desk, editor.undo_action.trigger)
    edits(desk, editor.undo_action.trigger)
    assert editor._counts == {one.id: int(one.id == "claim") for one in editor.list.labels.labels}
    editor.close()


def test_assignments(quiet):
    """Of others: whether anything is assigned to oneself is counted on."""
    desk = quiet([TEXT, OTHER])
    desk.project().add_annotator("ben")
    assigned = SetAssignments(assigned={"a0": ("ben",)}, base={"a0": ()})
    edits(desk, lambda: desk.session.apply(assigned))
    edits(desk, lambda: desk.key("z", CTRL))
