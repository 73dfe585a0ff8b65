"""Projects of INCEpTION and WebAnno: a folder for each document, a file for each user."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from annotator.annotation.records import Annotated, Attribute, Status
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.formats.recognising.by_user import owner_of
from annotator.project import Project
from tests.formats.reading import read

TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>custom.Bird</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName>
</featureDescription></features></typeDescription></types></typeSystemDescription>"""


def tsv(label: str) -> str:
    return (
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Bird|value\n\n\n#Text=Terns came .\n"
        f"1-1\t0-5\tTerns\t{label}\t\n1-2\t6-10\tcame\t_\t\n1-3\t11-12\t.\t_\t\n"
    )


def xmi(label: str) -> str:
    return (
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
        ' xmlns:c="http:///custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
        f'<c:Bird xmi:id="2" sofa="1" begin="0" end="5" value="{label}"/>'
        '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text"'
        ' sofaString="Terns came ."/><cas:View sofa="1" members="2"/></xmi:XMI>'
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


DESCRIBED = json.dumps(
    {
        "name": "Birds",
        "source_documents": [{"name": "doc.txt"}],
        "annotation_documents": [
            {"name": "doc.txt", "user": "ada", "state": "FINISHED"},
            {"name": "doc.txt", "user": "bo", "state": "IN_PROGRESS"},
        ],
        "tag_sets": [{"name": "Sizes", "tags": [{"tag_name": "small"}, {"tag_name": "big"}]}],
        "layers": [
            {
                "name": "custom.Bird",
                "type": "span",
                "features": [
                    {
                        "name": "value",
                        "type": "uima.cas.String",
                        "tag_set": {
                            "name": "Birds",
                            "tags": [
                                {"tag_name": "tern", "tag_description": "a sea bird"},
                                {"tag_name": "skua"},
                            ],
                        },
                    },
                    {"name": "size", "type": "uima.cas.String", "tag_set": {"name": "Sizes"}},
                    {"name": "sure", "type": "uima.cas.Boolean"},
                ],
            }
        ],
    }
)
PROJECT: dict[str, str | bytes] = {
    "exportedproject.json": DESCRIBED,
    "source/doc.txt": "Terns came .",
    "source/plain.txt": "Nobody has seen this.",
    "annotation_ser/doc.txt/ada.ser": b"\xac\xed",
    "log/events.json": '{"event":1,"text":"x"}',
    "annotation/doc.txt/INITIAL_CAS.tsv": tsv("_"),
    "annotation/doc.txt/ada.tsv": tsv("tern"),
    "annotation/doc.txt/bo.tsv": tsv("gull"),
    "curation/doc.txt/CURATION_USER.tsv": tsv("tern"),
}


def by_annotator(folder: Path, *paths: Path) -> dict[str | None, Annotated]:
    with create_project(folder / "p.annotator") as project:
        bring_in(project, list(paths), ImportOptions(annotator="me"))
        found = list(project.export())
    assert len({one.article.id for one in found if "Terns" in one.article.text}) == 1
    return {one.annotator: one for one in found}


def test_a_folder_for_each_document_with_a_file_for_each_user(tmp_path: Path) -> None:
    for name in ("ada", "bo"):
        path = tmp_path / "in" / "annotation" / "doc.txt" / f"{name}.tsv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tsv(name))
    found = by_annotator(tmp_path, tmp_path / "in")
    assert {name: one.spans[0].label for name, one in found.items()} == {"ada": "ada", "bo": "bo"}
    assert found["ada"].article.source == "annotation/doc.txt"


@pytest.mark.parametrize("packed", [True, False])
def test_an_exported_project(tmp_path: Path, packed: bool) -> None:
    """Annotators with their states, the curation as gold; nothing of the rest is an article."""
    if packed:
        path = tmp_path / "project.zip"
        path.write_bytes(zipped(PROJECT))
    else:
        path = tmp_path / "project"
        for name, data in PROJECT.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    found = by_annotator(tmp_path, path)
    assert set(found) == {"ada", "bo", "curation", None}
    assert {name: [s.label for s in one.spans] for name, one in found.items() if name} == {
        "ada": ["tern"],
        "bo": ["gull"],
        "curation": ["tern"],
    }
    assert (found["ada"].status, found["bo"].status) == (Status.DONE, Status.IN_PROGRESS)
    assert [one.gold for one in found.values()].count(True) == 1
    assert found["curation"].gold
    assert found[None].article.text == "Nobody has seen this."
    with Project.open(tmp_path / "p.annotator") as project:
        tern = next(label for label in project.labels() if label.name == "tern")
    assert tern.description == "a sea bird"
    assert tern.attributes == (
        Attribute(name="size", kind="choice", values=("small", "big")),
        Attribute(name="sure", kind="yes/no"),
    )


def test_labels_of_a_project_that_nobody_has_used_are_named(tmp_path: Path) -> None:
    path = tmp_path / "project.zip"
    path.write_bytes(zipped(PROJECT))
    remarks = look(None, [path], ImportOptions(annotator="me")).remarks
    assert "labels of the project that nobody has used stay out: skua" in map(str, remarks)


def test_a_layer_of_several_texts_has_one_label(tmp_path: Path) -> None:
    """Not a label where only one of them is said, and another where both are."""
    path = tmp_path / "x.tsv"
    path.write_text(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Bird|size|tone\n\n\n#Text=Terns came .\n"
        "1-1\t0-5\tTerns\tbig\t*\t\n1-2\t6-10\tcame\tbig\tloud\t\n1-3\t11-12\t.\t_\t_\t\n"
    )
    (record,), refused = read(path, "webanno-tsv", annotator="x")
    assert refused == []
    assert [(one.label, one.attributes) for one in record.spans] == [
        ("Bird", {"size": "big"}),
        ("Bird", {"size": "big", "tone": "loud"}),
    ]


def test_work_that_is_an_archive_of_its_own(tmp_path: Path) -> None:
    """XMI needs its types beside it."""
    pytest.importorskip("cassis")
    inner = {
        name: zipped({f"{name}.xmi": xmi(name), "TypeSystem.xml": TYPES}) for name in ("ada", "bo")
    }
    path = tmp_path / "project.zip"
    files: dict[str, str | bytes] = {"exportedproject.json": DESCRIBED}
    files.update({f"annotation/doc.txt/{name}.zip": data for name, data in inner.items()})
    path.write_bytes(zipped(files))
    found = by_annotator(tmp_path, path)
    assert {name: one.spans[0].label for name, one in found.items()} == {"ada": "ada", "bo": "bo"}
    assert (found["ada"].status, found["bo"].status) == (Status.DONE, Status.IN_PROGRESS)


def test_an_archive_elsewhere_in_one_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"in/b.zip": zipped({"a.txt": "x"})}))
    preview = look(None, [path], ImportOptions(skip_bad=True))
    assert "an archive inside an archive" in str(preview.refused[0])


@pytest.mark.parametrize(
    ("source", "annotator"),
    [
        ("annotation/doc.txt/ada.tsv", "ada"),
        ("x.zip/annotation/doc.txt/ada.zip/ada.xmi", "ada"),
        ("doc.txt/ada.tsv", "ada"),
        ("curation/doc.txt/CURATION_USER.tsv", "curation"),
        ("texts/ada.tsv", None),
        ("ada/doc.tsv", None),
    ],
)
def test_places(tmp_path: Path, source: str, annotator: str | None) -> None:
    owner = owner_of(tmp_path / source, source)
    assert (owner.annotator if owner else None) == annotator
