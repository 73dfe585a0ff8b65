"""What is in a pack: one annotator's work, whole, and nobody else's."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from annotator.annotation.edits import AddLink
from annotator.annotation.records import Link
from annotator.errors import RuleError
from annotator.project import Project
from tests.project.making import FIRST, SECOND, span, tag, work


def link(project: Project, source: str, target: str, who: str) -> str:
    changes = project.apply(AddLink(type="same", source=source, target=target), who)
    assert changes is not None
    return changes.delta.links[0].record.id


def rows(path, statement: str) -> set:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute(statement))


def test_links_are_ones_own_and_have_both_ends(project, tmp_path):
    """Others' links are nowhere in the file; nor one into an article that is not in the pack."""
    first, second = tag(project), tag(project, 4, 6)
    mine = link(project, first, second, "x")
    leads_out = link(project, second, tag(project, of=SECOND), "x")
    theirs = link(project, tag(project, who="y"), tag(project, 4, 6, who="y"), "y")
    target = tmp_path / "pack.annotator"
    packed = project.pack(target, "x", articles=[FIRST])
    assert (packed.articles, packed.spans, packed.links) == (1, 2, 1)
    assert rows(target, "SELECT id FROM links") == {(mine,)}
    assert rows(target, "SELECT id FROM versions WHERE kind = 'link'") <= {(mine,)}
    held = target.read_bytes()
    assert theirs.encode() not in held
    assert leads_out.encode() not in held
    with Project.open(target) as pack:
        assert pack.check() == []


def test_a_newcomers_pack_holds_no_work(project, tmp_path):
    """Whoever has done nothing yet gets articles and labels, and no link of anyone."""
    link(project, tag(project), tag(project, 4, 6), "x")
    target = tmp_path / "pack.annotator"
    packed = project.pack(target, "zoe")
    assert (packed.articles, packed.spans, packed.links) == (2, 0, 0)
    assert rows(target, "SELECT id FROM links") == set()
    assert rows(target, "SELECT name FROM annotators") == {("zoe",)}


def test_what_was_imported_is_nobodys_import_in_a_pack(project, tmp_path):
    """The import that brought spans and links is not in the pack, so that none of them names it."""
    spans = span("s", FIRST, 0, 3), span("t", FIRST, 4, 6)
    link = Link(id="l", type="same", source="s", target="t")
    with project.begin_import("test") as incoming:
        incoming.add([work(FIRST, "x", *spans, links=(link,))])
    target = tmp_path / "pack.annotator"
    packed = project.pack(target, "x")
    assert (packed.spans, packed.links) == (2, 1)
    for table in ("articles", "spans", "links", "statuses"):
        assert rows(target, f'SELECT DISTINCT "import" FROM {table}') <= {(None,)}
    with Project.open(target) as pack:
        assert pack.check() == []


def test_a_pack_says_from_where_and_whose_it_is(project, tmp_path):
    """Also a pack of a pack: it is told by the project that all of them come from."""
    first, second = tmp_path / "first.annotator", tmp_path / "second.annotator"
    project.pack(first, "x")
    assert project.origin() is None
    with Project.open(first) as pack:
        told = pack.origin()
        assert (told.annotator, bool(told.project)) == ("x", True)
        pack.pack(second, "y")
    with Project.open(second) as pack:
        assert (pack.origin().project, pack.origin().annotator) == (told.project, "y")


def test_a_newer_pack_brings_its_articles_into_the_one_that_is_out(project, tmp_path):
    """The work in it stays; taken back they go, unless somebody has worked on them."""
    project.set_assignments({FIRST: ("x",)})
    project.pack(tmp_path / "old.annotator", "x")
    project.set_assignments({SECOND: ("x",)})
    project.pack(tmp_path / "new.annotator", "x")
    project.pack(tmp_path / "other.annotator", "y")
    with (
        Project.open(tmp_path / "old.annotator") as old,
        Project.open(tmp_path / "new.annotator") as new,
        Project.open(tmp_path / "other.annotator") as other,
    ):
        mine = tag(old)
        assert old.look_at_merge(other).merged.articles_new == 0
        assert old.look_at_merge(new).merged.articles_new == 1
        assert old.article_ids(old.index("x")) == [FIRST]
        assert old.merge(new, by="x").articles_new == 1
        assert old.article_ids(old.index("x")) == [FIRST, SECOND]
        assert old.assignments() == {FIRST: ("x",), SECOND: ("x",)}
        assert [span.id for span in old.open_article("x", FIRST).spans] == [mine]
        old.undo("x")
        assert old.article_ids(old.index("x")) == [FIRST]
        old.merge(new, by="x")
        tag(old, of=SECOND)
        assert old.check() == []
        assert project.merge(old).spans_new == 2
        (last, *_) = [one for one in old.history() if one.kind == "merge"]
        with pytest.raises(RuleError, match="there is work"):
            old.take_back(last.number, "x")
