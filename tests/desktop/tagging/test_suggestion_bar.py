"""The bar beside a suggestion: what it says, where it stands, and its two buttons."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from annotator.annotation.records import Label, Suggestion
from annotator.desktop.tagging.suggestion_bar import SuggestionBar, about, score
from annotator.desktop.toolkit.theme import LIGHT
from tests.desktop.desk import LEFT

ONE = Suggestion(
    article="a", label="claim", start=0, end=4, text="Some", score=0.834, origin="names"
)


@pytest.fixture
def page(qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    return page


@pytest.fixture
def bar(page) -> SuggestionBar:
    bar = SuggestionBar(page, LIGHT)
    bar.show_suggestion(ONE, Label(id="claim", name="Claim"), 2, 3, LIGHT)
    return bar


def test_how_sure_and_who():
    """Rounded to whole percent; a program without a name is not named."""
    assert about(ONE) == "83 % · names"
    assert about(msgspec.structs.replace(ONE, origin="")) == "83 %"
    assert score(msgspec.structs.replace(ONE, score=1.0)) == "100 %"
    assert score(msgspec.structs.replace(ONE, score=0.004)) == "0 %"
    assert "\n" not in about(msgspec.structs.replace(ONE, origin="two\nlines"))


def test_it_stands_below_its_suggestion_else_above_and_never_outside(page, bar):
    """Where neither has room it stands in the corner; without a place it is not shown."""
    bar.stand_by(QRect(50, 100, 80, 20))
    assert bar.isVisible()
    assert page.findChild(QWidget, "suggestion_bar") is bar
    assert bar.y() >= 120
    assert bar.x() == 50
    bar.stand_by(QRect(50, 370, 80, 20))
    assert bar.geometry().bottom() < 370
    bar.stand_by(QRect(590, 100, 80, 20))
    assert bar.geometry().right() < 600
    bar.stand_by(QRect(50, -100, 80, 600))
    assert page.rect().contains(bar.geometry())
    bar.stand_by(QRect())
    assert not bar.isVisible()


def test_the_buttons_answer_and_leave_the_keyboard_where_it_is(page, bar, qtbot):
    bar.stand_by(QRect(50, 100, 80, 20))
    for button, signal in ((bar.accept, bar.accepted), (bar.reject, bar.rejected)):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, LEFT)
        assert not button.hasFocus()
