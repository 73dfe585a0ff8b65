"""Whose rows lie on a page that has lost its place in a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from annotator.project.reading import search
from annotator.project.recovery.cells import INTERIOR_INDEX, LEAF_INDEX, Page
from annotator.project.recovery.layouts import Layout
from annotator.project.recovery.trees import Found

_LONG = 200
_MOSTLY = 0.5


class Owners:
    """Tells it by what the rows look like, and by what is known of other tables.

    Args:
        usual: which table has its root on a page in a new project.
        article_ids: returns which of some ids are articles'.
        digests: returns whether a text is that of an article (key).

    """

    def __init__(
        self,
        usual: dict[int, str],
        article_ids: Callable[[Iterable[str]], set[str]],
        is_text: Callable[[int, str], bool],
    ) -> None:
        self._usual = usual
        self._article_ids = article_ids
        self._is_text = is_text

    def owner(
        self, page: Page, rows: Sequence[Found], candidates: Sequence[Layout]
    ) -> Layout | None:
        """Return the table whose rows they are; None where that cannot be told."""
        in_index = page.kind in (LEAF_INDEX, INTERIOR_INDEX)
        best: list[Layout] = []
        most = _MOSTLY * len(rows)
        for layout in candidates:
            if layout.with_rowid is in_index:
                continue
            fitting = sum(layout.fits(row, strictly=True) for _, row in rows)
            if fitting > most:
                best, most = [layout], fitting
            elif fitting == most and fitting > _MOSTLY * len(rows):
                best.append(layout)
        if len(best) > 1:
            usual = [one for one in best if self._usual.get(page.number) == one.name]
            best = usual or best
        by_name = {layout.name: layout for layout in best}
        if "article_texts" in by_name and len(best) > 1:
            return by_name.get(self._name_of_pair(rows))
        if not best or (best[0].name == "assignments" and _is_search_state(rows)):
            return None
        return best[0]

    def _name_of_pair(self, rows: Sequence[Found]) -> str:
        """Return which table has rows of a number and one text."""
        pairs: list[tuple[int, Any]] = [
            (rowid or 0, row[-1]) for rowid, row in rows if isinstance(row[-1], str)
        ]
        if any(self._is_text(number, text) for number, text in pairs):
            return "article_texts"
        values = {text for _, text in pairs}
        if any(len(text) > _LONG or "\n" in text for text in values):
            return "article_texts"
        if values and values <= self._article_ids(values):
            return "stories"
        return "annotators"


def _is_search_state(rows: Sequence[Found]) -> bool:
    """Tell whether it may be what the index of words remembers of itself: two numbers as well."""
    return len(rows) == 1 and rows[0][0] == 1 and rows[0][1][0] == search.VERSION
