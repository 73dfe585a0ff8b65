"""Folders and archives of everything that articles come in, into a project."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from annotator.cli import run
from annotator.errors import InputError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.project import Project
from tests.formats.common.test_archives import zipped
from tests.formats.html.test_page import HEAD_OF_PAGE, PAGE
from tests.formats.test_feeds import ATOM
from tests.formats.test_warc import HTML, archive

EVERYTHING = {
    "pages/gulls.html": PAGE.encode(),
    "b.md": b"# Gulls\n\nThey won.\n",
    "c.csv": b"text;title\nTerns;T\nSkuas;S\n",
    "d.json": b'[{"body":"Ravens"}]',
    "e.xml": ATOM.encode(),
    "f.warc.gz": archive([("http://a.example/1", b"<p>Puffins</p>", HTML, "200 OK", {})]),
    "g.txt": "Crows \N{EN DASH} “too”".encode("cp1252"),
    "h.jsonl": b'{"text":"Native"}\n{"text":"Lines"}\n',
    "photo.png": b"\x89PNG",
}


def put(folder: Path) -> Path:
    for name, data in EVERYTHING.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def texts(project: Path) -> dict[str, str]:
    with Project.open(project) as opened:
        return {one.article.text: one.article.source for one in opened.export()}


def test_a_folder_and_an_archive_of_it_bring_in_the_same(tmp_path: Path) -> None:
    """Only the source tells; both together are the same articles."""
    folder = put(tmp_path / "all")
    packed = zipped(tmp_path / "all.zip", EVERYTHING)
    with create_project(tmp_path / "p.annotator") as project:
        preview = look(project, [packed])
        assert (preview.files, preview.articles, preview.refused) == (8, 11, ())
        assert preview.ignored == (f"{packed}/photo.png",)
        assert bring_in(project, [packed], preview=preview).articles == 11
        again = bring_in(project, [folder, packed])
    assert (again.articles, again.already_there) == (0, 11)
    found = texts(tmp_path / "p.annotator")
    assert len(found) == 11
    assert found["Terns"] == "all.zip/c.csv"
    assert found["Puffins"] == "http://a.example/1"
    assert found["Crows – “too”"] == "all.zip/g.txt"


def test_large_archives_are_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was unpacked stays until the import is over, and no longer."""
    monkeypatch.setattr("annotator.exchange.imports.survey.KEEP_BYTES", 10)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    packed = zipped(tmp_path / "all.zip", EVERYTHING)
    with create_project(tmp_path / "p.annotator") as project:
        assert bring_in(project, [packed]).articles == 11
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_fault_in_an_archive_is_named_and_the_rest_can_come_in(tmp_path: Path) -> None:
    packed = zipped(tmp_path / "all.zip", {"in/a.csv": b"text,b\nx,1\ny\n", "in/b.txt": b"Gulls"})
    with zipfile.ZipFile(packed, "a") as opened:
        opened.writestr("../evil.txt", "x")
    with create_project(tmp_path / "p.annotator") as project:
        with pytest.raises(InputError, match="leads out of the archive"):
            look(project, [packed])
        done = bring_in(project, [packed], ImportOptions(skip_bad=True))
    assert done.articles == 2
    assert sorted(str(error) for error in done.refused) == [
        f"{packed}/../evil.txt: the path of this file leads out of the archive",
        f"{packed}/in/a.csv:3: this row has 1 cells, the header has 2",
    ]


def test_an_archive_of_one_format(tmp_path: Path) -> None:
    """A forced format is for what is in it."""
    packed = zipped(tmp_path / "all.zip", {"a.txt": b"x", "b.html": b"<p>Gulls</p>"})
    with create_project(tmp_path / "p.annotator") as project:
        done = bring_in(project, [packed], ImportOptions(format="html"))
    assert (done.articles, done.ignored) == (1, (f"{packed}/a.txt",))


def test_the_command_line_chooses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the main text; columns by name; what cannot be chosen is named."""
    monkeypatch.chdir(tmp_path)
    Path("gulls.html").write_text(PAGE, encoding="utf-8")
    Path("a.csv").write_text("lead,text\nyes,no\n", encoding="utf-8")
    arguments = ["import", "p.annotator", "gulls.html", "a.csv"]
    run([*arguments, "--main-text-only", "--column", "text=lead"], lambda *_: 0)
    found = texts(tmp_path / "p.annotator")
    assert "yes" in found
    assert "no" not in found
    assert not any(HEAD_OF_PAGE in text for text in found)
    for bad in ("text", "body=x", "text="):
        with pytest.raises(InputError, match=f"--column {bad}: expected one of text, id, title"):
            run([*arguments, "--column", bad], lambda *_: 0)
    capsys.readouterr()
