"""What is said where a library is missing: how to get it, or that this edition has none."""

from __future__ import annotations

import sys

import pytest

from annotator.extras import how_to_get, is_bundled


def test_an_installed_program_says_how_to_get_what_is_missing() -> None:
    assert not is_bundled()
    assert str(how_to_get("cas")) == "install it with: pip install annotator[cas]"


def test_a_bundled_program_says_that_it_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can add to it: a line for pip would lead nowhere."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert is_bundled()
    assert "pip" not in str(how_to_get("cas"))
