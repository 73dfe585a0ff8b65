"""The lid is closed at any moment: what the window had shown is on disk."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import orjson
import pytest

from annotator.project import Project
from tests.command import Started
from tests.desktop.desk import make_project

RUNS, KILLS = 8, 5
"""Forty in all, in short runs that a busy machine ends none of; ``make faults`` has a thousand."""
TEXT = "“Nó,” said Ada 😀 VellAda VellTop story MORE, the mayor. “Not before May.”\n\n" * 20

State = dict[str, list]


def read_state(project: Project) -> State:
    """All spans by id: label and ranges."""
    state: State = {}
    for article in ("a0", "a1", "a2"):
        for span in project.open_article("ana", article).spans:
            state[span.id] = [span.label, [list(pair) for pair in span.ranges]]
    return state


def apply(state: State, lines: list[dict]) -> State:
    """What was acknowledged, applied to a state."""
    state = dict(state)
    for line in lines:
        for span, after in line["spans"].items():
            if after is None:
                del state[span]
            else:
                state[span] = after
    return state


def annotate_and_kill(project: Path, settings: Path, seed: int, seconds: float) -> list[dict]:
    """Run the window in a second process, kill it, and return what it had acknowledged."""
    process = Started(
        *("tests.desktop.annotating", project, settings, seed),
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        errors=os.devnull,
    )
    with process:
        first = process.stdout.readline()
        time.sleep(seconds)  # the moment of the kill, not a wait for something
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    whole = (first + rest).rpartition("\n")[0]
    assert first, "the window ended before its first action"
    return [orjson.loads(line) for line in whole.split("\n") if line]


@pytest.mark.slow
@pytest.mark.parametrize("run", range(RUNS))
def test_no_acknowledged_action_is_lost_when_the_window_is_killed(tmp_path, run):
    """After each kill at a random moment every action is there, intact, and can be undone."""
    path = tmp_path / "project.annotator"
    make_project(path, [TEXT, TEXT + "Second.", TEXT + "Third."])
    chance = random.Random(run)
    state: State = {}
    acknowledged, events = 0, 1  # the import of the articles is in the history
    for kill in range(KILLS):
        lines = annotate_and_kill(
            path, tmp_path / "s.ini", 100 * run + kill, chance.uniform(0.0, 0.2)
        )
        expected = apply(state, lines)
        with Project.open(path) as project:
            state = read_state(project)
            written = len(project.history(limit=10_000_000)) - events
            assert written - len(lines) in (0, 1), "at most the action in hand is not shown yet"
            if written == len(lines):
                assert state == expected
            assert not project.check()
            before = project.undo_state("ana")
            if before.undo is not None:
                assert project.undo("ana") is not None
                assert project.redo("ana") is not None
                assert read_state(project) == state
            events = len(project.history(limit=10_000_000))
        acknowledged += len(lines)
    assert acknowledged >= KILLS
