"""What a start does not need it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.exchange import ImportOptions, bring_in, create_project
from annotator.formats import formats
from annotator.resources import resource

ROOT = Path(__file__).resolve().parents[2]
FORMATS = {f"annotator.formats.{known.place[0].partition('.')[0]}" for known in formats()}
HEAVY = {
    "alembic", "charset_normalizer", "justext", "lxml", "mako", "markdown_it", "numpy", "psycopg",
    "PySide6.QtNetwork", "rapidfuzz", "rich", "scipy", "sqlalchemy.orm",
    "sqlalchemy.dialects.postgresql", "trafilatura", "warcio",
}  # fmt: skip
"""Libraries for one kind of work."""

WATCH = """
import json, sys
from annotator.__main__ import main
code = main(json.loads(sys.argv[1]))
print(json.dumps([code, sorted(sys.modules)]))
"""
WATCH_DESKTOP = """
import json, sys
from pathlib import Path
from annotator.desktop.shell import app
from annotator.desktop.toolkit.settings import Settings
application = app._application()
desktop = app.Desktop(application, Settings(Path(sys.argv[2])))
assert desktop.start(sys.argv[1], "ana", None, may_ask=False)
for _ in range(5):
    application.processEvents()
assert desktop.window.session.opened is not None
print(json.dumps([0, sorted(sys.modules)]))
desktop.window.close()
desktop.shut_down()
"""


def loaded(script: str, *arguments: str | Path) -> set[str]:
    """Return the modules that are there when a script has run."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


def with_parents(names: set[str], modules: set[str]) -> set[str]:
    """Return the modules that are one of ``names`` or inside one."""
    return {
        module
        for module in modules
        if any(module == name or module.startswith(f"{name}.") for name in names)
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("imports") / "p.annotator"
    with create_project(path) as made:
        bring_in(made, [resource("samples/news.jsonl")], ImportOptions())
    return path


def test_the_version_needs_nothing() -> None:
    modules = loaded(WATCH, json.dumps(["--version"]))
    ours = {module.split(".")[1] for module in modules if module.startswith("annotator.")}
    assert ours == {"__main__", "errors", "resources", "words"}
    assert not with_parents(HEAVY | {"sqlalchemy", "typer", "msgspec", "PySide6"}, modules)


def test_statistics_need_no_format_and_no_agreement(project: Path) -> None:
    modules = loaded(WATCH, json.dumps(["stats", str(project)]))
    assert not with_parents(HEAVY | FORMATS | {"annotator.agreement", "PySide6"}, modules)


def test_the_desktop_opens_without_formats_and_agreement(project: Path, tmp_path: Path) -> None:
    modules = loaded(WATCH_DESKTOP, project, tmp_path / "settings.ini")
    apart = {"annotator.agreement", "annotator.exchange", "annotator.formats", "annotator.cli"}
    assert not with_parents(HEAVY | apart | {"typer", "jsonlines"}, modules)
    rooms = {f"annotator.desktop.{room}" for room in ("labels", "agreement", "overview")}
    ends = ("_dialog", "_form", "_preview")
    dialogs = {
        module for module in modules if module.startswith("annotator") and module.endswith(ends)
    }
    at_hand = {
        "annotator.desktop.toolkit.dialogs.clash_dialog",  # a panel shows it at once
        "annotator.desktop.toolkit.fitting_dialog",  # what the dialogs have in common
        "annotator.desktop.tagging.key_preview",  # on the page
    }
    assert not with_parents(rooms, modules) | (dialogs - at_hand)
