"""Figures as PDF: a page as large as the figure, with its text."""

from __future__ import annotations

import pytest

from annotator.agreement.figures import Settings
from annotator.agreement.report.html import drawings
from annotator.agreement.report.report import compute
from annotator.agreement.report.svg import alone
from annotator.desktop.toolkit.svg_pdf import as_pdf
from tests.agreement.making import corpus_of


def test_each_figure_is_a_page_with_its_text(qtbot):
    pdfium = pytest.importorskip("pypdfium2")
    articles = [(60, {"Zoë": [("声明", 2, 8)], "b": [("声明", 2, 9)]})] * 3
    report = compute(corpus_of(*articles), Settings(replicates=20))
    for name, drawn in drawings(report).items():
        svg = alone(drawn, paper=True)
        assert b"var(" not in svg
        width, height = (float(n) for n in svg.split(b'viewBox="0 0 ')[1].split(b'"')[0].split())
        document = pdfium.PdfDocument(as_pdf(svg))
        try:
            assert len(document) == 1
            page = document[0]
            assert page.get_size() == pytest.approx((width * 0.75, height * 0.75), abs=1)
            if name == "intervals":
                said = page.get_textpage().get_text_bounded()
                assert "all,micro" in said.replace(" ", "")
                assert "声明" in said
        finally:
            document.close()
