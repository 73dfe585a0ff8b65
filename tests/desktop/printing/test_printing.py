"""An annotated article on paper: every character, every span, a legend, and nobody else's work."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from annotator.annotation.edits import AddSpan, FlagSpans
from annotator.annotation.records import Annotated, Article
from annotator.desktop.printing.head import Head
from annotator.desktop.printing.paper import Paper
from annotator.desktop.toolkit.dialogs import files
from annotator.project import Project
from tests.desktop.desk import CTRL, Desk

LONG = "\n\n".join(
    f"Paragraph {n}: the ferry stays in port, says the crew. " * 5 for n in range(40)
)


def text_of(pdf: bytes) -> str:
    """The text that can be selected in a PDF of Qt's, in the order in which it was drawn."""
    found = re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    objects = {int(number): body for number, body in found}
    streams = {number: _stream(body) for number, body in objects.items() if b"stream\n" in body}
    fonts: dict[bytes, dict[int, str]] = {}
    for number, body in objects.items():
        map_at = re.search(rb"/ToUnicode (\d+) 0 R", body)
        if map_at is not None:
            fonts[b"F%d" % number] = _to_unicode(streams[int(map_at[1])])
    said: list[str] = []
    for number in sorted(streams):
        font: dict[int, str] = {}
        for name, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", streams[number]):
            if name:
                font = fonts.get(name, {})
            else:
                codes = range(0, len(glyphs), 4)
                said += [font.get(int(glyphs[at : at + 4], 16), "") for at in codes]
    return "".join(said)


def _stream(body: bytes) -> bytes:
    raw = body.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _to_unicode(table: bytes) -> dict[int, str]:
    """Return what the glyphs of a font mean."""
    known: dict[int, str] = {}
    for first, listed in re.findall(rb"<(\w+)> <\w+> \[([^]]*)\]", table):
        for at, code in enumerate(re.findall(rb"<(\w+)>", listed)):
            text = bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
            known[int(first, 16) + at] = text
    return known


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def paper_of(desk: Desk, text: str, **more) -> Paper:
    font = QFont("DejaVu Serif")
    font.setPixelSize(14)
    head = Head("A title", ["a fact"], font)
    size = more.pop("size", QSizeF(640, 900))
    spans = list(desk.session.spans.values())
    return Paper(text, spans, desk.session.labels, head, font, size)


def drawn(paper: Paper, number: int = 0) -> QImage:
    image = QImage(700, 960, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(20, 20)
    paper.draw(painter, number)
    painter.end()
    return image


def tag(desk: Desk, label: str, *ranges: tuple[int, int]) -> None:
    assert desk.session.apply(AddSpan(article="a0", label=label, ranges=ranges)) is not None


@pytest.mark.parametrize("height", [300, 500, 900, 2000])
def test_every_line_stands_on_one_sheet_and_none_is_cut(open_desk, height):
    """All characters, in order, each within its sheet."""
    desk = open_desk([LONG])
    tag(desk, "claim", (4, 5000))
    paper = paper_of(desk, LONG, size=QSizeF(640, height))
    at = 0
    for sheet in paper.sheets:
        assert sheet.lines
        for line in sheet.lines:
            assert line.qt_start in (at, at + 1)  # a line feed is on no line
            at = line.qt_end
        last = sheet.lines[-1]
        assert sheet.left_out + last.bottom - sheet.top <= height - 20
    assert at == len(LONG)


def test_spans_are_told_apart_without_colour(open_desk):
    """In grey the three labels differ, where they begin, below and in what is joined."""
    text = "The ferry stays in port, says the crew of it. " * 3
    desk = open_desk([text])
    bare = drawn(paper_of(desk, text)).convertToFormat(QImage.Format.Format_Grayscale8)
    pictures = [bare]
    for label in ("claim", "quote", "entity"):
        tag(desk, label, (4, 9), (16, 20))
        pictures.append(drawn(paper_of(desk, text)).convertToFormat(QImage.Format.Format_Mono))
        desk.session.undo()
    shown = [bytes(one.constBits()) for one in pictures[1:]]
    assert len(set(shown)) == 3


def test_overlaps_and_pieces_change_the_sheet(open_desk):
    text = "The ferry stays in port, says the crew of it. " * 3
    desk = open_desk([text])
    tag(desk, "claim", (4, 30))
    one = drawn(paper_of(desk, text))
    tag(desk, "entity", (10, 20))
    two = drawn(paper_of(desk, text))
    tag(desk, "quote", (0, 3), (40, 44))
    three = drawn(paper_of(desk, text))
    assert one != two
    assert two != three


def test_a_pdf_has_text_title_legend_and_pages(open_desk, tmp_path: Path, monkeypatch):
    """By the menu; what can be selected in it is the article's text."""
    desk = open_desk([LONG])
    tag(desk, "claim", (4, 200))
    tag(desk, "quote", (210, 240), (250, 260))
    out = tmp_path / "article.pdf"
    monkeypatch.setattr(files, "report_to_write", lambda *_: out)
    desk.window.actions_by_name["save_pdf"].trigger()
    assert desk.status() == "Saved as article.pdf."
    pdf = out.read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == len(paper_of(desk, LONG).sheets) or pages(pdf) > 1
    said = text_of(pdf)
    for n in (0, 17, 39):
        assert f"Paragraph {n}: the ferry stays in port" in said
    for words in ("Title 0", "Annotated by ana", "claim  1", "quote  1", "1 of ", "Dotted lines"):
        assert words in said
    assert b"Title 0".decode().encode("utf-16-be") in pdf or b"(Title 0)" in pdf


def test_others_work_is_not_on_it(open_desk):
    """A person prints what they see: neither spans nor names of others."""
    text = "The ferry stays in port, says the crew of it."
    desk = open_desk([text])
    before = desk.window.printing.as_pdf()
    with Project.open(desk.path) as project:
        project.add_annotator("ben")
        project.apply(AddSpan(article="a0", label="claim", ranges=((4, 9),)), "ben")
    desk.session.catch_up()
    said = text_of(desk.window.printing.as_pdf())
    assert said == text_of(before)
    assert "\t" not in said
    assert "ben" not in said
    assert "No spans." in said


def test_what_is_hidden_on_the_page_is_not_printed(open_desk):
    """As it stands; the sheet says what it leaves out."""
    desk = open_desk(["The ferry stays in port."])
    tag(desk, "claim", (4, 9))
    tag(desk, "entity", (10, 15))
    assert "entity  1" in text_of(desk.window.printing.as_pdf())
    desk.view.set_hidden({"entity"})
    said = text_of(desk.window.printing.as_pdf())
    assert "entity  1" not in said
    assert "claim  1" in said
    assert "Hidden: entity" in said


def test_what_cannot_be_written_leaves_what_was_there(open_desk, tmp_path: Path):
    desk = open_desk(["The ferry stays."])
    desk.session.failed.disconnect()
    failed = []
    desk.session.failed.connect(lambda sentence, again: failed.append((sentence, again)))
    desk.window.printing.write_pdf(tmp_path / "nowhere" / "article.pdf")
    assert len(failed) == 1
    assert callable(failed[0][1])
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "text", ["", "\n\n\n", "a", "שלום עולם ferry", "😀 " * 400, "x" * 5000, "\u2028\u2029\ufeffab"]
)
def test_hostile_texts_are_printed(open_desk, text):
    """Nothing to print, no place to break, other directions, signs that Qt would drop."""
    desk = open_desk([text or "x"])
    paper = paper_of(desk, text)
    drawn(paper, len(paper.sheets) - 1)
    assert desk.window.printing.as_pdf().startswith(b"%PDF-")


def test_long_titles_and_metadata_stay_on_the_sheet(open_desk):
    """They wrap, and the text begins below them."""
    desk = open_desk(["The ferry stays."])
    with desk.project().begin_import("long") as incoming:
        article = Article(
            id="long",
            text="The ferry stays.",
            title="A very long title " * 30,
            source="https://example.invalid/" + "path/" * 60,
            meta={f"key {n}": "value " * 20 for n in range(30)},
        )
        incoming.add([Annotated(article=article)])
    desk.session.reload()
    desk.session.open_article("long")
    paper = desk.window.printing._paper(QSizeF(640, 900))
    (sheet,) = paper.sheets
    assert sheet.lines[-1].bottom - sheet.top + sheet.left_out < 900


def test_a_flag_is_explained(open_desk):
    desk = open_desk(["The ferry stays in port."])
    tag(desk, "claim", (4, 9))
    (span,) = desk.session.spans
    desk.session.apply(FlagSpans(spans=(span,), flagged=True))
    assert "A small flag: unsure." in text_of(desk.window.printing.as_pdf())


def test_print_is_asked_for_by_its_key(open_desk, monkeypatch):
    """Ctrl+P; with no article open it is off."""
    desk = open_desk(["The ferry stays."])
    asked = []
    monkeypatch.setattr(
        "PySide6.QtPrintSupport.QPrintDialog.exec", lambda dialog: asked.append(dialog) or 0
    )
    desk.key("p", CTRL)
    assert len(asked) == 1
    desk.session.close_article()
    QApplication.processEvents()
    assert not desk.window.actions_by_name["print"].isEnabled()
    assert not desk.window.actions_by_name["save_pdf"].isEnabled()
