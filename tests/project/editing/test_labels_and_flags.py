"""Labels that come and go with their spans, and flags: all of it undoable."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.annotation.edits import (
    AddLabel,
    AddLink,
    AddSpan,
    FlagArticles,
    FlagSpans,
    RemoveLabel,
    SetLabel,
    SetStatus,
)
from annotator.annotation.records import Annotated, Article, Attribute, Label, Status
from annotator.errors import RuleError
from annotator.project import Project

TEXT = "Ada Vell 😀 spoke on the quay."
RICH = Label(
    id="mood",
    name="mood <b>",
    letter="M",
    key="9",
    colour="#123456",
    line="double",
    position=7,
    unit="sentence",
    attributes=(
        Attribute(name="how", kind="choice", values=("good", "bad"), default="good"),
        Attribute(name="sure", kind="yes/no", default=True),
    ),
    links=("speaker", "cue"),
)


@pytest.fixture
def project(tmp_path: Path):
    labels = [
        Label(id="claim", name="claim", key="1"),
        Label(id="quote", name="quote", key="2", position=1, links=("speaker",)),
    ]
    made = Project.create(tmp_path / "p.annotator", labels)
    with made.begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a", text=TEXT))])
    for name in ("ana", "ben"):
        made.add_annotator(name)
    yield made
    assert not made.check()
    made.close()


def spans(project: Project, annotator: str):
    return {span.id: span for span in project.open_article(annotator, "a").spans}


def tag(project: Project, annotator: str, label: str, start: int, end: int) -> str:
    edit = AddSpan(article="a", label=label, ranges=((start, end),))
    return project.apply(edit, annotator).delta.spans[0].record.id


def test_a_label_is_added_with_all_that_it_has(project, tmp_path):
    """Unit, attributes and links are stored and come back, after a reopening and a redo, too."""
    project.apply(AddLabel(label=RICH), "ana")
    with Project.open(tmp_path / "p.annotator") as again:
        assert again.labels()[-1] == RICH
    project.undo("ana")
    assert [label.id for label in project.labels()] == ["claim", "quote"]
    project.redo("ana")
    assert project.labels()[-1] == RICH
    assert tag(project, "ana", "mood", 0, 3) in spans(project, "ana")


@pytest.mark.parametrize(
    "label",
    [
        replace(RICH, id="claim"),
        replace(RICH, name="claim"),
        replace(RICH, key="1"),
        replace(RICH, name="  "),
        replace(RICH, colour="red"),
        replace(RICH, line="zigzag"),
        replace(RICH, unit="chapter"),
        replace(RICH, attributes=(Attribute(name="x"), Attribute(name="x"))),
    ],
)
def test_a_label_that_breaks_a_rule_is_refused(project, label):
    """Ids, names and keys are unique, and everything has a sensible value."""
    before = project.labels()
    with pytest.raises(RuleError):
        project.apply(AddLabel(label=label), "ana")
    assert project.labels() == before
    assert project.undo_state("ana").undo is None


def test_a_label_can_be_undone_only_while_nobody_uses_it(project):
    """Undoing the label must not take another annotator's span away."""
    project.apply(AddLabel(label=RICH), "ana")
    used = tag(project, "ben", "mood", 0, 3)
    with pytest.raises(RuleError, match="passed over"):
        project.undo("ana")
    assert spans(project, "ben")[used].label == "mood"


def test_removing_a_label_moves_its_spans(project):
    """Everybody's spans go over to the other label, and Undo brings all of it back."""
    ours, theirs = tag(project, "ana", "claim", 0, 8), tag(project, "ben", "claim", 0, 3)
    before = spans(project, "ana"), spans(project, "ben"), project.labels()
    project.apply(RemoveLabel(label="claim", move_to="quote"), "ana")
    assert [label.id for label in project.labels()] == ["quote"]
    assert spans(project, "ana")[ours].label == spans(project, "ben")[theirs].label == "quote"
    project.undo("ana")
    assert (spans(project, "ana"), spans(project, "ben"), project.labels()) == before
    project.redo("ana")
    assert spans(project, "ana")[ours].label == "quote"


def test_removing_a_label_can_remove_its_spans_and_links(project):
    """Spans and links go with the label and come back with it."""
    claim, quote = tag(project, "ana", "claim", 0, 8), tag(project, "ana", "quote", 0, 3)
    project.apply(AddLink(type="speaker", source=quote, target=claim), "ana")
    links = project.open_article("ana", "a").links
    project.apply(RemoveLabel(label="claim"), "ana")
    assert list(spans(project, "ana")) == [quote]
    assert project.open_article("ana", "a").links == ()
    project.undo("ana")
    assert set(spans(project, "ana")) == {claim, quote}
    assert project.open_article("ana", "a").links == links


def test_renaming_keeps_all_spans(project):
    """A new name is a new name, and nothing else."""
    span = tag(project, "ana", "claim", 0, 8)
    label = project.labels()[0]
    project.apply(SetLabel(label=replace(label, name="assertion")), "ana")
    assert spans(project, "ana")[span].label == label.id
    assert project.labels()[0].name == "assertion"


def test_flags_on_spans_and_articles(project):
    """Flags are set, kept through a change of status, and undone."""
    span = tag(project, "ana", "claim", 0, 8)
    project.apply(FlagSpans(spans=(span,), flagged=True), "ana")
    project.apply(FlagArticles(articles=("a",), flagged=True), "ana")
    project.apply(SetStatus(articles=("a",), status=Status.DONE), "ana")
    opened = project.open_article("ana", "a")
    assert opened.flagged
    assert opened.status is Status.DONE
    assert opened.spans[0].flagged
    assert project.rows("ana", [opened.key])[0].flagged
    assert not project.open_article("ben", "a").flagged
    for _ in range(3):
        project.undo("ana")
    opened = project.open_article("ana", "a")
    assert not opened.flagged
    assert not opened.spans[0].flagged


def test_a_flag_alone_is_exported(project):
    """An article that is only flagged is somebody's work."""
    project.apply(FlagArticles(articles=("a",), flagged=True), "ben")
    (record,) = project.export()
    assert (record.annotator, record.status, record.flagged) == ("ben", Status.NEW, True)
