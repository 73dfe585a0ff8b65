"""Documents of offices, books, mail, subtitles and agencies: all text, in order, with its title."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotation.records import Annotated
from annotator.annotation.suggestion_checks import check_suggestion
from annotator.exchange import bring_in, create_project
from annotator.formats import ReadOptions, format_for, format_named
from tests.formats.desk.making import docx, epub, odt, packed, paragraph, pdf, run, xlsx
from tests.formats.reading import read

GULLS = "The gulls of Ostrand have taken the north pier, and nobody walks on it."
NETS = "“We put up nets,” said the harbour master; “they sat down on them.”"
NEWS_NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def one(folder: Path, name: str, data: bytes | str, **options: object) -> Annotated:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    records, refused = read(path, format_for(path).name, **options)
    assert refused == []
    (record,) = records
    for suggestion in record.suggestions:
        check_suggestion(suggestion, record.article.text)
    return record


def test_word(tmp_path: Path) -> None:
    """Tables, links, insertions, content controls, notes; not what was deleted."""
    body = (
        paragraph("Gulls win the pier")
        + f"<w:p>{run('The gulls ')}<w:hyperlink>{run('of Ostrand')}</w:hyperlink>"
        f"<w:ins>{run(' have won')}</w:ins><w:del><w:r><w:delText>lost</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>it</w:t><w:br/><w:t>all.</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('Controlled.')}</w:sdtContent></w:sdt>"
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>"
        f"<w:p>{run('Around.')}<w:r><w:txbxContent>{paragraph('Box 1')}{paragraph('Box 2')}"
        "</w:txbxContent></w:r></w:p>"
    )
    options = ReadOptions(file="a.docx", source="a.docx")
    data = docx(body, footnotes=paragraph("A note."), header1=paragraph("Herald"))
    (tmp_path / "a.docx").write_bytes(data)
    (found,) = format_named("docx").read(tmp_path / "a.docx", options)
    article = found.record.article
    assert article.text.split("\n\n") == [
        "Gulls win the pier", "The gulls of Ostrand have won\tit\nall.", "Controlled.", "a", "b",
        "Around.", "Box 1", "Box 2", "A note.",
    ]  # fmt: skip
    assert (article.title, article.meta["author"]) == ("Gulls", "Mira Holt")
    assert article.date == "2026-05-15T08:30:00Z"
    assert [str(left.what) for left in options.notes.left_out] == ["header or footer"]


def test_open_document(tmp_path: Path) -> None:
    body = (
        "<text:h>Gulls win</text:h><text:p>One<text:s text:c='2'/>two<text:tab/><text:span>three"
        "</text:span> four<text:line-break/>five<text:note><text:note-citation>1"
        "</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
        ".</text:p><table:table><table:table-row><table:table-cell><text:p>a</text:p>"
        "</table:table-cell></table:table-row></table:table><text:tracked-changes><text:p>gone"
        "</text:p></text:tracked-changes><text:list><text:list-item><text:p>item</text:p>"
        "</text:list-item></text:list>"
    )
    record = one(tmp_path, "a.odt", odt(body))
    assert record.article.text.split("\n\n") == [
        "Gulls win", "One  two\tthree four\nfive.", "A note.", "a", "item",
    ]  # fmt: skip
    assert (record.article.title, record.article.meta["author"]) == ("Gulls", "Mira Holt")


def test_rich_text(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1250{\info{\title Gulls \'9a}{\author Mira Holt}}"
        rb"\pard Ida \'9a\par {\b Two} \u8364? words.\par}"
    )
    record = one(tmp_path, "a.rtf", data)
    assert record.article.text == "Ida š\n\nTwo € words."
    assert (record.article.title, record.article.meta["author"]) == ("Gulls š", "Mira Holt")


LEFT = ["The gulls of Ostrand have", "taken the pier, and no-", "body walks on it any", "more now."]
RIGHT = ["The council said that", "nets were no use and", "that they would meet", "again in June."]


def columns(number: int) -> list[tuple[float, float, str]]:
    lines = [
        (40.0, 485.0, "Ostrand Herald"),
        (40.0, 440.0, "Gulls win the whole of the north pier in the end"),
    ]
    lines += [(40.0, 400.0 - 12 * at, text) for at, text in enumerate(LEFT)]
    lines += [(220.0, 400.0 - 12 * at, text) for at, text in enumerate(RIGHT)]
    return [*lines, (190.0, 15.0, f"Page {number}")]


def test_pdf_with_columns_hyphens_and_running_heads(tmp_path: Path) -> None:
    record = one(tmp_path, "a.pdf", pdf([columns(1), columns(2)]))
    article = record.article
    page = [
        "Gulls win the whole of the north pier in the end",
        "The gulls of Ostrand have taken the pier, and nobody walks on it any more now.",
        "The council said that nets were no use and that they would meet again in June.",
    ]
    assert article.text.split("\n\n") == [
        "Ostrand Herald", *page, "Page 1", "Ostrand Herald", *page, "Page 2",
    ]  # fmt: skip
    assert [one.text for one in record.suggestions] == [
        "Ostrand Herald", "Page 1", "Ostrand Herald", "Page 2",
    ]  # fmt: skip
    assert (article.title, article.date) == ("Gulls", "2026-05-15T08:30:00")


def test_a_pdf_of_pictures_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[]]))
    records, (reason,) = read(tmp_path / "a.pdf", "pdf")
    assert records == []
    assert "has no text layer" in reason


def test_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx([["Headline", "Body", "Page"], ["Gulls", GULLS, "3"], ["Nets", NETS, ""]])
    )
    records, refused = read(path, "sheet")
    assert refused == []
    assert [(r.article.title, r.article.text) for r in records] == [
        ("Gulls", GULLS),
        ("Nets", NETS),
    ]
    assert records[0].article.meta["Page"] == "3"
    assert format_named("sheet").columns(path, ReadOptions(file="a", source="a")) == (
        "Headline", "Body", "Page",
    )  # fmt: skip


MAIL = (
    "From: Mira Holt <mira@herald.example>\r\nTo: desk@herald.example\r\nSubject: =?utf-8?q?Gulls_"
    "=E2=80=93_again?=\r\nDate: Fri, 15 May 2026 08:30:00 +0200\r\nMIME-Version: 1.0\r\n"
)
MIXED = MAIL + (
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: multipart/alternative;'
    ' boundary="c"\r\n\r\n--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\n'
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nCaf=E9 one.\r\n\r\nTwo.\r\n--c\r\n"
    "Content-Type: text/html\r\n\r\n<p>Other</p>\r\n--c--\r\n--b\r\nContent-Type: image/png\r\n"
    'Content-Disposition: attachment; filename="g.png"\r\n\r\nxx\r\n--b--\r\n'
)


def test_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MIXED.encode())
    options = ReadOptions(file="a.eml", source="a.eml")
    (found,) = format_named("mail").read(tmp_path / "a.eml", options)
    article = found.record.article
    assert article.text == "Café one.\n\nTwo."
    assert (article.title, article.meta["author"]) == ("Gulls – again", "Mira Holt")
    assert article.date == "2026-05-15T08:30:00+02:00"
    assert [str(left.where) for left in options.notes.left_out] == ["“g.png”"]


def test_a_mailbox(tmp_path: Path) -> None:
    html = MAIL + "Content-Type: text/html\r\n\r\n<p>Only <b>HTML</b></p>\r\n"
    plain = MAIL.replace("\r\n", "\n") + "\nTwo.\n>From here on.\n\n"
    box = f"From x\n{plain}From y\n" + html.replace("\r\n", "\n")
    (tmp_path / "a.mbox").write_bytes(box.encode())
    records, refused = read(tmp_path / "a.mbox", "mail")
    assert refused == []
    assert [r.article.text for r in records] == ["Two.\nFrom here on.", "Only HTML"]


def test_a_saved_page(tmp_path: Path) -> None:
    data = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://herald.example/gulls\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://herald.example/gulls\r\n\r\n<html><head><title>Gulls</title>"
        "</head><body><h1>Gulls</h1><p>Caf=C3=A9 gulls.</p></body></html>\r\n--b--\r\n"
    )
    record = one(tmp_path, "a.mhtml", data)
    assert record.article.text == "Gulls\n\nCafé gulls."
    assert record.article.source == "https://herald.example/gulls"


def test_books(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub([f"<h1>One</h1><p>{GULLS}</p>", "<p> </p>", f"<p>{NETS}</p>"]))
    records, refused = read(path, "epub")
    assert refused == []
    assert [(r.article.title, r.article.text) for r in records] == [
        ("One", f"One\n\n{GULLS}"),
        ("The Pier", NETS),
    ]
    assert records[1].article.meta["chapter"] == 3


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.srt",
            "1\n00:00:01,000 --> 00:00:02,500\n<i>Gulls</i> came.\n\n2\n00:00:03,000 --> "
            "00:00:04,000\nThey sat\ndown.\n",
        ),
        (
            "a.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Mira Holt>Gulls came.</v>\n\nb\n00:00:03.000 "
            "--> 00:00:04.000 align:start\nThey sat\ndown.\n",
        ),
    ],
)
def test_subtitles(tmp_path: Path, name: str, data: str) -> None:
    article = one(tmp_path, name, data).article
    assert article.text == "Gulls came.\nThey sat\ndown."
    cues = article.meta["cues"]
    assert [(cue["from_ms"], cue["to_ms"]) for cue in cues] == [(1000, 2500), (3000, 4000)]
    assert [article.text[cue["start"] : cue["end"]] for cue in cues] == [
        "Gulls came.",
        "They sat\ndown.",
    ]
    assert cues[0].get("speaker") == ("Mira Holt" if name == "a.vtt" else None)


NITF = (
    "<nitf><head><title>x</title><docdata><date.issue norm='20260515T083000Z'/></docdata></head>"
    "<body><body.head><hedline><hl1>Gulls win</hl1></hedline><byline>By <person>Mira Holt</person>"
    "</byline></body.head><body.content><p>One <em>two</em>\n three.</p><p>Four.</p></body.content>"
    "</body></nitf>"
)


IN_ITS_SPACE = "<nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", NITF),
        ("a.nitf", f"<?xml version='1.0'?>{NITF}"),
        (
            "b.xml",
            f"<newsMessage {NEWS_NS}><itemSet><newsItem guid='urn:x:1'><contentMeta><headline>Gulls"
            "</headline></contentMeta><contentSet><inlineXML contenttype='application/nitf+xml'>"
            f"{NITF.replace('<nitf>', IN_ITS_SPACE)}"
            "</inlineXML></contentSet></newsItem></itemSet></newsMessage>",
        ),
    ],
)
def test_agencies(tmp_path: Path, name: str, data: str) -> None:
    article = one(tmp_path, name, data).article
    assert article.text == "Gulls win\n\nBy Mira Holt\n\nOne two three.\n\nFour."
    assert (article.title, article.date) == ("Gulls win", "20260515T083000Z")


@pytest.mark.parametrize(
    "data",
    [
        '{"uri":"urn:1","headline":"Gulls","body_text":"One.\\n\\nTwo.","byline":"Mira Holt"}',
        '[{"uri":"urn:1","headline":"Gulls","body_xhtml":"<p>One.</p><p>Two.</p>","byline":"Mira '
        'Holt"}]',
        '{"uri":"urn:1","headlines":[{"value":"Gulls"}],"bodies":[{"contentType":"text/html",'
        '"value":"<p>One.</p><p>Two.</p>"}],"bylines":[{"value":"Mira Holt"}]}',
    ],
)
def test_ninjs(tmp_path: Path, data: str) -> None:
    article = one(tmp_path, "a.json", data).article
    assert format_for(tmp_path / "a.json").name == "ninjs"
    assert (article.id, article.title, article.text) == ("urn:1", "Gulls", "One.\n\nTwo.")
    assert article.meta["author"] == "Mira Holt"


def test_wordpress(tmp_path: Path) -> None:
    def item(content: str, kind: str = "post") -> str:
        return (
            f"<item><title>Gulls</title><link>https://h.example/1</link><dc:creator>mira</dc:creator>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded><wp:post_type>{kind}"
            "</wp:post_type><wp:status>publish</wp:status></item>"
        )

    data = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">'
        "<channel><title>Herald</title>"
        + item("One.\n\nTwo\nlines. [gallery ids=1]")
        + item("<!-- wp:paragraph --><p>Three.</p><!-- /wp:paragraph -->", "page")
        + item("x", "attachment")
        + "</channel></rss>"
    )
    path = tmp_path / "a.xml"
    path.write_text(data)
    assert format_for(path).name == "wordpress"
    options = ReadOptions(file="a.xml", source="a.xml")
    found = [one.record.article for one in format_named("wordpress").read(path, options)]
    assert [one.text for one in found] == ["One.\n\nTwo\nlines.", "Three."]
    assert found[0].source == "https://h.example/1"
    assert [str(left.what) for left in options.notes.left_out] == ["item of the type “attachment”"]


def test_a_desk_in_one_folder_and_compressed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.docx").write_bytes(docx(paragraph(GULLS)))
    (folder / "b.odt.gz").write_bytes(gzip.compress(odt(f"<text:p>{NETS}</text:p>")))
    (folder / "c.txt.gz").write_bytes(gzip.compress(b"Terns."))
    (folder / "d.zip").write_bytes(packed({"e.rtf": rb"{\rtf1 Skuas.\par}"}))
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [folder])
        assert {one.article.text for one in project.export()} == {GULLS, NETS, "Terns.", "Skuas."}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.docx", "docx"), ("a.odt", "odt"), ("a.epub", "epub"), ("a.xlsx", "sheet"),
        ("a.pdf", "pdf"), ("a.rtf", "rtf"), ("a.xml", "news"), ("a.xml", "wordpress"),
        ("a.mhtml", "mhtml"), ("a.srt", "subtitles"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("data", [b"", b"Terns.", b"PK\x03\x04xx", packed({"a.txt": "x"}), b"<a/>"])
def test_what_is_none_is_refused(tmp_path: Path, name: str, form: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    records, refused = read(tmp_path / name, form)
    assert records == []
    assert len(refused) == 1


def test_a_document_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(packed_small(b" " * 400_000_000))
    _, (reason,) = read(tmp_path / "a.docx", "docx")
    assert "unpacks to far more than any document" in reason


def packed_small(data: bytes) -> bytes:
    import io
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", data)
    return made.getvalue()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1
).filter(lambda text: text.strip() == text and text.isprintable())


@given(texts=st.lists(WORDS, min_size=1, max_size=4))
def test_every_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """What a document holds is what the article holds, whatever is in it."""
    from xml.sax.saxutils import escape

    folder = tmp_path_factory.mktemp("desk")
    expected = "\n\n".join(texts)
    (folder / "a.docx").write_bytes(docx("".join(map(paragraph, texts))))
    (folder / "a.odt").write_bytes(odt("".join(f"<text:p>{escape(t)}</text:p>" for t in texts)))
    for name in ("a.docx", "a.odt"):
        (record,), refused = read(folder / name, name[2:])
        assert refused == []
        assert record.article.text == expected
