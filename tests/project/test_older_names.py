"""Projects in which names of changes are sentences: made by the program before it knew messages."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from annotator.exchange import merge_in, pack_out
from annotator.project import Project
from annotator.words import Catalogue, load

MADE_BEFORE = Path(__file__).with_name("older_names.annotator.xz")
ENGLISH = [
    "Delete entity “‘It is time,’”",
    "Delete entity “‘It is time,’”",
    "Mark 2 articles done",
    "Flag entity “The pier opens on Monday,”",
    "Change 2 spans to entity",
    "Note on claim “The pier opens on Monday,”",
    "Tag quote “‘It is time,’”",
    "Tag claim “The pier opens on Monday,”",
    "Import 2 articles from news.jsonl",
]
GERMAN = [
    "entity „‚It is time,‘“ löschen",
    "entity „‚It is time,‘“ löschen",
    "2 Artikel als erledigt kennzeichnen",
    "entity „The pier opens on Monday,“ als unsicher kennzeichnen",
    "2 Markierungen in entity ändern",
    "Notiz zu claim „The pier opens on Monday,“",
    "„‚It is time,‘“ als quote markieren",
    "„The pier opens on Monday,“ als claim markieren",
    "2 Artikel aus news.jsonl importieren",
]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "older.annotator"
    path.write_bytes(lzma.decompress(MADE_BEFORE.read_bytes()))
    return path


def german() -> Catalogue:
    return load("de", str, lambda value, digits: f"{value:.{digits}f}")


def names(project: Project) -> list[str]:
    return [str(entry.text) for entry in project.history()]


def test_the_history_reads_as_before_in_english_and_in_german(older: Path) -> None:
    with Project.open(older) as project:
        assert project.check() == []
        assert names(project) == ENGLISH
        said = [german().put(entry.text) for entry in project.history()]
        assert said == GERMAN


def test_what_was_done_before_is_undone_and_made_again(older: Path) -> None:
    with Project.open(older) as project:
        state = project.undo_state("ana")
        assert (state.undo, state.redo) == ("Mark 2 articles done", ENGLISH[0])
        redone = project.redo("ana")
        assert redone is not None
        assert german().put(redone.text) == GERMAN[0]
        project.undo("ana")
        taken_back = project.take_back(6, "ana")
        assert german().put(taken_back.text) == f"Zurücknehmen: {GERMAN[3]}"


def test_a_pack_and_its_merge_keep_the_names(older: Path, tmp_path: Path) -> None:
    with Project.open(older) as project:
        pack_out(project, tmp_path / "pack.annotator", "ana")
        merge_in(project, tmp_path / "pack.annotator")
        assert names(project)[-len(ENGLISH) :] == ENGLISH
