"""Monochrome SVG icons, tinted to the palette."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.desktop.theme import Theme
from annotator.resources import resource

_SIZE = 24


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: str, size: int = _SIZE, scale: float = 1.0) -> QPixmap:
    """Return an icon drawn in one colour.

    Args:
        name: of the SVG file, without its ending.
        colour: ``#rrggbb``.
        size: in device-independent pixels.
        scale: device pixels for one of those.

    """
    source = _source(name).replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    device = QPixmap(QSize(size, size) * scale)
    device.fill(Qt.GlobalColor.transparent)
    painter = QPainter(device)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    device.setDevicePixelRatio(scale)
    return device


def application_icon() -> QIcon:
    """Return the program's own icon, in colour, at the sizes that desktops ask for."""
    result = QIcon()
    for size in (16, 32, 48, 128, 256):
        result.addPixmap(pixmap("annotator", "#1f2328", size))
    return result


def icon(name: str, theme: Theme) -> QIcon:
    """Return an icon for actions and buttons: normal and disabled, at 1x and 2x."""
    result = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, theme.text.name()),
        (QIcon.Mode.Disabled, theme.line.name()),
    ):
        for scale in (1.0, 2.0):
            result.addPixmap(pixmap(name, colour, scale=scale), mode)
    return result
