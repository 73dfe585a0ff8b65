"""What is said of an article, in words."""

from __future__ import annotations

from annotator.annotation.records import Label
from annotator.workbench.article_values import said


def test_each_label_is_told_with_what_is_said():
    labels = [Label(id=name, name=name, unit="article") for name in ("topic", "good", "tags")]
    found = said(labels, {"good": False, "tags": ("a", "b")})
    assert [(label.id, None if words is None else str(words)) for label, words in found] == [
        ("topic", None),
        ("good", "no"),
        ("tags", "a, b"),
    ]
