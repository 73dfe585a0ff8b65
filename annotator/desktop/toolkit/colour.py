"""Colours computed: contrast, mixing, and the tints of labels on light and dark paper.

Contrast is the WCAG 2.2 contrast ratio (relative luminance of sRGB), from 1 to 21.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

TEXT_CONTRAST = 4.5
"""What text on a tint must reach (WCAG 2.2, success criterion 1.4.3)."""

MARK_CONTRAST = 3.0
"""What an underline or a swatch must reach against the paper (success criterion 1.4.11)."""


def luminance(colour: QColor) -> float:
    """Return the relative luminance of an opaque colour, 0 to 1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two opaque colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """Return ``share`` (0 to 1) of ``one`` mixed into ``other``."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * keep,
        one.greenF() * share + other.greenF() * keep,
        one.blueF() * share + other.blueF() * keep,
    )


def tint(colour: QColor, paper: QColor, text: QColor, share: float) -> QColor:
    """Return ``colour`` laid thinly on ``paper``, thinner until ``text`` on it is readable."""
    return QColor.fromRgb(_tint(colour.rgb(), paper.rgb(), text.rgb(), share))


@lru_cache(maxsize=256)
def _tint(colour: int, paper: int, text: int, share: float) -> int:
    while share > 0.02:
        result = mix(QColor(colour), QColor(paper), share).rgb()
        if contrast(QColor(text), QColor(result)) >= TEXT_CONTRAST:
            return result
        share -= 0.02
    return paper


def mark(colour: QColor, paper: QColor, text: QColor, wanted: float = MARK_CONTRAST) -> QColor:
    """Return ``colour`` moved towards ``text`` until its contrast on ``paper`` is as wanted."""
    for step in range(21):
        result = mix(text, colour, step / 20)
        if contrast(result, paper) >= wanted:
            return result
    return text


def on(colour: QColor) -> QColor:
    """Return black or white, whichever reads better on ``colour``."""
    return QColor(_on(colour.rgb()))


@lru_cache(maxsize=256)
def _on(rgb: int) -> str:
    black, white = "#000000", "#ffffff"
    colour = QColor(rgb)
    darker = contrast(QColor(black), colour) >= contrast(QColor(white), colour)
    return black if darker else white
