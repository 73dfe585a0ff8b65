"""A backup takes its time: none is made on the thread that the window lives on."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton

from annotator.project import backups

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", extend=True)


@pytest.mark.parametrize("count", [1, 12])
def test_removals_and_their_undo_back_up_in_the_background(open_desk, monkeypatch, count):
    """Removed, brought back, removed again, brought back by itself from the history."""
    desk = open_desk([f"Article {number}." for number in range(15)])
    made: list[bool] = []
    back_up = backups.back_up_open

    def noted(*given: object) -> object:
        made.append(threading.current_thread() is threading.main_thread())
        return back_up(*given)

    monkeypatch.setattr(backups, "back_up_open", noted)
    taking_back = desk.window.taking_back

    def there() -> int:
        return len(desk.project().index(""))

    def until(wanted: int) -> None:
        for _ in range(3_000):
            if there() == wanted and taking_back._task is None:
                return
            QTest.qWait(20)
        raise AssertionError(f"{there()} articles, not {wanted}")

    taking_back.remove([f"a{number}" for number in range(count)])
    desk.window.findChild(QMessageBox, "taking_back").findChild(
        QPushButton, "taking_back_yes"
    ).click()
    until(15 - count)
    taking_back.undo()
    until(15)
    taking_back.redo()
    until(15 - count)
    removal = next(one for one in desk.project().history() if one.kind == "removal")
    taking_back.take_back(removal)
    until(15)
    assert made
    assert not any(made)
