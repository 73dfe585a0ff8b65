"""Gold on real files: who owns it, who undoes it, who sees it, and where it goes."""

from __future__ import annotations

import pytest

from annotator.annotation.adjudication.decisions import Kind
from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    RemoveLabel,
    RemoveSpans,
    SetGoldStatus,
    SetNote,
    SetStatus,
    Settle,
    SettleUnanimous,
    Unsettle,
)
from annotator.annotation.records import Annotated, Article, Settled, Status
from annotator.errors import ProjectError, RuleError
from annotator.project import Project
from annotator.project.storage import checksums
from tests.project.making import FIRST, LABELS, SECOND, TEXTS, dump, raw, tag


def settle(project, start, end, *accept, of=FIRST, by="lead", draw=(), reason=""):
    edit = Settle(article=of, start=start, end=end, accept=accept, draw=draw, reason=reason)
    return project.apply(edit, by)


def finish(project, *who, of=FIRST, status=Status.DONE):
    for one in who:
        project.apply(SetStatus(articles=(of,), status=status), one)


def ranges(work):
    return [] if work is None else [span.ranges for span in work.spans]


def contents(project):
    """Everything that is stored of the work, without ids of changes."""
    work = [
        (one.article.id, one.annotator, one.status, one.flagged, links_and_spans(one))
        for one in project.export()
    ]
    return work, [project.comparison(of).decisions for of in TEXTS]


def links_and_spans(work):
    """By id: what was removed and comes back stands last."""
    return {one.id: one for one in (*work.spans, *work.links)}


def test_gold_belongs_to_nobody_and_undo_to_the_lead(project):
    """The lead's undo takes gold spans, decision, links and status back; redo brings them."""
    quote, who = tag(project, 0, 3), tag(project, 5, 9)
    project.apply(AddLink(type="speaker", source=quote, target=who), "x")
    before = contents(project)
    changes = settle(project, 0, 9, quote, who, reason="clear")
    assert (changes.annotator, changes.article, project.gold()) == ("lead", FIRST, "gold")
    after = contents(project)
    seen = project.comparison(FIRST)
    assert ranges(seen.gold) == [((0, 3),), ((5, 9),)]
    assert [link.type for link in seen.gold.links] == ["speaker"]
    assert {span.annotator for span in seen.gold.spans} == {"gold"}
    (decision,) = seen.decisions
    assert (decision.by, decision.reason) == ("lead", "clear")
    assert decision.verdict is Settled.ACCEPTED
    assert project.undo("gold") is None
    assert project.undo("lead").delta == changes.delta.inverted()
    assert contents(project) == before
    assert project.redo("lead").delta == changes.delta
    assert contents(project) == after
    assert project.check() == []


def test_every_way_of_settling_is_undone_and_redone(path):
    with Project.open(path) as project:
        one, other = tag(project, 0, 3), tag(project, 0, 4, who="y")
        for who in ("x", "y"):
            tag(project, 10, 12, who=who)
        finish(project, "x", "y")
    edits = [
        SettleUnanimous(articles=tuple(TEXTS)),
        Settle(article=FIRST, start=0, end=4, accept=(one,)),
        Settle(article=FIRST, start=0, end=4, accept=(other,), reason="better"),
        Settle(article=FIRST, start=0, end=4),
        Settle(article=FIRST, start=0, end=4, draw=(("quote", ((0, 1), (2, 4))),)),
        Settle(article=SECOND, start=0, end=4, draw=(("quote", ((0, 1),)),)),
        # Nobody is done with the second article, so that this one has something to do.
        SetGoldStatus(articles=tuple(TEXTS), status=Status.DONE),
    ]
    states = []
    for edit in edits:
        with Project.open(path) as project:
            states.append(contents(project))
            assert project.apply(edit, "lead") is not None
    with Project.open(path) as project:
        states.append(contents(project))
        every = tuple(one.id for of in TEXTS for one in project.comparison(of).decisions)
        assert project.apply(Unsettle(decisions=every), "lead") is not None
        assert [project.comparison(of).decisions for of in TEXTS] == [(), ()]
        assert [ranges(project.comparison(of).gold) for of in TEXTS] == [[], []]
        for state in reversed(states):
            assert project.undo("lead") is not None
            assert contents(project) == state
            assert project.check() == []
        assert project.undo("lead") is None
        for state in states[1:]:
            assert project.redo("lead") is not None
            assert contents(project) == state
        assert project.check() == []


def test_a_person_may_be_called_gold(project):
    project.add_annotator("gold")
    settle(project, 0, 3, tag(project))
    assert project.gold() == "gold (settled)"
    assert project.annotators() == ["x", "y", "gold", "lead"]
    assert project.annotators(gold=True)[-1] == "gold (settled)"


def test_what_is_refused_leaves_no_gold_behind(project, path):
    before = dump(path)
    with pytest.raises(RuleError):
        settle(project, 0, 3, "none", by="x")
    assert project.apply(SettleUnanimous(articles=(FIRST,)), "x") is None
    assert dump(path) == before


def test_undo_is_passed_over_when_gold_was_changed(project):
    settle(project, 0, 3, tag(project))
    (span,) = project.comparison(FIRST).gold.spans
    project.apply(SetNote(span=span.id, note="by hand"), "gold")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("lead")
    assert len(project.comparison(FIRST).decisions) == 1


def test_undo_leaves_gold_that_another_decision_stands_for(project):
    """Two leads settle two places with one gold span; the first one's undo is passed over."""
    claim = tag(project, 5, 9)
    settle(project, 0, 20, by="one", draw=(("claim", ((5, 9),)),))
    settle(project, 5, 9, claim, by="two")
    shared = [decision.gold for decision in project.comparison(FIRST).decisions]
    assert shared[0] == shared[1]
    with pytest.raises(RuleError, match="passed over"):
        project.undo("one")
    assert ranges(project.comparison(FIRST).gold) == [((5, 9),)]
    project.undo("two")
    assert ranges(project.comparison(FIRST).gold) == [((5, 9),)]
    assert project.check() == []


def test_two_leads(project):
    """Who comes second replaces the decision; the first one's undo is passed over."""
    mine = tag(project)
    finish(project, "x")
    settle(project, 0, 3, mine, by="x")
    settle(project, 0, 3, by="y")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    project.undo("y")
    assert ranges(project.comparison(FIRST).gold) == [((0, 3),)]


def test_an_annotator_may_go_on_after_settling(project):
    mine = tag(project)
    settle(project, 0, 3, mine)
    project.apply(RemoveSpans(spans=(mine,)), "x")
    settle(project, 0, 3)
    assert ranges(project.comparison(FIRST).gold) == []
    project.undo("lead")
    project.undo("lead")
    project.undo("x")
    assert ranges(project.comparison(FIRST).annotators[0]) == [((0, 3),)]
    assert project.check() == []


def test_gold_goes_with_its_label(project):
    settle(project, 0, 3, tag(project))
    before = contents(project)
    project.apply(RemoveLabel(label="claim"), "x")
    assert ranges(project.comparison(FIRST).gold) == []
    project.undo("x")
    assert contents(project) == before


# -- people ------------------------------------------------------------------------------------


def test_gold_is_not_counted_among_people(project):
    tag(project)
    settle(project, 0, 3, *(tag(project, who="y"),))
    assert project.annotators() == ["x", "y", "lead"]
    assert project.annotators(gold=True) == ["x", "y", "lead", "gold"]
    counts = project.statistics()
    assert list(counts.annotators) == ["x", "y", "lead"]
    assert counts.gold["gold"]["spans"] == 1
    assert counts.spans == 3
    assert [pace.annotator for pace in project.paces()] == ["x", "y", "lead"]


def test_gold_is_exported_and_comes_back_as_gold(project, tmp_path):
    tag(project)
    finish(project, "x", "y")
    settle(project, 0, 3, tag(project, who="y"))
    records = list(project.export())
    assert [(one.annotator, one.gold) for one in records if one.annotator] == [
        ("gold", True),
        ("x", False),
        ("y", False),
    ]
    assert [one.annotator for one in project.export(["gold"], done_only=True)] == ["gold"]
    with Project.create(tmp_path / "q.annotator", LABELS) as other:
        with other.begin_import("test") as incoming:
            incoming.add(records)
        assert (other.gold(), other.annotators()) == ("gold", ["x", "y"])
        assert list(other.export()) == records
        with other.begin_import("more") as incoming:  # there is one gold already
            incoming.add([Annotated(article=Article(id="n", text="N"), annotator="z", gold=True)])
            incoming.add([Annotated(article=Article(id="n", text="N"), annotator="x", gold=True)])
        assert other.annotators() == ["x", "y", "z"]


def test_gold_of_an_import_that_is_taken_back_is_gone(project):
    record = Annotated(article=Article(id="n", text="N"), annotator="g", gold=True)
    incoming = project.begin_import("test")
    incoming.add([record])
    assert project.gold() == "g"
    incoming.cancel()
    assert project.gold() is None
    assert project.check() == []


# -- comparing ---------------------------------------------------------------------------------


def test_everything_side_by_side(project):
    tag(project, 0, 3)
    tag(project, 1, 4, who="y")
    finish(project, "y")
    seen = project.comparison(FIRST)
    assert [(work.annotator, work.status, ranges(work)) for work in seen.annotators] == [
        ("x", Status.IN_PROGRESS, [((0, 3),)]),
        ("y", Status.DONE, [((1, 4),)]),
    ]
    assert (seen.gold, seen.decisions, seen.hidden, seen.damaged) == (None, (), (), ())
    assert seen.article.text == TEXTS[FIRST]
    assert project.comparison(seen.key) == seen
    assert project.comparison(SECOND).annotators == ()
    with pytest.raises(ProjectError):
        project.comparison("none")


@pytest.mark.parametrize(
    ("mine", "theirs", "seen"),
    [
        (Status.DONE, Status.DONE, ["x", "y"]),
        (Status.DONE, Status.IN_PROGRESS, ["x"]),
        (Status.IN_PROGRESS, Status.DONE, ["x"]),
        (Status.SKIPPED, Status.DONE, ["x"]),
        (Status.NEW, Status.DONE, ["x"]),
    ],
)
def test_others_work_is_hidden_until_both_are_done(project, mine, theirs, seen):
    tag(project)
    tag(project, who="y")
    finish(project, "x", status=mine)
    finish(project, "y", status=theirs)
    shown = project.comparison(FIRST, "x")
    assert [work.annotator for work in shown.annotators] == seen
    assert list(shown.hidden) == [one for one in "xy" if one not in seen]
    assert [work.annotator for work in project.comparison(FIRST).annotators] == ["x", "y"]
    assert project.comparison(SECOND, "x").annotators == ()


def test_gold_is_hidden_until_it_and_the_viewer_are_done(project):
    mine = tag(project)
    finish(project, "x")
    settle(project, 10, 12)
    assert project.comparison(FIRST, "x").gold is None
    assert project.comparison(FIRST, "x").decisions == ()
    settle(project, 0, 3, mine)
    shown = project.comparison(FIRST, "x")
    assert ranges(shown.gold) == [((0, 3),)]
    assert len(shown.decisions) == 2
    finish(project, "x", status=Status.IN_PROGRESS)
    assert project.comparison(FIRST, "x").gold is None
    assert project.comparison(FIRST, "nobody").gold is None
    assert project.comparison(FIRST, "nobody").decisions == ()


def test_how_ones_spans_differ_from_gold(project):
    same, long = tag(project, 0, 3), tag(project, 5, 12)
    tag(project, 20, 22)
    finish(project, "x")
    with pytest.raises(RuleError, match="not settled"):
        project.gold_difference("x", FIRST)
    settle(project, 0, 3, same)
    with pytest.raises(RuleError, match="not settled"):
        project.gold_difference("x", FIRST)
    settle(project, 5, 12, draw=(("claim", ((5, 9),)),))
    settle(project, 20, 22)
    settle(project, 14, 18, draw=(("quote", ((14, 18),)),))
    found = project.gold_difference("x", FIRST)
    assert [one.kind for one in found] == [Kind.SAME, Kind.BOUNDARY, Kind.MISSED, Kind.EXTRA]
    assert found[1].span.id == long
    assert found[1].gold.ranges == ((5, 9),)
    with pytest.raises(RuleError, match="not done"):
        project.gold_difference("y", FIRST)
    with pytest.raises(ProjectError, match="no annotator"):
        project.gold_difference("nobody", FIRST)


def test_damage_is_found(project, path):
    settle(project, 0, 3, tag(project))
    settle(project, 5, 9, draw=(("claim", ((5, 9),)),))
    with raw(path) as connection:
        connection.execute('UPDATE decisions SET "end" = 9999 WHERE key = 1')
        connection.execute("UPDATE decisions SET gold = '{' WHERE key = 2")
    found = [problem.what for problem in project.check()]
    assert any("not inside the text" in what for what in found)
    assert any("cannot be read" in what for what in found)
    assert found.count(checksums.WRONG) == len(found) - 2


def test_a_wrong_span_is_left_out_and_named(project, path):
    tag(project)
    with raw(path) as connection:
        connection.execute("UPDATE fragments SET text = 'xyz'")
    seen = project.comparison(FIRST)
    assert [ranges(work) for work in seen.annotators] == [[]]
    assert len(seen.damaged) == 1


def test_an_article_that_was_settled_outlives_its_import(project):
    incoming = project.begin_import("test")
    incoming.add([Annotated(article=Article(id="n", text="New article."))])
    settle(project, 0, 3, of="n")
    incoming.cancel()
    assert len(project.comparison("n").decisions) == 1
    assert project.undo("lead") is not None
    assert project.apply(AddSpan(article="n", label="claim", ranges=((0, 3),)), "x")
    assert project.check() == []
