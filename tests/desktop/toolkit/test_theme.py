"""Switching the theme changes colours and nothing else, also of what is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desktop.toolkit import colour, icons
from annotator.desktop.toolkit.theme import DARK, LIGHT, Choice, Theme, Themes, on_screen
from annotator.desktop.toolkit.widgets.sign import Sign
from tests.desktop.desk import Desk, make_project

TEXT = "\n\n".join(f"Paragraph {n} tells of the ferry that stays in port. " * 8 for n in range(30))


@pytest.fixture
def themes(qapp: object) -> Themes:
    return Themes()


@pytest.fixture
def desk(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    make_project(tmp_path / "project.annotator", [TEXT])
    return open_desk()


@pytest.mark.parametrize("size", [8, 13, 40])
def test_the_page_stays_where_it_is(qtbot: QtBot, desk: Desk, size: int) -> None:
    view, themes = desk.view, desk.window._themes
    view.set_text_size(size)
    view.scroll_to(len(TEXT) // 2)
    before = view.visible_range()[0]
    assert before > 0
    for choice in (Choice.DARK, Choice.LIGHT):
        themes.choose(choice)
        qtbot.wait(20)
        assert view.visible_range()[0] == before


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_the_theme_on_screen_is_the_one_chosen(
    themes: Themes, choice: Choice, theme: Theme
) -> None:
    themes.choose(choice)
    assert on_screen() is theme


@pytest.mark.parametrize("kind", [QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit])
@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_boxes_to_type_in_have_an_edge_that_is_seen(
    qtbot: QtBot, themes: Themes, choice: Choice, theme: Theme, kind: type[QWidget]
) -> None:
    """Each side of the edge stands out three to one from the window and from the paper in it."""
    themes.choose(choice)
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(QPushButton())  # which has the focus
    box = kind()
    window.layout().addWidget(box)
    window.show()
    drawn, place = window.grab().toImage(), box.geometry()
    x, y = place.center().x(), place.center().y()
    sides = [(place.left(), y), (place.right(), y), (x, place.top()), (x, place.bottom())]
    for pixel in (drawn.pixelColor(*side) for side in sides):
        assert colour.contrast(pixel, theme.chrome) >= 3
        assert colour.contrast(pixel, theme.paper) >= 3


def test_signs_and_live_icons_follow(qtbot: QtBot, themes: Themes) -> None:
    icon, sign = icons.live_icon("close"), Sign("warning", 16)
    qtbot.addWidget(sign)
    for choice, theme in ((Choice.LIGHT, LIGHT), (Choice.DARK, DARK)):
        themes.choose(choice)
        wanted = icons.pixmap("close", theme.text.name(), 16).toImage()
        assert icon.pixmap(QSize(16, 16), 1.0).toImage() == wanted
        on_paper = QImage(16, 16, QImage.Format.Format_RGB32)
        on_paper.fill(theme.chrome)
        painter = QPainter(on_paper)
        painter.drawPixmap(0, 0, icons.pixmap("warning", theme.text.name(), 16))
        painter.end()
        shown = sign.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        assert shown == on_paper


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_a_ticked_box_is_seen(qtbot: QtBot, themes: Themes, choice: Choice, theme: Theme) -> None:
    themes.choose(choice)
    box = QCheckBox("Unsure")
    qtbot.addWidget(box)
    box.setChecked(True)
    box.show()
    image = box.grab().toImage()
    left = image.copy(0, 0, 18, image.height())
    seen = [left.pixelColor(x, y) for x in range(left.width()) for y in range(left.height())]
    assert seen.count(QColor(theme.accent)) > 60  # the box
    inside = [one for one in seen if abs(one.lightness() - theme.paper.lightness()) < 30]
    assert inside, "the tick"


@pytest.mark.parametrize(("choice", "theme"), [(Choice.LIGHT, LIGHT), (Choice.DARK, DARK)])
def test_the_row_that_has_the_focus_is_seen(
    qtbot: QtBot, themes: Themes, choice: Choice, theme: Theme
) -> None:
    """Fusion's own mark is lost in a dark list; ours is a frame in the accent."""
    themes.choose(choice)
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setSelectionMode(QListWidget.SelectionMode.NoSelection)
    rows.addItems(["one", "two"])
    rows.setCurrentRow(1)
    rows.show()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    rect = rows.visualItemRect(rows.item(1))
    image = rows.viewport().grab().toImage()
    middle = rect.center().x()
    framed = [y for y in range(image.height()) if image.pixelColor(middle, y) == theme.accent]
    assert framed == [rect.top(), rect.bottom()]
