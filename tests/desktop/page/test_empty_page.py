"""An empty project says how articles come into it, with a button for each way."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from annotator.desktop.transfer.importing.import_dialog import ImportDialog
from annotator.desktop.transfer.importing.paste_dialog import PasteDialog
from tests.desktop.desk import LEFT, Desk
from tests.desktop.transfer.test_files import in_dialog


def button(desk: Desk, name: str) -> QPushButton:
    found = desk.window.empty_page.findChild(QPushButton, f"empty_action_{name}")
    assert found is not None
    return found


def test_each_way_has_a_button_and_its_key(open_desk):
    desk = open_desk([])
    page = desk.window.empty_page
    assert page.isVisible()
    keys = {label.text() for label in page.findChildren(QLabel)}
    assert {"Ctrl+I", "Ctrl+Shift+V"} <= keys
    assert button(desk, "import").accessibleName() == "Import articles …"
    viewport = desk.view.viewport()
    assert viewport.rect().contains(page.geometry())
    assert page.geometry().top() > desk.view.hint_area().bottom()
    desk.window.resize(1016, 560)
    QApplication.processEvents()
    assert viewport.rect().contains(page.geometry())


def test_the_buttons_do_what_they_say(open_desk):
    desk = open_desk([])
    seen = []

    def handler(dialog) -> None:
        seen.append(type(dialog))
        dialog.reject()

    QGuiApplication.clipboard().setText("Some text")
    for kind, name in ((ImportDialog, "import"), (PasteDialog, "paste_article")):
        trouble = in_dialog(kind, handler)
        QTest.mouseClick(button(desk, name), LEFT)
        assert not trouble
    assert seen == [ImportDialog, PasteDialog]


def test_keys_that_are_changed_are_those_that_are_said(open_desk):
    desk = open_desk([])
    desk.window.shortcuts.change("import", [QKeySequence("Ctrl+Alt+I")])
    assert "Ctrl+Alt+I" in desk.view.accessibleDescription()
    assert "Ctrl+Alt+I" in {one.text() for one in desk.window.empty_page.findChildren(QLabel)}


def test_with_an_article_they_are_gone(open_desk):
    """And where articles are there but none is open, the list is what helps."""
    desk = open_desk(["The ferry stays."])
    assert not desk.window.empty_page.isVisible()
    desk.session.close_article()
    assert not desk.window.empty_page.isVisible()
    assert "Choose one in the list" in desk.view.accessibleDescription()
