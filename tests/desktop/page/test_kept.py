"""What is kept from one painting to the next is never out of date."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.annotation.edits import AddSpan, FlagSpans, RelabelSpans, SetAttributes, SetRanges
from annotator.desktop.toolkit.theme import Choice
from tests.desktop.desk import picture

TEXTS = [
    "\n\n".join(f"Paragraph {n} of one 😀 tells “a story” about Ada Vell. " * 9 for n in range(40)),
    "Short.",
    "One line without an end " * 900,
    "مرحبا بكم في الميناء " * 60 + "\n\nand on to the left.",
]


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def lines(view):
    return [
        (line.qt_start, line.qt_end, line.top, line.bottom, line.edges(line.qt_start, line.qt_end))
        for line in view.visible_lines()
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_visible_lines_are_those_that_are_visible(open_desk, seed):
    """After scrolling, resizing, other sizes of text, other articles: as if found anew."""
    desk = open_desk(TEXTS)
    random, view, window = Random(seed), desk.view, desk.window
    for number in range(40):
        what = random.randrange(6)
        if what == 0:
            width = random.choice((window.width(), random.randint(900, 1600)))
            window.resize(width, random.randint(500, 900))
        elif what == 1:
            view.set_text_size(random.choice((8, 13, 22, 40)))
        elif what == 2:
            desk.session.open_article(f"a{random.randrange(len(TEXTS))}")
        elif what == 3:
            desk.focus(view)
            desk.key(random.choice((Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down)))
        elif what == 4:
            view.reveal(random.randrange(len(view.text)))
        else:
            window._themes.choose(random.choice((Choice.LIGHT, Choice.DARK)))
        if random.random() < 0.5:
            settle()
        kept = lines(view)
        assert lines(view) == kept
        view._kept = (None, [])
        assert lines(view) == kept, f"step {number}: {what}"


@pytest.mark.parametrize("seed", range(3))
def test_the_rows_are_those_of_the_spans(open_desk, seed):
    """After edits, another theme, another width, other articles: as if drawn anew."""
    desk = open_desk(TEXTS[:2])
    random, session = Random(seed), desk.session
    rows = desk.window.span_list.list
    for number in range(30):
        spans = list(session.spans)
        labels = list(session.labels)
        what = random.randrange(8) if spans else 0
        one = random.choice(spans) if spans else ""
        if what in (0, 1):
            start = random.randrange(len(session.opened.article.text) - 4)
            label = random.choice(labels)
            article = session.opened.article.id
            session.apply(AddSpan(article=article, label=label, ranges=((start, start + 3),)))
        elif what == 2:
            session.apply(RelabelSpans(spans=(one,), label=random.choice(labels)))
        elif what == 3:
            flagged = not session.spans[one].flagged
            session.apply(FlagSpans(spans=(one,), flagged=flagged))
        elif what == 4:
            session.apply(SetAttributes(span=one, attributes={"kind": str(number)}))
        elif what == 5:
            start, end = session.spans[one].ranges[0]
            session.apply(SetRanges(span=one, ranges=((start, end), (end + 1, end + 2))))
        elif what == 6:
            desk.window._themes.choose(random.choice((Choice.LIGHT, Choice.DARK)))
        else:
            desk.window.window_layout.columns.setSizes([200, 600, random.randint(160, 500)])
        session.set_current(random.choice(list(session.spans) or [""]))
        settle()
        drawn = picture(rows)
        rows.itemDelegate()._kept.clear()
        rows.viewport().update()
        assert picture(rows) == drawn, f"step {number}: {what}"
