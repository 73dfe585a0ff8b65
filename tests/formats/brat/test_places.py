"""Names of files and folders say which text annotations are about, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.records import Annotated
from annotator.exchange import bring_in, create_project, look, write_out
from annotator.exchange.imports.preview import ImportOptions
from tests.formats.reading import read

TEXT = "Ostrand was founded and Vell was founded."
ANN = "T1\tplace 0 7\tOstrand\n"


def put(folder: Path, files: dict[str, str]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(data, encoding="utf-8", newline="")


def brought(folder: Path) -> list[Annotated]:
    with create_project(folder.with_name("p.annotator")) as project:
        bring_in(project, [folder], ImportOptions(annotator="me"))
        return list(project.export())


@pytest.mark.parametrize(
    ("text", "annotations", "annotator"),
    [
        ("doc.txt", "doc.ann", "me"),
        ("doc.txt", "doc.ada.ann", "ada"),
        ("doc.txt", "doc_ada.ann", "ada"),
        ("doc.txt", "doc-ada.ann", "ada"),
        ("doc.v1.txt", "doc.v1_ada_b.ann", "ada_b"),
        ("doc_one.txt", "doc_one.ann", "me"),
        ("doc.txt", "ada/doc.ann", "ada"),
        ("texts/doc.txt", "ada/doc.ann", "ada"),
        ("texts/doc.txt", "annotations/doc.ann", "me"),
        ("texts/doc.txt", "annotations/doc_ada.ann", "ada"),
        ("texts/doc.txt", "annotations/ada/doc.ann", "ada"),
    ],
)
def test_names_say_text_and_annotator(
    tmp_path: Path, text: str, annotations: str, annotator: str
) -> None:
    folder = tmp_path / "in"
    put(folder, {text: TEXT, annotations: ANN})
    (record,) = brought(folder)
    assert record.annotator == annotator
    assert [span.fragments[0].text for span in record.spans] == ["Ostrand"]
    assert record.article.source == text
    with create_project(tmp_path / "q.annotator") as project:
        preview = look(project, [folder], ImportOptions(annotator="me", format="brat"))
    assert preview.ignored == ()


def test_two_people_annotate_one_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, {"t/doc.txt": TEXT, "ada/doc.ann": ANN, "bo/doc.ann": ANN})
    found = brought(folder)
    assert {one.annotator for one in found} == {"ada", "bo"}
    assert len({one.article.id for one in found}) == 1


def test_what_says_nothing_is_counted(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "d.txt": TEXT,
            "d.ann": f"{ANN}T2\tplace 24 28\tVell\nT3\tx 5 5\t\n*\tEquiv T1 T1\n"
            "R1\tnear Arg1:T1 Arg2:T9\nR2\tnear Arg1:T1 Arg2:T2\n",
        },
    )
    with create_project(tmp_path / "p.annotator") as project:
        preview = look(project, [tmp_path / "d.ann"], ImportOptions(annotator="me"))
    assert (preview.spans, preview.links) == (2, 1)
    assert [(str(one.what), one.number) for one in preview.left_out] == [
        ("empty annotation of the type “x”", 1),
        ("relation “near” to nothing", 1),
        ("relation “Equiv” of a span with itself", 1),
    ] or len(preview.left_out) == 3


@pytest.mark.parametrize(
    ("text", "line", "ranges"),
    [
        ("He said:\n\n“We did.”\n", "T1\tq 0 8;10 19\tHe said:\n\n“We did.”\n", [(0, 8), (10, 19)]),
        ("One\ntwo three", "T1\tq 0 7\tOne\ntwo\nT2\tq 8 13\tthree\n", [(0, 7)]),
        ("the bridge opened", "T1\tq 11 17;4 10\topened bridge\n", [(4, 10), (11, 17)]),
    ],
)
def test_covered_text_over_line_breaks_and_out_of_order(
    tmp_path: Path, text: str, line: str, ranges: list[tuple[int, int]]
) -> None:
    put(tmp_path, {"d.txt": text, "d.ann": line})
    (record,), refused = read(tmp_path / "d.ann", "brat", annotator="me")
    assert refused == []
    assert list(record.spans[0].ranges) == ranges


def test_a_stray_line_is_named_by_its_own_line(tmp_path: Path) -> None:
    put(tmp_path, {"d.txt": TEXT, "d.ann": f"{ANN}stray\n"})
    _, (reason,) = read(tmp_path / "d.ann", "brat", annotator="me")
    assert reason.startswith("d.ann:2: “stray” is no line of brat")


def test_a_text_is_not_lost_for_its_annotations(tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": TEXT, "a.ann": f"{ANN}stray\n", "b.txt": "Vell.", "b.ann": ""})
    with create_project(tmp_path / "p.annotator") as project:
        summary = bring_in(
            project, [tmp_path / "a.ann", tmp_path / "b.ann"], ImportOptions(skip_bad=True)
        )
        assert len(summary.refused) == 1
        assert {one.article.text for one in project.export()} == {TEXT, "Vell."}


def test_a_numbered_role_alone_is_the_role(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "d.txt": TEXT,
            "d.ann": f"{ANN}T2\tFounding 12 19\tfounded\nE1\tFounding:T2 Place2:T1\n"
            "E2\tFounding:T1 Arg1:T2 Arg2:T2\n",
        },
    )
    (record,), _ = read(tmp_path / "d.ann", "brat", annotator="me")
    assert sorted(link.type for link in record.links) == ["Arg1", "Arg2", "Place"]


def test_events_that_share_a_trigger_stay_apart_and_come_back(tmp_path: Path) -> None:
    lines = (
        "T1\tplace 0 7\tOstrand\nT2\tplace 24 28\tVell\nT3\tFounding 12 19\tfounded\n"
        "A1\tSure E2\n"
        "E1\tFounding:T3 Place:T1\nE2\tFounding:T3 Place:T2 Place2:T1\n"
    )
    folder = tmp_path / "in"
    put(folder, {"d.txt": TEXT, "d.ann": lines})
    with create_project(tmp_path / "p.annotator") as project:
        bring_in(project, [folder], ImportOptions(annotator="me"))
        (record,) = project.export()
        by_id = {span.id: span for span in record.spans}
        ends = {
            (by_id[one.source].attributes["event"], by_id[one.target].fragments[0].text)
            for one in record.links
        }
        assert ends == {("E1", "Ostrand"), ("E2", "Vell"), ("E2", "Ostrand")}
        write_out(project, tmp_path / "out", format="brat")
        (written,) = (tmp_path / "out").rglob("*.ann")
        kept = written.read_text("utf-8").splitlines()
        assert [one for one in kept if one[0] == "E"] == lines.splitlines()[-2:]
        assert sum(one.startswith("T") for one in kept) == 3
        again = bring_in(project, [tmp_path / "out"])
        assert (again.spans, again.links, again.articles, again.kept) == (0, 0, 0, 0)
