"""How much is measured: everything, a quick look, or just that it runs."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """One article to open and to edit.

    Attributes:
        characters: length of its text.
        spans: how many it has.
        line: length of the one long line in its middle; 0: none.
        aim_ms: what a key may take (95th percentile); None: nobody has said.
        open_ms: what opening it may take; None: nobody has said.

    """

    characters: int
    spans: int
    line: int = 0
    aim_ms: float | None = None
    open_ms: float | None = None

    @property
    def name(self) -> str:
        """What it is called in the tables."""
        name = f"{self.characters:,} characters, {self.spans:,} spans"
        if self.line == self.characters:
            return f"{name}, in one line"
        return f"{name}, a line of {self.line:,}" if self.line else name


class Scale(NamedTuple):
    """How much to measure.

    Attributes:
        starts: how often each program is started.
        pages: the articles for keys, opening and scrolling.
        keys: how many spans are tagged (and undone) in each.
        gestures: how often each other key is pressed.
        opens: how often each is opened.
        frames: how many frames are scrolled.
        articles: small and large number of articles for import and export.
        spans_per_article: how many spans each of them has.
        transfers: how often each import and export is run.
        searched: how many articles are searched.
        hostile_bytes: half the size of hostile inputs.
        each_shape: one of so many shapes of them is measured.

    """

    starts: int
    pages: tuple[Page, ...]
    keys: int
    gestures: int
    opens: int
    frames: int
    articles: tuple[int, int]
    spans_per_article: int
    transfers: int
    searched: int
    hostile_bytes: int
    each_shape: int = 1


FRAME_MS = 16.7
"""One frame of a screen that shows sixty a second."""

FULL = Scale(
    starts=11,
    pages=(
        Page(4_000, 60, aim_ms=FRAME_MS),
        Page(100_000, 2_000, aim_ms=FRAME_MS, open_ms=150.0),
        Page(1_000_000, 20_000, aim_ms=50.0),
        Page(200_000, 2_000, line=200_000),
        Page(5_000_000, 100_000, line=200_000, open_ms=1_000.0),
    ),
    keys=100,
    gestures=60,
    opens=7,
    frames=200,
    articles=(1_000, 10_000),
    spans_per_article=40,
    transfers=3,
    searched=100_000,
    hostile_bytes=2_000_000,
)
QUICK = Scale(
    starts=5,
    pages=(
        Page(4_000, 60, aim_ms=FRAME_MS),
        Page(100_000, 2_000, aim_ms=FRAME_MS, open_ms=150.0),
        Page(1_000_000, 20_000, aim_ms=50.0),
    ),
    keys=40,
    gestures=20,
    opens=3,
    frames=60,
    articles=(100, 1_000),
    spans_per_article=40,
    transfers=1,
    searched=10_000,
    hostile_bytes=500_000,
    each_shape=8,
)
TINY = Scale(
    starts=1,
    pages=(Page(1_500, 10, aim_ms=FRAME_MS), Page(3_000, 20, line=2_000)),
    keys=2,
    gestures=2,
    opens=1,
    frames=3,
    articles=(2, 4),
    spans_per_article=3,
    transfers=1,
    searched=20,
    hostile_bytes=2_000,
    each_shape=50,
)
