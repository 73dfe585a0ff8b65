"""``make bench``: every benchmark in one run, as tables and as JSON."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console

from benchmarks import document, report
from benchmarks.scale import FULL, QUICK

BENCHMARKS = (
    "startup",
    "keys",
    "gestures",
    "opening",
    "scrolling",
    "exchange",
    "formats",
    "search",
    "agreement",
    "growth",
    "suggestions",
    "whole_article",
    "beside_training",
)
"""Modules of this package, each with a ``run``. One that is not asked for is not imported: what it
brings along would be looked through by every garbage collection of the others."""


def main() -> None:
    """Run the benchmarks that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="smaller sizes, fewer repeats")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, too")
    parser.add_argument(
        "--document",
        type=Path,
        metavar="FILE",
        help="put the figures into their tables there, too (docs/performance.md)",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("build"),
        help="where to work: on the disk that is to be measured (default: build)",
    )
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {unknown[0]}; there are: {', '.join(BENCHMARKS)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given.folder.mkdir(parents=True, exist_ok=True)
    console = Console(width=None if os.isatty(1) else 120)
    console.print(" · ".join(f"{name} {what}" for name, what in report.machine().items()))
    results = []
    for name in given.names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=given.folder) as folder:
            scale = QUICK if given.quick else FULL
            run = import_module(f"benchmarks.{name}").run
            results.append(run(scale, Path(folder).resolve()))
        console.print()
        report.show(results[-1], console)
    if given.json is not None:
        date = datetime.now(UTC).date().isoformat()
        figures = report.as_json(results, date)
        given.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if given.document is not None:
        document.renew(given.document, results)


if __name__ == "__main__":
    main()
