"""Run every kind of fault and print the table: ``python -m tests.faults [--long] [NAME …]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import commands, crowded, damaged, full, killed, outside, together, working
from tests.faults.outcome import Outcome, table

Kind = Callable[[Path, bool], list[Outcome]]


def _working(sort: str) -> Kind:
    return lambda folder, long: [killed.working(folder, sort, 150 if long else 4)]


def _command(name: str) -> Kind:
    return lambda folder, long: killed.long_commands(folder, 50 if long else 2, {name})


def _full(folder: Path, long: bool) -> list[Outcome]:
    times = 6 if long else 2
    return [
        full.while_tagging(folder / "tagging", times),
        *full.long_commands(folder / "commands", times),
    ]


def _crowd(folder: Path, long: bool) -> list[Outcome]:
    return [
        crowded.windows_at_once(folder / str(number), number, 20 if long else 1)
        for number in (2, 5)
    ]


def _at_once(folder: Path, long: bool) -> list[Outcome]:
    return [
        together.at_once(folder / str(programs), programs, 6 if long else 1) for programs in (2, 5)
    ]


KINDS: dict[str, Kind] = {
    **{sort: _working(sort) for sort in working.SORTS},
    "window": lambda folder, long: [killed.windows(folder, 100 if long else 2)],
    **{name: _command(name) for name in commands.DEEDS},
    "windows": _crowd,
    "full": _full,
    "at once": _at_once,
    "lock": lambda folder, long: [together.held_lock(folder, 40 if long else 3)],
    "clock": lambda folder, long: [together.clock_backwards(folder, 12 if long else 4)],
    "outside": lambda folder, long: outside.from_outside(folder, 4 if long else 2),
    "read-only": lambda folder, long: [outside.read_only(folder, 6 if long else 2)],
    "flipped": lambda folder, long: damaged.flipped_bytes(folder, 10 if long else 2),
}


def run(names: list[str], *, long: bool) -> list[Outcome]:
    """Run kinds and return what came of them."""
    outcomes = []
    for name in names:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="annotator-faults-") as folder:
            outcomes += KINDS[name](Path(folder), long)
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("names", nargs="*", choices=[[], *KINDS])
    given = parser.parse_args()
    outcomes = run(given.names or list(KINDS), long=given.long)
    sys.stdout.write(table(outcomes) + "\n")
    return 0 if all(one.is_good for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
