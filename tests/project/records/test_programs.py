"""Programs as annotators: compared when they are named, and nobody otherwise."""

from __future__ import annotations

import shutil

import msgspec
import pytest

from annotator.annotation.adjudication.decisions import SettleUnanimous
from annotator.annotation.edits import SetStatus
from annotator.annotation.records import Status
from annotator.errors import ProjectError, RuleError
from annotator.project import Project
from tests.project.making import FIRST, SECOND, dump, span, tag, work

DONE = Status.DONE


def by_program(of=FIRST, name="m", who="model"):
    return work(of, who, span(name, of, 0, 4), status=DONE, program=True)


def bring_in(project, *records):
    with project.begin_import("test") as incoming:
        incoming.add(records)


def test_a_program_is_nobody(project):
    bring_in(project, by_program())
    assert project.programs() == ["model"]
    assert project.annotators() == ["x", "y"]
    held = project.statistics()
    assert list(held.annotators) == ["x", "y"]
    assert held.programs["model"]["done"] == 1
    assert [one.annotator for one in project.paces()] == ["x", "y"]
    assert project.comparison(FIRST).annotators == ()
    with pytest.raises(RuleError, match="is a program"):
        project.share_out(["model"])
    with pytest.raises(RuleError):
        project.set_assignments({FIRST: ["model"]})
    assert project.check() == []


def test_its_work_is_read_when_it_is_named(project):
    bring_in(project, by_program())
    (named,) = project.done_work(["x", "model"])
    assert [one.annotator for one in named.spans] == ["model"]
    (everybody,) = project.done_work()
    assert everybody.spans == []
    (record,) = (one for one in project.export() if one.annotator == "model")
    assert record.program


def test_what_people_agree_on_is_theirs_alone(project):
    bring_in(project, by_program())
    for who in "xy":
        tag(project, 0, 5, who=who)
        project.apply(SetStatus(articles=(FIRST,), status=DONE), who)
    project.apply(SettleUnanimous(articles=(FIRST,)), "x")
    assert len(project.comparison(FIRST).gold.spans) == 1
    assert project.comparison(FIRST).gold.status is DONE
    bring_in(project, by_program(name="m2", who="another"))
    assert project.comparison(FIRST).gold.status is DONE


def test_somebodys_name_is_no_programs(project, path):
    before = dump(path)
    with pytest.raises(RuleError, match="is somebody’s name"):
        bring_in(project, by_program(who="x"))
    assert dump(path) == before


def test_it_goes_and_comes_with_its_import_and_its_article(project):
    with project.begin_import("test", "x") as incoming:
        incoming.add([by_program(), by_program(SECOND, "n")])
    project.undo("x")
    assert project.programs() == []
    project.redo("x")
    assert project.programs() == ["model"]
    project.remove_articles([FIRST], "x")
    project.undo("x")
    assert project.programs() == ["model"]
    assert project.statistics().programs["model"]["done"] == 2
    assert project.check() == []


def test_it_comes_with_a_copy_that_is_merged(project, path, tmp_path):
    copy = tmp_path / "copy.annotator"
    project.close()
    shutil.copy(path, copy)
    with Project.open(copy) as other:
        bring_in(other, by_program())
    with Project.open(path) as here, Project.open(copy) as other:
        here.merge(other, by="x")
        assert here.programs() == ["model"]
        assert here.annotators() == ["x", "y"]
        here.undo("x")
        assert here.programs() == []
        here.redo("x")
        assert here.programs() == ["model"]


def test_a_person_and_a_program_of_one_name_are_not_merged(project, path, tmp_path):
    copy = tmp_path / "copy.annotator"
    project.close()
    shutil.copy(path, copy)
    with Project.open(copy) as other:
        bring_in(other, by_program())
    with Project.open(path) as here, Project.open(copy) as other:
        bring_in(here, msgspec.structs.replace(by_program(name="p"), program=False))
        before = dump(path)
        with pytest.raises(ProjectError, match="name of a program in one of the two"):
            here.merge(other, by="x")
        assert dump(path) == before
