"""What no text is is told by its first bytes, whatever it is called."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from annotator.formats.recognising.magic import kind_of
from tests.formats.reading import read

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (rb"{\rtf1\ansi Terns}", "an RTF document"),
        (PNG, "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture (JPEG)"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)"),
        (b"PK\x03\x04\x14\0", "a zip archive"),
        (gzip.compress(b"Terns", mtime=0), "a compressed file (gzip)"),
        (b"\0\0\0\x18ftypmp42", "a film or a picture"),
        (b"x" * 257 + b"ustar\0", "an archive (tar)"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "a PDF"),
        (b"\r\n %PDF-1.7\n", "a PDF"),
        (b"%!PS-Adobe-3.0\n", "a PostScript document"),
        (b"\xff\xfb\x90d\0\0", "a sound (MP3)"),
        (b"fLaC\0\0", "a sound (FLAC)"),
        (b"8BPS\0\1", "a picture (Photoshop)"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html"])
def test_a_text_that_is_none_is_refused_by_what_it_is(
    tmp_path: Path, data: bytes, kind: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    form = {"txt": "text", "md": "markdown", "csv": "csv", "html": "html"}[path.suffix[1:]]
    records, (reason,) = read(path, form)
    assert records == []
    assert f"this is {kind}" in reason
    assert "whatever its name says; expected" in reason


@pytest.mark.parametrize(
    "data",
    [b"BZh, said the clerk.", b"ID3 is a tag.", b"MZ is a town.", b"RIFF raff", b"BM 12", b""],
)
def test_words_that_begin_like_one_are_words(data: bytes) -> None:
    assert kind_of(data) is None
