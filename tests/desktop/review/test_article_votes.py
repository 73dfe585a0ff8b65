"""Disputes about whole articles: seen over the page for settling, settled and taken back there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from annotator.annotation.edits import SetArticleValue
from annotator.project import Project
from tests.annotation.edits.test_article_values import GENRES, GOOD, TOPIC
from tests.desktop.desk import Desk
from tests.desktop.disputing import adjudication_of, make_disputed

VOTES = {
    "ana": {"topic": "war", "good": True},
    "ben": {"topic": "peace", "good": True},
    "chloe": {"topic": "war", "good": True},
}


@pytest.fixture
def desk(open_desk, tmp_path) -> Desk:
    path = tmp_path / "project.annotator"
    make_disputed(path)
    with Project.open(path) as project:
        project.add_labels([TOPIC, GENRES, GOOD])
        for who, said in VOTES.items():
            for label, value in said.items():
                project.apply(SetArticleValue(articles=("a0",), label=label, value=value), who)
    desk = open_desk(annotator="lead")
    adjudication_of(desk).open("a0")
    return desk


def votes(desk: Desk):
    return adjudication_of(desk).page.votes


def click(desk: Desk, label: str, key: str) -> None:
    QTest.mouseClick(votes(desk).buttons[label, key], Qt.MouseButton.LeftButton)


def gold(desk: Desk) -> dict[str, object]:
    work = desk.session.project.comparison("a0").gold
    return {one.label: one.value for one in work.values} if work is not None else {}


def texts(desk: Desk) -> dict[tuple[str, str], str]:
    return {at: button.text() for at, button in votes(desk).buttons.items()}


def test_who_says_what_is_seen(desk):
    """A label of which nobody says anything has no row."""
    assert votes(desk).isVisible()
    assert texts(desk) == {
        ("topic", "war"): "1  war – ana, chloe",
        ("topic", "peace"): "2  peace – ben",
        ("topic", ""): "0  Nothing",
        ("good", "yes"): "1  yes – ana, ben, chloe",
        ("good", ""): "0  Nothing",
    }


def test_buttons_are_as_wide_as_their_words(desk):
    """A row with fewer values does not stretch them to the width of another."""
    QCoreApplication.processEvents()
    for button in votes(desk).buttons.values():
        assert button.width() == button.sizeHint().width()


def test_a_click_settles_another_takes_it_back(desk):
    click(desk, "topic", "peace")
    assert gold(desk) == {"topic": "peace"}
    click(desk, "topic", "war")
    assert gold(desk) == {"topic": "war"}
    click(desk, "topic", "back")
    assert gold(desk) == {}
    click(desk, "topic", "")
    assert gold(desk) == {"topic": None}
    desk.session.undo()
    assert ("topic", "back") not in texts(desk)


def test_what_all_say_is_accepted_with_the_spans(desk):
    page = adjudication_of(desk).page
    assert page.unanimous.text() == "Accept 2 unanimous"
    QTest.mouseClick(page.unanimous, Qt.MouseButton.LeftButton)
    assert gold(desk) == {"good": True}
    assert not page.unanimous.isEnabled()


def test_blind_names_are_letters(desk):
    adjudication_of(desk).card.blind.toggle()
    assert texts(desk)["topic", "war"].startswith("1  war – ")
    assert "ana" not in texts(desk)["topic", "war"]


def test_who_says_something_else_meanwhile_is_seen_first(desk):
    """A decision on what is no longer there is refused, and the new votes are shown."""
    other = SetArticleValue(articles=("a0",), label="topic", value="peace")
    desk.session.project.apply(other, "ana")
    click(desk, "topic", "war")
    assert gold(desk) == {}
    assert texts(desk)["topic", "peace"].endswith("peace – ana, ben")


def test_keys_of_its_own_settle_it(desk):
    """I goes there; a digit settles by the number of the value, and the next open row follows."""
    page = adjudication_of(desk).page
    desk.focus(page.view)
    desk.key("i")
    assert votes(desk).hasFocus()
    assert desk.status() == "topic: 1 war, 2 peace, 0 nothing"
    desk.key("2")
    assert gold(desk) == {"topic": "peace"}
    QCoreApplication.processEvents()
    assert desk.status() == "good: 1 yes, 0 nothing"
    desk.key("0")
    assert gold(desk) == {"topic": "peace", "good": None}
    desk.key(Qt.Key.Key_Up)
    assert desk.status() == "topic: 1 war, 2 peace, 0 nothing (settled: peace)"
    desk.key("9")
    assert desk.status() == "No value has the number 9 here."
    desk.key("u")
    assert gold(desk) == {"good": None}
    desk.key(Qt.Key.Key_Escape)
    assert page.view.hasFocus()
    desk.key("1")
    assert gold(desk) == {"good": None}


def test_where_nobody_says_anything_its_key_says_so(open_desk, tmp_path):
    make_disputed(tmp_path / "project.annotator")
    desk = open_desk(annotator="lead")
    adjudication_of(desk).open("a0")
    desk.focus(adjudication_of(desk).page.view)
    desk.key("i")
    assert desk.status() == "Nobody says anything of the whole article."
