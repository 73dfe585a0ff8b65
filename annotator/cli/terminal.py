"""What a command prints, and what a terminal gets beside it: a bar, and Ctrl-C."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from annotator.errors import CancelledError, NotSavedError
from annotator.progress import Cancelled, Progress
from annotator.text.visible import visible
from annotator.words import Message, say

OK, WRONG, REFUSED = 0, 1, 2
"""Exit codes."""

_SHOW_PROGRESS_AFTER_S = 0.3


def print_line(line: Message | str) -> None:
    """Print a line on standard output; what a terminal would obey is written out."""
    with to_stdout():
        sys.stdout.write(visible(str(line)) + "\n")
        sys.stdout.flush()


def complain(line: Message | str) -> None:
    """Print a line on standard error as ``print_line`` does, after what was printed so far."""
    with to_stdout():
        sys.stdout.flush()
    sys.stderr.write(visible(str(line)) + "\n")


@contextmanager
def to_stdout() -> Iterator[None]:
    """Say in plain words why standard output cannot be written; a closed pipe is no error."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotSavedError(
            say("standard output: cannot be written ({why})", why=reason)
        ) from error


@contextmanager
def showing_progress(what: str) -> Iterator[Progress | None]:
    """Show a bar on standard error, if that is a terminal and the work takes long enough."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    with ExitStack() as stack:
        started = time.monotonic()
        bar: list[tuple[Any, Any]] = []

        def show(done: int, total: int) -> None:
            if not bar:
                if time.monotonic() - started < _SHOW_PROGRESS_AFTER_S or done >= total:
                    return
                from rich.console import Console
                from rich.progress import Progress as Bar

                shown = Bar(console=Console(stderr=True), transient=True)
                bar.append((stack.enter_context(shown), shown.add_task(what, total=total)))
            shown, task = bar[0]
            shown.update(task, completed=done, total=total)

        yield show


@contextmanager
def stoppable() -> Iterator[Cancelled]:
    """Let Ctrl-C end the work where it can be taken back, and not in the middle of a write."""
    stopped: list[bool] = []

    def on_interrupt(*_: object) -> None:
        if stopped:  # they mean it
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield lambda: bool(stopped)
    except CancelledError:
        if stopped:
            raise KeyboardInterrupt from None
        raise
    finally:
        signal.signal(signal.SIGINT, before)
