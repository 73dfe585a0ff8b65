"""Icons can be tinted and read at small sizes; labels are complete and tell one another apart."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
THEMES = ("-dark", "-light")
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
LABELS: list[dict[str, Any]] = json.loads(
    (RESOURCES / "labels" / "news.json").read_text(encoding="utf-8")
)["labels"]
NAMES = {
    "annotator", "open", "new", "import", "export", "undo", "redo", "previous", "next", "done",
    "skip", "delete", "edge-left", "edge-right", "fragment", "note", "search", "filter",
    "settings", "user", "guidelines", "light", "dark", "system", "zoom-in", "zoom-out",
    "check-circle", "circle", "half-circle", "skip-circle", "warning", "info", "close", "link",
    "flag", "panel-left", "panel-right", "keyboard",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
LINEAR = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB.
VISION: dict[str, tuple[LINEAR, LINEAR, LINEAR]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def test_icons_are_all_there() -> None:
    """Every icon that the app names has a file."""
    assert {path.stem for path in ICONS} >= NAMES


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icon_is_an_svg_with_a_view_box(path: Path) -> None:
    """An icon parses, is square and asks for nothing from outside."""
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert root.tag == f"{SVG}svg"
    x, y, width, height = map(float, root.attrib["viewBox"].split())
    assert (x, y) == (0, 0)
    assert width == height
    assert "href" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    # Those for one theme are pictures of the style sheet, which knows no currentColor.
    [path for path in ICONS if path.stem != "annotator" and not path.stem.endswith(THEMES)],
    ids=lambda path: path.stem,
)
def test_icon_takes_its_colour_from_the_app(path: Path) -> None:
    """A line icon is drawn on the 24 grid in ``currentColor`` and no other colour."""
    content = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(content)
    assert root.attrib["viewBox"] == "0 0 24 24"
    assert root.attrib["stroke"] == "currentColor"
    assert root.attrib["stroke-width"] == "1.75"
    assert root.attrib["stroke-linecap"] == "round"
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', content)) <= {"none", "currentColor"}


def test_labels_are_the_four_of_the_news_set() -> None:
    """Name, letter and key are those that the app's texts speak of."""
    assert [(label["name"], label["letter"], label["key"]) for label in LABELS] == [
        ("claim", "C", "1"),
        ("quote", "Q", "2"),
        ("entity", "E", "3"),
        ("boilerplate", "B", "4"),
    ]


def test_labels_have_lines_of_their_own() -> None:
    """Without any colour the underline still tells the label."""
    lines = [label["line"] for label in LABELS]
    assert len(set(lines)) == len(lines)
    assert set(lines) <= {"solid", "dashed", "dotted", "double", "wavy"}


def test_guidelines_are_short_enough_to_read_beside_the_text() -> None:
    """About 120 to 220 words, with a list of what to tag and what not."""
    for label in LABELS:
        assert 110 <= len(label["guidelines"].split()) <= 230
        assert {"### Tag", "### Do not tag", "### Boundaries"} <= set(
            label["guidelines"].split("\n")
        )
        assert len(label["description"]) <= 80


def test_colours_stand_out_on_white_and_on_near_black() -> None:
    """An underline has a contrast of at least 3 to 1 in both themes."""
    for label in LABELS:
        light = luminance(linear(label["colour"]))
        assert 1.05 / (light + 0.05) >= 3
        assert (light + 0.05) / (luminance(linear("#16181c")) + 0.05) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_colours_differ_for_every_kind_of_vision(vision: str) -> None:
    """Any two colours are more than 20 apart in CIE Lab."""
    seen = [lab(simulate(linear(label["colour"]), vision)) for label in LABELS]
    for index, one in enumerate(seen):
        for other in seen[index + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20


def linear(colour: str) -> LINEAR:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return expand(red), expand(green), expand(blue)


def expand(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: LINEAR) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def simulate(colour: LINEAR, vision: str) -> LINEAR:
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0.0), 1.0)
        for row in VISION[vision]
    )
    return red, green, blue


def lab(colour: LINEAR) -> LINEAR:
    red, green, blue = colour
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (
        v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
