"""What a label or an annotator can be called."""

from __future__ import annotations

from annotator.errors import InputError
from annotator.text.naming import tidy_name
from annotator.words import say


def check_name(name: str, where: str) -> str:
    """Check that a label or an annotator can have this name, and return it tidied.

    Args:
        name: to be checked.
        where: what to call it in the message.

    Returns:
        the name as it is stored: see ``text.naming.tidy_name``.

    Raises:
        InputError: it is empty, or has a line break or another control character.

    """
    name = tidy_name(name)
    if not name:
        raise InputError(say("“{where}” is empty; expected a name", where=where))
    if not name.isprintable() and any(
        character < " " or "\x7f" <= character < "\xa0" for character in name
    ):
        raise InputError(
            say("“{where}” has a line break or control character; expected one line", where=where)
        )
    return name
