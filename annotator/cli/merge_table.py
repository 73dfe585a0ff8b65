"""What a merge would do, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.annotation.records import shorten
from annotator.exchange import describe, gold_again
from annotator.project import LabelRow, MergePreview, MergeRow, Touches
from annotator.words import Message

_NAME, _TITLE = 24, 36
_HEAD = (
    *("annotator", "label", "article"),
    *("new", "changed", "removed", "conflict", "duplicate", "touches"),
)
_WORDS = 3
"""So many columns are words, at the left; the others but the last are numbers."""

_LABELS = {
    "new": "label new",
    "changed": "label changed",
    "removed": "label removed",
    "united": "two labels become one",
    "conflict": "label changed on both sides",
    "key": "key of label",
}


def lines_of(name: str, preview: MergePreview) -> Iterator[Message | str]:
    """Yield the lines that say what merging a pack would do.

    Args:
        name: of the pack.
        preview: what it would do.

    """
    if preview.is_foreign:
        yield f"{name}: another project, no pack, copy or backup of this one"
    if preview.is_empty:
        yield f"{name}: nothing new"
        return
    yield f"{name}: would merge: {describe(preview.merged)}"
    if preview.annotators:
        yield f"annotators new: {', '.join(_plain(one, _NAME) for one in preview.annotators)}"
    for old, new in preview.named:
        yield f"annotator {_plain(old, _NAME)}: called {_plain(new, _NAME)}"
    for label in preview.labels:
        yield _label(label)
    if preview.duplicates:
        yield (
            f"duplicate spans: {preview.duplicates:,}, of an annotator who has the same label on"
            " the same place already"
        )
    if again := gold_again(preview.merged.reopened):
        yield again
    if preview.rows:
        yield from _table([_HEAD, *map(_cells, preview.rows)])


def _label(label: LabelRow) -> str:
    detail = f" ({_plain(label.detail, 60)})" if label.detail else ""
    return f"{_LABELS.get(label.what, label.what)}: {_plain(label.name, _NAME)}{detail}"


def _cells(row: MergeRow) -> tuple[str, ...]:
    what = _plain(row.label, _NAME) if not row.what else f"({row.what})"
    if row.detail:
        what = f"(status: {row.detail})"
    numbers = (row.new, row.changed, row.removed, row.conflicts, row.duplicates)
    return (
        _plain(row.annotator, _NAME),
        what,
        _plain(row.title, _TITLE),
        *(f"{number:,}" if number else "" for number in numbers),
        f"! {row.touches.value}" if row.touches is not Touches.NOTHING else "",
    )


def _plain(text: str, limit: int) -> str:
    """Return a text on one line, with nothing in it that a terminal would obey."""
    line = shorten(text, limit)
    return "".join(character if character.isprintable() else "�" for character in line)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = [
            f"{cell:{width}}"
            if column < _WORDS or column == len(widths) - 1
            else f"{cell:>{width}}"
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
