"""What becomes of a fault of the program while the app runs: reported, shown, and gone on from."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from annotator.desktop.faults.hooks import Hooks
from annotator.errors import AnnotatorError
from annotator.reports import Fault, fault_of, in_one_sentence, write_report
from annotator.words import Message

if TYPE_CHECKING:  # hardly any run shows it
    from annotator.desktop.faults.crash import CrashDialog

_log = logging.getLogger(__name__)

FAULT = 70
"""The exit code of a fault of the program."""

STORM_S = 1.0
"""The same fault within this time after the last one is the same storm: no dialog for it."""

_LONGER = 4
"""By how much that time is longer after each dialog of the same fault, to keep the app usable."""

_LONGEST_STORM_S = 60.0
_MOST_KINDS = 200


@dataclass
class _Storm:
    """The same fault, again and again.

    Attributes:
        last: when it happened last, in seconds of the clock.
        within: how many seconds later it is another storm.
        shown: whether it has had a dialog.

    """

    last: float
    within: float = STORM_S
    shown: bool = False

    def grow(self) -> None:
        """Let it last longer: it came back after its dialog."""
        self.within = min(self.within * _LONGER, _LONGEST_STORM_S)


class Shown(Protocol):
    """What the watch needs of the desktop."""

    def front(self) -> QWidget | None:
        """Return the window, None where there is none."""

    def draw_anew(self) -> None:
        """Show everything anew as it is stored."""

    def reopen(self) -> None:
        """Close the project and open it anew, at the same article."""

    def tell(self, sentence: str) -> None:
        """Say a sentence in the status bar."""

    def complain(self, reason: Message) -> None:
        """Say what cannot be done, in a dialog."""


class CrashWatch(QObject):
    """Watches over the running app; one dialog at a time, however many faults there are.

    The report is written where the fault happens, at once. What is shown comes from the event
    loop, so that no dialog ever opens within the painting of a widget.

    Attributes:
        dialog: the one that is open.
        report: where the last report lies.
        failed: a silent watch has seen a fault: the app must end with exit code 70.

    """

    _passed = Signal(object)

    def __init__(
        self,
        shown: Shown,
        folder: Path | None,
        *,
        silent: bool = False,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """Make a watch; ``install`` starts it.

        Args:
            shown: the desktop.
            folder: for reports; None: they are only shown.
            silent: end the app with exit code 70 instead of asking anybody.
            clock: seconds that never go back.
            parent: who holds it.

        """
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self.report: Path | None = None
        self.failed = False
        self._shown = shown
        self._folder = folder
        self._silent = silent
        self._clock = clock
        self._lock = threading.Lock()
        self._storms: dict[tuple[str, str], _Storm] = {}
        self._number = 0
        self._cannot_show = False
        self._may_draw = True
        self._hooks = Hooks(self.catch)
        self._passed.connect(self._on_passed, Qt.ConnectionType.QueuedConnection)
        self._quiet = QTimer(self, singleShot=True, interval=int(STORM_S * 1000))
        self._quiet.timeout.connect(self._on_quiet)

    def install(self) -> None:
        """Catch what nobody else catches from now on."""
        self._hooks.install()

    def remove(self) -> None:
        """Catch nothing any more, and show nothing."""
        self._quiet.stop()
        self._hooks.remove()

    # -- caught, on any thread -----------------------------------------------------------------

    def catch(self, fault: Fault, reason: Message | None = None) -> None:
        """Report a fault and have it shown; called from any thread.

        Args:
            fault: what happened.
            reason: it is the user's situation, which this says; None for the program's fault.

        """
        again = self._is_storm(fault)
        if not again:
            self.report = write_report(fault, self._folder)
            # The trace holds places in the code only.
            _log.error(f"a fault of the program\n{fault.trace}")
        if self._silent and not self.failed:
            self.failed = True
            self._say(fault)
        with suppress(RuntimeError):  # the app has ended
            self._passed.emit((fault, reason, again))

    def _is_storm(self, fault: Fault) -> bool:
        """Note a fault; tell whether the same one has happened just now."""
        now = self._clock()
        with self._lock:
            if len(self._storms) > _MOST_KINDS:
                self._storms.clear()
            storm = self._storms.get(fault.key)
            if storm is None:
                self._storms[fault.key] = _Storm(now)
                return False
            lasted, storm.last = now - storm.last, now
            return lasted < storm.within

    # -- shown, on the main thread ------------------------------------------------------------

    def _on_passed(self, passed: tuple[Fault, Message | None, bool]) -> None:
        fault, reason, again = passed
        try:
            self._show(fault, reason, again=again)
        except Exception as error:  # noqa: BLE001 - showing a fault must not be one that is shown
            self.dialog, self._cannot_show = None, True
            own = fault_of(type(error), error, None)
            _log.error(f"a fault could not be shown\n{own.trace}")
            self._say(fault)

    def _show(self, fault: Fault, reason: Message | None, *, again: bool) -> None:
        if self._silent:
            QCoreApplication.exit(FAULT)
        elif self.dialog is not None:
            self.dialog.count()
        elif again or self._cannot_show:
            from annotator.desktop.faults.crash import sentence_of

            self._shown.tell(sentence_of(self.report))
            self._quiet.start()
        elif reason is not None:
            self._shown.complain(reason)
            self._draw_anew()
        else:
            self._say(fault)
            self._open(fault)

    def _open(self, fault: Fault) -> None:
        from annotator.desktop.faults.crash import CrashDialog

        with self._lock:
            if (storm := self._storms.get(fault.key)) is not None:
                if storm.shown:
                    storm.grow()
                storm.shown = True
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        parent = QApplication.activeModalWidget() or self._shown.front()
        dialog = CrashDialog(fault, self.report, parent)
        dialog.go_on.connect(self._on_go_on)
        dialog.open_again.connect(self._on_open_again)
        self._number = number = self._number + 1
        dialog.destroyed.connect(lambda: self._on_destroyed(number))
        self.dialog = dialog
        dialog.show()

    def _say(self, fault: Fault) -> None:
        """Say it on the terminal, if there is one."""
        with suppress(Exception):
            if sys.stderr is not None:
                sys.stderr.write(f"{in_one_sentence(fault, self.report)}\n")
                sys.stderr.flush()

    # -- gone on -------------------------------------------------------------------------------

    def _close_dialog(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._go_on_with_storms()

    def _go_on_with_storms(self) -> None:
        """Let what happens next be of the storm before it, if it is the same fault."""
        now = self._clock()
        with self._lock:
            for storm in self._storms.values():
                storm.last = now

    def _on_destroyed(self, number: int) -> None:
        """Go on without the dialog: the window that it belonged to is gone."""
        if number == self._number:
            self.dialog = None

    def _on_go_on(self) -> None:
        self._close_dialog()
        self._may_draw = True
        self._draw_anew()

    def _on_open_again(self) -> None:
        self._close_dialog()
        self._may_draw = True
        try:
            self._shown.reopen()
        except AnnotatorError as error:
            self._shown.complain(error.message)

    def _on_quiet(self) -> None:
        """Draw anew after a storm: views may be half of before it. Once, for that may begin it."""
        if self._may_draw and self.dialog is None:
            self._may_draw = False
            self._go_on_with_storms()
            self._draw_anew()

    def _draw_anew(self) -> None:
        try:
            self._shown.draw_anew()
        except AnnotatorError as error:
            self._shown.complain(error.message)
