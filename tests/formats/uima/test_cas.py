"""UIMA CAS: what INCEpTION and DKPro write, and that an export comes back and loads."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given, settings

from annotator.annotation.records import Annotated, Article, Fragment, Link, Span
from annotator.formats import WriteOptions, format_for, format_named
from annotator.words import say
from tests.formats.folders import folder_there_and_back
from tests.formats.reading import read
from tests.formats.records import records

cassis = pytest.importorskip("cassis")

ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
COREF = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
PROJECT = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
TEXT = "Ida 😀 met Bo."


def types() -> Any:
    made = cassis.TypeSystem()
    for name, parent, features in (
        (ENTITY, "uima.tcas.Annotation", {"value": "String", "identifier": "String"}),
        (TOKEN, "uima.tcas.Annotation", {"order": "Integer"}),
        ("webanno.custom.Mood", "uima.tcas.Annotation", {"tone": "String", "sure": "Boolean"}),
        (METADATA, "uima.tcas.DocumentAnnotation",
         {"documentTitle": "String", "documentId": "String"}),
        (PROJECT, "uima.cas.TOP", {"username": "String"}),
        ("webanno.custom.RoleLink", "uima.cas.TOP", {"role": "String"}),
        (COREF, "uima.tcas.Annotation", {"referenceType": "String", "referenceRelation": "String"}),
        ("webanno.custom.Says", "uima.tcas.Annotation", {"how": "String"}),
    ):  # fmt: skip
        kind = made.create_type(name, parent)
        for feature, range_ in features.items():
            made.create_feature(kind, feature, f"uima.cas.{range_}")
    made.create_feature(made.get_type(COREF), "next", COREF)
    made.create_feature("webanno.custom.RoleLink", "target", ENTITY)
    for end in ("Governor", "Dependent"):
        made.create_feature("webanno.custom.Says", end, ENTITY)
    made.create_feature("webanno.custom.Mood", "roles", "uima.cas.FSArray",
                        elementType="webanno.custom.RoleLink")  # fmt: skip
    return made


def foreign() -> Any:
    """A CAS with what INCEpTION has: entities, custom layers, relations, slots, chains, tokens."""
    known = types()
    cas = cassis.Cas(known)
    cas.sofa_string, cas.sofa_mime = TEXT, "text/plain"

    def add(name: str, **features: Any) -> Any:
        fs = known.get_type(name)(**features)
        cas.add(fs)
        return fs

    add(METADATA, begin=0, end=len(TEXT), documentTitle="A meeting", documentId="x.txt")
    add(PROJECT, username="ann")
    for begin, end in ((0, 3), (4, 5), (6, 9), (10, 12)):
        add(TOKEN, begin=begin, end=end, order=1)
    ida = add(ENTITY, begin=0, end=3, value="PER", identifier="q1")
    bo = add(ENTITY, begin=10, end=12)
    role = known.get_type("webanno.custom.RoleLink")(role="whose", target=ida)
    roles = known.get_type("uima.cas.FSArray")(elements=[role])
    add(say("webanno.custom.Mood"), begin=4, end=5, tone="glad", sure=True, roles=roles)
    add(say("webanno.custom.Says"), begin=10, end=12, Governor=ida, Dependent=bo, how="aloud")
    second = add(COREF, begin=10, end=12, referenceType="pr")
    add(COREF, begin=0, end=3, referenceRelation="coref", next=second)
    return cas


def xmi(folder: Path, text: str | None = None) -> Path:
    path = folder / "x.xmi"
    path.write_text(foreign().to_xmi() if text is None else text, encoding="utf-8")
    (folder / "TypeSystem.xml").write_text(types().to_xml(), encoding="utf-8")
    return path


def cas_json(folder: Path, **changes: Any) -> Path:
    path = folder / "x.json"
    path.write_bytes(orjson.dumps(orjson.loads(foreign().to_json()) | changes))
    return path


def made(text: str = TEXT) -> Annotated:
    article = Article(id="a", text=text)
    parts = tuple(Fragment(start, end, text[start:end]) for start, end in ((4, 5), (6, 9)))
    first = (Fragment(0, 3, text[:3]),)
    spans = (
        Span(id="1", article="a", annotator="ann", label="joy", fragments=parts),
        Span(id="2", article="a", annotator="ann", label="name", fragments=first),
    )
    links = (Link(id="l", type="of", source="1", target="2"),)
    return Annotated(article=article, annotator="ann", spans=spans, links=links)


@pytest.mark.parametrize(("write", "name"), [(xmi, "cas-xmi"), (cas_json, "cas-json")])
def test_a_project_of_inception(tmp_path: Path, write: Any, name: str) -> None:
    """Tokens are no spans; relations, slots and chains are links."""
    path = write(tmp_path)
    assert format_for(path).name == name
    records_, refused = read(path, name)
    assert refused == []
    (record,) = records_
    assert (record.annotator, record.article.title) == ("ann", "A meeting")
    assert record.article.meta == {"document_id": "x.txt"}
    assert [(span.label, span.start, span.end, span.attributes) for span in record.spans] == [
        ("PER", 0, 3, {"identifier": "q1"}),
        ("CoreferenceLink", 0, 3, {}),
        ("glad", 4, 5, {"sure": True, "layer": "Mood"}),
        ("NamedEntity", 10, 12, {}),
        ("pr", 10, 12, {}),
    ]
    labels = {span.id: span.label for span in record.spans}
    assert [(link.type, labels[link.source], labels[link.target]) for link in record.links] == [
        ("aloud", "PER", "NamedEntity"),
        ("coref", "CoreferenceLink", "pr"),
        ("whose", "glad", "PER"),
    ]
    assert read(path, name)[0] == records_


def test_offsets_in_the_file_are_utf16(tmp_path: Path) -> None:
    assert re.search(r'NamedEntity[^>]*begin="11" end="13"', xmi(tmp_path).read_text())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("<xmi:XMI", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]><xmi:XMI'),
         "the file has a DOCTYPE; expected XML without one"),
        (("encoding='UTF-8'", "encoding='UTF-7'"), "the file is not UTF-8; expected UTF-8"),
        (('begin="4" end="6"', 'begin="4" end="5"'),
         "offset 5 is outside the text or inside a character; expected offsets that count"
         " UTF-16 units"),
        (('end="13"', 'end="99"'),
         "offset 99 is outside the text or inside a character; expected offsets that count"
         " UTF-16 units"),
        (("sofaString=", "other="),
         "this is no CAS that can be read: Sofa.__init__() got an unexpected keyword argument"
         " 'other'"),
        ((' sofaString="Ida 😀 met Bo."', ""),
         "there is no text in any view of the CAS; expected “sofaString”"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_xmi_is_said(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    whole = foreign().to_xmi()
    assert change[0] in whole
    path = xmi(tmp_path, whole.replace(*change))
    assert read(path, "cas-xmi", annotator="ann") == ([], [f"x.xmi: {reason}"])


def test_xmi_needs_its_types(tmp_path: Path) -> None:
    path = xmi(tmp_path)
    described = tmp_path / "TypeSystem.xml"
    described.write_text("<!DOCTYPE x>" + described.read_text().partition("?>")[2])
    assert read(path, "cas-xmi")[1] == [
        "x.xmi: TypeSystem.xml has a DOCTYPE; expected XML without one"
    ]
    described.write_text("nonsense")
    assert read(path, "cas-xmi")[1][0].startswith("x.xmi: this is no CAS that can be read: ")
    described.rename(tmp_path / "typesystem.xml")
    assert read(path, "cas-xmi")[1][0].startswith("x.xmi: this is no CAS that can be read: ")


@pytest.mark.parametrize("described", [True, False])
def test_types_that_nobody_names_are_taken_as_they_are_used(
    tmp_path: Path, described: bool
) -> None:
    """Their features are texts; with a type system that lacks them, or without any."""
    path = tmp_path / "x.xmi"
    path.write_text(
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
        ' xmlns:b="http:///birds.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
        '<b:Bird xmi:id="2" sofa="1" begin="0" end="5" kind="sea" size="3"/>'
        '<b:Bird xmi:id="3" sofa="1" begin="6" end="6"/>'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text"'
        ' sofaString="Terns came."/><cas:View sofa="1" members="2 3"/></xmi:XMI>'
    )
    if described:
        (tmp_path / "TypeSystem.xml").write_text(cassis.TypeSystem().to_xml())
    (record,), refused = read(path, "cas-xmi", annotator="ann")
    assert refused == []
    assert [(one.label, one.text, one.attributes) for one in record.spans] == [
        ("Bird", "Terns", {"kind": "sea", "size": "3"})
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"%TYPES": None}, "“%TYPES” is missing; expected UIMA CAS JSON 0.4 with its types"),
        ({"%VIEWS": 1}, "“%VIEWS” is missing; expected UIMA CAS JSON 0.4 with its types"),
        ({"%VIEWS": {}, "%FEATURE_STRUCTURES": []},
         "there is no text in any view of the CAS; expected “sofaString”"),
        ({"%TYPES": {"a": {"%SUPER_TYPE": "b"}, "b": {"%SUPER_TYPE": "a"}}},
         "this is no CAS that can be read: Circular dependencies exist among these items:"
         " {a:{'b'}, b:{'a'}}"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_json_is_said(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    assert read(cas_json(tmp_path, **changes), "cas-json") == ([], [f"x.json: {reason}"])


def test_json_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'{"%TYPES":{},\n')
    (reason,) = read(path, "cas-json")[1]
    assert reason.startswith("x.json:")
    assert "not valid JSON" in reason


def test_the_library_loads_what_we_write(tmp_path: Path) -> None:
    format_named("cas-xmi").write_folder([made()], tmp_path)
    known = cassis.load_typesystem(tmp_path / "TypeSystem.xml")
    cas = cassis.load_cas_from_xmi(tmp_path / "00001-a-ann.xmi", typesystem=known)
    found = cas.select("webanno.custom.Span")
    assert [(fs.get_covered_text(), fs.label) for fs in found] == [
        ("Ida", "name"),
        ("😀", "joy"),
        ("met", "joy"),
    ]
    (link,) = cas.select("webanno.custom.Link")
    assert (link.label, link.Governor, link.Dependent) == ("of", found[1], found[0])


def test_the_library_loads_json_that_we_write(tmp_path: Path) -> None:
    format_named("cas-json").write_folder([made()], tmp_path)
    cas = cassis.load_cas_from_json(io.StringIO((tmp_path / "00001-a-ann.json").read_text()))
    assert cas.sofa_string == TEXT
    assert len(cas.select("webanno.custom.Span")) == 3


def test_what_xml_cannot_hold_is_said(tmp_path: Path) -> None:
    options = WriteOptions()
    format_named("cas-xmi").write_folder([made("Ida\x0c😀 met\uffff")], tmp_path, options)
    (record,), _ = read(tmp_path / "00001-a-ann.xmi", "cas-xmi")
    assert record.article.text == "Ida\ufffd😀 met\ufffd"
    assert [loss.sentence() for loss in options.losses.all()] == [
        "2 × characters that XML cannot hold: written as U+FFFD"
    ]


@pytest.mark.parametrize(("name", "suffix"), [("cas-xmi", ".xmi"), ("cas-json", ".json")])
@settings(max_examples=50)
@given(made=records())
def test_an_export_comes_back_but_for_what_is_reported(
    tmp_path_factory: pytest.TempPathFactory, name: str, suffix: str, made: list[Annotated]
) -> None:
    """All but links to other articles, and in XML some characters."""
    folder = tmp_path_factory.mktemp("x")
    if name == "cas-xmi":
        made = [clean(record) for record in made]
    back, losses = folder_there_and_back(made, name, folder, suffix)
    elsewhere = 0
    for given_, found in zip(made, back, strict=True):
        ids = {span.id for span in given_.spans}
        kept = tuple(link for link in given_.links if link.target in ids)
        elsewhere += len(given_.links) - len(kept)
        assert found.links == kept
        assert sorted(found.spans, key=lambda span: span.id) == list(given_.spans)
        assert (found.article, found.annotator) == (given_.article, given_.annotator)
        assert without(found) == without(given_)
    assert losses == ({"links to other articles": elsewhere} if elsewhere else {})


def without(record: Annotated) -> Annotated:
    """Return a record without its spans and links."""
    return msgspec.structs.replace(record, spans=(), links=())


def clean(record: Annotated) -> Annotated:
    """Return a record without what XML cannot hold."""
    text = msgspec.json.encode(record).decode()
    kept = re.sub(r"\\u00[01][0-9a-f](?<!\\u0009)|\\[bf]|[\ufffe\uffff]", "?", text)
    return msgspec.json.decode(kept, type=Annotated)
