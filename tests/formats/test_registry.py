"""The registry's table and the modules of the formats belong together."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import annotator.formats
from annotator.formats import Known, formats, tell
from annotator.formats.common.base import Format

SHARED = {"common", "recognising", "registry"}
"""What is no format: helpers, and the table."""


@pytest.mark.parametrize("known", formats(), ids=lambda known: known.name)
def test_an_entry_leads_to_its_format(known: Known) -> None:
    one = known.load()
    assert one is known.load()
    assert one.known is known
    kind = type(one)
    assert (kind.__module__, kind.__name__) == (
        f"annotator.formats.{known.place[0]}",
        known.place[1],
    )
    assert known.sniffs == (kind.sniff is not Format.sniff)


@pytest.mark.parametrize("known", formats(), ids=lambda known: known.name)
def test_what_the_table_says_is_said_nowhere_else(known: Known) -> None:
    assert not set(vars(type(known.load()))) & set(Known.__struct_fields__)


def test_what_can_be_read_or_written_has_what_reads_or_writes_it() -> None:
    for known in formats():
        kind = type(known.load())
        assert known.can_read == (kind.read is not Format.read), known.name
        as_file, as_folder = known.can_write and not known.folder, known.can_write and known.folder
        assert as_file == (kind.write is not Format.write), known.name
        assert as_folder == (kind.write_folder is not Format.write_folder), known.name


def test_every_format_is_in_the_table() -> None:
    for module in pkgutil.walk_packages(annotator.formats.__path__, "annotator.formats."):
        import_module(module.name)
    kinds = {kind for kind in Format.__subclasses__() if kind.__module__.startswith("annotator.")}
    assert kinds == {type(known.load()) for known in formats()}
    names = [known.name for known in formats()]
    assert len(set(names)) == len(names)


def test_the_list_of_modules_is_the_list_of_formats() -> None:
    there = {module.name for module in pkgutil.iter_modules(annotator.formats.__path__)}
    assert there - SHARED == {known.place[0].partition(".")[0] for known in formats()}
    assert there >= SHARED


def test_listing_imports_no_format() -> None:
    script = (
        "import sys; from annotator.formats import formats, known_suffixes;"
        "assert len(formats()) > 20 and known_suffixes();"
        "print(*(name for name in sys.modules if name.startswith('annotator.formats.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    rooms = {name.split(".")[2] for name in done.stdout.split()}
    assert rooms == SHARED


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"<!doctype html><title>x</title><p>Terns", "html"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nTerns\n", "subtitles"),
        ("a.txt", b"#FORMAT=WebAnno TSV 3.3\n\n\n#Text=Terns\n1-1\t0-5\tTerns\t\n", "webanno-tsv"),
        ("a.md", b'{"text":"Terns","label":[[0,5,"b"]]}', "doccano"),
        ("a.tsv", b"text\tlabel\tannotation_id\nTerns\t[]\t1\n", "labelstudio"),
        ("a.txt", b"Terns came <b>home</b>.", "text"),
        ("a.md", b"# Terns\n\n<html> is a tag.", "markdown"),
        ("a.txt", b"From: Ida\nSubject: Terns\n\nThey came.", "text"),
    ],
)
def test_what_a_text_is_is_told_from_what_is_in_it(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(data)
    told = tell(tmp_path / name)
    assert (told.format.name, told.guessed) == (expected, expected not in ("text", "markdown"))
