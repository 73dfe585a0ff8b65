"""A release has the article labels of its work, and its check looks at what is said with them."""

from __future__ import annotations

import json

from annotator.annotation.edits import SetArticleValue, SetStatus
from annotator.annotation.records import Status
from annotator.exchange.release.releasing import release
from annotator.exchange.release.verifying import verify
from tests.annotation.edits.test_article_values import ARTICLE_LABELS
from tests.project.making import TEXTS, make


def test_article_labels_are_released_and_checked(tmp_path):
    with make(tmp_path / "p.annotator") as project:
        project.add_labels(ARTICLE_LABELS)
        for article in TEXTS:
            edit = SetArticleValue(articles=(article,), label="topic", value="war")
            project.apply(edit, "x")
            project.apply(SetStatus(articles=(article,), status=Status.DONE), "x")
        release(project, tmp_path / "out")
    labels = json.loads((tmp_path / "out" / "labels.json").read_text(encoding="utf-8"))["labels"]
    assert [one["name"] for one in labels if one.get("unit") == "article"] == [
        "topic",
        "genres",
        "good",
        "note",
    ]
    lines = [
        json.loads(line)
        for file in sorted((tmp_path / "out" / "data").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    ]
    assert {line["document"]["topic"] for line in lines} == {"war"}
    assert verify(tmp_path / "out") == []
    for file in (tmp_path / "out" / "data").glob("*.jsonl"):
        changed = file.read_text(encoding="utf-8").replace('"topic":"war"', '"topic":"weather"')
        file.write_text(changed, encoding="utf-8")
    told = [str(problem) for problem in verify(tmp_path / "out")]
    assert [one for one in told if "not “weather”" in one], told
