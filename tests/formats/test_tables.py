"""Articles in CSV and TSV files, and spans written as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given

from annotator.annotation.records import Annotated, Article
from annotator.formats import WriteOptions, format_named
from annotator.formats.span_tables import formula_safe
from tests.formats import records as strategies
from tests.formats.reading import read
from tests.strategies import messy_text


def articles(path: Path, data: bytes | str, **options: object) -> list[Article]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    records, refused = read(path, "csv", **options)
    assert refused == []
    return [record.article for record in records]


def test_columns_are_told_by_their_names(tmp_path: Path) -> None:
    """What no column is for becomes metadata, where it is not empty."""
    data = (
        "ID,Headline,Body,Published At,URL,Section,Note\r\n"
        'g-1,Gulls win,"They took the pier.\r\n\r\n""Nobody"" minds.",2026-05-15,'
        "https://a.example/1,Local,\r\n"
    )
    (one,) = articles(tmp_path / "a.csv", data)
    assert (one.id, one.title, one.date) == ("g-1", "Gulls win", "2026-05-15")
    assert one.text == 'They took the pier.\n\n"Nobody" minds.'
    assert one.source == "https://a.example/1"
    assert one.meta == {"Section": "Local"}


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    """And win over any guess; also a number is an id then."""
    data = "nr;text;lead;wire\n7;no;yes;Ostrand Wire\n"
    columns = {"text": "lead", "id": "nr", "source": "wire"}
    (one,) = articles(tmp_path / "a.csv", data, columns=columns)
    assert (one.id, one.text, one.source) == ("7", "yes", "Ostrand Wire")
    assert one.meta == {"text": "no"}


def test_numbers_of_rows_are_no_ids(tmp_path: Path) -> None:
    """Another table counts its rows as well."""
    (one,) = articles(tmp_path / "a.csv", "id,text\n1,Gulls\n")
    assert len(one.id) == 16
    assert one.meta == {"id": "1"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_delimiters_line_breaks_encodings(
    tmp_path: Path, delimiter: str, newline: str, encoding: str
) -> None:
    rows = [["title", "text"], ["Zoë’s", "A, b; c\td | “e”"], ["", "It's 5\" long, not 6"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    found = articles(tmp_path / "a.csv", out.getvalue().encode(encoding))
    assert [(one.title, one.text) for one in found] == [tuple(row) for row in rows[1:]]


def test_what_excel_and_databases_write(tmp_path: Path) -> None:
    """A first line that names the delimiter; quotation marks behind backslashes; blank ends."""
    (one,) = articles(tmp_path / "a.csv", "sep=;\r\ntext;title;;\r\nGulls;T;;\r\n;;;\r\n")
    assert (one.text, one.title) == ("Gulls", "T")
    (one,) = articles(tmp_path / "b.csv", 'id,text\na,"He said \\"no\\", twice"\n')
    assert one.text == 'He said "no", twice'
    (one,) = articles(tmp_path / "c.tsv", "text\tx\tx\t\n1, 2\t3\t4\t\n")
    assert one.meta == {"x": "3", "x (3)": "4"}


def test_a_long_cell(tmp_path: Path) -> None:
    """Longer than Python's csv module takes by itself."""
    (one,) = articles(tmp_path / "a.csv", "text\n" + "gull " * 60_000 + "\n")
    assert len(one.text) == 300_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("text,a\nx,1\ny\nz,3\n", "a.csv:3: this row has 1 cells, the header has 2"),
        ('text,a\n"x\ny",1\nz,2,3\n', "a.csv:4: this row has 3 cells, the header has 2"),
        ("text,a\nx,1\n,2\n", "a.csv:3: “text” is empty; expected the text of an article"),
        ("text,a\nx\0y,1\n", "a.csv:2: “text”: the text has at offset 1 a NUL (U+0000), which"),
        ('text,a\n"x,1\ny,2\n', "a.csv:2: a quotation mark that opens in this row is never closed"),
        ('text,a\n"x"y,1\n', "a.csv:2: a quotation mark inside a cell is not doubled"),
        ("a,b\n1,2\n", "a.csv:1: no column holds the text (as “text” or “body” would); the col"),
        ("", "a.csv:1: the file is empty; expected a first row with names of columns"),
        (" \n\n", "a.csv:1: the file is empty"),
        (
            "article_id,annotator,label,start,end,text\na,b,c,0,1,x\n",
            "a.csv:1: this is a table of spans; expected one of articles",
        ),
    ],
)
def test_what_cannot_be_taken_in_is_named_with_its_line(
    tmp_path: Path, data: str, said: str
) -> None:
    (tmp_path / "a.csv").write_text(data, encoding="utf-8", newline="")
    (reason,) = read(tmp_path / "a.csv", "csv")[1]
    assert reason.startswith(said)


def test_a_chosen_column_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,b\nx,y\n", encoding="utf-8")
    assert read(tmp_path / "a.csv", "csv", columns={"title": "c"})[1] == [
        "a.csv:1: there is no column “c” for the title; the columns are: “text”, “b”"
    ]


def test_bad_rows_do_not_take_good_ones_along(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text,a\nx,1\ny\n"z"z,3\nw,4\n', encoding="utf-8")
    records, refused = read(tmp_path / "a.csv", "csv")
    assert [record.article.text for record in records] == ["x", "w"]
    assert len(refused) == 2


def written(made: list[Annotated], unit: str = "") -> tuple[list[dict[str, str]], dict[str, int]]:
    options = WriteOptions(offset_unit=unit)
    file, again = io.BytesIO(), io.BytesIO()
    format_named("csv-spans").write(made, file, options)
    format_named("csv-spans").write(made, again, WriteOptions(offset_unit=unit))
    assert file.getvalue() == again.getvalue()
    text = file.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    return rows, {loss.what: loss.number for loss in options.losses.all()}


def undone(cell: str) -> str:
    """The rule of docs/formats.md, written again."""
    safe = cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n")
    return cell[1:] if safe else cell


@given(strategies.records())
def test_every_fragment_is_a_row(made: list[Annotated]) -> None:
    rows, losses = written(made)
    expected = [
        (record.article.id, record.annotator, span.label, f.start, f.end, f.text, span.id)
        for record in made
        for span in record.spans
        for f in span.fragments
    ]
    names = ("article_id", "annotator", "label", "start", "end", "text", "span_id")
    found = [tuple(undone(row[name]) for name in names) for row in rows]
    assert found == [tuple(str(value) for value in row) for row in expected]
    assert losses.get("links", 0) == sum(len(record.links) for record in made)


@given(messy_text(max_size=5))
def test_no_cell_is_a_formula(cell: str) -> None:
    for one in (cell, f"={cell}", f"'{cell}", f"''@{cell}", f"\t{cell}"):
        safe = formula_safe(one)
        assert safe[:1] not in tuple("=+-@\t\r\n")
        assert undone(safe) == one
