"""doccano's lines: every spelling of its versions, and that an export comes back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given

from annotator.annotation.records import Annotated, Article, Status
from annotator.formats import format_for, format_named
from tests.formats.reading import read
from tests.formats.records import bare, bare_losses, outline, records, there_and_back

TEXT = "😀 Gull Works was founded by Ida Holm."
ENTITIES = [
    {"id": 1662, "label": "ORG", "start_offset": 2, "end_offset": 12},
    {"id": 1663, "label": "PERSON", "start_offset": 28, "end_offset": 36},
]


def read_all(
    folder: Path, line: Any, annotator: str | None = "ann"
) -> tuple[list[Annotated], list[str]]:
    path = folder / "x.jsonl"
    path.write_bytes(line if isinstance(line, bytes) else orjson.dumps(line))
    return read(path, "doccano", annotator=annotator)


def read_one(folder: Path, **keys: Any) -> Annotated:
    (record,), refused = read_all(folder, {"text": TEXT} | keys)
    assert refused == []
    return record


@pytest.mark.parametrize(
    "keys",
    [
        {"label": [[2, 12, "ORG"], [28, 36, "PERSON"]]},
        {"labels": [[2, 12, "ORG"], [28, 36, "PERSON"]]},
        {"entities": ENTITIES, "relations": []},
        {"label": ENTITIES},
        {"annotations": ENTITIES, "meta": {}},
    ],
)
def test_every_spelling_gives_the_same_spans(tmp_path: Path, keys: dict[str, Any]) -> None:
    record = read_one(tmp_path, id=15, Comments=[], **keys)
    assert [bare(span) for span in record.spans] == [
        ("ORG", 2, 12, "Gull Works"),
        ("PERSON", 28, 36, "Ida Holm"),
    ]
    assert (record.annotator, record.article.meta) == ("ann", {"id": 15})
    assert format_for(tmp_path / "x.jsonl").name == "doccano"


def test_the_text_may_be_called_data(tmp_path: Path) -> None:
    (record,), refused = read_all(tmp_path, {"id": 1, "data": TEXT, "label": [[2, 6, "x"]]})
    assert (refused, record.article.text) == ([], TEXT)


def test_relations_become_links(tmp_path: Path) -> None:
    relations = [{"id": 273, "from_id": 1662, "to_id": 1663, "type": "foundedBy"}]
    record = read_one(tmp_path, entities=ENTITIES, relations=relations)
    (link,) = record.links
    ids = [span.id for span in record.spans]
    assert (link.type, link.source, link.target) == ("foundedBy", *ids)


def test_labels_of_a_whole_text_are_kept_beside_it(tmp_path: Path) -> None:
    """There is nothing in the text that they cover."""
    record = read_one(tmp_path, label=["sport", "local"], Comments=["why?"], outlet="x")
    assert record.spans == ()
    assert record.article.meta == {"label": ["sport", "local"], "comments": ["why?"], "outlet": "x"}


def test_all_lines_of_an_export_have_the_same_keys() -> None:
    """doccano reads lines as a table and keeps nothing of a file with gaps in it."""
    article = Article(id="a", text="One.")
    full = Annotated(article=article, annotator="ann", flagged=True, gold=True)
    file = io.BytesIO()
    format_named("doccano").write([Annotated(article=article), full], file)
    bare_line, full_line = (orjson.loads(line) for line in file.getvalue().splitlines())
    assert list(bare_line) == list(full_line)
    assert (bare_line["annotator"], bare_line["flagged"], bare_line["gold"]) == (None, False, False)
    assert (full_line["annotator"], full_line["flagged"], full_line["gold"]) == ("ann", True, True)


def test_our_lines_come_back_from_doccano_without_its_numbers(tmp_path: Path) -> None:
    """doccano 1.8.4: it numbers texts, spans and relations anew and puts comments behind."""
    line = {
        "id": 5,
        "text": TEXT,
        "article_id": "a b",
        "title": "T",
        "source": "",
        "date": "",
        "meta": {"n": 1},
        "annotator": "Bo",
        "status": "done",
        "flagged": False,
        "gold": False,
        "entities": ENTITIES,
        "relations": [{"id": 7, "from_id": 1662, "to_id": 1663, "type": "by"}],
        "Comments": [{"id": 1, "comment": "look again"}],
    }
    (record,), refused = read_all(tmp_path, line)
    assert refused == []
    assert (record.article.id, record.annotator, record.status) == ("a b", "Bo", Status.DONE)
    assert record.article.meta == {"n": 1, "comments": [{"id": 1, "comment": "look again"}]}
    assert [link.type for link in record.links] == ["by"]


def test_each_user_of_a_line_is_an_annotator(tmp_path: Path) -> None:
    """In the oldest exports labels and users were numbers."""
    given_ = [
        {"label": 7, "start_offset": 0, "end_offset": 1, "user": 1},
        {"label": 8, "start_offset": 2, "end_offset": 6, "user": 2},
    ]
    found, refused = read_all(tmp_path, {"text": TEXT, "annotations": given_}, None)
    assert refused == []
    assert [(one.annotator, one.spans[0].label, one.spans[0].text) for one in found] == [
        ("user 1", "7", "😀"),
        ("user 2", "8", "Gull"),
    ]
    assert found[0].article == found[1].article


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"text": None}, "“text” is missing"),
        ({"label": [[0, 99, "x"]]}, "label[0]: 0 to 99 is not inside the text of 37 characters"),
        ({"labels": [[5, 2, "x"]]}, "labels[0]: 5 to 2 ends before it starts"),
        ({"label": [[0, 5]]},
         "label[0]: expected a list of 3, found 2; expected [start, end, “label”] or"
         " start_offset, end_offset, label"),
        ({"label": [[0, 5, "x"], "sport"]},
         "label[1]: expected a list, found text; expected [start, end, “label”] or start_offset,"
         " end_offset, label"),
        ({"entities": [{"label": "x", "start_offset": 0}]},
         "entities[0]: “end_offset” is missing; expected [start, end, “label”] or start_offset,"
         " end_offset, label"),
        ({"entities": [ENTITIES[0], ENTITIES[0]]},
         "entities[1]: the id 1662 stands twice in this line"),
        ({"label": [[0, 5, ""]]}, "“label[0].label” is empty; expected a name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path: Path, keys: dict[str, Any], reason: str) -> None:
    assert read_all(tmp_path, {"text": TEXT} | keys)[1] == [f"x.jsonl:1: {reason}"]


def test_spans_need_an_annotator(tmp_path: Path) -> None:
    line = {"text": TEXT, "label": [[0, 1, "x"]]}
    assert read_all(tmp_path, line, None)[1] == [
        "x.jsonl:1: there are spans but there is no annotator; expected --annotator"
    ]
    assert read_all(tmp_path, {"text": TEXT, "label": []}, None)[0][0].status is Status.NEW


@given(made=records())
def test_an_export_comes_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """Ranges, labels and links stay; so does all that is said of the article."""
    path = tmp_path_factory.mktemp("x") / "x.jsonl"
    back, losses = there_and_back(made, "doccano", path)
    expected = bare_losses(made)
    assert [outline(record) for record in back] == [outline(record) for record in made]
    kept = elsewhere = 0
    for given_, found in zip(made, back, strict=True):
        fragments = [(span, one) for span in given_.spans for one in span.fragments]
        assert [bare(span) for span in found.spans] == [bare(*pair) for pair in fragments]
        first = {span.id: number for number, (span, _) in reversed([*enumerate(fragments)])}
        inside = [link for link in given_.links if link.target in first]
        kept += len(inside)
        elsewhere += len(given_.links) - len(inside)
        at = {span.id: number for number, span in enumerate(found.spans)}
        assert [(link.type, at[link.source], at[link.target]) for link in found.links] == [
            (link.type, first[link.source], first[link.target]) for link in inside
        ]
    expected |= {"ids of links": kept} if kept else {}
    expected |= {"links to other articles": elsewhere} if elsewhere else {}
    assert losses == expected
    assert format_for(path).name == "doccano"
