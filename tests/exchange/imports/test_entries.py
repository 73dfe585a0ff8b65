"""What a look tells of each article, for a preview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exchange import ImportOptions, bring_in, create_project, look
from annotator.exchange.imports.entries import MOST, MOST_GUESSED, SHOWN
from annotator.exchange.imports.reading import Files
from annotator.formats import ReadOptions
from annotator.project import Project

SKIP = ImportOptions(skip_bad=True, annotator="ann")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "news.annotator") as project:
        yield project


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records))
    return path


def test_an_entry_says_what_stands_where(project: Project, tmp_path: Path) -> None:
    span = {"label": "claim", "start": 0, "end": 3}
    file = lines(tmp_path / "a.jsonl", {"id": "x", "text": "One é", "spans": [span]})
    (entry,) = look(project, [file], SKIP).entries
    assert (entry.article, entry.length, entry.line, entry.spans) == ("x", 5, 1, 1)
    assert (entry.title, entry.text, entry.letters) == ("One é", "One é", "é")
    assert (entry.format, entry.encoding, entry.there) == ("Annotator JSON lines", "", False)
    bring_in(project, [file], SKIP)
    (entry,) = look(project, [file], SKIP).entries
    assert entry.there


def test_two_annotators_of_an_article_are_one_entry(project: Project, tmp_path: Path) -> None:
    span = {"label": "claim", "start": 0, "end": 3}
    records = [
        {"id": "x", "text": "One", "annotator": name, "spans": [span]} for name in ("a", "b")
    ]
    (entry,) = look(project, [lines(tmp_path / "a.jsonl", *records)], SKIP).entries
    assert entry.spans == 2


def test_work_that_is_refused_at_the_end_is_in_no_entry(project: Project, tmp_path: Path) -> None:
    """A link without its end takes the work of its record away when everything was read."""
    link = {"id": "l", "type": "speaker", "from": "s", "to": "gone"}
    span = {"id": "s", "label": "claim", "start": 0, "end": 3}
    file = lines(
        tmp_path / "a.jsonl",
        {"id": "x", "text": "One", "spans": [span], "links": [link]},
        {"id": "y", "text": "Two"},
    )
    preview = look(project, [file], SKIP)
    assert len(preview.refused) == 1
    assert [(one.article, one.spans) for one in preview.entries] == [("x", 0), ("y", 0)]


def test_the_list_is_bounded_and_keeps_room_for_guesses(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(MOST + 5):
        (folder / f"a{number}.txt").write_text(f"Plain {number}")
    for number in range(MOST_GUESSED + 5):
        (folder / f"b{number}.txt").write_bytes(f"Größe {number}".encode("cp1252"))
    preview = look(project, [folder], SKIP)
    assert preview.guessed == MOST_GUESSED + 5
    assert sum(one.guessed for one in preview.entries) == MOST_GUESSED
    assert len(preview.entries) == MOST + MOST_GUESSED


def test_of_long_texts_a_part_is_kept(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 200_000)
    (tmp_path / "b.txt").write_bytes(b"y" * 90_000 + b"\x93\xe9\x94" + b"y" * 90_000)
    plain, guessed = look(project, [tmp_path / "a.txt", tmp_path / "b.txt"], SKIP).entries
    assert (plain.start, len(plain.text), plain.length) == (0, SHOWN, 200_000)
    assert 0 < guessed.start < 90_000
    assert "“é”" in guessed.text
    assert set(guessed.letters) == set("“é”")


@pytest.mark.parametrize(
    ("name", "content", "columns", "roles"),
    [
        ("a.csv", "headline;body\nA;B\n", ("headline", "body"), {"title": 0, "text": 1}),
        ("a.csv", "x;y\nA;B\n", ("x", "y"), {}),
        ("a.json", '[{"body": "B", "tags": ["t"], "n": 1}]', ("body", "n"), {"text": 0}),
        ("a.json", '{"items": [{"words": "B"}]}', ("words",), {}),
        ("a.jsonl", '{"body": "B"}\n{"body": "C"}\n', ("body",), {"text": 0}),
        ("a.csv", "", (), {}),
        ("a.json", "[", (), {}),
        ("a.txt", "a;b\n", (), {}),
    ],
)
def test_columns_are_told(
    project: Project,
    tmp_path: Path,
    name: str,
    content: str,
    columns: tuple[str, ...],
    roles: dict[str, int],
) -> None:
    (tmp_path / name).write_text(content)
    preview = look(project, [tmp_path / name], SKIP)
    assert preview.columns == columns
    assert preview.roles == {role: columns[place] for role, place in roles.items()}


def test_columns_of_a_large_table_are_read_from_its_beginning(
    project: Project, tmp_path: Path
) -> None:
    row = "“é” and more words in a cell of their own;second\n"
    (tmp_path / "a.csv").write_text("body;other\n" + row * 30_000, encoding="utf-8")
    (file,) = Files([tmp_path / "a.csv"], SKIP, pytest.fail)._files
    options = ReadOptions(file="a.csv", source="a.csv")
    assert file.size > 1_000_000
    assert file.format.columns(tmp_path / "a.csv", options) == ("body", "other")


def test_titles_of_what_is_alike(project: Project, tmp_path: Path) -> None:
    """Of articles in the project, too."""
    telling = "The council voted on Monday to close the bridge for two years of works, it said " * 4
    bring_in(project, [lines(tmp_path / "a.jsonl", {"id": "a", "title": "A", "text": telling})])
    again = lines(tmp_path / "b.jsonl", {"id": "b", "title": "B", "text": telling + "again."})
    assert look(project, [again], SKIP).titles == {"a": "A", "b": "B"}
