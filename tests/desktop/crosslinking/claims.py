"""A window with claims in three articles, and hands for what is done with them."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan

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


def look(desk, qtbot) -> None:
    """Press L, and wait until everything similar is found."""
    desk.key("l")
    assert desk.window.claim_linking.is_open
    qtbot.waitUntil(lambda: not desk.window.claim_linking.is_looking)


def offered(desk) -> list[str]:
    return [row.text for row in desk.window.claim_linking.model.rows]


def links(desk) -> set[tuple[str, str, str]]:
    found = set()
    for article in ("a0", "a1", "a2"):
        if not desk.project().has_article(article):
            continue
        for link in desk.project().open_article(desk.session.annotator, article).links:
            spans = desk.project().spans([link.source, link.target])
            found.add((link.type, spans[link.source].text, spans[link.target].text))
    return found
