"""How a hit is drawn."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.desktop.tagging.hits.model import HitModel
from annotator.desktop.tagging.hits.row import HitRow
from annotator.desktop.toolkit.theme import Choice
from annotator.project import SpanThere


@pytest.fixture
def draw(desk):
    model = HitModel(desk.session)
    rows = desk.window.span_list.list
    row = HitRow(lambda name: desk.session.labels.get(name), desk.desktop.themes, rows)
    (hit,) = desk.project().hits_in("ana", "train", desk.project().find_articles("train"))

    def drawn(ticked: bool = False, **fields) -> QImage:
        model.clear()
        model.append([replace(hit, **fields)])
        model.tick([0] if ticked else [], on=True)
        image = QImage(320, 60, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFF)
        option = QStyleOptionViewItem()
        option.font = rows.font()
        option.palette = rows.palette()
        option.rect = QRect(0, 0, 320, 60)
        painter = QPainter(image)
        row.paint(painter, option, model.index(0))
        painter.end()
        return image

    return drawn


@pytest.mark.parametrize("theme", [Choice.LIGHT, Choice.DARK])
def test_ticks_spans_and_words_are_seen(desk, draw, theme):
    """Each of them changes the picture, in both themes and both directions of writing."""
    desk.desktop.themes.choose(theme)
    plain = draw()
    assert draw(ticked=True) != plain
    assert draw(spans=(SpanThere(id="s", label="claim", ranges=((2, 7),)),)) != plain
    assert draw(title="Another") != plain
    assert draw(after=" went.") != plain
    assert draw(before="x" * 300) != plain
    assert draw(before="שלום ", text="עולם", after=" שלום") != plain
    desk.desktop.themes.choose(Choice.LIGHT)
