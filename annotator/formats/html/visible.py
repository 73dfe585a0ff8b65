"""The text of a web page that a browser would show, in paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.formats.html.tag_soup import (
    as_browsers_read,
    crowded,
    has_crowded_tag,
    has_many_comments,
)
from annotator.text import WHITE_SPACE
from annotator.words import say

_SPACES = re.compile("[ \t\n\f\r]+")
_EMPTY_TAG = re.compile(
    r"<(script|style|title|iframe|noscript|template|textarea|select|a|p|div|span|i|b|em|td|th|li)"
    r"(\s[^<>]*)?/>",
    re.IGNORECASE,
)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "plaintext",
    "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul", "xmp",
))  # fmt: skip
_PIECES = frozenset(("a", "span", "time", "small", "label", "address", "cite"))
"""What menus, bylines and lists of tags put side by side, apart by style sheets only."""

_MARKED = _PIECES | {"strong", "b", "em", "i"}
_PIECE_LETTERS = 3

RAISED = {
    "sup": dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "sub": dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True)),
}
_IN_HEAD = frozenset((
    "title", "meta", "link", "script", "style", "base", "noscript", "template", "object",
    "basefont", "bgsound",
))  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_KEPT_AS_TYPED = frozenset(("pre", "listing", "xmp", "plaintext"))
# What a browser with scripts does not show, and what holds choices or data and no sentences.
_NEVER_SHOWN = frozenset((
    "annotation", "annotation-xml", "applet", "audio", "canvas", "datalist", "head", "iframe",
    "map", "metadata", "noembed", "noframes", "noscript", "object", "rp", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_HIDING_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))")
# Names that style sheets everywhere give to text for screen readers only.
_HIDING_CLASSES = frozenset(("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"))


class Paragraph(NamedTuple):
    """A paragraph as a browser shows it.

    Attributes:
        text: white space collapsed, no-break spaces kept, a newline for each line break.
        link_characters: how many of its characters are in links.
        heading: whether it is a heading.

    """

    text: str
    link_characters: int
    heading: bool


def parse_page(text: str, *, xml: bool = False) -> Any:
    """Return the tree (lxml) of a page.

    Args:
        text: its source.
        xml: whether it is XHTML, in which any tag may close itself.

    Raises:
        InputError: nothing is in it, its tags are nested too deep to be read, or one of them has
            hundreds of attributes.

    """
    import lxml.html
    from lxml import etree

    if xml or text.startswith("<?xml"):
        text = _EMPTY_TAG.sub(r"<\1\2></\1>", text)
    else:
        text = as_browsers_read(text)
    if has_crowded_tag(text):
        raise InputError(crowded(say("page")))
    bare = has_many_comments(text)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=bare, remove_pis=bare
    )
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise InputError(say("the page is empty; expected HTML")) from None
    except etree.XMLSyntaxError as error:
        raise InputError(say("this cannot be read as HTML: {why}", why=error.msg)) from None
    _out_of_head(page)
    for entry in parser.error_log:
        if "xcessive depth" in entry.message:
            raise InputError(
                say("the tags of this page are nested too deep; expected at most 2,048")
            )
    return page


def paragraphs_of(page: Any, *, unfolded: bool = False) -> list[Paragraph]:
    """Return the visible paragraphs of a page (lxml) in their order; the page is not changed.

    Args:
        page: the page.
        unfolded: whether what closed ``details`` fold away counts as visible.

    """
    from lxml import etree

    made = _Paragraphs()
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if _is_hidden(element, unfolded):
                walk.skip_subtree()
            else:
                made.start(element.tag)
                made.add(element.text if unfolded or not _is_closed(element) else None)
            continue
        if event == "end" and not _is_hidden(element, unfolded):
            made.end(element.tag)
        if element is not page and (unfolded or not _is_closed(element.getparent())):
            made.add(element.tail)
    made.flush()
    return made.all


def _out_of_head(page: Any) -> None:
    """Move what is no metadata out of the head: a page need not say where its body begins."""
    from lxml import etree

    head = page.find("head")
    if head is None:
        return
    first = next(
        (at for at, one in enumerate(head) if isinstance(one.tag, str) and one.tag not in _IN_HEAD),
        None,
    )
    if first is None:
        return
    body = page.find("body")
    if body is None:
        body = etree.SubElement(page, "body")
    moved = list(head)[first:]
    loose, body.text = body.text, None
    for number, one in enumerate(moved):
        body.insert(number, one)
    if loose:
        last = moved[-1]
        last.tail = (last.tail or "") + loose


def folded_away(page: Any) -> list[str]:
    """Return the paragraphs of a page (lxml) that closed ``details`` fold away."""
    if all("open" in details.attrib for details in page.iter("details")):
        return []
    shown = Counter(one.text for one in paragraphs_of(page))
    unfolded = Counter(one.text for one in paragraphs_of(page, unfolded=True))
    return list((unfolded - shown).elements())


def _is_closed(element: Any) -> bool:
    """Tell whether an element is ``details`` that are closed."""
    return element is not None and element.tag == "details" and "open" not in element.attrib


def _in_closed_details(element: Any) -> bool:
    """Tell whether an element is folded away: all of closed details but the first summary."""
    details = element.getparent()
    if not _is_closed(details):
        return False
    first = next((one for one in details if one.tag == "summary"), None)
    return element is not first


def _is_hidden(element: Any, unfolded: bool) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _NEVER_SHOWN:
        return True
    attributes = element.attrib
    if tag == "dialog" and "open" not in attributes:
        return True
    if not unfolded and _in_closed_details(element):
        return True
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style.lower()):
        return True
    names = attributes.get("class")
    return bool(names) and not _HIDING_CLASSES.isdisjoint(names.split())


class _Paragraphs:
    """Puts text together as it is met."""

    def __init__(self) -> None:
        self.all: list[Paragraph] = []
        self._lines: list[list[str]] = [[]]
        self._links = self._headings = self._typed = 0
        self._ended = ""
        self._joint = self._apart = False
        self._raised: tuple[str, int, int] | None = None
        self._link_characters = 0

    def start(self, tag: str) -> None:
        pieces = {self._ended, tag}
        self._joint = "a" in pieces and pieces <= _PIECES
        self._apart = pieces <= _MARKED and not pieces.isdisjoint(_PIECES)
        self._ended = ""
        if tag == "rt":
            self._lines[-1].append("(")
        if tag in RAISED:
            self._raised = (tag, len(self._lines), len(self._lines[-1]))
        if tag == "br":
            self._lines.append([])
            return
        if tag in _BLOCKS:
            self.flush()
        self._count(tag, 1)

    def end(self, tag: str) -> None:
        self._ended = tag if tag in _MARKED else ""
        if tag == "rt":
            self._lines[-1].append(")")
        if tag in RAISED:
            self._raise(tag)
        if tag == "br":
            return
        if tag in _BLOCKS:
            self.flush()
        self._count(tag, -1)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self._links += step
        elif tag in _HEADINGS:
            self._headings += step
        elif tag in _KEPT_AS_TYPED:
            self._typed += step
        elif tag == "q":  # browsers show these quotation marks
            self._lines[-1].append("“" if step > 0 else "”")

    def _raise(self, tag: str) -> None:
        """Write figures of superscripts and subscripts as such: 10³ is not 103."""
        raised, self._raised = self._raised, None
        if raised is None or raised[:2] != (tag, len(self._lines)):
            return
        parts = self._lines[-1]
        inside = "".join(parts[raised[2] :])
        before = "".join(parts[: raised[2]])[-1:]
        figures = RAISED[tag]
        if inside and before.strip() and all(one in figures for one in inside):
            parts[raised[2] :] = ["".join(figures[one] for one in inside)]

    def _glues(self, text: str) -> bool:
        """Tell whether a link would stick to the piece before it: they are two."""
        parts = self._lines[-1]
        before = parts[-1][-1:] if parts else ""
        return before.isalnum() and text[:1].isalnum()

    def _is_another(self, text: str) -> bool:
        """Tell whether a piece begins as a new one behind the end of a word: “MayBy”."""
        before = "".join(self._lines[-1][-1:])
        last = before[-_PIECE_LETTERS:]
        whole = len(last) == _PIECE_LETTERS and last[-1].islower() and last.isalnum()
        return whole and text[:1].isupper()

    def add(self, text: str | None) -> None:
        if not text:
            return
        if (self._joint and self._glues(text)) or (self._apart and self._is_another(text)):
            self._lines[-1].append(" ")
        self._ended = ""
        self._joint = self._apart = False
        if self._typed:
            first, *rest = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._lines[-1].append(first)
            self._lines.extend([line] for line in rest)
        else:
            text = _SPACES.sub(" ", text)
            self._lines[-1].append(text)
        if self._links:
            self._link_characters += len(text.strip())

    def flush(self) -> None:
        """End the paragraph; two line breaks in a row are the end of one as well."""
        if len(self._lines) == 1 and not self._lines[0]:
            return
        joined = ("".join(parts) for parts in self._lines)
        if self._typed:
            blocks = ["\n".join(line.rstrip(" \t") for line in joined).strip("\n")]
        else:
            lines = (_SPACES.sub(" ", line).strip(" ") for line in joined)
            blocks = re.split("\n{2,}", "\n".join(lines).strip("\n"))
        blocks = [block for block in blocks if block.strip(WHITE_SPACE)]
        share = self._link_characters // len(blocks) if blocks else 0
        self.all.extend(
            Paragraph(block, min(share, len(block)), self._headings > 0) for block in blocks
        )
        self._lines = [[]]
        self._link_characters = 0
