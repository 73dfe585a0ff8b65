"""A program in a second process that says in lines of JSON what it has done."""

from __future__ import annotations

import queue
import signal
import threading
import time
from pathlib import Path
from typing import Any

import orjson

from tests.command import Started
from tests.faults.hands import environment

Line = dict[str, Any]


class Speaking:
    """Such a program, heard without a pause, so that it never waits for who listens.

    Attributes:
        lines: all that it said so far, as it was taken in; an unfinished last line is left out.

    """

    def __init__(self, home: Path, module: str, *arguments: str | Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.lines: list[Line] = []
        self._heard: queue.Queue[Line | None] = queue.Queue()
        self._has_ended = False
        self._complaints = home / "stderr"
        self._complaints.touch()
        self._process = Started(module, *arguments, env=environment(home), errors=self._complaints)
        self._ears = threading.Thread(target=self._listen)
        self._ears.start()

    def _listen(self) -> None:
        for line in self._process.stdout:
            if line.endswith("\n"):
                self._heard.put(orjson.loads(line))
        self._heard.put(None)

    def hear(self) -> Line | None:
        """Return the next line, None when it has ended."""
        if self._has_ended:
            return None
        line = self._heard.get()
        if line is None:
            self._has_ended = True
        else:
            self.lines.append(line)
        return line

    def hear_until(self, word: str) -> bool:
        """Take lines in until one has this word; False when it has ended before."""
        while (line := self.hear()) is not None:
            if word in line:
                return True
        return False

    def ask(self, word: str) -> None:
        """Send a line."""
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def kill(self, after_s: float = 0.0) -> None:
        """Kill it at some moment, and take in what it had said."""
        time.sleep(after_s)  # the moment of the kill, not a wait for something
        self._process.send_signal(signal.SIGKILL)
        self.end()

    def end(self) -> int:
        """Close its input, take in the rest, and return its exit code."""
        self._process.close_input()
        while self.hear() is not None:
            pass
        self._ears.join()
        with self._process:
            return self._process.wait()

    @property
    def complaint(self) -> str:
        """The end of the traceback that it, or another one of the same home, ended with."""
        text = self._complaints.read_text(encoding="utf-8", errors="replace")
        return text[-300:] if "Traceback" in text else ""
