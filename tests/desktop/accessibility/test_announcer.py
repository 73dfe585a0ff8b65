"""What screen readers are told by the real window, and that colour is never the only cue."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.annotation.edits import AddLink, AddSpan, FlagSpans, SetAttributes
from annotator.desktop.accessibility.announcer import REST_MS
from annotator.desktop.toolkit.widgets.charts import ShareBar
from tests.desktop.desk import CTRL, SHIFT

TEXT = "😀 Ferry stays\n\n“We wait,” said Nora Vance. “Until May.”"


@pytest.fixture
def listening() -> Iterator[None]:
    """As if a screen reader ran."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(before)


class Ears:
    """Hears what one window announces."""

    def __init__(self, desk) -> None:
        self.heard: list[str] = []
        desk.window.announcer.said.connect(self.heard.append)
        self.listen()

    def listen(self) -> list[str]:
        """Wait until all is said; return it and forget it."""
        QTest.qWait(REST_MS + 80)
        heard = list(self.heard)
        self.heard.clear()
        return heard


def select(desk, piece: str) -> None:
    start = TEXT.index(piece)
    desk.focus(desk.view)
    desk.view.select(start, start + len(piece))


def add(desk, label: str, *pieces: str) -> str:
    ranges = tuple((TEXT.index(piece), TEXT.index(piece) + len(piece)) for piece in pieces)
    changes = desk.session.apply(AddSpan(article="a0", label=label, ranges=ranges))
    return changes.delta.spans[0].record.id


def described(widget: QWidget, kind: QAccessible.Text = QAccessible.Text.Description) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(kind)


# -- results ---------------------------------------------------------------------------------------


def test_each_result_is_said_once(open_desk, listening):
    """Tagging, flagging, deleting, undoing and refusals: one sentence each, no doubles."""
    desk = open_desk([TEXT])
    ears = Ears(desk)
    select(desk, "Nora Vance")
    ears.listen()
    desk.key("3")
    assert ears.listen() == ["tagged entity: Nora Vance"]
    desk.key("y")
    assert ears.listen() == ["flagged entity: Nora Vance"]
    desk.key(Qt.Key.Key_Delete)
    assert ears.listen() == ["removed entity: Nora Vance"]
    desk.key("z", CTRL)
    assert ears.listen() == ["Undone: Delete entity “Nora Vance”"]
    desk.key("z", CTRL | SHIFT)
    assert ears.listen() == ["Redone: Delete entity “Nora Vance”"]
    desk.key("y")
    assert ears.listen() == ["There is no current span to flag."]
    desk.key("y")
    assert ears.listen() == ["There is no current span to flag."]
    assert described(desk.window.statusBar()) == "There is no current span to flag."


def test_an_edit_in_many_parts_is_said_by_its_name(open_desk, listening):
    """Splitting changes one span and adds another: one gesture, one sentence."""
    desk = open_desk([TEXT])
    add(desk, "quote", "“We wait,”")
    ears = Ears(desk)
    desk.focus(desk.view)
    desk.view.place_caret(TEXT.index("wait"))
    ears.listen()
    desk.window.gestures.split()
    assert ears.listen() == ["Split “‘We wait,’”"]


def test_another_article_is_said(open_desk, listening):
    """Done and next: what was done, and what is open now, together."""
    desk = open_desk([TEXT, "Other text."])
    desk.focus(desk.view)
    ears = Ears(desk)
    desk.window.actions_by_name["done_next"].trigger()
    assert ears.listen() == ["marked the article: Done. Title 1, New, 0 spans"]


def test_hits_and_filtered_articles_are_counted(open_desk, listening):
    """What a search finds is told while the focus stays in its line."""
    desk = open_desk([TEXT, "Other text."])
    ears = Ears(desk)
    desk.window.find_bar.open_bar()
    desk.window.find_bar.box.setText("wait")
    assert ears.listen()[-1] == "1 of 1"
    desk.window.find_bar.box.setText("nowhere")
    assert ears.listen()[-1] == "Not found"
    desk.window.find_bar.close_bar()
    desk.focus(desk.window.queue.search)
    ears.listen()
    desk.window.queue.search.setText("Title 1")
    desk.window.queue.apply_filter()
    QTest.qWait(200)
    assert ears.listen() == ["1 shown"]


# -- spans at the caret ----------------------------------------------------------------------------


def test_spans_are_told_where_they_change_only(open_desk, listening):
    """Steps inside a span say nothing; coming into one and going out of all is told."""
    desk = open_desk([TEXT])
    nora = add(desk, "entity", "Nora Vance")
    quote = add(desk, "quote", "“We wait,”", "“Until May.”")
    desk.session.apply(AddLink(type="speaker", source=quote, target=nora))
    desk.session.set_current("")
    desk.focus(desk.view)
    desk.view.place_caret(0)
    ears = Ears(desk)

    def go(position: int) -> list[str]:
        desk.view.move_caret(position, select=False)
        return ears.listen()

    at = TEXT.index("We wait")
    assert go(at) == ["quote, by Nora Vance, fragment 1 of 2"]
    assert go(at + 2) == []
    assert go(TEXT.index("said") + 1) == ["no span"]
    assert go(TEXT.index("Ferry")) == []
    assert go(TEXT.index("May")) == ["quote, by Nora Vance, fragment 2 of 2"]
    desk.session.apply(FlagSpans(spans=(quote,), flagged=True))
    assert ears.listen() == ["flagged quote: “We wait,” “Until May.”"]


def test_spans_over_one_another(open_desk, listening):
    """The innermost new one is told when the caret comes in, each when it is made current."""
    desk = open_desk([TEXT])
    add(desk, "quote", "“We wait,”")
    add(desk, "claim", "We wait,")
    desk.session.set_current("")
    desk.focus(desk.view)
    desk.view.place_caret(0)
    ears = Ears(desk)
    desk.view.move_caret(TEXT.index("wait"), select=False)
    assert ears.listen() == ["claim, 1 of 2"]
    cycle = desk.window.actions_by_name["cycle"]
    cycle.trigger()
    assert ears.listen() == ["claim, 1 of 2"]
    cycle.trigger()
    assert ears.listen() == ["quote, 2 of 2"]
    assert desk.status() == "quote, 2 of 2"
    desk.view.move_caret(TEXT.index("“We"), select=False)
    assert ears.listen() == ["quote"]
    desk.window.gestures.let_go()
    assert ears.listen() == ["no current span"]


def test_the_new_span_is_told_wherever_it_lies(open_desk, listening):
    """A wider span that begins inside a narrow one is what the caret has come to."""
    desk = open_desk([TEXT])
    add(desk, "claim", "We wait")
    add(desk, "quote", "wait,” said Nora Vance. “Until")
    desk.session.set_current("")
    desk.focus(desk.view)
    desk.view.place_caret(TEXT.index("We"))
    ears = Ears(desk)
    desk.view.move_caret(TEXT.index("wait"), select=False)
    assert ears.listen() == ["quote, 2 of 2"]


def test_a_held_key_tells_where_it_stopped(open_desk, listening):
    """Spans that the caret passes without rest are not told."""
    desk = open_desk([TEXT])
    add(desk, "quote", "“We wait,”")
    add(desk, "entity", "Nora Vance")
    desk.session.set_current("")
    desk.focus(desk.view)
    desk.view.place_caret(0)
    ears = Ears(desk)
    for piece in ("“We", "wait", "said", "Vance"):
        desk.view.move_caret(TEXT.index(piece), select=False)
        QTest.qWait(10)
    assert ears.listen() == ["entity"]


def test_going_from_span_to_span_tells_each(open_desk, listening):
    """Next span: the span, once, with the caret in it."""
    desk = open_desk([TEXT])
    add(desk, "entity", "Ferry")
    add(desk, "entity", "Nora Vance")
    desk.session.set_current("")
    desk.focus(desk.view)
    desk.view.place_caret(0)
    ears = Ears(desk)
    desk.window.gestures.next_span()
    assert ears.listen() == ["entity"]
    desk.window.gestures.next_span()
    assert ears.listen() == ["entity"]
    desk.window.gestures.next_span()
    assert ears.listen() == ["There is no further span."]


def test_rows_speak_for_themselves(open_desk, listening):
    """In the span list the row is read by the screen reader: nothing is said beside it."""
    desk = open_desk([TEXT])
    nora = add(desk, "entity", "Nora Vance")
    quote = add(desk, "quote", "“We wait,”")
    desk.session.apply(AddLink(type="speaker", source=quote, target=nora))
    desk.session.apply(SetAttributes(span=quote, attributes={"directness": "direct"}))
    desk.session.apply(FlagSpans(spans=(quote,), flagged=True))
    rows = desk.window.span_list.list
    desk.focus(rows)
    ears = Ears(desk)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Up)
    assert desk.session.current == quote
    assert ears.listen() == []
    row = QAccessible.queryAccessibleInterface(rows).child(0)
    assert row.text(QAccessible.Text.Name) == ("quote, “We wait,”, by Nora Vance, direct, unsure")


def test_coming_back_to_the_page_tells_where_one_is(open_desk, listening):
    """From a panel to the text: the spans at the caret are told though it has not moved."""
    desk = open_desk([TEXT])
    add(desk, "quote", "“We wait,”")
    desk.focus(desk.view)
    desk.view.place_caret(TEXT.index("wait"))
    ears = Ears(desk)
    desk.focus(desk.window.queue.search)
    assert ears.listen() == []
    desk.focus(desk.view)
    assert ears.listen() == ["quote"]


def test_nothing_is_worked_out_when_nobody_listens(open_desk, monkeypatch):
    """Without assistive technology neither sentences nor a timer cost anything."""
    before = QAccessible.isActive()
    QAccessible.setActive(False)
    try:
        desk = open_desk([TEXT, "Other text."])
        ears = Ears(desk)

        def never(*_args, **_named):
            raise AssertionError("worked out for nobody")

        for name in ("done", "article", "speaker_of"):
            monkeypatch.setattr(f"annotator.desktop.accessibility.wording.{name}", never)
        select(desk, "Nora Vance")
        desk.key("3")
        desk.window.actions_by_name["next"].trigger()
        assert not desk.window.announcer._pause.isActive()
        assert ears.listen() == []
    finally:
        QAccessible.setActive(before)


# -- the page as text ------------------------------------------------------------------------------


def test_the_page_is_a_text_to_screen_readers(open_desk, listening):
    """Text, caret and selection, in Qt's units: an emoji is one character and two units."""
    desk = open_desk([TEXT])
    page = QAccessible.queryAccessibleInterface(desk.view)
    assert page.text(QAccessible.Text.Name) == "Article"
    text = page.textInterface()
    assert text.characterCount() == len(TEXT) + 1
    assert text.text(0, text.characterCount()) == TEXT
    desk.view.place_caret(TEXT.index("Ferry"))
    assert text.cursorPosition() == TEXT.index("Ferry") + 1
    assert text.selectionCount() == 0
    select(desk, "Nora Vance")
    assert text.selectionCount() == 1
    assert text.cursorPosition() == TEXT.index("Nora Vance") + len("Nora Vance") + 1
    text.setCursorPosition(0)
    assert desk.view.caret() == 0


def test_every_control_has_a_name_and_no_markup(open_desk, listening):
    """What can be reached or clicked is named; tooltips in HTML are never read out."""
    desk = open_desk([TEXT])
    nora = add(desk, "entity", "Nora Vance")
    quote = add(desk, "quote", "“We wait,”")
    desk.session.apply(AddLink(type="speaker", source=quote, target=nora))
    desk.session.set_current(quote)
    desk.window.find_bar.open_bar()
    desk.window.find_bar.box.setText("wait")
    QTest.qWait(100)
    nameless, marked_up = [], []
    for widget in desk.window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not described(
            widget, QAccessible.Text.Name
        ):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
        if "<p" in described(widget):
            marked_up.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless
    assert not marked_up
    undo = next(
        button
        for button in desk.window.header.findChildren(QWidget)
        if described(button, QAccessible.Text.Name) == "Undo"
    )
    assert described(undo).startswith("Undo: Link")


# -- not by colour alone ---------------------------------------------------------------------------


def test_the_strip_names_what_is_beside_it(open_desk):
    """Labels that share a place on the strip are told apart by their names."""
    desk = open_desk([TEXT])
    strip = desk.window.strip
    add(desk, "entity", "Nora Vance")
    middle = (TEXT.index("Nora") + 5) * strip.height() // len(TEXT)
    assert strip.words_at(middle) == "entity"
    assert "From left to right" in strip.words_at(2)
    desk.window.find_bar.open_bar()
    desk.window.find_bar.box.setText("Vance")
    QTest.qWait(200)
    assert strip.words_at(middle) == "Found text, entity"


def test_parts_of_a_whole_differ_without_colour(open_desk):
    """Each part of the bar has its own pattern: none, lines, dots."""
    desk = open_desk([TEXT])
    bar = ShareBar(desk.desktop.themes)
    bar.resize(300, 14)
    bar.show_parts((10, 10, 10), 30, "words")
    image = bar.grab().toImage()
    shades = [
        {image.pixel(x, y) for x in range(left, left + 60) for y in range(4, 11)}
        for left in (20, 120, 220)
    ]
    assert len(shades[0]) == 1
    assert len(shades[1]) > 1
    assert len(shades[2]) > 1
