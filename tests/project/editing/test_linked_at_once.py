"""A span, its label and its link in one step: stored, undone and redone together."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import AddLabel, AddLink, AddSpan, Batch
from annotator.annotation.records import Label
from annotator.errors import RuleError
from annotator.project import Project
from annotator.words import say
from tests.project.making import FIRST, dump, spans_of, tag

CUE = Label(id="cue", name="cue", letter="›", position=9)


def link_to_new(source: str, *, of: str = FIRST, with_label: bool = False) -> Batch:
    label = "cue" if with_label else "quote"
    edits = (
        AddSpan(id="new", article=of, label=label, ranges=((4, 6),)),
        AddLink(type="speaker", source=source, target="new"),
    )
    return Batch(edits=(AddLabel(label=CUE), *edits) if with_label else edits, text=say("Link"))


def links(project: Project) -> list[tuple[str, str, str]]:
    opened = project.open_article("x", FIRST)
    return [(link.type, link.source, link.target) for link in opened.links]


@pytest.mark.parametrize("with_label", [False, True])
def test_one_undo_takes_all_of_it_back(path, with_label):
    """Undo leaves spans, links and labels as they were; redo brings all back, after a restart."""
    with Project.open(path) as project:
        source = tag(project)
        before = spans_of(project), project.labels()
        changes = project.apply(link_to_new(source, with_label=with_label), "x")
        assert changes is not None
        assert changes.article == FIRST
        after = spans_of(project), project.labels(), links(project)
        assert after[2] == [("speaker", source, "new")]
        assert set(after[0]) == {source, "new"}
    with Project.open(path) as project:
        project.undo("x")
        assert (spans_of(project), project.labels()) == before
        assert links(project) == []
        project.redo("x")
        assert (spans_of(project), project.labels(), links(project)) == after
        assert project.check() == []


def test_an_id_that_is_taken_is_refused_whole(path):
    """Neither the span nor what came with it is written when its id is another span's."""
    with Project.open(path) as project:
        source = tag(project)
        project.apply(link_to_new(source), "x")
        project.add_annotator("y")
    before = dump(path)
    with Project.open(path) as project:
        for who in ("x", "y"):
            with pytest.raises(RuleError):
                project.apply(
                    AddSpan(id="new", article=FIRST, label="claim", ranges=((0, 2),)), who
                )
        with pytest.raises(RuleError):
            project.apply(
                Batch(edits=(AddLabel(label=CUE), *link_to_new(source).edits), text=say("")), "x"
            )
    assert dump(path) == before


def test_the_label_stays_when_somebody_else_used_it(project):
    """Undo of the step that brought a label is passed over once others have spans of it."""
    source = tag(project)
    project.apply(link_to_new(source, with_label=True), "x")
    project.apply(AddSpan(article=FIRST, label="cue", ranges=((0, 3),)), "y")
    with pytest.raises(RuleError):
        project.undo("x")
    assert "cue" in [label.id for label in project.labels()]
    assert project.check() == []


def test_spans_by_id_are_found_wherever_they_are(project):
    """Spans of any article and annotator are told by id; unknown ids are left out."""
    one, two = tag(project), tag(project, who="y")
    found = project.spans([one, two, "nobody"])
    assert {span.id: span.annotator for span in found.values()} == {one: "x", two: "y"}
