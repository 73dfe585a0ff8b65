"""The log: one file that rotates, which several windows may write at the same time.

It takes what the program logs as a warning or worse. Of an exception it holds what a report
holds: its type and the places in the code.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from annotator.reports.fault import Fault, fault_of
from annotator.reports.folder import log_folder

LOG_NAME = "annotator.log"

_logger = logging.getLogger("annotator")

_Exception = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class _Formatter(logging.Formatter):
    """Writes an exception without its message, and of a message no values but numbers."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the type of each other value in its place."""
        safe = logging.makeLogRecord(record.__dict__)
        given = record.args if isinstance(record.args, tuple) else ()
        safe.args = tuple(
            value if isinstance(value, int | float) else type(value).__name__ for value in given
        )
        safe.exc_text = None
        safe.stack_info = None
        return super().format(safe)

    def formatException(self, ei: _Exception) -> str:  # noqa: N802 - named by logging
        """Return the places in the code."""
        kind, error, trace = ei
        return "" if kind is None else fault_of(kind, error, trace).trace.rstrip()


class _FirstLine(logging.Handler):
    """Makes the file with the first line: hardly any run has one, and none waits for it."""

    def __init__(self, file: Path) -> None:
        super().__init__(logging.WARNING)
        self._file = file
        self._log: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; called with the lock of this handler held."""
        with suppress(Exception):
            if self._log is None:
                from annotator.reports.rotating import SharedLog

                self._log = SharedLog(self._file)
                self._log.setFormatter(self.formatter)
            self._log.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._log is not None:
            self._log.close()
        super().close()


def start_log(folder: Path | None) -> logging.Handler | None:
    """Write what is logged into the folder's log from now on; None where there is no folder.

    Nothing goes to the terminal, whether there is one or not.
    """
    _logger.propagate = False
    if not _logger.handlers:
        _logger.addHandler(logging.NullHandler())
    if folder is None:
        return None
    handler = _FirstLine(folder / LOG_NAME)
    handler.setFormatter(
        _Formatter("%(asctime)s %(process)d %(threadName)s %(levelname)s %(name)s: %(message)s")
    )
    _logger.addHandler(handler)
    return handler


def stop_log(handler: logging.Handler | None) -> None:
    """Write no log any more."""
    _logger.propagate = True
    if handler is not None:
        _logger.removeHandler(handler)
        handler.close()


def log_fault(fault: Fault) -> None:
    """Log a fault where no log was started, as on the command line."""
    log = start_log(log_folder())
    _logger.error(f"a fault of the program\n{fault.trace}")
    stop_log(log)
