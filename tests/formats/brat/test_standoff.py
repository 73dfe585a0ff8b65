"""brat's standoff: every kind of line, where the annotator is named, and that it comes back."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
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
from annotator.exchange import bring_in, create_project, write_out
from annotator.formats import ReadOptions, WriteOptions, format_for, format_named
from annotator.formats.common.files import expand
from tests.formats.reading import read
from tests.formats.records import bare, records

TEXT = "Gull Works 😀 was founded, by\nIda Holm and her son."
ANN = """\
T1\tOrg 0 10\tGull Works
T2\tPerson 29 37\tIda Holm
T3\tFound 17 24\tfounded
T4\tPerson 29 32;42 49\tIda her son
"""


def write(folder: Path, ann: str | bytes, text: str | bytes = TEXT, name: str = "doc") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    path = folder / f"{name}.ann"
    path.write_bytes(ann if isinstance(ann, bytes) else ann.encode())
    return path


def read_ann(folder: Path, ann: str | bytes, text: str | bytes = TEXT) -> Annotated:
    (record,), refused = read(write(folder, ann, text), "brat", annotator="ann")
    assert refused == []
    return record


def fault(folder: Path, ann: str | bytes, text: str | bytes = TEXT) -> str:
    found, (refused,) = read(write(folder, ann, text), "brat", annotator="ann")
    assert found == []
    return refused


def ranges(record: Annotated) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    return [(span.label, span.ranges) for span in record.spans]


def test_spans_and_fragments(tmp_path: Path) -> None:
    record = read_ann(tmp_path, ANN)
    assert record.article.text == TEXT
    assert record.article.id.startswith("doc-")
    assert ranges(record) == [
        ("Org", ((0, 10),)),
        ("Person", ((29, 37),)),
        ("Found", ((17, 24),)),
        ("Person", ((29, 32), (42, 49))),
    ]
    assert {span.annotator for span in record.spans} == {"ann"}
    assert read_ann(tmp_path, ANN) == record


@pytest.mark.parametrize("newline", ["\r\n", "\n\n", "\n \n"])
def test_blank_lines_and_marks(tmp_path: Path, newline: str) -> None:
    ann = b"\xef\xbb\xbf" + ANN.replace("\n", newline).encode()
    assert ranges(read_ann(tmp_path, ann)) == ranges(read_ann(tmp_path, ANN))


@pytest.mark.parametrize("once", [True, False])
def test_line_breaks_of_windows_count_once_or_twice(tmp_path: Path, once: bool) -> None:
    """brat on Python 2 counted both characters, on Python 3 it does not."""
    shift = 0 if once else 1
    ann = f"T1\tPerson {29 + shift} {37 + shift}\tIda Holm\n"
    record = read_ann(tmp_path, ann, TEXT.replace("\n", "\r\n"))
    assert record.article.text == TEXT
    assert [bare(span) for span in record.spans] == [("Person", 29, 37, "Ida Holm")]


def test_a_byte_order_mark_counts(tmp_path: Path) -> None:
    record = read_ann(tmp_path, "T1\tOrg 1 11\tGull Works\n", b"\xef\xbb\xbf" + TEXT.encode())
    assert record.article.text == TEXT
    assert [bare(span) for span in record.spans] == [("Org", 0, 10, "Gull Works")]


@pytest.mark.parametrize("quote", ["by Ida Holm", "by\\nIda Holm", "by  Ida Holm ", ""])
def test_covered_texts_with_line_breaks(tmp_path: Path, quote: str) -> None:
    """Others than brat write spans across lines; an old brat joined fragments by nothing."""
    (span,) = read_ann(tmp_path, f"T1\tX 26 37\t{quote}\n").spans
    assert span.text == "by\nIda Holm"
    (span,) = read_ann(tmp_path, "T1\tX 29 32;33 37\tIdaHolm\n").spans
    assert span.ranges == ((29, 32), (33, 37))


def test_relations_events_and_equivalences(tmp_path: Path) -> None:
    record = read_ann(
        tmp_path,
        ANN
        + "R1\tOwner Arg1:T2 Arg2:T1\t\n"
        + "E1\tFound:T3 Who:T2 Who2:T4 Theme:T1\n"
        + "T5\tAct 13 16\twas\n"
        + "E2\tAct:T5 What:E1 \n"
        + "*\tEquiv T2 T4\n",
    )
    labels = {span.id: f"{span.label} {span.start}" for span in record.spans}
    found = [(link.type, labels[link.source], labels[link.target]) for link in record.links]
    assert found == [
        ("Owner", "Person 29", "Org 0"),
        ("Equiv", "Person 29", "Person 29"),
        ("Who", "Found 17", "Person 29"),
        ("Who", "Found 17", "Person 29"),
        ("Theme", "Found 17", "Org 0"),
        ("What", "Act 13", "Found 17"),
    ]
    assert len({link.id for link in record.links}) == 6


def test_attributes_notes_and_normalisations(tmp_path: Path) -> None:
    record = read_ann(
        tmp_path,
        ANN
        + "E1\tFound:T3 Who:T2\n"
        + "R1\tOwner Arg1:T2 Arg2:T1\n"
        + "A1\tNegation E1\n"
        + "M2\tSpeculation E1\n"
        + "A3\tConfidence T1 very likely\n"
        + "A4\tKind T1 a\n"
        + "A5\tKind T1 b\n"
        + "A6\tNegation R1\n"
        + "N1\tReference T1 Wikipedia:534366\tGull Works Ltd\n"
        + "N2\tReference Annotation:T2 Referent:Wikidata:Q1\n"
        + "#1\tAnnotatorNotes T2\twho?\n"
        + "#2\tAnnotatorNotes T2\treally\n"
        + "#3\tAnnotatorNotes R1\tabout a relation\n"
        + "# a remark\n",
    )
    org, person, found, _ = record.spans
    assert org.attributes == {
        "Confidence": "very likely",
        "Kind": ["a", "b"],
        "Reference": "Wikipedia:534366 Gull Works Ltd",
    }
    assert person.attributes == {"Reference": "Wikidata:Q1"}
    assert person.note == "who?\nreally"
    assert found.attributes == {"Negation": True, "Speculation": True}
    assert record.article.meta == {
        "brat": ["A6\tNegation R1", "#3\tAnnotatorNotes R1\tabout a relation", "# a remark"]
    }


@pytest.mark.parametrize(
    ("ann", "reason"),
    [
        ("T1 Org 0 10 Gull Works\n", "doc.ann:1: “T1 Org 0 10 Gull Works” is no line of brat"),
        ("\nT1\tOrg 0\tGull\n", "doc.ann:2: expected a type and offsets"),
        ("T1\tOrg 0 12\tGull Works\n", "doc.ann:1: T1: the text at 0 to 12 is"),
        ("T1\tOrg 0 9\tGull Works\n", "the end is the last character"),
        ("T1\tOrg 5 2\tx\n", "ends before it starts"),
        ("T1\tOrg 0 500\tx\n", "is not inside the text of 50 characters"),
        ("T1\tOrg 0 4;2 6\tx\n", "starts before the fragment ahead of it ends"),
        ("T1\tOrg 0 99999999999999999999\tx\n", "is outside any text"),
        ("R1\tOwner Arg1:T2\n", "doc.ann:1: expected a type and two arguments"),
        ("A1\tNegation\n", "expected a name and what it is about"),
        ("N1\tReference T1\n", "expected a type, an id and an entry"),
        ("E1\tFound Who:T2\n", "expected a trigger and arguments"),
        ("E1\tFound:T9\n", "there is no trigger T9; expected a T line"),
        ("*\tEquiv T1\n", "at least two ids"),
        ("X1\tOrg 0 4\tGull\n", "doc.ann:1: “X1”: expected an id that begins with T, R"),
        ("T1\tOrg 0 4\tGull\nT1\tOrg 0 4\tGull\n", "doc.ann:2: the id T1 stands in line 1 already"),
        (b"T1\tOrg 0 4\tG\xff\n", "doc.ann:1: byte 13 of the line is not UTF-8"),
    ],
)
def test_bad_lines(tmp_path: Path, ann: str | bytes, reason: str) -> None:
    assert reason in fault(tmp_path, ann)


def test_bad_texts(tmp_path: Path) -> None:
    assert fault(tmp_path, "", b"") == (
        "doc.txt: the file is empty; expected the text of an article"
    )
    (tmp_path / "alone.ann").write_text(ANN)
    found, refused = read(tmp_path / "alone.ann", "brat")
    assert (found, refused) == (
        [],
        ["alone.ann: there is no text beside it; expected alone.txt"],
    )
    path = write(tmp_path, ANN)
    found, refused = read(path, "brat")
    assert refused == ["doc.ann: there are spans but there is no annotator; expected --annotator"]


def test_offsets_can_be_repaired(tmp_path: Path) -> None:
    path = write(tmp_path, "T1\tPerson 30 38\tIda Holm\n")
    assert "UTF-16" in read(path, "brat", annotator="ann")[1][0]
    (record,), refused = read(path, "brat", annotator="ann", repair=frozenset(["utf16"]))
    assert (refused, record.spans[0].text) == ([], "Ida Holm")


def test_the_annotator_is_named_by_a_suffix_or_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "", name="doc")
    (tmp_path / "doc.ann").unlink()
    (tmp_path / "doc.ana.ann").write_text(ANN)
    (tmp_path / "doc.bo.ann").write_text("")
    (tmp_path / "cleo").mkdir()
    (tmp_path / "cleo" / "doc.ann").write_text(ANN)
    found = {}
    for name in ("doc.ana.ann", "doc.bo.ann", "cleo/doc.ann"):
        (record,), refused = read(tmp_path / name, "brat", annotator="me")
        assert refused == []
        assert format_named("brat").beside(tmp_path / name) == (tmp_path / "doc.txt",)
        found[record.annotator] = record
    assert list(found) == ["ana", "bo", "cleo"]
    assert len({record.article.id for record in found.values()}) == 1
    assert len(found["bo"].spans) == 0


def read_folder(folder: Path, annotator: str | None = None) -> tuple[list[Annotated], list[str]]:
    """Read a folder as an import does: files in order, those that were read along left out."""
    made: list[Annotated] = []
    refused: list[str] = []
    found = [one for one in expand([folder], (".ann",)) if not isinstance(one, Exception)]
    own = [one.path for one in found if one.path.suffix == ".ann"]
    beside = {other for path in own for other in format_named("brat").beside(path)}
    for one in found:
        if one.path in beside or one.path.suffix not in (".ann", ".a1", ".txt"):
            continue
        options = ReadOptions(
            file=one.file,
            source=one.source,
            annotator=annotator,
            refuse=lambda error: refused.append(str(error)),
        )
        made += [s.record for s in format_for(one.path).read(one.path, options)]
    return made, refused


def test_folders_side_by_side_are_annotators(tmp_path: Path) -> None:
    for name in ("ana", "bo"):
        write(tmp_path / name, ANN)
    write(tmp_path, "", "alone", name="other")
    (tmp_path / "other.ann").unlink()
    made, refused = read_folder(tmp_path)
    assert refused == []
    assert [record.annotator for record in made] == ["ana", "bo", None]
    assert made[0].article.id == made[1].article.id
    assert [record.article.source for record in made] == ["ana/doc.txt", "bo/doc.txt", "other.txt"]
    assert made[2].article.text == "alone"
    made, refused = read_folder(tmp_path, "me")
    assert [record.annotator for record in made[:2]] == ["me", "me"]


def test_parts_of_the_shared_tasks(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.unlink()
    (tmp_path / "doc.a1").write_text("T1\tOrg 0 10\tGull Works\n")
    (tmp_path / "doc.a2").write_text("T2\tFound 17 24\tfounded\nE1\tFound:T2 What:T1\n")
    (record,), refused = read(tmp_path / "doc.a1", "brat", annotator="ann")
    assert (refused, len(record.spans), len(record.links)) == ([], 2, 1)
    assert set(format_named("brat").beside(tmp_path / "doc.a1")) == {
        tmp_path / "doc.txt",
        tmp_path / "doc.a2",
    }
    (tmp_path / "doc.a2").write_text("T2\tFound\n")
    assert read(tmp_path / "doc.a1", "brat", annotator="ann")[1] == [
        "doc.a2:1: expected a type and offsets, as “quote 0 5” or “quote 0 5;10 15”"
    ]


def export(
    folder: Path, made: Iterable[Annotated], labels: tuple[Label, ...] = ()
) -> dict[str, int]:
    options = WriteOptions(labels=labels)
    folder.mkdir()
    format_named("brat").write_folder(made, folder, options)
    return {loss.what: loss.number for loss in options.losses.all()}


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def sample() -> list[Annotated]:
    article = Article(id="a1", text=TEXT)
    said: dict[str, Any] = {"article": "a1", "annotator": "ann"}
    spans = (
        Span(
            id="s1",
            label="quote",
            fragments=(Fragment(26, 37, TEXT[26:37]),),
            attributes={"tone": "warm", "sure": True, "n": 3},
            note="hm",
            **said,
        ),
        Span(id="s2", label="named entity", fragments=(Fragment(0, 10, TEXT[:10]),), **said),
    )
    link = Link(id="l1", type="speaker", source="s1", target="s2")
    done = Annotated(
        article=article, annotator="ann", status=Status.DONE, spans=spans, links=(link,)
    )
    return [done, Annotated(article=Article(id="b/2", text="No work."))]


def test_what_is_written(tmp_path: Path) -> None:
    tone = Attribute(name="tone", kind="choice", values=("warm", "cold"))
    label = Label(id="q", name="quote", colour="#6591f9", attributes=(tone,), links=("speaker",))
    losses = export(tmp_path / "x", sample(), (label,))
    files = contents(tmp_path / "x")
    (other,) = [name for name in files if name.startswith("b_2-") and name.endswith(".ann")]
    assert files[other] == b""
    assert files["ann/a1.txt"] == TEXT.encode()
    assert files["ann/a1.ann"].decode() == (
        "T1\tquote 26 28;29 37\tby Ida Holm\n"
        "A1\ttone T1 warm\n"
        "A2\tsure T1\n"
        "#1\tAnnotatorNotes T1\thm\n"
        "T2\tnamed_entity 0 10\tGull Works\n"
        "R1\tspeaker Arg1:T1 Arg2:T2\t\n"
    )
    assert files["annotation.conf"].decode() == (
        "[entities]\nquote\nnamed_entity\n\n"
        "[relations]\nspeaker\tArg1:<ENTITY>, Arg2:<ENTITY>\n\n"
        "[events]\n\n"
        "[attributes]\ntone\tArg:<ENTITY>, Value:warm|cold\nsure\tArg:<ENTITY>\n"
    )
    assert "named_entity | named entity\n" in files["visual.conf"].decode()
    assert "quote\tbgColor:#6591f9\n" in files["visual.conf"].decode()
    assert losses == {
        "statuses": 1,
        "spans across line breaks or tabs": 1,
        "attributes that are neither a line of text nor yes": 1,
        "names with other characters than a to z, digits, - and _": 1,
    }
    assert read_folder(tmp_path / "x") == (sample(), [])


def test_lines_changed_in_brat_win(tmp_path: Path) -> None:
    """What is kept beside a text holds for a line as it was written."""
    export(tmp_path / "x", sample())
    path = tmp_path / "x" / "ann" / "a1.ann"
    path.write_text(
        path.read_text()
        .replace("quote 26 28;29 37\tby Ida Holm", "quote 29 37\tIda Holm")
        .replace("\thm", "\tha")
    )
    (record,), refused = read(path, "brat")
    assert refused == []
    first, second = record.spans
    assert (first.ranges, first.attributes, first.note) == (
        ((29, 37),),
        {"tone": "warm", "sure": True},
        "ha",
    )
    assert first.id != "s1"
    assert (second.id, second.label) == ("s2", "named entity")
    assert [(link.source, link.target) for link in record.links] == [(first.id, "s2")]


def test_file_names_are_safe_and_unique(tmp_path: Path) -> None:
    names = ["a", "A", "../a", "con", "ä", "é", ".", "", "x" * 300, "x" * 299 + "y", "a b", "a_b"]
    made = [Annotated(article=Article(id=name or "-", text=f"t {name}")) for name in names]
    made += [
        Annotated(article=Article(id="a", text="t a"), annotator=name) for name in ("Bo", "bo", "/")
    ]
    export(tmp_path / "x", made)
    files = [one.relative_to(tmp_path / "x").as_posix() for one in (tmp_path / "x").rglob("*.txt")]
    assert len({name.casefold() for name in files}) == len(made)
    assert all(name.isascii() and len(name) < 140 and ".." not in name for name in files)
    assert not any(Path(name).stem.casefold() == "con" for name in files)
    back, refused = read_folder(tmp_path / "x")
    assert refused == []
    assert sorted(back, key=_order) == sorted(made, key=_order)


def test_the_same_article_and_annotator_twice(tmp_path: Path) -> None:
    (done, _) = sample()
    halves = [msgspec.structs.replace(done, spans=done.spans[:1], links=()), done]
    export(tmp_path / "x", halves)
    assert read_folder(tmp_path / "x") == (halves, [])


def test_what_no_line_can_hold_is_kept_beside(tmp_path: Path) -> None:
    """A span of a line break, links to it and to other articles, notes of several lines."""
    (done, _) = sample()
    said: dict[str, Any] = {"article": "a1", "annotator": "ann", "label": "break"}
    spans = (
        Span(id="n1", fragments=(Fragment(28, 29, "\n"),), note="a\nb", flagged=True, **said),
        Span(id="n2", fragments=(Fragment(0, 4, "Gull"),), note="a\nb", **said),
        Span(
            id="n3",
            fragments=(Fragment(0, 4, "Gull"), Fragment(4, 10, " Works")),
            note="\n",
            attributes={"Reference": ["Wiki:1 Gull Works", "plain"], "x": ["a"], "Référence": "y"},
            **said,
        ),
    )
    links = (
        Link(id="l1", type="of", source="n2", target="n1"),
        Link(id="l2", type="of", source="n2", target="n3"),
        Link(id="l3", type="of", source="n2", target="elsewhere"),
    )
    made = [msgspec.structs.replace(done, spans=spans, links=links)]
    losses = export(tmp_path / "x", made)
    assert read_folder(tmp_path / "x") == (made, [])
    assert losses == {
        "statuses": 1,
        "flags of spans": 1,
        "spans of white space only": 1,
        "notes of several lines": 2,
        "spans whose fragments touch": 1,
        "attributes that are neither a line of text nor yes": 1,
        "names with other characters than a to z, digits, - and _": 1,
        "links to other articles or to spans that cannot be written": 2,
    }
    ann = (tmp_path / "x" / "ann" / "a1.ann").read_text()
    assert "T2\tbreak 0 10\tGull Works\nN1\tReference T2 Wiki:1\tGull Works\n" in ann


def test_a_strange_file_beside_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, ANN)
    beside = tmp_path / "doc.annotator.json"
    for data, reason in (
        (b"{", "this is not valid JSON"),
        (b"{}", "this version reads “annotator-brat/1”"),
        (b'{"spans":3}', "“spans”: expected an object, found a whole number"),
    ):
        beside.write_bytes(data)
        found, (refused,) = read(path, "brat", annotator="ann")
        assert found == []
        assert refused.startswith("doc.annotator.json")
        assert reason in refused


def _order(record: Annotated) -> tuple[str, str]:
    return record.article.id, record.annotator or ""


@given(made=records())
def test_an_export_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """All of it: what brat cannot hold is kept beside, and counted."""
    folder = tmp_path_factory.mktemp("there")
    losses = export(folder / "x", made)
    export(folder / "y", made)
    assert contents(folder / "x") == contents(folder / "y")
    back, refused = read_folder(folder / "x")
    assert refused == []
    assert sorted(back, key=_order) == sorted(made, key=_order)
    spans = [(record.article.text, span) for record in made for span in record.spans]
    blank = sum(not any(one.text.strip() for one in span.fragments) for _, span in spans)
    assert losses.get("spans of white space only", 0) == blank
    assert losses.get("flags of spans", 0) == sum(span.flagged for _, span in spans)


@given(made=records())
def test_brat_reads_what_is_written(
    tmp_path_factory: pytest.TempPathFactory, made: list[Annotated]
) -> None:
    """By brat's own rules, without what is kept beside: lines, ids, covered texts, names."""
    folder = tmp_path_factory.mktemp("there") / "x"
    export(folder, made)
    for beside in folder.rglob("*.annotator.json"):
        beside.unlink()
    types = (folder / "annotation.conf").read_text().split("[relations]")[0].split("\n")[1:]
    for path in folder.rglob("*.ann"):
        text = path.with_suffix(".txt").read_bytes().decode()
        ids = set()
        for line in path.read_bytes().decode().splitlines():
            name, data, *tail = line.split("\t")
            assert name not in ids
            ids.add(name)
            if name.startswith("T"):
                type_, _, places = data.partition(" ")
                found = [tuple(map(int, place.split(" "))) for place in places.split(";")]
                assert tail == [" ".join(text[start:end] for start, end in found)]
                assert tail[0].strip(), "brat takes it for a line without its text"
                assert all(a[1] < b[0] for a, b in pairwise(found))
                assert type_ in types
        if text == "\ufeff":
            continue  # a byte order mark and nothing else: without what is kept beside it is empty
        (record,), refused = read(path, "brat", annotator="ann")
        assert refused == []
        assert len(record.spans) == sum(name.startswith("T") for name in ids)


def test_importing_a_folder_twice_adds_nothing(tmp_path: Path) -> None:
    """Through the real import, where texts and what is kept beside are no files of their own."""
    export(tmp_path / "x", sample())
    with create_project(tmp_path / "p.annotator") as project:
        first = bring_in(project, [tmp_path / "x"])
        again = bring_in(project, [tmp_path / "x"])
        assert (first.files, first.articles, first.spans, first.links) == (2, 2, 2, 1)
        assert (again.articles, again.spans, again.links, again.kept) == (0, 0, 0, 0)
        write_out(project, tmp_path / "y", format="brat")
        assert project.check() == []
    with create_project(tmp_path / "q.annotator") as project:
        bring_in(project, [tmp_path / "y"])
        write_out(project, tmp_path / "z", format="brat")
    assert contents(tmp_path / "y") == contents(tmp_path / "z")


def test_what_is_said_of_one_of_two_events_stays_with_it(tmp_path: Path) -> None:
    """Attributes and notes name the event; export gives both events back with theirs."""
    lines = "A1\tNegation E2\nA2\tSure E1 very\n#1\tAnnotatorNotes E2\tdoubtful\n"
    record = read_ann(tmp_path, ANN + "E1\tFound:T3 Who:T2\nE2\tFound:T3 Who:T4\n" + lines)
    first, second = (span for span in record.spans if span.label == "Found")
    assert first.attributes == {"Sure": "very", "event": "E1"}
    assert (second.attributes, second.note) == ({"Negation": True, "event": "E2"}, "doubtful")
    export(tmp_path / "x", [record])
    (back,), refused = read_folder(tmp_path / "x")
    assert (back, refused) == (record, [])


def test_of_several_texts_beside_none_is_guessed(tmp_path: Path) -> None:
    for name, text in (("one", "Terns came."), ("two", "Gulls came."), ("ann", None)):
        (tmp_path / name).mkdir()
        if text is not None:
            (tmp_path / name / "a.txt").write_text(text)
    path = tmp_path / "ann" / "a.ann"
    path.write_text("T1\tbird 0 5\n")
    _, (reason,) = read(path, "brat", annotator="x")
    assert "several folders beside it have a a.txt" in reason
    (tmp_path / "two" / "a.txt").write_text("Terns came.")
    (record,), refused = read(path, "brat", annotator="x")
    assert (record.spans[0].text, refused) == ("Terns", [])
