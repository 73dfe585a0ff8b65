"""Documents of a news desk, made for tests: as small as their tools would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    "<dcterms:created>2026-05-15T08:30:00Z</dcterms:created></cp:coreProperties>"
)


def packed(parts: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(body: str, title: str = "Gulls", author: str = "Mira Holt", **parts: str) -> bytes:
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    others = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{data}</w:{name}>'
        for name, data in parts.items()
    }
    core = CORE.format(title=title, author=author)
    return packed({"word/document.xml": document, "docProps/core.xml": core, **others})


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def odt(body: str, title: str = "Gulls") -> bytes:
    spaces = (
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta{spaces}><office:meta><dc:title>{title}</dc:title>"
        "<meta:initial-creator>Mira Holt</meta:initial-creator></office:meta>"
        "</office:document-meta>"
    )
    return packed({"content.xml": content, "meta.xml": meta})


def epub(chapters: Sequence[str]) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    described = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>The Pier</dc:title><dc:creator>Mira Holt</dc:creator>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}</manifest>"
        f"<spine>{order}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="in/book.opf"/></rootfiles></container>'
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "in/book.opf": described,
    }
    for number, body in enumerate(chapters):
        parts[f"in/c {number}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title/></head><body>{body}</body></html>"
        )
    return packed(parts)


def xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    lines = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type='
            f'"{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="Articles" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship '
            f'Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}'
            "</sheetData></worksheet>",
        }
    )


def parquet_table(texts: Sequence[str] = ("Ida 😀 ran", "Bo so")) -> bytes:
    """Return a small Parquet table of articles."""
    import pyarrow
    from pyarrow import parquet

    made = io.BytesIO()
    tags = [[str(number)] for number in range(len(texts))]
    parquet.write_table(pyarrow.table({"text": list(texts), "tags": tags}), made)
    return made.getvalue()


def refi_project() -> bytes:
    """Return a REFI-QDA project with a source, a coding, a note and a link; nothing is packed."""
    guid = "10000000-0000-4000-8000-00000000000"
    selections = "".join(
        f'<PlainTextSelection guid="{guid}{n}" startPosition="{start}" endPosition="{end}"'
        f' creatingUser="{guid}0"><Coding guid="{guid}{n}"><CodeRef targetGUID="{guid}9"/>'
        f'<NoteRef targetGUID="{guid}8"/></Coding></PlainTextSelection>'
        for n, start, end in ((1, 0, 3), (2, 4, 5))
    )
    project = (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="p"><Users><User guid="{guid}0" name="A"/>'
        f'</Users><CodeBook><Codes><Code guid="{guid}9" name="c" isCodable="true"/></Codes>'
        f'</CodeBook><Sources><TextSource guid="{guid}7" name="t" plainTextPath="internal://t.txt">'
        f'{selections}</TextSource></Sources><Notes><Note guid="{guid}8"><PlainTextContent>n'
        f'</PlainTextContent></Note></Notes><Links><Link guid="{guid}6" originGUID="{guid}1" '
        f'targetGUID="{guid}2"/></Links></Project>'
    )
    return packed({"project.qde": project, "sources/t.txt": "Ida 😀 ran".encode()})


Line = tuple[float, float, str]


def pdf(pages: Sequence[Sequence[Line]], title: str = "Gulls") -> bytes:
    """Return a PDF of lines: left, height, text; 10 point Helvetica on 400 by 500 points."""
    contents = []
    for lines in pages:
        content = b"BT /F1 10 Tf "
        for left, height, text in lines:
            plain = text.encode("cp1252").replace(b"\\", rb"\\")
            plain = plain.replace(b"(", rb"\(").replace(b")", rb"\)")
            content += b"1 0 0 1 %g %g Tm (%s) Tj " % (left, height, plain)
        contents.append(content + b"ET")
    return pdf_of(contents, title)


_HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf_of(
    contents: Sequence[bytes], title: str = "Gulls", *, rotate: int = 0, font: bytes = _HELVETICA
) -> bytes:
    """Return a PDF of pages, each as what is painted on it, with the font F1."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        font,
        f"<</Title({title})/Author(Mira Holt)/CreationDate(D:20260515083000Z)>>".encode(),
    ]
    kids = []
    for content in contents:
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 500]/Contents %d 0 R/Rotate %d"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (len(objects), rotate)
        )
    shown = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (shown, len(kids))
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(made)
