"""Parquet tables: rows as articles, tokens with tags as spans, and what is no value of JSON."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import InputError
from annotator.exchange import ImportOptions, look
from annotator.formats import ReadOptions, format_named, tell
from tests.formats.reading import read

pyarrow = pytest.importorskip("pyarrow")


def table(path: Path, columns: dict[str, Any], described: dict[str, Any] | None = None) -> Path:
    from pyarrow import parquet

    made = pyarrow.table(columns)
    if described is not None:
        info = json.dumps({"info": {"features": described}}).encode()
        made = made.replace_schema_metadata({b"huggingface": info})
    parquet.write_table(made, path)
    return path


def test_an_article_in_each_row(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.parquet",
        {
            "headline": ["Terns 😀", None, None],
            "body": ["Terns came.", None, "Gulls did."],
            "published": [datetime(2026, 5, 15, 8, 30), None, None],  # noqa: DTZ001 – as tables have
            "score": [1.5, None, float("nan")],
            "price": [Decimal("1.20"), None, None],
            "tags": [["sea", "birds"], None, []],
            "picture": [b"\0\1", None, None],
        },
    )
    options = ReadOptions(file="x.parquet", source="x.parquet")
    made = [one.record.article for one in format_named("parquet").read(path, options)]
    assert [(one.title, one.text, one.date) for one in made] == [
        ("Terns 😀", "Terns came.", "2026-05-15T08:30:00"),
        ("", "Gulls did.", ""),
    ]
    assert made[0].meta == {"score": 1.5, "price": "1.20", "tags": ["sea", "birds"]}
    assert [str(one.what) for one in options.notes.left_out] == [
        "value that is no text, in “picture”"
    ]
    assert "headline" in format_named("parquet").columns(path, options)


def test_tokens_with_tags_that_the_table_names(tmp_path: Path) -> None:
    described = {"ner_tags": {"feature": {"names": ["O", "B-P", "I-P"], "_type": "ClassLabel"}}}
    path = table(
        tmp_path / "x.parquet",
        {"tokens": [["Ida", "Holm", "ran"]], "ner_tags": [[1, 2, 0]]},
        described,
    )
    (record,), refused = read(path, "parquet", annotator="x")
    assert refused == []
    assert [(one.label, one.text) for one in record.spans] == [("P", "Ida Holm")]
    path = table(tmp_path / "y.parquet", {"tokens": [["Ida"]], "ner_tags": [[1]]})
    _, (reason,) = read(path, "parquet", annotator="x")
    assert reason.startswith("y.parquet: row 1: ")


def test_spans_that_nobody_reads_stop_the_import(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.parquet",
        {"text": ["Terns came."], "spans": [[{"start": 0, "end": 5, "label": "b"}]]},
    )
    with pytest.raises(InputError, match="save it as JSON lines"):
        look(None, [path], ImportOptions(annotator="x"))


@pytest.mark.parametrize("data", [b"PAR1 and no more", b"PAR1", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_damaged_or_none_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.parquet"
    path.write_bytes(data)
    records, (reason,) = read(path, "parquet")
    assert (records, reason.startswith("x.parquet: ")) == ([], True)


def test_a_table_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = table(tmp_path / "x", {"text": ["Terns came."]})
    assert tell(path).format.name == "parquet"
