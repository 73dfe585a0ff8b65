"""Boxes for numbers, whose text does not touch their edge."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox

_INSET = 4


def whole_box(name: str, least: int, most: int) -> QSpinBox:
    """Return a box for whole numbers within bounds."""
    box = QSpinBox()
    box.setObjectName(name)
    box.setRange(least, most)
    _inset(box)
    return box


def decimal_box(name: str, least: float, most: float, decimals: int) -> QDoubleSpinBox:
    """Return a box for numbers within bounds, with a number of decimals."""
    box = QDoubleSpinBox()
    box.setObjectName(name)
    box.setDecimals(decimals)
    box.setRange(least, most)
    _inset(box)
    return box


def _inset(box: QAbstractSpinBox) -> None:
    """Move the text in: a style sheet's padding widens the box, but does not reach its line."""
    box.lineEdit().setTextMargins(_INSET, 0, 0, 0)
