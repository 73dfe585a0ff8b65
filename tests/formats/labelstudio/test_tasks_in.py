"""Label Studio's tasks: the shapes of its versions, and that an export comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given

from annotator.annotation.records import (
    Annotated,
    Article,
    Attribute,
    Fragment,
    Label,
    Link,
    Span,
    Status,
)
from annotator.formats import WriteOptions, format_for, format_named
from tests.formats.reading import read
from tests.formats.records import bare, outline, records, there_and_back

TEXT = "Gull Works 😀 was founded by Ida Holm.\nIt sold nets."


def region(start: int, end: int, *labels: str, name: str = "r1", **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    result = {"id": name, "from_name": "label", "to_name": "text", "type": "labels"}
    return {**result, "origin": "manual", "value": value, **more}


def task(*results: dict[str, Any], **annotation: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "annotations": [{"id": 1, "completed_by": 3, "result": list(results), **annotation}],
        "predictions": [],
        "data": {"text": TEXT},
        "meta": {},
        "project": 1,
    }


def read_all(
    folder: Path, value: Any, name: str = "x.json", **options: Any
) -> tuple[list[Annotated], list[str]]:
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else orjson.dumps(value))
    return read(path, "labelstudio", **options)


def read_one(folder: Path, value: Any, **options: Any) -> Annotated:
    (record,), refused = read_all(folder, value, **options)
    assert refused == []
    return record


def fault(folder: Path, value: Any) -> str:
    found, (refused,) = read_all(folder, value)
    assert found == []
    return refused


def test_a_list_a_task_and_lines_are_the_same(tmp_path: Path) -> None:
    one = task(region(0, 10, "org"), region(28, 36, "person", name="r2"))
    expected = read_one(tmp_path, [one])
    assert [bare(span) for span in expected.spans] == [
        ("org", 0, 10, "Gull Works"),
        ("person", 28, 36, "Ida Holm"),
    ]
    assert (expected.annotator, expected.status) == ("user 3", Status.DONE)
    assert read_one(tmp_path, one) == expected
    assert read_one(tmp_path, orjson.dumps(one, option=orjson.OPT_INDENT_2)) == expected
    found, refused = read_all(tmp_path, orjson.dumps(one) + b"\n" + orjson.dumps(one) + b"\n")
    assert (found, refused) == ([expected, expected], [])


@pytest.mark.parametrize(
    "value",
    [
        [task(region(0, 4, "org"))],
        task(),
        {"data": {"text": TEXT}, "predictions": []},
        [{"text": TEXT, "label": [], "annotator": 1, "annotation_id": 2}],
    ],
)
@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_tasks_are_told_by_their_keys(tmp_path: Path, value: Any, name: str) -> None:
    read_all(tmp_path, value, name)
    assert format_for(tmp_path / name).name == "labelstudio"


def test_native_lines_are_not_claimed(tmp_path: Path) -> None:
    line = {"text": 'about "data":{ and "annotations":[', "annotator": "a", "meta": {"data": {}}}
    (tmp_path / "x.jsonl").write_bytes(orjson.dumps(line))
    assert format_for(tmp_path / "x.jsonl").name == "jsonl"


def test_several_annotators_and_what_they_are_called(tmp_path: Path) -> None:
    one = task(region(0, 4, "org"))
    for number, by in enumerate(
        [4, {"id": 5, "email": "bo@example.org"}, {"id": 6}, "cleo", None, {"username": "dee"}]
    ):
        one["annotations"].append({"id": number, "completed_by": by, "result": []})
    found, refused = read_all(tmp_path, [one], annotator="me")
    assert refused == []
    names = ["user 3", "user 4", "bo@example.org", "user 6", "cleo", "me", "dee"]
    assert [record.annotator for record in found] == names
    assert len({record.article.id for record in found}) == 1


def test_skipped_drafts_and_ground_truth(tmp_path: Path) -> None:
    one = task(was_cancelled=True)
    one["annotations"] += [
        {"completed_by": 4, "result": [], "was_cancelled": True},
        {"completed_by": 4, "result": [region(0, 4, "org")], "ground_truth": True},
    ]
    one["drafts"] = [
        {"user": "bo@example.org", "result": [region(0, 4, "x")]},
        {"user": 4, "result": []},
    ]
    found, refused = read_all(tmp_path, [one])
    assert refused == []
    assert [(record.annotator, record.status) for record in found] == [
        ("user 3", Status.SKIPPED),
        ("user 4", Status.DONE),
        ("user 4", Status.DONE),
        ("bo@example.org", Status.IN_PROGRESS),
    ]
    assert found[0].article.meta == {"ground_truth": ["user 4"]}
    assert not any(record.gold for record in found)


@pytest.mark.parametrize(
    ("done", "names"),
    [
        ([{"completed_by": 4, "result": []}], ["user 4", "user 5"]),
        ([], ["user 4", "user 5"]),
        (
            [{"completed_by": {"id": 4, "email": "bo@example.org"}, "result": []}],
            ["bo@example.org", "ida@example.org"],
        ),
    ],
)
def test_a_draft_is_of_the_user_whom_annotations_name_otherwise(
    tmp_path: Path, done: list[dict[str, Any]], names: list[str]
) -> None:
    """Label Studio 1.23: numbers in annotations, in drafts the email, with the number behind."""
    bo = {"user": "bo@example.org", "created_username": "Bo Holm bo@example.org, 4"}
    ida = {"user": "ida@example.org", "created_username": "ida@example.org, 5"}
    drafts = [one | {"result": [region(0, 4, "x")]} for one in (bo, ida)]
    found, refused = read_all(tmp_path, [{**task(), "annotations": done, "drafts": drafts}])
    assert refused == []
    assert [record.annotator for record in found] == names


def test_regions_of_one_id_notes_and_times(tmp_path: Path) -> None:
    place = {"start": 28, "end": 36}
    said = {"id": "r1", "to_name": "text"}
    record = read_one(
        tmp_path,
        task(
            region(28, 36, "person", "founder", meta={"text": ["who?", "really"]}),
            {**said, "from_name": "tone", "type": "choices", "value": {"choices": ["warm"]}},
            {
                **said,
                "from_name": "roles",
                "type": "choices",
                "value": {**place, "text": "Ida Holm", "choices": ["a", "b"]},
            },
            {
                **said,
                "from_name": "remark",
                "type": "textarea",
                "value": {**place, "text": ["good"]},
            },
            {**said, "from_name": "stars", "type": "rating", "value": {**place, "rating": 4}},
            {
                "id": "w",
                "from_name": "genre",
                "to_name": "text",
                "type": "choices",
                "value": {"choices": ["news"]},
            },
            created_at="2026-03-09T22:16:08.728353Z",
            updated_at="2026-03-09T23:16:09.5+01:00",
        ),
    )
    assert [span.label for span in record.spans] == ["person", "founder"]
    for span in record.spans:
        assert span.attributes == {
            "tone": "warm",
            "roles": ["a", "b"],
            "remark": "good",
            "stars": 4,
        }
        assert span.note == "who?\nreally"
        assert span.created_at == "2026-03-09T22:16:08.728Z"
        assert span.updated_at == "2026-03-09T22:16:09.500Z"
    assert (record.article.meta, record.document) == ({}, {"genre": "news"})


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ({"direction": "right", "labels": ["by"]}, [("by", "org", "person")]),
        ({"direction": "left", "labels": ["by"]}, [("by", "person", "org")]),
        ({"labels": ["by", "of"]}, [("by", "org", "person"), ("of", "org", "person")]),
        ({}, [("relation", "org", "person")]),
        (
            {"direction": "bi", "labels": ["by"]},
            [("by", "org", "person"), ("by", "person", "org")],
        ),
    ],
)
def test_relations(
    tmp_path: Path, relation: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    given_ = {"from_id": "r1", "to_id": "r2", "type": "relation", **relation}
    one = task(given_, region(0, 10, "org"), region(28, 36, "person", name="r2"))
    record = read_one(tmp_path, one)
    labels = {span.id: span.label for span in record.spans}
    found = [(link.type, labels[link.source], labels[link.target]) for link in record.links]
    assert found == expected


def test_the_covered_text_tells_what_offsets_count(tmp_path: Path) -> None:
    """Before 2022 it counted UTF-16 units; regions without a text follow the others."""
    wide = region(29, 37, "person")
    wide["value"]["text"] = "Ida Holm"
    silent = region(14, 17, "verb", name="r2")
    del silent["value"]["text"]
    record = read_one(tmp_path, task(wide, silent))
    assert [span.text for span in record.spans] == ["Ida Holm", "was"]
    record = read_one(tmp_path, task(region(28, 36, "person"), silent))
    assert [span.text for span in record.spans] == ["Ida Holm", "as "]


def test_line_breaks_in_covered_texts(tmp_path: Path) -> None:
    r"""The interface writes a break as backslash and n, and counts ``\r\n`` once."""
    wide = region(28, 45, "x")
    wide["value"]["text"] = "Ida Holm.\\nIt sold"
    one = task(wide)
    assert read_one(tmp_path, one).spans[0].text == "Ida Holm.\nIt sold"
    one["data"]["text"] = "\r\n" + TEXT.replace("\n", "\r\n")
    wide["value"] |= {"start": 29, "end": 46}
    record = read_one(tmp_path, one)
    assert record.article.text == "\n" + TEXT
    assert record.spans[0].text == "Ida Holm.\nIt sold"


def test_predictions_are_suggestions(tmp_path: Path) -> None:
    prediction = {
        "model_version": "tagger 2",
        "score": 0.75,
        "result": [region(0, 10, "org"), region(28, 36, "person", name="b", score=1.5)],
    }
    one = {"data": {"text": TEXT}, "predictions": [prediction, 12]}
    record = read_one(tmp_path, one)
    assert (record.annotator, record.spans) == (None, ())
    found = [(s.label, s.start, s.end, s.text, s.score, s.origin) for s in record.suggestions]
    assert found == [
        ("org", 0, 10, "Gull Works", 0.75, "tagger 2"),
        ("person", 28, 36, "Ida Holm", 1.0, "tagger 2"),
    ]
    assert {s.article for s in record.suggestions} == {record.article.id}


def test_json_min(tmp_path: Path) -> None:
    record = read_one(
        tmp_path,
        [
            {
                "id": 3,
                "text": TEXT,
                "label": [{"start": 0, "end": 10, "text": "Gull Works", "labels": ["org"]}],
                "sentiment": "neutral",
                "annotator": 1,
                "annotation_id": 4,
                "created_at": "2026-07-12T15:42:19.445022Z",
                "updated_at": "2026-07-12T16:05:29.738373Z",
                "lead_time": 104.119,
            }
        ],
    )
    assert [bare(span) for span in record.spans] == [("org", 0, 10, "Gull Works")]
    assert record.spans[0].created_at == "2026-07-12T15:42:19.445Z"
    assert record.annotator == "user 1"
    assert record.article.meta == {"sentiment": "neutral", "lead_time": 104.119}


def test_json_min_says_of_a_region_what_its_other_controls_say(tmp_path: Path) -> None:
    gull = {"start": 0, "end": 10, "text": "Gull Works"}
    ida = {"start": 28, "end": 36, "text": "Ida Holm"}
    record = read_one(
        tmp_path,
        [
            {
                "text": TEXT,
                "id": 1,
                "sure": [{**gull, "rating": 4}, {**ida, "rating": 2}],
                "label": [
                    {**gull, "labels": ["org"]},
                    {**ida, "labels": ["person"]},
                    {**gull, "labels": ["firm"]},
                ],
                "tone": {**ida, "choices": ["warm", "dry"]},
                "why": [{**gull, "text": ["two", "lines"]}, {**gull, "text": ["more", "lines"]}],
                "age": [{"start": 46, "end": 50, "text": "nets", "number": 3}],
                "annotator": 1,
                "annotation_id": 4,
                "created_at": "2026-07-12T15:42:19.445022Z",
                "updated_at": "2026-07-12T16:05:29.738373Z",
                "lead_time": None,
            }
        ],
    )
    assert [(*bare(span), span.attributes) for span in record.spans] == [
        ("org", 0, 10, "Gull Works", {"sure": 4, "why": ["more", "lines"]}),
        ("person", 28, 36, "Ida Holm", {"sure": 2, "tone": ["warm", "dry"]}),
        ("firm", 0, 10, "Gull Works", {}),
        ("age", 46, 50, "nets", {"age": 3}),
    ]


def test_hypertext_by_global_offsets(tmp_path: Path) -> None:
    html = "<html><head><title>T</title></head><body><p>Gull &amp; <b>Works</b><br>nets</p></body>"
    value = {
        "start": "/p[1]/text()[1]",
        "end": "/p[1]/b[1]/text()[1]",
        "startOffset": 0,
        "endOffset": 5,
        "globalOffsets": {"start": 0, "end": 12},
        "text": "Gull & Works",
        "hypertextlabels": ["org"],
    }
    one = task({"id": "a", "from_name": "l", "to_name": "t", "type": "hypertextlabels"})
    one["annotations"][0]["result"][0]["value"] = value
    one["data"] = {"html": html}
    record = read_one(tmp_path, one)
    assert record.article.text == "Gull & Works\nnets"
    assert [bare(span) for span in record.spans] == [("org", 0, 12, "Gull & Works")]
    del value["globalOffsets"]
    assert "by XPath only" in fault(tmp_path, one)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"Full_Text": TEXT}, TEXT),
        ({"title": "T", "text": TEXT}, TEXT),
        ({"body": TEXT, "outlet": "Echo", "n": 1}, TEXT),
    ],
)
def test_which_string_is_the_text(tmp_path: Path, data: dict[str, Any], text: str) -> None:
    one = task(region(28, 36, "person"))
    one["data"] = data
    assert read_one(tmp_path, one).article.text == text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"data": {}}, "“data.text” is missing"),
        ({"data": {"text": ""}}, "“data.text”: the text is empty"),
        ({"data": {"a": "x", "b": "y"}}, "which of “a”, “b” in “data” is the text?"),
        ({"data": {"text": "/data/upload/1/a.txt"}}, "is the address of a text"),
        ({"data": 3}, "“data”: expected an object, found a whole number"),
        ({"annotations": 3}, "“annotations”: expected a list or null"),
        ({"annotations": [{"result": [{"type": "labels"}]}]}, "annotations[0].result[0].value"),
        ({"annotations": [{"result": [region(9, 5, "a")]}]}, "ends before it starts"),
        ({"annotations": [{"result": [region(0, 5000, "a")]}]}, "is not inside the text"),
        (
            {"annotations": [{"result": [region(0, 4, "a")]}]},
            "there are spans but there is no annotator",
        ),
        ({"predictions": [{"result": 1}]}, "predictions[0]: “result”: expected a list or null"),
    ],
)
def test_bad_tasks(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    assert reason in fault(tmp_path, [{**task(), **change}])


def test_what_fits_no_unit_is_refused_with_a_guess(tmp_path: Path) -> None:
    wrong = region(28, 35, "person")
    wrong["value"]["text"] = "Ida Holm"
    refused = fault(tmp_path, [task(), task(wrong)][1:])
    assert refused.startswith("x.json: task 1: annotations[0].result[0]: the text at 28 to 35 is")
    assert "the end is the last character" in refused
    found, refused_ = read_all(tmp_path, [task(wrong)], repair=frozenset(["inclusive"]))
    assert refused_ == []
    assert found[0].spans[0].text == "Ida Holm"


def test_what_says_nothing_is_left_out(tmp_path: Path) -> None:
    given_ = {"from_id": "r1", "to_id": "r9", "type": "relation"}
    (record,), refused = read_all(
        tmp_path, task(region(0, 4, "org"), given_, region(5, 5, "a", name="r2")), annotator="ann"
    )
    assert (len(record.spans), record.links, refused) == (1, (), [])


def test_bad_json_has_its_line(tmp_path: Path) -> None:
    assert fault(tmp_path, b'[\n{"data":\n').startswith("x.json:3: this is not valid JSON")


def test_a_bad_task_leaves_the_others(tmp_path: Path) -> None:
    found, refused = read_all(tmp_path, [task(), 3, task()])
    assert len(found) == 2
    assert refused == ["x.json: task 2: expected a task, an object with “data”"]


def test_what_is_written(tmp_path: Path) -> None:
    """As Label Studio's own export: relations, choices of a region, several annotators."""
    article = Article(id="a1", text="Ida spoke.")
    spans = (
        Span(
            id="s1",
            article="a1",
            annotator="ann",
            label="quote",
            fragments=(Fragment(4, 9, "spoke"),),
            attributes={"tone": "warm", "free": "x", "sure": True},
            note="hm",
        ),
        Span(
            id="s2",
            article="a1",
            annotator="ann",
            label="person",
            fragments=(Fragment(0, 3, "Ida"),),
        ),
    )
    link = Link(id="l1", type="speaker", source="s1", target="s2")
    made = [
        Annotated(article=article, annotator="ann", status=Status.DONE, spans=spans, links=(link,)),
        Annotated(article=article, annotator="bo", status=Status.SKIPPED),
    ]
    tone = Attribute(name="tone", kind="choice", values=("warm", "cold"))
    options = WriteOptions(labels=(Label(id="q", name="quote", attributes=(tone,)),))
    path = tmp_path / "x.json"
    with path.open("wb") as file:
        format_named("labelstudio").write(made, file, options)
    (one,) = orjson.loads(path.read_bytes())
    first, second = one["annotations"]
    kinds = [(r["type"], r.get("from_name"), r.get("id")) for r in first["result"]]
    assert kinds == [
        ("labels", "label", "s1"),
        ("choices", "tone", "s1"),
        ("textarea", "free", "s1"),
        ("choices", "sure", "s1"),
        ("labels", "label", "s2"),
        ("relation", None, None),
    ]
    value = {"start": 4, "end": 9, "text": "spoke"}
    assert first["result"][0]["value"] == {**value, "labels": ["quote"]}
    assert first["result"][0]["meta"]["text"] == ["hm"]
    assert first["result"][1]["value"] == {**value, "choices": ["warm"]}
    assert first["result"][2]["value"] == {**value, "text": ["x"]}
    assert (first["result"][5]["from_id"], first["result"][5]["labels"]) == ("s1", ["speaker"])
    assert (first["was_cancelled"], second["was_cancelled"]) == (False, True)
    assert one["data"]["text"] == article.text
    assert read(path, "labelstudio") == (made, [])


def test_no_records_are_an_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with path.open("wb") as file:
        format_named("labelstudio").write([], file)
    assert path.read_bytes() == b"[]\n"
    assert read(path, "labelstudio") == ([], [])


def _idle(record: Annotated) -> bool:
    bare_ = outline(record) == Annotated(article=record.article, annotator=record.annotator)
    return record.annotator is not None and bare_ and not (record.spans or record.links)


@given(made=records())
def test_an_export_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """All but links to other articles and annotators who did nothing."""
    path = tmp_path_factory.mktemp("there") / "x.json"
    back, losses = there_and_back(made, "labelstudio", path)
    expected = []
    outside = idle = 0
    for record in made:
        names = {span.id for span in record.spans}
        links = tuple(link for link in record.links if {link.source, link.target} <= names)
        outside += len(record.links) - len(links)
        idle += _idle(record)
        if not _idle(record):
            expected.append(msgspec.structs.replace(record, links=links))
    kept = {record.article.id for record in expected}
    for record in made:
        if record.article.id not in kept:
            kept.add(record.article.id)
            expected.append(Annotated(article=record.article))
    assert sorted(back, key=_order) == sorted(expected, key=_order)
    assert losses.get("links to other articles", 0) == outside
    assert losses.get("annotators who have done nothing on an article", 0) == idle
    fragments = sum(len(span.fragments) > 1 for record in made for span in record.spans)
    assert losses.get("spans of several fragments", 0) == fragments


def _order(record: Annotated) -> tuple[str, str]:
    return record.article.id, record.annotator or ""
