"""Assignments and stories on real files, and the command that shares articles out."""

from __future__ import annotations

import pytest

from annotator.__main__ import main
from annotator.annotation.assigning import Unaided
from annotator.annotation.edits import SetAssignments, SetStatus, Settle
from annotator.annotation.records import Annotated, Article, Status
from annotator.errors import RuleError
from annotator.project import ArticleFilter, Project
from tests.project.making import FIRST, LABELS, SECOND, dump, tag

MINE = ArticleFilter(assigned_only=True)


def mine(project, who):
    return project.article_ids(project.index(who, MINE))


@pytest.fixture
def many(tmp_path):
    path = tmp_path / "many.annotator"
    with Project.create(path, LABELS) as project:
        with project.begin_import("test") as incoming:
            incoming.add(
                [
                    Annotated(article=Article(id=f"a{n}", text="Word. " * (n % 7 + 3)))
                    for n in range(50)
                ]
            )
        for who in ("x", "y"):
            project.add_annotator(who)
    return path


def test_assigning_is_undone_and_redone(project):
    assert MINE.is_partial
    assert mine(project, "x") == []
    made = project.apply(SetAssignments(assigned={FIRST: ("x", "y"), SECOND: ("y",)}), "lead")
    assert made.text == "Assign 2 articles"
    assert (mine(project, "x"), mine(project, "y")) == ([FIRST], [FIRST, SECOND])
    assert [row.assigned for row in project.rows("x", project.index("x"))] == [("x", "y"), ("y",)]
    project.apply(SetAssignments(assigned={FIRST: ("y",)}), "lead")
    assert project.assignments() == {FIRST: ("y",), SECOND: ("y",)}
    project.undo("lead")
    assert project.assignments() == {FIRST: ("x", "y"), SECOND: ("y",)}
    project.undo("lead")
    assert project.assignments() == {}
    project.redo("lead")
    project.redo("lead")
    assert project.assignments() == {FIRST: ("y",), SECOND: ("y",)}
    assert project.apply(SetAssignments(assigned={FIRST: ("y",)}), "lead") is None
    assert project.check() == []


def test_who_changed_it_in_between_is_not_overruled(project):
    project.apply(SetAssignments(assigned={FIRST: ("x",)}), "lead")
    project.set_assignments({FIRST: ()})
    with pytest.raises(RuleError, match="passed over"):
        project.undo("lead")
    assert project.assignments() == {}


def test_by_hand_without_a_change(project):
    project.set_assignments({FIRST: ("x", "newcomer")})
    assert project.assignments() == {FIRST: ("x", "newcomer")}
    assert project.annotators() == ["x", "y", "newcomer"]
    assert [entry.kind for entry in project.history()] == ["assign", "import"]
    project.set_assignments({FIRST: ("y",)}, by="lead")
    assert [entry.annotator for entry in project.history()] == ["lead", None, None]
    for wrong in ({"none": ("x",)}, {FIRST: ("two\nlines",)}):
        with pytest.raises(RuleError):
            project.set_assignments(wrong)
    assert project.assignments() == {FIRST: ("y",)}


def test_gold_does_no_articles(project):
    project.apply(Settle(article=FIRST, start=0, end=3, accept=(tag(project),)), "y")
    for attempt in (
        lambda: project.set_assignments({FIRST: ("gold",)}),
        lambda: project.share_out(["gold"]),
    ):
        with pytest.raises(RuleError):
            attempt()
    shared = project.share_out(overlap=1)
    assert shared.edit.assigned == {FIRST: ("x", "y"), SECOND: ("x", "y")}


def test_what_is_begun_is_assigned_first(project):
    tag(project)
    project.apply(SetStatus(articles=(SECOND,), status=Status.DONE), "y")
    shared = project.share_out(overlap=0)
    assert shared.edit.assigned == {FIRST: ("x",), SECOND: ("y",)}
    shared = project.share_out(["newcomer"], overlap=0)
    assert shared.edit.assigned == {FIRST: ("newcomer",), SECOND: ("newcomer",)}
    assert shared.new == ("newcomer",)


def test_others_and_only_new(project):
    project.set_assignments({FIRST: ("x",)})
    assert project.share_out(["y"], overlap=0).edit.assigned == {
        FIRST: ("x", "y"),
        SECOND: ("y",),
    }
    shared = project.share_out(["y"], overlap=0, only_new=True)
    assert shared.edit.assigned == {SECOND: ("y",)}
    assert shared.articles == {"y": 1}


def test_an_import_taken_back_keeps_who_is_assigned(project):
    incoming = project.begin_import("test")
    incoming.add([Annotated(article=Article(id="n", text="New."), annotator="z")])
    project.set_assignments({FIRST: ("z",), "n": ("z",)})
    incoming.cancel()
    assert project.assignments() == {FIRST: ("z",)}
    assert project.check() == []


def test_the_command(many, capsys):
    before = dump(many)
    assert main(["assign", str(many), "--seed", "4", "--dry-run"]) == 0
    table = capsys.readouterr().out
    assert dump(many) == before
    assert main(["assign", str(many), "--seed", "4", "--by", "lead"]) == 0
    done = capsys.readouterr().out
    assert done == table.replace("would assign", "assigned")
    assert done.splitlines()[0].split() == ["annotator", "articles", "characters"]
    assert [line.split()[1] for line in done.splitlines()[1:3]] == ["30", "30"]
    assert done.splitlines()[3] == "assigned: 10 articles of 50 by all; 50 articles changed"
    with Project.open(many) as project:
        assert len(mine(project, "x")) == len(mine(project, "y")) == 30
        assert len(set(mine(project, "x")) & set(mine(project, "y"))) == 10
        for who, line in zip("xy", done.splitlines()[1:3], strict=True):
            rows = project.rows(who, project.index(who, MINE))
            assert line.split() == [who, "30", f"{sum(row.length for row in rows):,}"]
        assert project.undo_state("lead").undo == "Assign 50 articles"
        assert "lead" in project.annotators()
    assert main(["assign", str(many), "--seed", "4", "--annotator", "x", "--annotator", "y"]) == 0
    assert "0 articles changed" in capsys.readouterr().out


def test_the_command_with_newcomers(many, capsys):
    arguments = ["assign", str(many), "--annotator", "Anna B", "--annotator", "x"]
    assert main([*arguments, "--overlap", "0", "--dry-run"]) == 0
    assert "annotators to be added: Anna B" in capsys.readouterr().out
    assert main([*arguments, "--overlap", "0"]) == 0
    assert "annotators added: Anna B" in capsys.readouterr().out
    with Project.open(many) as project:
        assert project.annotators() == ["x", "y", "Anna B"]
        assert len(mine(project, "Anna B")) + len(mine(project, "x")) == 50
    assert main(["assign", str(many), "--overlap", "1.5"]) == 2
    assert "from 0 to 1" in capsys.readouterr().err


def test_stories(project):
    assert project.stories() == {}
    project.set_stories({FIRST: "s", SECOND: "t", "none": "u"})
    assert project.stories() == {"s": [FIRST], "t": [SECOND]}
    assert [row.story for row in project.rows("x", project.index("x"))] == ["s", "t"]
    assert project.merge_stories(["t", "s"]) == "t"
    assert project.stories() == {"t": [FIRST, SECOND]}
    project.set_stories({FIRST: ""})
    assert project.stories() == {"t": [SECOND]}
    assert [row.story for row in project.rows("x", project.index("x"))] == ["", "t"]
    assert project.merge_stories([]) == ""


def test_a_story_is_filtered_and_its_articles_are_named(project):
    project.set_stories({SECOND: "s", FIRST: "s"})
    told = project.told_by(["s", "no such"])
    assert {story: [one.id for one in some] for story, some in told.items()} == {
        "s": [FIRST, SECOND]
    }
    assert project.told_by([]) == {}
    both = ArticleFilter(story="s")
    assert both.is_partial
    assert project.article_ids(project.index("x", both)) == [FIRST, SECOND]
    assert project.index("x", ArticleFilter(story="t")) == []
    project.set_assignments({SECOND: ("x",)})
    mine = ArticleFilter(story="s", assigned_only=True)
    assert project.article_ids(project.index("x", mine)) == [SECOND]


# -- without suggestions -----------------------------------------------------------------------


def test_articles_are_assigned_to_be_annotated_without_suggestions(project, tmp_path):
    """It is a change that is undone, stays with who stays, and goes into the pack."""
    project.set_assignments({FIRST: ["x", "y"]}, by="x")
    project.set_assignments({FIRST: ["x", "y"]}, by="x", unaided={FIRST: ["y"]})
    assert project.unaided() == {FIRST: ("y",)}
    assert project.is_unaided("y", FIRST)
    assert not project.is_unaided("x", FIRST)
    assert not project.is_unaided("nobody", FIRST)
    assert not project.is_unaided("y", SECOND)
    project.undo("x")
    assert project.unaided() == {}
    assert project.assignments() == {FIRST: ("x", "y")}
    project.redo("x")
    project.set_assignments({FIRST: ["y"]}, by="x")
    assert project.unaided() == {FIRST: ("y",)}
    project.pack(tmp_path / "pack.annotator", "y")
    with Project.open(tmp_path / "pack.annotator") as pack:
        assert pack.is_unaided("y", FIRST)
        assert pack.check() == []
    project.set_assignments({FIRST: ["y"]}, by="x", unaided={})
    assert project.unaided() == {}


@pytest.mark.parametrize(
    ("which", "overlap", "wanted"),
    [
        (Unaided.ALL, 0.0, {FIRST, SECOND}),
        (Unaided.SHARED, 0.5, {"shared"}),
        (Unaided.SHARED, 0.0, set()),
        (None, 0.5, {SECOND}),
        (Unaided.NONE, 1.0, set()),
    ],
)
def test_sharing_out_says_which_are_annotated_without_suggestions(project, which, overlap, wanted):
    project.set_assignments({SECOND: ["x", "y"]}, unaided={SECOND: ["x", "y"]})
    shared = project.share_out(overlap=overlap, without_suggestions=which, only_new=which is None)
    project.set_assignments(shared.edit.assigned, "x", shared.edit.unaided)
    both = {one for one, who in project.assignments().items() if len(who) == 2}
    assert set(project.unaided()) == (both if wanted == {"shared"} else wanted)
    assert shared.unaided == len(project.unaided())
    again = project.share_out(overlap=overlap, without_suggestions=which, only_new=True)
    assert again.edit.assigned == {}
