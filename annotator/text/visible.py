r"""Text that is shown outside a page: what a screen or terminal would obey is written out.

Ids, names, titles and file names come from anywhere. Shown as they are, an escape character moves
the cursor or changes the terminal, a line break makes two messages of one, and a control of
direction turns what follows round. ``\x1b`` is what a person sees instead.
"""

from __future__ import annotations

import re

_OBEYED = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\u2028\u2029"  # line and paragraph separator
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction
    "\ufff9-\ufffb"  # interlinear annotation
    "\ud800-\udfff"  # half characters, as in names of files that are no text
    "]"
)


def visible(text: str) -> str:
    r"""Return a text in one line in which nothing is obeyed: ``\x1b``, ``\n``, ``\u202e``."""
    return text if text.isprintable() else _OBEYED.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]
