"""The pictures that ``make screenshots`` takes: nothing that can be seen is left out."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QDialog

import annotator.desktop

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def scenes(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("scenes")


@pytest.fixture
def screenshots(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    return importlib.import_module("screenshots")


def every_dialog() -> set[type[QDialog]]:
    """Return the dialogs; what only others are made of is none."""
    walked = pkgutil.walk_packages(annotator.desktop.__path__, f"{annotator.desktop.__name__}.")
    modules = [importlib.import_module(module.name) for module in walked]
    found = {
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, QDialog) and one.__module__ == module.__name__
    }
    return {one for one in found if not one.__subclasses__()}


def test_every_dialog_has_a_scene(scenes: ModuleType) -> None:
    shown = {scene.shows for scene in scenes.SCENES.values()}
    assert len(every_dialog()) > 10
    assert {one.__name__ for one in every_dialog() - shown} == set()


def test_what_is_kept_is_there_and_small(screenshots: ModuleType) -> None:
    there = {path.stem: path.stat().st_size for path in (DOCS / "screenshots").glob("*.png")}
    assert set(there) == set(screenshots.kept())
    assert sum(there.values()) <= 6_000_000


def test_what_is_kept_is_taken(scenes: ModuleType, screenshots: ModuleType) -> None:
    taken = {
        screenshots.picture(name, theme, scale)
        for name, scene in scenes.SCENES.items()
        for theme in screenshots.THEMES
        for scale in scene.scales
    }
    assert set(screenshots.KEPT) <= taken


def test_each_scene_is_in_both_themes_and_most_at_both_scales(scenes: ModuleType) -> None:
    once = [name for name, scene in scenes.SCENES.items() if scene.scales != (1, 2)]
    assert once == ["window-wide"]
