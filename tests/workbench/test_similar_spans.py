"""Which claims of other articles are offered."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan, RemoveSpans
from annotator.annotation.records import Annotated, Span, Suggestion
from annotator.project import Project
from annotator.workbench.similar_spans import counterparts
from tests.desktop.desk import make_project

HERE = (
    "Bridge shut\n\nThe closure will cost the city 340,000 crowns. Gulls sit for about 28 days.\n\n"
    "“We wait,” said Ada Lund."
)

THERE = (
    "Bridge closed\n\nThe board put the cost at 340 000 crowns. Herring gulls sit for four weeks."
    " A seal slept on the steps."
)

COST = "The closure will cost the city 340,000 crowns"


def test_an_article_of_the_same_story_is_looked_through_first(tmp_path):
    """Whatever its title, and though nothing in it is tagged: there the claim is told again."""
    others = [f"Gulls in port {n}\n\nNothing to see here, move along please." for n in range(6)]
    make_project(tmp_path / "p.annotator", [HERE, *others, THERE])
    with Project.open(tmp_path / "p.annotator") as project:
        start = HERE.index(COST)
        changes = project.apply(
            AddSpan(article="a0", label="claim", ranges=((start, start + len(COST)),)), "ana"
        )
        claim = changes.delta.spans[0].after
        title = "Gulls in port"
        assert "a7" not in [one.article for one in counterparts(project, claim, title)]
        project.set_stories({"a0": "a0", "a7": "a0"})
        assert counterparts(project, claim, title)[0].article == "a7"


FURNITURE = (
    "Tom OrrGulls nest on every roof of the old harbour, mayor saysHerring for dinner, and how to"
    " cook it for guests who come lateFive ways to mend a net before the winter stormsWhy the"
    " lighthouse keeper never sleeps on Sundays MORE"
)


def test_page_furniture_in_a_claim_is_left_out_of_the_comparison(tmp_path):
    """Tagged or suggested: the same claim comes before one that is alike in some words only."""
    wanted = "Tom Orr told the board that the closure costs 340,000 crowns"
    glued = wanted.replace("Tom Orr", f"Tom Orr{FURNITURE}")
    alike = "Tom Orr told the board that closure costs nobody a crown"
    texts = [f"Here\n\n{wanted}.", f"There\n\n{glued}.", f"Elsewhere\n\n{alike}."]
    path = tmp_path / "p.annotator"
    make_project(path, texts)
    with Project.open(path) as project:

        def tag(article: int, piece: str, label: str) -> Span:
            start = texts[article].index(piece)
            edit = AddSpan(
                article=f"a{article}", label=label, ranges=((start, start + len(piece)),)
            )
            return project.apply(edit, "ana").delta.spans[0].after

        there, _ = tag(1, glued, "claim"), tag(2, alike, "claim")
        here = tag(0, wanted, "claim")
        before = {one.article: one.score for one in counterparts(project, here, "")}
        assert before["a1"] < before["a2"]
        block = tag(1, FURNITURE, "boilerplate")
        best = counterparts(project, here, "")[0]
        assert (best.span, best.text) == (there.id, glued)
        assert best.score > 99
        turned = counterparts(project, there, "")[0]
        assert (turned.span, turned.score) == (here.id, best.score)
        project.apply(RemoveSpans(spans=(block.id,)), "ana")
        assert counterparts(project, here, "")[0].article == "a2"
        start = texts[1].index(FURNITURE)
        suggested = Suggestion(
            article="a1",
            label="boilerplate",
            start=start,
            end=start + len(FURNITURE),
            text=FURNITURE,
            score=0.9,
            origin="guess",
        )
        article = project.open_article("ana", "a1").article
        with project.begin_import("later") as incoming:
            incoming.add([Annotated(article=article, suggestions=(suggested,))])
        assert counterparts(project, here, "")[0].span == there.id
