"""The same claim told in two articles: two pages side by side, links, marks, and following them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.annotation.edits import AddLink, AddSpan, RemoveLinks
from annotator.annotation.records import Annotated, Article, Fragment, Span
from annotator.project import Project
from annotator.workbench.similar_spans import counterparts
from tests.desktop.desk import CTRL, LEFT, NO, SHIFT, make_project

HERE = (
    "Bridge shut\n\nThe closure will cost the city 340,000 crowns. Gulls sit for about 28 days.\n\n"
    "“We wait,” said Ada Lund."
)
THERE = (
    "Bridge closed\n\nThe board put the cost at 340 000 crowns. Herring gulls sit for four weeks."
    " A seal slept on the steps."
)
THIRD = "Harvest\n\nThe town has fewer gulls than in 2010. Apples were cheap."
COST, COST_THERE = "The closure will cost the city 340,000 crowns", "the cost at 340 000 crowns"
SIT_THERE, FEWER = "Herring gulls sit for four weeks", "The town has fewer gulls than in 2010"
TYPES = ("same", "contradicts", "updates")


def tag(desk, article: str, piece: str, label: str = "claim", span: str = "") -> str:
    """Tag a piece of an article as if it had been done before, on another day."""
    text = desk.project().open_article(desk.session.annotator, article).article.text
    start = text.index(piece)
    changes = desk.project().apply(
        AddSpan(
            id=span or None, article=article, label=label, ranges=((start, start + len(piece)),)
        ),
        desk.session.annotator,
    )
    return changes.delta.spans[0].after.id


@pytest.fixture
def compared(open_desk, qtbot):
    """Return a function that opens a desk with claims in three articles; the first is current."""

    def open_one():
        desk = open_desk([HERE, THERE, THIRD])
        tag(desk, "a0", COST, span="cost")
        tag(desk, "a1", COST_THERE, span="cost-there")
        tag(desk, "a1", SIT_THERE, span="sit-there")
        tag(desk, "a2", FEWER, span="fewer")
        desk.session.open_article("a0")
        desk.session.set_current("cost")
        desk.focus(desk.view)
        return desk

    return open_one


def look(desk, qtbot) -> None:
    """Press L, and wait until everything similar is found."""
    desk.key("l")
    assert desk.window.comparing.is_open
    qtbot.waitUntil(lambda: not desk.window.comparing.is_looking)


def links(desk) -> set[tuple[str, str, str]]:
    found = set()
    for article in ("a0", "a1", "a2"):
        if not desk.project().has_article(article):
            continue
        for link in desk.project().open_article(desk.session.annotator, article).links:
            spans = desk.project().spans([link.source, link.target])
            found.add((link.type, spans[link.source].text, spans[link.target].text))
    return found


def offered(desk) -> list[str]:
    return [row.text for row in desk.window.comparing.model.rows]


def spoken(desk) -> list[str]:
    model = desk.window.span_list.model
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row), role) for row in range(model.rowCount())]


def picture(widget) -> bytes:
    return bytes(widget.grab().toImage().constBits())


def test_the_most_similar_claim_comes_first_and_is_shown(compared, qtbot):
    """Claims of other articles, best first; the second page shows the one that is chosen."""
    desk = compared()
    look(desk, qtbot)
    assert offered(desk)[:1] == [COST_THERE]
    assert set(offered(desk)[:3]) == {COST_THERE, SIT_THERE, FEWER}
    rows = [row for row in desk.window.comparing.model.rows if row.span]
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    panel = desk.window.comparison
    assert desk.window.focusWidget() is panel.list
    assert panel.title.text == "Title 1"
    start = THERE.index(COST_THERE)
    assert panel.page._drawing.hits.hits == ((start, start + len(COST_THERE)),)
    assert panel.page.in_sight(start)
    while desk.window.comparing.model.rows[panel.list.selected_row].text != FEWER:
        desk.key(Qt.Key.Key_Down)
    assert panel.title.text == "Title 2"
    assert panel.page._drawing.hits.hits[0][0] == THIRD.index(FEWER)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_two_keys_link_and_undo_takes_it_back(compared, qtbot, number):
    """L and a digit link, as one change; undo and redo; the second page stays."""
    desk = compared()
    look(desk, qtbot)
    desk.key(str(number))
    wanted = {(TYPES[number - 1], COST, COST_THERE)}
    assert links(desk) == wanted
    assert desk.session.current == "cost"
    assert [button.isChecked() for button in desk.window.comparison.type_buttons] == [
        name == TYPES[number - 1] for name in TYPES
    ]
    desk.key("z", CTRL)
    assert links(desk) == set()
    assert desk.window.comparing.is_open
    assert not any(button.isChecked() for button in desk.window.comparison.type_buttons)
    desk.key("z", CTRL | SHIFT)
    assert links(desk) == wanted
    assert desk.session.opened.article.id == "a0"
    assert len(desk.stored()) == 4
    assert desk.project().check() == []


def test_another_type_takes_the_place_of_the_first_in_one_step(compared, qtbot):
    """Two claims are the same or contradict each other, not both."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key("2")
    assert links(desk) == {("contradicts", COST, COST_THERE)}
    desk.key("2")
    assert "already" in desk.status()
    desk.key("z", CTRL)
    assert links(desk) == {("same", COST, COST_THERE)}


def test_delete_removes_the_link_and_never_a_span(compared, qtbot):
    """Delete means the link; without one it says so."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key(Qt.Key.Key_Delete)
    assert links(desk) == set()
    desk.key(Qt.Key.Key_Delete)
    assert "no link" in desk.status()
    assert len(desk.stored()) == 4
    desk.key("z", CTRL)
    assert links(desk) == {("same", COST, COST_THERE)}


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
            window.panes.columns.sizes(),
            window.queue.isVisible(),
            window.panes.side.isVisible(),
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


def test_by_mouse(compared, qtbot):
    """A click chooses a row, a button links, another one removes, the cross closes."""
    desk = compared()
    look(desk, qtbot)
    panel = desk.window.comparison
    row = offered(desk).index(FEWER)
    middle = panel.list.visualRect(desk.window.comparing.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), LEFT, NO, middle)
    assert panel.title.text == "Title 2"
    QTest.mouseClick(panel.type_buttons[1], LEFT)
    assert links(desk) == {("contradicts", COST, FEWER)}
    QTest.mouseClick(panel.remove, LEFT)
    assert links(desk) == set()
    QTest.mouseClick(panel.findChild(QWidget, "close_comparison"), LEFT)
    assert not panel.isVisible()
    assert desk.view.hasFocus()


def test_a_click_on_a_claim_of_the_second_page_chooses_it(compared, qtbot):
    """What is seen at the right can be taken there."""
    desk = compared()
    look(desk, qtbot)
    page = desk.window.comparison.page
    start = THERE.index(SIT_THERE)
    QTest.mouseClick(page.viewport(), LEFT, NO, page.area_of(start, start + 3).center())
    assert desk.window.comparing.model.rows[desk.window.comparison.list.selected_row].text == (
        SIT_THERE
    )
    desk.key("1")
    assert links(desk) == {("same", COST, SIT_THERE)}


def test_a_sentence_without_a_span_is_tagged_and_linked_at_once(open_desk, qtbot):
    """Where the other claim is not tagged yet, one key does both, and one undo takes both back."""
    desk = open_desk([HERE, THERE])
    tag(desk, "a0", COST, span="cost")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    sentence = "The board put the cost at 340 000 crowns"
    assert offered(desk)[0] == sentence
    desk.key("1")
    qtbot.waitUntil(lambda: not desk.window.comparing.is_looking)
    assert links(desk) == {("same", COST, sentence)}
    assert [row[:2] for row in desk.stored()] == [("a0", "claim"), ("a1", "claim")]
    chosen = desk.window.comparing.model.rows[desk.window.comparison.list.selected_row]
    assert (chosen.text, bool(chosen.span)) == (sentence, True)
    assert len(desk.window.comparison.page._drawing.index) == 1
    desk.key("z", CTRL)
    qtbot.waitUntil(lambda: not desk.window.comparing.is_looking)
    assert links(desk) == set()
    assert [row[:2] for row in desk.stored()] == [("a0", "claim")]
    assert desk.session.opened.article.id == "a0"
    assert len(desk.window.comparison.page._drawing.index) == 0
    assert desk.project().check() == []


def test_following_there_and_back(compared, qtbot):
    """Shift+L opens the other article at the place, and from there leads back."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    desk.key(Qt.Key.Key_Escape)
    desk.key("l", SHIFT)
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")
    assert desk.view.hasFocus()
    assert desk.view.in_sight(desk.session.current_span.start)
    desk.key("l", SHIFT)
    assert (desk.session.opened.article.id, desk.session.current) == ("a0", "cost")


def test_a_click_on_the_mark_follows_it(compared):
    """The mark stands beside the letter; it moves no text, and a click on it opens the article."""
    desk = compared()
    before, place = picture(desk.view), desk.point(60)
    desk.session.apply(AddLink(type="same", source="cost", target="cost-there"), follow=False)
    desk.session.set_current("")
    assert picture(desk.view) != before
    assert desk.point(60) == place
    line = next(line for line in desk.view.visible_lines() if line.qt_start == HERE.index(COST))
    (letter,) = desk.view._drawing.painter._letters_on(line, [desk.session.spans["cost"]])
    centre = letter.away.center().toPoint()
    viewport = desk.view.viewport()
    QTest.mouseMove(viewport, centre)
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert "another article" in viewport.toolTip()
    QTest.mouseClick(viewport, LEFT, NO, centre)
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")


def test_marks_are_said_and_go_with_the_link(compared):
    """The list says type and title, from both ends; it is silent again when the link is gone."""
    desk = compared()
    assert not any("Title 1" in text for text in spoken(desk))
    changes = desk.session.apply(
        AddLink(type="updates", source="cost", target="cost-there"), follow=False
    )
    assert any("updates: “Title 1”" in text for text in spoken(desk))
    desk.session.open_article("a1")
    assert [text for text in spoken(desk) if "updates, from “Title 0”" in text] == [
        next(text for text in spoken(desk) if COST_THERE in text)
    ]
    link = changes.delta.links[0].after.id
    desk.session.apply(RemoveLinks(links=(link,)), follow=False)
    assert desk.session.links == {}
    assert not any("Title 0" in text for text in spoken(desk))
    assert not desk.view._drawing.away
    desk.key("z", CTRL)
    assert desk.session.opened.article.id == "a1"
    assert set(desk.session.links) == {link}
    assert desk.view._drawing.away == {"cost-there"}


def test_links_from_the_other_side_are_shown(compared, qtbot):
    """What was linked there is seen here; "same" needs no second link the other way."""
    desk = compared()
    desk.project().apply(AddLink(type="same", source="cost-there", target="cost"), "ana")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    desk.key("1")
    assert links(desk) == {("same", COST_THERE, COST)}
    desk.key("3")
    assert links(desk) == {("updates", COST, COST_THERE)}


def test_a_linked_claim_is_offered_however_different_it_is(compared, qtbot):
    """A link can always be seen and removed."""
    desk = compared()
    project = desk.project()
    text = "Numbers: " + " ".join(f"340,000 crowns cost {n} city closure." for n in range(80))
    with project.begin_import("test") as incoming:
        record = Article(id="many", text=text, title="Many")
        spans = []
        for n in range(80):
            piece = f"340,000 crowns cost {n} city closure"
            start = text.index(piece)
            fragment = Fragment(start, start + len(piece), piece)
            spans.append(
                Span(
                    id=f"m{n}",
                    article="many",
                    annotator="ana",
                    label="claim",
                    fragments=(fragment,),
                )
            )
        incoming.add([Annotated(article=record, annotator="ana", spans=tuple(spans))])
    desk.session.apply(AddLink(type="same", source="cost", target="fewer"), follow=False)
    look(desk, qtbot)
    assert len(offered(desk)) >= 51
    assert FEWER in offered(desk)


def test_without_other_claims_it_says_so(open_desk, qtbot):
    """One article alone: the list says what to do, keys do nothing, Escape leads back."""
    desk = open_desk([HERE])
    tag(desk, "a0", COST, span="cost")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    assert offered(desk) == []
    assert "No other article" in desk.window.comparison.list.accessibleDescription()
    for key in ("1", "9", "o", Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Down):
        desk.key(key)
    assert len(desk.stored()) == 1
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()


def test_a_quote_and_no_span_at_all_say_why_not(compared):
    """Speakers stand near their quote: nothing opens for a quote."""
    desk = compared()
    tag(desk, "a0", "“We wait,”", label="quote", span="quote")
    desk.session.open_article("a0")
    desk.focus(desk.view)
    desk.key("l")
    assert "no current span" in desk.status()
    desk.session.set_current("quote")
    desk.key("l")
    assert "no links to other articles" in desk.status()
    desk.key("l", SHIFT)
    assert "no link to another article" in desk.status()
    assert not desk.window.comparison.isVisible()


def test_only_ones_own_claims_are_offered(compared, qtbot):
    """Another annotator's claims are neither shown nor linked."""
    desk = compared()
    desk.project().add_annotator("ben")
    start = THIRD.index("Apples")
    desk.project().apply(AddSpan(article="a2", label="claim", ranges=((start, start + 17),)), "ben")
    look(desk, qtbot)
    assert "Apples were cheap" not in [r.text for r in desk.window.comparing.model.rows if r.span]


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


def test_another_claim_here_is_compared_next(compared, qtbot):
    """A click on the next claim of the first page offers what is like that one."""
    desk = compared()
    tag(desk, "a0", "Gulls sit for about 28 days", span="sit")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    desk.click(HERE.index("Gulls sit") + 2)
    qtbot.waitUntil(lambda: not desk.window.comparing.is_looking)
    assert offered(desk)[0] == SIT_THERE
    desk.key("l")
    desk.key("1")
    assert links(desk) == {("same", "Gulls sit for about 28 days", SIT_THERE)}


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
    assert desk.window.panes.side.isVisible()
    assert all(desk.window.panes.columns.sizes())


def test_open_there(compared, qtbot):
    """O opens the other article at what is chosen; the panels come back."""
    desk = compared()
    look(desk, qtbot)
    desk.key("o")
    assert (desk.session.opened.article.id, desk.session.current) == ("a1", "cost-there")
    assert not desk.window.comparison.isVisible()
    assert desk.view.hasFocus()
    assert desk.window.queue.isVisible()


def test_labels_keys_mean_nothing_on_the_second_page(compared, qtbot):
    """On the second page digits link, and letters do not reach the article at the left."""
    desk = compared()
    look(desk, qtbot)
    desk.focus(desk.window.comparison.page)
    for key in ("r", "4", "y", "x"):
        desk.key(key)
    assert len(desk.stored()) == 4
    desk.key("2")
    assert links(desk) == {("contradicts", COST, COST_THERE)}
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.hasFocus()


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


def test_all_that_takes_the_focus_has_names(compared, qtbot):
    """A screen reader can say every part of the second page, and each row with its link."""
    desk = compared()
    look(desk, qtbot)
    desk.key("1")
    names = set()
    for widget in desk.window.comparison.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.objectName(), widget
            reader = QAccessible.queryAccessibleInterface(widget)
            assert reader.text(QAccessible.Text.Name), widget.objectName()
            names.add(widget.objectName())
    assert {"counterparts", "other_article_view", "link_as_1", "link_as_2", "link_as_3"} <= names
    assert {"remove_counterpart", "open_counterpart", "close_comparison"} <= names
    model = desk.window.comparing.model
    words = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith(COST_THERE)
    assert "Title 1" in words
    assert words.endswith("linked: same")


def test_ten_thousand_claims(open_desk, qtbot):
    """Among ten thousand claims of other articles the right one is first."""
    desk = open_desk([HERE, THERE])
    with desk.project().begin_import("test") as incoming:
        for number in range(20):
            pieces = [f"boat {number} {n} carries {n * 3} guests" for n in range(500)]
            text, spans, at = ". ".join(pieces), [], 0
            for n, piece in enumerate(pieces):
                fragment = Fragment(at, at + len(piece), piece)
                spans.append(
                    Span(
                        id=f"b{number}-{n}",
                        article=f"b{number}",
                        annotator="ana",
                        label="claim",
                        fragments=(fragment,),
                    )
                )
                at += len(piece) + 2
            article = Article(id=f"b{number}", text=text, title=f"Boats {number}")
            incoming.add([Annotated(article=article, annotator="ana", spans=tuple(spans))])
    tag(desk, "a0", COST, span="cost")
    tag(desk, "a1", COST_THERE, span="cost-there")
    desk.session.open_article("a0")
    desk.session.set_current("cost")
    desk.focus(desk.view)
    look(desk, qtbot)
    assert offered(desk)[0] == COST_THERE
    assert len([row for row in desk.window.comparing.model.rows if row.span]) == 50


def test_an_article_of_the_same_story_is_looked_through_first(tmp_path):
    """Whatever its title, and though nothing in it is tagged: there the claim is told again."""
    others = [f"Gulls in port {n}\n\nNothing to see here, move along please." for n in range(6)]
    make_project(tmp_path / "p.annotator", [HERE, *others, THERE])
    with Project.open(tmp_path / "p.annotator") as project:
        start = HERE.index(COST)
        changes = project.apply(
            AddSpan(article="a0", label="claim", ranges=((start, start + len(COST)),)), "ana"
        )
        claim = changes.delta.spans[0].after
        title = "Gulls in port"
        assert "a7" not in [one.article for one in counterparts(project, claim, title)]
        project.set_stories({"a0": "a0", "a7": "a0"})
        assert counterparts(project, claim, title)[0].article == "a7"
