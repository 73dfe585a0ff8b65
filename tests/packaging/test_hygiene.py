"""What lies in the repository, and what must not."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "annotator",
    "benchmarks",
    "constraints.txt",
    "docs",
    "exports",
    "pyproject.toml",
    "resources",
    "tests",
}
LARGEST_BYTES = 1_000_000

# Put together from parts, so that this file does not contain what it looks for.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.com", "npm" + "js.org")
REGISTRY_HOST = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
MACHINE_PATH = re.compile((r"(?<![\w.:/-])/(?:" + "work|root|home" + r")/\w").encode())
PIN = re.compile(r'[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*(?: ; python_version [<>=]+ "3\.\d+")?')


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file that git tracks or would take in, from the repository's root."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others"]
    git = subprocess.run([*command, "--exclude-standard"], cwd=ROOT, capture_output=True)
    if git.returncode != 0:
        pytest.skip("not a git checkout")
    names = [Path(name) for name in git.stdout.decode().split("\0") if name]
    return [name for name in names if (ROOT / name).is_file()]


def found(pattern: re.Pattern[bytes], files: list[Path]) -> list[str]:
    """Return `file: match` for each file in which the pattern stands."""
    matches = ((file, pattern.search((ROOT / file).read_bytes())) for file in files)
    return [f"{file}: {match.group().decode()}" for file, match in matches if match]


def test_the_top_level_holds_what_it_should(files: list[Path]) -> None:
    """A reader sees the whole project in one short list."""
    assert {file.parts[0] for file in files} == TOP_LEVEL


def test_no_file_names_a_package_registry(files: list[Path]) -> None:
    """Where packages come from is the machine's configuration and not the project's."""
    assert found(REGISTRY_HOST, files) == []


def test_no_file_names_a_path_of_one_machine(files: list[Path]) -> None:
    """What works here works in every clone."""
    assert found(MACHINE_PATH, files) == []


def test_no_file_is_large(files: list[Path]) -> None:
    """History keeps every version of every file for ever."""
    sizes = {str(file): (ROOT / file).stat().st_size for file in files}
    assert {file: size for file, size in sizes.items() if size > LARGEST_BYTES} == {}


def test_constraints_are_names_and_versions() -> None:
    """No address, no option, no hash: an address would tie the project to one host."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [pin for pin in pins if not PIN.fullmatch(pin)] == []
    names = [pin.partition("==")[0] for pin in pins]
    assert names == sorted(set(names))


def test_no_module_is_long(files: list[Path]) -> None:
    """A module has one subject; by 500 lines it has got a second one."""
    code = [path for path in files if path.parts[0] == "annotator" and path.suffix == ".py"]
    lengths = {path: len((ROOT / path).read_text(encoding="utf-8").splitlines()) for path in code}
    assert len(lengths) > 300
    assert {path.as_posix(): lines for path, lines in lengths.items() if lines > 500} == {}


def test_no_folder_is_full(files: list[Path]) -> None:
    """What lies side by side can be taken in at a glance; the formats are a list."""
    code = [path for path in files if path.parts[0] == "annotator" and path.suffix == ".py"]
    folders = Counter(path.parent.as_posix() for path in code if path.name != "__init__.py")
    assert folders.pop("annotator/formats") > 10
    assert {folder: number for folder, number in folders.items() if number > 16} == {}
