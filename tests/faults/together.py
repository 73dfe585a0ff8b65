"""Several programs on one project at once, a lock that is held, a clock that goes wrong."""

from __future__ import annotations

import time
from pathlib import Path

from tests.faults.hands import Tagger, faults_of, fresh, locked, make_project, spans_in
from tests.faults.outcome import Outcome


def held_lock(folder: Path, seconds: float) -> Outcome:
    """Another program holds the lock: each try ends in a sentence, and a later one succeeds."""
    outcome = Outcome(f"another program holds the lock, {seconds:.0f} s")
    path = folder / "p.annotator"
    make_project(path)
    tagger = Tagger(path, folder / "home")
    tagger.tag(3)
    with locked(path):
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


def at_once(folder: Path, programs: int, times: int) -> Outcome:
    """Several tag in turn and undo; each has what it was told, and one is killed each round."""
    outcome = Outcome(f"{programs} programs at once, one killed")
    path = folder / "p.annotator"
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


def killed_windows(folder: Path, times: int) -> Outcome:
    """The real window annotates by keys and is killed; see ``tests.desktop.test_killed``."""
    from annotator.project import Project
    from tests.desktop.desk import make_project as make
    from tests.desktop.test_killed import TEXT, annotate_and_kill, apply, read_state

    outcome = Outcome("killed: the window")
    path = folder / "p.annotator"
    make(path, [TEXT, TEXT + "Second.", TEXT + "Third."])
    state: dict[str, list] = {}
    for number in range(times):
        lines = annotate_and_kill(path, folder / "s.ini", number, 0.02 * (number % 12))
        expected = apply(state, lines)
        outcome.tried += 1
        outcome.acknowledged += len(lines)
        with Project.open(path) as project:
            state = read_state(project)
        # The action in hand when it was killed may be stored without having been shown.
        missing = {name for name in expected if name not in state}
        if len(missing) > 1:
            outcome.lost += len(missing)
    outcome.damaged = bool(faults_of(path))
    return outcome
