"""The article that a page carries in its JSON-LD, for pages that show it nowhere."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from annotator.text import WHITE_SPACE

_KINDS = re.compile(r"(?:^|[/#:])\w*(?:Article|BlogPosting|Posting|Report)$")
_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*(?:\r\n|\r|\n)\s*")
_WORD = re.compile(r"\w+")
_SHORTEST = 200
_LONGEST = 2_000_000
_RUN = 4
_SHOWN = 0.5
_DEEPEST = 12
_MOST_NODES = 20_000


class Hidden(NamedTuple):
    """An article in JSON-LD.

    Attributes:
        headline: "" where there is none.
        paragraphs: of the body.
        author: names with “; ” between them, as the page has them.
        date: when it was published.

    """

    headline: str
    paragraphs: tuple[str, ...]
    author: str
    date: str


def hidden_article(page: Any, shown: Sequence[str]) -> Hidden | None:
    """Return the article in a page's JSON-LD where most of its text is shown nowhere on the page.

    Args:
        page: the page (lxml).
        shown: its visible paragraphs.

    Returns:
        None where it has no article there, or shows it.

    """
    best: tuple[str, dict[str, Any]] = ("", {})
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _nodes(script.text or ""):
            body = node.get("articleBody")
            if _is_article(node) and isinstance(body, str) and len(body) > len(best[0]):
                best = body, node
    body, node = best
    if not _SHORTEST <= len(body) <= _LONGEST:
        return None
    paragraphs = _paragraphs(body)
    if not paragraphs or _is_shown(paragraphs, shown):
        return None
    return Hidden(
        headline=_plain(node.get("headline") or node.get("name")),
        paragraphs=tuple(paragraphs),
        author="; ".join(_names(node.get("author"))),
        date=_plain(node.get("datePublished")),
    )


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """Yield all objects in a piece of JSON-LD, which may stand in lists and graphs."""
    if len(source) > 2 * _LONGEST:
        return
    try:
        value = json.loads(source.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return
    waiting = [(value, 0)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one, depth = waiting.pop()
        if isinstance(one, dict):
            yield one
        inside = list(one.values()) if isinstance(one, dict) else one
        if isinstance(inside, list) and depth < _DEEPEST:
            waiting += [(each, depth + 1) for each in inside if isinstance(each, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type", node.get("type"))
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _KINDS.search(kind) for kind in kinds)


def _paragraphs(body: str) -> list[str]:
    if _MARKUP.search(body):
        from annotator.formats.html.visible import paragraphs_of, parse_page

        made = parse_page(f"<html><body>{body}</body></html>")
        return [one.text for one in paragraphs_of(made)]
    lines = (line.strip(WHITE_SPACE) for line in _BREAK.split(html.unescape(body)))
    return [line.replace("\0", "") for line in lines if line]


def _is_shown(paragraphs: Sequence[str], shown: Sequence[str]) -> bool:
    """Tell whether at least half of the runs of four words stand in what the page shows."""
    seen = _runs("\n".join(shown))
    wanted = _runs("\n".join(paragraphs))
    return not wanted or len(wanted & seen) >= _SHOWN * len(wanted)


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)}


def _plain(value: Any) -> str:
    return (
        " ".join(html.unescape(value).replace("\0", " ").split()) if isinstance(value, str) else ""
    )


def _names(value: Any) -> list[str]:
    found: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            found += _names(name)
        elif _plain(name):
            found.append(_plain(name))
    return found
