"""Which claims of other articles are offered."""

from __future__ import annotations

from annotator.annotation.edits import AddSpan
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
