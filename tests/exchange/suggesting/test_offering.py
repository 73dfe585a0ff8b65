"""What is offered to one annotator, as suggestions that can be answered."""

from __future__ import annotations

import pytest

from annotator.annotation.answering import suggestion_id
from annotator.annotation.edits import AcceptSuggestions, RemoveSpans
from annotator.annotation.records import Annotated, Article
from annotator.exchange import create_project
from annotator.exchange.suggesting import Offers

TEXT = "“We waited,” said Ilse Brandt. “Nobody came.” Ilse Brandt left for Norrby."


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = create_project(tmp_path / "p.annotator")
    with project.begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a", text=TEXT, title="T"))])
    project.add_annotator("ana")
    yield project
    project.close()


def offered(project, **how):
    article = Article(id="a", text=TEXT, title="T")
    return Offers(project, "ana", **how).in_article(article, ())


def test_each_is_what_its_id_says_and_covers_its_text(project):
    """Ids follow from label and place, labels are ids, texts are the article's."""
    found = offered(project)
    names = {label.id: label.name for label in project.labels()}
    assert {names[one.label] for one in found} >= {"quote"}
    for one in found:
        named = type(one)(
            **{
                **{f: getattr(one, f) for f in one.__struct_fields__},
                "id": "",
                "label": names[one.label],
            }
        )
        assert one.id == suggestion_id(named)
        assert one.text == TEXT[one.start : one.end]
        assert one.is_for_one


def test_nothing_is_offered_of_a_label_that_is_off(project):
    """Off is off, whatever would be found."""
    quote = next(label.id for label in project.labels() if label.name == "quote")
    assert quote in {one.label for one in offered(project)}
    assert quote not in {one.label for one in offered(project, off=[quote])}


def test_what_was_accepted_and_deleted_is_not_offered_again(project):
    """An answer holds for its place, also when the span that came of it has gone."""
    one = next(one for one in offered(project) if one.fragments)
    changes = project.apply(AcceptSuggestions(proposed=(one,)), "ana")
    spans = tuple(step.after.id for step in changes.delta.spans)
    project.apply(RemoveSpans(spans=spans), "ana")
    assert one.id not in {each.id for each in offered(project)}
