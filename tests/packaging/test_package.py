"""What ``make package`` makes: its icons, licences and entries; all of it where that is asked for.

``ANNOTATOR_PACKAGE=1`` builds it, which takes minutes and a network.
"""

from __future__ import annotations

import importlib.util
import os
import struct
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from annotator.project.storage.schema import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / ".ci" / "package"


def script(name: str) -> ModuleType:
    """Return one of the scripts, which are no package."""
    spec = importlib.util.spec_from_file_location(f"package_{name}", HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("licence", "holds"),
    [
        ("MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("Apache-2.0 AND (GPL-3.0-only OR AGPL-3.0-only)", False),
        ("Custom licence of its own", False),
        ("", False),
    ],
)
def test_a_licence_that_may_not_be_is_told(licence: str, holds: bool) -> None:
    assert script("licences").may_be(licence) is holds


def test_icons_hold_every_picture_that_their_tables_name() -> None:
    icons = script("icons")
    pictures = {16: b"\x89PNG-16", 256: b"\x89PNG-two-five-six"}
    ico = icons.as_ico(pictures)
    assert struct.unpack_from("<HHH", ico) == (0, 1, 2)
    for number, (size, png) in enumerate(pictures.items()):
        width, _, _, _, _, depth, length, at = struct.unpack_from("<BBBBHHII", ico, 6 + 16 * number)
        assert (width, depth, ico[at : at + length]) == (size % 256, 32, png)
    icns = icons.as_icns(pictures)
    assert struct.unpack_from(">4sI", icns) == (b"icns", len(icns))
    assert icns[8:16] == b"icp4" + struct.pack(">I", 8 + len(pictures[16]))


def test_a_double_click_on_a_project_finds_the_program() -> None:
    """Menu entry, file type and the number in a project's header say the same."""
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(HERE / "annotator.desktop", encoding="utf-8")
    [section] = entry.sections()
    assert entry[section]["Exec"] == "annotator-desktop %f"
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = ElementTree.parse(HERE / "annotator.xml").getroot().find(f"{space}mime-type")
    assert kind is not None
    assert entry[section]["MimeType"] == f"{kind.get('type')};"
    values = [one.get("value") for one in kind.iter(f"{space}match")]
    assert f"{APPLICATION_ID:#x}" in values


def test_the_menu_entry_of_an_archive_bears_any_folder(tmp_path: Path) -> None:
    """Spaces, letters beyond ASCII, quotation marks, per cent."""
    folder = tmp_path / 'Über "uns" 100% $x'
    (folder / "share/icons/hicolor").mkdir(parents=True)
    for place, name in (("applications", "annotator.desktop"), ("mime/packages", "annotator.xml")):
        (folder / "share" / place).mkdir(parents=True)
        (folder / "share" / place / name).write_bytes((HERE / name).read_bytes())
    (folder / "add-to-menu").write_bytes((HERE / "add-to-menu").read_bytes())
    there = os.environ | {"XDG_DATA_HOME": str(tmp_path / "data")}
    subprocess.run(["sh", folder / "add-to-menu"], check=True, env=there, capture_output=True)
    written = (tmp_path / "data/applications/annotator.desktop").read_text(encoding="utf-8")
    [line] = [one for one in written.splitlines() if one.startswith("Exec=")]
    name = str(folder).replace("%", "%%").replace('"', '\\\\"').replace("$", "\\\\$")
    assert line == f'Exec="{name}/annotator-desktop" %f'


@pytest.mark.slow
@pytest.mark.skipif(
    "ANNOTATOR_PACKAGE" not in os.environ, reason="asked for by ANNOTATOR_PACKAGE=1"
)
def test_the_package_is_built_and_does_what_it_is_for(tmp_path: Path) -> None:
    """The steps are taken before anything is packed: exit 0 says that all did."""
    made = [sys.executable, HERE / "build.py", "--out", tmp_path]
    subprocess.run(made, check=True, cwd=ROOT, timeout=3600)
    assert list(tmp_path.iterdir())
