"""Plain text files: encodings, line breaks, titles, ids, and what is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from annotator.annotation.records import Article
from tests.formats.reading import read

STORY = "Gulls “win” in Ostrand\n\nIt was Zoë’s café – no more."


def article(path: Path, data: bytes, encoding: str | None = None) -> Article:
    path.write_bytes(data)
    records, refused = read(path, "text", encoding=encoding)
    assert refused == []
    return records[0].article


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_story_is_the_same_article(tmp_path: Path, encoding: str, newline: str) -> None:
    """Whatever its encoding and line breaks; only meta tells."""
    data = STORY.replace("\n", newline).encode(encoding)
    found = article(tmp_path / "gulls.txt", data)
    digest = hashlib.sha256(STORY.encode()).hexdigest()
    assert found.text == STORY
    assert found.title == "Gulls “win” in Ostrand"
    assert found.id == f"gulls-{digest[:12]}"
    assert found.source == "gulls.txt"
    assert found.meta["bytes_sha256"] == hashlib.sha256(data).hexdigest()


def test_the_encoding_can_be_forced(tmp_path: Path) -> None:
    """The user knows better than any guess."""
    data = "ÄÖÜ мир".encode("koi8-u", "replace")
    found = article(tmp_path / "a.txt", data, "koi8-u")
    assert found.text == data.decode("koi8-u")
    assert found.meta["encoding"] == "koi8-u"


def test_nothing_but_line_breaks_is_changed(tmp_path: Path) -> None:
    """No-break spaces, U+2028, combining marks, emoji and a second U+FEFF stay."""
    text = "a\u00a0b\u2028c e\u0301 👩‍🚀 \ufeff \x0b\x0c\x85 end  \n\n"
    assert article(tmp_path / "a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"", None, "a.txt: the file is empty; expected the text of an article"),
        (
            b"\xef\xbb\xbf \r\n\t",
            None,
            "a.txt: the file holds nothing but white space; expected the text of an article",
        ),
        (
            b"one\ntwo\0three",
            None,
            "a.txt:2: character 4 is a NUL (U+0000), which a text cannot contain; is this a text,"
            " and in the encoding utf-8?",
        ),
        (b"a\xff", "utf-8", "a.txt: byte 1 (0xFF) does not fit the encoding utf-8"),
        (b"a", "klingon", "a.txt: unknown encoding 'klingon'; expected a name such as utf-8"),
    ],
)
def test_what_is_no_text_is_refused(
    tmp_path: Path, data: bytes, encoding: str | None, reason: str
) -> None:
    """In one sentence with the place."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read(path, "text", encoding=encoding) == ([], [reason])
