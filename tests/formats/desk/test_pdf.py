"""PDFs of many producers: turned text, columns, tables, hyphens, initials, figures, passwords."""

from __future__ import annotations

import tempfile
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import ReadOptions, format_named
from tests.formats.desk.making import Line, pdf, pdf_of
from tests.formats.reading import read

pytest.importorskip("pypdfium2")

LEFT = (
    "Terns took the harbour crane on",
    "Monday. The mayor of the old town",
    "said that he would wait until the",
    "birds had left, and went home.",
)
RIGHT = (
    "Nobody could say why they had",
    "chosen it. At noon they were still",
    "there, and the crane did not move",
    "for the rest of the long week.",
)
FIRST, SECOND = " ".join(LEFT), " ".join(RIGHT)


def column(lines: tuple[str, ...], left: float = 30, top: float = 400) -> list[Line]:
    return [(left, top - 12 * number, line) for number, line in enumerate(lines)]


def text_of(folder: Path, data: bytes) -> tuple[str, list[str]]:
    """Return the text of a PDF, and what of it is suggested as boilerplate."""
    path = folder / "x.pdf"
    path.write_bytes(data)
    options = ReadOptions(file="x.pdf", source="x.pdf")
    (made,) = format_named("pdf").read(path, options)
    return made.record.article.text, [one.text for one in made.record.suggestions]


def turned(matrix: str, across: float, down: float) -> bytes:
    """Return lines that run in another direction: the matrix, and how they go on."""
    parts = []
    for number, line in enumerate(LEFT):
        x, y = 200 + across * number, 300 + down * number
        parts.append(f"{matrix} {x} {y} Tm ({line}) Tj")
    return f"BT /F1 10 Tf {' '.join(parts)} ET".encode()


@pytest.mark.parametrize(
    ("matrix", "across", "down"),
    [("1 0 0 1", 0, -12), ("0 1 -1 0", 12, 0), ("-1 0 0 -1", 0, 12), ("0 -1 1 0", -12, 0)],
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_and_pages_that_are_turned(
    tmp_path: Path, matrix: str, across: float, down: float, rotate: int
) -> None:
    data = pdf_of([turned(matrix, across, down)], rotate=rotate)
    assert text_of(tmp_path, data)[0] == FIRST


def test_what_runs_across_the_text_is_apart(tmp_path: Path) -> None:
    """Stamps and names of photographers are no part of a line."""
    stamp = b" BT /F1 40 Tf 0.7 0.7 -0.7 0.7 60 250 Tm (DRAFT) Tj ET"
    side = b" BT /F1 8 Tf 0 1 -1 0 390 100 Tm (Photo: Mira Holt) Tj ET"
    text, doubtful = text_of(tmp_path, pdf_of([turned("1 0 0 1", 0, -12) + stamp + side]))
    assert text == "\n\n".join((FIRST, "DRAFT", "Photo: Mira Holt"))
    assert doubtful == ["DRAFT", "Photo: Mira Holt"]


@pytest.mark.parametrize("mixed", [False, True])
def test_columns_whatever_their_order_in_the_file(tmp_path: Path, mixed: bool) -> None:
    head = (30.0, 460.0, "A head over both of the columns that stand here")
    lines = [*column(LEFT), *column(RIGHT, 210)]
    if mixed:
        lines = [one for pair in zip(column(LEFT), column(RIGHT, 210), strict=True) for one in pair]
    assert text_of(tmp_path, pdf([[head, *lines]]))[0].split("\n\n") == [head[2], FIRST, SECOND]


def test_a_table_is_read_by_rows(tmp_path: Path) -> None:
    cells = [(30 + 90.0 * c, 400 - 14.0 * r, f"{'abc'[c]}{r}") for c in range(3) for r in range(3)]
    assert text_of(tmp_path, pdf([cells]))[0] == "a0\tb0\tc0\n\na1\tb1\tc1\n\na2\tb2\tc2"


def test_hyphens_at_line_ends(tmp_path: Path) -> None:
    """Taken out, but for compounds, words the document has with theirs, names and numbers."""
    lines = (
        "The har-", "bour was shut. The well-", "known mayor went. A sea-", "bird, a sea-bird,",
        "flew to North-", "West in 1990-", "95.",
    )  # fmt: skip
    assert text_of(tmp_path, pdf([column(lines)]))[0] == (
        "The harbour was shut. The well-known mayor went. A sea-bird, a sea-bird, flew to"
        " North-West in 1990-95."
    )


def test_figures_that_are_raised_and_large_initials(tmp_path: Path) -> None:
    raised = (
        b"BT /F1 10 Tf 1 0 0 1 30 400 Tm (It is 10) Tj /F1 6 Tf 4 Ts (3) Tj 0 Ts /F1 10 Tf"
        b" ( metres.) Tj ET"
    )
    assert text_of(tmp_path, pdf_of([raised]))[0] == "It is 10³ metres."
    initial = (
        b"BT /F1 30 Tf 1 0 0 1 30 378 Tm (T) Tj /F1 10 Tf 1 0 0 1 56 392 Tm (erns took it on) Tj"
        b" 1 0 0 1 56 380 Tm (Monday. The mayor said) Tj"
        b" 1 0 0 1 30 366 Tm (that he would wait.) Tj ET"
    )
    text, _ = text_of(tmp_path, pdf_of([initial]))
    assert text == "Terns took it on Monday. The mayor said that he would wait."


def test_ligatures_are_letters(tmp_path: Path) -> None:
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Type/Encoding/Differences"
        b"[1/fi/fl]>>>>"
    )
    page = b"BT /F1 10 Tf 1 0 0 1 30 400 Tm (The \\001rst of\\001ce was \\002ooded.) Tj ET"
    assert text_of(tmp_path, pdf_of([page], font=font))[0] == "The first office was flooded."


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"q 400 0 0 500 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID a EI Q", "has no text layer"),
        (b"", "has no text layer"),
    ],
)
def test_pictures_of_text_are_refused(tmp_path: Path, page: bytes, reason: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf_of([page]))
    _, (refused,) = read(path, "pdf")
    assert reason in refused


def test_text_under_a_picture_is_read(tmp_path: Path) -> None:
    """As programs put it there that recognise text: it is not painted."""
    page = turned("1 0 0 1", 0, -12).replace(b"BT", b"BT 3 Tr")
    assert text_of(tmp_path, pdf_of([page]))[0] == FIRST


@settings(max_examples=8)
@given(
    paragraphs=st.lists(
        st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=12, max_size=30),
        min_size=1,
        max_size=3,
    )
)
def test_paragraphs_are_put_together_again(paragraphs: list[list[str]]) -> None:
    """Lines of one width with a gap between paragraphs come back as these."""
    texts = [f"{' '.join(words).capitalize()}." for words in paragraphs]
    lines: list[Line] = []
    height = 440.0
    for text in texts:
        for line in textwrap.wrap(text, 50):
            lines.append((30, height, line))
            height -= 12
        height -= 14
    with tempfile.TemporaryDirectory() as folder:
        assert text_of(Path(folder), pdf([lines]))[0].split("\n\n") == texts
