"""Marking work done for several annotators, from the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan
from annotator.desktop.team.mark_dialog import MarkDialog
from annotator.project import Project
from tests.desktop.desk import LEFT, Desk, make_project


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Lea's window; ana and ben have spans in a0 and a1, ana in a2 as well, nobody is done."""
    path = tmp_path / "project.annotator"
    make_project(path, [f"The {word} bridge opens on Monday." for word in ("old", "new", "tall")])
    with Project.open(path) as project:
        for name in ("lea", "ana", "ben"):
            project.add_annotator(name)
        for name, article in (("ana", 0), ("ana", 1), ("ana", 2), ("ben", 0), ("ben", 1)):
            span = AddSpan(article=f"a{article}", label="claim", ranges=((4, 8),))
            project.apply(span, name)
    return open_desk(annotator="lea")


def words_of(dialog: MarkDialog) -> list[str]:
    return [dialog.people.item(row).text() for row in range(dialog.people.count())]


def test_work_is_marked_for_those_who_are_ticked_and_undo_takes_it_back(desk: Desk) -> None:
    dialog = MarkDialog(desk.session, ("a1", "a2"), desk.window)
    dialog.show()
    assert words_of(dialog) == ["ana: 2 articles", "ben: 1 article"]
    QTest.keyClick(dialog.only_selected, Qt.Key.Key_Space)
    assert words_of(dialog) == ["ana: 3 articles", "ben: 2 articles"]
    dialog.people.setFocus()
    dialog.people.setCurrentRow(1)
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    assert dialog.summary.text().startswith("3 articles are marked.")
    QTest.mouseClick(dialog.mark_button, LEFT)
    assert not dialog.isVisible()
    project = desk.session.project
    assert (project.progress("ana").done, project.progress("ben").done) == (3, 0)
    desk.window.actions_by_name["undo"].trigger()
    assert project.progress("ana").done == 0


def test_who_is_blind_is_told_no_numbers_and_nothing_to_mark_is_said(desk: Desk) -> None:
    desk.session.set_annotator("ana")
    dialog = MarkDialog(desk.session, (), desk.window)
    dialog.show()
    assert words_of(dialog) == ["ana", "ben"]
    assert dialog.summary.text() == "Undo takes it back."
    QTest.mouseClick(dialog.mark_button, LEFT)
    again = MarkDialog(desk.session, (), desk.window)
    again.show()
    assert not again.mark_button.isEnabled()
    assert "nothing to mark" in again.summary.text()
    again.close()
