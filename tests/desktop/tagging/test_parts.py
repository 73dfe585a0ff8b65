"""Spans in parts: joined, with boilerplate cut out, of fragments."""

from __future__ import annotations

from tests.desktop.desk import CTRL, SHIFT
from tests.desktop.tagging.names import TEXT, at, caret_to


def test_split_and_join(open_desk):
    """X splits at the caret, M joins with the next of the label; each is one step."""
    desk = open_desk([TEXT])
    start, end = at("Ada Vell spoke again")
    desk.view.select(start, end)
    desk.key("1")
    desk.view.place_caret(start + 9)
    desk.key("x")
    assert [s.text for s in sorted(desk.session.spans.values(), key=lambda s: s.start)] == [
        "Ada Vell",
        "spoke again",
    ]
    desk.session.set_current(min(desk.session.spans.values(), key=lambda s: s.start).id)
    desk.key("m")
    (span,) = desk.session.spans.values()
    assert span.ranges == ((start, start + 8), (start + 9, end))
    desk.key("z", CTRL)
    assert len(desk.session.spans) == 2
    desk.key("z", CTRL)
    assert [span.ranges for span in desk.session.spans.values()] == [((start, end),)]
    assert not desk.project().check()


def test_a_quote_of_two_passages_in_reading_order(open_desk):
    """Shift+M joins with the one before: it stays, and is current; F alone takes the passage."""
    desk = open_desk([TEXT])
    caret_to(desk, "“We")
    desk.key("2")
    first = desk.session.current
    desk.key("q", times=2)
    desk.key("2")
    desk.key("m", SHIFT)
    whole = [("quote", (at("“We wait,”"), at("“Not on Jan. 6,”")))]
    assert desk.shown() == whole
    assert desk.session.current == first
    desk.key("m", SHIFT)
    assert "no further span" in desk.status()
    desk.key("z", CTRL, times=2)
    desk.session.set_current(first)
    caret_to(desk, "“We")
    desk.key("q", times=2)
    desk.key("f")
    assert desk.shown() == whole
    desk.key("f")
    assert "select more text" in desk.status()
    assert desk.shown() == whole
    assert not desk.project().check()


GLUED = "The chief saidMore by Ada Vell MORE that it holds. The end."


def _glued(desk):
    """Tag the glued part as boilerplate; return its range."""
    start = GLUED.index("More")
    end = GLUED.index(" that")
    desk.view.select(start, end)
    desk.key("4")
    return start, end


def test_one_key_cuts_boilerplate_out_of_the_current_span(open_desk):
    """B leaves fragments on both sides, without the space at the cut; one step of undo."""
    desk = open_desk([GLUED])
    start, end = _glued(desk)
    sentence = GLUED.index(" The end")
    desk.view.select(0, sentence)
    desk.key("1")
    desk.key("b")
    assert desk.shown()[0] == ("claim", ((0, start), (end + 1, sentence)))
    assert desk.status().startswith("Cut boilerplate out of “The chief saidMore")
    desk.key("b")
    assert desk.status() == "There is no boilerplate in the current span."
    desk.key("z", CTRL)
    assert desk.shown()[0] == ("claim", ((0, sentence),))
    assert not desk.project().check()


def test_what_cannot_be_cut_says_why(open_desk):
    """No span; nothing but boilerplate in it; boilerplate itself."""
    desk = open_desk([GLUED])
    desk.key("b")
    assert desk.status() == "There is no current span to cut boilerplate out of."
    start, end = _glued(desk)
    desk.key("b")
    assert desk.status() == "There is no boilerplate in the current span."
    desk.view.select(start, start + 4)
    desk.key("3")
    desk.key("b")
    assert desk.status() == "The current span is nothing but boilerplate."
    assert desk.shown() == [("entity", ((start, start + 4),)), ("boilerplate", ((start, end),))]


def test_a_setting_leaves_boilerplate_out_of_new_spans(open_desk):
    """By selection, by the label's key alone and as a fragment; it is remembered."""
    desk = open_desk([GLUED])
    desk.window.actions_by_name["leave_out_boilerplate"].trigger()
    start, end = _glued(desk)
    sentence = GLUED.index(" The end")
    wanted = ("claim", ((0, start), (end + 1, sentence)))
    desk.view.select(0, sentence)
    desk.key("1")
    assert desk.shown()[0] == wanted
    assert desk.status() == "The boilerplate in it was left out."
    desk.key("z", CTRL)
    desk.view.place_caret(2)
    desk.key("1")
    assert desk.shown()[0] == wanted
    desk.key("1")
    assert len(desk.session.spans) == 2
    desk.key("z", CTRL)
    desk.view.select(len(GLUED) - 4, len(GLUED))
    desk.key("3")
    desk.view.select(0, sentence)
    desk.key("f")
    assert desk.shown()[0] == ("entity", (*wanted[1], (len(GLUED) - 4, len(GLUED))))
    desk.view.select(start, start + 4)
    desk.key("3")
    assert ("entity", ((start, start + 4),)) in desk.shown()
    desk.close()
    desk = open_desk()
    assert desk.view.leaves_out_boilerplate
    assert desk.window.actions_by_name["leave_out_boilerplate"].isChecked()


def test_without_the_setting_boilerplate_stays_inside(open_desk):
    """It is off at first: what was selected is what is tagged."""
    desk = open_desk([GLUED])
    _glued(desk)
    desk.view.select(0, GLUED.index(" The end"))
    desk.key("1")
    assert desk.shown()[0] == ("claim", ((0, GLUED.index(" The end")),))
