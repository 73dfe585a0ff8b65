"""Runs commands with every odd path, in one process: ``odd_paths.py GROUP``; prints JSON.

A record for each: command, kind of path, exit code, lines on standard error.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from annotator.__main__ import main

WORK = (
    '{"schema":"annotator/1","id":"x","text":"Short one here.","annotator":"%s","status":"done"}\n'
)
A, B = ("ana", "ben")

# What is tried: the command, with @ for the path and # for a new name; how such a path ends.
GROUPS: dict[str, list[tuple[str, str]]] = {
    "projects": [
        ("new @", ".annotator"),
        ("import @ a.jsonl", ".annotator"),
        ("export @ -", ".annotator"),
        ("agreement @ --replicates 0", ".annotator"),
        ("release @ # --replicates 0", ".annotator"),
        ("check @", ".annotator"),
        ("stats @", ".annotator"),
        ("assign @", ".annotator"),
        ("pack @ #.annotator --annotator ana", ".annotator"),
        ("merge @ pack.annotator", ".annotator"),
        ("merge p.annotator @", ".annotator"),
    ],
    "backups": [
        ("backup @", ".annotator"),
        ("backup p.annotator @", ".annotator"),
        ("restore @ pack.annotator", ".annotator"),
        ("restore p.annotator @", ".annotator"),
    ],
    "inputs": [
        ("new #.annotator --labels @", ""),
        ("import p.annotator @", ""),
        ("pack p.annotator #.annotator --annotator ana --articles @", ""),
        ("release --verify @", ""),
    ],
    "outputs": [
        ("import p.annotator a.jsonl --skip-bad --refused @", ""),
        ("export p.annotator @", ""),
        ("export p.annotator @ --format brat", ""),
        ("agreement p.annotator --replicates 0 --json @", ""),
        ("agreement p.annotator --replicates 0 --html @", ""),
        ("agreement p.annotator --replicates 0 --csv @", ""),
        ("release p.annotator @ --replicates 0", ""),
        ("pack p.annotator @ --annotator ana", ".annotator"),
    ],
    "window": [
        ("open @ --screenshot #.png", ".annotator"),
        ("open p.annotator --annotator ana --screenshot @", ""),
    ],
}


def odd(end: str) -> Iterator[tuple[str, str]]:
    """Yield kinds of paths and paths, of names that end as given."""
    yield "empty", ""
    yield "NUL", f"a\0b{end}"
    yield "long name", f"{'x' * 300}{end}"
    yield "long path", f"{'d' * 200}/" * 25 + f"x{end}"
    yield "bytes", f"\udcff{end}"
    yield "half a pair", f"\ud800{end}"
    yield "folder", f"folder{end}"
    yield "broken link", f"broken{end}"
    yield "loop", f"loop{end}"
    yield "through a loop", f"loop/x{end}"
    yield "under a file", f"file/x{end}"
    yield "no folder", f"no/such/x{end}"
    yield "control signs", f"\x1b[31mred\n{end}"
    if sys.platform == "linux":
        yield "full", "full.annotator" if end else "/dev/full"


def prepare() -> None:
    Path("a.jsonl").write_text(WORK % A + WORK % B, encoding="utf-8")
    Path("file").write_text("x", encoding="utf-8")
    for end in ("", ".annotator"):
        Path(f"folder{end}").mkdir()
        Path(f"folder{end}", "file").write_text("x", encoding="utf-8")
        Path(f"broken{end}").symlink_to("nowhere/x")
        Path(f"loop{end}").symlink_to(f"loop{end}")
    Path("full.annotator").symlink_to("/dev/full")
    assert run(["import", "p.annotator", "a.jsonl"])[0] == 0
    assert run(["pack", "p.annotator", "pack.annotator", "--annotator", A])[0] == 0


def run(given: list[str]) -> tuple[object, list[str]]:
    """Run a command line; return its exit code and what it said on standard error."""
    kept = sys.stdout, sys.stderr
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), said
    try:
        code: object = main(given)
    except BaseException as error:  # noqa: BLE001 - that is what is looked for
        code = repr(error)
    finally:
        out, _ = sys.stdout.flush(), said.flush()
        printed = sys.stdout.buffer.getvalue().decode("utf-8", "replace")
        sys.stdout, sys.stderr = kept
    lines = said.buffer.getvalue().decode("utf-8", "replace").splitlines()
    if "\x1b" in printed:
        lines.append("\x1b on standard output")
    del out
    return code, [line for line in lines if "propagateSizeHints" not in line]


def cases(group: str) -> Iterator[dict[str, object]]:
    number = 0
    for command, end in GROUPS[group]:
        for kind, path in odd(end):
            if kind == "full" and (group == "inputs" or "--refused" in command):
                continue  # it never ends, which is another kind; nothing is refused here
            if kind == "full" and command.startswith("restore @"):
                continue  # what cannot be read is put aside
            if command.startswith(("release --verify", "backup p")) and kind == "folder":
                continue  # where a folder is meant
            number += 1
            given = [
                path if word == "@" else word.replace("#", f"new{number}")
                for word in command.split()
            ]
            code, said = run(given)
            yield {"command": command, "kind": kind, "code": code, "said": said}


if __name__ == "__main__":
    prepare()
    print(json.dumps(list(cases(sys.argv[1]))))  # noqa: T201
