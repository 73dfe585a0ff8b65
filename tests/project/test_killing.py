"""A program that is killed at any moment has lost nothing that it said was stored."""

from __future__ import annotations

import random
import time

from annotator.project import Project
from tests.project.driver import start
from tests.project.making import spans_of

KILLS = 30


class Certain:
    """What the killed programs have acknowledged."""

    def __init__(self):
        self.spans: dict[str, int] = {}
        self.notes: dict[str, str] = {}
        self.gone: set[str] = set()
        self.unsure: set[str] = set()

    def hear(self, line):
        verb, span, *rest = line.split()
        if verb == "added":
            self.spans[span] = int(rest[0])
        elif verb == "noted":
            self.notes[span] = rest[0]
        elif verb == "removing":
            self.unsure.add(span)
        elif verb == "removed":
            self.unsure.discard(span)
            self.gone.add(span)
            self.maybe_back = span
        elif verb == "restored":
            self.gone.discard(span)


def test_killed_at_any_moment(path):
    """Thirty times killed: every acknowledged edit is there, the file is sound, undo works."""
    certain = Certain()
    chance = random.Random(7)
    acknowledged = 0
    for kill in range(KILLS):
        process = start(path, "edit", "x")
        try:
            assert process.stdout.readline() == "ready\n"
            first = [process.stdout.readline() for _ in range(chance.randrange(1, 5))]
            time.sleep(chance.uniform(0, 0.08))  # the moment of the kill, not a wait
        finally:
            process.kill()
        lines = first + [line for line in process.stdout if line.endswith("\n")]
        process.stdout.close()
        process.stdin.close()
        assert process.wait() == -9
        for line in lines:
            certain.hear(line)
        acknowledged += len(lines)
        last = lines[-1].split() if lines else ["", ""]
        with Project.open(path) as project:
            spans = spans_of(project)
            # The one edit under way when it was killed may have been stored or not.
            if last[0] == "removing" and last[1] not in spans:
                certain.gone.add(last[1])
            elif last[0] == "removed" and last[1] in spans:
                certain.gone.discard(last[1])
            for span, at in certain.spans.items():
                if span in certain.gone:
                    assert span not in spans
                else:
                    assert spans[span].start == at
                    assert span not in certain.notes or spans[span].note == certain.notes[span]
            extra = spans.keys() - certain.spans.keys()
            assert len(extra) <= 1
            certain.spans.update((span, spans[span].start) for span in extra)
            if kill % 5 == 0:
                assert project.check() == []
            undone = project.undo("x")
            assert (undone is None) == (not spans and not certain.gone)
            assert project.redo("x") is not None or undone is None
            assert spans_of(project).keys() == spans.keys()
    assert acknowledged > KILLS, "the programs were killed before they had done anything"
    with Project.open(path) as project:
        assert project.check() == []
        while project.undo("x") is not None:
            pass
        assert spans_of(project) == {}
