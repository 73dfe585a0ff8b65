"""The span list: reading order, one row an edit, and the current span."""

from __future__ import annotations

import random

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.annotation.changes import Changes, Delta, Direction, Step
from annotator.annotation.edits import AddSpan, Batch, RelabelSpans, SetNote, SetRanges
from annotator.annotation.records import Fragment, Span
from annotator.annotation.sweep import reading_order
from annotator.desktop.session.session import Session
from annotator.desktop.spans.span_list import SpanList
from annotator.desktop.spans.span_model import SpanModel, text_of
from annotator.desktop.toolkit.theme import Choice, Themes
from annotator.words import say


@pytest.fixture
def spans(qtbot, session: Session, themes: Themes) -> SpanList:
    widget = SpanList(session, themes)
    qtbot.addWidget(widget)
    session.open_article("a0")
    widget.resize(260, 400)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def add(session: Session, start: int, end: int, label: str = "claim") -> str:
    changes = session.apply(AddSpan(article="a0", label=label, ranges=((start, end),)))
    assert changes is not None
    return changes.delta.spans[0].record.id


def ids(spans: SpanList) -> list[str]:
    return [spans.model.span_at(row).id for row in range(spans.model.rowCount())]


def test_spans_stand_in_reading_order(spans: SpanList, session: Session) -> None:
    """By start, the longer first, whenever they were made."""
    last, first, inner = add(session, 20, 30), add(session, 0, 10), add(session, 0, 4)
    assert ids(spans) == [first, inner, last]


def test_an_edit_touches_one_row(qtbot, spans: SpanList, session: Session) -> None:
    """Nothing is built anew for one edit."""
    add(session, 0, 4)
    resets = []
    spans.model.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(spans.model.rowsInserted) as told:
        two = add(session, 10, 14)
    assert told.args[1:] == [1, 1]
    with qtbot.waitSignal(spans.model.dataChanged):
        session.apply(SetNote(span=two, note="look"))
    with qtbot.waitSignal(spans.model.rowsRemoved):
        session.undo()
        session.undo()
    assert resets == []


def test_the_current_span_is_selected(spans: SpanList, session: Session) -> None:
    """The list follows the current span, also when it moves to another row."""
    one, two = add(session, 0, 4), add(session, 10, 14)
    assert spans.list.selected_row == 1
    session.set_current(one)
    assert spans.list.selected_row == 0
    session.apply(SetRanges(span=one, ranges=((20, 24),)))
    assert ids(spans) == [two, one]
    assert spans.list.selected_row == 1
    assert session.current == one
    session.set_current("")
    assert spans.list.selected_row is None


def test_arrows_and_clicks_make_a_span_current(qtbot, spans: SpanList, session: Session) -> None:
    """The selection is the current span."""
    one, two, three = add(session, 0, 4), add(session, 10, 14), add(session, 20, 24)
    spans.list.setFocus()
    qtbot.keyClick(spans.list, Qt.Key.Key_Home)
    assert session.current == one
    qtbot.keyClick(spans.list, Qt.Key.Key_Down)
    assert session.current == two
    place = spans.list.visualRect(spans.model.index(2)).center()
    qtbot.mouseClick(spans.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.current == three
    assert spans.list.hasFocus()


def test_delete_goes_on_to_the_next_span(qtbot, spans: SpanList, session: Session) -> None:
    """Pressing Delete again and again deletes one span after the other."""
    _, two, three = add(session, 0, 4), add(session, 10, 14), add(session, 20, 24)
    session.set_current(two)
    spans.list.setFocus()
    qtbot.keyClick(spans.list, Qt.Key.Key_Delete)
    assert session.current == three
    qtbot.keyClick(spans.list, Qt.Key.Key_Delete)
    qtbot.keyClick(spans.list, Qt.Key.Key_Delete)
    qtbot.keyClick(spans.list, Qt.Key.Key_Delete)
    assert session.spans == {}
    session.undo()
    assert len(ids(spans)) == 1


def test_only_one_label(qtbot, spans: SpanList, session: Session) -> None:
    """The filter counts every label and hides the others."""
    add(session, 0, 4)
    quote = add(session, 10, 14, "quote")
    assert spans.filter.itemText(0) == "All labels  ·  2"
    assert spans.filter.itemText(2) == "quote  ·  1"
    spans.filter.setCurrentIndex(2)
    assert ids(spans) == [quote]
    session.apply(RelabelSpans(spans=(quote,), label="claim"))
    assert ids(spans) == []
    assert spans.list.accessibleDescription() == "No span has this label."
    session.undo()
    assert ids(spans) == [quote]


def test_an_empty_list_says_what_to_do(spans: SpanList, session: Session) -> None:
    """It says how to make a span."""
    assert spans.list.objectName() == "span_list"
    assert "press a label’s key" in spans.list.accessibleDescription()
    session.close_article()
    assert spans.list.accessibleDescription() == "No article is open."


def test_another_article_shows_its_own_spans(spans: SpanList, session: Session) -> None:
    """Spans of the article before are gone, and an undo there does not show here."""
    add(session, 0, 4)
    session.open_article("a2")
    assert ids(spans) == []


def test_a_step_of_many_edits(spans: SpanList, session: Session) -> None:
    """A step that touches hundreds of spans is shown as well."""
    edits = tuple(
        AddSpan(article="a0", label="claim", ranges=((start, end),))
        for start in range(20)
        for end in range(start + 1, start + 20)
    )
    session.apply(Batch(edits=edits, text=say("Many")))
    assert spans.model.rowCount() == 380
    session.undo()
    assert spans.model.rowCount() == 0


def test_rows_tell_fragments_and_notes(spans: SpanList, session: Session) -> None:
    """What icons show is spoken too."""
    changes = session.apply(AddSpan(article="a0", label="quote", ranges=((0, 4), (6, 10))))
    assert changes is not None
    session.apply(SetNote(span=session.current, note="<b>x"))
    index = spans.model.index(0)
    assert index.data() == "“We … ll n"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "quote, “We … ll n, 2 fragments, has a note"
    assert "&lt;b&gt;x" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_long_texts_are_cut_in_the_middle() -> None:
    """A span of two million characters costs no more than its ends."""
    text = "begin " + "x" * 2_000_000 + " end"
    span = Span(id="s", article="a", annotator="a", label="l", fragments=(Fragment(0, 1, text),))
    assert text_of(span).startswith("begin ")
    assert text_of(span).endswith(" end")
    assert len(text_of(span)) < 1000


def test_the_model_is_sound_and_keeps_order(session: Session) -> None:
    """Under Qt's checker, random edits leave the same rows as sorting would."""
    session.open_article("a0")
    model = SpanModel(session)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    chance = random.Random(1)
    for _ in range(120):
        known = list(session.spans)
        if known and chance.random() < 0.5:
            old = session.spans[chance.choice(known)]
            moved = chance.random() < 0.5
            new = msgspec.structs.replace(old, fragments=_somewhere(chance)) if moved else None
            step = Step(old, new)
        else:
            span = Span(
                id=f"s{chance.random()}", article="a0", annotator="ann", label="claim",
                fragments=_somewhere(chance),
            )  # fmt: skip
            step = Step(None, span)
        if step.after is not None:
            session.spans[step.after.id] = step.after
        else:
            session.spans.pop(step.record.id)
        model.take_in(
            Changes(
                number=1,
                direction=Direction.DONE,
                annotator="ann",
                article="a0",
                text=say(""),
                delta=Delta(spans=(step,)),
            )
        )
        wanted = [span.id for span in sorted(session.spans.values(), key=reading_order)]
        assert [model.span_at(row).id for row in range(model.rowCount())] == wanted


def _somewhere(chance: random.Random) -> tuple[Fragment, ...]:
    start = chance.randrange(40)
    return (Fragment(start, start + 1 + chance.randrange(9), "x"),)


def test_both_themes_are_drawn(spans: SpanList, session: Session, themes: Themes) -> None:
    """Switching the theme draws other pixels, labels included."""
    add(session, 0, 4, "hostile")
    light = spans.grab().toImage()
    themes.choose(Choice.DARK)
    assert spans.grab().toImage() != light
