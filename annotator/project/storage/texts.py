"""The texts of articles as they are stored."""

from __future__ import annotations

from annotator.errors import DamagedError
from annotator.project.storage.rows import sha256
from annotator.words import say


def check_text(article: str, text: str, digest: str) -> None:
    """Check that a text is the one that was imported.

    Raises:
        DamagedError: it is not.

    """
    if sha256(text) != digest:
        raise DamagedError(
            say("article {article}: its text is not the one that was imported", article=article)
        )
