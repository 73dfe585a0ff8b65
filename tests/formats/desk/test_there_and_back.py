"""What a news desk's files say comes in as it is: random paragraphs, written and read again."""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape as in_html
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text import WHITE_SPACE
from tests.formats.desk.making import docx, epub, odt, paragraph, parquet_table, xlsx
from tests.formats.reading import read
from tests.strategies import messy_text

Paragraphs = Sequence[str]


def _plain(text: str) -> str:
    """Return a text without what stands in no paragraph: controls, white space but spaces."""
    kept = (
        " " if one.isspace() or one in WHITE_SPACE else one
        for one in text
        if unicodedata.category(one) not in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
    )
    return " ".join("".join(kept).split())


PARAGRAPHS = st.lists(messy_text(max_size=8).map(_plain).filter(bool), min_size=1, max_size=3)


def _rtf(paragraphs: Paragraphs) -> bytes:
    def sign(one: str) -> str:
        if one in "\\{}":
            return "\\" + one
        if one < "\x7f":
            return one
        units = one.encode("utf-16-le")
        numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in (0, 2))
        return "".join(f"\\u{n}?" for n in list(numbers)[: len(units) // 2])

    body = "\\par ".join("".join(map(sign, one)) for one in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252 {body}\\par}}".encode("ascii")


def _mail(paragraphs: Paragraphs) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Ida <ida@a.example>", "Terns"
    made["Date"] = "Fri, 15 May 2026 08:30:00 +0200"
    made.set_content("\n\n".join(paragraphs), cte="base64")
    return made.as_bytes()


def _page(paragraphs: Paragraphs) -> str:
    return (
        "<html><body>" + "".join(f"<p>{in_html(one)}</p>" for one in paragraphs) + "</body></html>"
    )


def _mhtml(paragraphs: Paragraphs) -> bytes:
    made = EmailMessage()
    made["Snapshot-Content-Location"] = "http://a.example/"
    made.set_content(_page(paragraphs), subtype="html", cte="quoted-printable")
    made.make_related()
    return made.as_bytes()


def _subtitles(paragraphs: Paragraphs) -> bytes:
    return "\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},500\n{one}\n" for n, one in enumerate(paragraphs, 1)
    ).encode()


def _nitf(paragraphs: Paragraphs) -> bytes:
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return f"<nitf><body><body.content>{body}</body.content></body></nitf>".encode()


def _ninjs(paragraphs: Paragraphs) -> bytes:
    return json.dumps({"uri": "u", "body_text": "\n\n".join(paragraphs)}).encode()


def _wordpress(paragraphs: Paragraphs) -> bytes:
    body = escape("".join(f"<p>{in_html(one)}</p>" for one in paragraphs))
    return (
        '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp='
        f'"http://wordpress.org/export/1.2/"><channel><item><content:encoded>{body}'
        "</content:encoded><wp:post_type>post</wp:post_type></item></channel></rss>"
    ).encode()


def _odt(paragraphs: Paragraphs) -> bytes:
    return odt("".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs))


FORMATS: list[tuple[str, str, str, Callable[[Paragraphs], bytes]]] = [
    ("docx", "x.docx", "\n\n", lambda made: docx("".join(map(paragraph, made)))),
    ("odt", "x.odt", "\n\n", _odt),
    ("rtf", "x.rtf", "\n\n", _rtf),
    ("mail", "x.eml", "\n\n", _mail),
    ("mhtml", "x.mhtml", "\n\n", _mhtml),
    ("epub", "x.epub", "\n\n", lambda made: epub(["".join(f"<p>{escape(p)}</p>" for p in made)])),
    ("subtitles", "x.srt", "\n", _subtitles),
    ("news", "x.xml", "\n\n", _nitf),
    ("ninjs", "x.json", "\n\n", _ninjs),
    ("wordpress", "x.xml", "\n\n", _wordpress),
]
if find_spec("python_calamine"):
    FORMATS.append(("sheet", "x.xlsx", "", lambda made: xlsx([["text"], *([one] for one in made)])))
if find_spec("pyarrow"):
    FORMATS.append(("parquet", "x.parquet", "", lambda made: parquet_table(made)))


@pytest.mark.parametrize(("name", "file", "between", "make"), FORMATS, ids=[f[0] for f in FORMATS])
@settings(max_examples=8)
@given(paragraphs=PARAGRAPHS)
def test_paragraphs_come_in_as_they_are(
    name: str, file: str, between: str, make: Callable[[Paragraphs], bytes], paragraphs: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes(make(paragraphs))
        records, refused = read(path, name)
    assert refused == []
    if between:
        assert [one.article.text for one in records] == [between.join(paragraphs)]
    else:
        assert [one.article.text for one in records] == paragraphs
