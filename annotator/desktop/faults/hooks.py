"""Where exceptions end that nobody caught, and what Qt says: led to one place while the app runs.

Slots, timers, event handlers, models and threads of Qt end in ``sys.excepthook``, threads of
Python in ``threading.excepthook``, what is raised while something is deleted in
``sys.unraisablehook``.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QtMsgType, qInstallMessageHandler

from annotator.errors import AnnotatorError
from annotator.reports import Fault, fault_of
from annotator.words import Message

_log = logging.getLogger(__name__)

Caught = Callable[[Fault, Message | None], None]
"""Takes a fault, from any thread; and the reason where it is the user's situation, else None."""

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_INTERRUPTED = 130
_LONGEST = 300
_NEVER_SAID = "propagateSizeHints"  # what a screen that is none says at each turn


class Hooks:
    """Leads everything that nobody caught to ``caught`` between ``install`` and ``remove``."""

    def __init__(self, caught: Caught) -> None:
        self._caught = caught
        self._inside = threading.local()
        self._installed = False

    def install(self) -> None:
        """Lead what nobody catches here, and what Qt says into the log."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(_on_message)
        self._installed = True

    def remove(self) -> None:
        """Put back what was there before."""
        if self._installed:
            self._installed = False
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            qInstallMessageHandler(self._qt_before)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.exit(_INTERRUPTED)
        elif issubclass(kind, SystemExit):
            code = getattr(error, "code", None)
            QCoreApplication.exit(code if isinstance(code, int) else int(code is not None))
        else:
            self._pass_on(kind, error, trace)

    def _on_thread(self, about: threading.ExceptHookArgs) -> None:
        if not issubclass(about.exc_type, SystemExit):
            self._pass_on(about.exc_type, about.exc_value, about.exc_traceback)

    def _on_unraisable(self, about: sys.UnraisableHookArgs) -> None:
        self._pass_on(about.exc_type, about.exc_value, about.exc_traceback)

    def _pass_on(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Pass a fault on; one that is raised by passing on is let go of, or it would never end."""
        if getattr(self._inside, "now", False):
            return
        self._inside.now = True
        try:
            thread = threading.current_thread()
            name = "" if thread is threading.main_thread() else thread.name
            reason = error.message if isinstance(error, AnnotatorError) else None
            self._caught(fault_of(kind, error, trace, name), reason)
        except Exception:  # noqa: BLE001 - there is nobody left to tell
            with suppress(Exception):
                _log.exception("a fault could not be reported")
        finally:
            self._inside.now = False


def _on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Log what Qt warns of, and print it where there is a terminal, as Qt does by itself."""
    del context
    if _NEVER_SAID in message:
        return
    with suppress(Exception):
        level = _LEVELS.get(kind)
        if level is not None:
            _log.log(level, f"Qt: {message[:_LONGEST]}")
    with suppress(Exception):
        if sys.stderr is not None:
            sys.stderr.write(f"{message}\n")
