"""A second process that annotates by keys in the real window until it is killed.

Run as ``python -m tests.desktop.annotating PROJECT SETTINGS SEED``. After each action that the
window has shown it prints one JSON line: the number of the change, and the spans before and
after by id.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import orjson
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.annotation.changes import Changes
from tests.desktop.desk import ALT, CTRL, SHIFT, Desk


def acknowledge(changes: Changes) -> None:
    line = {
        "number": changes.number,
        "spans": {
            step.record.id: None if step.after is None else [step.after.label, step.after.ranges]
            for step in changes.delta.spans
        },
    }
    sys.stdout.buffer.write(orjson.dumps(line) + b"\n")
    sys.stdout.buffer.flush()


def act(desk: Desk, chance: random.Random) -> None:
    """Do one random thing by keys."""
    text = desk.session.opened.article.text
    kind = chance.choice(["tag"] * 5 + ["relabel", "delete", "undo", "redo", "edge", "turn", "f"])
    if kind in ("tag", "f"):
        start = chance.randrange(len(text) - 1)
        desk.view.select(start, min(len(text), start + chance.randrange(1, 60)))
        desk.key("f" if kind == "f" else chance.choice("1234"))
    elif kind == "relabel":
        desk.key("s")
        desk.key(chance.choice("1234"))
    elif kind == "delete":
        desk.key("s")
        desk.key(Qt.Key.Key_Delete)
    elif kind == "edge":
        desk.key(Qt.Key.Key_Right, ALT | SHIFT)
    elif kind == "turn":
        desk.key(chance.choice([Qt.Key.Key_PageDown, Qt.Key.Key_PageUp]), CTRL)
    else:
        desk.key("z", CTRL if kind == "undo" else CTRL | SHIFT)


def main() -> None:
    project, settings, seed = sys.argv[1:]
    application = QApplication([])
    desk = Desk(Path(project), "ana", Path(settings))
    desk.session.changed.connect(acknowledge)
    chance = random.Random(int(seed))
    timer = QTimer()
    timer.timeout.connect(lambda: act(desk, chance))
    timer.start(0)
    application.exec()


if __name__ == "__main__":
    main()
