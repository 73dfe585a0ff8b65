"""Undo and redo where other people, restarts and other articles come in between."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import (
    AddLink,
    AddSpan,
    Batch,
    RemoveSpans,
    SetLabel,
    SetNote,
    SetRanges,
    SetStatus,
)
from annotator.annotation.records import Label, Link, Status
from annotator.errors import DamagedError, RuleError
from annotator.project import Project, UndoState
from annotator.words import say
from tests.project.making import FIRST, SECOND, TEXTS, dump, raw, span, spans_of, tag, work


def links_of(project, of=FIRST, who="x"):
    return {link.id: link for link in project.open_article(who, of).links}


def label_of(project, name="claim"):
    return next(label for label in project.labels() if label.id == name)


def rename(project, who, name, of="claim", **fields):
    return project.apply(SetLabel(label=Label(id=of, name=name, **fields)), who)


def test_undo_goes_on_across_articles_and_restarts(path):
    """Every change ever made can be taken back and made again, whatever was closed between."""
    states = []
    for step in range(30):
        with Project.open(path) as project:
            states.append([spans_of(project, of) for of in TEXTS])
            tag(project, step, step + 2, of=list(TEXTS)[step % 2])
    for state in reversed(states):
        with Project.open(path) as project:
            assert project.undo("x") is not None
            assert [spans_of(project, of) for of in TEXTS] == state
    with Project.open(path) as project:
        assert project.undo("x") is None
        for state in states:
            assert [spans_of(project, of) for of in TEXTS] == state
            assert project.redo("x") is not None
        assert project.redo("x") is None
        assert project.check() == []


def test_a_new_change_ends_redo(project):
    """What was undone cannot be made again after something else was done."""
    tag(project)
    project.undo("x")
    assert project.undo_state("x").redo is not None
    tag(project, 4, 9)
    assert project.undo_state("x").redo is None
    assert project.redo("x") is None
    project.undo("x")
    assert [project.undo("x"), spans_of(project)] == [None, {}]


def test_undo_is_per_annotator(project):
    """One annotator's undo never touches another's work."""
    mine, theirs = tag(project), tag(project, who="y")
    assert project.undo("x") is not None
    assert project.undo("x") is None
    assert spans_of(project) == {}
    assert list(spans_of(project, who="y")) == [theirs]
    assert project.undo_state("x") == UndoState(undo=None, redo="Tag claim “Zoë”".replace("ë", "e"))
    assert mine != theirs


def test_undo_by_a_stranger_changes_nothing(project, path):
    """Asking what somebody unknown could undo adds nobody."""
    before = dump(path)
    assert project.undo("stranger") is None
    assert project.redo("stranger") is None
    assert project.undo_state("stranger") == UndoState(undo=None, redo=None)
    assert dump(path) == before


def test_a_bulk_edit_is_one_step(project):
    """What was done at once is undone at once."""
    parts = [AddSpan(article=FIRST, label="claim", ranges=((n, n + 1),)) for n in range(20)]
    project.apply(Batch(edits=tuple(parts), text=say("Tag 20 matches")), "x")
    spans = spans_of(project)
    assert len(spans) == 20
    assert project.undo("x").text == "Tag 20 matches"
    assert spans_of(project) == {}
    assert project.open_article("x", FIRST).status is Status.NEW
    project.redo("x")
    assert spans_of(project) == spans
    project.apply(RemoveSpans(spans=tuple(spans)), "x")
    project.undo("x")
    assert spans_of(project) == spans


def test_removing_spans_takes_links_along_and_undo_brings_all_back(project):
    """Spans come back with their ids, notes and links, also links across articles."""
    one, two, far = tag(project), tag(project, 4, 9), tag(project, of=SECOND)
    for source, target in ((one, two), (two, one), (far, one), (one, far)):
        project.apply(AddLink(type="cue", source=source, target=target), "x")
    project.apply(SetNote(span=one, note="n"), "x")
    before = [(spans_of(project, of), links_of(project, of)) for of in TEXTS]
    assert len(before[0][1]) == 4
    project.apply(RemoveSpans(spans=(one,)), "x")
    assert links_of(project, FIRST) == links_of(project, SECOND) == {}
    assert list(spans_of(project)) == [two]
    project.undo("x")
    assert [(spans_of(project, of), links_of(project, of)) for of in TEXTS] == before
    project.redo("x")
    assert links_of(project, SECOND) == {}
    assert project.check() == []


def test_a_conflict_is_passed_over(project):
    """What somebody else changed since is left as it is, and earlier changes stay in reach."""
    span = tag(project)
    rename(project, "x", "mine")
    rename(project, "y", "theirs")
    with pytest.raises(RuleError, match=r"Edit label mine.*passed over"):
        project.undo("x")
    assert label_of(project).name == "theirs"
    assert str(project.undo("x").text).startswith("Tag claim")
    assert span not in spans_of(project)
    assert project.undo("y").text == "Edit label theirs"
    assert label_of(project).name == "mine"
    assert [entry.event for entry in project.history()].count("passed") == 1


@pytest.mark.parametrize("how", ["name", "key"])
def test_undo_never_makes_two_labels_alike(project, how):
    """A name or a key that another label has taken since is not taken back."""
    project.apply(SetLabel(label=Label(id="claim", name="new", key="3")), "x")
    fields = {"name": "claim", "key": "2"} if how == "name" else {"name": "quote", "key": "1"}
    project.apply(SetLabel(label=Label(id="quote", **fields)), "y")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    assert label_of(project).name == "new"
    assert project.undo("y") is not None


@pytest.mark.parametrize(
    "label",
    [Label(id="claim", name="quote"), Label(id="claim", name="claim", key="2")],
)
def test_labels_stay_unlike(project, path, label):
    """A name or key that another label has is refused in words, and nothing changes."""
    before = dump(path)
    with pytest.raises(RuleError, match="quote"):
        project.apply(SetLabel(label=label), "x")
    assert dump(path) == before


def test_labels_can_change_names(project):
    """Names may pass from one label to another in one step, and back."""
    swap = (
        SetLabel(label=Label(id="claim", name="quote", key="2")),
        SetLabel(label=Label(id="quote", name="claim", key="1")),
    )
    project.apply(Batch(edits=swap, text=say("Swap")), "x")
    assert [label_of(project, one).name for one in ("claim", "quote")] == ["quote", "claim"]
    project.undo("x")
    assert [label_of(project, one).name for one in ("claim", "quote")] == ["claim", "quote"]


def test_spans_follow_a_renamed_label(project):
    """Renaming a label keeps its spans, in the project and in what is exported."""
    span = tag(project)
    rename(project, "x", "Behauptung")
    assert spans_of(project)[span].label == "claim"
    (record,) = [record for record in project.export() if record.spans]
    assert record.spans[0].label == "Behauptung"
    assert tag(project, 4, 9) in spans_of(project)


def test_undo_never_restores_what_the_text_does_not_say(project, path):
    """A stored change that does not fit the text is passed over; nothing wrong comes back."""
    span = tag(project, 0, 3)
    project.apply(SetRanges(span=span, ranges=((4, 9),)), "x")
    with raw(path) as connection:
        connection.execute("UPDATE changes SET before = replace(before, '\"Zoe\"', '\"Zap\"')")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    assert spans_of(project)[span].ranges == ((4, 9),)
    assert [problem.where for problem in project.check()] == ["change 3"]


def test_undo_into_a_text_that_was_tampered_with(project, path):
    """Where the article itself is damaged nothing is undone or edited, and nothing is lost."""
    span = tag(project)
    project.apply(RemoveSpans(spans=(span,)), "x")
    with raw(path) as connection:
        connection.execute("UPDATE article_texts SET text = 'Zap' || substr(text, 4)")
    with Project.open(path) as fresh:
        with pytest.raises(DamagedError):
            fresh.undo("x")
        with pytest.raises(DamagedError):
            tag(fresh, 4, 9)
        with pytest.raises(DamagedError):
            fresh.open_article("x", FIRST)
    with raw(path) as connection:
        connection.execute(
            "UPDATE article_texts SET text = 'Zoe' || substr(text, 4) WHERE article = 1"
        )
    with Project.open(path) as fresh:
        fresh.undo("x")
        assert span in spans_of(fresh)


def test_a_link_whose_other_end_is_gone_does_not_block_undo(project, path):
    """A removal that took somebody else's link along is passed over when that span has gone."""
    mine = tag(project)
    earlier = tag(project, 4, 9)
    with project.begin_import("test") as incoming:
        link = Link(id="l", type="cue", source="theirs", target=mine)
        incoming.add([work(FIRST, "y", span("theirs", FIRST, 0, 3), links=(link,))])
    project.apply(RemoveSpans(spans=(mine,)), "x")
    project.apply(RemoveSpans(spans=("theirs",)), "y")
    with pytest.raises(RuleError, match="passed over"):
        project.undo("x")
    assert project.undo("x").delta.spans[0].before.id == earlier
    assert project.undo("y") is not None
    assert project.check() == []


@pytest.mark.parametrize("by", ["undo", "redo"])
def test_links_must_be_as_they_were_left(project, path, by):
    """A link that is another one now, or gone, is not touched; what came before is in reach."""
    ends = [tag(project, at, at + 2) for at in (0, 4, 8)]
    add = AddLink(type="cue", source=ends[0], target=ends[1])
    link = project.apply(add, "x").delta.links[0].record
    if by == "redo":
        project.undo("x")
    with raw(path) as connection:
        if by == "undo":
            connection.execute("UPDATE links SET type = 'other'")
        else:
            new = "INSERT INTO links VALUES (9, ?, 'other', 1, 2, NULL, NULL)"
            connection.execute(new, (link.id,))
    with pytest.raises(RuleError, match="passed over"):
        (project.undo if by == "undo" else project.redo)("x")
    (left,) = project.open_article("x", FIRST).links
    assert (left.id, left.type) == (link.id, "other")
    if by == "undo":
        # A span whose link is not known to the change stays as well: the link would go with it.
        assert project.undo("x").delta.spans[0].before.id == ends[2]
        with pytest.raises(RuleError, match="passed over"):
            project.undo("x")
        assert len(project.open_article("x", FIRST).links) == 1


def test_an_edit_that_is_refused_leaves_nothing(project, path):
    """A refused edit changes no row, not even that of an annotator it would have added."""
    tag(project)
    before = dump(path)
    for who in ("x", "somebody new"):
        with pytest.raises(RuleError):
            project.apply(AddSpan(article=FIRST, label="claim", ranges=((0, 999),)), who)
    for who in ("", " ", "two\nlines", "a\u2028b"):
        with pytest.raises(RuleError, match="name"):
            tag(project, who=who)
        with pytest.raises(RuleError, match="name"):
            project.add_annotator(who)
    assert dump(path) == before


def test_history_tells_everything(project):
    """The audit trail has a line for each thing that was done, undone and redone."""
    tag(project)
    project.undo("x")
    project.redo("x")
    project.apply(SetStatus(articles=tuple(TEXTS), status=Status.DONE), "y")
    entries = project.history()
    assert [(one.annotator, one.event, one.article) for one in entries] == [
        ("y", "done", None),
        ("x", "redone", FIRST),
        ("x", "undone", FIRST),
        ("x", "done", FIRST),
        (None, "done", None),  # the import of the articles, on the command line
    ]
    assert [one.event for one in project.history(article_key=1)] == ["redone", "undone", "done"]


def test_a_text_of_five_million_characters(project):
    """An edit in the middle of a very long text, and one of all of it, are stored and undone."""
    text = "Zoë 👩‍🚀 " * 715_000
    from tests.project.making import article

    with project.begin_import("test") as incoming:
        incoming.add([article("long", text)])
    middle = tag(project, 2_500_000, 2_500_009, of="long")
    whole = tag(project, 0, len(text), of="long")
    project.undo("x")
    project.redo("x")
    spans = spans_of(project, "long")
    assert spans[middle].text == text[2_500_000:2_500_009]
    assert spans[whole].text == text
    assert project.check() == []
