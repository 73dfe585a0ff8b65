"""The label bar: what its buttons say, and that they stay where they are."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.annotation.edits import AddSpan, RemoveSpans, SetLabel
from annotator.annotation.records import Label
from annotator.desktop.session.session import Session
from annotator.desktop.spans.label_bar import LabelBar, short_count
from annotator.desktop.toolkit.theme import Choice, Themes


@pytest.fixture
def bar(qtbot, session: Session, themes: Themes) -> LabelBar:
    widget = LabelBar(session, themes)
    qtbot.addWidget(widget)
    session.open_article("a0")
    widget.resize(600, widget.heightForWidth(600))
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def places(bar: LabelBar) -> list[tuple[int, int, int]]:
    return [(b.x(), b.y(), b.width()) for b in (bar.button(one) for one in bar._buttons)]


def test_a_click_chooses_the_label(qtbot, bar: LabelBar) -> None:
    """The bar only tells; it tags nothing itself."""
    with qtbot.waitSignal(bar.label_chosen) as told:
        qtbot.mouseClick(bar.button("quote"), Qt.MouseButton.LeftButton)
    assert told.args == ["quote"]
    assert not bar.button("quote").isChecked()


def test_buttons_never_take_the_focus(qtbot, session: Session, themes: Themes) -> None:
    """The article keeps the keyboard while labels are clicked."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    article, bar = QLineEdit(), LabelBar(session, themes)
    layout.addWidget(bar)
    layout.addWidget(article)
    session.open_article("a0")
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    article.setFocus()
    qtbot.waitUntil(article.hasFocus)
    qtbot.mouseClick(bar.button("claim"), Qt.MouseButton.LeftButton)
    assert article.hasFocus()


def test_names_for_screen_readers_have_key_and_count(bar: LabelBar, session: Session) -> None:
    """A button is read as its label, key and number of spans."""
    assert bar.objectName() == "label_bar"
    assert bar.button("quote").accessibleName() == "quote, key 2, 0 spans"
    session.apply(AddSpan(article="a0", label="quote", ranges=((0, 4),)))
    assert bar.button("quote").accessibleName() == "quote, key 2, 1 span"


def test_the_current_spans_label_is_pressed(bar: LabelBar, session: Session) -> None:
    """The pressed button follows the current span."""
    session.apply(AddSpan(article="a0", label="quote", ranges=((0, 4),)))
    assert bar.button("quote").isChecked()
    session.set_current("")
    assert not bar.button("quote").isChecked()


def test_counts_move_no_button(bar: LabelBar, session: Session) -> None:
    """Room for the widest count is kept from the start."""
    before = places(bar)
    for start in range(12):
        session.apply(AddSpan(article="a0", label="claim", ranges=((start, start + 1),)))
    assert bar.button("claim").count == 12
    assert places(bar) == before
    session.apply(RemoveSpans(spans=tuple(session.spans)))
    assert bar.button("claim").count == 0
    assert places(bar) == before


def test_hostile_names_are_text(bar: LabelBar) -> None:
    """A long name is elided and markup is shown as typed, in the tooltip too."""
    button = bar.button("hostile")
    assert button.width() < 260
    assert button._name.startswith("<img src=x>")
    assert button._name.endswith("…")
    assert "<img" not in button.toolTip()
    assert "&lt;img" in button.toolTip()


def test_many_labels_take_several_lines(qtbot, session: Session, themes: Themes) -> None:
    """Thirty labels wrap, none is cut off, at any width."""
    session.labels = {
        f"x{number}": Label(id=f"x{number}", name=f"label {number}", position=number)
        for number in range(30)
    }
    bar = LabelBar(session, themes)
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitExposed(bar)
    for width in (220, 500, 900):
        bar.resize(width, bar.heightForWidth(width))
        bar.layout().activate()
        boxes = [bar.button(f"x{number}").geometry() for number in range(30)]
        assert all(bar.rect().contains(box) for box in boxes)
        assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
    assert bar.heightForWidth(220) > bar.heightForWidth(900)


def test_a_renamed_label_is_shown_at_once(bar: LabelBar, session: Session) -> None:
    """The bar follows edits of labels and their undo."""
    label = msgspec.structs.replace(session.labels["claim"], name="assertion")
    session.apply(SetLabel(label=label))
    assert bar.button("claim").accessibleName().startswith("assertion,")
    session.undo()
    assert bar.button("claim").accessibleName().startswith("claim,")


def test_without_an_article_nothing_can_be_chosen(bar: LabelBar, session: Session) -> None:
    """There is nothing to tag."""
    assert bar.button("claim").isEnabled()
    session.close_article()
    assert not bar.button("claim").isEnabled()


def test_both_themes_are_drawn(bar: LabelBar, themes: Themes) -> None:
    """Switching the theme draws other pixels."""
    light = bar.grab().toImage()
    themes.choose(Choice.DARK)
    assert bar.grab().toImage() != light


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (999, "999"), (1000, "1.0k"), (9949, "9.9k"), (20_000, "20k"), (10**7, "999k")],
)
def test_counts_fit_their_room(count: int, shown: str) -> None:
    """No count is longer than four characters."""
    assert short_count(count) == shown
