"""An import says what it did not read, guessed and left out, and shows all refusals at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from annotator.cli import run
from annotator.errors import InputError, RefusedError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.project import Project


def bring(folder: Path, *paths: Path, **options: str) -> None:
    arguments = ["import", str(folder / "p.annotator"), *map(str, paths), "--annotator", "ann"]
    for name, value in options.items():
        arguments += [f"--{name.replace('_', '-')}", *([value] if value else [])]
    assert run(arguments, lambda *_: 0) == 0


def put(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


UNREAD = '{"text":"Terns came.","marks":[{"begin":0,"end":5}]}\n{"text":"Skuas did not."}\n'


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jsonl", UNREAD),
        ("x.json", UNREAD),
        ("x.csv", 'text,marks\nTerns came.,"[[0, 5, ""bird""]]"\n'),
        ("x.json", '[{"body":"Terns came.","marks":{"bird":[[0,5]]}}]'),
    ],
)
def test_what_looks_like_spans_stops_before_anything_is_written(
    tmp_path: Path, name: str, data: str
) -> None:
    path = put(tmp_path / name, data)
    with pytest.raises(InputError) as error:
        bring(tmp_path, path)
    said = str(error.value)
    assert "“marks” holds what looks like 1 span, and nothing of it was read" in said
    assert said.startswith(f"{path}:")
    assert "--format" in said
    assert not (tmp_path / "p.annotator").exists()


def test_with_a_format_named_it_is_said_and_the_texts_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "x.jsonl", UNREAD)
    bring(tmp_path, path, format="jsonl")
    out, err = capsys.readouterr()
    assert "2 articles new" in out
    assert f"not read: {path}: “marks” holds what looks like 1 span" in err
    bring(tmp_path, path, skip_bad="")  # a text is not lost for its annotations
    assert "2 already there" in capsys.readouterr().out


def test_our_own_files_may_hold_anything_in_meta(tmp_path: Path) -> None:
    line = {"schema": "annotator/1", "text": "Terns came.", "meta": {"marks": [[0, 5, "b"]]}}
    bring(tmp_path, put(tmp_path / "x.jsonl", json.dumps(line)))


def test_all_refusals_of_a_folder_are_shown_after_one_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(30):
        put(tmp_path / "in" / f"{number}.txt", "" if number % 3 == 0 else f"Terns {number}.")
    with pytest.raises(InputError) as error:
        bring(tmp_path, tmp_path / "in")
    assert re.match("10 refused, so nothing was imported; mend them", str(error.value))
    shown = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in shown] == [
        str(tmp_path / "in" / f"{number}.txt") for number in range(0, 30, 3)
    ]
    assert all("the file is empty; expected" in line for line in shown)
    assert not (tmp_path / "p.annotator").exists()
    bring(tmp_path, tmp_path / "in", skip_bad="")
    with Project.open(tmp_path / "p.annotator") as project:
        assert len({one.article.id for one in project.export()}) == 20


def test_one_refusal_is_one_line(tmp_path: Path) -> None:
    empty = put(tmp_path / "a.txt", "")
    with pytest.raises(InputError) as error:
        look(None, [empty])
    assert not isinstance(error.value, RefusedError)


def test_what_is_guessed_is_said_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        tmp_path / "in" / "a.txt",
        "Idą ścieżką i śpiewają, że jest im źle, a łódź płynie po wodzie.".encode("iso8859-2"),
    )
    put(tmp_path / "in" / "b.csv", "headline,story\nTerns,Terns came.\n")
    put(tmp_path / "in" / "c.json", '{"text":"Terns came.","label":[[0,5,"bird"]]}')
    bring(tmp_path, tmp_path / "in")
    err = capsys.readouterr().err
    assert "guessed: the encoding of 1 article is taken for iso8859-2" in err
    assert "guessed: columns are taken for text “story”, title “headline”" in err
    assert "guessed: 1 file read as doccano JSON lines" in err


def test_an_encoding_without_effect_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(tmp_path, put(tmp_path / "x.jsonl", '{"text":"Terns"}'), encoding="cp1252")
    assert "--encoding cp1252 had no effect" in capsys.readouterr().err
    bring(tmp_path, put(tmp_path / "x.txt", "Skuas"), encoding="cp1252")
    assert "no effect" not in capsys.readouterr().err


def test_an_odd_file_of_a_folder_is_named_and_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "in" / "a.txt", "Terns came.")
    odd = put(tmp_path / "in" / "window.json", '{"width":800,"open":true}')
    bring(tmp_path, tmp_path / "in")
    out, err = capsys.readouterr()
    assert f"ignored: {odd}: nothing in it is of a known format" in err
    assert "1 article new" in out
    with pytest.raises(InputError):  # named, it is what somebody means
        look(None, [odd])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "x.bdocjs",
            '{"text":"Terns","offset_type":"p","annotation_sets":{"":{"annotations":['
            '{"type":"b","start":0,"end":5},{"type":"mark","start":5,"end":5}]}}}',
            "1 × empty annotation of the type “mark”",
        ),
        (
            "x.jsonl",
            '{"text":"Terns","entities":[{"id":1,"start_offset":0,"end_offset":5,"label":"b"},'
            '{"id":2,"start_offset":3,"end_offset":3,"label":"c"}],"relations":'
            '[{"from_id":1,"to_id":2,"type":"r"},{"from_id":1,"to_id":1,"type":"s"}]}',
            "1 × relation “s” of a span with itself",
        ),
        (
            "x.rss",
            '<rss version="2.0"><channel><item><title>Terns</title></item><item>'
            "<title>b</title><description>Skuas came.</description></item></channel></rss>",
            "1 × entry without text; the first: entry 1, “Terns”",
        ),
    ],
)
def test_what_says_nothing_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: str, said: str
) -> None:
    bring(tmp_path, put(tmp_path / name, data))
    out, err = capsys.readouterr()
    assert said in err
    assert "1 article new" in out


def test_a_number_is_an_id_like_any_other(tmp_path: Path) -> None:
    lines = (
        '{"id":1,"text":"Terns came.","annotator":"a","spans":[{"id":1,"label":"b","start":0,'
        '"end":5},{"id":2,"label":"b","start":6,"end":10}],"links":[{"id":0,"type":"t","from":1,'
        '"to":2}]}\n{"id":2,"text":"Skuas did not."}\n'
    )
    bring(tmp_path, put(tmp_path / "x.jsonl", lines))
    with Project.open(tmp_path / "p.annotator") as project:
        first, second = project.export()
    assert (first.article.id, second.article.id) == ("1", "2")
    assert [(one.id, one.source, one.target) for one in first.links] == [("0", "1", "2")]


@pytest.mark.parametrize("strict", ['"start":3,"end":3', '"start":0,"end":99'])
def test_the_native_format_stays_strict(tmp_path: Path, strict: str) -> None:
    line = f'{{"text":"Terns","annotator":"a","spans":[{{"label":"b",{strict}}}]}}'
    with pytest.raises(InputError):
        look(None, [put(tmp_path / "x.jsonl", line)], ImportOptions())


EMPTIES = [
    (
        "x.json",
        '[{"id":1,"data":{"text":"Terns came."},"annotations":[{"completed_by":1,"result":[{"id":'
        '"a","from_name":"l","to_name":"text","type":"labels","value":{"start":0,"end":5,"labels":["b"]}},'
        '{"id":"e","from_name":"l","to_name":"text","type":"labels","value":{"start":3,"end":3,'
        '"labels":["c"]}},{"from_id":"a","to_id":"zz","type":"relation","labels":["r"]}]}]}]',
    ),
    ("x.json", '[["Terns came.",{"entities":[[0,5,"b"],[3,3,"c"]]}]]'),
    ("x.jsonl", '["Terns came.",{"entities":[[0,5,"b"],[3,3,"c"]]}]\n["Skuas.",{"entities":[]}]\n'),
    (
        "x.json",
        '{"@context":"http://www.w3.org/ns/anno.jsonld","items":['
        '{"id":"1","body":"b","target":{"source":"t.txt","selector":{"type":'
        '"TextPositionSelector","start":0,"end":5}}},{"id":"2","body":"c","target":{"source":'
        '"t.txt","selector":{"type":"TextPositionSelector","start":3,"end":3}}}'
        ',{"motivation":"linking","body":"9","target":"1"}]}',
    ),
]


@pytest.mark.parametrize(("name", "data"), EMPTIES)
def test_an_empty_annotation_costs_nothing_in_any_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: str
) -> None:
    put(tmp_path / "t.txt", "Terns came.")
    bring(tmp_path, put(tmp_path / name, data))
    out, err = capsys.readouterr()
    assert "1 span" in out
    assert "1 × empty annotation" in err


def test_bare_labels_are_told_in_a_text_file(tmp_path: Path) -> None:
    rows = "Terns\tbird\ncame\tO\nto\tO\nOstrand\tplace\n.\tO\n"
    bring(tmp_path, put(tmp_path / "x.txt", rows))
    with Project.open(tmp_path / "p.annotator") as project:
        (record,) = project.export()
    assert [one.label for one in record.spans] == ["bird", "place"]


GOOD = {"start": 0, "end": 5, "label": "bird"}
LINES = {
    "spans that are none": {"annotator": "a", "spans": "x"},
    "a span outside": {"annotator": "a", "spans": [{"start": 0, "end": 99, "label": "bird"}]},
    "an unknown status": {"annotator": "a", "status": "finished"},
    "a loose link": {
        "annotator": "a",
        "spans": [{**GOOD, "id": "s"}],
        "links": [{"type": "t", "from": "s", "to": "nowhere"}],
    },
    "the same id twice": {"annotator": "a", "spans": [{**GOOD, "id": "t"}, {**GOOD, "id": "t"}]},
    "a name over two lines": {"annotator": "a\nb"},
    "a flag that is none": {"annotator": "a", "flagged": "yes", "title": "Kept"},
    "nobody's spans": {"spans": [GOOD]},
}
AT_FAULT = {
    "another text": {"id": "spans that are none", "text": "Another text."},
    "a wrong digest": {"text_sha256": "00", "annotator": "a"},
    "another schema": {"schema": "annotator/9"},
    "an empty text": {"text": ""},
}


@pytest.mark.parametrize("kept", [True, False], ids=["kept in memory", "read again"])
def test_a_text_is_not_lost_for_its_annotations(
    tmp_path: Path, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With --skip-bad the texts come in bare; a text that is at fault itself does not."""
    if not kept:
        monkeypatch.setattr("annotator.exchange.imports.survey.KEEP_BYTES", 0)
    rows = [{"id": name, "text": f"Terns: {name}.", **one} for name, one in LINES.items()]
    rows += [{"id": name, "text": f"Terns: {name}.", **one} for name, one in AT_FAULT.items()]
    path = put(tmp_path / "x.jsonl", "".join(json.dumps(row) + "\n" for row in rows) + "{broken\n")
    options = ImportOptions(skip_bad=True, format="jsonl")
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(project, [path], options)
        found = {one.article.id: one for one in project.export()}
    assert set(found) == set(LINES)
    assert (summary.articles, len(summary.refused)) == (len(LINES), len(rows) + 1)
    assert (summary.spans, summary.links) == (0, 0)
    assert all(not one.spans and one.annotator is None for one in found.values())
    assert found["a flag that is none"].article.title == "Kept"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.jsonl", '{"text":"Terns came.","label":[[0,5,"bird"],[0,99,"bird"]]}'),
        ("x.json", '[["Terns came.",{"entities":[[0,99,"bird"]]}]]'),
        ("x.jsonl", '{"text":"Terns came.","spans":[{"start":0,"end":5}],"_input_hash":1}'),
        ("x.jsonl", '{"text":"Terns came.","answer":"maybe","_input_hash":1}'),
        (
            "x.bdocjs",
            '{"text":"Terns came.","offset_type":"p","annotation_sets":{"":{"annotations":'
            '[{"start":0,"end":99,"type":"b","id":1}]}}}',
        ),
    ],
)
def test_nor_in_other_formats(tmp_path: Path, name: str, data: str) -> None:
    preview = look(None, [put(tmp_path / name, data)], ImportOptions(annotator="x", skip_bad=True))
    assert (preview.articles, preview.spans, len(preview.refused)) == (1, 0, 1)
    assert preview.entries[0].text == "Terns came."
