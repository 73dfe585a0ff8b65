"""A program of its own that tags on demand and goes on when it is refused.

Run as ``python -m tests.faults.program PROJECT ANNOTATOR [SECONDS]``. For each line that comes
in, a number, it tags there and says ``added ID`` or ``refused SENTENCE``; ``undo`` undoes. At the
end of its input it closes the project and says ``closed``. SECONDS set its clock forward or back.
"""

from __future__ import annotations

import sys
import time

from annotator.annotation.edits import AddSpan
from annotator.errors import AnnotatorError
from annotator.project import Project


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)).replace("\n", " ") + "\n")
    sys.stdout.flush()


def shift_clock(seconds: float) -> None:
    """Let the program's clock go wrong by some seconds."""
    right = time.time_ns
    time.time_ns = lambda: right() + int(seconds * 1e9)


def answer(project: Project, line: str, annotator: str) -> None:
    try:
        if line == "undo":
            changes = project.undo(annotator)
            say("undone", "" if changes is None else changes.delta.spans[0].record.id)
            return
        at = int(line)
        edit = AddSpan(article="long", label="claim", ranges=((at, at + 2),))
        changes = project.apply(edit, annotator)
        say("added", "" if changes is None else changes.delta.spans[0].record.id)
    except AnnotatorError as error:
        say("refused", error)


def main() -> None:
    path, annotator, *rest = sys.argv[1:]
    if rest:
        shift_clock(float(rest[0]))
    try:
        project = Project.open(path)
    except AnnotatorError as error:
        say("refused", error)
        return
    say("ready")
    for line in sys.stdin:
        answer(project, line.strip(), annotator)
    try:
        project.close()
    except AnnotatorError as error:
        say("refused", error)
    say("closed")


if __name__ == "__main__":
    main()
