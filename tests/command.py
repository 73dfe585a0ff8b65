"""The command line as a test runs it: in a process of its own, begun where imports are done.

Importing the program takes most of a short command's time, and the tests run hundreds of them. So
one process imports it (``tests.preloaded``), and each command is forked from there with its own
standard streams, folder and environment. What starting itself does (what is imported, variables
that Python reads, signals, a terminal) is tested with a process that begins from nothing.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT_S = 300
"""Only a hang lasts so long, even on a busy machine."""

_preloaded: list[subprocess.Popen[str]] = []
_lock = Lock()


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
        process = _begin("annotator", words, streams, folder, env, file_size)
        if not _has_ended(process, timeout):
            os.kill(process, signal.SIGKILL)
        code = _code_of(process)
        out, err = (one.read_bytes().decode() for one in streams[1:])
    return subprocess.CompletedProcess(words, code, out, err)


class Started:
    """A module of the tests that runs beside them, as ``subprocess.Popen`` has it.

    Attributes:
        pid: its process id.
        stdin, stdout: what it reads and says, as text.
        returncode: its exit code when it is known to have ended, else None.

    """

    def __init__(
        self,
        module: str,
        *arguments: object,
        folder: Path = ROOT,
        env: Mapping[str, str] | None = None,
        errors: Path | str = "",
    ) -> None:
        """Begin it.

        Args:
            module: as after ``python -m``; or ``-c``, and the first of the arguments is its text.
            arguments: its words.
            folder: where it runs.
            env: its environment; that of this process if None.
            errors: a file for what it says on standard error; "" for where this process says it.

        """
        with tempfile.TemporaryDirectory(prefix="annotator-command-") as made:
            streams = [Path(made) / "in", Path(made) / "out"]
            for stream in streams:
                os.mkfifo(stream)
            words = [str(one) for one in arguments]
            self.pid = _begin(module, words, [*streams, errors], folder, env)
            self.stdin = streams[0].open("w", encoding="utf-8")
            self.stdout = streams[1].open(encoding="utf-8", errors="replace")
        self.returncode: int | None = None

    def __enter__(self) -> Started:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close_input()
        self.wait()
        self.stdout.close()

    def close_input(self) -> None:
        """Let it read no more."""
        with suppress(BrokenPipeError):  # it has ended
            self.stdin.close()

    def kill(self) -> None:
        """End it at once, wherever it is."""
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it has not ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self.wait() if self.returncode is not None or _has_ended(self.pid, 0) else None

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code when it has ended.

        Args:
            timeout: seconds to wait; None for any time.

        Raises:
            subprocess.TimeoutExpired: it goes on.

        """
        if self.returncode is None:
            if timeout is not None and not _has_ended(self.pid, timeout):
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            self.returncode = _code_of(self.pid)
        return self.returncode

    def communicate(self, given: str = "", timeout: float | None = None) -> tuple[str, None]:
        """Give it the last that it reads, and return all that it says."""
        if given:
            self.stdin.write(given)
        self.close_input()
        said = self.stdout.read()
        self.stdout.close()
        self.wait(timeout)
        return said, None


def _has_ended(process: int, timeout: float | None = None) -> bool:
    """Wait until a process has ended, for so many seconds at most; tell whether it has."""
    opened = os.pidfd_open(process)
    try:
        return bool(select.select([opened], [], [], timeout)[0])
    finally:
        os.close(opened)


def _code_of(process: int) -> int:
    """Return how a process has ended, when it has; meanwhile others can be begun."""
    _has_ended(process)
    return _ask(wait=process)


def stop() -> None:
    """End what commands are forked from."""
    for server in _preloaded:
        server.communicate()
    _preloaded.clear()


def _begin(
    module: str,
    words: list[str],
    streams: list[Any],
    folder: Path | None,
    env: Mapping[str, str] | None = None,
    file_size: int | None = None,
) -> int:
    return _ask(
        module=module,
        words=words,
        folder=str(folder or Path.cwd()),
        env=dict(os.environ if env is None else env),
        streams=[str(one) for one in streams],
        file_size=file_size,
    )


def _ask(**wish: Any) -> int:
    """Return the answer of the process in which everything is imported; it is begun if need be."""
    with _lock:
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
        server = _preloaded[0]
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(wish) + "\n")
        server.stdin.flush()
        return int(server.stdout.readline())
