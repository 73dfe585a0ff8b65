"""Several programs on one project at once, a lock that is held, a clock that goes wrong."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.hands import Tagger, command, faults_of, fresh, locked, make_project, spans_in
from tests.faults.outcome import Outcome


def held_lock(folder: Path, seconds: float) -> Outcome:
    """Another program holds the lock: each try ends in a sentence, and a later one succeeds.

    Whoever only reads is not held up.
    """
    outcome = Outcome(f"another program holds the lock, {seconds:.0f} s")
    path = folder / "p.annotator"
    make_project(path)
    tagger = Tagger(path, folder / "home")
    tagger.tag(3)
    with locked(path):
        if seconds > 5:
            _try_commands(outcome, path, folder)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            outcome.tried += 1
            tagger.tag(1)
            time.sleep(0.2)
    if not tagger.refused:
        outcome.wrong.append("nothing was said")
    for sentence in tagger.refused:
        outcome.see(sentence)
    tagger.tag(3)
    tagger.close()
    outcome.acknowledged = len(tagger.acknowledged)
    outcome.lost = len(set(tagger.acknowledged) - spans_in(path))
    outcome.damaged = bool(faults_of(path))
    return outcome


def _try_commands(outcome: Outcome, path: Path, folder: Path) -> None:
    """Run commands that read, which succeed, and one that writes, which names who holds it."""
    out = folder / "out.jsonl"
    for words in (("stats", path), ("check", path), ("export", path, out)):
        done = command(folder / "home", *words)
        if done.returncode:
            outcome.wrong.append(f"{words[0]}: {done.stderr.strip()[-200:]}")
    done = command(folder / "home", "import", path, out)
    outcome.see(f"import: {done.stderr.strip().splitlines()[-1]}")
    if done.returncode != 2:
        outcome.wrong.append(f"import: exit {done.returncode}, {done.stderr.strip()[-200:]}")


def at_once(folder: Path, programs: int, times: int) -> Outcome:
    """Several tag in turn and undo; each has what it was told, and one is killed each round."""
    outcome = Outcome(f"{programs} programs at once, one killed")
    path = folder / "p.annotator"
    folder.mkdir(exist_ok=True)
    make_project(path)
    certain: set[str] = set()
    for _ in range(times):
        outcome.tried += 1
        taggers = [
            Tagger(path, folder / "home", f"annotator {number}") for number in range(programs)
        ]
        for _ in range(5):
            for tagger in taggers:
                tagger.tag(2)
        for tagger in taggers[1:]:
            tagger.close()
        taggers[0].tag(2)
        taggers[0].kill()
        for tagger in taggers:
            certain |= set(tagger.acknowledged) - {""}
            for sentence in tagger.refused:
                outcome.see(sentence)
    outcome.acknowledged = len(certain)
    outcome.lost = len(certain - spans_in(path))
    outcome.damaged = bool(faults_of(path))
    return outcome


def clock_backwards(folder: Path, times: int) -> Outcome:
    """The clock goes back an hour, a year, and to 1970 between one program and the next."""
    outcome = Outcome("clock backwards")
    path = fresh(_made(folder), folder / "run")
    certain: set[str] = set()
    for number in range(times):
        back = (0, -3600, -365 * 86400, -50 * 365 * 86400)[number % 4]
        tagger = Tagger(path, folder / "home", "x", str(back))
        tagger.tag(4)
        if tagger.ask("undo") == "undone":
            tagger.acknowledged.pop()
        tagger.kill() if number % 2 else tagger.close()
        outcome.tried += 1
        certain |= set(tagger.acknowledged)
        for sentence in tagger.refused:
            outcome.see(sentence)
    outcome.acknowledged = len(certain)
    outcome.lost = len(certain - spans_in(path))
    outcome.damaged = bool(faults_of(path))
    return outcome


def _made(folder: Path) -> Path:
    template = folder / "template.annotator"
    make_project(template)
    return template
