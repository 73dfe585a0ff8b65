"""Long work off the main thread: progress, cancelling, and answers on the main thread."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Event
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from annotator.desktop.toolkit.fitting_dialog import FittingDialog
from annotator.errors import AnnotatorError, CancelledError
from annotator.progress import Cancelled, Progress, Throttle
from annotator.words import Message, say

T = TypeVar("T")

SHOW_AFTER_MS = 300
"""Work that is over sooner shows no progress."""

_THREADS = 4


class Task(QObject):
    """One piece of work in the background. Make it with ``run_in_background``.

    Signals (on the main thread):
        progressed: done, in all.
        ended: the work is over, however it ended; nothing more will be told.
    """

    progressed = Signal(object, object)  # ints of Python: bytes outgrow those of Qt
    ended = Signal()

    def __init__(
        self,
        work: Callable[[Progress, Cancelled], Any],
        done: Callable[[Any], None],
        failed: Callable[[Message], None],
        cancelled: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.work = work
        self.stop = Event()
        self._done = done
        self._failed = failed
        self._cancelled = cancelled
        self._abandoned = False

    def cancel(self) -> None:
        """Ask the work to stop; what it made in spite of that is still delivered."""
        self.stop.set()

    def abandon(self) -> None:
        """Ask the work to stop, and tell nobody how it ended."""
        self._abandoned = True
        self.stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self.stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is."""
        if not self._abandoned:
            self.progressed.emit(done, total)

    def succeed(self, value: object) -> None:
        """Deliver what the work returned."""
        self._end(lambda: self._done(value))

    def fail(self, error: Exception) -> None:
        """Deliver why the work ended early; a fault of the program is also reported as one."""
        if isinstance(error, CancelledError):
            self._end(lambda: self._cancelled() if self._cancelled is not None else None)
        elif isinstance(error, AnnotatorError):
            self._end(lambda: self._failed(error.message))
        else:
            self._end(lambda: self._failed(say("the program made a mistake")))
            sys.excepthook(type(error), error, error.__traceback__)

    def _end(self, tell: Callable[[], None]) -> None:
        try:
            if not self._abandoned:
                tell()
        finally:
            self.ended.emit()


class _Mailbox(QObject):
    """Brings messages of the threads to the tasks, on the main thread where both live.

    The threads know a task by its number only, so that no thread ever deletes a QObject. For the
    same reason garbage is collected on the main thread alone while there are tasks: a closed
    window is garbage, and Qt does not survive it when a thread takes it apart.
    """

    posted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.running: dict[int, Task] = {}
        self._holds = 0
        self._number = 0
        self._collects = False
        self.posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def add(self, task: Task) -> int:
        """Take in a task that is about to start; return its number."""
        self._stop_collecting()
        self._number += 1
        self.running[self._number] = task
        return self._number

    def hold(self) -> None:
        """Collect garbage on no other thread until as many calls of ``let_go`` have come."""
        self._stop_collecting()
        self._holds += 1

    def let_go(self) -> None:
        """See ``hold``."""
        self._holds -= 1
        self.restore_gc()

    def _stop_collecting(self) -> None:
        if not self.running and not self._holds:
            self._collects = gc.isenabled()
            gc.disable()

    def restore_gc(self) -> None:
        """Collect garbage again as before when no task is left."""
        if not self.running and not self._holds and self._collects:
            self._collects = False
            gc.enable()

    def _on_posted(self, number: int, message: _Message) -> None:
        last = not isinstance(message, _Done)
        task = self.running.pop(number, None) if last else self.running.get(number)
        if task is None:
            return
        if last:
            self.restore_gc()
        elif self._collects:
            gc.collect(0)
        if isinstance(message, _Done):
            task.report(message.done, message.total)
        elif isinstance(message, _Value):
            task.succeed(message.value)
        else:
            task.fail(message.error)


class _Done(NamedTuple):
    done: int
    total: int


class _Value(NamedTuple):
    value: object


class _Error(NamedTuple):
    error: Exception


_Message = _Done | _Value | _Error


@cache
def _mailbox() -> _Mailbox:
    """Return the one mailbox, made by whoever starts the first task: the main thread."""
    return _Mailbox()


class _Runner(QRunnable):
    """What a thread of the pool carries out."""

    def __init__(self, mailbox: _Mailbox, number: int, task: Task) -> None:
        super().__init__()
        self._mailbox = mailbox
        self._number = number
        self._stop = task.stop
        self._work: Callable[[Progress, Cancelled], object] | None = task.work
        self._throttle = Throttle(say("the work was stopped; nothing has changed"), self._post)

    def run(self) -> None:
        """Do the work and post how it ended."""
        message: _Message
        try:
            assert self._work is not None
            message = _Value(self._work(self._throttle.step, self._stop.is_set))
        except Exception as error:  # noqa: BLE001 - told or raised again on the main thread
            message = _Error(error)
        self._work = None  # what it holds is let go of by the main thread, which has it too
        self._mailbox.posted.emit(self._number, message)

    def _post(self, done: int, total: int) -> None:
        self._mailbox.posted.emit(self._number, _Done(done, total))


def run_in_background(
    owner: QObject,
    work: Callable[[Progress, Cancelled], T],
    done: Callable[[T], None],
    failed: Callable[[Message], None],
    cancelled: Callable[[], None] | None = None,
) -> Task:
    """Run ``work`` on a thread of the pool and return at once.

    Exactly one of the callbacks is called, later, on the main thread; none when ``owner`` was
    destroyed before. An exception that is no ``AnnotatorError`` goes to ``sys.excepthook`` too.

    Args:
        owner: who wants the answer; when it is destroyed the work is abandoned.
        work: gets a ``Progress`` and a ``Cancelled``; asked to stop, it raises CancelledError.
        done: gets what ``work`` returned.
        failed: gets what is wrong, one sentence without a full stop.
        cancelled: called when the work stopped because it was asked to.

    """
    task = Task(work, done, failed, cancelled)
    owner.destroyed.connect(task.abandon)
    mailbox = _mailbox()
    runner = _Runner(mailbox, mailbox.add(task), task)
    pool = QThreadPool.globalInstance()
    pool.setMaxThreadCount(max(_THREADS, pool.maxThreadCount()))
    pool.start(runner)
    return task


@contextmanager
def garbage_held() -> Iterator[None]:
    """Collect no garbage while a thread of Qt runs Python: it must not take a window apart."""
    mailbox = _mailbox()
    mailbox.hold()
    try:
        yield
    finally:
        mailbox.let_go()


def shut_down(timeout_ms: int = 10_000) -> bool:
    """Abandon all work and wait for the threads; False when one would not stop in time."""
    mailbox = _mailbox()
    running = mailbox.running
    for task in running.values():
        task.abandon()
    stopped = QThreadPool.globalInstance().waitForDone(timeout_ms)
    running.clear()
    mailbox.restore_gc()
    return stopped


class ProgressDialog(FittingDialog):
    """Says what is being done, how far it is, and lets the user stop it.

    It shows itself when the work has lasted 300 ms, and closes itself when the work has ended.
    """

    def __init__(self, task: Task, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress_dialog")
        self.setWindowTitle(self.tr("Working"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._task = task
        self._text = QLabel(text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(text)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for widget in (self._text, self.bar, self._buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(380)
        task.progressed.connect(self._on_progressed)
        task.ended.connect(self._on_ended)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self.open)
        self._timer.start()

    def reject(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._task.cancel()
        self._text.setText(self.tr("Stopping …"))
        self._buttons.setEnabled(False)

    def _on_progressed(self, done: int, total: int) -> None:
        show_progress(self.bar, done, total)

    def _on_ended(self) -> None:
        self._timer.stop()
        self.done(0)
        self.deleteLater()


def show_progress(bar: QProgressBar, done: int, total: int) -> None:
    """Show ``done`` of ``total`` in a bar, whatever their size; a busy bar when total is 0."""
    if total <= 0:
        bar.setRange(0, 0)
    else:
        bar.setRange(0, 1000)
        bar.setValue(min(1000, done * 1000 // total))
