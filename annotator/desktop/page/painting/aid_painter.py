"""What helps to keep the place: a band behind the line that is read, the rest dimmed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from annotator.desktop.toolkit import colour
from annotator.desktop.toolkit.theme import Theme

_DIMMED = 145
"""How much of the paper lies over what is dimmed, of 255: it can still be read."""

_BAND_PAD = 6.0


def paint_guide(painter: QPainter, line: QRectF, theme: Theme) -> None:
    """Draw the band of a line, to be called before the text is drawn.

    Args:
        painter: of the page.
        line: the column's width and the line's height, in viewport coordinates.
        theme: the colours.

    """
    band = line.adjusted(-_BAND_PAD, 0.0, _BAND_PAD, 0.0)
    painter.fillRect(band, colour.mix(theme.accent, theme.paper, 0.16 if theme.dark else 0.1))
    painter.fillRect(
        QRectF(band.left(), band.bottom() - 1.0, band.width(), 1.0),
        colour.mix(theme.accent, theme.paper, 0.5),
    )


def paint_dimming(
    painter: QPainter, view: QRectF, paragraph: tuple[float, float], theme: Theme
) -> None:
    """Lay paper over all but a paragraph, over everything else that was drawn.

    Args:
        painter: of the page.
        view: the viewport.
        paragraph: its top and bottom, in viewport coordinates.
        theme: the colours.

    """
    veil = QColor(theme.paper)
    veil.setAlpha(_DIMMED)
    top = min(max(paragraph[0], view.top()), view.bottom())
    bottom = min(max(paragraph[1], view.top()), view.bottom())
    painter.fillRect(QRectF(view.left(), view.top(), view.width(), top - view.top()), veil)
    painter.fillRect(QRectF(view.left(), bottom, view.width(), view.bottom() - bottom), veil)
