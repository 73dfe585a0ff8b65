"""Killed at any moment: of work in a project, of work in the window, and of each long command."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from tests.desktop.desk import make_project as make_for_windows
from tests.faults.commands import DEEDS, Trial
from tests.faults.hands import chance_of, command, faults_of, leftovers, make_project, timed
from tests.faults.ledger import Ledger, compare, newest_event
from tests.faults.outcome import Outcome
from tests.faults.speaking import Speaking

TEXT = "“No,” said Ada Bell 😀, the mayor of Vellatown. “Not before May.”\n\n" * 60
Start = Callable[[Path, Path, int], Speaking]
"""Given a project, a home and a number: a program that works in the project."""


def working(folder: Path, sort: str, times: int) -> Outcome:
    """Killed while somebody works as fast as the project stores; see ``working.SORTS``."""
    path = folder / "run" / "p.annotator"
    path.parent.mkdir(parents=True)
    make_project(path, 4)

    def start(path: Path, home: Path, number: int) -> Speaking:
        return Speaking(home, "tests.faults.working", path, "x", sort, str(number))

    return _killed(Outcome(f"killed: {sort}"), start, path, folder / "home", times, 0.12)


def windows(folder: Path, times: int) -> Outcome:
    """The real window is killed while somebody works in it by keys."""
    path = folder / "run" / "p.annotator"
    path.parent.mkdir(parents=True)
    make_for_windows(path, [TEXT, TEXT + "Second.", TEXT + "Third."])

    def start(path: Path, home: Path, number: int) -> Speaking:
        settings = home / "settings.ini"
        return Speaking(home, "tests.faults.window", path, settings, "ana", str(number))

    return _killed(Outcome("killed: the window"), start, path, folder / "home", times, 0.6)


def _killed(
    outcome: Outcome, start: Start, path: Path, home: Path, times: int, longest_s: float
) -> Outcome:
    """Start a program again and again, kill it, and look each time at all that was said."""
    chance = chance_of(outcome.kind)
    ledger, first = Ledger(), newest_event(path)
    for number in range(times):
        program = start(path, home, number)
        if not program.hear_until("event"):
            outcome.wrong.append(f"it ended by itself: {program.complaint}")
            program.end()
            return outcome
        program.kill(chance.uniform(0, longest_s))
        ledger.kills += 1
        ledger.note(program.lines)
        outcome.tried += 1
        outcome.acknowledged = len(ledger.told)
        outcome.wrong += [line["fault"] for line in program.lines if "fault" in line]
        outcome.damaged += bool(faults_of(path))
        finding = compare(ledger, path, first)
        outcome.lost += finding.lost
        outcome.wrong += finding.wrong
        if not outcome.is_good:
            return outcome
    if left := leftovers(path.parent, home / "DATA"):
        outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
    return outcome


def long_commands(folder: Path, times: int, only: Collection[str] = DEEDS) -> list[Outcome]:
    """Kill each command, or only some, so often at random moments of its work."""
    template = folder / "template.annotator"
    make_project(template, 150)
    return [_command(name, template, folder / name, times) for name in DEEDS if name in only]


def _command(name: str, template: Path, folder: Path, times: int) -> Outcome:
    outcome = Outcome(f"killed: {name}")
    chance = chance_of(outcome.kind)
    trial = Trial(name, template, folder)
    outcome.wrong += trial.faults
    home, run = trial.place.home, trial.place.project.parent
    _, idle_s = timed(home, "--help")
    longest_s, ended = trial.whole_s, 0
    while outcome.tried < times and ended < 3 * times:
        trial.begin_again()
        moment = chance.uniform(0.8 * idle_s, longest_s)
        if command(home, *trial.words, kill_after=moment).returncode >= 0:
            ended += 1  # it was quicker this time, and nothing was killed
            longest_s = max(idle_s, (longest_s + moment) / 2)
            continue
        longest_s *= 1.02
        outcome.tried += 1
        outcome.acknowledged += len(trial.before.spans)
        found = trial.look()
        outcome.lost += found.lost
        outcome.damaged += found.damaged
        outcome.wrong += found.wrong
    # The next run sweeps what the killed ones have left.
    trial.begin_again()
    command(home, *trial.words)
    if left := leftovers(run, home / "DATA"):
        outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
    return outcome
