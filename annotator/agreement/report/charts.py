"""The report's figures as SVG. Nothing is told by colour alone: numbers and patterns say it too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import floor

from annotator.agreement.figures import (
    ArticleFigures,
    Differences,
    Estimate,
    Offset,
    PairFigures,
    PeriodFigures,
)
from annotator.agreement.report.svg import CHARACTER, Drawing
from annotator.agreement.report.wording import KINDS, RELIABLE, TENTATIVE, figure, interval

WIDTH = 760.0
_NAMES = 170.0
"""Room for the names at the left."""

_ROW = 30.0
_PATTERNS = {
    "missed": (8, '<path class="mark" d="M0 8L8 0M-2 2L2 -2M6 10L10 6"/>'),
    "boundary": (6, '<path class="mark" d="M3 0V6"/>'),
    "label": (7, '<circle class="dot" cx="3.5" cy="3.5" r="1.4"/>'),
    "split": (8, '<path class="mark" d="M0 4H8M4 0V8"/>'),
}
_BINS = (0, 1, 2, 3, 4, 5, 10, 20, 50, 100)
"""The greatest distance in each column of the histogram of boundaries; one more for the rest."""


def draw_intervals(rows: Sequence[tuple[str, Estimate, str]]) -> str:
    """Draw figures as dots with their intervals as whiskers.

    Args:
        rows: name, figure, and why there is none.

    """
    top, right = 34.0, 150.0
    height = top + _ROW * len(rows) + 28
    told = "; ".join(f"{name} {figure(one.value)} {interval(one)}".strip() for name, one, _ in rows)
    drawing = Drawing("intervals", WIDTH, height, "u-alpha with 95 % intervals", told)
    ends = [end for _, one, _ in rows for end in (one.value, one.low) if end is not None]
    axis = _Axis(min([0.0, *ends]), _NAMES, WIDTH - right)
    bottom = top + _ROW * len(rows)
    for tick in axis.ticks:
        drawing.line(axis(tick), top, axis(tick), bottom, "rule")
        drawing.text(axis(tick), bottom + 17, f"{tick:.1f}", "t soft", anchor="middle")
    for guide, way in ((TENTATIVE, "end"), (RELIABLE, "start")):
        drawing.line(axis(guide), top - 6, axis(guide), bottom, "guide")
        drawing.text(axis(guide), top - 11, f"{guide:.3f}"[1:], "t soft", anchor=way)
    for number, (name, one, why) in enumerate(rows):
        middle = top + _ROW * (number + 0.5)
        drawing.text(_NAMES - 12, middle + 4, name, anchor="end", room=_NAMES - 16)
        if one.value is None:
            drawing.text(axis(axis.low) + 8, middle + 4, f"n/a: {why}", "t soft")
            continue
        if one.low is not None and one.high is not None:
            drawing.line(axis(one.low), middle, axis(one.high), middle, "whisker")
            for end in (one.low, one.high):
                drawing.line(axis(end), middle - 5, axis(end), middle + 5, "whisker")
        drawing.circle(axis(one.value), middle, 5, "dot", f"{name}: {figure(one.value)}")
        said = figure(one.value)
        if one.low is not None and one.high is not None:
            said += f"  [{figure(one.low)}, {figure(one.high)}]"
        drawing.text(WIDTH - right + 10, middle + 4, said)
    return str(drawing)


def draw_differences(rows: Sequence[tuple[str, Differences]]) -> str:
    """Draw the cases of each label as a bar of shares, each kind with a pattern of its own."""
    top = 40.0
    height = top + _ROW * len(rows) + 26
    counted = [(name, [int(getattr(one, kind)) for kind in KINDS]) for name, one in rows]
    told = "; ".join(
        f"{name}: " + ", ".join(f"{n} {kind}" for n, kind in zip(numbers, KINDS, strict=True))
        for name, numbers in counted
    )
    drawing = Drawing("differences", WIDTH, height, "What became of the spans, by label", told)
    for name, (size, inside) in _PATTERNS.items():
        drawing.pattern(name, size, f'<rect class="paper" width="{size}" height="{size}"/>{inside}')
    place = _NAMES
    for kind in KINDS:
        _fill(drawing, place, 10, 22, 14, kind)
        drawing.text(place + 28, 22, kind)
        place += 46 + len(kind) * CHARACTER
    right = WIDTH - 70
    for number, (name, numbers) in enumerate(counted):
        upper = top + _ROW * number + 4
        drawing.text(_NAMES - 12, upper + 15, name, anchor="end", room=_NAMES - 16)
        total = sum(numbers)
        drawing.text(right + 10, upper + 15, f"{total:,}", "t soft")
        if not total:
            drawing.text(_NAMES + 8, upper + 15, "n/a: no spans", "t soft")
            continue
        begin = _NAMES
        for kind, one in zip(KINDS, numbers, strict=True):
            width = (right - _NAMES) * one / total
            if one:
                _fill(drawing, begin, upper, width, _ROW - 8, kind, f"{name}: {one} {kind}")
                if width > len(f"{one:,}") * CHARACTER + 8:
                    drawing.number(begin + width / 2, upper + 15, f"{one:,}")
            begin += width
    bottom = top + _ROW * len(rows)
    for share in (0, 25, 50, 75, 100):
        x = _NAMES + (right - _NAMES) * share / 100
        drawing.text(x, bottom + 16, f"{share} %", "t soft", anchor="middle")
    drawing.text(right + 10, 22, "cases", "t soft")
    return str(drawing)


def _fill(
    drawing: Drawing, x: float, y: float, width: float, height: float, kind: str, told: str = ""
) -> None:
    if kind == "agreed":
        drawing.rect(x, y, width, height, "bar agreed", told=told)
    else:
        drawing.rect(x, y, width, height, "bar", pattern=kind, told=told)


def draw_confusion(labels: Sequence[str], matrix: Sequence[Sequence[int]]) -> str:
    """Draw the confusion matrix, the last row and column for nothing there."""
    names = [*labels, "nothing"]
    # The last cell, nothing with nothing, cannot occur.
    most = max((n for row in matrix for n in row), default=0) or 1
    cells = [
        [(f"{n:,}", n / most, "") if (i, j) != (len(labels),) * 2 else ("", 0.0, "")
         for j, n in enumerate(row)]
        for i, row in enumerate(matrix)
    ]  # fmt: skip
    told = "Cases by what the one annotator of a pair called it and what the other did."
    return _grid("confusion", "Label confusion", told, names, names, cells)


def draw_pairs(annotators: Sequence[str], pairs: Sequence[PairFigures], measure: str) -> str:
    """Draw one measure of each pair of annotators, with the number of articles they share."""
    place = {name: i for i, name in enumerate(annotators)}
    cells = [[("", 0.0, "")] * len(annotators) for _ in annotators]
    for pair in pairs:
        value = getattr(pair, measure)
        shown = (figure(value), max(0.0, value or 0.0), f"n={pair.articles:,}")
        i, j = place[pair.a], place[pair.b]
        cells[i][j] = cells[j][i] = shown
    for i in range(len(annotators)):
        cells[i][i] = ("–", 0.0, "")
    title = {"u_alpha": "u-alpha by pair", "f1_exact": "F1 exact by pair"}[measure]
    told = "; ".join(
        f"{pair.a} and {pair.b}: {figure(getattr(pair, measure))}, {pair.articles} articles"
        for pair in pairs
    )
    key = "pairs-" + measure.replace("_", "-")
    return _grid(key, title, told, annotators, annotators, cells)


def _grid(
    key: str,
    title: str,
    told: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[tuple[str, float, str]]],
) -> str:
    """Draw cells of text, a shade from 0 to 1, and a second line of text."""
    longest = max((len(text) for row in cells for text, _, _ in row), default=1)
    wide = max(56.0, longest * CHARACTER + 14)
    high = 40.0 if any(more for row in cells for _, _, more in row) else 30.0
    head = 16 + min(max((len(name) for name in columns), default=1), 20) * CHARACTER * 0.62
    lean = head * 0.9
    width = max(320.0, _NAMES + wide * len(columns) + lean)
    drawing = Drawing(key, width, head + high * len(rows) + 6, title, told)
    for j, name in enumerate(columns):
        x = _NAMES + wide * (j + 0.5)
        drawing.text(x - 4, head - 8, name, turned=-35, room=20 * CHARACTER)
    for i, row in enumerate(cells):
        y = head + high * i
        drawing.text(_NAMES - 12, y + high / 2 + 4, rows[i], anchor="end", room=_NAMES - 16)
        for j, (text, shade, more) in enumerate(row):
            x = _NAMES + wide * j
            drawing.rect(x, y, wide, high, "cell")
            if shade > 0:
                drawing.rect(x, y, wide, high, "heat", opacity=0.06 + 0.38 * min(shade, 1.0))
            middle = y + high / 2 + (4 if not more else -2)
            drawing.text(x + wide / 2, middle, text, anchor="middle")
            if more:
                drawing.text(x + wide / 2, y + high / 2 + 13, more, anchor="middle")
    return str(drawing)


def draw_offsets(offsets: Sequence[Offset]) -> str:
    """Draw how far the boundaries of spans in boundary cases lie apart."""
    starts, ends = bin_offsets(offsets)
    names = offset_bins()
    most = max([*starts, *ends, 1])
    top, bottom, left = 40.0, 210.0, 50.0
    told = "; ".join(
        f"{name} characters: {one} starts, {other} ends"
        for name, one, other in zip(names, starts, ends, strict=True)
    )
    drawing = Drawing("offsets", WIDTH, bottom + 46, "How far boundaries lie apart", told)
    size, inside = _PATTERNS["missed"]
    drawing.pattern("ends", size, f'<rect class="paper" width="{size}" height="{size}"/>{inside}')
    drawing.rect(left, 8, 22, 14, "bar agreed")
    drawing.text(left + 28, 20, "starts")
    drawing.rect(left + 90, 8, 22, 14, "bar", pattern="ends")
    drawing.text(left + 118, 20, "ends")
    step = (WIDTH - left - 10) / len(names)
    drawing.line(left, bottom, WIDTH - 10, bottom, "axis")
    for number, name in enumerate(names):
        x = left + step * number
        for shift, count, pattern in ((0.08, starts[number], ""), (0.5, ends[number], "ends")):
            height = (bottom - top - 16) * count / most
            look = "bar" if pattern else "bar agreed"
            if count:
                begin = x + step * shift
                drawing.rect(begin, bottom - height, step * 0.4, height, look, pattern=pattern)
                drawing.text(begin + step * 0.2, bottom - height - 4, f"{count:,}", anchor="middle")
        drawing.text(x + step / 2, bottom + 17, name, "t soft", anchor="middle")
    said = "characters between the two annotators’ boundaries"
    drawing.text(left + (WIDTH - left - 10) / 2, bottom + 37, said, "t soft", anchor="middle")
    return str(drawing)


def offset_bins() -> list[str]:
    """Return the names of the columns of the histogram of boundaries."""
    names = []
    for number, most in enumerate(_BINS):
        least = _BINS[number - 1] + 1 if number else 0
        names.append(f"{most}" if least == most else f"{least}–{most}")
    return [*names, f"> {_BINS[-1]}"]


def bin_offsets(offsets: Sequence[Offset]) -> tuple[list[int], list[int]]:
    """Return how many starts and how many ends fall in each column."""
    starts, ends = [0] * (len(_BINS) + 1), [0] * (len(_BINS) + 1)
    for one in offsets:
        column = bisect_left(_BINS, one.distance)
        starts[column] += one.starts
        ends[column] += one.ends
    return starts, ends


def draw_time(periods: Sequence[PeriodFigures]) -> str:
    """Draw agreement over time, the number of articles below each point."""
    top, bottom, left = 16.0, 196.0, 50.0
    values = [one.u_alpha_micro for one in periods if one.u_alpha_micro is not None]
    told = "; ".join(
        f"{one.period}: {figure(one.u_alpha_micro)}, {one.articles} articles" for one in periods
    )
    drawing = Drawing("time", WIDTH, bottom + 52, "u-alpha (micro) over time", told)
    axis = _Axis(min([0.0, *values]), bottom, top)
    right = WIDTH - 60
    for tick in axis.ticks:
        drawing.line(left, axis(tick), right, axis(tick), "rule")
        drawing.text(left - 8, axis(tick) + 4, f"{tick:.1f}", "t soft", anchor="end")
    for guide in (TENTATIVE, RELIABLE):
        drawing.line(left, axis(guide), right, axis(guide), "guide")
        drawing.text(right + 6, axis(guide) + 4, f"{guide:.3f}"[1:], "t soft")
    step = (right - left) / max(len(periods), 1)
    widest = max((len(one.period) for one in periods), default=1) * CHARACTER + 10
    every = max(1, round(widest / step + 0.5))
    points: list[tuple[float, float]] = []
    marks = []
    for number, one in enumerate(periods):
        x = left + step * (number + 0.5)
        if number % every == 0:
            drawing.text(x, bottom + 18, one.period, "t soft", anchor="middle")
            drawing.text(x, bottom + 34, f"n={one.articles:,}", "t soft", anchor="middle")
        if one.u_alpha_micro is not None:
            points.append((x, axis(one.u_alpha_micro)))
            marks.append(f"{one.period}: {figure(one.u_alpha_micro)}")
    if len(points) > 1:
        drawing.path(points, "trend")
    for (x, y), told in zip(points, marks, strict=True):
        drawing.circle(x, y, 4, "dot", told)
    return str(drawing)


def draw_articles(articles: Sequence[ArticleFigures]) -> str:
    """Draw how many articles have which u-alpha: one column below 0, then one for each tenth."""
    values = [one.u_alpha for one in articles if one.u_alpha is not None]
    names = ["< 0", *(f"{n / 10:.1f}" for n in range(10))]
    counts = [0] * 11
    for value in values:
        counts[0 if value < 0 else 1 + min(9, int(value * 10 + 1e-9))] += 1
    top, bottom, left = 20.0, 150.0, 50.0
    told = "; ".join(f"from {name}: {n}" for name, n in zip(names, counts, strict=True))
    drawing = Drawing("articles", WIDTH, bottom + 44, "Articles by u-alpha", told)
    step = (WIDTH - left - 10) / len(names)
    drawing.line(left, bottom, WIDTH - 10, bottom, "axis")
    for number, (name, count) in enumerate(zip(names, counts, strict=True)):
        x = left + step * number
        height = (bottom - top - 14) * count / max(*counts, 1)
        if count:
            drawing.rect(x + step * 0.1, bottom - height, step * 0.8, height, "bar agreed")
            drawing.text(x + step / 2, bottom - height - 4, f"{count:,}", anchor="middle")
        drawing.text(x + step * 0.5, bottom + 17, name, "t soft", anchor="middle")
    said = "articles by u-alpha, from the value given up to the next"
    drawing.text(left + (WIDTH - left - 10) / 2, bottom + 36, said, "t soft", anchor="middle")
    return str(drawing)


class _Axis:
    """Where a figure lies between the ends of an axis, which ends at 1 and begins at 0 or lower."""

    def __init__(self, low: float, begin: float, end: float) -> None:
        # A tail far below 0 says no more than that it is below 0.
        self.low = max(-1.0, floor(low / 0.2) * 0.2) if low < 0 else 0.0
        self._begin, self._end = begin, end
        steps = round((1 - self.low) / 0.2)
        self.ticks = [round(self.low + 0.2 * i, 1) + 0.0 for i in range(steps + 1)]

    def __call__(self, value: float) -> float:
        share = (min(1.0, max(self.low, value)) - self.low) / (1 - self.low)
        return self._begin + (self._end - self._begin) * share
