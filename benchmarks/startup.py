"""From the start of a process until the first article is painted."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks import projects
from benchmarks.report import Result, Row
from benchmarks.scale import Page, Scale

_PAGE = Page(4_000, 60)


def run(scale: Scale, folder: Path) -> Result:
    """Start the program and a bare window in turns."""
    project = folder / "startup.annotator"
    projects.with_pages(project, [_PAGE])
    ours, floors = [], []
    for number in range(scale.starts + 1):
        times = [_start(kind, project, folder) for kind in ("ours", "bare")]
        if number:  # the first ones warm the disk's cache
            ours.append(times[0])
            floors.append(times[1])
    return Result(
        "Start of the process until the first article is painted",
        "a bare PySide6 window with a QPlainTextEdit that shows the same text",
        [Row("median", "ms", median(ours) * 1000, median(floors) * 1000, times=2)],
    )


def _start(kind: str, project: Path, folder: Path) -> float:
    environment = os.environ | {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),  # compiled, as installed programs are
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "benchmarks.first_paint", kind, str(project), _PAGE.name]
    start = time.monotonic()
    ended = subprocess.run(  # the clock is the same in every process
        command, env=environment, check=True, capture_output=True, text=True, timeout=120
    )
    return float(ended.stdout) - start
