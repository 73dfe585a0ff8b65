"""The command line as a test runs it: in a process of its own, begun where imports are done.

Importing the program takes most of a short command's time, and the tests run hundreds of them. So
one process imports it (``tests.preloaded``), and each command is forked from there with its own
standard streams, folder and environment. What starting itself does (what is imported, variables
that Python reads, signals, a terminal) is tested with a process that begins from nothing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Timer

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_S = 300
"""Only a hang lasts so long, even on a busy machine."""

_preloaded: list[subprocess.Popen[str]] = []


def run(
    *arguments: object,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
    given: bytes = b"",
    timeout: float = TIMEOUT_S,
    file_size: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``annotator ARGUMENTS`` in a process of its own and return how it ended.

    Args:
        arguments: the words of the command line.
        folder: where it runs; the present one if None.
        env: its environment; that of this process if None.
        given: what it can read on standard input.
        timeout: seconds after which it is killed.
        file_size: how many bytes a file of its can have, None for any number: as on a full disk.

    """
    words = [str(one) for one in arguments]
    with tempfile.TemporaryDirectory(prefix="annotator-command-") as made:
        streams = [Path(made) / name for name in ("in", "out", "err")]
        for stream, content in zip(streams, (given, b"", b""), strict=True):
            stream.write_bytes(content)
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        wanted = {
            "words": words,
            "folder": str(folder or Path.cwd()),
            "env": dict(os.environ if env is None else env),
            "streams": [str(one) for one in streams],
            "file_size": file_size,
        }
        server.stdin.write(json.dumps(wanted) + "\n")
        server.stdin.flush()
        process = int(server.stdout.readline())
        limit = Timer(timeout, os.kill, (process, signal.SIGKILL))
        limit.daemon = True
        limit.start()
        code = int(server.stdout.readline())
        limit.cancel()
        out, err = (one.read_bytes().decode() for one in streams[1:])
    return subprocess.CompletedProcess(words, code, out, err)


def stop() -> None:
    """End what commands are forked from."""
    for server in _preloaded:
        server.communicate()
    _preloaded.clear()


def _server() -> subprocess.Popen[str]:
    if not _preloaded:
        _preloaded.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.preloaded"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    return _preloaded[0]
