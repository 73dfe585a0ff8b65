"""Codebooks: labels out of other programs and into them, valid by the schema."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.annotation.records import Label
from annotator.errors import InputError
from annotator.exchange import create_project, load_labels, save_labels
from annotator.formats.common.labelset import is_codebook
from tests.formats.refi.schema import CODEBOOK, check

LABELS = [
    Label(id="a", name="claim & <more>", colour="#ff0000", description="d", guidelines="g\n\nh"),
    Label(id="b", name="quote", colour="#00ff00"),
]


def test_labels_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "x.qdc"
    save_labels(LABELS, path)
    check(path.read_bytes(), CODEBOOK)
    back = load_labels(path)
    assert [(one.name, one.colour) for one in back] == [(one.name, one.colour) for one in LABELS]
    assert back[0].description == "d g h"
    with create_project(tmp_path / "p.annotator", path) as project:
        assert [one.name for one in project.labels()] == ["claim & <more>", "quote"]


def test_codes_below_others_keep_their_way_where_two_have_one_name(tmp_path: Path) -> None:
    path = tmp_path / "x.qdc"
    guid = "10000000-0000-4000-8000-00000000000"
    path.write_text(
        f'<CodeBook xmlns="{CODEBOOK}"><Codes><Code guid="{guid}1" name="sea" isCodable="false">'
        f'<Code guid="{guid}2" name="bird" isCodable="true" color="#abc"/></Code>'
        f'<Code guid="{guid}3" name="land" isCodable="true"><Code guid="{guid}4" name="bird" '
        f'isCodable="true"/></Code></Codes></CodeBook>'
    )
    labels = load_labels(path)
    assert [one.name for one in labels] == ["sea", "sea / bird", "land", "land / bird"]
    assert labels[1].colour == "#aabbcc"


@pytest.mark.parametrize("data", ["<CodeBook><Codes/></CodeBook>", "<x/>", "{", ""])
def test_what_is_none_is_refused(tmp_path: Path, data: str) -> None:
    path = tmp_path / "x.qdc"
    path.write_text(data)
    with pytest.raises(InputError):
        load_labels(path)


def test_an_empty_codebook_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a codebook has at least one"):
        save_labels([], tmp_path / "x.qdc")
    assert not (tmp_path / "x.qdc").exists()
    assert is_codebook("A.QDC")
