"""GATE's documents: both kinds of offsets, sets as annotators, and that an export comes back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given

from annotator.annotation.records import Annotated
from annotator.formats import WriteOptions, format_for, format_named
from tests.formats.folders import folder_there_and_back
from tests.formats.reading import read
from tests.formats.records import records

TEXT = "😀 A simple document"


def document(**keys: Any) -> dict[str, Any]:
    return {
        "offset_type": "p",
        "name": "",
        "features": {"feat1": "value1"},
        "annotation_sets": {
            "": {
                "name": "",
                "next_annid": 1,
                "annotations": [
                    {"start": 2, "end": 3, "id": 0, "type": "Type1", "features": {"a": 1}}
                ],
            },
            "Set2": {
                "next_annid": 2,
                "annotations": [{"start": 4, "end": 10, "id": 0, "type": "Type2"}],
            },
        },
        "text": TEXT,
        **keys,
    }


def read_one(folder: Path, value: Any, name: str = "x.bdocjs") -> tuple[list[Annotated], list[str]]:
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    return read(path, "gate", annotator="ann")


def test_each_set_is_an_annotator(tmp_path: Path) -> None:
    made, refused = read_one(tmp_path, document(), "x.json")
    assert refused == []
    assert [(record.annotator, record.spans[0].label, record.spans[0].text) for record in made] == [
        ("ann", "Type1", "A"),
        ("Set2", "Type2", "simple"),
    ]
    assert made[0].spans[0].attributes == {"a": 1}
    assert made[0].article.meta == {"feat1": "value1"}
    assert format_for(tmp_path / "x.json").name == "gate"


def test_java_counts_utf16(tmp_path: Path) -> None:
    sets = {"": {"annotations": [{"start": 3, "end": 4, "type": "T", "id": 0}]}}
    (record,), refused = read_one(tmp_path, document(offset_type="j", annotation_sets=sets))
    assert refused == []
    assert record.spans[0].ranges == ((2, 3),)


def test_a_document_without_annotations_is_an_article(tmp_path: Path) -> None:
    (record,), refused = read_one(tmp_path, document(annotation_sets={}, name="doc-a"))
    assert (refused, record.article.id, record.spans) == ([], "doc-a", ())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"{", "x.bdocjs:1: this is not valid JSON"),
        (b"[]", "the document: expected an object, found a list"),
        ({"text": 5}, "“text”: expected text, found a whole number"),
        (document(offset_type="b"), "“offset_type” is “b”; expected “p”"),
        (
            document(annotation_sets={"s": {"annotations": [{"start": 9, "end": 4, "type": "T"}]}}),
            "annotation_sets[“s”].annotations[0]: 9 to 4 ends before it starts",
        ),
        (
            document(
                annotation_sets={"s": {"annotations": [{"start": 0, "end": 99, "type": "t"}]}}
            ),
            "0 to 99 is not inside the text",
        ),
        (
            document(annotation_sets={"s": {"annotations": [{"start": 0, "end": 1, "type": ""}]}}),
            "annotation_sets[‘s’].annotations[0].label",
        ),
        (document(text=""), "the text is empty"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, value: Any, reason: str) -> None:
    made, refused = read_one(tmp_path, value)
    assert made == []
    (said,) = refused
    assert reason in said


def without_losses(record: Annotated) -> Annotated:
    there = {span.id for span in record.spans}
    links = tuple(link for link in record.links if link.target in there)
    return msgspec.structs.replace(record, links=links)


def in_reading_order(made: list[Annotated]) -> list[Annotated]:
    return sorted(made, key=lambda record: (record.article.id, record.annotator or ""))


@given(made=records())
def test_an_export_comes_back(made: list[Annotated]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back, losses = folder_there_and_back(made, "gate", Path(folder), ".bdocjs")
    assert in_reading_order(back) == in_reading_order([without_losses(one) for one in made])
    elsewhere = sum(len(one.links) - len(without_losses(one).links) for one in made)
    assert losses.get("links to other articles", 0) == elsewhere


def test_offsets_can_be_written_for_java(tmp_path: Path) -> None:
    (record,), _ = read_one(
        tmp_path,
        document(annotation_sets={"": {"annotations": [{"start": 2, "end": 3, "type": "T"}]}}),
    )
    out = tmp_path / "out"
    out.mkdir()
    format_named("gate").write_folder([record], out, WriteOptions(offset_unit="utf16"))
    (path,) = out.iterdir()
    value = orjson.loads(path.read_bytes())
    assert value["offset_type"] == "j"
    assert value["annotation_sets"]["ann"]["annotations"][0]["start"] == 3
    assert read(path, "gate")[0] == [record]
