"""What the documents say of the code is so: paths that they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TOPS = ("annotator", "tests", "docs", "resources", "benchmarks", "exports", ".ci")
PACKAGES = sorted(path.name for path in (ROOT / "annotator").iterdir() if path.is_dir())
QUOTED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)#\s]+)\)")
HISTORY = {"CHANGELOG.md"}  # says what was so
SCHEMA = "annotator/1"  # of native JSON lines


def named_paths(text: str) -> list[str]:
    """Return the paths within the repository that stand between backticks."""
    found = []
    for quoted in QUOTED.findall(text):
        path = quoted.split("::")[0].rstrip("/")
        first = path.split("/")[0]
        if re.fullmatch(r"[\w./-]+", path) is None or "/" not in path or path == SCHEMA:
            continue
        if first in TOPS:
            found.append(path)
        elif first in PACKAGES:
            found.append(f"annotator/{path}")
    return found


def is_there(path: str) -> bool:
    return (ROOT / path).exists() or (ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_that_is_named_is_there(document: Path) -> None:
    if document.name in HISTORY:
        pytest.skip("it says what was so")
    text = document.read_text(encoding="utf-8")
    missing = [path for path in named_paths(text) if not is_there(path)]
    links = [link for link in LINKED.findall(text) if "://" not in link]
    missing += [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_the_questions_of_a_newcomer_are_answered() -> None:
    """Twelve of them at least, and each answer names a place in the code."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## Where is …")[1].split("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) >= 12
    assert all(named_paths(row) for row in rows)
