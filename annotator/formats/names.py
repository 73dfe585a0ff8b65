"""What a label or an annotator can be called."""

from __future__ import annotations

from annotator.errors import InputError


def check_name(name: str, where: str) -> None:
    """Check that a label or an annotator can have this name.

    Args:
        name: to be checked.
        where: what to call it in the message.

    Raises:
        InputError: it is empty, or has a line break or another control character.

    """
    if name.isprintable() and name.strip(" "):
        return
    if not name.strip():
        raise InputError(f"“{where}” is empty; expected a name")
    if any(character < " " or "\x7f" <= character < "\xa0" for character in name):
        raise InputError(f"“{where}” has a line break or control character; expected one line")
