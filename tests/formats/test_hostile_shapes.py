"""Inputs that grow in the ways that hurt are read or refused, soon and in little memory.

``make test`` reads each shape in a small size, all in one process, and writes nothing. With
``ANNOTATOR_FUZZ`` of 10,000 and more each is read in a large size by a process of its own, and
its memory is held against the aim. Times are shown by ``python -m benchmarks growth``, and judged
only as a hang.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import growing, growth, hostile
from benchmarks.hostile import SHAPES, Shape

LONG = int(os.environ.get("ANNOTATOR_FUZZ", "200")) >= 10_000
SMALL_BYTES, LARGE_BYTES = 50_000, 4_000_000
ROOT = Path(__file__).resolve().parents[2]
THERE = [shape for shape in SHAPES if find_spec("cassis") or not shape.reader.startswith("cas-")]

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="limits of processes")


def test_each_shape_is_read_or_refused(tmp_path: Path) -> None:
    """None of them hangs, ends the program, or takes gigabytes."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.formats.test_hostile_shapes", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=growth.STOP_S * len(THERE),
        check=False,
    )
    said = ended.stdout.splitlines()
    assert ended.returncode == 0, (said[-1:], ended.stderr[-2_000:])
    assert len(said) == len(THERE)


@pytest.mark.skipif(not LONG, reason="long; make fuzz does it")
@pytest.mark.parametrize("shape", THERE, ids=lambda shape: f"{shape.reader}: {shape.what}")
def test_a_large_one_takes_little_memory(tmp_path: Path, shape: Shape) -> None:
    """Ten times the input and 50 MB above what a small one takes."""
    taken = growth.taken(shape, LARGE_BYTES, tmp_path, stop_s=growth.STOP_S)
    if (shape.reader, shape.what) not in growth.DENSE:
        assert taken.megabytes < taken.allowed_mb, taken


def test_shapes_have_the_size_that_is_wanted() -> None:
    """Or the figures would say nothing."""
    for shape in SHAPES:
        if "unpacks" in shape.what:  # what is packed is small, and what it unpacks to is not
            continue
        sizes = [len(shape.make(size)) for size in (100_000, 200_000)]
        assert 1.7 < sizes[1] / sizes[0] < 2.3, shape
        assert 0.3 < sizes[1] / 200_000 < 2.5, shape
    assert len({(shape.reader, shape.what) for shape in SHAPES}) == len(SHAPES)
    assert hostile.SHAPES is SHAPES


def _read_all(folder: Path) -> None:
    growing.stop_at(4_000_000_000)
    for number, shape in enumerate(THERE):
        print(f"{shape.reader}: {shape.what}", flush=True)  # noqa: T201
        file = shape.write(SMALL_BYTES, folder / str(number))
        signal.alarm(growth.STOP_S)  # which ends the process
        growing.look_at(shape.reader, file)
        signal.alarm(0)


if __name__ == "__main__":
    _read_all(Path(sys.argv[1]))
