"""Attributes that equal texts were given before, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from annotator.annotation.edits import SetAttributes
from tests.desktop.desk import CTRL, LEFT, SHIFT

TEXT = "In Norrby it rains, says Ilse Brandt. In Norrby nobody minds. Norrby is small, and wet."


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def tag(desk, start):
    desk.view.select(start, start + 6)
    desk.key("3")


def kinds(desk):
    return [
        one.attributes.get("kind")
        for one in sorted(desk.session.spans.values(), key=lambda one: one.start)
    ]


def test_they_are_proposed_taken_by_one_key_and_set_for_all(open_desk, qtbot):
    """Shown and said, never filled in; one key takes them; for all equal texts is one change."""
    desk = open_desk([TEXT, TEXT])
    desk.focus(desk.view)
    row = desk.window.inspector.proposed
    first, second, third = TEXT.index("Norrby"), TEXT.index("Norrby", 10), TEXT.index("Norrby is")
    tag(desk, first)
    (span,) = desk.session.spans.values()
    desk.session.apply(SetAttributes(span=span.id, attributes={"kind": "place"}))
    tag(desk, second)
    assert row.isHidden()  # nobody has asked for suggestions
    desk.window.actions_by_name["suggest"].trigger()
    qtbot.waitUntil(lambda: not row.isHidden(), timeout=60_000)
    assert row.words.text == "? kind: place"
    assert row.words.accessibleName() == "Proposed: kind: place"
    assert kinds(desk) == ["place", None]
    desk.key("a", SHIFT)
    assert desk.status() == "Taken: kind: place"
    assert kinds(desk) == ["place", "place"]
    assert row.isHidden()
    desk.key("z", CTRL)
    assert kinds(desk) == ["place", None]
    QTest.mouseClick(row.take, LEFT)
    assert kinds(desk) == ["place", "place"]
    tag(desk, third)
    qtbot.waitUntil(lambda: "Proposed: kind: place (Shift+A)" in desk.status())
    assert kinds(desk)[2] is None
    # In the other article, and back: what is set for all equal texts is one change.
    desk.session.open_article("a1")
    tag(desk, first)
    (span,) = desk.session.spans.values()
    desk.session.apply(SetAttributes(span=span.id, attributes={"kind": "organisation"}))
    desk.key("i", CTRL | SHIFT)
    qtbot.waitUntil(lambda: desk.window.proposing._task is None)
    desk.session.open_article("a0")
    assert kinds(desk) == ["organisation"] * 3
    desk.key("z", CTRL)
    desk.session.open_article("a0")
    assert kinds(desk) == ["place", "place", None]


def test_commands_say_why_they_do_nothing(open_desk):
    """Without a current span, or with nothing to say of it."""
    desk = open_desk([TEXT])
    desk.focus(desk.view)
    desk.key("a", SHIFT)
    assert desk.status() == "Nothing is proposed for the current span."
    desk.key("i", CTRL | SHIFT)
    assert desk.status() == "There is no current span whose attributes could be set elsewhere."
    tag(desk, TEXT.index("Norrby"))
    desk.key("i", CTRL | SHIFT)
    assert desk.status() == "The current span has no attributes to set elsewhere."
