"""Write constraints.txt from a clean resolve of pyproject.toml (`make constraints`).

The resolve installs nothing and looks at no version that is installed already. It runs under one
Python; before a change is kept, `make test` is to pass under the oldest and the newest one.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEADER = """\
# The exact versions that the project is developed and tested with, one set for Python 3.11 to 3.14.
# Written by `make constraints`; used by every set-up: pip install --constraint constraints.txt
# Names and versions only, and no hashes: pip then demands one of everything it installs, and an
# editable install of the project itself cannot have one.
"""

# Asked for on Windows, or under Python 3.13, only, so a resolve elsewhere does not see it.
ELSEWHERE = {"colorama": "0.4.6", "pyyaml-ft": "8.0.0"}


def resolve(requirements: list[str]) -> dict[str, str]:
    """Return the version of each distribution that pip would install, by its name in lower case."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--quiet", "--dry-run"]
    command += ["--ignore-installed", "--only-binary=:all:", "--report=-", *requirements]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    found = (entry["metadata"] for entry in report["install"])
    return {entry["name"].lower().replace("_", "-"): entry["version"] for entry in found}


def main() -> None:
    """Resolve what the program, its development and its building need, and write the file."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        pyproject = tomllib.load(file)
    project = pyproject["project"]
    requirements = [
        *pyproject["build-system"]["requires"],
        *project["dependencies"],
        *(
            name
            for extra in project["optional-dependencies"].values()
            for name in extra
            if not name.startswith(f"{project['name']}[")
        ),
        "pip",
    ]
    versions = {**ELSEWHERE, **resolve(requirements)}
    lines = (f"{name}=={version}\n" for name, version in sorted(versions.items()))
    (ROOT / "constraints.txt").write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
