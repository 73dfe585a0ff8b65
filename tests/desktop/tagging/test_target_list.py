"""The list of what a link can go to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.desktop.tagging.links import OTHER, TEXT, linked, links, tag


def test_the_list_does_not_cover_its_span(open_desk):
    """Where the quote stands at the bottom of the page, the list opens above it."""
    desk = open_desk(
        ["Karl Ibsen came.\n\n" + "One more line.\n\n" * 14 + "“We wait,” said Ada Lund."]
    )
    text = desk.session.opened.article.text
    tag(desk, "“We wait,”", "2")
    desk.key("p")
    chosen, span = desk.window.linking.list, desk.session.current_span
    assert chosen.isVisible()
    area = desk.view.area_of(span.start, span.end)
    assert area.height() > 10
    assert not chosen.geometry().intersects(area)
    assert desk.view.rect().contains(chosen.geometry())
    assert text[slice(*desk.view._drawing.links.candidates[0])] == "Ada Lund"


def test_arrows_return_escape_and_tab_in_the_list(open_desk):
    """Arrows choose, Return takes, Escape changes nothing, Tab goes to the next type of link."""
    desk = open_desk([TEXT])
    for name in ("Karl Ibsen", "Nora Vance"):
        tag(desk, name, "3")
    tag(desk, "“We wait,”", "2")
    desk.key("p")
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()
    assert not desk.window.linking.list.isVisible()
    assert not desk.view._drawing.links.candidates
    assert links(desk) == set()
    assert desk.session.current_span.text == "“We wait,”"
    desk.key("p")
    desk.key("j")  # no other article while the list is open
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Return)
    assert links(desk) == {("speaker", "“We wait,”", "Karl Ibsen")}
    desk.key("p")
    desk.key(Qt.Key.Key_Tab)
    assert desk.window.linking.list.accessibleName() == "Cue"
    desk.key("1")
    assert ("cue", "“We wait,”", "said") in links(desk)
    assert desk.view.hasFocus()


def test_leaving_the_article_closes_the_list(open_desk):
    """A click elsewhere or another article never leaves the list over another text."""
    desk = open_desk([TEXT, OTHER])
    tag(desk, "“We wait,”", "2")
    desk.key("p")
    assert desk.window.linking.list.isVisible()
    desk.session.open_article("a1")
    assert not desk.window.linking.list.isVisible()
    assert not desk.view._drawing.links.candidates


def test_all_that_takes_the_focus_has_names(open_desk):
    """A screen reader can say each attribute, link and cross of the inspector, and the list."""
    desk = open_desk([TEXT])
    linked(desk)
    desk.session.set_current(next(s.id for s in desk.session.spans.values() if s.label == "quote"))
    desk.key("p")
    widgets = [*desk.window.inspector.findChildren(QWidget), desk.window.linking.list]
    focusable = [
        widget
        for widget in widgets
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
    ]
    names = {widget.objectName() for widget in focusable}
    wanted = {"attribute_directness", "link_1", "remove_link_1", "unsure", "note_editor"}
    assert wanted | {"link_targets"} <= names
    for widget in focusable:
        reader = QAccessible.queryAccessibleInterface(widget)
        assert reader.text(QAccessible.Text.Name), widget.objectName()
