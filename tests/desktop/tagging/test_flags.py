"""Marks for what is to be looked at again: spans and articles."""

from __future__ import annotations

import orjson
from PySide6.QtCore import Qt

from annotator.desktop.queue.model import ROW_ROLE
from annotator.exchange import write_out
from tests.desktop.desk import CTRL, SHIFT, picture

TEXT = "Ferry stays\n\n“We wait,” said Nora Vance of the line."


def tag(desk, piece: str, key: str) -> str:
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    desk.key(key)
    return desk.session.current


def exported(desk, tmp_path) -> dict:
    out = tmp_path / "out.jsonl"
    write_out(desk.project(), out)
    return orjson.loads(out.read_bytes().split(b"\n")[0])


def test_a_key_flags_the_current_span_and_takes_the_flag_away(open_desk):
    """Y twice is as before; the flag is drawn, heard and undone, and text does not move."""
    desk = open_desk([TEXT])
    span = tag(desk, "Nora Vance", "3")
    tag(desk, "Ferry", "3")
    desk.session.set_current(span)
    page, rows, top = picture(desk.view), picture(desk.window.span_list), desk.point(30)
    desk.key("y")
    assert desk.session.spans[span].flagged
    assert desk.window.inspector.unsure.isChecked()
    model = desk.window.span_list.model
    row = model.index(model.row_of(span))
    assert "unsure" in model.data(row, Qt.ItemDataRole.AccessibleTextRole)
    assert picture(desk.window.span_list) != rows
    assert picture(desk.view) != page
    assert desk.point(30) == top
    desk.key("z", CTRL)
    assert not desk.session.spans[span].flagged
    desk.key("y", times=2)
    assert not desk.session.spans[span].flagged
    assert not desk.window.inspector.unsure.isChecked()


def test_the_box_in_the_inspector_flags(open_desk):
    """The mouse does what the key does, and it is there after a restart."""
    desk = open_desk([TEXT])
    span = tag(desk, "Nora Vance", "3")
    desk.window.inspector.unsure.click()
    desk.close()
    desk = open_desk()
    assert desk.session.spans[span].flagged
    desk.session.set_current(span)
    assert desk.window.inspector.unsure.isChecked()


def test_an_article_is_flagged_by_key(open_desk, tmp_path):
    """Shift+Y: shown in the queue and above the page, exported, undone, kept apart by annotator."""
    desk = open_desk([TEXT, TEXT])
    queue, header = desk.window.queue, desk.window.header
    before = picture(queue.list)
    desk.focus(desk.view)
    desk.key("y", SHIFT)
    assert desk.session.flagged
    model = queue.model
    assert model.data(model.index(0), ROW_ROLE).flagged
    assert not model.data(model.index(1), ROW_ROLE).flagged
    assert "unsure" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert picture(queue.list) != before
    assert header._flag.isVisible()
    assert "Unsure" in header._source.text()
    assert exported(desk, tmp_path)["flagged"] is True
    desk.session.set_annotator("ben")
    assert not desk.session.flagged
    desk.session.set_annotator("ana")
    assert desk.session.flagged
    desk.key("z", CTRL)
    assert not desk.session.flagged
    assert not header._flag.isVisible()
    assert not model.data(model.index(0), ROW_ROLE).flagged


def test_a_flag_of_an_article_stays_with_its_status(open_desk):
    """Marking it done keeps the flag, and going away and back does, too."""
    desk = open_desk([TEXT, TEXT])
    desk.focus(desk.view)
    desk.key("y", SHIFT)
    desk.key("d")
    assert desk.session.flagged
    desk.key("j")
    assert not desk.session.flagged
    desk.key("k")
    assert desk.session.flagged
    assert desk.window.header._flag.isVisible()


def test_without_a_span_the_key_says_so(open_desk):
    """Y with nothing current changes nothing."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.key("y")
    assert "no current span" in desk.status()
    assert desk.session.undo_state.undo is None
