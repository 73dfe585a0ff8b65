"""What a database cannot keep: NUL (PostgreSQL) and lone surrogates (SQLite and PostgreSQL)."""

from __future__ import annotations

from annotator.words import Message, say


def find_unstorable(text: str) -> tuple[int, Message] | None:
    """Return offset and plain description of the first character that cannot be stored.

    None if every character can. The offset is in code points. The description completes the
    sentence "character 12 is …".
    """
    nul = text.find("\0")
    if nul < 0 and text.isascii():
        return None
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        if nul < 0 or error.start < nul:
            code = ord(text[error.start])
            return error.start, say(
                "half of a surrogate pair ({code}), not a character", code=f"U+{code:04X}"
            )
    return None if nul < 0 else (nul, say("a NUL (U+0000), which a text cannot contain"))
