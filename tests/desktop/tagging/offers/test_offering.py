"""Suggestions while one annotates, in the real window with real keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtGui import QAction

from annotator.annotation.records import Status
from annotator.desktop.tagging.offers.levels import Level
from tests.desktop.desk import CTRL

TEXT = (
    "The harbour opens late\n\n"
    "“We waited for a week,” said Ilse Brandt, the harbour master. “Nobody came.”\n\n"
    "The port lies in Norrby. Brandt has run it for nine years, and Brandt knows every ship.\n"
)
QUOTE = (
    (TEXT.index("“We"), TEXT.index(",” said") + 2),
    (TEXT.index("“Nobody"), TEXT.index("came.”") + 6),
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def desk(open_desk):
    desk = open_desk([TEXT, TEXT.replace("Norrby", "Söderby")])
    desk.focus(desk.view)
    return desk


def switch_on(desk, qtbot):
    desk.window.findChild(QAction, "action_suggest").trigger()
    qtbot.waitUntil(lambda: bool(desk.session.suggestions), timeout=60_000)


def offered(desk):
    return {(one.label, one.ranges) for one in desk.session.suggestions.values()}


def label(desk, name):
    return next(one.id for one in desk.session.labels.values() if one.name == name)


def test_nothing_is_offered_before_it_is_wanted(desk, qtbot):
    """Until the annotator asks for them there are none, and nothing is worked out."""
    assert desk.session.suggestions == {}
    assert desk.window.suggesting.offering._task is None
    switch_on(desk, qtbot)
    assert (label(desk, "quote"), QUOTE) in offered(desk)


def test_a_split_quote_with_its_speaker_and_cue_is_one_key(desk, qtbot):
    """H goes to it, O makes the quote of both fragments, its speaker and its cue; one undo."""
    switch_on(desk, qtbot)
    quote = next(one for one in desk.session.suggestions.values() if one.ranges == QUOTE)
    while desk.window.suggesting.current != quote:
        desk.key("h")
    desk.key("o")
    spans = {span.ranges: span for span in desk.session.spans.values()}
    assert QUOTE in spans
    assert spans[QUOTE].origin.startswith("marks 0.")  # files have it in parts
    links = {link.type for link in desk.session.links.values()}
    assert links == {"speaker", "cue"}
    texts = {" ".join(one.text for one in span.fragments) for span in spans.values()}
    assert {"Ilse Brandt", "said"} <= texts
    assert quote.id not in desk.session.suggestions
    desk.key("z", CTRL)
    assert desk.session.spans == {}
    assert quote.id in desk.session.suggestions  # it waits again


def test_where_one_annotates_without_suggestions_nothing_is_offered(desk, qtbot):
    """It is said once; neither suggestions nor echoes nor attributes come, elsewhere they do."""
    desk.session.project.set_assignments({"a0": ["ana"]}, unaided={"a0": ["ana"]})
    desk.session.open_article("a1")
    switch_on(desk, qtbot)
    told = []
    desk.session.told.connect(told.append)
    desk.session.open_article("a0")
    assert told == ["This article is annotated without suggestions."]
    at = TEXT.index("Brandt")
    desk.view.select(at, at + len("Brandt"))
    desk.key("3")
    (span,) = desk.session.spans.values()
    offering = desk.window.suggesting.offering
    assert not offering._rest.isActive()
    assert offering._task is None
    assert offering.proposed_for(span) == {}
    assert desk.session.suggestions == {}
    desk.session.open_article("a1")
    qtbot.waitUntil(lambda: bool(desk.session.suggestions), timeout=60_000)


def test_a_rejected_one_does_not_come_again(desk, qtbot):
    """Not after another article, and not after a restart of the suggestions."""
    switch_on(desk, qtbot)
    quote = next(one for one in desk.session.suggestions.values() if one.ranges == QUOTE)
    while desk.window.suggesting.current != quote:
        desk.key("h")
    desk.key("z")
    assert quote.id not in desk.session.suggestions
    desk.session.open_article("a1")
    qtbot.waitUntil(lambda: bool(desk.session.suggestions), timeout=60_000)
    desk.session.open_article("a0")
    qtbot.waitUntil(lambda: bool(desk.session.suggestions), timeout=60_000)
    assert (label(desk, "quote"), QUOTE) not in offered(desk)


def test_what_was_answered_by_one_is_not_shown_to_another(desk, qtbot):
    """It is stored with the answer, and offered to nobody else by being stored."""
    switch_on(desk, qtbot)
    desk.key("h")
    desk.key("z")
    desk.window.findChild(QAction, "action_suggest").trigger()  # off
    with closing(sqlite3.connect(desk.path)) as database:
        assert database.execute("SELECT count(*) FROM suggestions").fetchone() == (1,)
    desk.session.set_annotator("bo")
    assert desk.session.suggestions == {}


def test_other_mentions_of_what_was_just_tagged_are_offered(desk, qtbot):
    """Echo: a tag adds suggestions, and what stood there stays where it was."""
    switch_on(desk, qtbot)
    before = dict(desk.session.suggestions)
    at = TEXT.index("harbour master")
    desk.view.select(at, at + len("harbour"))
    desk.key("4")
    other = TEXT.index("harbour")
    wanted = (label(desk, "boilerplate"), ((other, other + len("harbour")),))
    qtbot.waitUntil(lambda: wanted in offered(desk), timeout=60_000)
    assert before.keys() <= desk.session.suggestions.keys()


def test_a_label_can_be_left_out(desk, qtbot):
    """Off is kept for the annotator and the label; the others are still offered."""
    offering = desk.window.suggesting.offering
    offering.set_level(label(desk, "quote"), Level.OFF)
    switch_on(desk, qtbot)
    assert label(desk, "quote") not in {one for one, _ in offered(desk)}
    assert offering.level(label(desk, "quote")) is Level.OFF
    assert offering.level(label(desk, "entity")) is Level.CAREFUL


def test_what_one_is_done_with_is_learned_from_in_another_process(desk, qtbot, tmp_path):
    """Done starts it; the window goes on, and a model lies in the cache afterwards."""
    switch_on(desk, qtbot)
    while desk.session.suggestions:
        desk.key("h")
        desk.key("o")
    desk.session.set_status(Status.DONE)
    offering = desk.window.suggesting.offering
    qtbot.waitUntil(
        lambda: (
            offering._learning is None
            and offering._settings.learned_from(offering._place, "ana") == 1
        ),
        timeout=120_000,
    )
    assert list((tmp_path / "cache").rglob("*.json")) or list((tmp_path / "cache").rglob("*.npz"))
