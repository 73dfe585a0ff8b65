"""`make licences`: under which licences what is bundled stands; exit 1 on one that may not be.

Looks at everything that the program and this edition's extras need, as it is installed here. With
``--into FOLDER`` every text is put there, with those that wheels do not bring (licences/ beside
this file) and, where dpkg knows them, those of the system's libraries in the bundle.
"""

import argparse
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXTRAS = ("files", "postgres")
LEFT_OUT = {"pyarrow"}  # as in build.py
TEXTS = HERE / "licences"

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "HPND", "ISC",
    "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MPL-1.1", "MPL-2.0", "PSF-2.0",
    "Public-Domain", "Unlicense", "Zlib",
}  # fmt: skip
SAID_OTHERWISE = {
    "apache 2.0": "Apache-2.0", "apache software license": "Apache-2.0", "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause", "the bsd 2-clause license": "BSD-2-Clause",
    "mit license": "MIT", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "bsd-3-clause and public-domain": "BSD-3-Clause AND Public-Domain",
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "psf-2.0": "PSF-2.0",
}  # fmt: skip
EXCEPTIONS = {
    "pyinstaller": "GPL-2.0-or-later, with an exception: programs made with it, and with its"
    " bootloader in them, may stand under any licence",
}
"""What is under the GPL and may be in a bundle all the same, and why."""

NO_TEXT = {
    "pyside6-essentials": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "psycopg": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "psycopg-binary": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "sentencex": ("sentencex.txt",),
}
"""Texts from licences/ that belong to a wheel which does not bring them, or not all."""


def key(name: str) -> str:
    """Return a distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed() -> dict[str, Distribution]:
    """Return all that is bundled, by name: what the program needs, and this edition's extras."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    wanted = list(project["dependencies"])
    for extra in EXTRAS:
        wanted += project["optional-dependencies"][extra]
    found: dict[str, Distribution] = {}
    while wanted:
        requirement = wanted.pop()
        asked, _, marker = requirement.partition(";")
        name = re.match(r"[\w.-]+", asked.strip()).group()
        extras = re.findall(r"\[(.*?)\]", asked)
        extras = [key(one.strip()) for one in ",".join(extras).split(",") if one.strip()]
        if key(name) in LEFT_OUT or (key(name) in found and not extras):
            continue
        try:
            found[key(name)] = distribution(name)
        except PackageNotFoundError:
            if marker:  # for another system or Python
                continue
            raise
        for one in found[key(name)].requires or ():
            of = re.search(r"extra\s*==\s*['\"]([^'\"]+)", one)
            if of is None or key(of.group(1)) in extras:
                wanted.append(one if of is None else f"{one.partition(';')[0]}; extra")
    return found


def said(dist: Distribution) -> str:
    """Return a distribution's licence, as an expression where it can be told; "" for none."""
    about = dist.metadata
    classifiers = about.get_all("Classifier") or []
    told = [about.get("License-Expression") or "", (about.get("License") or "").strip()]
    told += [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    for one in told:
        line = SAID_OTHERWISE.get(one.lower(), one)
        if line and len(line) < 100 and "\n" not in line and parts_of(line):
            return line
    return next((one.splitlines()[0] for one in told if one), "")


def parts_of(expression: str) -> set[str]:
    """Return the licences that an expression names, empty where it is none."""
    words = set(re.split(r"\s+(?:AND|OR|and|or)\s+|[()]", expression)) - {""}
    return (
        {one.strip() for one in words}
        if all(re.fullmatch(r"[\w.+-]+", one.strip()) for one in words)
        else set()
    )


def may_be(expression: str) -> bool:
    """Tell whether one of the ways in which an expression may be read is allowed altogether."""
    open_at = expression.find("(")
    if open_at >= 0:
        close = expression.index(")", open_at)
        inner = may_be(expression[open_at + 1 : close])
        rest = f"{expression[:open_at]}{'MIT' if inner else 'none'}{expression[close + 1 :]}"
        return may_be(rest)
    ways = re.split(r"\s+OR\s+", expression)
    return any(all(one.strip() in ALLOWED for one in re.split(r"\s+AND\s+", way)) for way in ways)


def texts_of(dist: Distribution) -> list[Path]:
    """Return the files of a distribution that are licences, notices or names of authors."""
    marks = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
    found = []
    for file in dist.files or ():
        name, inside = file.name.upper(), ".dist-info/licenses/" in f"{file}"
        if (inside or name.startswith(marks)) and not name.endswith((".PY", ".PYC")):
            found.append(Path(str(dist.locate_file(file))))
    return found


def look() -> tuple[list[str], dict[str, Distribution]]:
    """Print what is bundled and under which licence; return what is wrong, and what there is."""
    wrong = []
    there = needed()
    for name, dist in sorted(there.items()):
        licence = EXCEPTIONS.get(name) or said(dist)
        texts = [*texts_of(dist), *(TEXTS / one for one in NO_TEXT.get(name, ()))]
        print(f"{name:24} {dist.version:14} {licence:60.60} {len(texts)} texts")
        if name not in EXCEPTIONS and not may_be(licence):
            wrong.append(f"{name}: {licence or 'no licence'} is not one that may be bundled")
        if not texts:
            wrong.append(f"{name}: it brings no text of its licence; put it into {TEXTS.name}/")
    print(f"{'pyinstaller':24} {'(bootloader)':14} {EXCEPTIONS['pyinstaller']:60.60}")
    return wrong, there


def of_system(folder: Path) -> None:
    """Put in what Debian says of the system's libraries that PyInstaller has taken."""
    lists = list((ROOT / "build" / "package" / "work").rglob("COLLECT-*.toc"))
    if not lists or not shutil.which("dpkg"):
        return
    sources = set(re.findall(r"'(/(?:usr/)?lib/[^']+)'", lists[0].read_text(encoding="utf-8")))
    packages = set()
    for source in sources:
        for path in {source, str(Path(source).resolve()), source.removeprefix("/usr")}:
            owner = subprocess.run(
                ["dpkg", "-S", path], check=False, capture_output=True, text=True
            )
            if owner.returncode == 0:
                packages.add(owner.stdout.partition(":")[0])
                break
    for package in sorted(packages):
        text = Path("/usr/share/doc") / package / "copyright"
        if text.exists():
            shutil.copy(text.resolve(), folder / f"system-{package}.txt")


def put_into(folder: Path, there: dict[str, Distribution]) -> None:
    """Write every text into a folder, those of each distribution beside one another."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", folder / "annotator.txt")
    for name, dist in there.items():
        for number, text in enumerate(texts_of(dist)):
            target = folder / f"{name}-{number}-{text.name.removesuffix('.txt')}.txt"
            shutil.copy(text, target)
    for text in TEXTS.glob("*.txt"):
        shutil.copy(text, folder)
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    if python.exists():
        shutil.copy(python, folder / "python.txt")
    of_system(folder)


def main() -> int:
    """Look, and write where asked; return the exit code."""
    parser = argparse.ArgumentParser(prog="make licences", description=__doc__)
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="put every text there")
    asked = parser.parse_args()
    wrong, there = look()
    for one in wrong:
        print(f"WRONG: {one}", file=sys.stderr)
    if asked.into is not None:
        put_into(asked.into, there)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
