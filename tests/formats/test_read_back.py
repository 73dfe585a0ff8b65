"""What we write is read back by other tools' own libraries, where these are installed.

Neither is needed by the project: ``pip install gatenlp conllu`` (Apache 2.0, MIT). What spaCy,
dkpro-cassis and datasets read back is tested beside their formats.
"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Article, Link, Span, make_fragments
from annotator.formats import WriteOptions, format_named

TEXT = "Ida 😀 Holm, who sailed, said:\nthe pier is “theirs”. Bo Lund left."


def span(name: str, label: str, *texts: str) -> Span:
    places = tuple((TEXT.index(one), TEXT.index(one) + len(one)) for one in texts)
    return Span(
        id=name,
        article="a1",
        annotator="ann",
        label=label,
        fragments=make_fragments(TEXT, places),
        attributes={"sure": True} if label == "quote" else {},
    )


SPANS = (
    span("1", "person", "Ida 😀 Holm"),
    span("2", "person", "Bo Lund"),
    span("3", "quote", "the pier", "“theirs”"),
)
RECORD = Annotated(
    article=Article(id="a1", text=TEXT),
    annotator="ann",
    spans=SPANS,
    links=(Link(id="l", type="speaker", source="3", target="1"),),
)
PIECES = {(one.label, *place) for one in SPANS for place in one.ranges}


@pytest.mark.parametrize("unit", ["codepoint", "utf16"])
def test_gate(tmp_path: Path, unit: str) -> None:
    gatenlp = pytest.importorskip("gatenlp")
    format_named("gate").write_folder([RECORD], tmp_path, WriteOptions(offset_unit=unit))
    (path,) = tmp_path.glob("*.bdocjs")
    document = gatenlp.Document.load(str(path), fmt="bdocjs")
    assert document.text == TEXT
    assert {(one.type, one.start, one.end) for one in document.annset("ann")} == PIECES


def test_conll() -> None:
    conllu = pytest.importorskip("conllu")
    file = io.BytesIO()
    format_named("conll").write([RECORD], file, WriteOptions())
    source = file.getvalue().decode().replace("-DOCSTART- -X- O O\n", "").replace(" ", "\t")
    fields = ("form", "xpos", "chunk", "ner")
    found = [
        (token["form"], token["ner"])
        for sentence in conllu.parse(source, fields=fields)
        for token in sentence
        if token["ner"] != "O"
    ]
    assert found == [
        ("Ida", "B-person"),
        ("😀", "I-person"),
        ("Holm", "I-person"),
        ("the", "B-quote"),
        ("pier", "I-quote"),
        ("“", "B-quote"),
        ("theirs", "I-quote"),
        ("”", "I-quote"),
        ("Bo", "B-person"),
        ("Lund", "I-person"),
    ]
