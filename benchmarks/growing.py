"""A process that imports small inputs and then a large one: ``READER LARGE SMALL…``."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from annotator.__main__ import collecting_less
from annotator.errors import AnnotatorError
from annotator.exchange import ImportOptions, bring_in, create_project, look
from benchmarks.transfer import peak_megabytes

MOST_BYTES = 6_000_000_000
"""What a process may take before it is stopped."""


def main(reader: str, large: str, *small: str) -> None:
    """Print what the large one takes; the small ones bring in libraries and fill caches."""
    stop_at(MOST_BYTES)
    with collecting_less(), tempfile.TemporaryDirectory() as folder:
        _import(reader, small, Path(folder) / "small.annotator")
        before = peak_megabytes()
        began = time.process_time()
        said = _import(reader, [large], Path(folder) / "large.annotator")
        figures: dict[str, Any] = {
            "seconds": time.process_time() - began,
            "megabytes": peak_megabytes() - before,
            "said": said,
        }
    print(json.dumps(figures))


def stop_at(most_bytes: int) -> None:
    """Let this process fail, and not the machine, when it wants more memory than this."""
    with suppress(OSError, ValueError):  # not every system can
        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))


def look_at(reader: str, file: Path) -> None:
    """Read and check a file as an import does, and write nothing."""
    with suppress(AnnotatorError):
        look(None, [file], _options(reader, file.name))


def _options(reader: str, name: str) -> ImportOptions:
    chosen = None if name.endswith(".zip") else reader
    return ImportOptions(format=chosen, annotator="ann", skip_bad=True)


def _import(reader: str, files: Sequence[str], place: Path) -> str:
    with create_project(place) as project:
        try:
            summary = bring_in(project, files, _options(reader, files[0]))
        except AnnotatorError as error:
            return str(error)
    return " | ".join([str(summary.sentence()), *map(str, summary.refused[:1])])


if __name__ == "__main__":
    main(*sys.argv[1:])
