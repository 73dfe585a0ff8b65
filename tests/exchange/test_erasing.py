"""Erasing for good: afterwards no byte of it is in any file of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.edits import AddSpan, RemoveSpans, SetNote
from annotator.annotation.records import Annotated, Article
from annotator.errors import ProjectError
from annotator.exchange.erasing import erase, kept_of, remove_kept
from annotator.project import Project
from tests.project.making import FIRST, make, tag

TEXT = "Zanzibar Quagga said that the wombat tariff is dead."
NAME = "Wilhelmine"
SOUGHT = (b"anzibar", b"uagga", b"wombat", NAME.encode())


def files_of(path: Path) -> list[Path]:
    beside = [path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")]
    kept = [one for folder in kept_of(str(path)).folders for one in folder.rglob("*")]
    return [one for one in (*beside, *kept) if one.is_file()]


def test_nothing_of_an_article_or_a_name_is_left_in_any_file(tmp_path: Path) -> None:
    """Also of spans that were deleted, of removals, of the search index; a pack brings it not."""
    path = tmp_path / "p.annotator"
    with make(path) as project:
        with project.begin_import("test") as incoming:
            article = Article(id="secret", text=TEXT, title="Quagga title")
            incoming.add([Annotated(article=article)])
        project.add_annotator(NAME)
        for who in ("x", NAME):
            made = project.apply(AddSpan(article="secret", label="claim", ranges=((0, 15),)), who)
            assert made is not None
            span = made.delta.spans[0].record.id
            project.apply(SetNote(span=span, note="the wombat"), who)
            tag(project, who=who)
        project.apply(RemoveSpans(spans=(span,)), NAME)
        while not project.is_search_index_complete():
            project.extend_search_index()
        project.pack(tmp_path / "pack.annotator", NAME)
        project.remove_articles(["secret"], "x")
        project.undo("x")
        project.rename_annotator("x", "Xaver", by=NAME)
        with pytest.raises(ProjectError, match="open"):
            erase(str(path), article="secret")
    assert any(sought in one.read_bytes() for one in files_of(path) for sought in SOUGHT)
    assert erase(str(path), article="secret").spans == 1
    assert erase(str(path), annotator=NAME).name == "annotator 1"
    remove_kept(kept_of(str(path)))
    with Project.open(path) as project, Project.open(tmp_path / "pack.annotator") as pack:
        assert project.check() == []
        assert project.annotators() == ["Xaver", "y", "annotator 1"]
        assert not project.has_article("secret")
        merged = project.merge(pack)
        assert (merged.left_out, merged.spans_new) == (1, 0)
        assert project.annotators() == ["Xaver", "y", "annotator 1"]
        assert len(project.open_article("annotator 1", FIRST).spans) == 1
        assert project.add_annotator(NAME) == "annotator 1"
    for file in files_of(path):
        assert [one for one in SOUGHT if one in file.read_bytes()] == []
