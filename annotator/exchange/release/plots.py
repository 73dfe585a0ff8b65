"""The plots of a release: SVG files of their own, legible in light and in dark."""

from __future__ import annotations

from annotator.agreement.figures import Report
from annotator.agreement.report.charts import WIDTH, draw_intervals
from annotator.agreement.report.html import interval_rows
from annotator.agreement.report.svg import Drawing, alone
from annotator.agreement.report.wording import printable
from annotator.exchange.release.manifest import Manifest

SPLITS_PLOT = "plots/splits.svg"
AGREEMENT_PLOT = "plots/agreement.svg"

_PATTERNS = {
    "validation": (8, '<path class="mark" d="M0 8L8 0M-2 2L2 -2M6 10L10 6"/>'),
    "test": (6, '<path class="mark" d="M3 0V6"/>'),
}
_NAMES, _ROW, _TOP = 170.0, 30.0, 40.0


def plots(manifest: Manifest, report: Report) -> dict[str, bytes]:
    """Return the SVG files of a release by name; no agreement where nothing was compared."""
    found = {SPLITS_PLOT: alone(draw_splits(manifest))}
    if report.articles_compared:
        found[AGREEMENT_PLOT] = alone(draw_intervals(interval_rows(report)))
    return found


def draw_splits(manifest: Manifest) -> str:
    """Draw how articles and the spans of each label are shared out, as bars of shares."""
    splits = manifest.splits
    rows = [("articles", [one.articles for one in splits.values()])]
    for label in manifest.labels:
        numbers = [one.labels.get(label, 0) for one in splits.values()]
        if sum(numbers):
            rows.append((printable(label), numbers))
    told = "; ".join(
        f"{name}: " + ", ".join(f"{n:,} {part}" for n, part in zip(numbers, splits, strict=True))
        for name, numbers in rows
    )
    height = _TOP + _ROW * len(rows) + 26
    drawing = Drawing("splits", WIDTH, height, "How articles and spans are shared out", told)
    for part, (size, inside) in _PATTERNS.items():
        ground = f'<rect class="paper" width="{size}" height="{size}"/>'
        drawing.pattern(part, size, ground + inside)
    for number, part in enumerate(splits):
        place = _NAMES + 130 * number
        _fill(drawing, place, 10, 22, 14, part)
        drawing.text(place + 28, 22, part)
    right = WIDTH - 70
    for number, (name, numbers) in enumerate(rows):
        upper, begin, total = _TOP + _ROW * number + 4, _NAMES, sum(numbers)
        drawing.text(_NAMES - 12, upper + 15, name, anchor="end", room=_NAMES - 16)
        drawing.text(right + 10, upper + 15, f"{total:,}", "t soft")
        for part, one in zip(splits, numbers, strict=True):
            width = (right - _NAMES) * one / total
            if one:
                _fill(drawing, begin, upper, width, _ROW - 8, part, f"{name}: {one:,} {part}")
                if width > 44:
                    drawing.number(begin + width / 2, upper + 15, f"{one:,}")
            begin += width
    bottom = _TOP + _ROW * len(rows)
    for share in (0, 25, 50, 75, 100):
        x = _NAMES + (right - _NAMES) * share / 100
        drawing.text(x, bottom + 16, f"{share} %", "t soft", anchor="middle")
    return str(drawing)


def _fill(
    drawing: Drawing, x: float, y: float, width: float, height: float, part: str, told: str = ""
) -> None:
    pattern = part if part in _PATTERNS else ""
    look = "bar" if pattern else "bar agreed"
    drawing.rect(x, y, width, height, look, pattern=pattern, told=told)
