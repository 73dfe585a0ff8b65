"""Full disks: of the project, of the backups, of what is asked for. A small disk is mounted."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.commands import DEEDS, Trial
from tests.faults.hands import (
    Tagger,
    chance_of,
    command,
    faults_of,
    fresh,
    leftovers,
    make_project,
    spans_in,
)
from tests.faults.outcome import Outcome

MEGABYTES = 64
SKIPPED = "not tried: a small disk can only be mounted by root"
_KB = 1024
_SAID = ("the disk is full", "no room", "No space left on device")


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk at a folder, and take it away again; False where that is not allowed."""
    folder.mkdir(parents=True)
    if os.geteuid() != 0 or shutil.which("mount") is None:
        yield False
        return
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Fill a disk, leave some bytes free, and return the file that takes the room."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 64 * _KB)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave))
    return filler


def while_tagging(folder: Path, times: int) -> Outcome:
    """The disk fills up while somebody tags; room is made again, or the program is killed."""
    outcome = Outcome("full disk: tagging")
    with small_disk(folder / "disk") as mounted:
        if not mounted:
            outcome.see(SKIPPED)
            return outcome
        template = folder / "template.annotator"
        make_project(template, 20)
        for number in range(times):
            _tag_on_full(outcome, template, folder, number)
    return outcome


def _tag_on_full(outcome: Outcome, template: Path, folder: Path, number: int) -> None:
    disk = folder / "disk"
    path = fresh(template, disk / f"run {number}")
    home = folder / "home"
    home.mkdir(exist_ok=True)
    tagger = Tagger(path, home)
    tagger.tag(5)
    filler = fill(disk)
    while not tagger.refused:
        tagger.tag(1)
    outcome.see(tagger.refused[0])
    if "the disk is full" not in tagger.refused[0]:
        outcome.wrong.append(tagger.refused[0])
    if number % 2:
        tagger.tag(3)
        tagger.kill()
        if (done := command(home, "check", path)).returncode:
            outcome.see(f"with the disk still full: {done.stderr.strip()}")
        filler.unlink()
    else:
        filler.unlink()
        there = len(tagger.acknowledged)
        tagger.tag(3)
        if len(tagger.acknowledged) != there + 3:
            outcome.wrong.append(f"with room again: {tagger.refused[-1]}")
        tagger.close()
    outcome.tried += 1
    outcome.acknowledged += len(tagger.acknowledged)
    outcome.lost += len(set(tagger.acknowledged) - spans_in(path))
    outcome.damaged += bool(faults_of(path))
    if left := leftovers(path.parent):
        outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
    shutil.rmtree(path.parent)


def long_commands(folder: Path, times: int, only: Collection[str] = DEEDS) -> list[Outcome]:
    """Each command runs out of room somewhere: it says so, and everything is as before."""
    with small_disk(folder / "disk") as mounted:
        template = folder / "template.annotator"
        make_project(template, 150)
        return [
            _command(name, template, folder / "disk" / name, times if mounted else 0)
            for name in DEEDS
            if name in only
        ]


def _command(name: str, template: Path, folder: Path, times: int) -> Outcome:
    outcome = Outcome(f"full disk: {name}")
    if not times:
        outcome.see(SKIPPED)
        return outcome
    chance = chance_of(outcome.kind)
    trial = Trial(name, template, folder)
    outcome.wrong += trial.faults
    for number in range(times):
        trial.begin_again()
        leave = (0, 4, 64, 512, 2048, 6000)[number % 6] * _KB
        filler = fill(folder.parent, leave and chance.randrange(leave // 2, leave))
        done = command(trial.place.home, *trial.words)
        filler.unlink()
        outcome.tried += 1
        outcome.acknowledged += len(trial.before.spans)
        said = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
        said = said.replace(f"{trial.place.project.parent}{os.sep}", "")
        said = said.replace(f"{folder}{os.sep}", "")
        if done.returncode:
            outcome.see(said)
            if done.returncode not in (1, 2) or not any(word in said for word in _SAID):
                outcome.wrong.append(f"exit {done.returncode}: {done.stderr.strip()[-300:]}")
        if left := leftovers(trial.place.project.parent, trial.place.home / "DATA"):
            outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
        found = trial.look()
        outcome.lost += found.lost
        outcome.damaged += found.damaged
        outcome.wrong += found.wrong
    shutil.rmtree(folder)
    return outcome
