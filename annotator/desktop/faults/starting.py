"""Around a run of the app: the log, the watch over faults, and what is told without a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from annotator.desktop.faults.watch import CrashWatch, Shown
from annotator.desktop.toolkit.words import in_words
from annotator.errors import AnnotatorError
from annotator.reports import (
    log_folder,
    note_hard_end,
    report_error,
    start_log,
    stop_log,
    unexpected_ends,
)

_FROM_AN_ICON = "annotator-desktop"


@contextmanager
def watching(desktop: Shown, *, silent: bool) -> Iterator[CrashWatch]:
    """Run the app in the block: nothing that goes wrong in it goes unseen.

    Args:
        desktop: what is shown.
        silent: nobody is there to be asked; a fault ends the app with exit code 70.

    """
    folder = log_folder()
    log = start_log(folder)
    before = [] if silent else unexpected_ends(folder)
    ending = note_hard_end(folder)
    watch = CrashWatch(desktop, folder, silent=silent)
    watch.install()
    if before:
        QTimer.singleShot(0, watch, lambda: tell_of_end(desktop, before[-1]))
    try:
        yield watch
    except Exception as error:
        if not silent and without_terminal():
            _show(error)
        raise
    finally:
        watch.remove()
        stop_log(log)
        if ending is not None:
            ending.close()


def without_terminal() -> bool:
    """Tell whether the program was started from an icon: what it prints is seen by nobody."""
    return sys.stderr is None or Path(sys.argv[0]).stem == _FROM_AN_ICON


def tell_of_end(desktop: Shown, report: Path) -> None:
    """Say that the program ended unexpectedly the last time, without waiting for an answer."""
    from annotator.desktop.toolkit.dialogs.problem import problem_box

    sentence = QCoreApplication.translate(
        "CrashDialog",
        "Annotator ended unexpectedly the last time. Everything up to your last action is on disk."
        " The report lies in {0}",
    ).format(report)
    box = problem_box(desktop.front(), sentence)
    box.finished.connect(box.deleteLater)
    box.open()


def _show(error: Exception) -> None:
    """Show why the app could not start, and wait until it is read."""
    from annotator.desktop.faults.crash import CrashDialog
    from annotator.desktop.toolkit.dialogs.problem import show_problem

    if isinstance(error, AnnotatorError):
        sentence = in_words(error.message)
        show_problem(None, f"{sentence[:1].upper()}{sentence[1:]}")
        return
    fault, report = report_error(error)
    CrashDialog(fault, report, at_start=True).exec()
