"""What is said of whole articles: planned, ordered, refused."""

from __future__ import annotations

import pytest

from annotator.annotation.edits import (
    AddSpan,
    Batch,
    RemoveLabel,
    SetArticleValue,
    SetLabel,
    SetStatus,
)
from annotator.annotation.edits.article_values import ordered, same
from annotator.annotation.records import Attribute, Label, Status
from annotator.errors import ClashError, RuleError
from annotator.project import Project
from annotator.words import say
from tests.project.making import FIRST, SECOND, make

TOPIC = Label(
    id="topic",
    name="topic",
    unit="article",
    attributes=(Attribute(name="value", kind="choice", values=("war", "peace")),),
)
GENRES = Label(
    id="genres",
    name="genres",
    unit="article",
    attributes=(Attribute(name="value", kind="choices", values=("news", "comment", "letter")),),
)
GOOD = Label(
    id="good",
    name="good",
    unit="article",
    attributes=(Attribute(name="value", kind="yes/no"),),
)
NOTE = Label(id="note", name="note", unit="article", attributes=(Attribute(name="value"),))
ARTICLE_LABELS = (TOPIC, GENRES, GOOD, NOTE)


@pytest.fixture
def project(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        project.add_labels(ARTICLE_LABELS)
        yield project


def said(project: Project, who: str = "x", article: str = FIRST) -> dict[str, object]:
    return {one.label: one.value for one in project.open_article(who, article).values}


def say_it(project: Project, label: str, value: object, who: str = "x", **more: object) -> object:
    edit = SetArticleValue(articles=(FIRST,), label=label, value=value, **more)
    return project.apply(edit, who)


def test_a_value_is_set_changed_and_cleared(project):
    """Each is a change with its own name, and the first one begins the article."""
    changes = say_it(project, "topic", "war")
    assert str(changes.text) == "Set topic: war"
    assert said(project) == {"topic": "war"}
    assert project.open_article("x", FIRST).status is Status.IN_PROGRESS
    assert project.open_article("y", FIRST).values == ()
    say_it(project, "topic", "peace")
    assert said(project) == {"topic": "peace"}
    assert str(say_it(project, "topic", None).text) == "Clear topic of the article"
    assert said(project) == {}
    assert say_it(project, "topic", None) is None


def test_all_kinds_of_values(project):
    """Choices stand in the order of the label, each once."""
    say_it(project, "genres", ("letter", "news", "letter"))
    say_it(project, "good", False)
    say_it(project, "note", "read it twice")
    assert said(project) == {"genres": ("news", "letter"), "good": False, "note": "read it twice"}
    say_it(project, "genres", ())
    say_it(project, "note", "")
    assert said(project) == {"good": False}


def test_undo_and_redo(project):
    """The status that came with the first value goes with it."""
    say_it(project, "good", True)
    say_it(project, "good", False)
    project.undo("x")
    assert said(project) == {"good": True}
    project.undo("x")
    assert said(project) == {}
    assert project.open_article("x", FIRST).status is Status.NEW
    project.redo("x")
    project.redo("x")
    assert said(project) == {"good": False}


def test_true_is_not_one(project):
    """For Python they are equal; here they are not the same thing said."""
    assert not same(True, "1")
    assert not same("yes", True)
    assert same(("a",), ("a",))
    assert ordered("", NOTE) is None


@pytest.mark.parametrize(
    ("label", "value", "why"),
    [
        ("topic", "weather", "“value” of topic is one of war, peace, not “weather”"),
        ("topic", True, "is one of war, peace"),
        ("genres", ("news", "poem"), "is some of news, comment, letter"),
        ("good", "yes", "is yes or no"),
        ("note", ("a", "b"), "is a text"),
        ("claim", "war", "claim is a label of spans, not of articles"),
        ("nothing", "war", "there is no label nothing"),
    ],
)
def test_what_a_label_does_not_allow_is_refused(project, label, value, why):
    with pytest.raises(RuleError, match=why):
        say_it(project, label, value)
    assert said(project) == {}


def test_a_clash_is_told_and_not_won(project):
    """Who saw another value than there is by now is told; who says the same is not."""
    say_it(project, "topic", "war", base=(None,))
    with pytest.raises(ClashError, match="“topic” was changed in another window meanwhile"):
        say_it(project, "topic", "peace", base=(None,))
    assert say_it(project, "topic", "war", base=(None,)) is None
    say_it(project, "topic", "peace", base=("war",))
    assert said(project) == {"topic": "peace"}


def test_many_articles_at_once(project):
    changes = project.apply(
        SetArticleValue(articles=(FIRST, SECOND), label="topic", value="war"), "x"
    )
    assert str(changes.text) == "Set topic of 2 articles: war"
    assert said(project, article=SECOND) == {"topic": "war"}
    project.undo("x")
    assert said(project) == said(project, article=SECOND) == {}


def test_a_batch_may_say_and_tag_and_finish(project):
    """What is asked for of the status goes before what follows from the value."""
    edits = (
        SetArticleValue(articles=(FIRST,), label="topic", value="war"),
        AddSpan(article=FIRST, label="claim", ranges=((0, 3),)),
        SetStatus(articles=(FIRST,), status=Status.DONE),
    )
    project.apply(Batch(edits=edits, text=say("all")), "x")
    assert project.open_article("x", FIRST).status is Status.DONE
    peace = SetArticleValue(articles=(FIRST,), label="topic", value="peace")
    with pytest.raises(RuleError, match="only once"):
        project.apply(Batch(edits=(peace, peace), text=say("twice")), "x")


def test_spans_do_not_get_labels_of_articles(project):
    with pytest.raises(RuleError, match="topic is a label of articles, not of spans"):
        project.apply(AddSpan(article=FIRST, label="topic", ranges=((0, 3),)), "x")


def test_a_label_goes_with_what_is_said(project):
    """Undo brings both back; somebody who used it meanwhile is asked first."""
    say_it(project, "topic", "war")
    say_it(project, "topic", "peace", "y")
    assert project.label_use("topic") == {"x": 1, "y": 1}
    with pytest.raises(ClashError, match="was used meanwhile"):
        project.apply(RemoveLabel(label="topic", spans=1), "x")
    with pytest.raises(RuleError, match="does not go over"):
        project.apply(RemoveLabel(label="topic", move_to="note"), "x")
    with pytest.raises(RuleError, match="topic is a label of articles"):
        project.apply(RemoveLabel(label="claim", move_to="topic"), "x")
    project.apply(RemoveLabel(label="topic", spans=2), "x")
    assert [one.id for one in project.article_labels()] == ["genres", "good", "note"]
    assert said(project, "y") == {}
    project.undo("x")
    assert (said(project), said(project, "y")) == ({"topic": "war"}, {"topic": "peace"})


def test_a_value_that_is_used_cannot_be_taken_from_its_label(project):
    """The sentence says how many articles; unused ones go, and new ones come."""
    say_it(project, "topic", "war")

    def with_values(*values: str) -> SetLabel:
        value = Attribute(name="value", kind="choice", values=values)
        return SetLabel(label=Label(id="topic", name="topic", unit="article", attributes=(value,)))

    with pytest.raises(RuleError, match="“war” of topic is said of 1 article"):
        project.apply(with_values("peace"), "y")
    project.apply(with_values("war", "sport"), "y")
    say_it(project, "topic", "sport")
    with pytest.raises(RuleError, match="a label of spans stays one"):
        project.apply(SetLabel(label=Label(id="topic", name="topic")), "y")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"key": "3"}, "no key"),
        ({"links": ("speaker",)}, "no links"),
        ({"attributes": ()}, "one value"),
        ({"attributes": (Attribute(name="other"),)}, "one value"),
        ({"attributes": (Attribute(name="value", kind="number"),)}, "not a kind of attribute"),
    ],
)
def test_what_a_label_of_articles_cannot_be(project, fields, why):
    label = {"id": "topic", "name": "topic", "unit": "article", **fields}
    with pytest.raises(RuleError, match=why):
        project.apply(SetLabel(label=Label(**label)), "x")
