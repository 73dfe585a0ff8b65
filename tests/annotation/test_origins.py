"""Where a span came from, in one text and in parts."""

from __future__ import annotations

import pytest

from annotator.annotation.origins import origin_of, suggested_by


def test_sources_and_score_come_back():
    assert origin_of(("marks", "tagger"), 0.9349) == "marks+tagger 0.93"
    assert suggested_by("marks+tagger 0.93") == (("marks", "tagger"), 0.93)
    assert suggested_by(origin_of(("echo",), 1.0)) == (("echo",), 1.0)
    assert suggested_by("suggested:marks+tagger:0.93") == (("marks", "tagger"), 0.93)


@pytest.mark.parametrize(
    "origin",
    [
        *("manual", "gold", "trafilatura", "a tool 0.5", "marks 7.00"),
        *("suggested:x 0.50", "marks:0.50"),
    ],
)
def test_other_origins_are_none(origin):
    assert suggested_by(origin) is None


def test_spans_that_former_versions_accepted_are_known():
    assert suggested_by("suggested:marks+tagger:0.93") == (("marks", "tagger"), 0.93)
