"""No command comes with a key that a desktop keeps for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.desktop.shell.commands.commands import COMMANDS
from annotator.desktop.shell.commands.reserved import RESERVED, taken_by

DOCS = Path(__file__).parents[4] / "docs" / "keys.md"


WITH_ANOTHER = {"keys": "Ctrl+F1"}
"""KDE keeps that one; there is a second one then."""


def test_no_default_is_reserved():
    for command in COMMANDS:
        taken = [key for key in command.keys if taken_by(key)]
        assert taken == [key for key in command.keys if key == WITH_ANOTHER.get(command.name)]
        assert len(taken) < len(command.keys) or not command.keys


@pytest.mark.parametrize(
    ("key", "desktop"),
    [
        ("Ctrl+Alt+Left", "GNOME"),
        ("Ctrl+Alt+Shift+Right", "GNOME"),
        ("Ctrl+H", "macOS"),
        ("Ctrl+F9", "KDE"),
        ("Meta+D", "Windows"),
        ("Alt+F4", "Windows"),
        ("Alt+Left", ""),
        ("B, Ctrl+H", ""),
    ],
)
def test_who_takes_what(key, desktop):
    assert desktop in taken_by(key)
    assert bool(taken_by(key)) is bool(desktop)


def test_the_document_names_every_desktop():
    text = DOCS.read_text(encoding="utf-8")
    for desktops in RESERVED.values():
        for one in desktops.split(", "):
            assert one in text
