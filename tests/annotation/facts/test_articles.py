"""What is said of articles since they were imported."""

from __future__ import annotations

import pytest

from annotator.annotation.facts.articles import ArticleFacts


@pytest.mark.parametrize("said", [{"title": ""}, {"meta": {}}, {"archived": True}, {"date": "x"}])
def test_whatever_is_said_differs_from_what_was_imported(said):
    assert ArticleFacts(article="a").is_as_imported
    assert not ArticleFacts(article="a", **said).is_as_imported
