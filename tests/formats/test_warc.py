"""Web archives, compressed or not, and damaged ones."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated
from annotator.formats import format_for
from tests.formats.html.test_page import GULLS, PAGE
from tests.formats.reading import read

HTML = "text/html; charset=utf-8"


def archive(
    pages: list[tuple[str, bytes, str, str, dict[str, str]]], *, compressed: bool = True
) -> bytes:
    """Return a WARC file of ``(address, body, content type, status, more headers)``."""
    records = [record("warcinfo", "", b"software: test\r\n")]
    for address, body, kind, status, more in pages:
        headers = "".join(f"{key}: {value}\r\n" for key, value in more.items())
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode()
        records.append(record("response", address, head + body))
    return b"".join(gzip.compress(one, mtime=0) if compressed else one for one in records)


def record(kind: str, address: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2026-05-15T08:30:00Z\r\nWARC-Record-ID: <urn:uuid:"
        "00000000-0000-4000-8000-000000000000>\r\nContent-Type: application/http;"
        f" msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def both(path: Path, data: bytes) -> tuple[list[Annotated], list[str]]:
    path.write_bytes(data)
    assert format_for(path).name == "warc"
    return read(path, "warc")


@pytest.mark.parametrize("name", ["a.warc.gz", "A.WARC", "crawl"])
def test_pages_are_articles(tmp_path: Path, name: str) -> None:
    """Other things, and answers that are no success, are passed over."""
    data = archive(
        [
            ("http://a.example/1", PAGE.encode(), HTML, "200 OK", {}),
            ("http://a.example/x.png", b"\x89PNG", "image/png", "200 OK", {}),
            ("http://a.example/no", b"<p>gone</p>", HTML, "404 Not Found", {}),
            (
                "http://a.example/2",
                gzip.compress("<p>Жук</p>".encode("koi8-r"), mtime=0),
                "text/html; charset=koi8-r",
                "200 OK",
                {"Content-Encoding": "gzip"},
            ),
        ],
        compressed=name.endswith("gz"),
    )
    records, refused = both(tmp_path / name, data)
    assert refused == []
    first, second = (record.article for record in records)
    assert GULLS in first.text
    assert first.source == "http://a.example/1"
    assert first.meta["url"] == "https://herald.example/gulls"
    assert first.meta["file"] == name
    assert records[0].suggestions
    assert (second.text, second.meta["encoding"]) == ("Жук", "koi8-r")


def test_an_error_names_the_record(tmp_path: Path) -> None:
    """And the others come in."""
    data = archive(
        [
            ("http://a.example/1", b"<p></p>", HTML, "200 OK", {}),
            ("http://a.example/2", b"<p>Gulls</p>", HTML, "200 OK", {}),
        ]
    )
    records, refused = both(tmp_path / "a.warc.gz", data)
    assert [record.article.text for record in records] == ["Gulls"]
    assert refused == [
        "a.warc.gz: record http://a.example/1: the page has no visible text; expected the text of"
        " an article"
    ]


def test_a_bomb_inside_a_page_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>x " + b"x" * 60_000_000, mtime=0)
    page = ("http://a.example/1", bomb, HTML, "200 OK", {"Content-Encoding": "gzip"})
    records, refused = both(tmp_path / "a.warc", archive([page], compressed=False))
    assert records == []
    assert refused == ["a.warc: record http://a.example/1: the page is larger than 50 MB"]


def test_archives_that_are_damaged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Cut anywhere they give whole pages or a reason, never half a page; nothing is printed."""
    page = ("http://a.example/1", b"<p>Gulls</p>" * 40, HTML, "200 OK", {})
    for compressed in (True, False):
        whole = archive([page, page], compressed=compressed)
        path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
        text = both(path, whole)[0][0].article.text
        for end in range(0, len(whole), 7):
            records, refused = both(path, whole[:end])
            assert {record.article.text for record in records} <= {text}
            assert records or refused
        both(path, whole.replace(b"Content-Length: ", b"Content-Length: 1"))
        both(path, whole.replace(b"Content-Length: 5", b"Content-Length: 1"))
    for data in (b"", b"x", b"WARC/1.0\r\n\r\n", gzip.compress(b"x"), b"\x1f\x8b\x08broken"):
        assert both(tmp_path / "a.warc", data)[1]
    assert capfd.readouterr() == ("", "")
