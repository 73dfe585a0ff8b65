"""Making projects, running the real program in second processes, and looking at what is left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.annotation.records import Annotated, Article, Label, Span, Status, make_fragments
from annotator.errors import AnnotatorError
from annotator.project import Project
from tests.command import ROOT, TIMEOUT_S, Started, run

LONG = "".join(f"Line {number} of a long article about the harbour.\n" for number in range(400))
LABELS = (
    Label(id="claim", name="claim", key="1", colour="#0072b2", links=("same",)),
    Label(id="quote", name="quote", key="2", colour="#d55e00", links=("speaker",)),
)
MANY = 60
"""How many short articles there are beside the long one, each done by two people."""


def make_project(path: Path, articles: int = MANY) -> None:
    """Make a project with one long article, to be tagged, and short ones that are done."""
    with Project.create(path, LABELS) as project, project.begin_import("made") as incoming:
        incoming.add([Annotated(article=Article(id="long", text=LONG, title="long"))])
        for number in range(articles):
            incoming.add([_work(number, name) for name in ("ada", "bo")])


def _work(number: int, name: str) -> Annotated:
    text = f"Article {number}. “We said no,” said Ada Bell of the port. Nobody else spoke.\n" * 5
    spans = tuple(
        Span(
            id=f"{name}-{number}-{at}",
            article=f"n{number}",
            annotator=name,
            label="claim",
            fragments=make_fragments(text, ((at, at + 9),)),
        )
        for at in (0, 20, 40 if name == "ada" else 41)
    )
    article = Article(id=f"n{number}", text=text, title=f"Article {number}")
    return Annotated(article=article, annotator=name, status=Status.DONE, spans=spans)


def environment(home: Path) -> dict[str, str]:
    """Return an environment whose settings, backups and log lie in a folder."""
    folders = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "STATE")}
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), **folders}


class Tagger:
    """A second process that tags on demand; see ``program``."""

    def __init__(self, path: Path, home: Path, annotator: str = "x", *options: str) -> None:
        self._at = 0
        self.acknowledged: list[str] = []
        self.refused: list[str] = []
        self.process = Started(
            "tests.faults.program", path, annotator, *options, env=environment(home)
        )
        self.opened = self._hear() == "ready"

    def _hear(self) -> str:
        line = self.process.stdout.readline().strip()
        verb, _, rest = line.partition(" ")
        if verb == "added":
            self.acknowledged.append(rest)
        elif verb == "refused":
            self.refused.append(rest)
        return verb

    def ask(self, line: str) -> str:
        """Send a line and return the verb of the answer, "" when the program has ended."""
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return ""
        return self._hear()

    def tag(self, times: int) -> None:
        """Tag some more places."""
        for _ in range(times):
            self._at += 5
            self.ask(str(self._at))

    def close(self) -> None:
        """Let the program end as it should."""
        self.process.close_input()
        while self._hear():
            pass
        self._reap()

    def kill(self) -> None:
        """Kill it."""
        self.process.send_signal(signal.SIGKILL)
        self.process.close_input()
        self._reap()

    def _reap(self) -> None:
        self.process.stdout.close()
        self.process.wait()


def command(
    home: Path, *arguments: str | Path, kill_after: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line, killed after some seconds if it has not ended by then."""
    limit = TIMEOUT_S if kill_after is None else kill_after
    return run(*arguments, folder=ROOT, env=environment(home), timeout=limit)


def timed(home: Path, *arguments: str | Path) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run the command line to its end and return how long it took, in seconds."""
    began = time.monotonic()
    done = command(home, *arguments)
    return done, time.monotonic() - began


def spans_in(path: Path) -> set[str]:
    """Return the ids of all spans of a project, read by the program."""
    with Project.open(path) as project:
        return {span.id for record in project.export() for span in record.spans}


def faults_of(path: Path) -> list[str]:
    """Return what ``check`` finds wrong with a project."""
    try:
        with Project.open(path) as project:
            return [f"{problem.where}: {problem.what}" for problem in project.check()]
    except AnnotatorError as error:
        return [str(error)]


def everywhere(folder: Path, home: Path) -> Iterator[Path]:
    """Yield every project file that is left: beside the project, and among the backups."""
    yield from folder.rglob("*.annotator")
    yield from (home / "DATA").rglob("*.annotator")


def found_anywhere(folder: Path, home: Path, wanted: Sequence[str]) -> set[str]:
    """Return which spans are in any project file that is left, hidden ones apart."""
    left = set(wanted)
    for path in everywhere(folder, home):
        if not left:
            break
        if not path.name.startswith("."):
            try:
                left -= spans_in(path)
            except (AnnotatorError, OSError):
                continue
    return set(wanted) - left


def leftovers(*folders: Path) -> list[str]:
    """Return the hidden files that are left."""
    return [path.name for folder in folders for path in folder.rglob(".*") if path.is_file()]


def fresh(template: Path, folder: Path, name: str = "p.annotator") -> Path:
    """Return a copy of a project that nobody has open."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    shutil.copyfile(template, path)
    return path


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the write lock of a project, as another program would."""
    with closing(sqlite3.connect(path)) as connection:
        connection.isolation_level = None
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def chance_of(kind: str) -> random.Random:
    """Return chance that is the same in every run of a kind."""
    return random.Random(kind)
