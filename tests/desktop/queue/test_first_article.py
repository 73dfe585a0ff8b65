"""What comes into a project where no article is open is opened: nobody has to look for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from annotator.annotation.records import Annotated, Article
from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from annotator.exchange import pack_out
from annotator.project import Project
from tests.desktop.desk import CTRL, SHIFT, Desk
from tests.desktop.transfer.importing.test_dropping import drop, of_files
from tests.desktop.transfer.test_files import in_dialog


def title(desk: Desk) -> str | None:
    """What the window shows above the page; None where no article is open."""
    opened = desk.session.opened
    assert (opened is None) == (desk.view.text == "")
    return opened.article.title if opened is not None else None


def files(folder: Path, *titles: str) -> Path:
    folder.mkdir()
    for number, one in enumerate(titles):
        (folder / f"{number}.txt").write_text(f"{one}\n\nText of {one}.\n")
    return folder


def import_by_menu(desk: Desk, qtbot, folder: Path) -> None:
    def handler(dialog: ImportDialog) -> None:
        dialog.choose([folder])
        qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
        dialog.import_button.click()

    trouble = in_dialog(ImportDialog, handler)
    desk.key("i", CTRL)
    assert not trouble


def active(desk: Desk, qtbot) -> None:
    """Without a desktop nobody activates a window again when its dialog has gone."""
    desk.window.hide()
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.view.setFocus()


def bring_in(project: Project, *names: str) -> None:
    """Import as another program would."""
    with project.begin_import("elsewhere") as incoming:
        incoming.add([Annotated(article=Article(id=name, text=name, title=name)) for name in names])


def test_the_first_import_opens_its_first_article(open_desk, qtbot, tmp_path):
    """And it can be annotated at once, without a click."""
    desk = open_desk([])
    assert "No articles yet" in desk.view.accessibleDescription()
    import_by_menu(desk, qtbot, files(tmp_path / "in", "Ferry stays", "Pier goes"))
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")
    assert desk.view.accessibleDescription() == ""
    desk.drag(0, 5)
    assert desk.window.focusWidget() is desk.view
    active(desk, qtbot)
    desk.key("3")
    assert desk.shown() == [("entity", ((0, 5),))]


def test_a_later_import_leaves_the_open_article_alone(open_desk, qtbot, tmp_path):
    desk = open_desk(["One."])
    import_by_menu(desk, qtbot, files(tmp_path / "in", "Ferry stays"))
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 2)
    assert title(desk) == "Title 0"


def test_a_text_that_is_pasted_opens(open_desk, qtbot):
    desk = open_desk([])
    QGuiApplication.clipboard().setText("Pasted title\n\nPasted text")

    def handler(dialog: PasteDialog) -> None:
        qtbot.waitUntil(lambda: dialog.add_button.isEnabled())
        dialog.add_button.click()

    trouble = in_dialog(PasteDialog, handler)
    desk.key(Qt.Key.Key_V, CTRL | SHIFT)
    assert not trouble
    qtbot.waitUntil(lambda: title(desk) == "Pasted title")


def test_files_that_are_dropped_open(open_desk, qtbot, tmp_path):
    desk = open_desk([])

    def handler(dialog: ImportDialog) -> None:
        qtbot.waitUntil(lambda: dialog.import_button.isEnabled())
        dialog.import_button.click()

    trouble = in_dialog(ImportDialog, handler)
    assert drop(desk, desk.view, of_files(files(tmp_path / "in", "Ferry stays")))
    assert not trouble
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")


def test_a_filter_that_was_left_on_does_not_hide_that_something_came(open_desk, qtbot):
    """The list shows that nothing passes it; the page shows the article all the same."""
    desk = open_desk([])
    QTest.keyClicks(desk.window.queue.search, "zeppelin")
    bring_in(desk.project(), "Ferry stays")
    desk.session.reload()
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")
    assert desk.window.queue.model.rowCount() == 0


def test_what_another_program_brings_in_opens(open_desk, qtbot):
    """The window finds it by itself."""
    desk = open_desk([])
    with Project.open(desk.path) as other:
        bring_in(other, "Ferry stays", "Pier goes")
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")


def test_an_import_that_is_taken_back_and_made_again(open_desk, qtbot, tmp_path):
    """With it the page goes, and says so; redo brings it back."""
    desk = open_desk([])
    import_by_menu(desk, qtbot, files(tmp_path / "in", "Ferry stays", "Pier goes"))
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")
    active(desk, qtbot)
    desk.key("z", CTRL)
    qtbot.waitUntil(lambda: title(desk) is None)
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 0)
    assert "No articles yet" in desk.view.accessibleDescription()
    desk.key("z", CTRL | SHIFT)
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")


def test_articles_that_are_removed_and_put_back(open_desk, qtbot):
    """Undo of a removal opens what it brings back."""
    desk = open_desk(["One.", "Two."])
    session = desk.session

    def remove(again: bool):
        attempt = session.following.attempt(again=again)
        return session.project.remove_articles(["a0", "a1"], "ana", attempt)

    session.carry_out(remove)
    assert title(desk) is None
    desk.key("z", CTRL)
    qtbot.waitUntil(lambda: title(desk) == "Title 0")


def test_a_pack_opens_with_what_is_assigned(open_desk, qtbot, tmp_path):
    """Whoever gets a pack sees the first of their articles at once."""
    desk = open_desk(["One.", "Two."])
    desk.project().set_assignments({"a1": ("ben",)})
    pack_out(desk.project(), tmp_path / "pack.annotator", "ben")
    desk.desktop.open(str(tmp_path / "pack.annotator"))
    assert title(desk) == "Title 1"
    assert desk.session.annotator == "ben"


def test_a_project_that_is_restored_opens_its_first_article(open_desk, qtbot, tmp_path):
    """It was empty when it was left, so no article is remembered."""
    desk = open_desk([])
    project = desk.project()
    bring_in(project, "Ferry stays")
    project.back_up("asked")
    keys = project.article_ids(project.index("ana"))
    project.remove_articles(keys, "ana")
    desk.session.reload()
    assert title(desk) is None
    project.restore(project.backups()[0].path)
    desk.desktop.open_again("restored")
    qtbot.waitUntil(lambda: title(desk) == "Ferry stays")


@pytest.mark.parametrize("mine", [(), ("Pier goes",)])
def test_what_is_assigned_comes_first(open_desk, qtbot, mine):
    """A pack of somebody's articles opens with theirs."""
    desk = open_desk([])
    with Project.open(desk.path) as other:
        bring_in(other, "Ferry stays", "Pier goes")
        other.set_assignments(dict.fromkeys(mine, ("ana",)))
    desk.session.reload()
    qtbot.waitUntil(lambda: title(desk) == (mine[0] if mine else "Ferry stays"))


def test_an_article_that_cannot_be_opened_leaves_a_true_sentence(open_desk, qtbot, monkeypatch):
    """The page no longer says that there are none."""
    desk = open_desk([])
    failed = []
    desk.session.failed.disconnect()
    desk.session.failed.connect(lambda sentence, _again: failed.append(sentence))
    monkeypatch.setattr(desk.session, "open_article", lambda _key: False)
    bring_in(desk.project(), "Ferry stays")
    desk.session.reload()
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 1)
    assert desk.view.accessibleDescription() == "No article is open. Choose one in the list."
