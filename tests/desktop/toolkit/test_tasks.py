"""Background work: answers come once, on the main thread, and nothing is left running."""

from __future__ import annotations

import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject, Qt, QThread, QThreadPool
from PySide6.QtWidgets import QWidget

from annotator.desktop.toolkit.tasks import ProgressDialog, Task, run_in_background, shut_down
from annotator.errors import CancelledError, InputError
from annotator.progress import INTERVAL_S
from annotator.words import say


class Heard(QObject):
    """Collects what a task tells, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, object]] = []
        self.threads: set[bool] = set()

    def tell(self, kind: str, value: object = None) -> None:
        self.told.append((kind, value))
        self.threads.add(QThread.currentThread() is self.thread())

    def run(self, work) -> Task:
        return run_in_background(
            self,
            work,
            lambda value: self.tell("done", value),
            lambda reason: self.tell("failed", reason),
            lambda: self.tell("cancelled"),
        )


@pytest.fixture
def heard(qapp) -> Heard:
    return Heard()


def wait_until_stopped(_report, cancelled) -> None:
    while not cancelled():
        time.sleep(0.001)
    raise CancelledError(say("stopped"))


def test_the_result_comes_on_the_main_thread(qtbot, heard: Heard) -> None:
    """The work runs elsewhere; its answer does not."""
    threads = []

    def work(_report, _cancelled) -> int:
        threads.append(threading.current_thread() is threading.main_thread())
        return 7

    task = heard.run(work)
    assert heard.told == []
    qtbot.waitSignal(task.ended).wait()
    assert heard.told == [("done", 7)]
    assert heard.threads == {True}
    assert threads == [False]


def test_the_users_situation_is_told_in_one_sentence(qtbot, heard: Heard) -> None:
    """An error of the tree arrives as its sentence."""

    def work(_report, _cancelled) -> None:
        raise InputError(say("no text"), file="a.jsonl", line=3)

    qtbot.waitSignal(heard.run(work).ended).wait()
    assert heard.told == [("failed", "a.jsonl:3: no text")]


def test_a_fault_of_the_program_reaches_the_except_hook(qtbot, heard: Heard, monkeypatch) -> None:
    """It is reported as a fault, on the main thread, and the waiting view hears of it too."""
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda *about: reported.append(about))

    def work(_report, _cancelled) -> None:
        raise KeyError("x")

    qtbot.waitSignal(heard.run(work).ended).wait()
    assert heard.told == [("failed", "the program made a mistake")]
    assert reported[0][0] is KeyError
    assert reported[0][2] is not None


def test_cancelled_work_tells_so(qtbot, heard: Heard) -> None:
    """Cancelling ends the work, and only the cancel callback is called."""
    task = heard.run(wait_until_stopped)
    task.cancel()
    assert task.is_cancelled
    qtbot.waitSignal(task.ended).wait()
    assert heard.told == [("cancelled", None)]


def test_what_was_made_in_spite_of_a_cancel_is_delivered(qtbot, heard: Heard) -> None:
    """An import that was complete when the user pressed Cancel was an import."""
    go_on = threading.Event()
    task = heard.run(lambda _report, _cancelled: go_on.wait(5))
    task.cancel()
    go_on.set()
    qtbot.waitSignal(task.ended).wait()
    assert heard.told == [("done", True)]


def test_progress_is_told_at_most_twenty_times_a_second(qtbot, heard: Heard) -> None:
    """Work that reports all the time does not flood the main thread."""
    seen = []

    def work(report, _cancelled) -> float:
        begun = time.monotonic()
        while time.monotonic() - begun < 0.3:
            report(1, 2)
        return time.monotonic() - begun

    task = heard.run(work)
    task.progressed.connect(lambda done, total: seen.append((done, total)))
    qtbot.waitSignal(task.ended).wait()
    lasted = heard.told[0][1]
    assert 1 <= len(seen) <= lasted / INTERVAL_S + 1
    assert set(seen) == {(1, 2)}


def test_numbers_beyond_32_bits(qtbot, heard: Heard) -> None:
    """Bytes of large files are counted too."""
    seen = []
    go_on = threading.Event()

    def work(report, _cancelled) -> None:
        report(2**40, 2**41)
        go_on.wait(5)

    task = heard.run(work)
    task.progressed.connect(lambda done, total: (seen.append((done, total)), go_on.set()))
    qtbot.waitSignal(task.ended).wait()
    assert seen == [(2**40, 2**41)]


def test_a_destroyed_owner_hears_nothing(qtbot, heard: Heard) -> None:
    """Work whose window was closed is stopped, and its answer dropped."""
    owner = QWidget()
    task = run_in_background(
        owner, wait_until_stopped, heard.tell, heard.tell, lambda: heard.tell("cancelled")
    )
    owner.deleteLater()
    qtbot.waitSignal(task.ended).wait()
    assert task.is_cancelled
    assert heard.told == []


def test_shutting_down_leaves_no_thread(qtbot, heard: Heard) -> None:
    """Everything is stopped and waited for; nothing is told afterwards."""
    for _ in range(3):
        heard.run(wait_until_stopped)
    assert shut_down()
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    after = heard.run(lambda _report, _cancelled: 1)
    qtbot.waitSignal(after.ended).wait()
    assert heard.told == [("done", 1)]


def test_many_tasks_all_answer(qtbot, heard: Heard) -> None:
    """No answer is lost or told twice."""
    for number in range(200):
        heard.run(lambda _report, _cancelled, number=number: number)
    qtbot.waitUntil(lambda: len(heard.told) == 200)
    assert sorted(value for _, value in heard.told) == list(range(200))


def test_the_progress_dialog_stays_away_from_short_work(qtbot, heard: Heard) -> None:
    """Nothing flashes up."""
    task = heard.run(lambda _report, _cancelled: None)
    dialog = ProgressDialog(task, "Exporting")
    qtbot.addWidget(dialog)
    qtbot.waitSignal(task.ended).wait()
    assert not dialog.isVisible()
    assert not dialog._timer.isActive()


def test_the_progress_dialog_can_stop_the_work(qtbot, heard: Heard) -> None:
    """It shows itself after a while; Escape stops the work and then it closes."""
    go_on = threading.Event()

    def work(report, cancelled) -> None:
        report(1, 4)
        wait_until_stopped(report, cancelled)

    task = heard.run(work)
    dialog = ProgressDialog(task, "Exporting <b>x</b>")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: dialog.bar.value() == 250)
    with qtbot.waitSignal(task.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
    assert heard.told == [("cancelled", None)]
    assert not dialog.isVisible()
    go_on.set()
