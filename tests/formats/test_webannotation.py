"""W3C Web Annotation: selectors of every kind, texts beside, and that an export comes back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given

from annotator.annotation.records import Annotated, Status
from annotator.exchange import bring_in, create_project, write_out
from annotator.formats import format_for
from tests.formats.folders import folder_there_and_back
from tests.formats.reading import read
from tests.formats.records import records

TEXT = "😀 She said: no. He said: no."
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotation(*selectors: Any, **keys: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "http://example.org/anno1",
        "type": "Annotation",
        "body": {"type": "TextualBody", "value": "quote", "purpose": "tagging"},
        "target": {"source": "doc.txt", "selector": list(selectors)},
        **keys,
    }


def position(start: int, end: int) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def read_it(folder: Path, value: Any) -> tuple[list[Annotated], list[str]]:
    (folder / "doc.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "x.jsonld"
    path.write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    return read(path, "w3c", annotator="ann")


@pytest.mark.parametrize(
    "value",
    [
        annotation(position(12, 14)),
        annotation(position(12, 14), quote("no")),
        annotation(quote("no", "She said: ", ".")),
        annotation(
            target={
                "source": {"id": "doc.txt", "type": "Text"},
                "selector": {
                    "type": "FragmentSelector",
                    "value": "p1",
                    "refinedBy": position(12, 14),
                },
            }
        ),
        [annotation(position(12, 14), body="quote")],
        {"type": "AnnotationPage", "items": [annotation(position(12, 14))]},
        {
            "type": "AnnotationCollection",
            "first": {"type": "AnnotationPage", "items": [annotation(position(12, 14))]},
        },
    ],
)
def test_every_shape_gives_the_span(tmp_path: Path, value: Any) -> None:
    (record,), refused = read_it(tmp_path, value)
    assert refused == []
    assert record.annotator == "ann"
    assert record.article.id == "doc"
    (span,) = record.spans
    assert (span.label, span.ranges, span.text) == ("quote", ((12, 14),), "no")
    assert format_for(tmp_path / "x.jsonld").name == "w3c"


def test_each_creator_is_an_annotator(tmp_path: Path) -> None:
    page = [
        annotation(position(2, 5), creator={"type": "Person", "name": "Ida"}),
        annotation(position(2, 5), creator="http://example.org/bo"),
    ]
    made, refused = read_it(tmp_path, page)
    assert refused == []
    assert [record.annotator for record in made] == ["Ida", "http://example.org/bo"]


def test_comments_are_notes_and_links_are_links(tmp_path: Path) -> None:
    body = [
        {"type": "TextualBody", "value": "quote", "purpose": "tagging"},
        {"type": "TextualBody", "value": "sure?", "purpose": "commenting"},
    ]
    page = [
        annotation(position(12, 14), id="one", body=body),
        annotation(position(2, 5), id="two"),
        {
            "type": "Annotation",
            "motivation": "linking",
            "body": {"source": "two", "value": "speaker"},
            "target": "one",
        },
    ]
    (record,), refused = read_it(tmp_path, page)
    assert refused == []
    assert record.spans[0].note == "sure?"
    (link,) = record.links
    ends = [span.id for span in record.spans]
    assert (link.type, link.source, link.target) == ("speaker", *ends)


def our_page(folder: Path) -> dict[str, Any]:
    """Return the page that our export makes of an article whose names have spaces."""
    (folder / "in.jsonl").write_text(
        '{"id":"a b","text":"He said: no.","annotator":"Bo Holm","status":"done","spans":['
        '{"id":"s 1","label":"quote","start":9,"end":11},'
        '{"id":"s 2","label":"person","start":0,"end":2}],'
        '"links":[{"id":"k 1","type":"speaker","from":"s 1","to":"s 2"}]}',
        encoding="utf-8",
    )
    with create_project(folder / "p.annotator") as project:
        bring_in(project, [folder / "in.jsonl"])
        write_out(project, folder / "out", format="w3c")
    (path,) = (folder / "out").glob("*.jsonld")
    page: dict[str, Any] = orjson.loads(path.read_bytes())
    return page


def read_beside(folder: Path, page: dict[str, Any]) -> list[Annotated]:
    path = folder / "out" / "page.jsonld"
    path.write_bytes(orjson.dumps(page))
    made, refused = read(path, "w3c")
    assert refused == []
    return made


def test_names_are_addresses_that_json_ld_keeps(tmp_path: Path) -> None:
    page = our_page(tmp_path)
    named = [page, *page["items"]]
    names = [one["id"] for one in named]
    assert names == [
        "urn:annotator:page:a%20b:Bo%20Holm",
        "urn:annotator:span:s%201",
        "urn:annotator:span:s%202",
        "urn:annotator:link:k%201",
    ]


def test_what_another_creator_adds_to_our_page_is_theirs(tmp_path: Path) -> None:
    page = our_page(tmp_path)
    source = page["annotator:record"]["text_file"]
    other = annotation(creator="Ida", target={"source": source, "selector": position(3, 7)})
    nobody = annotation(id="new", target={"source": source, "selector": position(3, 7)})
    ours, theirs = read_beside(tmp_path, page | {"items": [*page["items"], other, nobody]})
    assert (ours.annotator, ours.status, len(ours.links)) == ("Bo Holm", Status.DONE, 1)
    assert [span.label for span in ours.spans] == ["quote", "person", "quote"]
    assert (theirs.annotator, theirs.status, theirs.links) == ("Ida", Status.NEW, ())
    assert [span.text for span in theirs.spans] == ["said"]


def test_a_page_comes_back_from_a_json_ld_processor(tmp_path: Path) -> None:
    """pyld, expand and compact: prefixes, single values for lists, ours but for known keys gone."""
    page = our_page(tmp_path)
    for one in (page, *page["items"]):
        one["id"] = one["id"].removeprefix("urn:")
        if "annotator:span" in one:
            one["annotator:span"] = {"id": one["annotator:span"]["id"]}
            (one["body"],) = one["body"]
    link = page["items"][-1]
    link["target"] = link["target"].removeprefix("urn:")
    link["body"][1]["source"] = link["body"][1]["source"].removeprefix("urn:")
    page["annotator:record"] = {"source": ""}
    (record,) = read_beside(tmp_path, page)
    assert (record.annotator, record.status) == ("Bo Holm", Status.NEW)
    assert [(span.id, span.label) for span in record.spans] == [("s 1", "quote"), ("s 2", "person")]
    assert [(link.id, link.type) for link in record.links] == [("k 1", "speaker")]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"nothing", "this is not valid JSON"),
        ({"a": 1}, "expected an annotation, a list of them, or an AnnotationPage"),
        ([5], "items[0]: expected an annotation"),
        ([], "there are no annotations of a text"),
        (annotation(position(12, 14), quote("yes")), "items[0]: the text at 12 to 14 is 'no'"),
        (annotation(quote("no")), "“no” stands several times in the text"),
        (annotation(quote("maybe")), "“maybe” is not in the text"),
        (annotation({"type": "XPathSelector", "value": "/p"}), "expected a TextPositionSelector"),
        (annotation(position(12, 140)), "items[0]: 12 to 140 is not inside the text"),
        (annotation({**position(1, 2), "end": "2"}), "“end” of a selector are whole numbers"),
        (
            [
                annotation(position(2, 5), id="one", creator="Ida"),
                annotation(position(2, 5), id="two", creator="Bo"),
                {"type": "Annotation", "motivation": "linking", "body": "two", "target": "one"},
            ],
            "items[2]: it links annotations of two texts or creators",
        ),
        (
            annotation(target={"source": "http://x.org/a", "selector": position(0, 1)}),
            "the text of “http://x.org/a” is not in the file",
        ),
        (
            annotation(target={"source": "other.txt", "selector": position(0, 1)}),
            "the text is missing; expected “other.txt” beside",
        ),
        (
            annotation(target={"source": "../doc.txt", "selector": position(0, 1)}),
            "the text of “../doc.txt” is not in the file",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, value: Any, reason: str) -> None:
    made, refused = read_it(tmp_path, value)
    assert made == []
    (said,) = refused
    assert reason in said


def without_losses(record: Annotated) -> Annotated:
    there = {span.id for span in record.spans}
    links = tuple(link for link in record.links if link.target in there)
    return msgspec.structs.replace(record, links=links)


@given(made=records())
def test_an_export_comes_back(made: list[Annotated]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        back, losses = folder_there_and_back(made, "w3c", Path(folder), ".jsonld")
    assert back == [without_losses(one) for one in made]
    elsewhere = sum(len(one.links) - len(without_losses(one).links) for one in made)
    assert losses.get("links to other articles", 0) == elsewhere


def test_the_texts_beside_are_no_articles_of_their_own(tmp_path: Path) -> None:
    read_it(tmp_path, annotation(position(12, 14), creator={"name": "Ida"}))
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [tmp_path / "x.jsonld", tmp_path / "doc.txt"])
        assert [record.article.id for record in project.export()] == ["doc"]
        write_out(project, tmp_path / "out", format="w3c")
        with create_project(tmp_path / "q.annotator") as again:
            bring_in(again, [tmp_path / "out"])
            assert list(again.export()) == list(project.export())


def test_the_text_of_a_page_without_annotations_is_no_article_of_its_own(tmp_path: Path) -> None:
    with create_project(tmp_path / "a.annotator") as project:
        (tmp_path / "in.jsonl").write_text('{"id":"a","text":"Nobody has read this."}')
        bring_in(project, [tmp_path / "in.jsonl"])
        write_out(project, tmp_path / "out", format="w3c")
    with create_project(tmp_path / "b.annotator") as project:
        assert bring_in(project, [tmp_path / "out"]).articles == 1
        assert project.has_article("a")
