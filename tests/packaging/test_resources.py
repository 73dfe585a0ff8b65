"""The program finds the files that come with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator import resources
from annotator.resources import resource

ROOT = Path(__file__).resolve().parents[2]


def test_in_a_checkout_resources_are_read_in_place() -> None:
    """No copy stands between an edited icon and the window."""
    assert resource("icons") == ROOT / "resources" / "icons"


def test_the_installed_copy_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel brings its own copy; a folder that happens to lie beside it is not taken."""
    (tmp_path / "icons").mkdir()
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    assert resource("icons") == tmp_path / "icons"


def test_a_missing_resource_is_named() -> None:
    """The message tells which file it is."""
    with pytest.raises(FileNotFoundError, match=r"icons/none\.svg"):
        resource("icons/none.svg")
