"""Articles in JSON of any program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from annotator.annotation.records import Article
from annotator.formats import format_for
from tests.formats.reading import read


def articles(path: Path, value: Any, **options: object) -> list[Article]:
    path.write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    assert format_for(path).name == "json"
    records, refused = read(path, "json", **options)
    assert refused == []
    return [record.article for record in records]


WIRE = {
    "source": {"id": None, "name": "Ostrand Wire"},
    "author": "Mira Holt",
    "title": "Gulls win",
    "url": "https://a.example/1",
    "publishedAt": "2026-05-15T08:30:00Z",
    "content": "They took the pier.\r\nNobody minds.",
}


@pytest.mark.parametrize(
    "shape",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"status": "ok", "totalResults": 1, "articles": [one]},
        lambda one: {"version": 2, "whatever": [one]},
        lambda one: {"data": [one], "errors": [{"code": 1}]},
        lambda one: orjson.dumps(one) + b"\n\n" + orjson.dumps(one) + b"\n",
        lambda one: b"\xef\xbb\xbf" + orjson.dumps([one]),
    ],
)
def test_one_or_a_list_or_lines(tmp_path: Path, shape: Any) -> None:
    first = articles(tmp_path / "a.json", shape(WIRE))[0]
    assert first.text == "They took the pier.\nNobody minds."
    assert (first.title, first.source) == ("Gulls win", "https://a.example/1")
    assert first.date == "2026-05-15T08:30:00Z"
    assert first.meta == {"source": WIRE["source"], "author": "Mira Holt"}


def test_json_lines_with_another_name_for_the_text(tmp_path: Path) -> None:
    """Are no native ones, and are told by their first line."""
    found = articles(tmp_path / "a.jsonl", b'{"id":"x","body":"Gulls"}\n{"body":"Terns"}\n')
    assert [one.text for one in found] == ["Gulls", "Terns"]
    assert found[0].id == "x"


def test_keys_can_be_chosen(tmp_path: Path) -> None:
    value = [{"text": "no", "lead": "yes", "k": 1}, {"lead": "too"}]
    found = articles(tmp_path / "a.json", value, columns={"text": "lead", "id": "k"})
    assert [one.text for one in found] == ["yes", "too"]
    assert found[0].id == "1"
    assert found[0].meta == {"text": "no"}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"[1", "a.json:1: this is not valid JSON"),
        (b'"x"', "a.json: expected a list of objects, or an object with the text of an article"),
        (b"[]", "a.json: the list is empty; expected articles"),
        (b"[1]", "a.json: [0]: expected an object with the text of an article"),
        (b'[{"a":1}]', "a.json: [0]: no column holds the text"),
        (b'{"a":1}', "a.json: no column holds the text"),
        (b'{"items":[{"body":""}]}', "a.json: items[0]: “body” is empty"),
        (b'[{"text":7}]', "a.json: [0]: “text”: expected text, found another value"),
        (b'[{"text":"a\\u0000"}]', "a.json: [0]: “text”: the text has at offset 1 a NUL"),
        (b'[{"text":"\\ud83d"}]', "a.json:1: \\ud83d is half of a surrogate pair"),
        (b'{"body":"a"}\n{"body":}\n', "a.json:2: this is not valid JSON"),
        (b'{"a":' * 3000, "a.json: the JSON is nested too deep"),
        (b"[" * 100_000 + b"]" * 100_000, "a.json: the JSON is nested too deep"),
    ],
)
def test_what_cannot_be_taken_in_is_named_with_its_path(
    tmp_path: Path, value: bytes, said: str
) -> None:
    (tmp_path / "a.json").write_bytes(value)
    reason = read(tmp_path / "a.json", "json")[1][0]
    assert reason.startswith(said)
