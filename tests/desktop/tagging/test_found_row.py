"""How what was found is drawn."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from annotator.desktop.tagging.found_row import FoundRow
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.project import Piece


class Found(NamedTuple):
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


def drawn(view: QListView, row: FoundRow, found: Found, width: int = 300) -> QImage:
    model = QStandardItemModel(view)
    item = QStandardItem()
    item.setData(found, 0x0100)
    model.appendRow(item)
    image = QImage(width, 80, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    option = QStyleOptionViewItem()
    option.font = view.font()
    option.rect = QRect(0, 0, width, 80)
    painter = QPainter(image)
    row.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


@pytest.mark.parametrize("text", ["The ferry waits", "שלום ferry עולם", "🚢 " * 200])
def test_a_hit_is_drawn_otherwise_than_the_rest(qtbot, qapp, text):
    """In both directions of writing, also where it does not fit."""
    themes = Themes()
    themes.choose(Choice.LIGHT)
    view = QListView()
    qtbot.addWidget(view)
    row = FoundRow(themes, view)
    title = (Piece("Title", is_hit=False),)
    plain = drawn(view, row, Found(title, (Piece(text, is_hit=False),)))
    bold = drawn(view, row, Found(title, (Piece(text, is_hit=True),)))
    assert plain != bold
    nothing = drawn(view, row, Found(title, ()))
    assert plain != nothing
