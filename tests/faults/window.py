"""The real window in a process of its own, worked in by keys until it is killed or told to stop.

Run as ``python -m tests.faults.window PROJECT SETTINGS ANNOTATOR SEED``. Its first line names the
window; then it prints one for each of its actions, see ``ledger.line_of``, and what it shows the
person. A line "stop" lets it rest; at the end of its input it is closed as a person would.
"""

from __future__ import annotations

import os
import random
import sys
import traceback
from pathlib import Path
from typing import Any

import orjson
from msgspec.structs import replace
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from annotator.annotation.changes import Changes
from annotator.annotation.edits import AddLabel, SetLabel
from annotator.project import new_label
from tests.desktop.desk import ALT, CTRL, SHIFT, Desk
from tests.faults.ledger import line_of

PACE_MS = 15
"""Between two actions: somebody very quick, with room for the other windows."""
_DEEDS = [*["same"] * 4, "tag", "tag", "relabel", "delete", "undo", "undo", "redo", "edge", "turn"]
_LABELS = ["rename", "guidelines", "add label"]


def say(**words: Any) -> None:
    os.write(1, orjson.dumps(words) + b"\n")


class Hands:
    """What is done in the window, by keys, and of labels by the session's own calls."""

    def __init__(self, desk: Desk, seed: str) -> None:
        self._desk = desk
        self._chance = random.Random(seed)
        self._places = 0
        self._rest = b""
        self.timer = QTimer()
        self.timer.timeout.connect(self.act)
        desk.session.changed.connect(self._tell)
        for sentence in (desk.session.failed, desk.session.told):
            sentence.connect(lambda words, *_: say(shown=words))

    def _tell(self, changes: Changes) -> None:
        """Say what an own edit did, with what is others' and gold's."""
        if not changes.elsewhere and changes.event:
            whole = changes.delta if changes.whole is None else changes.whole
            os.write(1, line_of(replace(changes, delta=whole)) + b"\n")

    def hear(self) -> None:
        """Stop, or close, as the input says."""
        heard = os.read(0, 4096)
        if heard:
            self.timer.stop()
            say(stopped=True)
        else:
            self._desk.close()
            say(closed=True)
            QApplication.quit()

    def act(self) -> None:
        """Do one random thing; a dialog that has come up is closed."""
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            say(shown=dialog.windowTitle() or type(dialog).__name__)
            dialog.reject()
            return
        what = self._chance.choice(_DEEDS + _LABELS * 2)
        getattr(self, f"_{what.replace(' ', '_')}")()

    def _same(self) -> None:
        """Tag what the others tag, too, at about the same moment."""
        self._places += 1
        start = 9 * self._places % 1500
        self._desk.view.select(start, start + 6)
        self._desk.key("1")

    def _tag(self) -> None:
        start = 1500 + self._chance.randrange(1500)
        self._desk.view.select(start, start + self._chance.randrange(1, 60))
        self._desk.key(self._chance.choice("1234"))

    def _relabel(self) -> None:
        self._desk.key("s")
        self._desk.key(self._chance.choice("234"))

    def _delete(self) -> None:
        self._desk.key("s")
        self._desk.key(Qt.Key.Key_Delete)

    def _undo(self) -> None:
        self._desk.key("z", CTRL)

    def _redo(self) -> None:
        self._desk.key("z", CTRL | SHIFT)

    def _edge(self) -> None:
        self._desk.key(Qt.Key.Key_Right, ALT | SHIFT)

    def _turn(self) -> None:
        self._desk.key(self._chance.choice([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp]), CTRL)

    def _edit(self, **fields: str) -> None:
        seen = self._chance.choice(list(self._desk.session.labels.values()))
        self._desk.session.apply(SetLabel(label=replace(seen, **fields), base=seen))

    def _rename(self) -> None:
        self._edit(name=f"label {self._chance.random()}")

    def _guidelines(self) -> None:
        self._edit(guidelines=f"Tag it when {self._chance.random()}.\n" * 5)

    def _add_label(self) -> None:
        labels = list(self._desk.session.labels.values())
        if len(labels) < 15:
            label = new_label(f"label {self._chance.random()}", labels)
            self._desk.session.apply(AddLabel(label=label))


def _fault(kind: type[BaseException], error: BaseException, at: Any) -> None:
    say(fault="".join(traceback.format_exception(kind, error, at)))


def main() -> None:
    project, settings, who, seed = sys.argv[1:]
    sys.excepthook = _fault
    application = QApplication([])
    desk = Desk(Path(project), who, Path(settings))
    hands = Hands(desk, seed)
    ears = QSocketNotifier(0, QSocketNotifier.Type.Read)
    ears.activated.connect(hands.hear)
    say(window=desk.session.following.window)
    hands.timer.start(PACE_MS)
    application.exec()


if __name__ == "__main__":
    main()
