"""The kind of a JSON file is told from its records, however it holds them and whatever its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import ReadOptions, tell
from annotator.formats.recognising.peek import peek

Rows = list[dict[str, Any]]


def lines(rows: Rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def late(rows: Rows) -> str:
    """The first record is longer than what is read of a file at first."""
    long = {"text": "Terns came. " * 30_000, **{k: v for k, v in rows[0].items() if k != "text"}}
    return lines([long, *rows])


HOLDERS: dict[str, Callable[[Rows], str]] = {
    "lines": lines,
    "list": json.dumps,
    "indented list": lambda rows: json.dumps(rows, indent=2),
    "object": lambda rows: json.dumps({"count": len(rows), "examples": rows}),
    "indented object": lambda rows: json.dumps({"meta": {"v": 1}, "docs": rows}, indent=1),
    "long first line": late,
    "long list": lambda rows: "[" + ",\n".join(late(rows).splitlines()) + "]",
    "mark": lambda rows: "\ufeff" + lines(rows),
}
KINDS: dict[str, Rows] = {
    "doccano": [
        {"text": "Terns came to Ostrand.", "label": [[14, 21, "place"]]},
        {"text": "Skuas did not.", "label": []},
    ],
    "prodigy": [
        {
            "text": "Terns came to Ostrand.",
            "spans": [{"start": 14, "end": 21, "label": "place"}],
            "answer": "accept",
            "_view_id": "ner_manual",
        }
    ],
    "hf-tokens": [{"tokens": ["Terns", "came", "."], "ner_tags": ["B-bird", "O", "O"]}],
}


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson", ".txt", ".data", ""])
@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_records_tell_whatever_holds_them(
    tmp_path: Path, kind: str, holder: str, suffix: str
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_text(HOLDERS[holder](KINDS[kind]), encoding="utf-8")
    told = tell(path)
    assert (told.format.name, told.known) == (kind, True)
    refused: list[Any] = []
    options = ReadOptions(file="x", source="x", annotator="ann", refuse=refused.append)
    found = [one.record for one in told.format.read(path, options)]
    assert refused == []
    assert len(found) == len(KINDS[kind]) + ("long" in holder)
    assert {span.label for one in found for span in one.spans} <= {"place", "bird"}
    assert any(one.spans for one in found)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            '[{"text":"Terns","entities":[{"start_offset":0,"end_offset":5,"label":"b"}]}]',
            "doccano",
        ),
        ('{"text":"Terns","entities":[[0,5,"b"]]}\n', "doccano"),
        ('{"data":"Terns","label":[[0,5,"b"]]}\n', "doccano"),
        ('{"text":"Terns","labels":[{"start":0,"end":5,"label":"b"}]}\n', "doccano"),
        ('{"text":"Terns","annotations":[{"start":0,"end":5,"type":"b"}]}\n', "doccano"),
        ('[{"text":"Terns","entities":[{"start":0,"end":5,"label":"b"}]}]', "doccano"),
        (
            '{"text":"Terns","label":[{"start":0,"end":5,"labels":["b"]}],"annotation_id":1}\n',
            "labelstudio",
        ),
        ('[["Terns",{"entities":[[0,5,"b"]]}]]', "spacy-json"),
        ('{"classes":["b"],"annotations":[["Terns",{"entities":[[0,5,"b"]]}]]}', "spacy-json"),
        ('{"schema":"annotator/1","text":"Terns"}\n', "jsonl"),
        ('{"id":1,"schema":"annotator/1","text":"Terns","label":[[0,5,"b"]]}\n', "jsonl"),
        ('{"text":"Terns"}\n{"text":"Skuas"}\n', "jsonl"),
        ('{"body":"Terns"}\n{"body":"Skuas"}\n', "json"),
        ('{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation"}', "w3c"),
        ('{"text":"a","offset_type":"p","annotation_sets":{}}', "gate"),
        ('[{"id":1,"data":{"text":"Terns"},"annotations":[]}]', "labelstudio"),
        ('{"text":"broken\n{"text":"Terns","label":[[0,5,"b"]]}\n', "doccano"),
    ],
)
def test_what_is_what(tmp_path: Path, data: str, name: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(data, encoding="utf-8")
    assert tell(path).format.name == name


def test_what_holds_no_record_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"version":3,"colour":"#fff"}', encoding="utf-8")
    assert not tell(path).known
    path.write_text("[]", encoding="utf-8")
    assert not tell(path).known


@pytest.mark.parametrize("data", [b"", b"Terns", b"[", b"{", b'["a', b"\xff\xfe[", b"nul"])
def test_what_is_no_json_has_no_records(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    found = peek(path)
    assert found is None or found.records == []
