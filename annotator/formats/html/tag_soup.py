"""What of a page's source would make a parser take very long, found in one go over it."""

from __future__ import annotations

import re

from annotator.words import Message, say

MOST_ATTRIBUTES = 500
"""Of one tag: parsers compare each with all before it, and no page for people has a tenth."""

_MOST_COMMENTS = 5_000
_ATTRIBUTE = (
    r"[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?>\s*+=\s*+(?>\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+|))?+"
)
_OPENING = re.compile(
    rf"<(?:!--|([a-zA-Z][^\s/>]*+)(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+[\s/]*+(.?))", re.DOTALL
)
_END_OF_COMMENT = re.compile("--!?>")
_WORDS_ONLY = frozenset(
    ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
)


def has_crowded_tag(source: str, *, xml: bool = False) -> bool:
    """Tell whether a tag has more than 500 attributes; in comments and scripts there are no tags.

    Tags are told from the rest as the HTML standard does (13.2.5, Tokenization).

    Args:
        source: of the page.
        xml: whether it is XML, in which a script has tags, too.

    """
    position = 0
    while (opening := _OPENING.search(source, position)) is not None:
        position = opening.end()
        if opening[1] is None:
            end = _END_OF_COMMENT.search(source, opening.start() + 2)
        elif opening[2] not in (">", ""):
            return True
        elif not xml and (name := opening[1].lower()) in _WORDS_ONLY:
            end = re.compile(f"</{name}", re.IGNORECASE).search(source, position)
        else:
            continue
        if end is None:
            return False
        position = end.end()
    return False


_RAW = re.compile(
    r"<(?:!--|(script|style|noscript)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>)",
    re.IGNORECASE,
)


def as_browsers_read(source: str) -> str:
    """Return the source of a page without what browsers with scripts make nothing of.

    A ``noscript`` is raw text up to its end tag, whatever tags are left open in it; one that is
    never ended is passed over. ``<script/>`` and ``<style/>`` do not end themselves in HTML.
    """
    made: list[str] = []
    position = 0
    while (opening := _RAW.search(source, position)) is not None:
        start, at = opening.span()
        if opening[1] is None:
            end = _END_OF_COMMENT.search(source, start + 2)
            if end is None:
                break
            made.append(source[position : end.end()])
            position = end.end()
            continue
        name = opening[1].lower()
        closing = _CLOSING[name].search(source, at)
        made.append(source[position:start])
        position = at
        if name == "noscript":
            position = at if closing is None else closing.end()
            continue
        made.append(opening[0][:-2] + ">" if opening[0].endswith("/>") else opening[0])
        if closing is None:
            break
        made.append(source[at : closing.end()])
        position = closing.end()
    made.append(source[position:])
    return "".join(made)


_CLOSING = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE)
    for name in ("script", "style", "noscript")
}


def crowded(what: Message) -> Message:
    """Return why a page or feed with such a tag is refused."""
    return say(
        "a tag of this {what} has more than {most} attributes, which no program"
        " that people use writes; expected a tag with fewer",
        what=what,
        most=MOST_ATTRIBUTES,
    )


def has_many_comments(source: str) -> bool:
    """Tell whether comments are so many that the way over them takes longer than all else."""
    return source.count("<!") + source.count("<?") > _MOST_COMMENTS
