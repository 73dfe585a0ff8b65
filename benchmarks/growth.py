"""How time and memory of an import grow with hostile inputs: twice the input, twice the time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from benchmarks.hostile import SHAPES, Shape
from benchmarks.report import Result, Row
from benchmarks.scale import Scale

TIMES = 2.5
"""So much longer twice the input may take."""

MEMORY_TIMES, MEMORY_MB = 10, 50
"""So many times the input, and so much more, an import may take beside what the program has."""

DENSE = frozenset(
    (
        ("csv", "delimiters"),
        ("doccano", "many spans"),
        ("feed", "many items"),
        ("html", "many links"),
        ("hf-tokens", "many tokens"),
        ("brat", "many spans"),
        ("brat", "many fragments"),
        ("webanno-tsv", "many rows"),
        ("conll", "one long sentence"),
        ("conll", "many sentences"),
    )
)
"""Shapes that miss the aim for memory. In most a span takes 8 to 30 bytes of the file and some 800
in memory, with its id, its text and what tells it from others."""

STOP_S = 60
_SHORTEST_S = 0.3
_SMALL = 300


class Taken(NamedTuple):
    """What an import of one input took.

    Attributes:
        size: of the input in bytes.
        seconds: of processor time.
        megabytes: of memory, above what a small input takes.
        said: what it brought in, or why it was refused.

    """

    size: int
    seconds: float
    megabytes: float
    said: str

    @property
    def allowed_mb(self) -> float:
        """How much memory the aim allows."""
        return MEMORY_TIMES * self.size / 1e6 + MEMORY_MB


def run(scale: Scale, folder: Path) -> Result:
    """Import each shape at a size and at twice that; the worst of each reader is shown."""
    return Result(
        "Hostile inputs",
        "the same shape at half the size; for memory ten times the input and 50 MB",
        list(_rows(scale, folder)),
    )


def _rows(scale: Scale, folder: Path) -> Iterator[Row]:
    """Yield of each reader the shape whose time grows most, and the one that takes most memory."""
    for reader, shapes in groupby(SHAPES[:: scale.each_shape], key=lambda shape: shape.reader):
        found = [
            (shape, *(taken(shape, times * scale.hostile_bytes, folder) for times in (1, 2)))
            for shape in shapes
        ]
        long = [one for one in found if one[2].seconds >= _SHORTEST_S]
        shape, half, whole = max(long or found, key=lambda one: one[2].seconds / one[1].seconds)
        what = f"{reader}: {shape.what}, {whole.size / 1e6:.2g} MB"
        yield Row(what, "s", whole.seconds, half.seconds, times=TIMES if long else None)
        shape, _, whole = max(found, key=lambda one: one[2].megabytes / one[2].allowed_mb)
        what = f"{reader}, memory: {shape.what}, {whole.size / 1e6:.2g} MB"
        yield Row(what, "MB", whole.megabytes, whole.allowed_mb, times=1.0)


def taken(shape: Shape, size: int, folder: Path, stop_s: float = 20 * STOP_S) -> Taken:
    """Import one input in a process of its own.

    Args:
        shape: of the input.
        size: of the input in bytes, roughly.
        folder: where to put it.
        stop_s: how long it may take.

    Raises:
        subprocess.SubprocessError: it takes longer, or the process ends in any other way.

    """
    small = shape.write(_SMALL, folder / "small")
    large = shape.write(size, folder / "large")
    command = [sys.executable, "-m", "benchmarks.growing", shape.reader, str(large)]
    ended = subprocess.run(
        [*command, str(small)], check=True, capture_output=True, text=True, timeout=stop_s
    )
    return Taken(size=large.stat().st_size, **json.loads(ended.stdout))


def main() -> None:
    """Print one line for each shape that the words on the command line name."""
    megabytes, *words = sys.argv[1:]
    for shape in SHAPES:
        name = f"{shape.reader}: {shape.what}"
        if words and not any(word in name for word in words):
            continue
        try:
            half, whole = (
                taken(shape, int(times * float(megabytes) * 1e6), Path("build/growth"))
                for times in (0.5, 1)
            )
        except subprocess.SubprocessError as error:
            print(f"bad {name:45} {str(error)[-200:]} {str(error.stderr or '')[-300:]}", flush=True)
            continue
        ratio = whole.seconds / max(half.seconds, 1e-3)
        slow = ratio > TIMES and whole.seconds > _SHORTEST_S
        state = "bad" if slow or whole.megabytes > whole.allowed_mb else "ok "
        print(
            f"{state} {name:45} {whole.size / 1e6:6.2f} MB {half.seconds:6.2f} s"
            f" {whole.seconds:6.2f} s {ratio:5.2f} × {whole.megabytes:6.1f} of"
            f" {whole.allowed_mb:.0f} MB  {whole.said[:90]}",
            flush=True,
        )


if __name__ == "__main__":
    main()
