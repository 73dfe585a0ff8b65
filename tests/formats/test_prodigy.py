"""Prodigy's tasks: the shapes of its recipes, and that an export comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given

from annotator.annotation.records import Annotated, Status
from annotator.formats import format_for
from tests.formats.reading import read
from tests.formats.records import outline, records, there_and_back

TEXT = "Ida Holm met 😀 Bo at the port."
TOKENS = [
    {"text": "Ida", "start": 0, "end": 3, "id": 0, "ws": True},
    {"text": "Holm", "start": 4, "end": 8, "id": 1, "ws": True},
    {"text": "met", "start": 9, "end": 12, "id": 2, "ws": True},
    {"text": "😀", "start": 13, "end": 14, "id": 3, "ws": True},
    {"text": "Bo", "start": 15, "end": 17, "id": 4, "ws": True},
]
IDA = {"start": 0, "end": 8, "token_start": 0, "token_end": 1, "label": "PERSON"}
BO = {"start": 15, "end": 17, "token_start": 4, "token_end": 4, "label": "PERSON"}


def task(**keys: Any) -> dict[str, Any]:
    made = {"text": TEXT, "_input_hash": 1, "_task_hash": -2, "tokens": TOKENS}
    made |= {"spans": [IDA, BO], "_view_id": "ner_manual", "_session_id": "news-ann"}
    return made | {"answer": "accept"} | keys


def read_tasks(folder: Path, *tasks: Any, **options: Any) -> tuple[list[Annotated], list[str]]:
    path = folder / "x.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(one) for one in tasks))
    return read(path, "prodigy", **options)


def read_task(folder: Path, **keys: Any) -> Annotated:
    found, refused = read_tasks(folder, task(**keys))
    assert refused == []
    return found[0]


def test_a_manual_task(tmp_path: Path) -> None:
    record = read_task(tmp_path, meta={"outlet": "x"})
    assert (record.annotator, record.status) == ("news-ann", Status.DONE)
    assert record.article.meta == {"outlet": "x"}
    assert [(span.label, span.text) for span in record.spans] == [
        ("PERSON", "Ida Holm"),
        ("PERSON", "Bo"),
    ]
    assert record == read_task(tmp_path, meta={"outlet": "x"}, _timestamp=1700000000)


def test_the_annotator_is_who_the_task_names(tmp_path: Path) -> None:
    """A session that is only a time is nobody's name."""
    assert read_task(tmp_path, _annotator_id="ann").annotator == "ann"
    (record,), _ = read_tasks(tmp_path, task(_session_id="2021-08-02_13-59-24"), annotator="bo")
    assert record.annotator == "bo"
    _, refused = read_tasks(tmp_path, task(_session_id=None))
    assert refused == ["x.jsonl:1: there are spans but there is no annotator; expected --annotator"]


def test_a_rejected_task_gives_no_spans(tmp_path: Path) -> None:
    """What was rejected is kept beside, so that nothing is lost."""
    record = read_task(tmp_path, answer="reject")
    assert (record.status, record.spans) == (Status.SKIPPED, ())
    assert record.article.meta["rejected_spans"] == [
        {"start": 0, "end": 8, "label": "PERSON"},
        {"start": 15, "end": 17, "label": "PERSON"},
    ]
    assert read_task(tmp_path, answer="ignore").status is Status.SKIPPED
    assert len(read_task(tmp_path, answer="ignore").spans) == 2


def test_a_question_about_one_span_leaves_the_article_done(tmp_path: Path) -> None:
    """The same text comes again with the next span."""
    for answer, status in (("accept", "done"), ("reject", "done"), ("ignore", "new")):
        for binary in ({"_view_id": "ner"}, {"_is_binary": True}):
            assert read_task(tmp_path, answer=answer, **binary).status.value == status


def test_a_span_takes_its_label_from_the_task(tmp_path: Path) -> None:
    bare = {"start": 0, "end": 3}
    assert read_task(tmp_path, spans=[bare], label="NAME").spans[0].label == "NAME"
    _, refused = read_tasks(tmp_path, task(spans=[bare]))
    assert refused == ["x.jsonl:1: “spans[0].label” is missing; expected the name of a label"]


def test_a_span_may_be_given_by_tokens_only(tmp_path: Path) -> None:
    """The last token belongs to it."""
    by_tokens = {"token_start": 0, "token_end": 1, "label": "x"}
    assert read_task(tmp_path, spans=[by_tokens]).spans[0].text == "Ida Holm"


def test_links_join_spans_and_bare_tokens(tmp_path: Path) -> None:
    none = {"start": 9, "end": 12, "token_start": 2, "token_end": 2, "label": None}
    relations = [
        {"head": 1, "child": 4, "label": "MET", "head_span": IDA, "child_span": BO},
        {"head": 0, "child": 4, "label": "KNOWS"},
        {"head": 2, "child": 4, "label": "obj", "head_span": none, "child_span": BO},
    ]
    record = read_task(tmp_path, relations=relations)
    ids = [span.id for span in record.spans]
    assert [(span.label, span.text) for span in record.spans][2:] == [("token", "met")]
    found = [(one.type, ids.index(one.source), ids.index(one.target)) for one in record.links]
    assert found == [("MET", 0, 1), ("KNOWS", 0, 1), ("obj", 2, 1)]


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"text": None}, "“text”: expected text, found null"),
        ({"answer": "maybe"}, "“answer” is “maybe”; expected one of: accept, ignore, reject"),
        ({"spans": [IDA | {"end": 99, "token_end": None}]},
         "spans[0]: 0 to 99 is not inside the text of 30 characters"),
        ({"spans": [{"label": "x", "token_start": 0, "token_end": 9}]},
         "spans[0]: tokens 0 to 9 are not among the 5 tokens (“token_end” is the last token of the"
         " span)"),
        ({"spans": [{"label": "x"}]}, "spans[0]: expected “start” and “end”"),
        ({"spans": [IDA | {"text": "Ida"}]},
         "spans[0]: the text at 0 to 8 is 'Ida Holm', expected 'Ida'"),
        ({"spans": {"a": 1}}, "“spans”: expected a list or null, found an object"),
        ({"relations": [{"head": 0, "child": 77, "label": "x"}]},
         "“relations[0].child” is no number of a token; expected one of “tokens”"),
        ({"relations": [{"head": 0, "child": 4}]},
         "relations[0]: its type is empty; expected text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, keys: dict[str, Any], reason: str) -> None:
    assert read_tasks(tmp_path, task(**keys))[1] == [f"x.jsonl:1: {reason}"]


def test_a_file_of_tasks_is_told_from_others(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(orjson.dumps(task()))
    assert format_for(path).name == "prodigy"
    path.write_bytes(b'{"schema":"annotator/1","text":"x","meta":{"_input_hash":1}}')
    assert format_for(path).name == "jsonl"
    path.write_bytes(b'{"text":"it says \\"answer\\": \\"accept\\" here"}')
    assert format_for(path).name == "jsonl"


def test_another_annotators_answer_to_our_task_gets_ids_of_its_own(tmp_path: Path) -> None:
    """Prodigy keeps what we wrote beside its keys."""
    keys = {"spans": [IDA | {"id": "s1"}], "annotator": "ann", "flagged": True}
    mine = read_task(tmp_path, _session_id="ann", **keys)
    assert (mine.spans[0].id, mine.annotator, mine.flagged) == ("s1", "ann", True)
    other = read_task(tmp_path, _session_id="news-bo", **keys)
    assert (other.annotator, other.flagged) == ("news-bo", False)
    assert other.spans[0].id != "s1"
    unnamed = task(_session_id="2021-08-02_13-59-24", **keys)
    assert read_tasks(tmp_path, unnamed, annotator="bo")[0][0].annotator == "bo"
    assert read_tasks(tmp_path, unnamed)[1]


@given(made=records())
def test_an_export_comes_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """Fragments become spans, links to elsewhere are left out; all else is as it was."""
    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    back, losses = there_and_back(made, "prodigy", path)
    assert [outline(record) for record in back] == [outline(record) for record in made]
    fragmented = elsewhere = 0
    for given_, found in zip(made, back, strict=True):
        ids = {span.id for span in given_.spans}
        kept = [link for link in given_.links if link.target in ids]
        elsewhere += len(given_.links) - len(kept)
        assert list(found.links) == kept
        expected = []
        for span in given_.spans:
            fragmented += len(span.fragments) > 1
            for number, fragment in enumerate(span.fragments):
                name = "" if number else span.id
                expected.append(msgspec.structs.replace(span, id=name, fragments=(fragment,)))
        expected.sort(key=lambda span: (span.start, span.end))
        assert [
            span if span.id in ids else msgspec.structs.replace(span, id="") for span in found.spans
        ] == expected
    assert losses.get("spans of several fragments", 0) == fragmented
    assert losses.get("links to other articles", 0) == elsewhere
    assert len(losses) == (fragmented > 0) + (elsewhere > 0)
    assert format_for(path).name == "prodigy"


def test_start_and_end_decide_whatever_tokens_say(tmp_path: Path) -> None:
    """Tools count them in several ways: a whole group, its last token, one behind it."""
    wrong = IDA | {"token_start": 2, "token_end": 2}
    (record,), refused = read_tasks(tmp_path, task(spans=[wrong]))
    assert refused == []
    assert record.spans[0].text == "Ida Holm"


def test_a_relation_that_says_nothing_is_left_out(tmp_path: Path) -> None:
    relations = [{"head": 0, "child": 1, "label": "x"}, {"head": None, "child": 1, "label": "y"}]
    (record,), refused = read_tasks(tmp_path, task(relations=relations))
    assert (record.links, refused) == ((), [])


def test_rows_without_a_view_are_binary_answers(tmp_path: Path) -> None:
    """Before Prodigy 1.8 nothing said so: one question about each span, the same text again."""
    path = tmp_path / "old.jsonl"
    rows = (
        '{"text":"The Zed 7 and a pan.","spans":[{"start":4,"end":9,"label":"THING"}],'
        '"_task_hash":1,'
        '"answer":"accept"}\n{"text":"The Zed 7 and a pan.","spans":[{"start":16,"end":19,"label":'
        '"THING"}],"_task_hash":2,"answer":"reject"}\n'
    )
    path.write_text(rows, encoding="utf-8")
    found, refused = read(path, "prodigy", annotator="ann")
    assert refused == []
    assert [one.status for one in found] == [Status.DONE, Status.DONE]
    assert [len(one.spans) for one in found] == [1, 0]


def test_choices_and_answers_are_said_of_the_article(tmp_path: Path) -> None:
    """Chosen options are categories; a label that was asked for holds or does not."""
    options = [{"id": "SPORT", "text": "Sport"}, {"id": 2, "text": "War"}]
    rows = [
        {"options": options, "accept": ["SPORT", 2], "answer": "accept", "_view_id": "choice"},
        {"options": options, "accept": ["SPORT"], "answer": "reject"},
        {"options": options, "accept": ["SPORT"], "answer": "ignore"},
        {"label": "SPORT", "answer": "accept", "_view_id": "classification"},
        {"label": "SPORT", "answer": "reject", "_view_id": "classification"},
        {"label": "SPORT", "answer": "ignore", "_view_id": "classification"},
    ]
    path = tmp_path / "x.jsonl"
    made = [{"text": f"Zed {n}.", "_input_hash": n, **row} for n, row in enumerate(rows)]
    path.write_bytes(b"\n".join(map(orjson.dumps, made)))
    found, refused = read(path, "prodigy", annotator="ann")
    assert refused == []
    assert [one.document for one in found] == [
        {"cats": ("SPORT", "2")},
        {},
        {},
        {"SPORT": True},
        {"SPORT": False},
        {},
    ]
    assert [one.article.meta.get("accept") for one in found[1:3]] == [["SPORT"], ["SPORT"]]
    assert [one.status.value for one in found[1:3]] == ["skipped", "skipped"]
