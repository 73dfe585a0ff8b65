"""The second page: it comes, goes, and looks like the first."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desktop.crosslinking.claims import (
    COST,
    COST_THERE,
    HERE,
    THERE,
    links,
    look,
    tag,
)
from tests.desktop.desk import CTRL


def test_escape_gives_everything_back(open_desk, qtbot):
    """Caret, selection, scroll position, panels, their widths and the focus are as before."""
    long = "Many words stand here and go on for longer than one line of a page can hold. " * 5
    desk = open_desk([f"{long}\n\n" * 8 + HERE + f"\n\n{long}" * 8, THERE])
    tag(desk, "a0", COST, span="cost")
    tag(desk, "a1", COST_THERE)
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    start = desk.session.current_span.start
    desk.view.place_caret(start + 7)
    desk.view.scroll_to(start)
    window = desk.window

    def state():
        return (
            desk.view.raw_selection(),
            desk.view.visible_range(),
            window.window_layout.columns.sizes(),
            window.queue.isVisible(),
            window.window_layout.side.isVisible(),
            window.actions_by_name["queue_panel"].isChecked(),
            window.actions_by_name["side_panel"].isChecked(),
            window.focusWidget(),
            window.comparison.isVisible(),
        )

    def height():
        return desk.view.area_of(start, start + 1).top()

    before, top = state(), height()
    look(desk, qtbot)
    assert window.comparison.isVisible()
    assert not window.queue.isVisible()
    assert abs(height() - top) <= 2  # Qt rounds the height of a line
    assert desk.view.raw_selection() == before[0]
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Escape)
    assert state() == before
    assert abs(height() - top) <= 1
    desk.key("l")
    desk.key("l")
    assert state() == before
    assert abs(height() - top) <= 1


def test_another_article_or_a_deleted_claim_closes_it(compared, qtbot):
    """The second page is never about something that is gone."""
    desk = compared()
    look(desk, qtbot)
    desk.key(Qt.Key.Key_PageDown, CTRL)
    assert desk.session.opened.article.id == "a1"
    assert not desk.window.comparison.isVisible()
    assert desk.window.queue.isVisible()
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    desk.focus(desk.view)
    desk.key(Qt.Key.Key_Delete)
    assert "cost" not in desk.session.spans
    assert not desk.window.comparison.isVisible()


def test_links_and_layout_outlast_a_restart(compared, open_desk, qtbot):
    """Closed with the second page open, the window comes back as it usually is."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.close()
    desk = open_desk()
    desk.session.open_article("a0")
    assert links(desk) == {("same", COST, COST_THERE)}
    assert desk.view._drawing.away == {"cost"}
    assert not desk.window.comparison.isVisible()
    assert desk.window.queue.isVisible()
    assert desk.window.window_layout.side.isVisible()
    assert all(desk.window.window_layout.columns.sizes())


def test_themes_and_sizes_reach_the_second_page(compared, qtbot):
    """Both pages always look alike."""
    desk = compared()
    look(desk, qtbot)
    for name in ("dark", "larger"):
        desk.window.actions_by_name[name].trigger()
    page = desk.window.comparison.page
    assert page.theme is desk.view.theme
    assert page._text_font.pointSizeF() == desk.view._text_font.pointSizeF()
    desk.window.actions_by_name["light"].trigger()
    desk.window.actions_by_name["usual_size"].trigger()
