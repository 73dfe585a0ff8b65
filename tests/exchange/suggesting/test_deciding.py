"""What the lead decides reaches what is suggested: sources, words, patterns."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.annotation.choices import Choice, TextPattern, switched_off
from annotator.annotation.edits import SetChoices
from annotator.annotation.records import Annotated, Article
from annotator.errors import InputError
from annotator.exchange import create_project
from annotator.exchange.suggesting import (
    Offers,
    SuggestOptions,
    own_sources,
    pattern_of,
    prepare,
    rows_of,
    words_of,
)

TEXT = "“We waited,” said Ilse Brandt of the harbour board. The MS Tern lay in quay 7."
ARTICLE = Article(id="a", text=TEXT, title="T")


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = create_project(tmp_path / "p.annotator")
    with project.begin_import("test") as incoming:
        incoming.add([Annotated(article=ARTICLE)])
    project.add_annotator("ana")
    yield project
    project.close()


def label(project, name):
    return next(one.id for one in project.labels() if one.name == name)


def offered(project):
    names = {one.id: one.name for one in project.labels()}
    return {(names[one.label], one.text) for one in Offers(project, "ana").in_article(ARTICLE, ())}


def test_a_source_that_is_off_proposes_nothing_and_its_row_says_so(project):
    assert ("quote", "“We waited,”") in offered(project)
    project.apply(SetChoices(made=(switched_off(label(project, "quote"), "marks"),)), "ana")
    assert "quote" not in {name for name, _ in offered(project)}
    rows = rows_of(prepare(project, SuggestOptions(annotator="ana")))
    assert [(row.label, row.source) for row in rows if not row.is_on] == [("quote", "marks")]
    assert {str(row.said) for row in rows if not row.is_on} == {"switched off"}


def test_words_and_patterns_of_the_project_join_those_brought_along(project, tmp_path):
    labels = project.labels()
    words = words_of(b"text,label,kind\nharbour board,entity,organisation\n", "d.csv", labels)
    pattern = pattern_of(label(project, "boilerplate"), r"quay (?<span>\d)")
    project.apply(SetChoices(made=(words, pattern)), "ana")
    assert offered(project) >= {("entity", "harbour board"), ("boilerplate", "7")}
    (tmp_path / "own.csv").write_text("text,label\nlay,entity\n")
    own = own_sources(str(tmp_path / "own.csv"), ["entity=MS \\w+"])
    prepared = prepare(project, SuggestOptions(annotator="ana", own=own))
    found = {TEXT[slice(*one.ranges[0])] for one in prepared.in_article(ARTICLE)}
    assert found >= {"harbour board", "7", "lay", "MS Tern"}
    knows = {(row.label, row.source): str(row.said) for row in rows_of(prepared)}
    assert knows["entity", "dictionary"] == "2 entries"
    assert knows["boilerplate", "patterns"] == "1 pattern"


def test_a_label_that_is_gone_or_unknown_is_told(project):
    with pytest.raises(InputError, match=r"d.csv: there is no label nobody"):
        words_of(b"text,label\nElm,nobody\n", "d.csv", project.labels())
    with pytest.raises(InputError, match="no regular expression"):
        pattern_of(label(project, "quote"), "(")


def test_a_pattern_that_cannot_be_searched_for_is_left_out_and_told(project):
    """One may come with somebody else's project; the others are still searched for."""
    bomb = "(?:(?:(?:a{100}){100}){100}){100}"
    there = [
        Choice(id=f"{n}" * 32, chosen=TextPattern(label=label(project, "entity"), expression=one))
        for n, one in enumerate((bomb, "(", "MS Tern"))
    ]
    project.apply(SetChoices(made=tuple(there)), "ana")
    assert ("entity", "MS Tern") in offered(project)
    wrong = prepare(project, SuggestOptions(annotator="ana")).decided.wrong
    assert len(wrong) == 2
    assert "repeats too much" in str(wrong[0])


def test_nothing_is_offered_where_somebody_annotates_without_suggestions(project):
    """Neither what is worked out, nor what came with a file, and not on the command line."""
    one = next(one for one in Offers(project, "ana").in_article(ARTICLE, ()))
    with project.begin_import("widgets") as incoming:
        stored = replace(one, origin="page", label="quote", id="")
        incoming.add([Annotated(article=ARTICLE, suggestions=(stored,))])
    assert project.open_article("ana", "a").suggestions
    options = SuggestOptions(annotator="ana")
    assert list(prepare(project, options).in_project())
    project.set_assignments({"a": ["ana"]}, unaided={"a": ["ana"]})
    assert Offers(project, "ana").in_article(ARTICLE, ()) == ()
    assert project.open_article("ana", "a").suggestions == ()
    prepared = prepare(project, options)
    assert list(prepared.in_project()) == []
    assert prepared.articles() == []
    assert prepared.left_out == 1
    assert list(prepare(project).in_project())  # to nobody in particular
