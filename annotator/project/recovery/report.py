"""What was saved of a damaged project, and article by article what was not."""

from __future__ import annotations

import msgspec


class Loss(msgspec.Struct, frozen=True):
    """Something that could not be saved.

    Attributes:
        article: the id of the article that it is about; "" for the project as a whole.
        what: a sentence without a full stop.

    """

    article: str
    what: str


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """What was saved.

    Attributes:
        articles, spans, links, changes: how many are in the new project.
        losses: what could not be saved, article by article, the project's own first.
        mended: what was damaged and could be put right.

    """

    articles: int
    spans: int
    links: int
    changes: int
    losses: tuple[Loss, ...] = ()
    mended: tuple[Loss, ...] = ()


class Report:
    """Gathers losses while a project is put together."""

    def __init__(self) -> None:
        self._losses: dict[Loss, None] = {}
        self._mended: dict[Loss, None] = {}

    def lose(self, article: str, what: str) -> None:
        """Say that something could not be saved."""
        self._losses[Loss(article, what)] = None

    def mend(self, article: str, what: str) -> None:
        """Say that something was put right."""
        self._mended[Loss(article, what)] = None

    def losses(self) -> tuple[Loss, ...]:
        """Return what could not be saved, by article."""
        return tuple(sorted(self._losses, key=lambda loss: loss.article))

    def mended(self) -> tuple[Loss, ...]:
        """Return what could be put right, by article."""
        return tuple(sorted(self._mended, key=lambda loss: loss.article))
