"""One small file for each reader that the bundle has, written here with what Python has itself."""

import gzip
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

TEXT = "The council met in Orla on Monday. “We wait,” said Ada Vell, the mayor."
PAGE = f"<!DOCTYPE html><html><head><title>Orla</title></head><body><article><h1>Orla</h1><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"'
)
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'


def packed(*parts: tuple[str, str]) -> bytes:
    """Return a ZIP archive of texts by their names; the first is stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(parts):
            archive.writestr(name, text, zipfile.ZIP_STORED if not number else None)
    return out.getvalue()


def pdf() -> bytes:
    """Return a PDF with one line of text."""
    line = b"BT /F1 12 Tf 72 720 Td (The council met in Orla on Tuesday.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(line), line),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    return (
        out
        + head
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )


def docx() -> bytes:
    """Return a Word document."""
    return packed(
        ("[Content_Types].xml", f'<Types {TYPES}><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{KIND}/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f"<w:document {W}><w:body><w:p><w:r><w:t>{TEXT} A docx.</w:t></w:r></w:p></w:body></w:document>"),
    )  # fmt: skip


def xlsx() -> bytes:
    """Return a workbook with a table of articles."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(
        f"<row>{''.join(map(cell.format, row))}</row>"
        for row in (("id", "title", "text"), ("s1", "Orla", f"{TEXT} A sheet."))
    )
    return packed(
        ("[Content_Types].xml", f'<Types {TYPES}><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>'),
        ("xl/workbook.xml", f'<workbook {SHEET} xmlns:r="{KIND}"><sheets><sheet name="one" sheetId="1" r:id="r1"/></sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{KIND}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
        ("xl/worksheets/sheet1.xml", f"<worksheet {SHEET}><sheetData>{rows}</sheetData></worksheet>"),
    )  # fmt: skip


def opened(kind: str, body: str) -> bytes:
    """Return an OpenDocument file."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return packed(
        ("mimetype", mime),
        ("META-INF/manifest.xml", f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{mime}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'),
        ("content.xml", f"<office:document-content {OFFICE}><office:body>{body}</office:body></office:document-content>"),
    )  # fmt: skip


def ods() -> bytes:
    """Return an OpenDocument sheet with a table of articles."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>"
        for row in (("id", "title", "text"), ("o1", "Orla", f"{TEXT} A ods."))
    )
    return opened(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="one">{rows}</table:table></office:spreadsheet>',
    )


def epub() -> bytes:
    """Return a book of one chapter."""
    return packed(
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
        ("c.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">b1</dc:identifier><dc:title>Orla</dc:title><dc:language>en</dc:language></metadata><manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine></package>'),
        ("one.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Orla</title></head><body><h1>Orla</h1><p>{TEXT} A epub.</p></body></html>'),
    )  # fmt: skip


def mail() -> bytes:
    """Return a mail."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "Ada Vell <ada@example.org>",
        "Orla",
        "Mon, 02 Nov 2026 10:00:00 +0000",
    )
    message.set_content(f"{TEXT} A mail.")
    return message.as_bytes()


def mhtml() -> bytes:
    """Return a page as browsers save it."""
    message = EmailMessage()
    message["Subject"], message["Snapshot-Content-Location"] = "Orla", "https://example.org/orla"
    message.make_related()
    page = EmailMessage()
    page.set_content(PAGE.replace("Again", "Saved"), subtype="html")
    page["Content-Location"] = "https://example.org/orla"
    message.attach(page)
    return message.as_bytes()


def warc() -> bytes:
    """Return an archive of one page, packed."""
    answer = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + PAGE.replace("Again", "Kept").encode()
    )
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/orla\r\n"
        "WARC-Date: 2026-11-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:4e1d6f0a-0000-4000-8000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def files() -> dict[str, bytes]:
    """Return a file for each reader, by its name."""
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>https://example.org</link><description>d</description><item><title>Orla</title><guid>r1</guid><description>{TEXT} In a feed.</description></item></channel></rss>'
    nitf = f"<nitf><head><title>Orla</title></head><body><body.head><hedline><hl1>Orla</hl1></hedline></body.head><body.content><p>{TEXT} From an agency.</p></body.content></body></nitf>"
    wordpress = f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Orla</title><content:encoded><![CDATA[<p>{TEXT} A post.</p>]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>'
    plain = {
        "a.txt": TEXT,
        "a.html": PAGE,
        "a.md": f"# Orla\n\n{TEXT} Marked down.\n",
        "a.csv": f'id,title,text\nc1,Orla,"{TEXT} In a table."\n',
        "a.json": f'[{{"id": "j1", "title": "Orla", "text": "{TEXT} In JSON."}}]',
        "a.rss": rss,
        "a.nitf": nitf,
        "a.wxr": wordpress,
        "a.rtf": "{\\rtf1\\ansi The council met in Orla on Monday.\\par}",
        "a.srt": "1\n00:00:01,000 --> 00:00:04,000\nThe council met in Orla.\n",
        "ninjs.json": f'{{"uri": "n1", "type": "text", "headline": "Orla", "body_text": "{TEXT} In ninjs."}}',
    }
    body = f"<office:text><text:p>{TEXT} An odt.</text:p></office:text>"
    return {name: text.encode() for name, text in plain.items()} | {
        "a.docx": docx(), "a.odt": opened("text", body), "a.pdf": pdf(), "a.xlsx": xlsx(),
        "a.ods": ods(), "a.epub": epub(), "a.eml": mail(), "a.mht": mhtml(), "a.warc.gz": warc(),
    }  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write all of them into a folder; return their paths."""
    made = []
    for name, data in files().items():
        (folder / name).write_bytes(data)
        made.append(folder / name)
    return made
