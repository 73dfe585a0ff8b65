"""Putting the figures of a run into ``docs/performance.md``, each table under its own heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.report import Result, Row, number


def renew(document: Path, results: Iterable[Result]) -> None:
    """Write tables anew where they stand; the text around them stays.

    Args:
        document: has a heading ``### <title>`` for each benchmark.
        results: of the benchmarks that were run.

    Raises:
        ValueError: the document has no such heading.

    """
    text = document.read_text("utf-8")
    for result in results:
        heading = f"### {result.title}\n"
        if heading not in text:
            raise ValueError(f"{document} has no heading “{result.title}”")
        before, after = text.split(heading, 1)
        rest = re.search(r"^#{2,3} ", after, re.MULTILINE)
        body = "\n".join(_table(result))
        text = f"{before}{heading}\n{body}\n\n{after[rest.start() :] if rest is not None else ''}"
    document.write_text(text.rstrip("\n") + "\n", "utf-8")


def _table(result: Result) -> Iterator[str]:
    yield f"Floor: {result.floor}."
    yield ""
    yield "| measure | ours | floor | ratio | aim | met |"
    yield "|---|--:|--:|--:|--:|:-:|"
    yield from map(_row, result.rows)


def _row(row: Row) -> str:
    cells = (
        row.measure,
        f"{number(row.ours)} {row.unit}",
        f"{number(row.floor)} {row.unit}" if row.floor is not None else "",
        f"{row.ratio:.2f}" if row.ratio is not None else "",
        row.aim,
        {True: "yes", False: "**no**", None: ""}[row.ok],
    )
    return "| " + " | ".join(cells) + " |"
