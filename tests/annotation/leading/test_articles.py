"""Articles set aside and described anew."""

from __future__ import annotations

from annotator.annotation.edits import ArchiveArticles, DescribeArticle
from annotator.annotation.facts.articles import ArticleFacts
from tests.annotation.edits.test_edits import NOW, Records, plan


def test_only_what_differs_is_said():
    state = Records()
    edit = DescribeArticle(article="a", title="About a", date="2026-12-01")
    (step,) = plan(edit, state).delta.article_facts
    assert step.after == ArticleFacts(article="a", date="2026-12-01", updated_at=NOW)
    assert not plan(DescribeArticle(article="a", title="About a"), state).delta


def test_an_article_keeps_its_description_in_the_archive():
    state = Records()
    state.facts["a"] = ArticleFacts(article="a", title="Other")
    steps = plan(ArchiveArticles(articles=("a", "b", "a")), state).delta.article_facts
    assert [(step.after.article, step.after.title, step.after.archived) for step in steps] == [
        ("a", "Other", True),
        ("b", None, True),
    ]
    state.facts["a"] = steps[0].after
    assert len(plan(ArchiveArticles(articles=("a", "b")), state).delta.article_facts) == 1
