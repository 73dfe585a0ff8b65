"""Several windows on one project: who is there, whose undo is whose, and what is refused."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.annotation.changes import Direction
from annotator.annotation.edits import (
    AddSpan,
    RelabelSpans,
    RemoveLabel,
    RemoveSpans,
    SetAssignments,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Status
from annotator.errors import AlreadyThereError, ClashError, ProjectBusyError, RuleError
from annotator.project import Attempt, Project, new_window
from annotator.project.storage import rows
from annotator.project.storage.open_windows import open_windows
from tests.project.driver import start
from tests.project.making import FIRST, LABELS, SECOND, spans_of, tag


class Beside:
    """One window on a project, without a screen."""

    def __init__(self, project, who="x"):
        self.project, self.who, self.id = project, who, new_window()
        self.since = project.mark().number
        assert project.attend(self.id, who)

    def attempt(self, **known):
        return Attempt(window=self.id, since=self.since, **known)

    def do(self, what, /, **known):
        return self.project.apply(what, self.who, self.attempt(**known))

    def tag(self, start=0, end=3, label="claim", **known):
        edit = AddSpan(article=FIRST, label=label, ranges=((start, end),))
        return self.do(edit, **known).delta.spans[0].after

    def undo(self):
        return self.project.undo(self.who, self.attempt())

    def redo(self):
        return self.project.redo(self.who, self.attempt())

    def state(self):
        return self.project.undo_state(self.who, self.attempt())

    def close(self):
        self.project.depart(self.id)


@pytest.fixture
def two(project):
    return Beside(project), Beside(project)


def windows(project):
    with project.database.reading() as connection:
        return [one.id for one in open_windows(connection)]


# -- who is there ------------------------------------------------------------------------------


def test_a_window_is_there_until_it_closes(project, two):
    mine, other = two
    assert windows(project) == [mine.id, other.id]
    other.close()
    assert windows(project) == [mine.id]


def test_a_window_of_a_process_that_has_ended_is_closed(project, path):
    """At once on this computer, however it ended: nobody waits for its silence."""
    program = (
        "import sys, os\nfrom annotator.project import Project, new_window\n"
        "project = Project.open(sys.argv[1])\nassert project.attend(new_window(), 'y')\n"
        "print('there', flush=True)\nsys.stdin.readline()\nos._exit(1)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "there\n"
        assert len(windows(project)) == 1
        process.stdin.write("\n")
        process.stdin.flush()
        process.wait()
        assert windows(project) == []
    mine = Beside(project)
    with closing(sqlite3.connect(path)) as raw:  # whoever says that they are there tidies up
        assert raw.execute("SELECT id FROM windows").fetchall() == [(mine.id,)]


@pytest.mark.parametrize("moved", ["-61 seconds", "+61 seconds"])
def test_a_window_that_is_silent_for_a_minute_is_closed(project, path, two, moved):
    """Also where a clock was set back: its last word would lie in the future for long."""
    mine, other = two
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "UPDATE windows SET id = 'elsewhere-1-1', host = 'elsewhere', alive_at ="
            f" strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '{moved}') WHERE id = ?",
            (other.id,),
        )
    assert windows(project) == [mine.id]


# -- undo --------------------------------------------------------------------------------------


def test_undo_takes_back_what_its_own_window_did(project, two):
    mine, other = two
    mine.tag(0, 3)
    span = other.tag(4, 6)
    changes = mine.undo()
    assert changes.delta.spans[0].before.ranges == ((0, 3),)
    assert list(spans_of(project)) == [span.id]
    with pytest.raises(RuleError, match=r"made in x’s other window on .*; undo it there"):
        mine.undo()
    assert mine.state().undo is None
    assert "other window" in mine.state().held
    assert list(spans_of(project)) == [span.id]
    assert other.undo() is not None
    assert mine.undo() is None


def test_who_has_no_window_is_told_the_last_change_of_any(project, two):
    """And takes that back: what was made in no window is nobody's own."""
    tag(project, 0, 3)
    mine, other = two
    span = mine.tag(4, 6)
    mine.close()
    other.close()
    tag(project, 7, 9)
    project.undo("x")
    assert str(project.undo_state("x").undo).endswith(f"“{span.text.strip()}”")
    assert project.undo("x").delta.spans[0].before == span


def test_what_closed_windows_did_comes_after_ones_own(project, two):
    """As after a restart; and what was undone here is redone here."""
    mine, other = two
    other.tag(0, 3)
    mine.tag(4, 6)
    other.tag(7, 9)
    other.close()
    assert [mine.undo().delta.spans[0].before.start for _ in range(3)] == [4, 7, 0]
    assert mine.undo() is None
    assert sorted(mine.redo().delta.spans[0].after.start for _ in range(3)) == [0, 4, 7]
    assert mine.redo() is None


def test_a_closed_window_that_changed_the_same_goes_first(project, two):
    """Own changes are not passed over for ever because of what was done on top of them."""
    mine, other = two
    span = mine.tag()
    other.do(SetNote(span=span.id, note="theirs"))
    with pytest.raises(RuleError, match=r"other window .* has changed it since"):
        mine.undo()
    other.close()
    assert mine.undo().delta.spans[0].after.note is None
    assert mine.undo().delta.spans[0].after is None
    assert spans_of(project) == {}


def test_a_new_edit_ends_redo_in_its_own_window_only(project, two):
    mine, other = two
    mine.tag(0, 3)
    other.tag(4, 6)
    mine.undo()
    other.undo()
    mine.tag(7, 9)
    assert mine.redo() is None
    assert other.redo() is not None


OPERATIONS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 6), st.integers(0, 8)), min_size=1, max_size=14
)


def operate(window, kind, number):
    """Do one thing in a window; what is refused is refused."""
    there = sorted(spans_of(window.project).values(), key=lambda span: span.id)
    chosen = there[number % len(there)] if there else None
    try:
        if kind == 0 or chosen is None:
            window.tag(2 * number, 2 * number + 2, LABELS[number % 2].id)
        elif kind == 1:
            window.do(RelabelSpans(spans=(chosen.id,), label=LABELS[number % 2].id))
        elif kind == 2:
            window.do(SetNote(span=chosen.id, note=f"n{number}"))
        elif kind == 3:
            window.do(RemoveSpans(spans=(chosen.id,)))
        elif kind == 4:
            window.do(SetStatus(articles=(FIRST,), status=list(Status)[number % 4]))
        elif kind == 5:
            window.undo()
        else:
            window.redo()
    except RuleError:
        return


def stored(project):
    opened = project.open_article("x", FIRST)
    return sorted(map(repr, opened.spans)), opened.links, opened.status


@settings(max_examples=20, deadline=None)
@given(OPERATIONS, st.booleans())
def test_undoing_everything_in_both_windows_gives_the_first_state(
    template, tmp_path_factory, operations, closes
):
    """Whatever two windows of one annotator do in turn; and also when one of them is closed."""
    path = template.copy(tmp_path_factory.mktemp("two") / "p.annotator")
    with Project.open(path) as project:
        first = stored(project)
        both = Beside(project), Beside(project)
        for which, kind, number in operations:
            operate(both[which], kind, number)
        if closes:
            both[1].close()
        going = True
        while going:
            going = False
            for window in both[:1] if closes else both:
                with suppress(RuleError):
                    going |= window.undo() is not None
        assert stored(project) == first
        assert project.check() == []


# -- once --------------------------------------------------------------------------------------


def test_an_edit_that_is_tried_again_is_done_once(project, two):
    mine, other = two
    edit = AddSpan(article=FIRST, label="claim", ranges=((0, 3),))
    first = mine.do(edit, edit="e1")
    other.tag(4, 6)
    again = mine.do(edit, edit="e1", again=True)
    assert again == first
    assert len(spans_of(project)) == 2
    assert mine.do(edit, edit="e2", again=True) != first, "it was not stored: it is done now"


def test_a_step_that_is_tried_again_is_done_once(project, two):
    mine, _ = two
    mine.tag(0, 3)
    mine.tag(4, 6)
    known = project.mark().event
    undone = mine.undo()
    again = project.undo("x", mine.attempt(again=True, own_event=known))
    assert again == undone
    assert len(spans_of(project)) == 1
    redone = mine.redo()
    assert project.redo("x", mine.attempt(again=True, own_event=undone.event)) == redone
    later = project.undo("x", mine.attempt(again=True, own_event=redone.event))
    assert later.event > redone.event, "it was not stored: it is done now"


def test_the_same_span_from_another_window_is_not_stored_twice(project, two):
    mine, other = two
    known = project.mark().event
    span = other.tag(0, 3)
    with pytest.raises(AlreadyThereError) as error:
        mine.tag(0, 3, seen_event=known)
    assert error.value.record == span.id
    assert list(spans_of(project)) == [span.id]
    mine.tag(0, 3, label="quote", seen_event=known)
    mine.tag(0, 4, seen_event=known)
    other.undo()
    mine.tag(0, 3, seen_event=known)
    assert len(spans_of(project)) == 3


# -- shared things -----------------------------------------------------------------------------


def test_a_label_is_edited_field_by_field(project):
    """One renames, another saves guidelines from an older copy: both hold."""
    seen = project.labels()[0]
    project.apply(SetLabel(label=replace(seen, name="Assertion"), base=seen), "x")
    mine = replace(seen, guidelines="When …", colour="#123456")
    project.apply(SetLabel(label=mine, base=seen), "y")
    now = project.labels()[0]
    assert (now.name, now.guidelines, now.colour) == ("Assertion", "When …", "#123456")


def test_a_field_that_two_have_changed_is_refused_with_both_values(project):
    seen = project.labels()[0]
    project.apply(SetLabel(label=replace(seen, name="Assertion"), base=seen), "x")
    with pytest.raises(ClashError, match=r"^meanwhile x has .*“Assertion”.*“Thesis”") as error:
        project.apply(SetLabel(label=replace(seen, name="Thesis"), base=seen), "y")
    assert error.value.clashes == (("name", "Assertion", "Thesis", "x"),)
    same = SetLabel(label=replace(seen, name="Assertion"), base=seen)
    assert project.apply(same, "y") is None, "both wanted the same"
    assert project.labels()[0].name == "Assertion"


def test_a_label_is_removed_as_it_was_seen(project):
    seen = project.labels()[1]
    Beside(project).tag(label="quote")
    with pytest.raises(ClashError, match="was used meanwhile"):
        project.apply(RemoveLabel(label="quote", spans=0, base=seen), "x")
    project.apply(SetLabel(label=replace(seen, name="Citation")), "y")
    with pytest.raises(ClashError, match="changed meanwhile"):
        project.apply(RemoveLabel(label="quote", spans=1, base=seen), "x")
    assert len(project.labels()) == 2


def test_assignments_are_made_on_what_was_seen(project):
    base = {FIRST: (), SECOND: ()}
    project.apply(SetAssignments(assigned={FIRST: ("x",)}, base=base), "x")
    with pytest.raises(ClashError, match="assigned otherwise meanwhile, to x"):
        project.apply(SetAssignments(assigned={FIRST: ("y",), SECOND: ("y",)}, base=base), "y")
    assert project.assignments() == {FIRST: ("x",)}
    project.apply(SetAssignments(assigned={FIRST: ("x",), SECOND: ("y",)}, base=base), "y")
    assert project.assignments() == {FIRST: ("x",), SECOND: ("y",)}


def test_what_the_command_line_assigns_is_written_down_and_nobodys_to_undo(project, two):
    mine, _ = two
    known = project.mark()
    project.set_assignments({FIRST: ("y",)})
    news = project.news(known, "x", mine.id)
    assert [one.delta.assignments[0].after.annotator for one in news.changes] == ["y"]
    assert mine.undo() is None


# -- news --------------------------------------------------------------------------------------


def test_news_are_what_others_did(project, two):
    mine, other = two
    known = project.mark()
    own = mine.tag(0, 3)
    span = other.tag(4, 6)
    other.undo()
    news = project.news(known, "x", mine.id, own={known.event + 1})
    assert [one.direction for one in news.changes] == [Direction.DONE, Direction.UNDONE]
    assert {one.delta.spans[0].record.id for one in news.changes} == {span.id} != {own.id}
    assert [one.id for one in news.windows] == [other.id]
    assert not news.reloads
    assert project.news(news.mark, "x", mine.id).labels is None


def test_ones_own_edit_is_no_news(project, path):
    """SQLite itself says so: nothing of the tables is read for it."""
    assert project.looks_changed(), "the first time nothing is known"
    tag(project)
    assert not project.looks_changed()
    with Project.open(path) as other:
        tag(other, 4, 6)
    assert project.looks_changed()
    assert not project.looks_changed()


def test_an_import_and_another_past_are_read_anew(project, path, tmp_path):
    """A restored backup may have as many lines in its audit trail: they are others."""
    window = Beside(project).id
    known = project.mark()
    with project.begin_import("again"):
        pass
    assert project.news(known, "x", window).reloads
    tag(project)
    known = project.mark()
    assert not project.news(known, "x", window).reloads
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE change_events SET at = '2020-01-01T00:00:00.000Z'")
    assert project.news(known, "x", window).reloads


def test_a_damaged_change_of_others_holds_up_nothing(project, path, two):
    """What it left is read; what comes after it is not missed."""
    mine, other = two
    known = project.mark()
    other.tag(0, 3)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE changes SET after = 'x'")
    news = project.news(known, "x", mine.id)
    assert news.reloads
    assert news.mark.event > known.event


def test_who_writes_is_named(path):
    """A window by its annotator, another program by its command."""
    with Project.open(path, busy_timeout_s=0.1) as project:
        process = start(path, "hold")
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ProjectBusyError) as error:
            tag(project)
        said = str(error.value)
        if Path("/proc/locks").exists():
            assert f"process {process.pid}" in said
        assert said.endswith("is writing to the project")
        process.communicate("go\n")
        tag(project)


def test_what_another_window_has_tagged_since_is_not_made_again(project, two):
    """Neither by redo, nor by another label or an edge that would make it the very same."""
    mine, other = two
    known = {"seen_event": 0}
    mine.tag()
    mine.undo()
    other.tag()
    with pytest.raises(RuleError, match="cannot be redone"):
        project.redo(mine.who, mine.attempt(**known))
    quote = mine.tag(label="quote")
    with pytest.raises(AlreadyThereError):
        mine.do(RelabelSpans(spans=(quote.id,), label="claim"), **known)
    near = mine.tag(0, 5)
    with pytest.raises(AlreadyThereError):
        mine.do(SetRanges(span=near.id, ranges=((0, 3),)), **known)
    claims = [span for span in project.open_article("x", FIRST).spans if span.label == "claim"]
    assert sorted(span.ranges for span in claims) == [((0, 3),), ((0, 5),)]


def test_what_stood_twice_already_is_taken_back_and_made_again(project, two):
    """An edge on its way passed over a span of the label: that is no other window's doing."""
    mine, _ = two
    known = {"seen_event": 0}
    mine.tag()
    near = mine.tag(0, 5)
    for end in (3, 7):  # the first makes it the very same for a moment
        mine.do(SetRanges(span=near.id, ranges=((0, end),)))

    def end_of_near():
        spans = project.open_article("x", FIRST).spans
        return next(span.end for span in spans if span.id == near.id)

    for step, ends in ((project.undo, (3, 5)), (project.redo, (3, 7))):
        for end in ends:
            assert step(mine.who, mine.attempt(**known)) is not None
            assert end_of_near() == end


def test_of_many_spans_only_those_that_may_stand_twice_are_asked_for(project, two, monkeypatch):
    """A change of thousands is taken back in one question; a twin among them is still found."""
    mine, other = two
    known = {"seen_event": 0}
    ids = tuple(mine.tag(start, start + 2, label="quote").id for start in range(20))
    asked, ask = [], rows.spans_beginning_as
    monkeypatch.setattr(rows, "spans_beginning_as", lambda *of: asked.append(of[-1]) or ask(*of))
    mine.do(RelabelSpans(spans=ids, label="claim"), **known)
    assert project.undo(mine.who, mine.attempt(**known)) is not None
    assert asked == []
    other.tag(7, 9)
    with pytest.raises(AlreadyThereError):
        mine.do(RelabelSpans(spans=ids, label="claim"), **known)
    assert [span.start for span in asked] == [7]
    with pytest.raises(RuleError, match="cannot be redone"):
        project.redo(mine.who, mine.attempt(**known))
