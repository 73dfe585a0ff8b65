"""XML is looked at before a parser sees it: entities and other encodings are not let in."""

from __future__ import annotations

import re

from annotator.errors import InputError
from annotator.formats.common.sources import without_mark
from annotator.words import Message, say

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")


def check_xml(data: bytes, what: Message | str) -> None:
    """Refuse what could bring in entities, before a parser sees it.

    Args:
        data: the XML.
        what: what to call it in messages.

    Raises:
        InputError: it is not UTF-8, or has a DOCTYPE.

    """
    declared = _DECLARED.match(without_mark(data).lstrip()[:400])
    if (declared and declared[1].lower() not in _ENCODINGS) or b"\0" in data[:400]:
        raise InputError(say("{what} is not UTF-8; expected UTF-8", what=what))
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise InputError(say("{what} has a DOCTYPE; expected XML without one", what=what))
