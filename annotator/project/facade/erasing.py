"""What is taken out of a project for good."""

from __future__ import annotations

from annotator.project.facade.opened import Opened
from annotator.project.operations import erasing
from annotator.project.operations.erasing import Erased
from annotator.project.reading import search


def erase_article(project: Opened, article: str) -> Erased:
    """Take an article (id) out for good, with all work and history; there is no way back.

    The file still has the bytes where rows were until it is written anew (``exchange.erasing``).

    Raises:
        RuleError: nothing is known of such an article.
        NotSavedError: it could not be stored; nothing has changed.

    """
    with project.database.writing() as connection:
        erased = erasing.erase_article(connection, article)
        search.remove(connection)  # it keeps words of what was taken out; it is made anew
        return erased


def erase_name(project: Opened, name: str, became: str | None = None) -> Erased:
    """Put another name in place of a person's for good; there is no way back.

    Args:
        name: of the annotator.
        became: what stands in its place; None: “annotator 1” or the next that is free.

    Raises:
        RuleError: there is no such annotator, or somebody has the other name.
        NotSavedError: it could not be stored; nothing has changed.

    """
    with project.database.writing() as connection:
        return erasing.erase_name(connection, name, became)
