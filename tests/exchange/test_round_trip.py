"""What goes out comes back in, to the byte."""

from __future__ import annotations

from pathlib import Path

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.annotation.edits import AddLink, AddSpan, SetLabel, SetStatus
from annotator.annotation.records import Annotated, Article, Fragment, Span, Status
from annotator.errors import CancelledError, InputError, NotSavedError, ProjectError
from annotator.exchange import Exported, bring_in, create_project, write_out
from annotator.project import Project
from tests.exchange.projects import exported, make, projects

TRICKY = "\ufeffA “quote”\u2028by 👩‍🚀 Zoe\u0301,\u00a0“in two” parts \x0b\x1f \ufeff end"


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(records=projects())
def test_export_import_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, records: list[Annotated]
) -> None:
    """And the records are equal, whatever is in them."""
    folder = tmp_path_factory.mktemp("p")
    with make(folder / "a.annotator", records) as first:
        data = exported(first, folder)
        with create_project(folder / "b.annotator") as second:
            summary = bring_in(second, [folder / "export.jsonl"])
            assert exported(second, folder) == data
            assert list(second.export()) == list(first.export())
            assert second.check() == []
            assert summary.spans == first.statistics().spans
            again = bring_in(second, [folder / "export.jsonl"])
            assert (again.articles, again.spans, again.links, again.kept) == (0, 0, 0, 0)
            assert exported(second, folder) == data


def story(project: Project) -> None:
    """Two people work on two articles in the way of the desktop."""
    texts = {"one": TRICKY, "two": "The same\nstory, told twice."}
    with project.begin_import("test") as work:
        work.add([Annotated(article=Article(id=key, text=text)) for key, text in texts.items()])
    quote, claim = project.labels()[1], project.labels()[0]
    made = {}
    for person, article in (("zoe", "two"), ("ben", "one"), ("ben", "two"), ("zoe", "one")):
        for ranges in (((2, 9), (20, 23)), ((0, 5),), ((0, 5),), ((1, 4),)):
            edit = AddSpan(article=article, label=quote.id, ranges=ranges, attributes={"n": 1.0})
            changes = project.apply(edit, person)
            assert changes is not None
            made[person, article] = changes.delta.spans[0].record.id
    for person in ("ben", "zoe"):
        ends = {"source": made[person, "one"], "target": made[person, "two"]}
        project.apply(AddLink(type="cue", **ends), person)
        project.apply(SetStatus(articles=("one",), status=Status.DONE), person)
    project.apply(SetLabel(label=msgspec.structs.replace(quote, name="Zitat")), "ben")
    project.apply(AddSpan(article="one", label=claim.id, ranges=((3, 4),), note="why?"), "ben")


def test_work_of_two_people_comes_back(tmp_path: Path) -> None:
    """A renamed label, fragments, links across articles, and who joined first."""
    with create_project(tmp_path / "a.annotator") as first:
        story(first)
        data = exported(first, tmp_path)
        with create_project(tmp_path / "b.annotator") as second:
            summary = bring_in(second, [tmp_path / "export.jsonl"])
            assert summary.labels == ("Zitat",)
            assert summary.sentence() == "2 articles new, 0 already there, 17 spans, 2 links"
            assert exported(second, tmp_path) == data


def test_touching_fragments_stay_two(tmp_path: Path) -> None:
    """They came so from a file, and leave so."""
    fragments = (Fragment(0, 3, "abc"), Fragment(3, 5, "de"))
    one = Span(id="s", article="x", annotator="a", label="quote", fragments=fragments)
    record = Annotated(article=Article(id="x", text="abcdef"), annotator="a", spans=(one,))
    with make(tmp_path / "a.annotator", [record]) as project:
        line = orjson.loads(exported(project, tmp_path))
    assert line["spans"][0]["fragments"] == [[0, 3], [3, 5]]
    assert line["spans"][0]["text"] == "abc de"


def test_an_article_that_was_looked_at_and_left_is_nobodys(tmp_path: Path) -> None:
    """Its status is new again, so its line says what it says for everybody."""
    with make(tmp_path / "a.annotator", [Annotated(article=Article(id="x", text="t"))]) as project:
        project.apply(SetStatus(articles=("x",), status=Status.DONE), "a")
        project.apply(SetStatus(articles=("x",), status=Status.NEW), "a")
        line = orjson.loads(exported(project, tmp_path))
    assert (line["annotator"], line["status"]) == (None, "new")


def test_an_export_of_some_people_can_be_imported_alone(tmp_path: Path) -> None:
    """Links to spans that are not in the file are left out and counted."""
    with create_project(tmp_path / "a.annotator") as project:
        story(project)
        out = tmp_path / "ben.jsonl"
        ben = write_out(project, out, annotators=["ben"])
        assert ben == Exported(articles=2, records=2, spans=9, links=1)
        done = write_out(project, out, done_only=True)
        assert done == Exported(articles=1, records=2, spans=9, links=0, links_left_out=2)
        with create_project(tmp_path / "b.annotator") as second:
            assert bring_in(second, [out]).spans == 9
        with pytest.raises(ProjectError, match="there is no annotator eve; there are: zoe, ben"):
            write_out(project, out, annotators=["eve"])


def test_an_export_that_is_stopped_leaves_the_old_file(tmp_path: Path) -> None:
    """Nothing half written, and nothing beside it."""
    with create_project(tmp_path / "a.annotator") as project:
        story(project)
        folder = tmp_path / "out"
        folder.mkdir()
        (folder / "x.jsonl").write_bytes(b"old")
        asked = iter([False, True])
        with pytest.raises(CancelledError, match="the export was stopped; nothing has changed"):
            write_out(project, folder / "x.jsonl", cancelled=lambda: next(asked))
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("x.jsonl", b"old")]


def test_an_export_never_takes_the_place_of_a_project(tmp_path: Path) -> None:
    """Neither its own nor another, nor its log."""
    with create_project(tmp_path / "a.annotator") as project:
        for name in ("a.annotator", "other.annotator", "a.annotator-wal"):
            with pytest.raises(ProjectError, match=r"expected another"):
                write_out(project, tmp_path / name)
        with pytest.raises(NotSavedError, match="does not exist"):
            write_out(project, tmp_path / "no" / "x.jsonl")
        with pytest.raises(
            InputError, match="Plain text cannot be written; expected one of: jsonl"
        ):
            write_out(project, tmp_path / "x.txt", format="text")


def test_progress_rises_to_its_end(tmp_path: Path) -> None:
    """For an export of everything and for one in two passes."""
    with create_project(tmp_path / "a.annotator") as project:
        story(project)
        for annotators in (None, ["ben"]):
            seen: list[tuple[int, int]] = []

            def progress(done: int, total: int, seen: list[tuple[int, int]] = seen) -> None:
                seen.append((done, total))

            write_out(
                project,
                tmp_path / "x.jsonl",
                annotators=annotators,
                progress=progress,
            )
            assert seen == sorted(seen)
            assert seen[-1][0] == seen[-1][1]
