"""Boxes for numbers: their text keeps off the edge, and they are as high as other boxes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import annotator.desktop
from annotator.desktop.toolkit.theme import LIGHT, Themes
from annotator.desktop.toolkit.widgets.number_box import decimal_box, whole_box

HOME = Path(annotator.desktop.__file__).parent


def shown(qtbot: QtBot, box: QAbstractSpinBox) -> tuple[QWidget, QComboBox]:
    """Show a box below a combo box; return their window, to be held, and the combo box."""
    window, combo = QWidget(), QComboBox()
    combo.addItem("20")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(combo)  # which has the focus
    column.addWidget(box)
    window.show()
    qtbot.waitExposed(window)
    return window, combo


def first_ink(widget: QWidget) -> int:
    """Return the first column, behind the edge, that has the colour of text in it."""
    image = widget.grab().toImage()
    middle = range(image.height() // 3, 2 * image.height() // 3)
    for x in range(2, image.width()):
        if any(image.pixelColor(x, y).lightness() < 110 for y in middle):
            return x
    return image.width()


@pytest.mark.parametrize("kind", ["whole", "decimal"])
def test_text_begins_where_it_begins_in_other_boxes(
    qtbot: QtBot, themes: Themes, kind: str
) -> None:
    assert themes.theme is LIGHT
    box = whole_box("n", 0, 99) if kind == "whole" else decimal_box("n", 0, 99, decimals=2)
    box.setValue(20)
    _window, combo = shown(qtbot, box)
    assert first_ink(box) >= 6
    assert abs(first_ink(box) - first_ink(combo)) <= 1
    assert abs(box.sizeHint().height() - combo.sizeHint().height()) <= 1


def test_bounds_and_decimals() -> None:
    whole, decimal = whole_box("w", 1, 7), decimal_box("d", 0.05, 1.0, decimals=2)
    assert (whole.objectName(), whole.minimum(), whole.maximum()) == ("w", 1, 7)
    assert (decimal.objectName(), decimal.minimum(), decimal.maximum()) == ("d", 0.05, 1.0)


def test_boxes_for_numbers_are_made_here_only() -> None:
    """One that is made by hand has its text at the edge."""
    made = [
        path.name
        for path in HOME.rglob("*.py")
        if "SpinBox()" in path.read_text(encoding="utf-8") and path.name != "number_box.py"
    ]
    assert made == []
