"""Suggestions changed by keys before they are accepted, in the real window."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.records import Annotated, Article, Partner, Suggestion
from annotator.project import Project
from tests.desktop.desk import ALT, CTRL, LEFT, SHIFT, make_project

TEXT = (
    "“We waited for a week,” said Ilse Brandt. “Nobody came.” The port lies in Norrby.\n\n"
    "Norrby is small. It rains."
)


def place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


FIRST, SECOND, SPEAKER, CUE = map(
    place, ("“We waited for a week,”", "“Nobody came.”", "Ilse Brandt", "said")
)
TOWN = place("Norrby")


def suggestion(label: str, *ranges: tuple[int, int], **more) -> Suggestion:
    start, end = ranges[0][0], ranges[-1][1]
    return Suggestion(
        article="",
        label=label,
        start=start,
        end=end,
        text=TEXT[start:end],
        score=0.9,
        origin="guess",
        fragments=ranges if len(ranges) > 1 else (),
        **more,
    )


@pytest.fixture
def desk(open_desk, tmp_path):
    path = tmp_path / "project.annotator"
    make_project(path, [])
    partners = (Partner("speaker", (SPEAKER,)), Partner("cue", (CUE,)))
    offered = (
        suggestion("quote", FIRST, SECOND, partners=partners),
        suggestion("entity", SPEAKER, attributes={"kind": "person"}),
        suggestion("entity", TOWN, attributes={"kind": "place"}),
        suggestion("claim", place("Norrby is small")),
    )
    with Project.open(path) as project, project.begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a0", text=TEXT), suggestions=offered)])
    desk = open_desk()
    desk.focus(desk.view)
    return desk


def go_to(desk, ranges):
    while desk.window.suggesting.current is None or (
        desk.window.suggesting.current.ranges != ranges
    ):
        desk.key("h")


def changes(desk) -> int:
    with closing(sqlite3.connect(desk.path)) as database:
        return database.execute("SELECT count(*) FROM changes").fetchone()[0]


def test_a_labels_key_accepts_it_under_that_label(desk):
    """One key, one change; the answer is to what was suggested, and undo brings it back."""
    go_to(desk, (TOWN,))
    before = changes(desk)
    desk.key("4")
    assert desk.shown() == [("boilerplate", (TOWN,))]
    assert changes(desk) == before + 1
    assert TOWN not in [one.ranges[0] for one in desk.session.suggestions.values()]
    assert desk.window.suggesting.current is not None  # the next one is looked at
    desk.key("z", CTRL)
    assert desk.shown() == []
    assert (TOWN,) in [one.ranges for one in desk.session.suggestions.values()]
    go_to(desk, (TOWN,))
    desk.view.select(*place("rains"))  # what is selected is meant first
    desk.key("1")
    assert desk.shown() == [("claim", (place("rains"),))]


def test_edges_are_moved_and_it_is_widened_before_it_is_accepted(desk):
    """Nothing is stored until then, and one undo takes all of it back."""
    before = changes(desk)
    go_to(desk, (TOWN,))
    desk.key(Qt.Key.Key_Right, ALT)
    desk.key(Qt.Key.Key_Left, ALT | SHIFT)
    assert desk.session.spans == {}
    assert desk.status() == "Suggestion: orrb"
    desk.key("o")
    inner = (TOWN[0] + 1, TOWN[1] - 1)
    assert desk.shown() == [("entity", (inner,))]
    (span,) = desk.session.spans.values()
    assert (span.attributes, span.origin) == ({"kind": "place"}, "guess")
    desk.key("z", CTRL)
    assert desk.shown() == []
    go_to(desk, (TOWN,))  # as it was suggested
    desk.key("w")
    desk.key("w")
    wide = desk.window.suggesting.drafting.draft.ranges
    desk.key("w", SHIFT)
    assert desk.window.suggesting.drafting.draft.ranges != wide
    desk.key("w")
    desk.key("1")
    assert desk.shown() == [("claim", wide)]
    assert changes(desk) == before + 2  # an undo is none
    desk.key("z", CTRL)


def test_each_part_is_refused_by_itself_with_keys_and_the_mouse(desk, qtbot):
    """Shift+O goes to the parts, Shift+Z leaves one out; what is left is one key and one undo."""
    drafting = desk.window.suggesting.drafting
    go_to(desk, (FIRST, SECOND))
    desk.key("z", SHIFT)
    assert desk.status() == "Go to the part first that is to be left out."
    desk.key("o", SHIFT)
    desk.key("o", SHIFT)
    assert desk.status() == "Part 2 of 4: 2: “Nobody came.”, taken in"
    desk.key("z", SHIFT)
    assert desk.status() == "2: “Nobody came.”, left out"
    bar = desk.window.suggesting.bar
    assert "2: “Nobody came.”, left out" in bar.accessibleDescription()
    assert [button.isChecked() for button in bar.parts.buttons] == [True, False, True, True]
    QTest.mouseClick(bar.parts.buttons[3], LEFT)
    assert drafting.parts[3].is_out
    assert desk.view.hasFocus()
    desk.key("o")
    # The name was suggested as well: it became a span with the quote, with what was proposed.
    assert desk.shown() == [("quote", (FIRST,)), ("entity", (SPEAKER,))]
    kinds = [span.attributes for span in desk.session.spans.values() if span.label == "entity"]
    assert kinds == [{"kind": "person"}]
    assert [one.type for one in desk.session.links.values()] == ["speaker"]
    desk.key("z", CTRL)
    assert desk.shown() == []
    assert len(desk.session.suggestions) == 4
    go_to(desk, (FIRST, SECOND))
    assert not any(part.is_out for part in drafting.parts)  # it is looked at anew
    for _ in range(3):
        desk.key("o", SHIFT)
    desk.key(Qt.Key.Key_PageDown, ALT)  # the speaker's edge, not the quote's
    desk.key("o")
    assert ("entity", (place("Brandt"),)) in desk.shown()
    assert ("quote", (FIRST, SECOND)) in desk.shown()
    desk.key("z", CTRL)


def test_all_of_one_kind_are_answered_as_one_change(desk):
    """Here: those with the label of the one that is looked at, and no others."""
    go_to(desk, (TOWN,))
    before = changes(desk)
    desk.window.actions_by_name["accept_kind"].trigger()
    assert [label for label, _ in desk.shown()] == ["entity", "entity"]
    assert changes(desk) == before + 1
    go_to(desk, (FIRST, SECOND))
    desk.window.actions_by_name["reject_kind"].trigger()
    assert [one.label for one in desk.session.suggestions.values()] == ["claim"]


def test_what_is_drawn_of_parts_is_told_apart_without_colour(desk):
    """What is left out is struck through on the page, the part that is meant has a frame."""
    go_to(desk, (FIRST, SECOND))

    def pixels():
        return desk.view.viewport().grab().toImage()

    seen = [pixels()]
    desk.key("o", SHIFT)
    seen.append(pixels())
    desk.key("z", SHIFT)
    seen.append(pixels())
    assert seen[0] != seen[1] != seen[2]
    drawn = desk.view._drawing.hints.parts
    assert [(part.is_out, part.is_meant) for part in drawn][:2] == [(True, True), (False, False)]
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.suggesting.drafting.draft is None
    assert list(desk.view._drawing.hints.parts) == []
