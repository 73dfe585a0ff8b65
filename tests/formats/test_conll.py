"""Columns in every scheme, with and without marks of documents, and that an export comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from annotator.annotation.records import Annotated
from annotator.formats import format_for
from tests.formats.reading import read
from tests.formats.records import (
    bare,
    bare_losses,
    flat_model,
    outline,
    records,
    there_and_back,
)

EXPECTED = [("PER", 0, 8, "Ida Holm"), ("PER", 9, 11, "Bo"), ("LOC", 16, 23, "Port Ny")]


def read_text(folder: Path, text: str | bytes) -> tuple[list[Annotated], list[str]]:
    path = folder / "x.conll"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "conll", annotator="ann")


def spans(folder: Path, text: str | bytes) -> list[tuple[str, int, int, str]]:
    (record,), refused = read_text(folder, text)
    assert refused == []
    return [bare(span) for span in record.spans]


@pytest.mark.parametrize(
    "tags",
    [
        "B-PER I-PER B-PER O B-LOC I-LOC",
        "I-PER I-PER B-PER O I-LOC I-LOC",
        "B-PER E-PER S-PER O B-LOC E-LOC",
        "B-PER L-PER U-PER O B-LOC L-LOC",
    ],
)
@pytest.mark.parametrize(
    "row",
    ["{0} {1}", "{0}\t{1}", "{0} NNP I-NP {1}", "{0}\t_\t_\t{1}\r", "{2}\t{0}\t{1}", "{0} {1} 1.0"],
)
def test_every_scheme_and_layout_is_read(tmp_path: Path, tags: str, row: str) -> None:
    words = ["Ida", "Holm", "Bo", "and", "Port", "Ny"]
    lines = [
        row.format(word, tag, number)
        for number, (word, tag) in enumerate(zip(words, tags.split(), strict=True), 1)
    ]
    assert spans(tmp_path, "\n".join(lines)) == EXPECTED


def test_the_last_column_of_tags_counts(tmp_path: Path) -> None:
    """In CoNLL-2003 chunks stand before it."""
    text = (
        "-DOCSTART- -X- O O\n\nIda NNP I-NP I-PER\nran VBD I-VP O\n. . O O\n\n\n\n"
        "Holm NNP B-NP I-PER\n"
    )
    (record,), refused = read_text(tmp_path, text)
    assert refused == []
    assert record.article.text == "Ida ran .\nHolm"
    assert [bare(span) for span in record.spans] == [("PER", 0, 3, "Ida"), ("PER", 10, 14, "Holm")]


def test_labels_of_label_studio_may_have_spaces(tmp_path: Path) -> None:
    text = "-DOCSTART- -X- O\nthe -X- _ B-job title\nmayor -X- _ I-job title\nIda -X- _ B-PER\n"
    assert spans(tmp_path, text) == [("job title", 0, 9, "the mayor"), ("PER", 10, 13, "Ida")]
    assert spans(tmp_path, "Ida -X- _ B-NP B-PER\nran -X- _ B-VP O\n") == [("PER", 0, 3, "Ida")]


def test_a_sentence_ends_a_span(tmp_path: Path) -> None:
    assert spans(tmp_path, "a B-x\n\nb I-x\n") == [("x", 0, 1, "a"), ("x", 2, 3, "b")]


def test_marks_divide_a_file_into_articles(tmp_path: Path) -> None:
    text = "-DOCSTART- O\n\na B-x\n\n-DOCSTART- O\n\n-DOCSTART- O\nb O\n"
    found, refused = read_text(tmp_path, text)
    assert refused == []
    assert [one.article.text for one in found] == ["a", "b"]
    text = (
        "# doc_id = 7\na B-x\n\n# newdoc id = n 8\nb O\n#begin document (c); part 0\nc O\n"
        "#end document\n"
    )
    found, refused = read_text(tmp_path, text)
    assert refused == []
    assert [(one.article.text, one.article.meta) for one in found] == [
        ("a", {"document": "7"}),
        ("b", {"document": "n 8"}),
        ("c", {}),
    ]


def test_a_sign_is_no_comment(tmp_path: Path) -> None:
    text = "# a comment\n# id 12 domain=en\n# O\n#tag B-x\n"
    (record,), _ = read_text(tmp_path, text)
    assert record.article.text == "# #tag"


def test_a_sentence_takes_its_text_from_a_comment(tmp_path: Path) -> None:
    """As in CoNLL-U; where the comment says something else the tokens stand."""
    text = "# text = Ida ran.\nIda\tB-x\nran\tO\n.\tO\n\n# text = Other\nBo\tB-x\n.\tO\n"
    (record,), refused = read_text(tmp_path, text)
    assert refused == []
    assert record.article.text == "Ida ran.\nBo ."
    assert [bare(span) for span in record.spans] == [("x", 0, 3, "Ida"), ("x", 9, 11, "Bo")]


def test_other_white_space_belongs_to_a_token(tmp_path: Path) -> None:
    assert spans(tmp_path, "a\u00a0b\u3000c B-x\nd O\n") == [("x", 0, 5, "a\u00a0b\u3000c")]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("", ["x.conll: there is no token; expected a token and its tag on each line"]),
        ("a\nb O\n", ["x.conll:1: “a” stands alone; expected a token and its tag"]),
        ("a NN\nb VB\n", ["x.conll:1: “NN” is no tag; expected O, or a label behind B-, I-, …"]),
        (
            "-DOCSTART- O\na O\n-DOCSTART- O\nb B-x\nc Q\n",
            ["x.conll:5: “Q” is no tag; expected O, or a label behind B-, I-, E-, S-"],
        ),
        (b"a O\n\xff B-x\n", ["x.conll:2: 0xFF is not UTF-8; expected UTF-8"]),
        (
            '# annotator.article = {"article_id":"a"}\n# text = "a b"\na O\nc O\n',
            ["x.conll:4: the token “c” does not come next in the text of “# text =”"],
        ),
        (
            "# annotator.article = 7\na O\nc B-x\n",
            ["x.conll:1: the comment: expected an object, found a whole number"],
        ),
        (
            '# annotator.article = {"article_id":" "}\na O\nc B-x\n',
            ["x.conll:1: “article_id” is empty; expected a name"],
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str | bytes, reasons: list[str]) -> None:
    assert read_text(tmp_path, text)[1] == reasons


def test_columns_are_told_from_plain_text(tmp_path: Path) -> None:
    for text, name in (
        ("Ida NNP I-NP I-PER\nran VBD I-VP O\n", "conll"),
        ("-DOCSTART- -X- O O\n\nIda NNP I-NP O\n", "conll"),
        ("A title\n\nThe ship turned round.\nIt was an O\nand then O\n", "text"),
        ("ran O\nfast O\n", "text"),
        ("one B-x\n", "text"),
    ):
        path = tmp_path / "x.txt"
        path.write_text(text, "utf-8")
        assert format_for(path).name == name


def test_columns_are_told_from_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    for text, name in (
        ("Ida\tB-PER\nran\tO\n", "conll"),
        ("word\ttag\nIda\tB-PER\n", "csv"),
        ("#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Ida\n1-1\t0-3\tB-x\t\n1-2\t4-5\tB-y\t\n", "webanno"),
    ):
        path.write_text(text, "utf-8")
        assert format_for(path).name.startswith(name)


@given(made=records())
def test_an_export_comes_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """The text and what is said of the article come back exactly, from comments."""
    path = tmp_path_factory.mktemp("x") / "x.txt"
    back, losses = there_and_back(made, "conll", path)
    expected = bare_losses(made)
    assert [outline(record) for record in back] == [outline(record) for record in made]
    for given_, found in zip(made, back, strict=True):
        assert [bare(span) for span in found.spans] == flat_model(given_, expected)
    if links := sum(len(record.links) for record in made):
        expected["links"] = links
    assert losses == expected
    assert format_for(path).name == "conll"


@given(made=records())
def test_other_readers_can_split_an_export(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """At any white space and any line break, as Python's split does."""
    path = tmp_path_factory.mktemp("x") / "x.conll"
    there_and_back(made, "conll", path)
    rows = [
        line.split()
        for line in path.read_text("utf-8").splitlines()
        if line and not line.startswith(("-DOCSTART-", "# annotator.", "# text ="))
    ]
    assert all(len(row) == 4 and row[1:3] == ["-X-", "_"] for row in rows)
