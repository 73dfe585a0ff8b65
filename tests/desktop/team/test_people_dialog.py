"""People renamed, made one, retired from the window; a pack that asks whose it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import AddSpan
from annotator.desktop.team.pack_owner import ask_whose, question
from annotator.desktop.team.people_dialog import PeopleDialog
from annotator.exchange import pack_out
from annotator.project import Project
from tests.desktop.desk import LEFT, Desk, make_project


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    """Ana's window; ana, ben and benn have a span each in a0."""
    path = tmp_path / "project.annotator"
    make_project(path, ["The old bridge opens on Monday.", "The new one does not."])
    with Project.open(path) as project:
        for name in ("ana", "ben", "benn"):
            project.add_annotator(name)
            project.apply(AddSpan(article="a0", label="claim", ranges=((4, 7),)), name)
    return open_desk()


def names_in(dialog: PeopleDialog) -> list[str]:
    return [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]


def test_people_are_renamed_made_one_and_retired(desk: Desk, qtbot) -> None:
    """Who works in the window goes on under the new name; Undo takes each back."""
    session = desk.session
    dialog = PeopleDialog(session, desk.window)
    dialog.show()
    assert names_in(dialog) == ["ana", "ben", "benn"]
    dialog.name.setFocus()
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "ben")
    assert not dialog.rename_button.isEnabled()
    QTest.keyClicks(dialog.name, "a")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert session.annotator == "bena"
    assert names_in(dialog) == ["bena", "ben", "benn"]
    assert [span.annotator for span in session.opened.spans] == ["bena"]
    dialog.table.setCurrentCell(2, 0)
    QTest.keyClick(dialog.other, Qt.Key.Key_Down)
    QTest.keyClick(dialog.other, Qt.Key.Key_Down)
    assert dialog.says.text().startswith("Everything becomes ben’s.")  # bena is blind here
    QTest.mouseClick(dialog.unite_button, LEFT)
    assert names_in(dialog) == ["bena", "ben"]
    assert dialog.chosen == "ben"
    assert dialog.table.item(1, 3).text() == "once benn"
    QTest.mouseClick(dialog.retire_button, LEFT)
    assert session.project.annotators(offered=True) == ["bena"]
    assert dialog.retire_button.text() == "Offer again"
    dialog.close()
    desk.window.actions_by_name["undo"].trigger()
    assert session.project.retired() == frozenset()
    for names in (["bena", "ben", "benn"], ["ana", "ben", "benn"]):
        desk.window.actions_by_name["undo"].trigger()
        qtbot.waitUntil(lambda: desk.window.taking_back._task is None)
        assert session.project.annotators() == names
    qtbot.waitUntil(lambda: session.annotator == "ana")


def test_an_article_is_described_and_archived(desk: Desk, qtbot) -> None:
    from annotator.desktop.team.describe_dialog import DescribeDialog

    session, window = desk.session, desk.window
    dialog = DescribeDialog(session, session.opened.article, window)
    dialog.show()
    dialog.title.selectAll()
    QTest.keyClicks(dialog.title, "Bridges")
    dialog.save()
    assert session.project.described("a0").title == "Bridges"
    assert session.opened.article.title == "Bridges"
    window.actions_by_name["archive"].trigger()
    assert session.project.archived_articles() == ["a0"]
    qtbot.waitUntil(lambda: window.queue.model.rowCount() == 1)
    window.queue.status.setCurrentIndex(window.queue.status.count() - 1)
    window.queue.apply_filter()
    qtbot.waitUntil(lambda: window.queue._task is None)
    assert window.queue.model.rowCount() == 1
    window.actions_by_name["archive"].trigger()
    assert session.project.archived_articles() == []


def test_a_pack_under_another_name_asks(desk: Desk, tmp_path: Path, monkeypatch) -> None:
    """Not where nobody's or one's own pack is opened, nor who has worked in it already."""
    pack_out(desk.session.project, tmp_path / "ben.annotator", "ben")
    with Project.open(tmp_path / "ben.annotator") as pack:
        box = question(desk.window, "ben", "ana")
        buttons = {one.text(): one for one in box.buttons()}
        assert {"As ben", "As ana"} <= buttons.keys()
        assert ask_whose(desk.window, pack, "ben") == "ben"
        asked = []
        monkeypatch.setattr(
            "annotator.desktop.team.pack_owner.question",
            lambda *args: asked.append(args[1:]) or box,
        )
        monkeypatch.setattr(box, "exec", buttons["As ben"].click)
        assert ask_whose(desk.window, pack, "ana") == "ben"
        assert asked == [("ben", "ana")]
    assert ask_whose(desk.window, desk.session.project, "zoe") == "zoe"
