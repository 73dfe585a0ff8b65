"""Claims that are offered: which, in which order, and what is said without any."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.annotation.edits import AddLink, AddSpan
from annotator.annotation.records import Annotated, Article, Fragment, Span
from tests.desktop.crosslinking.claims import (
    COST,
    COST_THERE,
    FEWER,
    HERE,
    SIT_THERE,
    THERE,
    THIRD,
    look,
    offered,
    tag,
)


def test_the_most_similar_claim_comes_first_and_is_shown(compared, qtbot):
    """Claims of other articles, best first; the second page shows the one that is chosen."""
    desk = compared()
    look(desk, qtbot)
    assert offered(desk)[:1] == [COST_THERE]
    assert set(offered(desk)[:3]) == {COST_THERE, SIT_THERE, FEWER}
    rows = [row for row in desk.window.claim_linking.model.rows if row.span]
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    panel = desk.window.comparison
    assert desk.window.focusWidget() is panel.list
    assert panel.title.text == "Title 1"
    start = THERE.index(COST_THERE)
    assert panel.page._drawing.hits.hits == ((start, start + len(COST_THERE)),)
    assert panel.page.in_sight(start)
    while desk.window.claim_linking.model.rows[panel.list.selected_row].text != FEWER:
        desk.key(Qt.Key.Key_Down)
    assert panel.title.text == "Title 2"
    assert panel.page._drawing.hits.hits[0][0] == THIRD.index(FEWER)


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


def test_only_ones_own_claims_are_offered(compared, qtbot):
    """Another annotator's claims are neither shown nor linked."""
    desk = compared()
    desk.project().add_annotator("ben")
    start = THIRD.index("Apples")
    desk.project().apply(AddSpan(article="a2", label="claim", ranges=((start, start + 17),)), "ben")
    look(desk, qtbot)
    assert "Apples were cheap" not in [
        r.text for r in desk.window.claim_linking.model.rows if r.span
    ]


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
    assert len([row for row in desk.window.claim_linking.model.rows if row.span]) == 50
