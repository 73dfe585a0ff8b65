"""What a start does not need it does not import."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
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
PARSERS = {"annotated_doc", "pydantic", "shellingham", "typer"}
"""What reading a command line took before."""

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
print(json.dumps([0, list(sys.modules)]))
desktop.window.close()
desktop.shut_down()
"""


def loaded(script: str, *arguments: str | Path, code: int = 0) -> list[str]:
    """Return the modules that are there when a script has run and returned a code.

    In the order in which they were imported where the script tells them so.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    ended, modules = json.loads(done.stdout.splitlines()[-1])
    assert ended == code, done.stderr
    assert isinstance(modules, list)
    return modules


def with_parents(names: set[str], modules: Iterable[str]) -> set[str]:
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
    assert not with_parents(
        HEAVY | PARSERS | {"click", "sqlalchemy", "msgspec", "PySide6"}, modules
    )


@pytest.mark.parametrize("given", ["--help", "stat"])
def test_help_and_a_mistake_need_no_command(given: str) -> None:
    """What the commands do stands in a table; 120 ms are what ``--help`` may take."""
    modules = loaded(WATCH, json.dumps([given]), code=2 if given == "stat" else 0)
    ours = {module.split(".")[1] for module in modules if module.startswith("annotator.")}
    assert ours == {
        *("__main__", "cli", "errors", "loading", "progress", "resources", "text", "words"),
    }
    read = {
        module for module in modules if module.startswith(("annotator.cli.", "annotator.text."))
    }
    assert read == {"annotator.cli.parsing", "annotator.cli.terminal", "annotator.text.visible"}
    assert not with_parents(HEAVY | PARSERS | {"sqlalchemy", "msgspec", "orjson"}, modules)


def test_statistics_need_no_format_and_no_agreement(project: Path) -> None:
    modules = loaded(WATCH, json.dumps(["stats", str(project)]))
    apart = {
        *("annotator.agreement", "annotator.exchange.exports", "annotator.exchange.imports"),
        *("annotator.text.finding", "PySide6"),
    }
    assert not with_parents(HEAVY | FORMATS | PARSERS | apart, modules)


@pytest.mark.parametrize("name", ["exchange", "project", "text"])
def test_a_package_that_imports_late_has_every_name_that_it_lists(name: str) -> None:
    """Each is there when asked for, and nothing else is."""
    package = import_module(f"annotator.{name}")
    late = inspect.getclosurevars(package.__getattr__).nonlocals["where"]
    assert sorted(late) == sorted(package.__all__)
    assert all(getattr(package, one) is not None for one in package.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # noqa: B018 - asked for, to see it refused


def test_the_desktop_opens_without_formats_and_agreement(project: Path, tmp_path: Path) -> None:
    modules = loaded(WATCH_DESKTOP, project, tmp_path / "settings.ini")
    apart = {"annotator.agreement", "annotator.exchange", "annotator.formats", "annotator.cli"}
    assert not with_parents(HEAVY | apart | PARSERS | {"click", "jsonlines"}, modules)
    rooms = {
        f"annotator.desktop.{room}" for room in ("labels", "agreement", "overview", "printing")
    } | {"annotator.desktop.crosslinking.comparison", "annotator.desktop.review.review_page"}
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
    # PySide looks into the source of what is imported after it.
    late = modules[modules.index("PySide6.QtCore") :]
    ours = {one for one in late if one.startswith("annotator.") and ".desktop." not in one}
    assert not with_parents({"sqlalchemy", "msgspec", "regex", "sentencex"}, late)
    assert len(ours) < 5, f"to be named in annotator/desktop/shell/without_qt.py: {ours}"
