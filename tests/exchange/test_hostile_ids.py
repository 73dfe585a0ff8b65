"""Ids, annotators and labels that are no names of files: exports stay in their folder."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest

from annotator.annotation.records import Annotated
from annotator.errors import InputError
from annotator.exchange import ImportOptions, bring_in, create_project, write_out
from annotator.exchange.release.options import ReleaseOptions
from annotator.exchange.release.releasing import release
from annotator.exchange.release.verifying import verify
from annotator.formats import formats
from annotator.project import Project
from tests.formats.reading import read

HOSTILE = (
    "../../../outside",
    "/etc/outside",
    "..",
    ".",
    "C:\\outside",
    "\\\\server\\share",
    "con",
    "NUL.txt",
    "aux ",
    "-rf",
    "~/x",
    "$(x)`x`",
    "a/b",
    "a:b",
    "A:B",
    "a\nb",
    "a\x1bb",
    "a\u2028b",
    "a\u202eb",
    "ä",
    "a\u0308",
    "Ä",
    "İ",
    "i\u0307",
    "same",
    "SAME",
    "Same",
    "<b>x</b>",
    "x" * 1_000_000,
    "x" * 1_000_001,
)
_TAKEN_EVERYWHERE = re.compile(
    r"(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[\w.@ -]{1,150}(?<![. ])"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    lines = [
        {
            "id": name,
            "title": name[:100],
            "text": f"Ida ran {number}.",
            "annotator": annotator,
            "status": "done",
            "spans": [{"label": "quote", "start": 0, "end": 3}],
        }
        for number, name in enumerate(HOSTILE)
        for annotator in ("../ana", "..", "ANA", "ana")
    ]
    path = folder / "in.jsonl"
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    with create_project(folder / "p.annotator") as made:
        assert bring_in(made, [path]).articles == len(HOSTILE)
    return folder / "p.annotator"


FOLDERS = [
    one.name for one in formats() if one.can_write and one.folder and one.name != "hf-dataset"
]


@pytest.mark.parametrize("name", FOLDERS)
def test_an_export_stays_in_its_folder(project: Path, tmp_path: Path, name: str) -> None:
    """Each record has files of its own, also where the system does not tell a from A."""
    out = tmp_path / "deep" / "deep" / "deep" / "out"
    out.parent.mkdir(parents=True)
    with Project.open(project) as opened:
        write_out(opened, out, format=name)
    below = [path.relative_to(out) for path in out.rglob("*")]
    everything = [path for path in tmp_path.rglob("*") if out not in path.parents]
    assert sorted(everything) == sorted([*out.parents[:3], out])
    assert len({str(path).casefold() for path in below}) == len(below)
    for path in below:
        assert _TAKEN_EVERYWHERE.fullmatch(path.name), path
    articles = {found.article.id for found in _read_all(out, name)}
    if name != "webanno-tsv":  # which has no place for ids
        lost = "\N{REPLACEMENT CHARACTER}" if name == "cas-xmi" else "\x1b"  # XML has no escape
        assert articles == {one.replace("\x1b", lost) for one in HOSTILE}


def _read_all(out: Path, name: str) -> list[Annotated]:
    (wanted,) = (one for one in formats() if one.name == name)
    found = []
    for path in sorted(out.rglob("*")):
        if path.suffix in wanted.suffixes and path.is_file():
            records, refused = read(path, name, annotator="a")
            assert refused == []
            found += records
    return found


def test_a_release_stays_in_its_folder(project: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    out = tmp_path / "deep" / "out"
    with Project.open(project) as opened:
        release(opened, out, ReleaseOptions(formats=("brat", "gate"), replicates=10))
    assert sorted(path for path in tmp_path.rglob("*") if out not in path.parents) == [
        tmp_path / "deep", out
    ]  # fmt: skip
    assert verify(out) == []


@pytest.mark.parametrize(
    ("id_", "said"),
    [
        ('"a\\u0000b"', "NUL"),
        ('"a\\ud800b"', "surrogate"),
        ('"a\\ude00b"', "surrogate"),
        ('""', "empty"),
        ('"  "', "empty"),
    ],
)
def test_an_id_that_cannot_be_kept_is_refused(tmp_path: Path, id_: str, said: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(f'{{"id":{id_},"text":"Ida"}}'.encode())
    with (
        create_project(tmp_path / "p.annotator") as project,
        pytest.raises(InputError, match=f"in.jsonl:1: .*(?i:{said})"),
    ):
        bring_in(project, [path], ImportOptions())
