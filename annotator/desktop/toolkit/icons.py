"""Monochrome SVG icons, tinted to the palette."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.desktop.toolkit.theme import Theme, on_screen
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
    """Return an icon for actions and buttons, sharp at every size and scale."""
    return QIcon(_Drawn(name, theme))


def live_icon(name: str) -> QIcon:
    """Return an icon that follows the theme, for what stays as it is when that is switched."""
    return QIcon(_Drawn(name, None))


class _Drawn(QIconEngine):
    """Draws an icon when it is shown; most icons of menus and hidden panels never are."""

    def __init__(self, name: str, theme: Theme | None) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._drawn: dict[tuple[int, str, float], QPixmap] = {}

    def clone(self) -> QIconEngine:
        copy = _Drawn(self._name, self._theme)
        _clones.append(copy)
        return copy

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        theme = self._theme or on_screen()
        colour = (theme.line if mode == QIcon.Mode.Disabled else theme.text).name()
        wanted = (min(size.width(), size.height()), colour, scale)
        drawn = self._drawn.get(wanted)
        if drawn is None:
            drawn = self._drawn[wanted] = pixmap(self._name, colour, wanted[0], scale)
        return drawn

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatio()
        drawn = self.scaledPixmap(rect.size(), mode, state, scale)
        place = QRect(QPoint(), drawn.deviceIndependentSize().toSize())
        place.moveCenter(rect.center())
        painter.drawPixmap(place, drawn)


_clones: list[QIconEngine] = []
"""Qt owns what ``clone`` returns, which PySide does not know and would delete."""
