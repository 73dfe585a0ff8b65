"""What a span covers, as it stands in the text: its boundaries, and a little of what is around."""

from __future__ import annotations

from html import escape

from annotator.annotation.records import Label, Span
from annotator.desktop.toolkit.theme import Theme

_AROUND = 26
_LONGEST = 170


def excerpt(span: Span, text: str, label: Label, theme: Theme) -> str:
    """Return a span as HTML: brackets and a tint show where each fragment begins and ends.

    Nothing in the text is taken for markup. The middle of a long fragment is left out.
    """
    parts = []
    before = 0
    for number, (start, end) in enumerate(span.ranges):
        low = max(before, start - _AROUND)
        cut = low > before
        parts.append(_faint(("…" if cut else "") + _shown(text[low:start]), theme))
        tint = theme.tint(label.colour).name()
        inside = escape(_shown(_middle(text[start:end])))
        mark = theme.letter(label.colour).name()
        bracket = f"<b style='color: {mark}'>{{}}</b>"
        parts.append(
            f"{bracket.format('[')}<span style='background-color: {tint}'>{inside}</span>"
            f"{bracket.format(']')}"
        )
        before = end
        if number == len(span.ranges) - 1:
            after = text[end : end + _AROUND]
            more = "…" if end + _AROUND < len(text) else ""
            parts.append(_faint(_shown(after) + more, theme))
    return f"<span style='white-space: pre-wrap'>{''.join(parts)}</span>"


def _faint(text: str, theme: Theme) -> str:
    return f"<span style='color: {theme.faint.name()}'>{escape(text)}</span>"


def _shown(text: str) -> str:
    """Return text on one line, what cannot be seen made visible."""
    return "".join("↵" if c in "\n\u2028\u2029" else c if c.isprintable() else " " for c in text)


def _middle(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} … {text[-half:]}"
