"""An annotator's spans in other articles, and where spans are."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan
from annotator.project import ArticleElsewhere, Project, SpanElsewhere
from tests.project.making import FIRST, SECOND, TEXTS, tag


def test_spans_of_the_label_in_other_articles_only(path):
    """Neither this article's, nor another label's, nor another annotator's spans."""
    with Project.open(path) as project:
        tag(project, 0, 3, of=FIRST)
        wanted = tag(project, 2, 5, of=SECOND)
        tag(project, 2, 5, of=SECOND, who="y")
        project.apply(AddSpan(article=SECOND, label="quote", ranges=((0, 1),)), "x")
        found = project.spans_elsewhere("x", "claim", FIRST)
        assert found == [
            SpanElsewhere(
                id=wanted,
                article=SECOND,
                title=SECOND,
                ranges=((2, 5),),
                text=TEXTS[SECOND][2:5],
            )
        ]
        assert project.spans_elsewhere("x", "no such label", FIRST) == []
        assert project.spans_elsewhere("nobody", "claim", FIRST) == []


def test_fragments_stay_in_order_and_spans_as_they_were_stored(path):
    """Texts are joined by one space, as a span's text is."""
    text = TEXTS[SECOND]
    with Project.open(path) as project:
        edit = AddSpan(id="one", article=SECOND, label="claim", ranges=((8, 10), (2, 5), (6, 7)))
        project.apply(edit, "x")
        project.apply(AddSpan(id="two", article=SECOND, label="claim", ranges=((0, 1),)), "x")
        found = project.spans_elsewhere("x", "claim", FIRST)
        assert [one.id for one in found] == ["one", "two"]
        assert found[0].ranges == ((2, 5), (6, 7), (8, 10))
        assert found[0].text == f"{text[2:5]} {text[6:7]} {text[8:10]}"
        assert found[0].text == project.spans(["one"])["one"].text


def test_where_spans_are(path):
    """Those that are there are found by id, however many are asked for."""
    with Project.open(path) as project:
        here, there = tag(project, of=FIRST), tag(project, of=SECOND, who="y")
        found = project.where_spans_are([here, there, *(f"no{n}" for n in range(1_200))])
        assert {one.id: one.article for one in found.values()} == {here: FIRST, there: SECOND}
        assert project.where_spans_are([]) == {}


def test_titles_of_the_others(path):
    """All articles but the one that is asked about."""
    with Project.open(path) as project:
        assert project.articles_elsewhere(FIRST) == [ArticleElsewhere(id=SECOND, title=SECOND)]
        assert len(project.articles_elsewhere("none of them")) == 2
