"""Icons are drawn when they are shown, in the colours of the theme, sharp at every scale."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.desktop.toolkit import icons
from annotator.desktop.toolkit.theme import DARK, LIGHT, Theme


def _colours(image: QImage) -> set[str]:
    """Return the colours of all pixels that nothing shines through."""
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize(("size", "scale"), [(16, 1.0), (16, 2.0), (24, 1.5), (48, 1.0)])
def test_an_icon_is_drawn_for_the_pixels_of_the_screen(
    qapp: object, theme: Theme, size: int, scale: float
) -> None:
    icon = icons.icon("close", theme)
    for mode, colour in (
        (QIcon.Mode.Normal, theme.text),
        (QIcon.Mode.Active, theme.text),
        (QIcon.Mode.Selected, theme.text),
        (QIcon.Mode.Disabled, theme.line),
    ):
        drawn = icon.pixmap(QSize(size, size), scale, mode)
        assert drawn.size() == QSize(size, size) * scale
        assert drawn.devicePixelRatio() == scale
        assert drawn.toImage() == icons.pixmap("close", colour.name(), size, scale).toImage()


def test_an_icon_is_painted_in_the_middle_of_its_place(qapp: object) -> None:
    icon = icons.icon("flag", LIGHT)
    image = QImage(80, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(2.0)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icon.paint(painter, QRect(0, 0, 40, 20))
    painter.end()
    assert image.copy(20, 0, 40, 40) == icons.pixmap("flag", LIGHT.text.name(), 20, 2.0).toImage()
    assert _colours(image) == {LIGHT.text.name()}


def test_nothing_is_drawn_before_it_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = icons.pixmap

    def watched(name: str, colour: str, size: int = 24, scale: float = 1.0) -> object:
        drawn.append(name)
        return draw(name, colour, size, scale)

    monkeypatch.setattr(icons, "pixmap", watched)
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("search", LIGHT))
    gc.collect()
    assert drawn == []
    button.grab()
    button.grab()
    assert drawn == ["search"]
    copy = QIcon(button.icon())
    copy.addPixmap(draw("flag", QColor("red").name()))  # makes Qt clone what draws it
    gc.collect()
    assert not copy.pixmap(16).isNull()
