"""What is boilerplate."""

from __future__ import annotations

from annotator.annotation.records import Label, Span, make_fragments
from annotator.workbench.boilerplate import boilerplate


def test_boilerplate_is_what_tags_blocks():
    """By the unit of the label; tagging with that label it is no boilerplate."""
    labels = [Label(id="b", name="furniture", unit="block"), Label(id="e", name="entity")]
    spans = [
        Span(
            id=one,
            article="a",
            annotator="x",
            label=one,
            fragments=make_fragments("abc", ((0, 2),)),
        )
        for one in "be"
    ]
    assert boilerplate(spans, labels) == [(0, 2)]
    assert boilerplate(spans, labels, but="b") == []
