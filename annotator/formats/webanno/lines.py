"""How values and texts stand in a line of WebAnno TSV 3, and what lines begin with."""

from __future__ import annotations

import re

from annotator.errors import InputError
from annotator.words import say

SIGN = "#FORMAT=WebAnno TSV 3"
TEXT = "#Text="
ABOUT = "#annotator.article="
NONE, NULL = "_", "*"
_ESCAPED = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_ESCAPES = re.compile(r"->|[\\\[\]|_;\t\n*]")
_TEXT_ESCAPES = re.compile("[\x00-\x0a\x0c-\x1f\\\\]")
_TEXT_ESCAPED = re.compile("\\\\([\x00-\x1ftnfrb\\\\])")
_JAVA_ESCAPED = re.compile(r"\\(u+[0-9a-fA-F]{4}|.)", re.DOTALL)
_NAMED = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b"}
_MEANT = {name: character for character, name in _NAMED.items()}


def escape_value(value: str) -> str:
    r"""Return a feature's value as it stands in a column: ``a|b`` becomes ``a\|b``."""
    named = {"\t": "t", "\n": "n"}
    return _ESCAPES.sub(lambda match: "\\" + named.get(match[0], match[0]), value)


def unescape_value(value: str) -> str:
    """Return the value that stands in a column."""
    return _ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), value)


def escape_text(text: str) -> str:
    """Return a line of the text as it stands behind ``#Text=``."""
    return _TEXT_ESCAPES.sub(lambda match: "\\" + _NAMED.get(match[0], match[0]), text)


def unescape_text(text: str, minor: int) -> str:
    """Return the text that stands behind ``#Text=`` in a file of version 3.``minor``.

    Raises:
        InputError: it is no text.

    """
    if minor > 1:
        return _TEXT_ESCAPED.sub(lambda match: _MEANT.get(match[1], match[1]), text)
    unescaped = _JAVA_ESCAPED.sub(_java, text)
    try:
        return unescaped.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        raise InputError(say("the text has half of a surrogate pair, not a character")) from None


def _java(match: re.Match[str]) -> str:
    escaped = match[1]
    if escaped[0] == "u" and len(escaped) > 1:
        return chr(int(escaped[-4:], 16))
    return _MEANT.get(escaped, escaped)
