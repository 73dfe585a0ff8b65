"""Comparing annotators' work and settling it, in the real window, with keys and the mouse."""

from __future__ import annotations

import msgspec
import orjson
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.agreement.figures import Settings as AgreementSettings
from annotator.annotation.edits import AddSpan, SetGoldStatus, SetLabel, SetStatus, Settle
from annotator.annotation.records import (
    UNANIMOUS,
    Label,
    Settled,
    Span,
    Status,
    make_fragments,
)
from annotator.desktop.review.excerpt import excerpt
from annotator.desktop.toolkit.theme import LIGHT
from annotator.exchange import write_out
from annotator.exchange.agreeing import report_of
from annotator.project.letters import letters_of
from tests.desktop.desk import ALT, CTRL, LEFT, NO, SHIFT, Desk
from tests.desktop.disputing import (
    FERRY,
    HOLT,
    MAYOR_HOLT,
    NOBODY,
    PIER,
    PIER_AT_NOON,
    PLACES,
    TEXT,
    adjudication_of,
    gold,
    make_disputed,
    press,
)


@pytest.fixture
def open_disputed(open_desk, tmp_path):
    """Return a function that opens the window of a lead on disputed work, or again."""

    def open_one(*, new: bool = True, **given) -> Desk:
        if new:
            make_disputed(tmp_path / "project.annotator", **given)
        desk = open_desk(annotator="lead")
        assert desk.session.open_article("a0")
        return desk

    return open_one


@pytest.fixture
def desk(open_disputed):
    """Return the window, comparing the article."""
    desk = open_disputed()
    press(desk, "g", modifiers=CTRL)
    assert adjudication_of(desk).is_open
    return desk


def place(desk):
    now = adjudication_of(desk).current
    return None if now is None else now.place


def decisions(desk):
    """What is stored: place, verdict, who of the annotators was accepted, reason."""
    return [
        (
            (one.start, one.end),
            one.verdict,
            sorted({its.split("-")[0] for its in one.accepted}),
            one.reason,
        )
        for one in desk.project().comparison("a0").decisions
    ]


def test_opening_stepping_and_closing(desk):
    adjudication = adjudication_of(desk)
    assert [one.place for one in adjudication.state.dispute_states] == PLACES
    assert place(desk) == MAYOR_HOLT
    assert adjudication.card.title.text() == "1 of 3  ·  Other boundaries"
    assert adjudication.page.status.text == (
        "Gold: not begun · 3 of 3 disputes open · lead is not blind here"
    )
    assert adjudication.page.unanimous.text() == "Accept 1 unanimous"
    assert "1 of 3" in desk.status()
    assert "ben: entity “Mayor Holt”" in desk.status()
    for key, there in (("n", PIER_AT_NOON), ("n", NOBODY), ("n", MAYOR_HOLT)):
        press(desk, key)
        assert place(desk) == there
    press(desk, "n", modifiers=SHIFT)
    assert place(desk) == NOBODY
    assert adjudication.card.title.text() == "3 of 3  ·  Another label"
    QTest.mouseClick(adjudication.page.previous, LEFT)
    assert place(desk) == PIER_AT_NOON
    QTest.mouseClick(adjudication.page.next, LEFT)
    assert place(desk) == NOBODY
    assert desk.window.focusWidget() is adjudication.page.view
    press(desk, Qt.Key.Key_Escape)
    assert not adjudication.is_open
    assert desk.window.focusWidget() is desk.view
    assert decisions(desk) == []
    assert desk.shown() == []


def test_the_page_shows_text_and_lanes(desk):
    page = adjudication_of(desk).page
    assert page.view.toPlainText() == TEXT
    assert [lane.name for lane in page.view._lanes] == ["ana", "ben", "chloe", "Gold"]
    assert [len(lane.spans) for lane in page.view._lanes] == [4, 3, 4, 0]
    marks = {(one.start, one.end): one.contested for one in page.view._marks}
    assert marks[MAYOR_HOLT] == ((25, 31),)  # only “Mayor ” is contested
    before = page.view.grab().toImage()
    press(desk, "n")
    assert page.view.grab().toImage() != before


def test_accepting_one_goes_to_the_next_open_one(desk):
    press(desk, "2")
    assert gold(desk.project()) == [("entity", MAYOR_HOLT)]
    assert decisions(desk) == [(MAYOR_HOLT, Settled.ACCEPTED, ["ben"], "")]
    assert place(desk) == PIER_AT_NOON
    press(desk, "1", "3")
    assert gold(desk.project()) == [
        ("claim", PIER),
        ("entity", MAYOR_HOLT),
        ("quote", NOBODY),
    ]
    assert place(desk) == NOBODY  # none is open any more
    assert desk.status() == "All disputes are settled. A accepts what is unanimous."
    press(desk, "a")
    assert desk.project().comparison("a0").gold.status is Status.DONE
    assert adjudication_of(desk).page.status.text == (
        "Gold: settled · 0 of 3 disputes open · lead is not blind here"
    )


def test_staying_after_a_decision(desk):
    card = adjudication_of(desk).card
    QTest.mouseClick(card.go_on, LEFT, NO, _inside(card.go_on))
    assert not card.go_on.isChecked()
    desk.focus(adjudication_of(desk).page.view)
    press(desk, "2")
    assert place(desk) == MAYOR_HOLT
    assert card.state.text() == "Settled by lead: accepted ben."


def _inside(box):
    """Return where the box of a check box is."""
    return QPoint(8, box.height() // 2)


def test_several_are_accepted_together(desk):
    press(desk, "n")
    press(desk, "1", "3", modifiers=ALT)
    assert adjudication_of(desk).card.ticked == [0, 2]
    press(desk, "3", modifiers=ALT)
    press(desk, "3", modifiers=ALT)
    press(desk, Qt.Key.Key_Return)
    assert gold(desk.project()) == [("claim", PIER), ("quote", PIER)]
    assert decisions(desk) == [(PIER_AT_NOON, Settled.ACCEPTED, ["ana", "chloe"], "")]


def test_several_by_mouse(desk):
    card = adjudication_of(desk).card
    for row in card.rows[:2]:
        QTest.mouseClick(row.tick, LEFT, NO, _inside(row.tick))
    assert not desk.project().comparison("a0").decisions
    QTest.mouseClick(card.accept_ticked, LEFT)
    assert gold(desk.project()) == [("entity", MAYOR_HOLT), ("entity", HOLT)]
    assert place(desk) == PIER_AT_NOON
    QTest.mouseClick(card.rows[2].accept, LEFT)
    assert ("quote", PIER) in gold(desk.project())


@pytest.mark.parametrize("key", ["0", Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_nothing_here_is_recorded(desk, key):
    press(desk, key)
    assert gold(desk.project()) == []
    assert decisions(desk) == [(MAYOR_HOLT, Settled.NOTHING, [], "")]
    assert place(desk) == PIER_AT_NOON
    press(desk, "n", modifiers=SHIFT)
    assert adjudication_of(desk).card.state.text() == "Settled by lead: nothing here."


def test_who_has_nothing_is_not_accepted_by_mistake(desk):
    press(desk, "n", "n", "2")
    assert decisions(desk) == []
    assert desk.status() == "ben has nothing here; 0 settles that nothing is here."
    card = adjudication_of(desk).card
    assert not card.rows[1].accept.isEnabled()
    assert not card.rows[1].tick.isEnabled()
    press(desk, "4")  # there is no fourth annotator
    assert decisions(desk) == []


def test_drawing_ones_own(desk):
    view = adjudication_of(desk).page.view
    press(desk, "n")
    assert view.caret() == PIER[0]
    press(desk, Qt.Key.Key_Right, modifiers=CTRL | SHIFT)
    press(desk, Qt.Key.Key_Right, modifiers=CTRL | SHIFT)
    assert view.selection() == (41, 49)  # “the pier”
    press(desk, "1")
    assert gold(desk.project()) == [("claim", (41, 49))]
    assert decisions(desk) == [(PIER_AT_NOON, Settled.DRAWN, [], "")]
    assert view.selection() is None
    press(desk, "n", modifiers=SHIFT)
    assert adjudication_of(desk).card.state.text() == "Settled by lead: drawn claim “the pier”."


def test_drawing_beside_what_is_ticked_by_mouse(desk):
    adjudication = adjudication_of(desk)
    assert not any(button.isEnabled() for button in adjudication.card.draw_buttons)
    press(desk, "1", modifiers=ALT)
    adjudication.page.view.select(25, 30)
    quote = next(one for one in adjudication.card.draw_buttons if one.objectName() == "draw_quote")
    QTest.mouseClick(quote, LEFT)
    assert gold(desk.project()) == [("entity", HOLT), ("quote", (25, 30))]
    assert decisions(desk) == [(MAYOR_HOLT, Settled.DRAWN, ["ana"], "")]


def test_drawing_where_nobody_has_anything_makes_a_place(desk):
    adjudication = adjudication_of(desk)
    adjudication.page.view.select(36, 40)
    press(desk, "1")
    assert gold(desk.project()) == [("claim", (36, 40))]
    assert [one.place for one in adjudication.state.dispute_states] == sorted([*PLACES, (36, 40)])
    assert place(desk) == PIER_AT_NOON  # the next open one
    press(desk, "n", modifiers=SHIFT)
    assert adjudication.card.title.text() == "2 of 4  ·  Decided here"
    press(desk, "u")
    assert gold(desk.project()) == []
    assert [one.place for one in adjudication.state.dispute_states] == PLACES


def test_the_keys_of_reading_work_on_this_page(desk):
    view = adjudication_of(desk).page.view
    hidden = desk.view.raw_selection()
    view.place_caret(30)
    press(desk, Qt.Key.Key_Down, modifiers=ALT)
    assert view.caret() == NOBODY[0]
    press(desk, "w")
    assert view.selection() == (66, 72)
    press(desk, Qt.Key.Key_Escape)
    assert view.selection() is None
    assert adjudication_of(desk).is_open
    assert desk.view.raw_selection() == hidden


def test_all_unanimous_ones_in_one_step(desk):
    press(desk, "a")
    assert gold(desk.project()) == [("claim", FERRY)]
    assert [one[3] for one in decisions(desk)] == [UNANIMOUS]
    assert not adjudication_of(desk).page.unanimous.isEnabled()
    press(desk, "a")
    assert desk.status() == "There is nothing unanimous left to accept."
    press(desk, "z", modifiers=CTRL)
    assert gold(desk.project()) == []
    QTest.mouseClick(adjudication_of(desk).page.unanimous, LEFT)
    assert gold(desk.project()) == [("claim", FERRY)]


def test_a_reason_is_recorded_and_kept_for_the_next(desk):
    card = adjudication_of(desk).card
    press(desk, "r")
    assert desk.window.focusWidget() is card.reason
    QTest.keyClicks(card.reason, "names: no 2 titles, A and R")
    press(desk, Qt.Key.Key_Return)
    assert desk.window.focusWidget() is adjudication_of(desk).page.view
    assert decisions(desk) == []
    press(desk, "1")
    press(desk, "r", Qt.Key.Key_Escape, "0")
    assert [one[3] for one in decisions(desk)] == ["names: no 2 titles, A and R"] * 2
    press(desk, "n", modifiers=SHIFT)
    assert card.state.text().endswith("Reason: names: no 2 titles, A and R")


def test_a_reason_never_passes_for_unanimity(desk):
    card = adjudication_of(desk).card
    card.reason.setText(UNANIMOUS)
    press(desk, "1")
    assert [one[3] for one in decisions(desk)] == ["unanimous."]
    assert adjudication_of(desk).state.dispute_states[0].settled


def test_a_decision_is_replaced_and_taken_back(desk):
    press(desk, "1")
    press(desk, "n", modifiers=SHIFT)
    press(desk, "2")
    assert gold(desk.project()) == [("entity", MAYOR_HOLT)]
    press(desk, "n", modifiers=SHIFT)
    assert adjudication_of(desk).card.take_back.isEnabled()
    press(desk, "u")
    assert (gold(desk.project()), decisions(desk)) == ([], [])
    assert place(desk) == MAYOR_HOLT
    assert adjudication_of(desk).card.state.text() == "Open"
    press(desk, "u")
    assert desk.status() == "There is no decision here to take back."


def test_undo_and_redo_across_a_restart(desk, open_disputed):
    press(desk, "2", "0", "a")
    done = gold(desk.project()), decisions(desk)
    desk.close()
    again = open_disputed(new=False)
    press(again, "g", modifiers=CTRL)
    assert place(again) == NOBODY
    assert (gold(again.project()), decisions(again)) == done
    for _ in range(3):
        press(again, "z", modifiers=CTRL)
    assert (gold(again.project()), decisions(again)) == ([], [])
    adjudication = adjudication_of(again)
    assert place(again) == MAYOR_HOLT  # what was undone is looked at
    assert not any(one.settled for one in adjudication.state.dispute_states)
    assert adjudication.is_open
    for _ in range(3):
        press(again, "z", modifiers=CTRL | SHIFT)
    assert (gold(again.project()), decisions(again)) == done
    assert [one.settled for one in adjudication.state.dispute_states] == [True, True, False]
    assert again.project().check() == []


def test_undo_of_another_article_is_followed(desk):
    press(desk, "2")
    assert desk.session.open_article("a1")
    adjudication = adjudication_of(desk)
    assert adjudication.page.is_empty
    press(desk, "z", modifiers=CTRL)
    assert adjudication.state.article.id == "a0"
    assert place(desk) == MAYOR_HOLT
    assert gold(desk.project()) == []


def test_blind(desk):
    adjudication = adjudication_of(desk)
    assert "ana" in desk.status()
    press(desk, "b")
    assert not any(name in desk.status() for name in ("ana", "ben", "chloe"))
    called = letters_of(desk.project())
    shown = [lane.name for lane in adjudication.page.view._lanes]
    assert shown == [*sorted(called[who] for who in ("ana", "ben", "chloe")), "Gold"]
    number = [{one.annotator for one in lane.spans} for lane in adjudication.page.view._lanes]
    who = next(iter(number[0]))
    assert called[who] == shown[0]
    press(desk, "1")
    press(desk, "n", modifiers=SHIFT)
    everything = [
        desk.status(),
        adjudication.card.state.text(),
        adjudication.card.title.text(),
        *(row.tick.accessibleName() + row.tick.text() for row in adjudication.card.rows),
        *(row.accept.accessibleName() for row in adjudication.card.rows),
    ]
    assert not any(name in text for text in everything for name in ("ana", "ben", "chloe"))
    assert decisions(desk)[0][2] == [who]
    press(desk, Qt.Key.Key_Escape)
    press(desk, "g", modifiers=CTRL)
    assert adjudication.card.blind.isChecked()  # it is remembered
    press(desk, "b")
    assert [lane.name for lane in adjudication.page.view._lanes] == ["ana", "ben", "chloe", "Gold"]


@pytest.mark.parametrize("seed", [0, 5])
def test_blind_letters_are_those_of_the_report(desk, seed):
    """Whoever the report is about, and whatever its seed: A there is A here."""
    adjudication, settings = adjudication_of(desk), desk.window._settings
    settings.blind_seed = seed
    settings.blind = True
    adjudication.close()
    assert adjudication.open("a0", None)
    lanes = {
        next(iter({one.annotator for one in lane.spans})): lane.name
        for lane in adjudication.page.view._lanes
        if lane.spans
    }
    drawn = AgreementSettings(seed=seed, replicates=0)
    for people in (None, ["ana", "chloe"]):
        named = report_of(desk.project(), drawn, annotators=people)
        blind = report_of(desk.project(), drawn, annotators=people, blind=True)
        spans = blind.labels["claim"].spans
        assert blind.labels["claim"].spans == {
            lanes[who]: number for who, number in named.labels["claim"].spans.items()
        }
        assert len(spans) == (3 if people is None else 2)


def test_opening_at_a_place(open_disputed):
    desk = open_disputed()
    adjudication = adjudication_of(desk)
    assert desk.session.open_article("a1")
    assert adjudication.open("a0", (60, 62))
    assert desk.session.opened.article.id == "a0"
    assert place(desk) == PIER_AT_NOON
    assert adjudication.open("a0", (0, 3))
    assert place(desk) == MAYOR_HOLT  # the closest
    desk.session.failed.disconnect()  # who opens it is told so in a dialog
    assert not adjudication.open("gone")
    assert place(desk) == MAYOR_HOLT


def test_a_click_chooses_the_smallest_place(desk):
    view = adjudication_of(desk).page.view
    at = view.area_of(70, 72).center() - view.viewport().pos()
    QTest.mouseClick(view.viewport(), LEFT, NO, at)
    assert place(desk) == NOBODY


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ((), "Nobody is done with this article."),
        (("ben",), "Only ben is done with this article."),
    ],
)
def test_too_few_are_done(open_disputed, done, told):
    desk = open_disputed(done=done)
    press(desk, "g", modifiers=CTRL)
    page = adjudication_of(desk).page
    assert page.is_empty
    assert page.empty.text().startswith(told)
    assert "In progress: ana" in page.empty.text()
    press(desk, "n", "1", "0", "a", "r", "u")
    assert decisions(desk) == []
    assert desk.shown() == []
    press(desk, Qt.Key.Key_Escape)
    assert not adjudication_of(desk).is_open


def test_who_is_not_done_has_no_lane(open_disputed):
    desk = open_disputed(done=("ana", "chloe"))
    press(desk, "g", modifiers=CTRL)
    adjudication = adjudication_of(desk)
    assert [lane.name for lane in adjudication.page.view._lanes] == ["ana", "chloe", "Gold"]
    assert [one.place for one in adjudication.state.dispute_states] == [PIER, NOBODY]


def test_commands_about_what_is_hidden_are_off(desk):
    actions = desk.window.actions_by_name
    covered = ("delete", "done", "split", "note", "filter", "find")
    assert not any(actions[name].isEnabled() for name in covered)
    assert all(actions[name].isEnabled() for name in ("next", "palette", "settle", "export"))
    press(desk, "d", "x", "y", "t")
    assert desk.session.status is Status.NEW
    assert desk.shown() == []
    press(desk, "g", modifiers=CTRL)
    assert not adjudication_of(desk).is_open
    assert all(actions[name].isEnabled() for name in covered)
    assert not actions["redo"].isEnabled()  # nobody has undone anything


def test_the_next_article_is_compared_as_well(desk):
    press(desk, Qt.Key.Key_PageDown, modifiers=CTRL)
    adjudication = adjudication_of(desk)
    assert adjudication.state.article.id == "a1"
    assert adjudication.page.is_empty
    press(desk, Qt.Key.Key_PageUp, modifiers=CTRL)
    assert adjudication.state.article.id == "a0"
    press(desk, "2")  # the focus is on the page
    assert gold(desk.project()) == [("entity", MAYOR_HOLT)]


def test_somebody_becoming_done_is_seen(open_disputed):
    """The lead is an annotator, too: their own status counts as soon as it changes."""
    desk = open_disputed(done=("ana",))
    session = desk.session
    adjudication = adjudication_of(desk)
    press(desk, "g", modifiers=CTRL)
    assert adjudication.page.is_empty
    session.apply(SetStatus(articles=("a0",), status=Status.DONE))
    assert not adjudication.page.is_empty
    assert adjudication.state.done == ["ana", "lead"]


def test_gold_is_exported_as_it_was_settled(desk, tmp_path):
    press(desk, "a", "1", "2", "0")
    file = tmp_path / "gold.jsonl"
    project = desk.project()
    write_out(project, file, annotators=[project.gold()])
    records = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    (record,) = [one for one in records if one["spans"]]
    found = sorted((one["label"], *map(tuple, one["fragments"])) for one in record["spans"])
    assert found == sorted(
        (label, (start, end))
        for label, (start, end) in (("claim", FERRY), ("claim", PIER_AT_NOON), ("entity", HOLT))
    )
    assert (record["gold"], record["status"]) == (True, "done")


def test_names_for_screen_readers(desk):
    adjudication = adjudication_of(desk)
    row = adjudication.card.rows[1]
    assert row.tick.accessibleName() == "ben: entity: Mayor Holt"
    assert row.accept.accessibleName() == "Accept ben"
    for button in (
        adjudication.page.next,
        adjudication.page.previous,
        adjudication.page.close_button,
    ):
        assert button.accessibleName()
    assert adjudication.card.reason.accessibleName() == "Reason"
    assert adjudication.page.view.accessibleName()


def test_theme_and_text_size_follow(desk):
    adjudication = adjudication_of(desk)
    view = adjudication.page.view
    light, room = view.grab().toImage(), view._room
    press(desk, "n", "n")
    there = place(desk)
    desk.window.actions_by_name["dark"].trigger()
    assert view.theme.dark
    assert view.grab().toImage() != light
    desk.window.actions_by_name["larger"].trigger()
    desk.window.actions_by_name["larger"].trigger()
    assert view._room > room
    assert place(desk) == there
    desk.window.actions_by_name["light"].trigger()


def test_text_is_never_taken_for_markup():
    text = "A <b>bold</b> & “fine” line\nnext"
    span = Span(
        id="s", article="a", annotator="x", label="l", fragments=make_fragments(text, ((2, 13),))
    )
    html = excerpt(span, text, Label(id="l", name="l"), LIGHT)
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<b>bold" not in html
    assert "&amp;" in html
    assert "↵" in html


def test_labels_that_come_while_comparing(desk):
    label = desk.session.labels["quote"]
    renamed = msgspec.structs.replace(label, name="said", key="")
    assert desk.session.apply(SetLabel(label=renamed)) is not None
    adjudication = adjudication_of(desk)
    assert [one.accessibleName() for one in adjudication.card.draw_buttons][1] == "Draw said"
    QTest.qWait(1)
    tags = [action for _, action in desk.window.label_actions()]
    assert not any(action.isEnabled() for action in tags)
    press(desk, Qt.Key.Key_Escape)
    assert all(action.isEnabled() for action in tags)


def test_enter_does_what_has_the_focus(desk):
    card = adjudication_of(desk).card
    QTest.mouseClick(card.rows[0].tick, LEFT, NO, _inside(card.rows[0].tick))
    desk.focus(card.rows[0].tick)
    press(desk, Qt.Key.Key_Return)
    assert gold(desk.project()) == [("entity", HOLT)]
    desk.focus(card.rows[2].accept)
    press(desk, Qt.Key.Key_Return)
    assert ("quote", PIER) in gold(desk.project())
    desk.focus(adjudication_of(desk).page.previous)
    press(desk, Qt.Key.Key_Return)
    assert place(desk) == PIER_AT_NOON
    desk.focus(card.rows[0].tick)
    press(desk, "0")
    assert (PIER_AT_NOON, Settled.NOTHING, [], "") in decisions(desk)


def test_who_still_annotates_the_article_sees_nothing_of_it(desk):
    """A refusal in the status bar, no page; once it is done for them, it opens."""
    adjudication = adjudication_of(desk)
    adjudication.close()
    desk.session.set_annotator("newcomer")
    desk.session.apply(SetStatus(articles=("a0",), status=Status.IN_PROGRESS))
    assert not adjudication.open("a0")
    assert not adjudication.is_open
    assert desk.status() == (
        "This article is not done for newcomer; until then the others’ work on it is hidden."
    )
    desk.session.set_status(Status.DONE)
    assert adjudication.open("a0")
    assert adjudication.page.status.text.endswith("disputes open")


def test_gold_that_has_grown_stale_is_not_called_settled(qtbot, desk):
    """The page says so, and the queue lists the article until gold is done again."""
    adjudication = adjudication_of(desk)
    press(desk, "a")
    for start, end in PLACES:
        desk.session.apply(Settle(article="a0", start=start, end=end))
    assert adjudication.page.status.text.startswith("Gold: settled")
    status = desk.window.queue.status
    place = status.findText("Gold to look at again")
    status.setCurrentIndex(place)
    status.activated.emit(place)
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 0)
    new = AddSpan(article="a0", label=next(iter(desk.session.labels)), ranges=((0, 2),))
    assert desk.session.project.apply(new, "ben") is not None
    press(desk, Qt.Key.Key_Escape)
    press(desk, "g", modifiers=CTRL)
    assert adjudication.page.status.text.startswith("Gold: to be looked at again")
    desk.window.queue.apply_filter()
    qtbot.waitUntil(lambda: desk.window.queue.model.rowCount() == 1)
    desk.session.apply(SetGoldStatus(articles=("a0",), status=Status.DONE))
    assert adjudication.page.status.text.startswith("Gold: marked settled, with places open")
