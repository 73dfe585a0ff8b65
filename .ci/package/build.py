"""`make package`: the program with all that it needs, as an archive and, on Debian, as a .deb.

Everything is made anew in build/package, from constraints.txt: an environment with what the program
and the extras of this edition need, the bundle by PyInstaller, the licences of what is in it. Then
the bundle has to do all that it is for (steps.py) before anything is packed into dist/.
docs/packaging.md says how to do this on each system.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "build" / "package"
BUNDLE = WORK / "dist" / "annotator"
EXTRAS = "files,postgres"
LEFT_OUT = ("pyarrow",)
"""What this edition has beside the program itself: neither spaCy nor pyarrow nor ICU."""

WINDOWS, MACOS = sys.platform == "win32", sys.platform == "darwin"


def say(line: str) -> None:
    """Print what is done now."""
    print(line, flush=True)


def version() -> str:
    """Return the program's version."""
    text = (ROOT / "annotator" / "__init__.py").read_text(encoding="utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def environment() -> Path:
    """Make an environment with what is to be in the bundle; return its Python."""
    folder = WORK / "venv"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    if not python.exists():
        venv.create(folder, clear=True, with_pip=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--quiet", "--disable-pip-version-check"]
    pip += ["--constraint", ROOT / "constraints.txt"]
    subprocess.run([*pip, "pip"], check=True)
    subprocess.run([*pip, "pyinstaller"], check=True)
    subprocess.run([*pip, "--upgrade", f"{ROOT}[{EXTRAS}]"], check=True)
    # The program itself is taken from the clone; only what it needs is installed, and not what is
    # as large as all the rest: without it, Parquet is not in this edition.
    uninstall = [python, "-m", "pip", "uninstall", "--quiet", "--yes", "annotator", *LEFT_OUT]
    subprocess.run(uninstall, check=True)
    return python


def bundle(python: Path) -> None:
    """Make the bundle."""
    made = WORK / "made"
    made.mkdir(parents=True, exist_ok=True)
    svg = ROOT / "resources" / "icons" / "annotator.svg"
    subprocess.run([python, HERE / "icons.py", svg, made], check=True)
    shutil.rmtree(WORK / "dist", ignore_errors=True)
    settings = {"ANNOTATOR_MADE": str(made), "ANNOTATOR_VERSION": version()}
    folders = ["--distpath", WORK / "dist", "--workpath", WORK / "work"]
    subprocess.run(
        [python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", *folders,
         HERE / "annotator.spec"],
        check=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
    )  # fmt: skip
    if sys.platform.startswith("linux"):
        # Much of Python's own libraries is only for debuggers; others do not load when stripped.
        inside = BUNDLE / "_internal"
        for library in (*inside.glob("libpython*.so*"), *inside.rglob("lib-dynload/*.so")):
            subprocess.run(["strip", "--strip-unneeded", library], check=False)
        # The second name shows what goes wrong in a window: no terminal is there to print to.
        (BUNDLE / "annotator-desktop").symlink_to("annotator")


def program() -> Path:
    """Return what starts the bundle."""
    if MACOS:
        return WORK / "dist" / "Annotator.app" / "Contents" / "MacOS" / "annotator"
    return BUNDLE / ("annotator.exe" if WINDOWS else "annotator")


def files_of_linux(root: Path) -> None:
    """Put menu entry, icons and file type where Linux desktops look for them, below ``root``."""
    share = root / "share"
    for file, folder in (
        ("annotator.desktop", "applications"),
        ("annotator.xml", "mime/packages"),
    ):
        (share / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / file, share / folder)
    for picture in sorted((WORK / "made").glob("*.png")):
        if int(picture.stem) <= 512:
            place = share / "icons" / "hicolor" / f"{picture.stem}x{picture.stem}" / "apps"
            place.mkdir(parents=True, exist_ok=True)
            shutil.copy(picture, place / "annotator.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "resources" / "icons" / "annotator.svg", scalable)


def archive(out: Path) -> Path:
    """Pack the bundle; on Linux with what puts it into the menu of whoever unpacks it."""
    name = f"annotator-{version()}-{platform.system().lower()}-{platform.machine()}"
    if WINDOWS or MACOS:
        base = WORK / "dist"
        top = "Annotator.app" if MACOS else "annotator"
        return Path(shutil.make_archive(str(out / name), "zip", base, top))
    files_of_linux(BUNDLE)
    for script in ("add-to-menu", "remove-from-menu"):
        shutil.copy(HERE / script, BUNDLE)
    target = out / f"{name}.tar.xz"
    with tarfile.open(target, "w:xz", preset=9) as packed:
        packed.add(BUNDLE, "annotator", filter=_of_nobody)
    return target


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


def debian(out: Path) -> Path:
    """Make a .deb of the bundle."""
    root = WORK / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BUNDLE, root / "usr/lib/annotator", symlinks=True,
                    ignore=shutil.ignore_patterns("share", "*-menu"))  # fmt: skip
    files_of_linux(root / "usr")
    (root / "usr/bin").mkdir()
    for name in ("annotator", "annotator-desktop"):
        (root / "usr/bin" / name).symlink_to(f"../lib/annotator/{name}")
    about = root / "usr/share/doc/annotator"
    about.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", about / "copyright")
    shutil.copy(ROOT / "CHANGELOG.md", about)
    size = sum(one.stat().st_size for one in root.rglob("*") if one.is_file()) // 1024
    architecture = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(
        (HERE / "control")
        .read_text(encoding="utf-8")
        .format(version=version(), architecture=architecture, size=size),
        encoding="utf-8",
    )
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    target = out / f"annotator_{version()}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root, target],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return target


def main() -> int:
    """Make everything and return the exit code."""
    parser = argparse.ArgumentParser(prog="make package", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the packages go")
    parser.add_argument("--again", action="store_true", help="only pack what was made before")
    asked = parser.parse_args()
    if not asked.again:
        say("Installing what goes into the bundle ...")
        python = environment()
        say("Making the bundle ...")
        bundle(python)
        licences = [python, HERE / "licences.py", "--into", BUNDLE / "licences"]
        if subprocess.run(licences, check=False).returncode:
            return 1
    say("Doing with the bundle what it is for ...")
    if subprocess.run([sys.executable, HERE / "steps.py", program()], check=False).returncode:
        return 1
    asked.out.mkdir(parents=True, exist_ok=True)
    say("Packing ...")
    made = [archive(asked.out)]
    if shutil.which("dpkg-deb"):
        made.append(debian(asked.out))
    for file in made:
        say(f"{file}: {file.stat().st_size / 1_000_000:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
