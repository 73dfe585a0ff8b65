"""Label sets: the default one, writing one back, and every fault in plain words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.errors import InputError
from annotator.formats.common.labelset import SCHEMA, read_label_set, write_label_set
from annotator.resources import resource


def test_the_default_labels_are_read(tmp_path: Path) -> None:
    """In their order, and writing them gives the same set."""
    labels = read_label_set(resource("labels/news.json"))
    assert [label.name for label in labels] == ["claim", "quote", "entity", "boilerplate"]
    assert [label.position for label in labels] == [0, 1, 2, 3]
    assert all(label.id == label.name and label.guidelines for label in labels)
    file = io.BytesIO()
    write_label_set(labels, file)
    path = tmp_path / "labels.json"
    path.write_bytes(file.getvalue())
    assert read_label_set(path) == labels
    assert orjson.loads(path.read_bytes()) == orjson.loads(
        resource("labels/news.json").read_bytes()
    )


ONE = {"name": "claim"}


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ([], "“labels” is empty; expected at least one label"),
        ([{}], "“labels[0].name” is missing"),
        ([{"name": " "}], "“labels[0].name” is empty; expected a name"),
        ([{"name": 1}], "“labels[0].name”: expected text, found a whole number"),
        ([ONE, ONE], "two labels are called “claim”"),
        (
            [{**ONE, "key": "Ctrl+B"}],
            "“labels[0].key” is “Ctrl+B”; expected a key such as 1, F6 or B, two as “G, E”,"
            " or nothing",
        ),
        (
            [{**ONE, "key": "1"}, {"name": "b", "key": "1"}],
            "the labels “claim” and “b” both have the key 1",
        ),
        (
            [{**ONE, "colour": "red"}],
            "“labels[0].colour” is “red”; expected a colour such as #1f77b4",
        ),
        (
            [{**ONE, "line": "thick"}],
            "“labels[0].line” is “thick”; expected one of: solid, dashed, dotted, double, wavy",
        ),
        ([{**ONE, "letter": "abc"}], "“labels[0].letter” is “abc”; expected one or two characters"),
        ([{**ONE, "color": "#000000"}], "“labels[0]” has the key “color”, which cannot be kept"),
    ],
)
def test_a_faulty_label_is_named(tmp_path: Path, labels: list[Any], reason: str) -> None:
    """With its place in the file."""
    path = tmp_path / "l.json"
    path.write_bytes(orjson.dumps({"schema": SCHEMA, "labels": labels}))
    with pytest.raises(InputError) as error:
        read_label_set(path)
    assert str(error.value) == f"{path}: {reason}"


def test_what_is_no_label_set_is_refused(tmp_path: Path) -> None:
    """With the line where the JSON breaks, or the schema that was found."""
    path = tmp_path / "l.json"
    path.write_text('{\n "schema": x\n}', encoding="utf-8")
    with pytest.raises(InputError, match=r"l.json:2: this is not valid JSON: expecting value"):
        read_label_set(path)
    path.write_text('{"schema": "other", "labels": []}', encoding="utf-8")
    with pytest.raises(InputError, match="the schema is “other”; this version reads"):
        read_label_set(path)
    with pytest.raises(InputError, match="there is no such file"):
        read_label_set(tmp_path / "none.json")
