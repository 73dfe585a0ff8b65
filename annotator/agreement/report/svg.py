"""Drawing SVG: just what the report's figures need, the same bytes for the same figures.

Colours are not in a drawing: elements carry classes, and the page that it stands in says how each
looks in light, in dark and on paper; ``alone`` does so for a file.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

CHARACTER = 6.6
"""Width of a character of the figures' text, roughly."""


class Drawing:
    """One figure, in pixels from its upper left corner.

    Args:
        key: unique in the page; letters, digits and hyphens.
        width: of the figure.
        height: of the figure.
        title: what it is called.
        description: what it shows, for those who do not see it.

    """

    def __init__(self, key: str, width: float, height: float, title: str, description: str) -> None:
        self._key = key
        self._size = f"{_number(width)} {_number(height)}"
        self._width = _number(width)
        self._parts = [
            f'<title id="{key}-title">{_text(title)}</title>',
            f'<desc id="{key}-desc">{_text(description)}</desc>',
        ]

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        look: str,
        *,
        opacity: float | None = None,
        pattern: str = "",
        told: str = "",
    ) -> None:
        """Draw a rectangle, filled with a pattern of this drawing if one is named."""
        fill = f' fill="url(#{self._key}-{pattern})"' if pattern else ""
        clear = "" if opacity is None else f' fill-opacity="{_number(opacity)}"'
        where = (
            f'x="{_number(x)}" y="{_number(y)}"'
            f' width="{_number(max(0, width))}" height="{_number(max(0, height))}"'
        )
        self._add("rect", f'class="{look}" {where}{fill}{clear}', told)

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str) -> None:
        """Draw a line."""
        where = f'x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        self._add("line", f'class="{look}" {where}')

    def path(self, points: list[tuple[float, float]], look: str) -> None:
        """Draw a line through points."""
        where = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self._add("polyline", f'class="{look}" points="{where}"')

    def circle(self, x: float, y: float, radius: float, look: str, told: str = "") -> None:
        """Draw a circle."""
        where = f'cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
        self._add("circle", f'class="{look}" {where}', told)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        look: str = "t",
        *,
        anchor: str = "start",
        turned: float = 0,
        room: float | None = None,
    ) -> None:
        """Write text, cut off where it is wider than ``room``; ``y`` is its base line."""
        shown = text
        if room is not None and len(text) * CHARACTER > room:
            shown = text[: max(1, int(room / CHARACTER) - 1)] + "…"
        turn = f' transform="rotate({_number(turned)} {_number(x)} {_number(y)})"' if turned else ""
        told = f"<title>{_text(text)}</title>" if shown != text else ""
        where = f'x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}"{turn}'
        self._parts.append(f'<text class="{look}" {where}>{told}{_text(shown)}</text>')

    def number(self, x: float, y: float, text: str) -> None:
        """Write a number in the middle of ``x``, legible on any pattern."""
        width = len(text) * CHARACTER + 5
        self.rect(x - width / 2, y - 11, width, 14, "paper")
        self.text(x, y, text, anchor="middle")

    def pattern(self, name: str, size: float, inside: str) -> None:
        """Define a pattern of squares of ``size`` that hold SVG elements."""
        side = _number(size)
        self._parts.append(
            f'<pattern id="{self._key}-{name}" width="{side}" height="{side}"'
            f' patternUnits="userSpaceOnUse">{inside}</pattern>'
        )

    def _add(self, name: str, attributes: str, told: str = "") -> None:
        if told:
            self._parts.append(f"<{name} {attributes}><title>{_text(told)}</title></{name}>")
        else:
            self._parts.append(f"<{name} {attributes}/>")

    def __str__(self) -> str:
        key = quoteattr(f"{self._key}-title {self._key}-desc")
        inside = "\n".join(self._parts)
        return (
            f'<svg viewBox="0 0 {self._size}" width="{self._width}" role="img"'
            f" aria-labelledby={key}>\n{inside}\n</svg>"
        )


def _number(value: float) -> str:
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _text(text: str) -> str:
    """Escape text, with a mark for what XML cannot hold."""
    return escape(
        "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)
    )


_RULES = """text { font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; font-size: 12px;
  fill: var(--ink); white-space: pre; }
text.soft { fill: var(--soft); }
.rule { stroke: var(--rule); stroke-width: 1; }
.guide { stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 5 4; }
.whisker { stroke: var(--ink); stroke-width: 2; }
.dot { fill: var(--accent); }
.mark { stroke: var(--ink); stroke-width: 1.2; fill: none; }
.bar { stroke: var(--ink); stroke-width: 1; }
.agreed { fill: var(--accent); fill-opacity: .35; }
.paper { fill: var(--paper); stroke: none; }
pattern .dot { fill: var(--ink); }
.axis { stroke: var(--soft); stroke-width: 1; }
.trend { stroke: var(--accent); stroke-width: 2; fill: none; }
.cell { fill: none; stroke: var(--rule); stroke-width: 1; }
.heat { fill: var(--accent); stroke: none; }
"""
_LIGHT = {
    "paper": "#ffffff",
    "ink": "#1c2228",
    "soft": "#56606b",
    "rule": "#d3d9df",
    "accent": "#1c5d99",
}
_DARK = {
    "paper": "#14181c",
    "ink": "#e6eaee",
    "soft": "#a3adb8",
    "rule": "#3a434c",
    "accent": "#7fb6ea",
}


def alone(drawn: str, *, paper: bool = False) -> bytes:
    """Return a drawing as a file of its own, with its colours.

    Args:
        drawn: what a ``Drawing`` is as text.
        paper: for print: in plain colours on nothing, which every program reads; else legible in
            light and in dark, as its reader's screen is.

    """
    head, _, rest = drawn.partition("\n")
    named = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    if paper:
        rules = re.sub(r"var\(--(\w+)\)", lambda name: _LIGHT[name[1]], _RULES)
        _, _, width, height = named.partition('viewBox="')[2].partition('"')[0].split()
        sized = re.sub(r' width="[^"]*"', f' width="{width}" height="{height}"', named, count=1)
        return f"{sized}\n<style>\n{rules}</style>\n{rest}\n".encode("utf-8", "replace")
    style = (
        f"<style>\nsvg {{ {_variables(_LIGHT)} background: var(--paper); }}\n"
        f"@media (prefers-color-scheme: dark) {{ svg {{ {_variables(_DARK)} }} }}\n"
        f"{_RULES}</style>\n"
    )
    return f"{named}\n{style}{rest}\n".encode("utf-8", "replace")


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
