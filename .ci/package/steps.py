"""What the bundle has to do before it is packed: ``steps.py PROGRAM [--window]``.

Every reader and writer, what comes back from each, agreement with gamma, a release, packs, backups,
a damaged project, what this edition has not, and the window, in a home of its own without a Python.
Exit 1 names each step that did not do what it is for.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import inputs

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = {
    "jsonl": "o.jsonl", "prodigy": "o.prodigy.jsonl", "doccano": "o.doccano.jsonl",
    "labelstudio": "o.ls.json", "brat": "brat", "hf-tokens": "o.hf.jsonl", "hf-dataset": "hf",
    "conll": "o.conll", "webanno-tsv": "tsv", "spacy-json": "o.spacy.json", "gate": "gate",
    "w3c": "w3c", "csv-spans": "o.spans.csv",
}  # fmt: skip
NOT_READ = {"hf-dataset"}
MISSING = {"spacy": "o.spacy", "cas-xmi": "cas"}
"""Formats that this edition only names."""


class Steps:
    """Runs a program in a folder and counts what went wrong."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.wrong: list[str] = []
        self.done = 0
        keep = (
            "SystemRoot",
            "TEMP",
            "TMP",
            "LANG",
            "LC_ALL",
            "DISPLAY",
            "XAUTHORITY",
            "QT_QPA_PLATFORM",
        )
        self.environment = {name: os.environ[name] for name in keep if name in os.environ} | {
            "HOME": str(folder / "home"), "USERPROFILE": str(folder / "home"),
            "APPDATA": str(folder / "home"), "LOCALAPPDATA": str(folder / "home"),
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def run(self, *arguments: str, code: int = 0, said: str = "") -> str:
        """Run a command line; note where it ends otherwise or does not say something."""
        self.done += 1
        ended = subprocess.run(
            [str(self.program), *arguments], cwd=self.folder, env=self.environment, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=600,
        )  # fmt: skip
        words = ended.stdout + ended.stderr
        if ended.returncode != code or said not in words or "Traceback" in words:
            last = "\n    ".join(words.strip().splitlines()[-4:])
            self.wrong.append(f"{' '.join(arguments)} (exit {ended.returncode})\n    {last}")
        return ended.stdout

    def check(self, what: str, holds: Callable[[], bool]) -> None:
        """Note where something does not hold."""
        self.done += 1
        try:
            if holds():
                return
            why = ""
        except (OSError, ValueError, LookupError) as error:
            why = f": {error}"
        self.wrong.append(what + why)


def take(steps: Steps) -> None:
    """Do everything once."""
    run, folder = steps.run, steps.folder
    run("--version", said="annotator ")
    run("--help", said="Commands:")
    name = "Über uns.annotator"  # spaces and letters beyond ASCII, as people have them
    run("new", name, said="4 labels")
    sample = str(ROOT / "resources" / "samples" / "news.jsonl")
    run("import", name, sample, said="16 articles new")
    own = folder / "own"
    own.mkdir()
    for file in inputs.write(own):
        run("import", "in.annotator", str(file), said="1 article new")
    run("check", name, said="ok: 16 articles, 144 spans")
    for form, out in WRITTEN.items():
        run("export", name, out, "--format", form)
        steps.check(f"{form}: nothing was written", lambda out=out: (folder / out).exists())
        if form not in NOT_READ | {"csv-spans"}:
            run("import", f"{form}.annotator", out, "--format", form)
            run("check", f"{form}.annotator", said="ok: 1")
    run("import", "csv-spans.annotator", "--dry-run", sample)
    for form, out in MISSING.items():
        run("export", name, out, "--format", form, code=2, said="not in this edition")
    again = folder / "again.jsonl"
    run("export", "jsonl.annotator", str(again), "--format", "jsonl")
    steps.check(
        "what comes back is not what went out",
        lambda: again.read_bytes() == (folder / "o.jsonl").read_bytes(),
    )
    run(
        "agreement",
        name,
        "--json",
        "a.json",
        "--html",
        "a.html",
        "--csv",
        "a.csv",
        "--replicates",
        "50",
        "--gamma",
    )
    steps.check(
        "the report has no gamma",
        lambda: "gamma" in json.loads((folder / "a.json").read_text("utf-8"))["overall"],
    )
    run("suggest", name, "--json", "s.jsonl", "--precision", "0")
    run("assign", name, "--annotator", "ana", "--annotator", "ben", "--seed", "1", said="assigned")
    run("pack", name, "ana.annotator", "--annotator", "ana", said="pack for ana")
    run("merge", name, "ana.annotator")
    run("release", name, "release", "--everybody", "--unfinished-too", "--replicates", "20")
    run("release", "--verify", "release", said="ok: release")
    run("backup", name, "copy.annotator", said="verified")
    run("backup", name, "--list")
    run("restore", name, "copy.annotator", said="restored")
    run("recover", "copy.annotator", "recovered.annotator", said="everything was saved")
    run("stats", name, "--json", said='"articles":16')
    run("new", "postgresql://nobody@127.0.0.1:9/none", code=2)
    run("check", "nothing.annotator", code=2)
    for picture in ("light.png", "again.png"):
        run("open", name, "--annotator", "ana", "--screenshot", picture)
        steps.check(
            f"{picture} is no picture", lambda p=picture: (folder / p).stat().st_size > 20_000
        )


def main() -> int:
    """Take all steps and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, help="what starts the bundle")
    parser.add_argument("--keep", type=Path, help="leave what was made in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "work"
        (folder / "home").mkdir(parents=True)
        steps = Steps(asked.program.resolve(), folder)
        take(steps)
        if asked.keep is not None:
            shutil.copytree(folder, asked.keep, dirs_exist_ok=True)
    for one in steps.wrong:
        print(f"WRONG: {one}", file=sys.stderr)
    print(f"{steps.done} steps, {len(steps.wrong)} wrong", flush=True)
    return 1 if steps.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
