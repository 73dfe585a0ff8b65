"""Suggestions on real files: in by an import, answered by each for themselves, never out."""

from __future__ import annotations

import msgspec
import pytest

from annotator.annotation.answering import suggestion_id
from annotator.annotation.edits import (
    AcceptSuggestions,
    RejectSuggestions,
    RemoveLabel,
    RemoveSpans,
)
from annotator.annotation.records import Annotated, Article, Partner, Suggestion
from annotator.errors import OffsetError, RuleError
from annotator.project import Project
from annotator.project.storage import checksums
from tests.project.making import FIRST, SECOND, TEXTS, dump, raw, spans_of


def proposed(start, end, of=FIRST, label="claim", score=0.75, text=None):
    covered = TEXTS[of][start:end] if text is None else text
    return Suggestion(
        article="", label=label, start=start, end=end, text=covered, score=score, origin="guess"
    )


def record(*suggestions, of=FIRST):
    article = Article(id=of, text=TEXTS[of], title=of)
    return Annotated(article=article, suggestions=suggestions)


def bring_in(project, *records):
    with project.begin_import("test") as incoming:
        incoming.add(records)
    return incoming.tally


def open_ones(project, who="x", of=FIRST):
    opened = project.open_article(who, of)
    assert not opened.damaged
    return {(one.start, one.end): one.id for one in opened.suggestions}


@pytest.fixture
def two(project):
    bring_in(project, record(proposed(8, 12, score=1), proposed(0, 4, score=0)))
    return tuple(open_ones(project).values())


def test_in_once_and_never_out(project):
    before = list(project.export())
    records = record(proposed(8, 12), proposed(0, 4), proposed(0, 4, score=0.1))
    assert bring_in(project, records).suggestions == 2
    again = record(proposed(0, 4, score=0.9), proposed(0, 5), proposed(0, 4, label="quote"))
    assert bring_in(project, again, record(proposed(0, 4))).suggestions == 2
    found = project.open_article("x", FIRST).suggestions
    assert {(one.start, one.end, one.label, one.score) for one in found} == {
        (0, 4, "claim", 0.1),
        (0, 5, "claim", 0.75),
        (0, 4, "quote", 0.75),
        (8, 12, "claim", 0.75),
    }
    assert [one.start for one in found] == [0, 0, 0, 8]
    assert {(one.article, one.origin) for one in found} == {(FIRST, "guess")}
    assert list(project.export()) == before
    assert project.statistics().spans == 0
    assert project.check() == []


def test_an_unknown_label_is_made_and_goes_with_the_import(project, path):
    before = dump(path)
    wanted = record(proposed(0, 4, label="boilerplate"))
    assert project.sight([wanted])[0].labels == ("boilerplate",)
    incoming = project.begin_import("test")
    incoming.add([wanted])
    assert incoming.tally.labels == ["boilerplate"]
    assert len(open_ones(project)) == 1
    incoming.cancel()
    assert dump(path) == before


def test_what_was_answered_outlives_its_import(project):
    incoming = project.begin_import("test")
    incoming.add([record(proposed(0, 4), proposed(8, 12))])
    ids = open_ones(project)
    project.apply(RejectSuggestions(suggestions=(ids[0, 4],)), "x")
    incoming.cancel()
    assert list(open_ones(project, "y")) == [(0, 4)]
    assert project.undo("x") is not None
    assert list(open_ones(project)) == [(0, 4)]
    assert project.check() == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (proposed(0, 4, text="nope"), OffsetError),
        (proposed(0, 999), OffsetError),
        (proposed(0, 4, score=2), RuleError),
    ],
)
def test_a_wrong_one_is_refused(project, path, wrong, error):
    before = dump(path)
    with pytest.raises(error), project.begin_import("test") as incoming:
        incoming.add([record(proposed(1, 3), wrong)])
    assert dump(path) == before


def test_each_answers_for_themselves(project, two):
    made = project.apply(AcceptSuggestions(suggestions=two), "x")
    assert [step.after.ranges for step in made.delta.spans] == [((0, 4),), ((8, 12),)]
    assert {span.origin for span in spans_of(project).values()} == {"guess"}
    assert open_ones(project) == {}
    assert len(open_ones(project, "y")) == 2
    project.apply(RejectSuggestions(suggestions=two[:1]), "y")
    assert list(open_ones(project, "y").values()) == [two[1]]
    assert project.apply(RejectSuggestions(suggestions=two[:1]), "y") is None


def test_answers_are_undone_and_redone(path, two):
    with Project.open(path) as project:
        project.apply(AcceptSuggestions(suggestions=two[:1]), "x")
        project.apply(RejectSuggestions(suggestions=two[1:]), "x")
    with Project.open(path) as project:
        project.undo("x")
        assert list(open_ones(project).values()) == [two[1]]
        project.undo("x")
        assert tuple(open_ones(project).values()) == two
        assert spans_of(project) == {}
        project.redo("x")
        assert list(open_ones(project).values()) == [two[1]]
        assert len(spans_of(project)) == 1
        project.redo("x")
        assert open_ones(project) == {}
        assert project.check() == []


def test_an_accepted_span_that_was_deleted_does_not_come_back(project, two):
    project.apply(AcceptSuggestions(suggestions=two), "x")
    project.apply(RemoveSpans(spans=tuple(spans_of(project))), "x")
    assert open_ones(project) == {}
    project.undo("x")
    project.undo("x")
    assert tuple(open_ones(project).values()) == two


@pytest.mark.parametrize("move_to", [None, "quote"])
def test_removing_the_label_and_taking_that_back(project, two, move_to):
    project.apply(RejectSuggestions(suggestions=two[:1]), "y")
    project.apply(RemoveLabel(label="claim", move_to=move_to), "x")
    found = project.open_article("x", FIRST).suggestions
    assert [one.label for one in found] == ([] if move_to is None else ["quote", "quote"])
    project.undo("x")
    assert {one.label for one in project.open_article("x", FIRST).suggestions} == {"claim"}
    assert tuple(open_ones(project).values()) == two
    assert list(open_ones(project, "y").values()) == [two[1]]
    assert project.redo("x") is not None
    assert project.undo("x") is not None
    assert project.check() == []


def test_an_answer_in_between_stops_redo(project, two):
    project.apply(RemoveLabel(label="claim"), "x")
    project.undo("x")
    project.apply(RejectSuggestions(suggestions=two[:1]), "y")
    with pytest.raises(RuleError, match="passed over"):
        project.redo("x")
    assert tuple(open_ones(project).values()) == two
    assert list(open_ones(project, "y").values()) == [two[1]]


def test_an_undo_waits_for_the_label(project, two):
    project.apply(RejectSuggestions(suggestions=two), "y")
    project.apply(RemoveLabel(label="claim"), "x")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("y")


def test_damage_is_found_and_not_shown(project, path, two):
    with raw(path) as connection:
        connection.execute("UPDATE suggestions SET text = 'abcd' WHERE start = 0")
    opened = project.open_article("x", FIRST)
    assert [one.id for one in opened.suggestions] == [two[1]]
    assert len(opened.damaged) == 1
    problem, checksum = project.check()
    assert (problem.where, "the suggestion says" in problem.what) == (f"article {FIRST}", True)
    assert checksum.what == checksums.WRONG


def test_another_import_keeps_what_it_found_there(project):
    first, second = project.begin_import("one"), project.begin_import("two")
    first.add([record(proposed(0, 4))])
    second.add([record(proposed(0, 4))])
    assert second.tally.suggestions == 0
    second.finish()
    first.cancel()
    assert len(open_ones(project)) == 1


def named(one, of=FIRST):
    one = msgspec.structs.replace(one, article=of)
    return msgspec.structs.replace(one, id=suggestion_id(one))


def test_a_rejection_holds_for_the_place_whoever_proposes_it_again(project, path):
    bring_in(project, record(proposed(0, 4)))
    project.apply(RejectSuggestions(suggestions=tuple(open_ones(project).values())), "x")
    again = msgspec.structs.replace(proposed(0, 4, score=1), origin="another program")
    assert bring_in(project, record(again)).suggestions == 0
    assert open_ones(project) == {}
    assert project.refused_places("x") == {FIRST: {("claim", ((0, 4),))}}
    assert project.refused_places("y") == {}
    assert list(open_ones(project, "y")) == [(0, 4)]
    bring_in(project, record(proposed(0, 4, of=SECOND), of=SECOND))
    assert list(open_ones(project, "x", SECOND)) == [(0, 4)]  # equal offsets elsewhere


def test_of_an_older_project_two_programs_at_one_place_are_answered_as_one(project, path):
    bring_in(project, record(proposed(0, 4), proposed(8, 12)))
    ids = open_ones(project)
    with raw(path) as connection:  # as ids had the program's name in them
        connection.execute(
            "INSERT INTO suggestions (id, article, label, start, end, text, score, origin)"
            " SELECT 'older', article, label, start, end, text, 0.9, 'older' FROM suggestions"
            " WHERE start = 0"
        )
        connection.commit()
    assert open_ones(project) == {(0, 4): "older", (8, 12): ids[8, 12]}
    project.apply(RejectSuggestions(suggestions=(ids[0, 4],)), "x")
    assert list(open_ones(project)) == [(8, 12)]


def test_fragments_attributes_and_partners_come_back(project):
    whole = TEXTS[FIRST][0:12]
    one = msgspec.structs.replace(
        proposed(0, 12, text=whole),
        fragments=((0, 4), (8, 12)),
        attributes={"sure": True},
        partners=(Partner("speaker", ((5, 7),)),),
    )
    bring_in(project, record(one))
    (back,) = project.open_article("x", FIRST).suggestions
    assert (back.fragments, back.attributes, back.partners) == (
        ((0, 4), (8, 12)),
        {"sure": True},
        (Partner("speaker", ((5, 7),)),),
    )
    assert project.check() == []
    made = project.apply(AcceptSuggestions(suggestions=(back.id,)), "x")
    assert [step.after.ranges for step in made.delta.spans] == [((0, 4), (8, 12))]


def test_what_a_program_proposes_is_stored_with_its_answer(project, path):
    one = named(proposed(0, 4))
    project.apply(RejectSuggestions(proposed=(one,)), "x")
    assert open_ones(project) == {}
    assert list(open_ones(project, "y").values()) == [one.id]
    project.undo("x")
    assert open_ones(project) == {}  # it came with the answer and went with it
    project.redo("x")
    assert project.refused_places("x") == {FIRST: {("claim", ((0, 4),))}}
    assert project.check() == []


def test_a_changed_byte_beside_the_range_is_found(project, path):
    one = msgspec.structs.replace(proposed(0, 4), attributes={"sure": True})
    bring_in(project, record(one))
    with raw(path) as connection:
        connection.execute("UPDATE suggestions SET attributes = '{}'")
        connection.commit()
    assert ["checksum" in str(problem.what) for problem in project.check()] == [True]
