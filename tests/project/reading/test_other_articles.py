"""An annotator's spans in other articles, and those that links lead to."""

from __future__ import annotations

from annotator.annotation.edits import AddLink, AddSpan, RejectSuggestions, RemoveSpans
from annotator.annotation.records import Annotated, Suggestion
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


def test_spans_at_the_far_ends_of_links_are_opened_with_the_article(path):
    """Those of other articles, as they are now."""
    with Project.open(path) as project:
        here, near = tag(project, of=FIRST), tag(project, 4, 6, of=FIRST)
        assert project.open_article("x", FIRST).linked == ()
        project.apply(AddLink(type="same", source=here, target=near), "x")
        assert project.open_article("x", FIRST).linked == ()
        there = tag(project, 2, 5, of=SECOND)
        project.apply(AddLink(type="same", source=there, target=here), "x")
        (far,) = project.open_article("x", FIRST).linked
        assert (far.id, far.article, far.title) == (there, SECOND, SECOND)
        assert (far.ranges, far.text) == (((2, 5),), TEXTS[SECOND][2:5])
        (far,) = project.open_article("x", SECOND).linked
        assert (far.id, far.article) == (here, FIRST)


def test_a_change_is_told_with_the_spans_at_its_links(path):
    """Also by undo, which brings both back, and to other windows."""
    with Project.open(path) as project:
        here, there = tag(project, of=FIRST), tag(project, of=SECOND)
        mark = project.mark()
        done = project.apply(AddLink(type="same", source=here, target=there), "x")
        assert {one.id: one.article for one in done.linked} == {here: FIRST, there: SECOND}
        (told,) = project.news(mark, "x", "another").changes
        assert told.linked == done.linked
        assert [one.id for one in project.apply(RemoveSpans(spans=(there,)), "x").linked] == [here]
        assert {one.id for one in project.undo("x").linked} == {here, there}
        assert [one.id for one in project.redo("x").linked] == [here]


def test_titles_of_the_others(path):
    """All articles but the one that is asked about."""
    with Project.open(path) as project:
        assert project.articles_elsewhere(FIRST) == [ArticleElsewhere(id=SECOND, title=SECOND)]
        assert len(project.articles_elsewhere("none of them")) == 2


def test_what_spans_and_open_suggestions_of_labels_cover(path):
    """By article, of one annotator; an answered suggestion is what was made of it."""
    with Project.open(path) as project:
        tag(project, 0, 3, of=FIRST)
        tag(project, 2, 5, of=SECOND, who="y")
        edit = AddSpan(article=SECOND, label="claim", ranges=((0, 1), (3, 4)))
        project.apply(edit, "x")
        project.apply(AddSpan(article=SECOND, label="quote", ranges=((5, 6),)), "x")
        assert project.ranges_with_labels("x", ["claim", "no such label"]) == {
            FIRST: [(0, 3)],
            SECOND: [(0, 1), (3, 4)],
        }
        article = project.open_article("x", FIRST).article
        suggested = Suggestion(
            article=FIRST,
            label="quote",
            start=1,
            end=4,
            text=article.text[1:4],
            score=0.5,
            origin="guess",
        )
        with project.begin_import("later") as incoming:
            incoming.add([Annotated(article=article, suggestions=(suggested,))])
        assert project.ranges_with_labels("x", ["quote"]) == {SECOND: [(5, 6)], FIRST: [(1, 4)]}
        (one,) = project.open_article("x", FIRST).suggestions
        project.apply(RejectSuggestions(suggestions=(one.id,)), "x")
        assert project.ranges_with_labels("x", ["quote"]) == {SECOND: [(5, 6)]}
        assert project.ranges_with_labels("y", ["quote"]) == {FIRST: [(1, 4)]}
