"""Each kind of bad line: the exact sentence, with its place; good lines around it are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.reading import read

TEXT = '"text":"Hello 😀 world"'


def line(keys: str) -> str:
    return f"{{{TEXT},{keys}}}"


def span(keys: str) -> str:
    return line(f'"annotator":"a","spans":[{{{keys}}}]')


def link(keys: str) -> str:
    return line(f'"annotator":"a","links":[{{{keys}}}]')


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


INVALID = "this is not valid JSON: "
BAD_LINES = [
    ("{", INVALID + "expecting property name enclosed in double quotes at character 2"),
    ("hello", INVALID + "expecting value at character 1"),
    ('{"text":"a"} {"text":"b"}', INVALID + "extra data at character 14"),
    ('{"text":"a","meta":{"n":NaN}}', INVALID + "NaN is no number that JSON knows"),
    ("[]", "the line: expected an object, found a list"),
    ('"x"', "the line: expected an object, found text"),
    ("{}", "“text” is missing"),
    ('{"text":1}', "“text”: expected text, found a whole number"),
    ('{"text":null}', "“text”: expected text, found null"),
    ('{"text":""}', "“text”: the text is empty"),
    ('{"text":"\ufeff"}', "“text”: the text is empty"),
    (
        r'{"text":"a\u0000b"}',
        "“text”: the text has at offset 1 a NUL (U+0000), which a text cannot contain",
    ),
    (r'{"text":"\ud800 x"}', r"\ud800 is half of a surrogate pair, not a character"),
    (r'{"text":"a \udc00"}', r"\udc00 is half of a surrogate pair, not a character"),
    (
        line('"schema":"annotator/2"'),
        "the schema is “annotator/2”; this version reads “annotator/1”",
    ),
    (line('"id":""'), "“id” is empty; expected a name for the article, or no “id”"),
    (line('"id":[7]'), "“id”: expected a whole number or text or null, found a list"),
    (line(r'"title":"a\u0000"'), "“title” has a NUL (U+0000), which cannot be kept"),
    (line('"meta":[]'), "“meta”: expected an object or null, found a list"),
    (
        line('"meta":{"n":123456789012345678901234567890}'),
        "“meta” holds a whole number of more than 64 bits, which would not be kept",
    ),
    (line('"meta":{"n":1e999}'), "“meta[…]”: number out of range"),
    (line(f'"meta":{nested(300)}'), "“meta” is nested too deep"),
    (line(f'"meta":{nested(5000)}'), "the JSON is nested too deep"),
    (line(f'"other":{nested(5000)}'), "the JSON is nested too deep"),
    (
        line('"text_sha256":"00"'),
        "“text_sha256” begins with '00' but the text’s with 'b0045641a741': the text was changed",
    ),
    (
        line('"offset_unit":"byte"'),
        "“offset_unit” is “byte”; expected one of: codepoint, utf16, utf8",
    ),
    (line('"annotator":""'), "“annotator” is empty; expected a name"),
    (
        line(r'"annotator":"a\nb"'),
        "“annotator” has a line break or control character; expected one line",
    ),
    (
        line('"status":"done"'),
        "the status is “done” but there is no “annotator”; expected one, or --annotator",
    ),
    (
        line('"annotator":"a","status":"finished"'),
        "“status” is “finished”; expected one of: new, in progress, done, skipped",
    ),
    (
        line('"spans":[{"label":"q","start":0,"end":5}]'),
        "there are spans but no “annotator”; expected one, or --annotator",
    ),
    (line('"spans":{}'), "“spans”: expected a list or null, found an object"),
    (
        line('"lang":"en","meta":{"lang":"de"}'),
        "“lang” stands beside “meta” and inside it, with different values; expected one",
    ),
    (span('"start":0,"end":5'), "“spans[0].label” is missing"),
    (span('"label":"","start":0,"end":5'), "“spans[0].label” is empty; expected a name"),
    (span('"label":"q"'), "spans[0]: expected “start” and “end”, or “fragments”"),
    (span('"label":"q","start":0'), "spans[0]: expected “start” and “end”, or “fragments”"),
    (
        span('"label":"q","start":"0","end":5'),
        "“spans[0].start”: expected a whole number or null, found text",
    ),
    (
        span('"label":"q","start":0.0,"end":5'),
        "“spans[0].start”: expected a whole number or null, found a number with a fraction",
    ),
    (
        span('"label":"q","start":true,"end":5'),
        "“spans[0].start”: expected a whole number or null, found true or false",
    ),
    (span('"label":"q","start":5,"end":0'), "spans[0]: 5 to 0 ends before it starts"),
    (
        span('"label":"q","start":5,"end":5'),
        "spans[0]: 5 to 5 is empty, the end must be behind the start",
    ),
    (
        span('"label":"q","start":-1,"end":5'),
        "spans[0]: -1 to 5 is not inside the text of 13 characters",
    ),
    (
        span('"label":"q","start":0,"end":14'),
        "spans[0]: 0 to 14 is not inside the text of 13 characters",
    ),
    (
        span('"label":"q","start":0,"end":5,"text":"Hallo"'),
        "spans[0]: the text at 0 to 5 is 'Hello', expected 'Hallo'",
    ),
    (
        span('"label":"q","start":8,"end":10,"text":" w"'),
        "spans[0]: the text at 8 to 10 is 'wo', expected ' w'; it fits where offsets count UTF-16"
        ' units ("offset_unit":"utf16")',
    ),
    (
        span('"label":"q","start":9,"end":14,"text":"world"'),
        "spans[0]: 9 to 14 is not inside the text of 13 characters; it fits where offsets count"
        ' UTF-16 units ("offset_unit":"utf16")',
    ),
    (
        line('"offset_unit":"utf16","annotator":"a","spans":[{"label":"q","start":0,"end":7}]'),
        "spans[0]: UTF-16 offset 7 is in the middle of a surrogate pair",
    ),
    (
        span('"label":"q","fragments":[]'),
        "spans[0]: “fragments” is empty; expected at least one [start, end]",
    ),
    (span('"label":"q","fragments":[[0,5,6]]'), "“spans[0].fragments[0]”: expected a list of 2"),
    (
        span('"label":"q","fragments":[[0,5],[4,8]]'),
        "spans[0]: 4 to 8 starts before the fragment ahead of it ends, at 5",
    ),
    (
        span('"label":"q","fragments":[[6,8],[0,5]]'),
        "spans[0]: 0 to 5 starts before the fragment ahead of it ends, at 8",
    ),
    (
        span('"label":"q","start":1,"fragments":[[0,5]]'),
        "spans[0]: “start” is 1 but the first fragment starts at 0",
    ),
    (
        span('"label":"q","end":1,"fragments":[[0,5]]'),
        "spans[0]: “end” is 1 but the last fragment ends at 5",
    ),
    (
        span('"label":"q","start":0,"end":5,"id":""'),
        "“spans[0].id” is empty; expected a name, or no “id”",
    ),
    (
        span('"label":"q","start":0,"end":5,"attributes":{"x":1},"x":2'),
        "“spans[0].x” stands beside “spans[0].attributes” and inside it, with different values;"
        " expected one",
    ),
    (
        span(r'"label":"q","start":0,"end":5,"note":"\u0000"'),
        "“spans[0].note” has a NUL (U+0000), which cannot be kept",
    ),
    (link('"from":"a","to":"b"'), "“links[0].type” is missing"),
    (link('"type":"","from":"a","to":"b"'), "“links[0].type” is empty; expected text"),
    (link('"type":"t","from":"a","to":"a"'), "links[0] links a span to itself"),
    (
        link('"type":"t","from":"a","to":"b","w":1'),
        "“links[0]” has the key “w”, which cannot be kept",
    ),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES)
def test_a_bad_line_is_refused_in_one_sentence(tmp_path: Path, bad: str, reason: str) -> None:
    """File, line, what is wrong, what was expected; the lines around it are read."""
    path = tmp_path / "in.jsonl"
    path.write_text(f'{{"text":"before"}}\n\n{bad}\n{{"text":"after"}}\n', encoding="utf-8")
    records, refused = read(path)
    assert refused == [f"in.jsonl:3: {reason}"]
    assert [record.article.text for record in records] == ["before", "after"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"text":"a\xff"}', "byte 11 (0xFF) is not UTF-8, as JSON must be"),
        (
            '{"text":"a"}'.encode("utf-16"),
            "this file is in UTF-16; expected UTF-8, as JSON must be",
        ),
    ],
)
def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    """The place of the first bad byte is named."""
    path = tmp_path / "in.jsonl"
    path.write_bytes(data)
    assert read(path) == ([], [f"in.jsonl:1: {reason}"])


def test_two_long_texts_that_differ_are_shown_where_they_differ(tmp_path: Path) -> None:
    """A message with two equal halves would help nobody."""
    text = "x" * 100 + "this one" + "y" * 100
    quote = text.replace("this", "that")
    path = tmp_path / "in.jsonl"
    path.write_text(
        f'{{"text":"{text}","annotator":"a","spans":[{{"label":"q","start":0,"end":208,'
        f'"text":"{quote}"}}]}}',
        encoding="utf-8",
    )
    (refused,) = read(path)[1]
    assert "xxthis oneyy" in refused
    assert "xxthat oneyy" in refused
    assert len(refused) < 200


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """No traceback."""
    expected = ([], ["none.jsonl: there is no such file or folder"])
    assert read(tmp_path / "none.jsonl") == expected
    assert read(tmp_path / "none.jsonl", "text") == expected
