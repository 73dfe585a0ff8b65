"""Killed in the middle: of tagging, and of each long command."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import orjson

from annotator.project import Project
from tests.faults.hands import (
    Tagger,
    chance_of,
    command,
    faults_of,
    fresh,
    leftovers,
    make_project,
    spans_in,
    timed,
)
from tests.faults.outcome import Outcome


def tagging(folder: Path, times: int) -> Outcome:
    """Killed while tags come in as fast as they can; every one that was answered is there."""
    outcome = Outcome("killed: tagging and undo")
    template = folder / "template.annotator"
    make_project(template)
    path = fresh(template, folder / "run")
    chance = chance_of(outcome.kind)
    certain: set[str] = set()
    for number in range(times):
        tagger = Tagger(path, folder / "home")
        tagger.tag(chance.randrange(1, 12))
        undone = tagger.ask("undo") == "undone"
        if undone and tagger.acknowledged:
            tagger.acknowledged.pop()
        tagger.kill()
        certain |= set(tagger.acknowledged)
        outcome.tried += 1
        outcome.acknowledged += len(tagger.acknowledged) + undone
        if number % 10 == 9 or number == times - 1:
            outcome.lost += len(certain - spans_in(path))
            outcome.damaged += bool(faults_of(path))
    return outcome


Prepare = Callable[[Path, Path], None]


def _commands(folder: Path) -> dict[str, tuple[list[str | Path], Callable[[Path], None]]]:
    """Return each command that is killed, with what is made for it beside a project."""
    pack, lines, out = folder / "pack.annotator", folder / "more.jsonl", folder / "out"

    def nothing(_: Path) -> None:
        return

    def make_pack(path: Path) -> None:
        with Project.open(path) as project:
            project.pack(pack, "ada")
        tagger = Tagger(pack, folder / "home", "ada")
        tagger.tag(30)
        tagger.close()

    def make_lines(_: Path) -> None:
        rows = [
            {
                "schema": "annotator/1",
                "id": f"new{number}",
                "text": f"Text {number} of what came in later.\n" * 30,
                "annotator": "cy",
                "spans": [{"label": "claim", "start": at, "end": at + 4} for at in (0, 9, 20)],
            }
            for number in range(3_000)
        ]
        lines.write_bytes(b"\n".join(map(orjson.dumps, rows)) + b"\n")

    def back_up(path: Path) -> None:
        with Project.open(path) as project:
            shutil.copyfile(project.back_up("test"), folder / "backup.annotator")

    def damage(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x40
        (folder / "damaged.annotator").write_bytes(data)

    def forget(_: Path) -> None:
        shutil.rmtree(out, ignore_errors=True)
        for one in folder.glob("out*"):
            one.unlink()

    project = folder / "run" / "p.annotator"
    return {
        "import": (["import", project, lines], make_lines),
        "export": (["export", project, folder / "out.jsonl"], forget),
        "export of a folder": (["export", project, out, "--format", "brat"], forget),
        "merge": (["merge", project, pack], make_pack),
        "pack": (["pack", project, folder / "out.annotator", "--annotator", "ada"], forget),
        "release": (["release", project, out], forget),
        "backup": (["backup", project], nothing),
        "restore": (["restore", project, folder / "backup.annotator"], back_up),
        "recover": (["recover", folder / "damaged.annotator", folder / "out.annotator"], damage),
        "check": (["check", project], nothing),
    }


def long_commands(folder: Path, times: int, only: Collection[str] = ()) -> list[Outcome]:
    """Kill each command, or only some, at random moments; the project has all it had, whole."""
    template = folder / "template.annotator"
    make_project(template, 400)
    found = []
    for name, (arguments, prepare) in _commands(folder).items():
        if only and name not in only:
            continue
        outcome = Outcome(f"killed: {name}")
        path = fresh(template, folder / "run")
        tagger = Tagger(path, folder / "home")
        tagger.tag(40)
        tagger.close()
        kept = set(tagger.acknowledged) | spans_in(path)
        prepare(path)
        before = folder / "before.annotator"
        shutil.copyfile(path, before)
        done, whole = timed(folder / "home", *arguments)
        if done.returncode not in (0, 1):
            outcome.wrong.append(f"exit {done.returncode}: {done.stderr.strip()[-300:]}")
        chance = chance_of(outcome.kind)
        after = spans_in(path)
        for _ in range(times):
            shutil.copyfile(before, path)
            for end in ("-wal", "-shm"):
                Path(f"{path}{end}").unlink(missing_ok=True)
            if "out" in str(arguments[-1]) or name in ("pack", "recover"):
                for one in folder.glob("out*"):
                    shutil.rmtree(one) if one.is_dir() else one.unlink()
            command(folder / "home", *arguments, kill_after=chance.uniform(0.25, 1.0) * whole)
            outcome.tried += 1
            outcome.acknowledged += len(kept)
            outcome.damaged += bool(faults_of(path))
            there = spans_in(path)
            outcome.lost += len(kept - there)
            if name != "import" and there not in (kept, after):
                outcome.wrong.append(
                    f"half done: {len(there)} spans, not {len(kept)} or {len(after)}"
                )
            for one in (folder / "out.annotator",):
                if one.exists() and faults_of(one):
                    outcome.wrong.append("a half-made project has the name that was asked for")
        # The next run sweeps what the killed ones have left.
        command(folder / "home", *arguments)
        left = leftovers(folder / "run", folder / "home" / "DATA")
        if left:
            outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
        found.append(outcome)
    return found
