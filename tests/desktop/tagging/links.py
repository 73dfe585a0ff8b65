"""Articles with quotes, and what is linked in them."""

from __future__ import annotations

TEXT = (
    "Ferry 😀 stays in port\n"
    "\n"
    "The line of Karl Ibsen stopped. “We wait,” said Nora Vance. “The sea decides.”\n"
    "\n"
    "Nothing moved for Otto Lund."
)


OTHER = "Later\n\n“We waited,” according to Otto Lund, who left."


def tag(desk, piece: str, key: str) -> str:
    text = desk.session.opened.article.text
    start = text.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))
    desk.key(key)
    return desk.session.current


def links(desk) -> set[tuple[str, str, str]]:
    """Type, source text and target text of each link, from the project file."""
    found = set()
    for article in ("a0", "a1"):
        if not desk.project().has_article(article):
            continue
        for link in desk.project().open_article(desk.session.annotator, article).links:
            spans = desk.project().spans([link.source, link.target])
            found.add((link.type, spans[link.source].text, spans[link.target].text))
    return found


def linked(desk) -> tuple[str, str]:
    name = tag(desk, "Nora Vance", "3")
    quote = tag(desk, "“We wait,”", "2")
    desk.key("p")
    desk.key("1")
    return quote, name
