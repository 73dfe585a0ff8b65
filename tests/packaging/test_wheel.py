"""The wheel: what is in it, and that it works away from the checkout and without the dev tools."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program as a user would, away from the checkout; return what it printed."""
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def needed(name: str, seen: dict[str, Distribution]) -> None:
    """Add the distribution and, without extras, all that it needs here to `seen`."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in seen:
        return
    try:
        seen[key] = distribution(name)
    except PackageNotFoundError:  # for another system or Python
        return
    for requirement in seen[key].requires or []:
        if "extra ==" not in requirement:
            needed(re.match(r"[\w.-]+", requirement).group(), seen)


def link_dependencies(wheel: Path, site_packages: Path) -> None:
    """Show a new environment the program's dependencies, and none of the development tools."""
    with zipfile.ZipFile(wheel) as archive:
        [metadata] = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(metadata).decode().splitlines()
    seen: dict[str, Distribution] = {}
    for line in lines:
        if line.startswith("Requires-Dist: ") and "extra ==" not in line:
            needed(re.match(r"[\w.-]+", line.removeprefix("Requires-Dist: ")).group(), seen)
    for found in seen.values():
        for top in {file.parts[0] for file in found.files or []} - {"..", "__pycache__"}:
            link = site_packages / top
            if not link.exists():
                link.symlink_to(found.locate_file(top))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    [built] = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The `bin` folder of a new environment that has the wheel and its dependencies only."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    binaries = folder / "bin"
    pip = [sys.executable, "-m", "pip", "--python", binaries / "python", "install", "--quiet"]
    run(*pip, "--no-index", "--no-deps", "--disable-pip-version-check", wheel, cwd=folder)
    [site_packages] = folder.glob("lib/python*/site-packages")
    link_dependencies(wheel, site_packages)
    yield binaries
    for link in site_packages.iterdir():
        if link.is_symlink():
            link.unlink()


def test_the_wheel_holds_the_package_and_the_resources(wheel: Path) -> None:
    """Every file of both folders is in it: modules, migrations, py.typed, icons, samples."""
    expected = {
        f"{name}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, name in [("annotator", "annotator"), ("resources", "annotator/_resources")]
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert packed == expected
    assert "annotator/py.typed" in packed
    assert any(name.startswith("annotator/project/migrations/versions/") for name in packed)


def test_the_installed_program_finds_its_resources(installed: Path, tmp_path: Path) -> None:
    """They come from the environment and not from the checkout."""
    code = "from annotator.resources import resource; print(resource('icons'))"
    place = Path(run(installed / "python", "-c", code, cwd=tmp_path).strip())
    assert place.is_relative_to(installed.parent)
    assert any(place.iterdir())


def test_the_dev_tools_are_out_of_reach(installed: Path, tmp_path: Path) -> None:
    """Otherwise these tests would not notice a dependency that pyproject.toml forgot."""
    code = "import importlib.util as u; print(u.find_spec('pytest'), u.find_spec('hypothesis'))"
    assert run(installed / "python", "-c", code, cwd=tmp_path) == "None None\n"


def test_help(installed: Path, tmp_path: Path) -> None:
    """Both ways to start the program know the same commands."""
    module = run(installed / "python", "-m", "annotator", "--help", cwd=tmp_path)
    script = run(installed / "annotator", "--help", cwd=tmp_path)
    for command in ("open", "new", "import", "export", "agreement", "check", "stats"):
        assert re.search(rf"\b{command}\b", module)
        assert re.search(rf"\b{command}\b", script)


def test_the_installed_program_shows_its_window(installed: Path, tmp_path: Path) -> None:
    """A new project opens in the real window, and its picture is a PNG."""
    run(installed / "annotator", "new", "a.annotator", cwd=tmp_path)
    run(installed / "annotator", "open", "a.annotator", "--screenshot", "a.png", cwd=tmp_path)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
