"""The title above the page: on two lines, never a fragment of one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from annotator.annotation.records import Annotated, Article
from tests.desktop.desk import Desk

LONG = "Harbour bridge stuck upright after gulls nest in its gearbox, and nobody may move them"


def title_of(desk: Desk) -> QLabel:
    found = desk.window.header.findChild(QLabel, "article_title")
    assert isinstance(found, QLabel)
    return found


def open_titled(desk: Desk, title: str) -> QLabel:
    with desk.project().begin_import("titled") as incoming:
        incoming.add([Annotated(article=Article(id="t", text="The ferry stays.", title=title))])
    desk.session.reload()
    desk.session.open_article("t")
    for _ in range(3):
        QApplication.processEvents()
    return title_of(desk)


@pytest.mark.parametrize("width", [700, 900, 1016, 1280, 1600])
@pytest.mark.parametrize("title", [LONG, LONG * 6, "x" * 500, "Short", "שלום " * 60])
def test_whole_lines_are_shown(open_desk, width, title):
    """As many as two, each within the label; what is left out is in the tooltip."""
    desk = open_desk(["One."])
    desk.window.resize(width, 700)
    label = open_titled(desk, title)
    lines = label.text().split("\n")
    metrics = QFontMetrics(label.font())
    assert 1 <= len(lines) <= 2
    assert label.height() >= len(lines) * metrics.lineSpacing()
    assert all(metrics.horizontalAdvance(line) <= label.width() + 1 for line in lines)
    shown = "".join("".join(lines).split())
    whole = "".join(title.split())
    assert (shown == whole) == (label.toolTip() == "")
    if shown != whole:
        assert lines[-1].endswith("…")
        assert "".join(title[-10:].split()) in "".join(label.toolTip().split())
    assert label.accessibleName() == " ".join(title.split())


def test_a_short_title_leaves_its_line_to_the_page(open_desk):
    """The header is as high as what stands in it, and follows the width."""
    desk = open_desk(["One."])
    desk.window.resize(700, 700)
    open_titled(desk, LONG.partition(",")[0])
    high = desk.window.header.height()
    desk.window.resize(1500, 700)
    for _ in range(3):
        QApplication.processEvents()
    assert desk.window.header.height() < high
