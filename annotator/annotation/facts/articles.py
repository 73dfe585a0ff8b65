"""What is said of an article since it was imported; its text never changes."""

from __future__ import annotations

from typing import Any

import msgspec


class ArticleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What an article (id) is called by now, and whether it is set aside.

    Attributes:
        title, source, date, meta: what stands in place of what was imported; None: as imported.
        archived: whether it is out of the queue, of assignments and packs; its work stays.

    """

    article: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    meta: dict[str, Any] | None = None
    archived: bool = False
    updated_at: str = ""

    @property
    def is_as_imported(self) -> bool:
        """Whether nothing of it differs from what was imported."""
        said = (self.title, self.source, self.date, self.meta)
        return not self.archived and said == (None, None, None, None)
