"""What the program can do with libraries that not every installation has."""

from __future__ import annotations

import sys

from annotator.words import Message, say


def is_bundled() -> bool:
    """Tell whether the program came with all that it has: nothing can be added to it."""
    return bool(getattr(sys, "frozen", False))


def how_to_get(extra: str) -> Message:
    """Return what to do where a library is missing.

    Args:
        extra: what the library belongs to, as ``pyproject.toml`` names it.

    """
    if is_bundled():
        return say("it is not in this edition of the program")
    return say("install it with: pip install annotator[{extra}]", extra=extra)
