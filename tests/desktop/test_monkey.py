"""A monkey at the desk: whatever it does, what is shown stays what is stored."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, qInstallMessageHandler
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from annotator.desktop.shell.commands import commands
from annotator.desktop.spans.span_model import SPAN_ROLE
from tests.desktop.desk import ALT, CTRL, LEFT, NO, SHIFT, Desk

STEPS = 600
COMPARED_EVERY = 50
TEXTS = [
    "The quick brown fox, said Ann Lee, “jumps over 👩‍👩‍👧‍👦 the lazy” dog. Café e\u0301. " * 8,
    "שלום עולם אמר “hello 😀 world” היום. " * 12,
    "He said שלום עולם to Ann.\n\nAnd again: 123 words.\u2028New line.\n" * 10,
    "x",
    " \n",
    "word " * 800,
]
# These open windows of their own or end the program. What stands in the main window's place
# (settling, differences from gold, a second page) is the monkey's to find.
DIALOGS = {
    *("new", "open", "import", "export", "labels", "annotator", "quit", "change_keys", "keys"),
    *("about", "palette", "find_project", "tag_same_everywhere", "statistics", "agreement"),
    *("paste_article", "release", "assign", "pack", "merge", "conflicts", "mark_many"),
    "suggestions",
    *("people", "describe"),
    *("print", "save_pdf", "tour", "reading", "reading_text", "guide"),
}
KEYS = [
    *(key for one in commands.COMMANDS if one.name not in DIALOGS for key in one.keys),
    *("1", "2", "3", "4", "9", "Left", "Right", "Up", "Down", "Home", "End", "PgDown", "PgUp"),
    *("Tab", "Shift+Tab", "Shift+Left", "Shift+Right", "Shift+Down", "Ctrl+A", "Return"),
    *("Ctrl+Home", "Ctrl+End", "Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "W", "T", "X", "M", "F"),
]
NAMES = ("ana", "ben", "<b>c&d</b>")


class Monkey:
    """Does anything at all, the same for the same seed."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.random = random.Random(seed)
        self.done: list[str] = []

    def step(self) -> None:
        handlers: list[tuple[int, Callable[[], object]]] = [
            *((50, self.press), (14, self.drag), (14, self.tag), (8, self.click)),
            *((5, self.double_click), (3, self.type), (3, self.handle), (4, self.filter)),
            *((2, self.annotator), (2, self.looks)),
        ]
        (handler,) = self.random.choices(
            [handler for _, handler in handlers], [often for often, _ in handlers]
        )
        self.done.append(handler.__name__)
        self.done[-1] += f" {handler()}"

    def press(self, key: str = "") -> str:
        key = key or self.random.choice(KEYS)
        strokes = QKeySequence(key)[0]
        target = self.desk.window.focusWidget() or self.desk.window
        QTest.keyClick(target, strokes.key(), strokes.keyboardModifiers())
        return key

    def point(self) -> QPoint:
        page = self.desk.view.viewport()
        return QPoint(self.random.randrange(page.width()), self.random.randrange(page.height()))

    def drag(self) -> QPoint:
        start = self.point()
        end = start + QPoint(self.random.randrange(-150, 150), self.random.randrange(-25, 25))
        self.desk.drag_points(QPointF(start), QPointF(end))
        return start

    def tag(self) -> str:
        self.desk.focus(self.desk.view)
        self.drag()
        return self.press(self.random.choice("1234"))

    def click(self) -> QPoint:
        point = self.point()
        held = self.random.choice([NO, NO, SHIFT, CTRL, ALT])
        QTest.mouseClick(self.desk.view.viewport(), LEFT, held, point)
        return point

    def double_click(self) -> QPoint:
        point = self.point()
        QTest.mouseClick(self.desk.view.viewport(), LEFT, NO, point)
        QTest.mouseDClick(self.desk.view.viewport(), LEFT, NO, point)
        return point

    def type(self) -> str:
        """Type into a field: nothing but the field may change while it has the focus."""
        fields = [
            one
            for kind in (QLineEdit, QPlainTextEdit)
            for one in self.desk.window.findChildren(kind)
            if one.isVisible() and one.isEnabled() and not one.isReadOnly()
        ]
        if not fields:
            return ""
        field = self.random.choice(fields)
        self.desk.focus(field)
        before = self.desk.shown(), self.desk.session.opened
        for letter in "1 2xtd":
            QTest.keyClick(field, letter)
        assert (self.desk.shown(), self.desk.session.opened) == before
        return field.objectName()

    def handle(self) -> None:
        view, span = self.desk.view, self.desk.session.current_span
        edges = view._drawing.painter.edges(list(view.visible_lines()), span) if span else []
        if edges:
            edge = self.random.choice(edges)
            start = QPointF(edge.x, edge.line.top if edge.is_start else edge.line.bottom)
            self.desk.drag_points(start, start + QPointF(self.random.randrange(-120, 120), 0))

    def filter(self) -> int:
        queue = self.desk.window.queue
        queue.status.setCurrentIndex(self.random.choice([0, 0, 1, 2, 3, 5]))
        queue.search.setText(self.random.choice(["", "", "word", "zzz"]))
        queue.apply_filter()
        return queue.status.currentIndex()

    def annotator(self) -> str:
        name = self.random.choice(NAMES)
        self.desk.session.set_annotator(name)
        return name

    def looks(self) -> str:
        name = self.random.choice(["light", "dark", "larger", "smaller"])
        self.desk.window.actions_by_name[name].trigger()
        self.desk.window.resize(self.random.choice([900, 1280, 2000]), 700)
        return name


def settle(desk: Desk) -> None:
    """Close what has popped up, and let the queue's filter come to its end."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        QApplication.processEvents()
    queue = desk.window.queue
    for _ in range(400):
        QTest.qWait(2)
        if queue._task is None and not queue._pause.isActive():
            return
    raise AssertionError("the queue is still being filtered")


def compare(desk: Desk) -> None:
    """Fail where what is shown is not what is stored."""
    settle(desk)
    session, window = desk.session, desk.window
    project, opened = session.project, session.opened
    assert opened is not None
    fresh = project.open_article(session.annotator, opened.article.id)
    spans = {span.id: span for span in fresh.spans}
    assert not fresh.damaged
    assert session.spans == spans
    assert session.links == {link.id: link for link in fresh.links}
    assert +session.counts == Counter(span.label for span in fresh.spans)
    assert (session.status, session.flagged) == (fresh.status, fresh.flagged)
    assert window.article._drawing.index._spans == spans
    assert window.article._drawing.current == session.current
    model = window.span_list.list.model()
    rows = [model.index(row, 0).data(SPAN_ROLE) for row in range(model.rowCount())]
    only = model._label
    assert {one.id: one for one in rows} == {
        one.id: one for one in fresh.spans if only in ("", one.label)
    }
    assert session.progress == project.progress(session.annotator)
    assert session.labels == {label.id: label for label in project.labels()}
    queue = window.queue.model
    stored = {row.key: row for row in project.rows(session.annotator, queue._keys)}
    for page in queue._pages.values():
        assert page == {key: stored[key] for key in page}
    state = session.undo_state
    assert window.actions_by_name["undo"].isEnabled() is (state.undo is not None)
    assert window.actions_by_name["redo"].isEnabled() is (state.redo is not None)


def everything(desk: Desk) -> list[object]:
    """Return all work of everybody, in an order that can be compared."""
    return sorted(
        (one.article.id, one.annotator or "", str(one.status), sorted(map(repr, one.spans)))
        for one in desk.project().export()
        if one.spans or str(one.status) != "new"
    )


@pytest.mark.parametrize("seed", [24, 30])
def test_whatever_is_done_the_screen_shows_what_is_stored(open_desk, monkeypatch, seed) -> None:
    desk = open_desk(TEXTS)
    monkey = Monkey(desk, seed)
    wrong: list[str] = []
    desk.session.failed.disconnect()  # no dialog may hold the monkey up
    desk.session.failed.connect(lambda sentence, _: wrong.append(sentence))
    monkeypatch.setattr(sys, "excepthook", lambda _type, value, _trace: wrong.append(repr(value)))
    old = qInstallMessageHandler(
        lambda _type, _context, text: (
            None if "propagateSizeHints" in text or "raise()" in text else wrong.append(text)
        )
    )
    try:
        for number in range(1, STEPS + 1):
            monkey.step()
            assert not wrong, (wrong, monkey.done[-10:])
            if number % COMPARED_EVERY == 0:
                compare(desk)
        desk.session.leaving.emit()
        _undo_and_redo_all(desk)
        assert not wrong
    finally:
        qInstallMessageHandler(old)


def _undo_and_redo_all(desk: Desk) -> None:
    assert desk.project().check() == []
    made = everything(desk)
    assert made
    undone: dict[str, int] = {}
    for name in NAMES:
        desk.session.set_annotator(name)
        undone[name] = 0
        while desk.session.undo() is not None:
            undone[name] += 1
    compare(desk)
    assert everything(desk) == []
    for name, times in undone.items():
        desk.session.set_annotator(name)
        for _ in range(times):
            assert desk.session.redo() is not None
    compare(desk)
    assert everything(desk) == made
    assert desk.project().check() == []
