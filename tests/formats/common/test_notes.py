"""What looks like spans is seen, and what does not is not."""

from __future__ import annotations

from typing import Any

import pytest

from annotator.formats.common.notes import Notes, spans_in
from annotator.words import say

TEXT = "Terns came to Ostrand on Monday."


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ({"labels": [[0, 5, "bird"], [14, 21, "place"]]}, [("labels", 2, "doccano")]),
        ({"places": [[14, 21]]}, [("places", 1, "")]),
        ({"x": [["bird", 0, 5]]}, [("x", 1, "")]),
        (
            {"entities": [{"start_offset": 0, "end_offset": 5, "label": "b"}]},
            [("entities", 1, "doccano")],
        ),
        ({"x": [{"begin": 0, "end": 5, "type": "b"}]}, [("x", 1, "")]),
        ({"spans": [{"start": 0, "end": 5, "label": "b"}]}, [("spans", 1, "prodigy")]),
        ({"x": [{"value": {"start": 0, "end": 5, "labels": ["b"]}}]}, [("x", 1, "labelstudio")]),
        ({"x": {"bird": [[0, 5]], "place": [[14, 21]]}}, [("x", 2, "")]),
        ({"x": '[{"start":0,"end":5,"labels":["b"]}]'}, [("x", 1, "labelstudio")]),
        ({"label": "[(0, 5, 'b')]"}, [("label", 1, "doccano")]),
        ({"tokens": ["Terns", "came"], "tags": ["B-b", "O"]}, [("tags", 1, "hf-tokens")]),
        ({"tokens": ["Terns", "came"], "labels": [3, 0]}, [("labels", 1, "hf-tokens")]),
        ({"ner": ["B-b", "I-b", "O"]}, [("ner", 1, "hf-tokens")]),
        ({"x": [{"start": "0", "end": "5", "type": "b"}]}, [("x", 1, "")]),
        ({"x": [{"start": 0.0, "end": 5.0, "type": "b"}]}, [("x", 1, "")]),
        ({"x": [{"offsets": [0, 5], "type": "b"}]}, [("x", 1, "")]),
        ({"x": [{"offsets": [[0, 5], [14, 21]], "type": "b"}]}, [("x", 1, "")]),
        ({"x": [{"answer_start": 0, "text": "Terns"}]}, [("x", 1, "")]),
        ({"starts": [0, 14], "ends": [5, 21], "labels": ["b", "p"]}, [("starts", 2, "")]),
    ],
)
def test_what_looks_like_spans(others: dict[str, Any], found: list[Any]) -> None:
    assert spans_in(others, TEXT) == found


@pytest.mark.parametrize(
    "others",
    [
        {"tags": ["sport", "birds"]},
        {"size": [1920, 1080]},
        {"box": [[4, 2, 7, 9]]},
        {"pages": [{"range": [4, 7]}]},
        {"starts": [0, 14], "ends": [5]},
        {"starts": [5], "ends": [0]},
        {"x": [{"start": "May", "end": "June", "label": "season"}]},
        {"words": [{"start": 0.5, "end": 1.25, "word": "Terns"}]},
        {"links": ["http://a.example/1"]},
        {"x": [[5, 3, "b"], [0, 900, "b"]]},
        {"x": "[no list"},
        {"x": {"a": {"b": {"c": {"d": [[0, 5, "b"]]}}}}},
        {"entities": ["Ostrand", "terns"]},
        {"label": "[birds]"},
        {"x": []},
    ],
)
def test_what_does_not_look_like_spans(others: dict[str, Any]) -> None:
    assert spans_in(others, TEXT) == []


def test_notes_are_counted_by_kind_and_file() -> None:
    notes = Notes()
    for file in ("a", "a", "b"):
        notes.leave_out(say("empty annotation"), file, "annotations[3]")
    said = [str(one.sentence()) for one in notes.left_out]
    assert said[0] == "a: 2 × empty annotation; the first: annotations[3]"
    assert [one.number for one in notes.left_out] == [2, 1]
    notes.line = 7
    notes.look_for_spans({"labels": [[0, 5, "b"]]}, TEXT, "a")
    notes.line = 8
    notes.look_for_spans({"labels": [[0, 5, "b"], [6, 10, "c"]]}, TEXT, "a")
    (one,) = notes.unread
    assert (one.line, one.number, one.records, one.format) == (7, 3, 2, "doccano")
