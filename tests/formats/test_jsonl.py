"""Native JSON lines: what a good line may look like, and that writing gives it back."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Annotated, Status
from annotator.formats import format_named
from tests.formats.reading import read, read_line
from tests.strategies import messy_text, ranges_in


def written(records: list[Annotated]) -> bytes:
    file = io.BytesIO()
    format_named("jsonl").write(records, file)
    return file.getvalue()


def one_span(**keys: Any) -> dict[str, Any]:
    return {"text": "Hello 😀 world", "annotator": "a", "spans": [{"label": "q", **keys}]}


def test_a_line_with_only_text_is_an_article(tmp_path: Path) -> None:
    """Its id is the text's, its title the first line if a blank line follows."""
    record = read_line(tmp_path, {"text": "A title\n\nAnd a text."})
    digest = hashlib.sha256(b"A title\n\nAnd a text.").hexdigest()
    assert record.article.id == digest[:16]
    assert record.article.title == "A title"
    assert (record.annotator, record.status, record.spans) == (None, Status.NEW, ())
    assert read_line(tmp_path, {"text": "A title\n\nx", "title": ""}).article.title == ""


def test_keys_are_written_in_the_order_of_the_contract(tmp_path: Path) -> None:
    """Outside tools may compare bytes."""
    line = orjson.loads(written([read_line(tmp_path, one_span(start=0, end=5))]))
    assert list(line) == [
        "schema", "id", "title", "source", "meta", "text", "text_sha256", "offset_unit",
        "annotator", "status", "spans", "links",
    ]  # fmt: skip
    assert list(line["spans"][0]) == [
        "id", "label", "start", "end", "text", "fragments", "attributes", "note",
        "created_at", "updated_at", "origin",
    ]  # fmt: skip
    dated = read_line(tmp_path, {"text": "x", "date": "2026-05-15"})
    assert list(orjson.loads(written([dated])))[:5] == ["schema", "id", "title", "source", "date"]


def test_only_a_newline_ends_a_line(tmp_path: Path) -> None:
    """U+2028 and its like stand raw in JSON."""
    path = tmp_path / "x.jsonl"
    texts = ["a\u2028b\u2029c\x85d", "second"]
    path.write_bytes("".join(f'{{"text":"{text}"}}\r\n' for text in texts).encode())
    records, refused = read(path)
    assert refused == []
    assert [record.article.text for record in records] == texts


def test_a_byte_order_mark_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """Line numbers go on counting blank lines."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'\xef\xbb\xbf\n  \r\n{"text":"a"}\n\nx\n{"text":"b"}')
    records, refused = read(path)
    assert [record.article.text for record in records] == ["a", "b"]
    assert refused == ["x.jsonl:5: this is not valid JSON: expecting value at character 1"]


def test_offsets_move_along_with_line_breaks_and_the_byte_order_mark(tmp_path: Path) -> None:
    """What a CRLF text covers is what is stored."""
    raw = "\ufeffOne\r\ntwo\rthree"
    start = raw.index("two")
    line = {
        "text": raw,
        "annotator": "a",
        "spans": [
            {"label": "q", "start": start, "end": start + 3, "text": "two"},
            {"label": "q", "fragments": [[1, 6], [start + 4, len(raw)]], "text": "One\r\n three"},
        ],
    }
    record = read_line(tmp_path, line)
    assert record.article.text == "One\ntwo\nthree"
    assert [span.text for span in record.spans] == ["two", "One\n three"]
    assert record.spans[0].ranges == ((4, 7),)


def test_a_lone_carriage_return_is_replaced_in_what_is_covered(tmp_path: Path) -> None:
    """It moves no offset, but the text differs."""
    spans = [{"label": "q", "start": 0, "end": 3, "text": "a\rb"}]
    record = read_line(tmp_path, {"text": "a\rb", "annotator": "a", "spans": spans})
    assert record.article.text == "a\nb"
    assert record.spans[0].fragments[0].text == "a\nb"


def test_a_span_of_half_a_line_break_is_refused(tmp_path: Path) -> None:
    """Nothing would be left of it."""
    path = tmp_path / "x.jsonl"
    path.write_bytes(
        rb'{"text":"a\r\nb","annotator":"a","spans":[{"label":"q","start":1,"end":2}]}'
    )
    assert read(path)[1] == [
        "x.jsonl:1: spans[0]: 1 to 2 covers nothing but a byte order mark or half of a line break"
    ]


def test_a_digest_proves_that_a_leading_feff_belongs_to_the_text(tmp_path: Path) -> None:
    """An export of a text that begins with U+FEFF comes back as it was."""
    text = "\ufeffabc"
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert read_line(tmp_path, {"text": text, "text_sha256": digest}).article.text == text
    assert read_line(tmp_path, {"text": text}).article.text == "abc"
    bare = hashlib.sha256(b"abc").hexdigest()
    assert read_line(tmp_path, {"text": text, "text_sha256": bare}).article.text == "abc"


@given(
    text_range=messy_text()
    .filter(lambda text: text.strip("\ufeff\r\n"))
    .flatmap(lambda text: st.tuples(st.just(text), ranges_in(text)))
)
def test_utf16_offsets_cover_the_same_text(
    tmp_path_factory: pytest.TempPathFactory, text_range: tuple[str, tuple[int, int]]
) -> None:
    """The same span in both units becomes the same fragments."""
    raw, (start, end) = text_range
    path = tmp_path_factory.mktemp("x") / "x.jsonl"

    def fragments(unit: str, start: int, end: int) -> object:
        quote = raw[points[0] : points[1]]
        span = {"label": "q", "start": start, "end": end, "text": quote}
        line = {"text": raw, "offset_unit": unit, "annotator": "a", "spans": [span]}
        path.write_bytes(orjson.dumps(line))
        records, refused = read(path)
        return records[0].spans[0].fragments if records else refused

    points = start, end
    utf16 = [len(raw[:at].encode("utf-16-le")) // 2 for at in points]
    in_points = fragments("codepoint", *points)
    assert fragments("utf16", *utf16) == in_points
    if isinstance(in_points, tuple):
        covered = in_points[0].text
        expected = raw[start:end].replace("\r\n", "\n").replace("\r", "\n")
        assert covered in {expected, expected.removeprefix("\ufeff"), expected.rstrip("\n")}


def test_fragments_may_touch(tmp_path: Path) -> None:
    """They stay two."""
    record = read_line(tmp_path, one_span(fragments=[[0, 5], [5, 8]], text="Hello  😀 "))
    assert record.spans[0].ranges == ((0, 5), (5, 8))


def test_ids_that_are_missing_are_the_same_every_time(tmp_path: Path) -> None:
    """So importing twice adds nothing; two equal spans still are two."""
    span = {"label": "q", "start": 0, "end": 5}
    line = {"text": "Hello 😀 world", "annotator": "a", "spans": [span, span]}
    first, again = read_line(tmp_path, line), read_line(tmp_path, line)
    assert first == again
    ids = {one.id for one in first.spans}
    assert len(ids) == 2
    other = read_line(tmp_path, {**line, "annotator": "b"})
    assert not ids & {one.id for one in other.spans}


def test_keys_of_other_programs_are_kept(tmp_path: Path) -> None:
    """At the top under meta, in a span under attributes."""
    line = one_span(start=0, end=5, score=0.5, attributes={"kind": 1})
    record = read_line(tmp_path, {**line, "lang": "en", "meta": {"n": 1}, "_hash": [1]})
    assert record.article.meta == {"n": 1, "lang": "en", "_hash": [1]}
    assert record.spans[0].attributes == {"kind": 1, "score": 0.5}


def test_the_given_annotator_is_for_lines_that_name_nobody(tmp_path: Path) -> None:
    """A name in the file stays."""
    line = one_span(start=0, end=5)
    assert read_line(tmp_path, line, annotator="z").annotator == "a"
    nobody = {**line, "annotator": None, "status": "done"}
    record = read_line(tmp_path, nobody, annotator="z")
    assert (record.annotator, record.spans[0].annotator) == ("z", "z")


def test_a_line_of_200_000_characters(tmp_path: Path) -> None:
    """A whole book in one paragraph, tagged at its end."""
    text = "wörd " * 40_000
    record = read_line(
        tmp_path,
        {
            "text": text,
            "annotator": "a",
            "spans": [{"label": "q", "start": 199_995, "end": 200_000}],
        },
    )
    assert record.spans[0].text == "wörd "
    assert written([record]) == written([read_line(tmp_path, written([record]))])


def test_a_native_file_is_recognised_without_its_suffix() -> None:
    """By an object that names a text."""
    jsonl = format_named("jsonl")
    assert jsonl.sniff(b'\xef\xbb\xbf\n{"id":1,"text":"a"}')
    assert not jsonl.sniff(b'{"nothing":1}')
    assert not jsonl.sniff(b'"text"')


def test_spans_of_suggestions_keep_source_and_score(tmp_path: Path) -> None:
    line = {
        "text": "Elm is small.",
        "annotator": "model",
        "program": True,
        "spans": [
            {
                "label": "entity",
                "start": 0,
                "end": 3,
                "origin": "suggestion",
                "suggested": {"sources": ["names", "tagger"], "score": 0.93},
            }
        ],
    }
    record = read_line(tmp_path, line)
    assert record.program
    assert record.spans[0].origin == "names+tagger 0.93"
    back = orjson.loads(written([record]))
    assert back["program"] is True
    assert back["spans"][0]["origin"] == "suggestion"
    assert back["spans"][0]["suggested"] == {"sources": ["names", "tagger"], "score": 0.93}
