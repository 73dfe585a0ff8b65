"""The folder of the log and of the reports."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from annotator.reports.fault import Fault, fault_of

_KEPT = 20
_number = count(1)
_REPORTED = "_annotator_report"
REPORTS = "report-*.txt"


def log_folder() -> Path | None:
    """Return the folder of the log and the reports, made when missing; None: it cannot be written.

    The folder is the one that the system names for logs of a user.
    """
    from platformdirs import user_log_dir

    try:
        folder = Path(user_log_dir("annotator", appauthor=False))
        if not folder.is_absolute():  # nobody knows where this user is at home
            return None
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError, RuntimeError):
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def report_error(error: BaseException) -> tuple[Fault, Path | None]:
    """Return what may be told of an exception, and its report, which is written the first time."""
    known = getattr(error, _REPORTED, None)
    if isinstance(known, tuple):
        return known
    thread = threading.current_thread()
    aside = "" if thread is threading.main_thread() else thread.name
    fault = fault_of(type(error), error, None, aside)
    reported = fault, write_report(fault, log_folder())
    with suppress(AttributeError, TypeError):
        setattr(error, _REPORTED, reported)
    return reported


def write_report(fault: Fault, folder: Path | None) -> Path | None:
    """Write a report into the folder and return its place; None where that cannot be done."""
    return write_text(fault.report(), folder)


def write_text(text: str, folder: Path | None) -> Path | None:
    """Write a text as a new report; the oldest reports above twenty are removed."""
    if folder is None:
        return None
    when = time.strftime("%Y%m%d-%H%M%S")
    for _ in range(100):
        file = folder / f"report-{when}-{os.getpid()}-{next(_number)}.txt"
        try:
            with file.open("x", encoding="utf-8", errors="backslashreplace") as opened:
                opened.write(text)
        except FileExistsError:
            continue
        except OSError:
            with suppress(OSError):
                if file.is_file() and file.stat().st_size == 0:
                    file.unlink()
            return None
        _remove_oldest(folder)
        return file
    return None


def _remove_oldest(folder: Path) -> None:
    with suppress(OSError):
        for file in sorted(folder.glob(REPORTS), key=lambda one: one.stat().st_mtime_ns)[:-_KEPT]:
            with suppress(OSError):
                file.unlink()
