"""Run every kind of fault and print the table: ``python -m tests.faults [--long] [NAME …]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults import damaged, killed, outside, together
from tests.faults.outcome import Outcome, table

Kind = Callable[[Path, bool], list[Outcome]]

KINDS: dict[str, Kind] = {
    "window": lambda folder, long: [together.killed_windows(folder, 200 if long else 4)],
    "tagging": lambda folder, long: [killed.tagging(folder, 300 if long else 4)],
    "commands": lambda folder, long: killed.long_commands(folder, 50 if long else 2),
    "outside": lambda folder, long: outside.from_outside(folder, 10 if long else 2),
    "read-only": lambda folder, long: [outside.read_only(folder, 10 if long else 2)],
    "lock": lambda folder, long: [together.held_lock(folder, 40 if long else 3)],
    "at once": lambda folder, long: [
        together.at_once(folder, programs, 20 if long else 1) for programs in (2, 5)
    ],
    "clock": lambda folder, long: [together.clock_backwards(folder, 40 if long else 4)],
    "flipped": lambda folder, long: damaged.flipped_bytes(folder, 40 if long else 2),
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
