"""How much memory opening many articles takes: ``python -m benchmarks.memory [OPENINGS]``.

It is no time, so it stands outside ``python -m benchmarks``. Linux only.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent

from benchmarks import news, projects
from benchmarks.screen import open_window, settle

_CHARACTERS = 6_000
_EVERY = 250


def resident_mb() -> float:
    """Return the memory that this process has, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Open articles one after the other, tag each, and print what the process has."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("openings", nargs="?", type=int, default=3_000)
    openings = parser.parse_args().openings
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = Path(folder).resolve() / "memory.annotator"
        random = Random(1)
        made = (news.record(random, f"a{at}", _CHARACTERS, 0) for at in range(openings))
        projects.make(project, made)
        with open_window(project, "a0") as window:
            for at in range(openings):
                window.session.open_article(f"a{at}")
                window.article.select(0, 8)
                window.gestures.tag(next(iter(window.session.labels)))
                settle()
                # As the event loop does between two keys; without one nothing is ever deleted.
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                if (at + 1) % _EVERY == 0 or at == 0:
                    gc.collect()
                    sys.stdout.write(f"{at + 1:6,} openings  {resident_mb():6.0f} MB\n")
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
