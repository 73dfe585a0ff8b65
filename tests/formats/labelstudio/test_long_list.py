"""Elements of a long list, block by block, wherever a block ends."""

from __future__ import annotations

import io
import json

import pytest

from annotator.errors import InputError
from annotator.formats.labelstudio import long_list, tasks_in
from annotator.formats.labelstudio.long_list import elements
from tests.formats.reading import read

ODD = [
    {"a": 'He said: "no" \\', "b": [1, {"c": "}]"}]},
    {},
    [[], {"x": '\\\\\\"'}],
    {"ü": "👩‍🚀 [", "e": "\\", "n": "\n"},
]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1_000])
@pytest.mark.parametrize("indent", [None, 1])
def test_elements_are_those_that_json_finds(monkeypatch, size, indent):
    monkeypatch.setattr(long_list, "BLOCK", size)
    data = f" \n{json.dumps(ODD, indent=indent, ensure_ascii=False)}\n".encode()
    found = list(elements(io.BytesIO(data)))
    assert [json.loads(one.data) for one in found] == ODD
    lines = data.decode().split("\n")
    for one in found:
        assert lines[one.line - 1].lstrip().startswith(("[", "{"))
        assert data[: one.position].endswith(one.data)
    assert list(elements(io.BytesIO(b" [ ] "))) == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'[{"a": 1},\n{"b"', 2),
        (b"[{},\n\n{}", 3),
        (b"[{} {}]", 1),
        (b"[{},,{}]", 1),
        (b'[{},\n"x",{}]', 2),
        (b"[{},\n]", 2),
        (b"[{}]\n{}", 2),
        (b"[", 1),
    ],
)
def test_what_is_no_list_of_objects_is_refused_with_its_line(data, line):
    with pytest.raises(InputError, match="not valid JSON") as refused:
        list(elements(io.BytesIO(data)))
    assert refused.value.line == line


def test_long_and_short_files_are_read_alike(tmp_path, monkeypatch):
    """Refused tasks as well, and full ones beside short ones (JSON-MIN)."""
    result = {"id": "a", "from_name": "l", "to_name": "text", "type": "labels"}
    tasks = [
        {"data": {"text": f"Ida ran {n}."}, "annotations": [
            {"completed_by": n % 3, "result": [
                {**result, "value": {"start": 0, "end": 3, "text": "Ida", "labels": ["P"]}}
            ]}
        ]}
        for n in range(7)
    ]  # fmt: skip
    tasks[3]["annotations"] = 7
    tasks[4] = {"text": "Ida sat.", "l": [{"start": 4, "end": 7, "labels": ["V"]}], "annotator": 1}
    path = tmp_path / "x.json"
    path.write_text(json.dumps(tasks, indent=1), encoding="utf-8")
    short, refused = read(path, "labelstudio")
    monkeypatch.setattr(tasks_in, "LONG_BYTES", 10)
    monkeypatch.setattr(long_list, "BLOCK", 50)
    assert read(path, "labelstudio") == (short, refused)
    assert (len(short), len(refused)) == (6, 1), refused
    (why,) = refused
    assert "task 4" in why
