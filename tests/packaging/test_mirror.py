"""Tests mirror the rooms: those of a module are found by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MIRRORED = ("text", "annotation", "workbench", "desktop/tagging", "desktop/crosslinking")
PLANNED = "an edit is planned through ``plan``: tests/annotation/edits/test_edits.py"
EXCEPTIONS = {
    f"annotation/edits/{name}.py": PLANNED
    for name in ("articles", "checks", "labels", "links", "planners", "spans")
}
"""Modules without a test file of their name, and why; none is best."""


def modules(room: str) -> list[Path]:
    """The modules of a room and the rooms in it, relative to the package."""
    package = ROOT / "annotator"
    found = sorted((package / room).rglob("*.py"))
    return [one.relative_to(package) for one in found if one.name != "__init__.py"]


def file_of(module: Path) -> Path:
    return ROOT / "tests" / module.parent / f"test_{module.name}"


@pytest.mark.parametrize("room", MIRRORED)
def test_each_module_has_a_test_file_of_its_name(room):
    """A new module comes with its tests, in the same room."""
    assert modules(room)
    missing = [str(one) for one in modules(room) if not file_of(one).exists()]
    assert [one for one in missing if one not in EXCEPTIONS] == []


def test_exceptions_are_needed():
    """One that has got its tests, or is gone, is no exception any more."""
    known = {str(one) for room in MIRRORED for one in modules(room)}
    for name in EXCEPTIONS:
        assert name in known
        assert not file_of(Path(name)).exists()
