"""A table of spans is read where the texts are known, and our own comes back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.formats import ReadOptions, format_named
from tests.formats.records import records

TEXT = "Terns came to Ostrand."
ME = ImportOptions(annotator="me")


@pytest.mark.parametrize(
    "table",
    [
        "doc_id,start,end,label,text\na1,0,5,bird,Terns\na1,14,21,place,Ostrand\n",
        "id\tbegin\tend\ttype\na1\t0\t5\tbird\na1\t14\t21\tplace\n",
        "Article ID;Start;End;Entity\na1;0;5;bird\na1;14;21;place\n",
    ],
)
def test_spans_come_to_articles_that_are_there(tmp_path: Path, table: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"id":"a1","text":"{TEXT}"}}')
    path = tmp_path / "s.csv"
    path.write_text(table)
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [tmp_path / "a.jsonl"])
        assert bring_in(project, [path], ME).spans == 2
        (record,) = project.export()
    assert [(one.label, one.fragments[0].text) for one in record.spans] == [
        ("bird", "Terns"),
        ("place", "Ostrand"),
    ]


def test_a_text_may_lie_beside(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text(TEXT)
    (tmp_path / "s.csv").write_text("id,start,end,label\na1,0,5,bird\n")
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(project, [tmp_path / "s.csv", tmp_path / "a1.txt"], ME)
    assert (summary.articles, summary.spans) == (1, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("b,0,5,bird,", "s.csv:2: the text of article “b” is neither in the project nor beside"),
        ("a1,0,99,bird,", "s.csv:2: the span: 0 to 99 is not inside the text"),
        ("a1,0,5,bird,Skuas", "s.csv:2: the span: the text at 0 to 5 is 'Terns'"),
        ("a1,x,5,bird,", "s.csv:2: “start” is “x”; expected a number"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "a1.txt").write_text(TEXT)
    (tmp_path / "s.csv").write_text(f"id,start,end,label,quote\n{row}\n")
    with pytest.raises(InputError) as error:
        look(None, [tmp_path / "s.csv"], ME)
    assert reason in str(error.value)


@given(made=records())
def test_what_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """Fragments, ids, attributes and notes; not what it says that it cannot hold."""
    path = tmp_path_factory.mktemp("spans") / "s.csv"
    with path.open("wb") as file:
        format_named("csv-spans").write(made, file)
    texts = {one.article.id: one.article.text for one in made}
    refused: list[InputError] = []
    options = ReadOptions(
        file="s.csv", source="s.csv", annotator="me", text_of=texts.get, refuse=refused.append
    )
    found = list(format_named("csv-spans").read(path, options))
    assert refused == []
    back = {span.id: span for one in found for span in one.record.spans}
    expected = {
        span.id: msgspec.structs.replace(
            span, flagged=False, origin="manual", created_at="", updated_at=""
        )
        for one in made
        for span in one.spans
    }
    assert back == expected
