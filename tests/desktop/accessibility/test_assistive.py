"""The real window, read as a screen reader reads it: through AT-SPI, from another process."""

from __future__ import annotations

import pytest

from tests.desktop.desk import make_project

assistive = pytest.importorskip("tests.desktop.accessibility.assistive", exc_type=ImportError)
pytestmark = pytest.mark.skipif(
    bool(missing := assistive.what_is_missing()), reason=f"not tried: {missing}"
)

TEXT = "😀 Ada Berg said no.\n\nBo Dahl said yes."


@pytest.fixture
def reader(tmp_path):
    project = tmp_path / "project.annotator"
    make_project(project, [TEXT, "Second."])
    reader = assistive.Reader(project, tmp_path, "ana")
    yield reader
    reader.close()


def test_what_can_be_reached_has_a_name_and_a_role(reader):
    """Whatever takes the focus or can be pressed says what it is; nothing is a mere pane."""
    shown = [seen for seen in reader.tree() if seen.is_showing]
    reachable = [seen for seen in shown if "focusable" in seen.states]
    assert len(reachable) > 10
    assert [seen for seen in reachable if not seen.name] == []
    buttons = [seen for seen in shown if seen.role in {"push button", "check box", "combo box"}]
    assert [seen for seen in buttons if not seen.name] == []
    roles = {(seen.role, seen.name) for seen in shown}
    assert {("text", "Article"), ("list", "Articles"), ("list", "Spans")} <= roles
    assert ("list item", "Title 0, New, 0 spans") in roles
    (frame,) = [seen for seen in shown if seen.role == "frame"]
    assert frame.name == "project — ana — Annotator"


def test_the_page_is_the_text_with_offsets_and_cannot_be_typed_into(reader):
    """Text, caret, selection and places are those of the article, in UTF-16 units."""
    page = reader.find("text", "Article")
    assert reader.text(page) == TEXT
    assert reader.text(page, 3, 11) == "Ada Berg"  # the emoji is two units
    assert {"multi-line", "focusable", "showing"} <= page.states
    assert "editable" not in page.states
    reader.window.ask("tag", 2, 10, "3")
    assert reader.text(page) == TEXT
    left, top, _width, height = reader.place(page, 3)
    next_left, next_top, _, _ = reader.place(page, 4)
    assert next_left > left
    assert next_top == top
    assert height > 0


def test_a_tag_is_announced_and_its_span_is_read(reader):
    """What a key did arrives; the span stands in its list, counted at its label and article."""
    page = reader.find("text", "Article")
    reader.window.ask("tag", 2, 10, "3")
    assert "Ada Berg" in reader.heard("Ada Berg")
    shown = [(seen.role, seen.name) for seen in reader.tree() if seen.is_showing]
    assert [name for role, name in shown if role == "list item" and "Ada Berg" in name]
    assert ("check box", "entity, key 3, 1 span") in shown
    assert ("list item", "Title 0, In progress, 1 span") in shown
    assert reader.window.ask("undo")
    assert reader.heard("Undone")
    assert reader.text(page) == TEXT


def test_going_to_a_span_says_it_and_brings_the_caret_there(reader):
    """S from one span to the next: its label is heard, and the caret is where its words are."""
    page = reader.find("text", "Article")
    reader.window.ask("tag", 21, 28, "3")
    reader.window.ask("tag", 2, 10, "3")
    reader.heard("Ada Berg")
    reader.window.ask("press", "s")
    assert reader.heard("entity") == "entity"  # its words are read from the caret
    assert reader.text(page, reader.caret(page), reader.caret(page) + 7) == "Bo Dahl"


def test_a_button_can_be_pressed_without_eyes(reader):
    """Done, from the header, by the action that AT-SPI offers."""
    reader.window.ask("tag", 2, 10, "3")
    reader.press(reader.find("push button", "Done, next article"))
    assert reader.heard("Title 1")
    names = [seen.name for seen in reader.tree() if seen.role == "list item"]
    assert "Title 0, Done, 1 span" in names
    assert reader.text(reader.find("text", "Article")) == "Second."
