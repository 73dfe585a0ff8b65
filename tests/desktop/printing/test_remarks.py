"""Links and notes on paper: a number at each span, and a list after the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont

from annotator.annotation.edits import AddLink, AddSpan, SetNote
from annotator.desktop.printing.head import Head
from annotator.desktop.printing.paper import Paper
from annotator.desktop.printing.remarks import Remark, remarks
from tests.desktop.desk import Desk
from tests.desktop.printing.test_printing import LONG, drawn, pages, text_of

TEXT = "“We wait,” said Ada Vell. The ferry stays in port, she added."


def tag(desk: Desk, label: str, words: str) -> str:
    start = TEXT.index(words)
    edit = AddSpan(article="a0", label=label, ranges=((start, start + len(words)),))
    changes = desk.session.apply(edit)
    assert changes is not None
    return changes.delta.spans[0].record.id


@pytest.fixture
def desk(open_desk) -> Desk:
    """A quote with its speaker and a note."""
    desk = open_desk([TEXT, LONG])
    quote, name = tag(desk, "quote", "“We wait,”"), tag(desk, "entity", "Ada Vell")
    tag(desk, "claim", "The ferry stays in port")
    assert desk.session.apply(AddLink(source=quote, target=name, type="speaker")) is not None
    assert desk.session.apply(SetNote(span=quote, note="Who is “we”?\nAsk.")) is not None
    return desk


def said(desk: Desk) -> list[Remark]:
    session = desk.session
    return remarks(session.spans.values(), session.links, session.linked, session.labels)


def test_what_is_said_of_spans(desk):
    """In reading order, each link from both of its ends; what nothing is said of has no number."""
    one, two = said(desk)
    assert (one.number, one.head) == (1, "quote “We wait,”") or one.head.startswith("quote")
    assert one.lines == ("→ speaker: 2 “Ada Vell”", "Note: Who is “we”?\nAsk.")
    assert two.lines[0].startswith("← speaker: 1 ")


def test_links_to_other_articles_name_them(desk):
    """The far end is in another article, whose title is said."""
    other = desk.project().apply(AddSpan(article="a1", label="claim", ranges=((0, 9),)), "ana")
    claim = next(one for one in desk.session.spans.values() if one.label == "claim")
    there = other.delta.spans[0].record.id
    assert desk.session.apply(AddLink(source=claim.id, target=there, type="same")) is not None
    assert said(desk)[-1].lines == ("→ same: “Paragraph” in “Title 1”",)


def test_they_stand_on_the_sheet_with_the_legend(desk):
    sheet = text_of(desk.window.printing.as_pdf())
    for words in (
        "Small numbers: links and notes, after the text.",
        "Links and notes",
        "→ speaker: 2 “Ada Vell”",
        "Note: Who is “we”?",
    ):
        assert words in sheet
    desk.view.set_hidden({"entity"})
    hidden = text_of(desk.window.printing.as_pdf())
    assert "speaker" not in hidden
    assert "Note: Who is" in hidden


def test_without_any_there_is_no_list(open_desk):
    desk = open_desk([TEXT])
    tag(desk, "entity", "Ada Vell")
    sheet = text_of(desk.window.printing.as_pdf())
    assert "Links and notes" not in sheet
    assert "Small numbers" not in sheet


def paper_with(desk: Desk, listed: list[Remark], height: float) -> Paper:
    font = QFont("DejaVu Serif")
    font.setPixelSize(14)
    spans = list(desk.session.spans.values())
    head = Head("A title", [], font)
    return Paper(TEXT, spans, desk.session.labels, head, font, QSizeF(640, height), listed)


@pytest.mark.parametrize("height", [120, 300, 900])
def test_a_long_list_goes_on_over_sheets_and_no_line_is_cut(desk, height):
    """Also a note that is longer than a sheet, one of many lines, and one without a space."""
    span = next(iter(desk.session.spans))
    notes = ("word " * 900, "\n".join(map(str, range(40))), "x" * 3000)
    listed = [Remark(n, span, "quote", (note,)) for n, note in enumerate(notes, 1)]
    paper = paper_with(desk, listed, height)
    rows = [row for sheet in paper.sheets for row in sheet.remarks]
    assert len(rows) == len(paper._remarks.lines(640))
    for sheet in paper.sheets:
        for y, line in sheet.remarks:
            assert y + line.height <= height - 26.0 or len(sheet.remarks) == 1
    assert drawn(paper) != drawn(paper_with(desk, [], height))


def test_a_pdf_of_them_has_its_pages(desk):
    span = next(iter(desk.session.spans))
    assert desk.session.apply(SetNote(span=span, note="word " * 3000)) is not None
    assert pages(desk.window.printing.as_pdf()) > 1
