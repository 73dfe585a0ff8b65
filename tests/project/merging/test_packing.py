"""What is in a pack: one annotator's work, whole, and nobody else's."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from annotator.annotation.edits import AddLink
from annotator.project import Project
from tests.project.making import FIRST, SECOND, tag


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
