"""What an export takes and how it cuts the text; what is left out is said."""

from __future__ import annotations

import msgspec
import orjson
import pytest

from annotator.annotation.records import Annotated, Article, Link, Span, make_fragments
from annotator.errors import InputError
from annotator.exchange import (
    ImportOptions,
    Shaping,
    bring_in,
    create_project,
    look,
    write_out,
    write_refused,
)

TEXT = "“We will [Ad 😀] not go,” said Gen. Milley. It rained.\nThe end."


def span(identifier, label, passage, **more):
    start = TEXT.index(passage)
    return Span(
        id=identifier, article="a", annotator="ana", label=label,
        fragments=make_fragments(TEXT, ((start, start + len(passage)),)), **more,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "p.annotator") as made:
        with made.begin_import("test") as incoming:
            incoming.add([Annotated(
                article=Article(id="a", text=TEXT), annotator="ana",
                spans=(
                    span("q", "quote", "“We will [Ad 😀] not go,”", attributes={"type": "direct"}),
                    span("n", "boilerplate", "[Ad 😀]"),
                    span("i", "entity", "Ad"),
                    span("e", "entity", "Gen. Milley"),
                    span("c", "claim", "It rained.\nThe end."),
                ),
                links=(Link(id="l", type="speaker", source="q", target="e"),
                       Link(id="m", type="cue", source="q", target="i")),
            )])  # fmt: skip
            incoming.finish()
        yield made


def exported(project, tmp_path, **options):
    out = tmp_path / "out.jsonl"
    result = write_out(project, out, **options)
    return [orjson.loads(line) for line in out.read_bytes().splitlines()], result


def test_clean_text_is_whole_and_the_losses_are_said(project, tmp_path):
    (line,), result = exported(project, tmp_path, shaping=Shaping(clean=("boilerplate",)))
    assert line["text"] == "“We will not go,” said Gen. Milley. It rained.\nThe end."
    texts = {one["id"]: one["text"] for one in line["spans"]}
    assert texts["q"] == "“We will not go,”"
    assert set(texts) == {"q", "e", "c"}
    assert [link["id"] for link in line["links"]] == ["l"]
    for one in line["spans"]:
        assert line["text"][one["start"] : one["end"]] == one["text"]
    for clean, raw, length in line["meta"]["clean"]["pieces"]:
        assert line["text"][clean : clean + length] == TEXT[raw : raw + length]
    assert {(loss.what, loss.number) for loss in result.losses} == {
        ("spans inside text that is cut out", 1),
        ("links of spans that are cut out", 1),
    }


def test_labels_and_attributes_are_chosen(project, tmp_path):
    shaping = Shaping(labels=("quote",), attributes=False)
    (line,), result = exported(project, tmp_path, shaping=shaping)
    assert [(one["label"], one["attributes"]) for one in line["spans"]] == [("quote", {})]
    assert line["links"] == []
    assert result.links_left_out == 2


def test_segments_have_offsets_of_their_own(project, tmp_path):
    lines, result = exported(project, tmp_path, shaping=Shaping(segments="sentence"))
    assert len(lines) == 3
    for line in lines:
        place = line["meta"]["segment"]
        assert TEXT[place["start"] : place["end"]] == line["text"]
        for one in line["spans"]:
            assert line["text"][one["start"] : one["end"]] == one["text"]
    assert ("spans across sentences", 1) in {(loss.what, loss.number) for loss in result.losses}


@pytest.mark.parametrize("unit", ["utf16", "utf8"])
def test_other_units_are_declared_and_read_back(project, tmp_path, unit):
    (line,), _ = exported(project, tmp_path, offset_unit=unit)
    assert line["offset_unit"] == unit
    (entity,) = [one for one in line["spans"] if one["id"] == "e"]
    encoding = {"utf16": "utf-16-le", "utf8": "utf-8"}[unit]
    width = {"utf16": 2, "utf8": 1}[unit]
    data = line["text"].encode(encoding)
    covered = data[entity["start"] * width : entity["end"] * width]
    assert covered.decode(encoding) == "Gen. Milley"
    with create_project(tmp_path / "again.annotator") as again:
        bring_in(again, [tmp_path / "out.jsonl"])
        assert list(again.export()) == list(project.export())


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"shaping": Shaping(labels=("no",))}, "there is no label no"),
        ({"shaping": Shaping(segments="word")}, "expected one of: sentence, paragraph"),
        ({"offset_unit": "byte"}, "counts offsets in codepoint, utf16, utf8"),
    ],
)
def test_what_is_not_there_is_refused(project, tmp_path, options, reason):
    with pytest.raises(InputError, match=reason):
        exported(project, tmp_path, **options)
    assert not (tmp_path / "out.jsonl").exists()


def test_offsets_are_repaired_when_asked_and_refused_records_are_written_down(tmp_path):
    path = tmp_path / "in.jsonl"
    wrong = '{"label":"claim","start":3,"end":6,"text":"one"}'
    bad = f'{{"text":"😀 one","annotator":"a","spans":[{wrong}]}}'
    path.write_text(f'{{"text":"fine"}}\n{bad}\n{{"text":5}}\n', encoding="utf-8")
    preview = look(None, [path], ImportOptions(skip_bad=True))
    assert [error.repair for error in preview.refused] == ["utf16", ""]
    assert write_refused(preview.refused, tmp_path / "refused.jsonl") == 2
    lines = [orjson.loads(line) for line in (tmp_path / "refused.jsonl").read_bytes().splitlines()]
    assert [(one["line"], one["record"]) for one in lines] == [(2, bad), (3, '{"text":5}')]
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [path], ImportOptions(skip_bad=True, repair=("utf16",)))
        texts = [span.text for record in project.export() for span in record.spans]
    assert texts == ["one"]


def test_what_several_said_of_a_segment_stands_together(project, tmp_path):
    with project.begin_import("test") as incoming:
        incoming.add([Annotated(article=Article(id="a", text=TEXT), annotator="ben", spans=(
            msgspec.structs.replace(span("b", "claim", "It rained."), annotator="ben"),
        ))])  # fmt: skip
    lines, result = exported(project, tmp_path, shaping=Shaping(segments="sentence"))
    ids = [line["id"] for line in lines]
    assert len(ids) == 2 * len(set(ids))
    assert [line["annotator"] for line in lines] == ["ana", "ben"] * len(set(ids))
    assert ids[::2] == ids[1::2]
    assert (result.articles, result.records) == (len(set(ids)), len(ids))
