"""A second process with a real window, which does what it is told.

Run as ``python -m tests.desktop.beside PROJECT SETTINGS ANNOTATOR``. Each line that comes in is
a JSON list: a word and what it needs. Each is answered with one JSON line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import orjson
from msgspec.structs import replace
from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication, QMenu

from annotator.annotation.edits import AddLabel, SetLabel
from annotator.project import new_label
from tests.command import Started
from tests.desktop.desk import CTRL, Desk


class Beside:
    """The other window, as a test sees it."""

    def __init__(
        self,
        project: Path | str,
        settings: Path,
        annotator: str,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.process = Started(
            *("tests.desktop.beside", project, settings, annotator),
            env=environment or {**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        assert self._answer() == "ready"

    def ask(self, *words: Any) -> Any:
        """Have something done and return the answer."""
        self.process.stdin.write(orjson.dumps(words).decode() + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        line = self.process.stdout.readline()
        assert line, "the other window has ended"
        return orjson.loads(line)

    def wait_for(self, expected: Any, *words: Any) -> None:
        """Ask until the answer is as expected; the test's own limit of time ends it."""
        while self.ask(*words) != expected:
            pass

    def end(self) -> None:
        """Close the window, if it is still there."""
        if self.process.poll() is None:
            self.ask("close")
        with self.process:
            pass


class _Obedient:
    """The window in its own process."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rest = b""

    def hear(self) -> None:
        *lines, self._rest = (self._rest + os.read(0, 65536)).split(b"\n")
        for line in lines:
            word, *given = orjson.loads(line)
            answer = getattr(self, word)(*given)
            os.write(1, orjson.dumps(answer) + b"\n")
            if word == "close":
                QApplication.quit()

    def tag(self, start: int, end: int, key: str) -> str:
        self._desk.view.select(start, end)
        self._desk.key(key)
        return self._desk.session.current

    def is_ready(self) -> bool:
        """Tell whether keys go to the text."""
        self._desk.focus(self._desk.view)
        return self._desk.window.isActiveWindow() and self._desk.view.hasFocus()

    def select(self, start: int, end: int) -> None:
        self._desk.view.select(start, end)

    def menu(self) -> str:
        """Return the title of the menu that is open, "" for none."""
        menu = QApplication.activePopupWidget()
        return menu.title() if isinstance(menu, QMenu) else ""

    def article_status(self) -> str:
        return self._desk.session.status.value

    def undo(self) -> str:
        said = []
        self._desk.session.told.connect(said.append)
        self._desk.key("z", CTRL)
        self._desk.session.told.disconnect(said.append)
        return said[-1] if said else ""

    def press(self, key: str) -> str:
        self._desk.key(getattr(Qt.Key, f"Key_{key}") if len(key) > 1 else key)
        return self._desk.status()

    def open(self, article: str) -> bool:
        return self._desk.session.open_article(article)

    def shown(self) -> list[Any]:
        return self._desk.shown()

    def labels(self) -> list[str]:
        return [label.name for label in self._desk.session.labels.values()]

    def sign(self) -> str:
        sign = self._desk.window.status_bar.findChild(object, "presence")
        return sign.text() if sign.isVisible() else ""

    def rename(self, label: str, name: str) -> bool:
        seen = self._desk.session.labels[label]
        edit = SetLabel(label=replace(seen, name=name), base=seen)
        return self._desk.session.apply(edit) is not None

    def add_label(self, name: str) -> str:
        label = new_label(name, list(self._desk.session.labels.values()))
        label = replace(label, key="9")
        assert self._desk.session.apply(AddLabel(label=label)) is not None
        return label.id

    def status(self) -> str:
        return self._desk.status()

    def settle(self, article: str) -> str:
        adjudication = self._desk.window.review_pages.adjudication
        adjudication.open(article)
        return adjudication.card.state.text()

    def disputes(self) -> list[Any]:
        state = self._desk.window.review_pages.adjudication.state
        return (
            []
            if state is None
            else [[one.start, one.end, one.settled] for one in state.dispute_states]
        )

    def close(self) -> bool:
        self._desk.close()
        return True


def main() -> None:
    project, settings, annotator = sys.argv[1:]
    application = QApplication([])
    place = Path(project) if "://" not in project else project
    obedient = _Obedient(Desk(place, annotator, Path(settings)))
    ears = QSocketNotifier(0, QSocketNotifier.Type.Read)
    ears.activated.connect(obedient.hear)
    os.write(1, orjson.dumps("ready") + b"\n")
    application.exec()


if __name__ == "__main__":
    main()
