"""Several real windows on one project at once, some of them killed."""

from __future__ import annotations

import time
from pathlib import Path

from tests.desktop.desk import make_project
from tests.faults.hands import chance_of, faults_of, leftovers
from tests.faults.killed import TEXT
from tests.faults.ledger import Ledger, compare, newest_event, undone_elsewhere
from tests.faults.outcome import Outcome
from tests.faults.speaking import Speaking

WHO = ("ana", "ana", "bo", "ana", "bo")
"""Who works in each window: one person in several, and several people."""


def windows_at_once(folder: Path, number: int, rounds: int) -> Outcome:
    """Work in some windows at once, by keys; kill some; let the others go on, and close them."""
    outcome = Outcome(f"{number} windows at once, some killed")
    chance = chance_of(outcome.kind)
    path, home = folder / "run" / "p.annotator", folder / "home"
    path.parent.mkdir(parents=True)
    make_project(path, [TEXT, TEXT + "Second.", TEXT + "Third."])
    ledger, first = Ledger(), newest_event(path)
    for turn in range(rounds):
        windows = [
            Speaking(home, "tests.faults.window", path, home / f"{at}.ini", WHO[at], f"{turn} {at}")
            for at in range(number)
        ]
        for window in windows:
            if not window.hear_until("event"):
                outcome.wrong.append(f"a window ended by itself: {window.complaint}")
        victims = chance.sample(windows, chance.randrange(1, number))
        for victim in victims:
            victim.kill(chance.uniform(0, 1))
        time.sleep(chance.uniform(0, 1))  # how long the others go on, not a wait for something
        alive = [window for window in windows if window not in victims]
        _close(alive, outcome)
        ledger.kills += len(victims)
        _take_in(ledger, windows, outcome)
        outcome.tried += 1
        outcome.damaged += bool(faults_of(path))
        finding = compare(ledger, path, first)
        outcome.lost += finding.lost
        names = {
            _name(one): {line["event"] for line in one.lines if "event" in line} for one in alive
        }
        outcome.wrong += finding.wrong + undone_elsewhere(path, names)
        if not outcome.is_good:
            break
    if left := leftovers(path.parent, home / "DATA"):
        outcome.wrong.append(f"hidden files are left: {', '.join(left[:3])}")
    return outcome


def _name(window: Speaking) -> str:
    return next((line["window"] for line in window.lines if "window" in line), "")


def _close(windows: list[Speaking], outcome: Outcome) -> None:
    """Let all rest before the first is closed: until then each undoes only its own."""
    for window in windows:
        window.ask("stop")
    for window in windows:
        window.hear_until("stopped")
    for window in windows:
        if window.end() != 0 or not any("closed" in line for line in window.lines):
            outcome.wrong.append(f"a window did not close: {window.complaint}")


def _take_in(ledger: Ledger, windows: list[Speaking], outcome: Outcome) -> None:
    for window in windows:
        ledger.note(window.lines)
        for line in window.lines:
            if "fault" in line:
                outcome.wrong.append(line["fault"])
            shown = str(line.get("shown", ""))
            if any(word in shown for word in ("already", "other window", "Meanwhile", "busy")):
                outcome.see(shown)
    outcome.acknowledged = len(ledger.told)
