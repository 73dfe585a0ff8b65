"""Saved web pages: visible text, metadata, boilerplate suggestions, encodings, hostile pages."""

from __future__ import annotations

import logging
import time
import warnings
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.formats import format_for
from annotator.formats.html.page import read_page, text_of
from tests.formats.reading import read

GULLS = (
    "The gulls of Ostrand have taken the north pier, and the council has given up trying to chase"
    " them away for good."
)
NETS = (
    "“We put up nets, we played the cries of hawks, and they simply sat down next to the"
    " loudspeakers,” said the harbour\N{NO-BREAK SPACE}master on Friday."
)
SPRING = (
    "Fishermen told this paper that they had seen it coming since the spring, when the first"
    " pairs began to nest on the roof of the market hall."
)
JUNE = (
    "The council will meet again in June to talk about what the town can do with a pier that"
    " nobody can walk on any more."
)
HEAD_OF_PAGE = "Sport"
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>Gulls win the pier | Ostrand Herald</title>
<link rel="canonical" href="https://herald.example/gulls">
<meta property="og:title" content="Gulls win the pier">
<meta property="og:site_name" content="Ostrand Herald">
<meta name="author" content="Mira Holt">
<meta property="article:published_time" content="2026-05-15T08:30:00Z">
<style>p {{ color: red }}</style><script>var a = "script words";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<main><article><h1>Gulls win the pier</h1>
<p>{GULLS}</p><p>{NETS.replace(chr(160), "&nbsp;")}</p>
<script>document.write("<p>written words</p>")</script><noscript>noscript words</noscript>
<p hidden>hidden words</p><p style="color: red; DISPLAY : none">styled words</p>
<template><p>template words</p></template><span class="x sr-only">reader words</span>
<!-- comment words --><svg><text>drawn words</text></svg>
<p>{SPRING}</p>
<p>{JUNE}</p></article></main>
<aside><h2>Most read</h2><p><a href="/b">Ten boats that sank this year</a></p></aside>
<footer><p>© 2026 Ostrand Herald <a href="/p">Privacy</a></p></footer></body></html>
"""


def one(path: Path, data: bytes | str, **options: object) -> Annotated:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    records, refused = read(path, "html", **options)
    assert refused == []
    (record,) = records
    return record


def reason(path: Path, data: bytes | str, **options: object) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    records, refused = read(path, "html", **options)
    assert records == []
    (said,) = refused
    return said


def test_all_visible_text_is_kept_in_paragraphs(tmp_path: Path) -> None:
    """And nothing that a browser does not show."""
    article = one(tmp_path / "gulls.html", PAGE).article
    assert article.text.split("\n\n") == [
        "Home", "Sport", "Gulls win the pier", GULLS, NETS, SPRING, JUNE,
        "Most read", "Ten boats that sank this year", "© 2026 Ostrand Herald Privacy",
    ]  # fmt: skip


def test_what_the_page_says_of_itself_is_kept(tmp_path: Path) -> None:
    article = one(tmp_path / "gulls.html", PAGE).article
    assert article.title == "Gulls win the pier"
    assert article.date == "2026-05-15"
    assert article.source == "https://herald.example/gulls"
    assert article.id.startswith("gulls-")
    meta = {key: value for key, value in article.meta.items() if key != "bytes_sha256"}
    assert meta == {
        "author": "Mira Holt",
        "outlet": "Ostrand Herald",
        "language": "en-GB",
        "url": "https://herald.example/gulls",
        "file": "gulls.html",
        "encoding": "utf-8",
    }


def test_what_is_not_the_article_is_suggested_as_boilerplate(tmp_path: Path) -> None:
    """Neighbours as one, the title and the article's paragraphs not, each with a score."""
    record = one(tmp_path / "gulls.html", PAGE)
    assert record.annotator is None
    assert record.spans == ()
    found = record.suggestions
    assert [suggestion.text.split("\n\n") for suggestion in found] == [
        ["Home", "Sport"],
        ["Most read", "Ten boats that sank this year", "© 2026 Ostrand Herald Privacy"],
    ]
    for suggestion in found:
        check_suggestion(suggestion, record.article.text)
        assert suggestion.article == record.article.id
        assert (suggestion.label, suggestion.origin) == ("boilerplate", "trafilatura")
        assert suggestion.score > 0.75


def test_only_the_main_text_on_request(tmp_path: Path) -> None:
    record = one(tmp_path / "gulls.html", PAGE, main_text_only=True)
    assert record.article.text == "\n\n".join(["Gulls win the pier", GULLS, NETS, SPRING, JUNE])
    assert record.suggestions == ()


def test_the_same_page_is_the_same_record(tmp_path: Path) -> None:
    """Whatever was read before."""
    first = one(tmp_path / "a.html", PAGE)
    one(tmp_path / "b.html", PAGE.replace("Ostrand", "Lund"))
    assert one(tmp_path / "a.html", PAGE) == first


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a  b\n\tc &nbsp; d</p>", "a b c \xa0 d"),
        ("<p>one<br>two<br/>\n three</p>", "one\ntwo\nthree"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("one<p>two</p>three", "one\n\ntwo\n\nthree"),
        ("<pre>  a\n\n\tb </pre>", "  a\n\n\tb"),
        ("<b>bo</b>ld and <i>it</i>alic", "bold and italic"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n\n2"),
        ("<p>He said <q>no</q>.</p>", "He said “no”."),
        ("<p>&lt;b&gt; &amp;amp; &#x1F600; &bogus;</p>", "<b> &amp; 😀 &bogus;"),
        ("<p>&#0;a\0b&#xD83D;c&#150;</p>", "\ufffda\ufffdb\ufffdc–"),
        ("<div><p>open<div>more</div>end", "open\n\nmore\n\nend"),
        ("<button>Share</button><button>Print</button>", "Share\n\nPrint"),
        ("<p>\u200b</p><p>&nbsp;</p><p>x</p>", "x"),
        ("<dialog>no</dialog><dialog open>yes</dialog><select><option>no</select>", "yes"),
        ("<p style='visibility:hidden'>no</p>tail", "tail"),
        ("<!--[if IE]>no<![endif]--><?php no ?>yes", "yes"),
    ],
)
def test_text_is_what_a_browser_shows(source: str, expected: str) -> None:
    assert text_of(source) == expected


@pytest.mark.parametrize(
    ("charset", "written", "expected"),
    [
        ("windows-1251", "windows-1251", "windows-1251"),
        ("iso-8859-1", "windows-1252", "windows-1252"),
        ("iso-8859-1", "utf-8", "utf-8"),  # declared wrong: strict UTF-8 comes first
        ("utf-8", "windows-1252", "windows-1252"),  # declared wrong, and no UTF-8
        ("no-such-thing", "utf-8", "utf-8"),
        ("utf-8", "utf-16", "utf-16-le"),
        ("utf-8", "utf-8-sig", "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, charset: str, written: str, expected: str) -> None:
    """A byte order mark, strict UTF-8, what is declared, a guess."""
    words = "Чайки взяли причал" if "1251" in written else "Zoë’s “café” took the pier – again"
    page = f"<html><head><meta charset='{charset}'></head><body><p>{words}</p></body></html>"
    article = one(tmp_path / "a.html", page.encode(written)).article
    assert article.text == words
    assert article.meta["encoding"].replace("cp", "windows-") == expected


def test_the_user_knows_the_encoding_best(tmp_path: Path) -> None:
    page = "<meta charset=utf-8><p>Жук</p>".encode("koi8-r")
    assert one(tmp_path / "a.html", page, encoding="koi8-r").article.text == "Жук"
    said = reason(tmp_path / "a.html", page, encoding="utf-8")
    assert said == "a.html: byte 23 (0xF6) does not fit the encoding utf-8"


def test_tags_may_close_themselves_in_xhtml(tmp_path: Path) -> None:
    """An HTML parser would take all that follows for the script."""
    page = '<html><head><script src="a.js"/><title/></head><body><p>Gulls</p></body></html>'
    assert one(tmp_path / "a.xhtml", page).article.text == "Gulls"
    assert one(tmp_path / "a.html", f'<?xml version="1.0"?>{page}').article.text == "Gulls"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the page is empty; expected HTML"),
        (b" \n ", "the page is empty; expected HTML"),
        (b"<!-- a -->", "the page is empty; expected HTML"),
        (b"<html><body></body></html>", "the page has no visible text; expected the text of an"),
        (b"<p hidden>x</p>", "the page has no visible text"),
        (b"<b>" * 3000 + b"x", "the tags of this page are nested too deep"),
    ],
)
def test_pages_without_text_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    assert reason(tmp_path / "a.html", data).startswith(f"a.html: {said}")


def test_a_page_without_main_text_is_refused_where_only_that_is_wanted(tmp_path: Path) -> None:
    said = reason(tmp_path / "a.html", "<p>a</p>" * 4_000, main_text_only=True)
    assert said == "a.html: no main text was found in the page; import it without that choice"


@pytest.mark.parametrize(
    "page",
    [
        "<p>a</p>" * 60_000,
        "a<br>" * 100_000,
        "<b>a</b> " * 60_000,
        "<div>x " * 1_900,
        "<table><tr><td>x" * 500,
        "<p" * 300_000,
        "<" * 1_000_000 + "p>x",
        "<p style='" + "display:" * 100_000 + "'>x</p>",
        "<pre>" + "x \n" * 100_000,
        "<script type='application/ld+json'>{" + '[{"@type":' * 100_000 + "</script>x",
        "<title>" + "gulls " * 100_000 + "</title><p>x",
        "<div>ab cd</div>" * 2_900,
    ],
    ids=range(12),
)
def test_hostile_pages_end_soon(tmp_path: Path, page: str) -> None:
    """Whatever is in them, however large."""
    (tmp_path / "a.html").write_text(f"<html><body>{page}", encoding="utf-8")
    began = time.thread_time()
    records, refused = read(tmp_path / "a.html", "html")
    assert time.thread_time() - began < 10
    assert len(records) + len(refused) == 1


def test_the_libraries_say_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No warning, no log on standard error, no connection."""

    def connect(*arguments: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr("socket.socket.connect", connect)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for page in (PAGE, "<p>x", "<frameset><frame src='http://a.example/'>x</frameset>"):
            read_page(page)
    assert capfd.readouterr() == ("", "")


def test_a_page_is_told_by_its_first_tag(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE, encoding="utf-8")
    assert format_for(path).name == "html"


def test_a_tag_with_very_many_attributes_is_refused(tmp_path: Path) -> None:
    """Parsing it would take minutes."""
    path = tmp_path / "x.html"
    attributes = " ".join(f"a{number}=b" for number in range(300_000))
    path.write_text(f"<html><body><p>Ida</p><p {attributes}>ran</p></body></html>", "utf-8")
    records, (refused,) = read(path, "html")
    assert records == []
    assert refused.startswith("x.html: a tag of this page has more than 500 attributes")


def test_very_many_comments_are_left_out(tmp_path: Path) -> None:
    """The same text as of a page without them."""
    source = "<html><body><p>Ida {0}ran{0} to <b>{0}the</b> quay.</p></body></html>"
    plain = read_page(source.format("")).text
    assert plain == "Ida ran to the quay."
    for comments in ("<!-- a -->", "<?a>", "<!a>"):
        for number in (1, 100_000):
            assert read_page(source.format(comments * number)).text == plain
