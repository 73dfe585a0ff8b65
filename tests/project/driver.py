"""A program of its own that edits a project, to be killed, locked out or raced against.

Run as ``python -m tests.project.driver PROJECT COMMAND [ANNOTATOR]`` in the repository. Each
line that it prints was true when it was printed: what it acknowledges is stored.
"""

from __future__ import annotations

import itertools
import sqlite3
import sys
import time
from pathlib import Path

from annotator.annotation.edits import AddSpan, RemoveSpans, SetNote
from annotator.errors import AnnotatorError
from annotator.project import Project
from annotator.project.backups import copying, restoring
from tests.command import Started
from tests.project.making import FIRST, NEWS

ROOT = Path(__file__).parents[2]


def start(path: Path | str, command: str, *arguments: str) -> Started:
    """Start this module on a project; its lines come on standard output."""
    return Started("tests.project.driver", path, command, *arguments)


def take_back_for_ever(path: str, annotator: str) -> None:
    """Take the last change back and make it again, saying after each which it was."""
    project = Project.open(path)
    say("ready")
    while True:
        assert project.undo(annotator) is not None
        say("undone")
        assert project.redo(annotator) is not None
        say("redone")


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def edit_for_ever(path: str, annotator: str) -> None:
    """Add spans, write notes, remove and undo, saying after each what is now certain."""
    project = Project.open(path)
    say("ready")
    for number in itertools.count():
        start_at = number % (len(NEWS) - 3)
        changes = project.apply(
            AddSpan(article=FIRST, label="claim", ranges=((start_at, start_at + 3),)), annotator
        )
        assert changes is not None
        span = changes.delta.spans[0].record.id
        say("added", span, start_at)
        if number % 3 == 1:
            project.apply(SetNote(span=span, note=f"n{number}"), annotator)
            say("noted", span, f"n{number}")
        if number % 7 == 3:
            say("removing", span)
            project.apply(RemoveSpans(spans=(span,)), annotator)
            say("removed", span)
            if number % 2:
                project.undo(annotator)
                say("restored", span)


def hold(path: str) -> None:
    """Hold the write lock until a line comes in."""
    connection = sqlite3.connect(path)
    connection.isolation_level = None
    connection.execute("BEGIN IMMEDIATE")
    say("held")
    sys.stdin.readline()
    connection.execute("ROLLBACK")
    connection.close()
    say("let go")


def add_some(path: str, annotator: str) -> None:
    """Add forty spans and print their ids."""
    with Project.open(path, busy_timeout_s=20) as project:
        for number in range(40):
            edit = AddSpan(article=FIRST, label="claim", ranges=((number, number + 2),))
            changes = project.apply(edit, annotator)
            assert changes is not None
            say(changes.delta.spans[0].record.id)


def add_one_on_demand(path: str, annotator: str) -> None:
    """Add a span for each line that comes in, and print its id."""
    with Project.open(path) as project:
        say("ready")
        for line in sys.stdin:
            at = int(line)
            edit = AddSpan(article=FIRST, label="claim", ranges=((at, at + 2),))
            changes = project.apply(edit, annotator)
            assert changes is not None
            say(changes.delta.spans[0].record.id)


def back_up_slowly(path: str) -> None:
    """Make a backup, saying when it is in the middle of it, and wait there for ever."""

    def stop() -> bool:
        say("copying")
        sys.stdin.readline()
        return False

    with Project.open(path) as project:
        project.back_up_if_changed("opening", stop)


def restore_slowly(path: str, copy: str, moment: str) -> None:
    """Restore a backup, and wait for ever at one moment of it."""

    def wait(*_: object) -> None:
        say(moment)
        while True:
            time.sleep(1)

    if moment == "keeping":
        copying._verify = wait  # type: ignore[assignment]
    else:
        restoring._Moment.has_passed = wait  # type: ignore[assignment]
    with Project.open(path) as project:
        project.restore(Path(copy))


def fold_for_ever(path: str, annotator: str) -> None:
    """Add spans, saying the id of each, and fold after every few."""
    project = Project.open(path, busy_timeout_s=20)
    for number in itertools.count():
        edit = AddSpan(article=FIRST, label="claim", ranges=((number % 40, number % 40 + 2),))
        changes = project.apply(edit, annotator)
        assert changes is not None
        say(changes.delta.spans[0].record.id)
        if number % 3 == 2:
            project.fold()


def obey(path: str, annotator: str) -> None:
    """Do what each line says, and answer with one: add N spans, fold, backup, look, close."""
    project = Project.open(path)
    say("ready", *project.notices)
    for line in sys.stdin:
        verb, *rest = line.split()
        try:
            if verb == "add":
                added = [
                    project.apply(
                        AddSpan(article=FIRST, label="claim", ranges=((at % 40, at % 40 + 2),)),
                        annotator,
                    )
                    for at in range(int(rest[0]))
                ]
                say(*(one.delta.spans[0].record.id for one in added if one is not None))
            elif verb == "fold":
                project.fold()
                say("folded")
            elif verb == "backup":
                say("backup", project.back_up("asked"))
            elif verb == "look":
                say("look", project.look() or "")
            elif verb == "close":
                project.close()
                say("closed")
        except AnnotatorError as error:
            say("refused", error)


COMMANDS = {
    "restore": restore_slowly,
    "backup": back_up_slowly,
    "fold for ever": fold_for_ever,
    "obey": obey,
    "take back": take_back_for_ever,
    "edit": edit_for_ever,
    "hold": hold,
    "add": add_some,
    "demand": add_one_on_demand,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[2]](sys.argv[1], *sys.argv[3:])
