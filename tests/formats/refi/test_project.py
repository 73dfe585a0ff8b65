"""REFI-QDA projects: valid by the schema, back again exactly, and as other programs write them."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from annotator.annotation.records import (
    Annotated,
    Article,
    Fragment,
    Label,
    Link,
    Span,
    Status,
)
from annotator.formats import ReadOptions, WriteOptions, format_named
from tests.formats.reading import read
from tests.formats.records import records
from tests.formats.refi.schema import PROJECT, check

TEXT = "Ida 😀 Holm said:\nno & <yes>."
CODE, OTHER, NOTE = (f"{n}0000000-0000-4000-8000-000000000000" for n in "123")
USER = "A0000000-0000-4000-8000-000000000000"


def write(made: list[Annotated], path: Path, labels: tuple[Label, ...] = ()) -> dict[str, int]:
    options = WriteOptions(labels=labels)
    file, again = io.BytesIO(), io.BytesIO()
    format_named("refi-qda").write(made, file, options)
    format_named("refi-qda").write(made, again, WriteOptions(labels=labels))
    assert file.getvalue() == again.getvalue()
    path.write_bytes(file.getvalue())
    return {str(loss.what): loss.number for loss in options.losses.all()}


def project_in(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("project.qde")


def sample() -> Annotated:
    def fragment(start: int, end: int) -> Fragment:
        return Fragment(start, end, TEXT[start:end])

    article = Article(id="a1", text=TEXT, title="Ida & <Holm>", source="s", meta={"x": 1})
    first = Span(
        id="1",
        article="a1",
        annotator="ann",
        label="person",
        fragments=(fragment(0, 3), fragment(6, 10)),
        attributes={"sure": True},
        note="of Ostrand",
        created_at="2026-05-15T08:30:00.000Z",
        updated_at="2026-05-15T08:31:00.000Z",
    )
    second = Span(
        id="2", article="a1", annotator="ann", label="quote", fragments=(fragment(17, 19),)
    )
    return Annotated(
        article=article,
        annotator="ann",
        status=Status.DONE,
        spans=(first, second),
        links=(Link(id="l", type="speaker", source="2", target="1"),),
        document={"topic": ("war", "sport"), "fair": True},
    )


def test_a_project_is_valid_and_says_where_everything_is(tmp_path: Path) -> None:
    label = Label(id="p", name="person", colour="#ff0000", description="who", guidelines="All.")
    losses = write([sample()], tmp_path / "x.qdpx", (label,))
    root = check(project_in(tmp_path / "x.qdpx"), PROJECT)
    (source,) = root.iter("{*}TextSource")
    with zipfile.ZipFile(tmp_path / "x.qdpx") as archive:
        path = source.get("plainTextPath").removeprefix("internal://")
        text = archive.read(f"Sources/{path}").decode()
    assert text == TEXT
    places = [
        text[int(one.get("startPosition")) : int(one.get("endPosition"))]
        for one in source.iter("{*}PlainTextSelection")
    ]
    assert places == ["Ida", "Holm", "no"]
    assert source.get("name") == "Ida & <Holm>"
    codes = {one.get("name"): one for one in root.iter("{*}Code")}
    assert (codes["person"].get("color"), codes["person"][0].text) == ("#ff0000", "who\n\nAll.")
    assert [one.text for one in source.iter("{*}TextValue")] == ["war; sport"]
    assert losses == {
        "metadata of articles": 1,
        "statuses": 1,
        "spans of several fragments": 1,
        "attributes of spans": 1,
    }


@given(made=records())
def test_a_project_comes_back_as_it_was(made: list[Annotated]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.qdpx"
        write(made, path)
        check(project_in(path), PROJECT)
        back, refused = read(path, "refi-qda")
    assert refused == []
    there = {span.id for record in made for span in record.spans}
    expected = [
        msgspec.structs.replace(
            record,
            links=tuple(one for one in record.links if {one.source, one.target} <= there),
        )
        for record in made
    ]
    assert sorted(back, key=_key) == sorted(expected, key=_key)


def _key(record: Annotated) -> tuple[str, str]:
    return record.article.id, record.annotator or ""


def foreign(
    folder: Path, sources: str, files: dict[str, bytes], origin: str = "", rest: str = ""
) -> Path:
    """Return a project as another program writes one."""
    made = (
        f'<Project xmlns="{PROJECT}" name="p" origin="{origin}"><Users><User guid="{USER}" '
        f'name="Ada Lund"/></Users><CodeBook><Codes><Code guid="{CODE}" name="birds" '
        f'isCodable="true" color="#0f0"><Description>All birds.</Description><Code '
        f'guid="{{{OTHER}}}" name="terns" isCodable="true"/></Code></Codes></CodeBook>'
        f"<Sources>{sources}</Sources>{rest}</Project>"
    )
    path = folder / "x.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", made)
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def selection(start: int, end: int, code: str = CODE, name: str = "", inside: str = "") -> str:
    guid = f"{start:04x}{end:04x}-0000-4000-8000-000000000000"
    coding = f'<Coding guid="{guid}"><CodeRef targetGUID="{code}"/></Coding>' if code else ""
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="{USER.lower()}">{inside}{coding}</PlainTextSelection>'
    )


def text_source(inside: str, path: str = "internal://T.txt") -> str:
    return (
        f'<TextSource guid="C0000000-0000-4000-8000-000000000000" name="Harbour" '
        f'plainTextPath="{path}">{inside}</TextSource>'
    )


def test_codings_of_others_are_spans_by_their_users(tmp_path: Path) -> None:
    """Codes below others, several on one place, notes, links; what has no place is counted."""
    text = "Terns 😀 took the crane.\n"
    both = selection(0, 5).replace(
        "</PlainTextSelection>",
        f'<Coding guid="{USER}"><CodeRef targetGUID="{OTHER}"/></Coding></PlainTextSelection>',
    )
    inside = (
        both
        + selection(17, 22, inside="<Description>which one?</Description>")
        + selection(8, 12, code="", inside="<Description>a memo</Description>")
        + selection(2, 2)
        + selection(1, 2, code="")
    )
    links = (
        f'<Notes><Note guid="{NOTE}" name="n"><PlainTextContent>noted</PlainTextContent></Note>'
        f'</Notes><Links><Link guid="{CODE}" name="takes" direction="Bidirectional" '
        f'originGUID="00000005-0000-4000-8000-000000000000" '
        f'targetGUID="00110016-0000-4000-8000-000000000000"/>'
        f'<Link guid="{OTHER}" originGUID="{NOTE}" '
        f'targetGUID="00110016-0000-4000-8000-000000000000"/></Links>'
    )
    path = foreign(tmp_path, text_source(inside), {"sources/t.TXT": text.encode()}, rest=links)
    options = ReadOptions(file="x.qdpx", source="x.qdpx")
    (record,) = [one.record for one in format_named("refi-qda").read(path, options)]
    assert (record.annotator, record.article.title) == ("Ada Lund", "Harbour")
    assert [(one.label, one.text, one.note) for one in record.spans] == [
        ("birds", "Terns", None),
        ("terns", "Terns", None),
        ("birds", "crane", "which one?\nnoted"),
        ("memo", "took", "a memo"),
    ]
    assert [one.type for one in record.links] == ["takes", "takes"]
    left = {str(one.what): one.number for one in options.notes.left_out}
    assert left == {
        "place of a code below another one": 1,
        "selection of nothing": 1,
        "selection of which nothing is said": 1,
    }
    labels = {one.name: one for one in options.notes.labels}
    assert (labels["birds"].colour, labels["birds"].description) == ("#00ff00", "All birds.")


@pytest.mark.parametrize(
    ("start", "end", "name", "origin", "covered"),
    [
        (17, 23, "Bo saw...", "NVivo", "Bo saw"),  # \r\n counts two
        (15, 21, "Bo saw", "NVivo", "Bo saw"),  # the name says that it counts one
        (18, 24, "Bo saw", "MAXQDA", "Bo saw"),  # … and so here, in UTF-16 units
        (15, 21, "", "ATLAS.ti 23", "Bo saw"),
        (17, 23, "", "QualCoder", "Bo saw"),
    ],
)
def test_positions_as_programs_count_them(
    tmp_path: Path, start: int, end: int, name: str, origin: str, covered: str
) -> None:
    data = "Terns 😀 came.\r\n\r\nBo saw it.\r\n".encode()
    path = foreign(
        tmp_path, text_source(selection(start, end, name=name)), {"sources/T.txt": data}, origin
    )
    (record,), refused = read(path, "refi-qda")
    assert refused == []
    assert record.spans[0].text == covered


@pytest.mark.parametrize(
    ("sources", "reason"),
    [
        (text_source(selection(0, 99)), "Harbour: selection 00000063"),
        (text_source("", "internal://none.txt"), "its text internal://none.txt is not in the file"),
        (
            text_source("", "relative://x.txt"),
            "its text is not in the file, but at relative://x.txt",
        ),
        ("", "there are no sources in it"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, sources: str, reason: str) -> None:
    _, (refused,) = read(foreign(tmp_path, sources, {"sources/T.txt": b"Terns"}), "refi-qda")
    assert reason in refused


def test_pictures_and_sounds_are_counted_and_their_texts_read(tmp_path: Path) -> None:
    guid = "D0000000-0000-4000-8000-00000000000"
    sources = (
        f'<PictureSource guid="{guid}1" name="a.png"/>'
        f'<PDFSource guid="{guid}2" name="b"><PDFSelection guid="{guid}3" page="1" firstX="1" '
        f'firstY="1" secondX="2" secondY="2"/><Representation guid="{guid}4" '
        f'plainTextPath="internal://T.txt">{selection(0, 5)}</Representation></PDFSource>'
        f'<AudioSource guid="{guid}5" name="c"><Transcript guid="{guid}6" '
        f'plainTextPath="internal://T.txt"><SyncPoint guid="{guid}7" position="0"/><SyncPoint '
        f'guid="{guid}8" position="5"/><TranscriptSelection guid="{guid}9" fromSyncPoint='
        f'"{guid}7" toSyncPoint="{guid}8" creatingUser="{USER}"><Coding guid="{guid}a"><CodeRef '
        f'targetGUID="{CODE}"/></Coding></TranscriptSelection></Transcript></AudioSource>'
    )
    path = foreign(tmp_path, sources, {"sources/T.txt": b"Terns came."})
    options = ReadOptions(file="x.qdpx", source="x.qdpx")
    found = [one.record for one in format_named("refi-qda").read(path, options)]
    assert [[span.text for span in one.spans] for one in found] == [["Terns"], ["Terns"]]
    left = {str(one.what) for one in options.notes.left_out}
    assert "source without text (PictureSource)" in left
    assert "selection of the kind PDFSelection, which is of no text" in left


def test_a_codebook_is_no_project(tmp_path: Path) -> None:
    path = tmp_path / "x.qdc"
    path.write_text("<CodeBook/>")
    _, (refused,) = read(path, "refi-qda")
    assert "this is a codebook" in refused
